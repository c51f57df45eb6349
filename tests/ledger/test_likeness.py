"""Which statements of two readings are one: those that share a cue and half of their content, and no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from closewatch.ledger.likeness import likeness, places
from closewatch.terms.figure import Figure, Range
from closewatch.terms.report import Report
from closewatch.terms.statement import Manner, Stance, Statement
from closewatch.testing import plain_report, unmarked


def marked(text: str) -> tuple[Report, dict[str, Statement]]:
    """Make a statement of the words under each number."""
    plain, marks = unmarked(text)
    report = plain_report(plain)
    made = {}
    for number in dict.fromkeys(mark[0] for mark in marks):
        source, cue, content = (
            tuple(report.span(start, end) for one, role, start, end in marks if (one, role) == (number, wanted)) for wanted in "scq"
        )
        made[number] = Statement(report.id, source, cue, content, Manner.INDIRECT, Stance.ASSERTS)
    return report, made


def test_the_same_statement_without_its_last_words_is_the_same() -> None:
    _, made = marked("[s1 [s2 Kyiv]] [c1 [c2 said]] [q1 [q2 that 3,000 soldiers had reached Kursk] on Monday].")
    assert likeness(made["1"], made["2"]) > 0


def test_contents_that_share_less_than_half_of_their_words_are_two() -> None:
    _, made = marked("[s1 [s2 Kyiv]] [c1 [c2 said]] [q1 [q2 it rained] and that 3,000 soldiers had reached Kursk].")
    assert likeness(made["1"], made["2"]) == 0


def test_who_tells_of_a_statement_is_not_who_makes_it() -> None:
    _, made = marked("[s1 Seoul] [c1 said] [q1 [s2 a prisoner] [c2 claimed] [q2 that all of his unit had been killed near the river]].")
    assert likeness(made["1"], made["2"]) == 0


def test_without_a_cue_the_sources_tell_two_statements_apart() -> None:
    _, made = marked("[s1 Seoul] [c1 said]: [q1 [q2 [q3 it is over]]], [s2 Moscow].")
    assert likeness(made["1"], made["2"]) == 0
    assert likeness(made["1"], made["3"]) > 0


def test_a_sign_can_be_a_cue() -> None:
    _, made = marked("[s1 [s2 Kyiv]][c1 [c2 :]] [q1 [q2 300 dead] in Kursk]")
    assert likeness(made["1"], made["2"]) > 0


def test_statements_without_content_are_known_by_their_cue() -> None:
    report, made = marked("[s1 Kyiv] [c1 declined to comment], and [s2 Moscow] [c2 did not answer].")
    assert likeness(made["1"], replace(made["1"], source=())) > 0
    assert likeness(made["1"], made["2"]) == 0
    assert places(made["1"]) & places(replace(made["1"], source=()))
    assert report.id == made["1"].report


@pytest.mark.parametrize(("words", "measure", "alike"), [("3,000", "killed", True), ("3,000", "wounded", False), ("400", "killed", False)])
def test_figures_are_one_where_their_numbers_overlap_and_count_the_same(words: str, measure: str, alike: bool) -> None:
    report = plain_report("They lost 2,000 to 3,000 men and 400 guns.")
    old = Figure(report.id, report.span(10, 24), "killed", Range())
    start = report.text.index(words)
    assert bool(likeness(old, Figure(report.id, report.span(start, start + len(words)), measure, Range()))) is alike
