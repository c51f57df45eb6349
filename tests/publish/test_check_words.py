"""What a finished dossier shows is found in it again: every sentence and every cited word, in the page and in the PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from closewatch.publish.checking.inside import dossier_bytes, read_dossier
from closewatch.publish.checking.words import Shown, shown_in
from closewatch.publish.pages.page import render_page
from closewatch.publish.paper.paper import render_pdf
from closewatch.terms.dossier import Dossier, Passage, Section, Sentence
from closewatch.terms.trouble import EvidenceAltered
from tests.publish.dossier_values import DOSSIER, EMPTY, hostile, large


def not_shown(dossier: Dossier, shown: Shown) -> list[str]:
    sentences = [sentence.text for _, sentence in dossier.sentences()]
    words = [span.exact for cited in dossier.annex if cited.withheld is None for span in cited.words]
    return [text for text in (dossier.head, *sentences, *words) if not shown.shows(text)]


@pytest.mark.parametrize("render", [render_page, render_pdf])
@pytest.mark.parametrize("made", [lambda: DOSSIER, hostile, lambda: EMPTY])
def test_every_sentence_and_every_cited_word_is_found(render: Callable[[Dossier], bytes], made: Callable[[], Dossier]) -> None:
    dossier = made()
    assert not_shown(dossier, shown_in(render(dossier), "x")) == []


@pytest.mark.parametrize("render", [render_page, render_pdf])
def test_words_that_part_at_a_hyphen_or_at_the_end_of_a_page_are_found(render: Callable[[Dossier], bytes]) -> None:
    told = " ".join(f"Kim Seong-{number} said so, and the half-brother of Lee Hwa-young-{number} denied it." for number in range(900))
    dossier = replace(DOSSIER, sections=(Section("long", "Long", (Passage((Sentence(told[:20_000]),)),)),))
    assert [len(text) for text in not_shown(dossier, shown_in(render(dossier), "x"))] == []


@pytest.mark.parametrize("render", [render_page, render_pdf])
def test_words_that_are_not_there_are_not_found(render: Callable[[Dossier], bytes]) -> None:
    shown = shown_in(render(DOSSIER), "x")
    assert not shown.shows("about 301 soldiers had been killed")
    assert not shown.shows("щонайменше 601 солдат")


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-"])
def test_a_file_that_cannot_be_read_says_so(data: bytes) -> None:
    with pytest.raises(EvidenceAltered):
        shown_in(data, "x")


@pytest.mark.parametrize("made", [lambda: DOSSIER, lambda: EMPTY, hostile, lambda: large(3, 20)])
def test_the_values_of_a_dossier_are_read_as_they_were_written(made: Callable[[], Dossier]) -> None:
    dossier = made()
    data = dossier_bytes(dossier)
    assert read_dossier(data) == dossier
    with pytest.raises(EvidenceAltered):
        read_dossier(data + b" ")
