"""The page of a dossier: every sentence opens its words, foreign words stay words, and nothing is asked for from anywhere."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from hashlib import sha256
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from closewatch.publish.checking.words import shown_in
from closewatch.publish.pages.page import render_page
from closewatch.publish.pages.words_shown import AROUND, flat, pieces, with_bars
from closewatch.publish.wording import readable
from closewatch.terms.dossier import Dossier, Passage, Section, Sentence
from closewatch.terms.report import span_in
from tests.publish.dossier_values import ANNEX, CHART, DOSSIER, EMPTY, FINDING, HISTORY, JUDGEMENT, PROTECTED, hostile, large

TAG = re.compile(rb"<script|<iframe|<object|<embed|<form|<img|<base|@import|url\(|\son[a-z]+\s*=\s*[\"'][^\"']*alert", re.IGNORECASE)


def parsed(dossier: Dossier = DOSSIER) -> Any:
    return html.document_fromstring(render_page(dossier).decode("utf-8"))


def words_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def behind(sentence: Any) -> list[str]:
    """The looks of what stands behind a sentence, up to the next one."""
    looks = [element.get("class") for element in sentence.itersiblings()]
    return looks[: looks.index("sentence")] if "sentence" in looks else looks


def test_two_runs_give_the_same_bytes() -> None:
    assert render_page(DOSSIER) == render_page(DOSSIER)


def test_every_sentence_stands_under_its_id_and_opens_the_words_that_it_rests_on() -> None:
    page = parsed()
    for _, sentence in DOSSIER.sentences():
        element = page.get_element_by_id(sentence.id)
        assert words_of(element) == flat(sentence.text)
        cites = element.xpath("following-sibling::*[1][contains(@class, 'cites')]//a")
        assert [cite.get("href") for cite in cites] == [f"#{cited}" for cited in sentence.cites]
        assert [cite.text for cite in cites] == [f"{DOSSIER.numbers()[cited]}" for cited in sentence.cites]


def test_every_cited_value_shows_its_exact_words_marked_in_their_paragraph() -> None:
    page = parsed()
    for cited in DOSSIER.annex:
        entry = page.get_element_by_id(cited.id)
        if not cited.words:
            assert entry.xpath(".//mark") == []
            continue
        marked = "".join(mark.text_content() for mark in entry.xpath(".//mark"))
        assert all(span.exact in marked for span in cited.words)
        assert entry.xpath("string(.//blockquote/p)") == cited.paragraph


def test_an_entry_tells_where_the_words_come_from_and_what_admitted_them() -> None:
    page = parsed()
    for cited in DOSSIER.annex:
        told = words_of(page.get_element_by_id(cited.id))
        assert cited.receipt.digest in told
        assert cited.report in told
        assert "2025-05-02 09:14:07 UTC" in told
        for line in cited.admitted:
            assert f"entry {line.seq}" in told
            assert line.digest in told
            assert line.reason in told


def test_every_link_within_the_page_arrives_and_the_ways_back_lead_to_what_rests_on_a_value() -> None:
    for dossier in (DOSSIER, large(3, 40), hostile()):
        page = parsed(dossier)
        identities = page.xpath("//@id")
        assert len(identities) == len(set(identities))
        assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= set(identities)
    back = parsed().get_element_by_id(ANNEX[2].id).xpath(".//p[@class='backs']/a")
    assert [link.text for link in back] == ["1 sentence 2", "3 sentence 6"]


def test_machine_people_and_judgement_are_told_apart_by_words_and_not_by_colour_alone() -> None:
    page = parsed()
    runs = page.xpath(f"//*[@id='{JUDGEMENT.id}']/ancestor::div[1]")
    assert "judgement" in runs[0].get("class")
    assert runs[0].xpath("string(p[@class='label'])") == "Judgement of anna"
    assert [words_of(label) for label in page.xpath("//main//section[@id='assessment']//p[@class='label']")] == [
        "Judgement of anna",
        "Written by anna",
        "Judgement of anna",
    ]
    assert page.get_element_by_id(FINDING.anchor).xpath(".//p[@class='label']") == []


def test_what_nobody_reviewed_is_said_in_the_text_and_counted_on_the_first_page() -> None:
    page = parsed()
    for _, sentence in DOSSIER.sentences():
        found = page.get_element_by_id(sentence.id)
        before = found.xpath("ancestor::div[1]/p/*[1][@class='unreviewed']")
        assert bool(before or "unreviewed" in behind(found)) == sentence.unreviewed
    assert "8 of 11 findings" in words_of(page.xpath("//header")[0])


def test_withheld_words_are_bars_that_say_how_long_they_are_with_the_reason_and_the_digest() -> None:
    page = parsed()
    entry = page.get_element_by_id(ANNEX[6].id)
    assert [bar.get("aria-label") for bar in entry.xpath(".//span[@class='bar']")] == ["31 signs withheld"]
    assert "Words are blacked out, and the original does not leave. the witness asked not to be named" in words_of(entry)
    assert "nurse at the harbour hospital" not in page.text_content()
    silent = page.get_element_by_id(ANNEX[7].id)
    assert silent.xpath(".//blockquote") == []
    assert "Nothing of this report leaves." in words_of(silent)
    assert ANNEX[7].receipt.digest in words_of(silent)
    kept_back = parsed(replace(DOSSIER, annex=(replace(ANNEX[0], withheld=PROTECTED), *ANNEX[1:]))).get_element_by_id(ANNEX[0].id)
    assert "The original does not leave." in words_of(kept_back)


def test_a_chart_stands_in_the_page_with_its_words_and_the_table_behind_it() -> None:
    figure = parsed().xpath("//figure")[0]
    assert figure.xpath(".//*[local-name()='svg']")
    assert CHART.about in words_of(figure.xpath("figcaption")[0])
    rows = figure.xpath("details//tbody/tr")
    assert [[cell.text_content() for cell in row] for row in rows] == [[flat(cell) for cell in row.cells] for row in CHART.data.rows]


def test_what_a_table_leaves_out_is_counted() -> None:
    assert "2 other rows of the ledger are left out here." in words_of(parsed())


def test_the_page_names_the_head_that_it_was_computed_from() -> None:
    page = parsed()
    assert page.xpath("//meta[@name='closewatch-head']/@content") == [DOSSIER.head]
    assert page.xpath("//meta[@name='closewatch-entry']/@content") == ["31"]
    assert DOSSIER.head in words_of(page.xpath("//header")[0])


def test_the_first_screen_names_the_questions_and_leads_to_them() -> None:
    asked = parsed().xpath("//header//ul/li/a")
    assert [(link.text, link.get("href")) for link in asked] == [(FINDING.heading, f"#{FINDING.anchor}")]


def test_nothing_is_loaded_and_only_this_very_style_is_allowed() -> None:
    written = render_page(DOSSIER)
    assert TAG.search(written) is None
    page = parsed()
    style = page.xpath("//style")[0].text
    digest = base64.b64encode(sha256(style.encode("utf-8")).digest()).decode()
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    assert f"'sha256-{digest}'" in policy
    assert page.xpath("//*[@style]") == []
    outward = page.xpath("//a[starts-with(@href, 'http')]")
    assert outward
    assert {link.get("rel") for link in outward} == {"noreferrer noopener"}


def test_hostile_words_are_words() -> None:
    written = render_page(hostile())
    assert TAG.search(written) is None
    page = parsed(hostile())
    assert page.xpath("//script | //img | //iframe") == []
    assert [link for link in page.xpath("//a/@href") if not link.startswith("#")] == []
    assert not set("\u202e\u2066\x00\x1b") & set(written.decode("utf-8"))
    assert "{{ 7 * 7 }}" in page.text_content()
    assert "<img src=//outside.example/x>" in page.text_content()


def test_the_check_finds_every_sentence_and_every_cited_word_in_the_page() -> None:
    for dossier in (DOSSIER, hostile(), large(2, 30)):
        shown = shown_in(render_page(dossier), "dossier.html")
        assert [sentence.text for _, sentence in dossier.sentences() if not shown.shows(sentence.text)] == []
        assert [span.exact for cited in dossier.annex for span in cited.words if not shown.shows(span.exact)] == []


def test_an_empty_dossier_says_that_it_is_empty() -> None:
    told = words_of(parsed(EMPTY).xpath("//body")[0])
    assert "This dossier has no sections." in told
    assert "Nothing is found here that could be reviewed." in told


def test_the_same_sentence_twice_has_two_places_in_the_page() -> None:
    sentence = Sentence("Nobody denied it.", (ANNEX[0].id,))
    twice = Section("twice", "Twice", (Passage((sentence, sentence)),))
    page = parsed(replace(DOSSIER, sections=(twice, HISTORY)))
    assert len({element.get("id") for element in page.xpath("//span[@class='sentence']")}) == 2
    assert len(page.get_element_by_id(ANNEX[0].id).xpath(".//p[@class='backs']/a")) == 3


def test_fifty_questions_and_two_thousand_cites_stay_below_eight_megabytes() -> None:
    assert len(render_page(large())) < 8_000_000


@given(st.text(st.characters(codec="utf-8"), max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=5))
@settings(max_examples=60)
def test_a_paragraph_cut_by_its_quotations_is_still_that_paragraph(text: str, places: list[tuple[int, int]]) -> None:
    spans = [span_in(text, *sorted(place)) for place in places if max(place) <= len(text)]
    found = pieces(text, 0, spans)
    assert "".join(piece.text for piece in found) == text
    quoted = [flag for piece in found for flag in [piece.quoted] * len(piece.text)]
    assert [at for at, flag in enumerate(quoted) if flag] == sorted({at for span in spans for at in range(span.start, span.end)})


def test_of_a_long_paragraph_the_surroundings_of_the_quoted_words_are_shown_and_the_rest_is_counted() -> None:
    text = "x" * 50_000 + "the words" + "y" * 50_000
    before, words, behind = pieces(text, 0, [span_in(text, 50_000, 50_009)])
    assert words.text == "the words"
    assert before.text == " [… 48,800 signs not shown …] " + "x" * AROUND
    assert behind.text == "y" * AROUND + " [… 48,800 signs not shown …] "


@given(st.text(st.sampled_from("█a<&\u202e \n"), max_size=30))
def test_bars_stand_for_what_is_blacked_out_and_for_nothing_else(text: str) -> None:
    shown: Any = html.fragment_fromstring(f"<p>{with_bars(readable(text))}</p>")
    assert shown.text_content() == readable(text)
    assert all(set(bar.text) == {"█"} for bar in shown.xpath("//span"))
