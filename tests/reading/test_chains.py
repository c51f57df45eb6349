"""Who speaks, through whom and on what ground, where the words of each statement are given: the keyed passages, judged one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from closewatch.reading.attributions import tell_statements
from closewatch.reading.citing import cited_beside
from closewatch.reading.cues import find_cue
from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.encoder.details import fill_in
from closewatch.reading.encoder.finder import sentence_around
from closewatch.reading.sentences import find_paragraphs
from closewatch.terms.report import Report
from closewatch.terms.statement import Statement
from closewatch.testing import plain_report, unmarked
from tests.reading.keyed_chains import PASSAGES, Passage

_ARTICLES = ("a ", "an ", "the ", "two ")


def judged(passage: Passage) -> dict[str, Statement]:
    """The statements of a passage by their numbers, made from its marks alone."""
    text, marks = unmarked(passage.text)
    report = plain_report(text, publisher=passage.publisher)
    report = replace(report, authors=(passage.author,)) if passage.author else report
    roles: dict[str, dict[str, list[Offsets]]] = defaultdict(lambda: defaultdict(list))
    for number, role, start, end in marks:
        roles[number][role].append((start, end))
    drafts = {number: drafted(report, places) for number, places in roles.items() if places["q"]}
    statements = tell_statements(report, cited_beside(text, list(drafts.values())), "marks")
    by_words = {tuple((span.start, span.end) for span in (*s.source, *s.cue, *s.content)): s for s in statements}
    return {
        number: by_words[tuple(place for place in (draft.source, draft.cue_at, *draft.contents) if place is not None)]
        for number, draft in drafts.items()
    }


def drafted(report: Report, places: dict[str, list[Offsets]]) -> Draft:
    """A statement in the making, as the trained reader hands it on."""
    cue = (places["c"][0][0], places["c"][-1][1]) if places["c"] else None
    source = places["s"][0] if places["s"] else None
    contents = list(places["q"])
    quoted = all(report.text[start - 1] == '"' and report.text[end] == '"' for start, end in contents if start)
    draft = Draft(find_cue(report.text[slice(*cue)]) if cue else None, "encoder", source, cue, contents, quoted=quoted)
    anchor = (cue or contents[0])[0]
    for number, paragraph in enumerate(find_paragraphs(report)):
        if paragraph.start <= anchor <= paragraph.end:
            draft.paragraph, draft.sentence = number, sentence_around(report.text, paragraph, cue or contents[0])
    fill_in(report.text, draft)
    return draft


def bare(name: str) -> str:
    """A name without its article."""
    low = name.lower()
    return next((low.removeprefix(article) for article in _ARTICLES if low.startswith(article)), low)


def rates() -> tuple[Counter[str], Counter[str], list[str]]:
    """How many fields of the keyed passages are right, of how many, and what is not."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong: list[str] = []
    for passage in PASSAGES:
        found = judged(passage)
        for line in passage.keys.strip().splitlines():
            number, speaker, via, basis = (field.strip() for field in line.split(";"))
            statement = found[number]
            names = [bare(name) for name in (statement.speaker.name, *statement.speaker.names)] if statement.speaker else []
            relays = [] if via == "-" else [bare(name.strip()) for name in via.split(",")]
            checks = {
                "speaker": any(bare(speaker).startswith(name) or name.startswith(bare(speaker)) for name in names),
                "relays": _alike(statement.via, relays) if via != "?" and (relays or statement.via) else None,
                "basis": statement.basis.value == basis if basis != "?" else None,
            }
            for field, holds in checks.items():
                if holds is not None:
                    total[field] += 1
                    right[field] += holds
                    wrong.extend([] if holds else [f"{passage.name} {number} {field}: {line}"])
    return right, total, wrong


def _alike(found: tuple[str, ...], wanted: list[str]) -> bool:
    """Whether each relay is the wanted one, or a shorter name of it."""
    return len(found) == len(wanted) and all(want.endswith(bare(name)) for name, want in zip(found, wanted, strict=True))


def test_the_keyed_passages_are_judged_as_keyed_but_for_a_few() -> None:
    right, total, wrong = rates()
    assert right["speaker"] / total["speaker"] >= 0.95, wrong
    assert right["relays"] / total["relays"] >= 0.85, wrong
    assert right["basis"] / total["basis"] >= 0.88, wrong


@pytest.mark.parametrize(
    ("name", "number", "via"),
    [
        ("agency", "5", ("memo from the governor's office",)),
        ("transcript", "6", ("Dawit Hale",)),
        ("feature", "4", ("Marit",)),
        ("fact check", "4", ("Dune Post",)),
        ("fact check", "11", ("Dune Post",)),
        ("release", "1", ("Lantern Medical Aid",)),
        ("reprint", "5", ("Meridian Wire",)),
        ("two steps", "1", ("security service", "Anna Reuss")),
    ],
)
def test_each_kind_of_text_has_its_own_way_of_passing_words_on(name: str, number: str, via: tuple[str, ...]) -> None:
    passage = next(passage for passage in PASSAGES if passage.name == name)
    assert judged(passage)[number].via == via


def test_every_relay_keeps_the_words_it_came_from() -> None:
    for passage in PASSAGES:
        for statement in judged(passage).values():
            assert len([reason for reason in statement.because if reason.of == "via"]) >= bool(statement.via)
