"""What is kept so that review is quick, and that it never hides a decision."""

from __future__ import annotations

from pathlib import Path

import pytest

from closewatch.desk.line import decide, now
from closewatch.desk.web.desk_file import DeskFile
from closewatch.desk.web.disputes.kept_questions import KeptQuestions
from closewatch.desk.web.reviewing.fields import changed, figure_fields, statement_fields
from closewatch.desk.web.reviewing.in_line import Lines
from closewatch.desk.web.reviewing.skipping import MOST_SKIPPED, skip, skipped, unskip
from closewatch.ledger.case import Case, open_case
from closewatch.ledger.views.values import value_of
from closewatch.review.decide import make_decision
from closewatch.terms.decision import Verdict
from closewatch.terms.figure import Figure
from tests.desk.web.test_review import ids


def reject(case: Case, identity: str) -> None:
    decide(case, make_decision(case, identity, Verdict.REJECT, "person:ben", now()))


def test_a_form_that_nobody_touched_says_what_the_value_says(kursk: Path) -> None:
    with open_case(kursk) as case:
        for identity in (*ids(kursk, "statements"), *ids(kursk, "figures")):
            value = value_of(case.tables, identity).value
            fields = figure_fields(value) if isinstance(value, Figure) else statement_fields(value)
            assert changed(fields, {one.name: one.value for field in fields for one in field.inputs}) == ()


def test_the_order_is_kept_for_a_person_until_a_fresh_one_is_asked_for(kursk: Path) -> None:
    lines = Lines(lambda: open_case(kursk))
    with open_case(kursk) as case:
        line = lines.of(case, "person:anna")
        assert len(line.waiting) == 5
        assert lines.of(case, "person:anna") is line
        reject(case, line.waiting[0].id)
        assert lines.of(case, "person:anna") is line
        fresh = lines.of(case, "person:anna", fresh=True)
        assert line.waiting[0].id not in [one.id for one in fresh.waiting]
        assert lines.of(case, "person:anna", fresh=True) is fresh
    lines.wait()


def test_a_kept_question_is_put_together_again_once_a_decision_touched_it(kursk: Path) -> None:
    kept = KeptQuestions()
    with open_case(kursk) as case:
        figure, other = ids(kursk, "figures")
        asked = case.tables.execute("SELECT question FROM members WHERE figure = ?", (figure,)).fetchone()[0]
        before = kept.get(case, asked).question
        assert before
        assert len(before.claims) == 2
        decide(case, make_decision(case, other, Verdict.NOTE, "person:ben", now(), reason="so"))
        same = kept.get(case, asked)
        assert same.seq == case.head().seq
        reject(case, figure)
        after = kept.get(case, asked).question
        assert after
        assert len(after.claims) == 1


@pytest.mark.parametrize("number", [3, MOST_SKIPPED + 2])
def test_the_longest_skipped_comes_first_and_no_more_are_kept_than_there_is_room_for(number: int) -> None:
    file = DeskFile()
    for one in range(number):
        skip(file, "person:anna", f"st:{one}")
    skip(file, "person:anna", f"st:{number - 2}")
    held = skipped(file, "person:anna")
    assert held[-1] == f"st:{number - 2}"
    assert len(held) == min(number, MOST_SKIPPED)
    unskip(file, "person:anna", held[0])
    assert skipped(file, "person:anna") == held[1:]
    assert skipped(file, "person:ben") == ()
    file.close()
