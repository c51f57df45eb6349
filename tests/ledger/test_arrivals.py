"""What came in between two entries, and on which questions it bears."""

from __future__ import annotations

from closewatch.ledger.case import Case
from closewatch.ledger.views.arrivals import arrivals_between, questions_of
from closewatch.terms.claim import question_key
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.record import to_plain
from tests.ledger.conftest import AT, Telling

ONE = "Harbour Intelligence Service"


def test_a_report_comes_with_its_last_entry_and_with_all_that_was_read_in_it(any_case: Case, tell: Telling) -> None:
    told = tell(ONE, 300)
    (arrival,) = arrivals_between(any_case.tables, 0, 99)
    assert (arrival.id, arrival.report, arrival.before, arrival.after) == (told.report.id, told.report.id, 1, 4)
    assert arrival.values == {told.statement.id, told.figure.id}
    assert arrivals_between(any_case.tables, 0, 3) == ()
    assert arrivals_between(any_case.tables, 3, 4) == (arrival,)
    assert arrivals_between(any_case.tables, 4, 99) == ()


def test_a_report_bears_on_the_questions_that_it_answers_alone(any_case: Case, tell: Telling) -> None:
    told = tell(ONE, 300)
    tell(ONE, 300, measure="wounded", published="2025-01-14")
    first, _ = arrivals_between(any_case.tables, 0, 99)
    assert questions_of(any_case.tables, first) == (question_key(told.figure).id,)


def test_a_correction_brings_the_value_it_is_on_and_a_note_brings_nothing(any_case: Case, tell: Telling) -> None:
    told = tell(ONE, 300)
    since = any_case.head().seq
    for verdict, fields in ((Verdict.NOTE, ()), (Verdict.CORRECT, (("stance", "believes"),))):
        decision = Decision(told.statement.id, verdict, "person:reviewer-1", AT, "as the text says", fields)
        any_case.record((), (Draft(EntryKind.DECISION, decision.by, AT, to_plain(decision)),))
    (arrival,) = arrivals_between(any_case.tables, since, any_case.head().seq)
    assert (arrival.id, arrival.report, arrival.is_report) == (told.statement.id, told.report.id, False)
    assert arrival.values == {told.statement.id, told.figure.id}
