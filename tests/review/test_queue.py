from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from closewatch.ledger.case import Case
from closewatch.ledger.views.questions import questions
from closewatch.review.queue import queue
from closewatch.terms.decision import Verdict
from closewatch.terms.review import Waiting

from .conftest import Reviewing


def waiting(case: Case, skipped: Sequence[str] = ()) -> dict[str, Waiting]:
    return {one.id: one for one in queue(case, "person:a", skipped=skipped)}


def test_what_alone_makes_a_conflict_comes_before_what_nobody_disputes(any_case: Case, tell: Any) -> None:
    quiet = tell("Harbour Service", 7, measure="wounded")
    one, other = tell("Coast Ministry", 300), tell("Kyiv", 900)
    found = waiting(any_case)
    assert set(list(found)[:4]) == {one.statement.id, one.figure.id, other.statement.id, other.figure.id}
    assert list(found)[4:] == [quiet.statement.id, quiet.figure.id]
    reasons = found[one.figure.id].reasons
    assert reasons[0] in ("alone makes the conflict of 300 and 900", "alone makes the conflict of 900 and 300")
    assert reasons[1].startswith("answers a disputed question: Deaths of")
    assert reasons[2] == "confidence 0.50"
    assert found[quiet.statement.id].reasons == ("confidence 0.50",)


def test_a_figure_stands_behind_its_statement(any_case: Case, tell: Any) -> None:
    told = [tell("Harbour Service", 300 + number, published=f"2025-01-1{number}") for number in range(4)]
    order = list(waiting(any_case))
    assert all(order.index(one.figure.id) == order.index(one.statement.id) + 1 for one in told)


def test_what_was_skipped_comes_last_in_the_order_in_which_it_was_skipped(any_case: Case, tell: Any) -> None:
    one, other = tell("Coast Ministry", 300), tell("Kyiv", 900)
    skipped = [other.figure.id, one.statement.id, "st:gone"]
    order = list(waiting(any_case, skipped))
    assert order[-2:] == skipped[:2]
    assert len(order) == 4


def test_what_is_decided_leaves_the_queue(any_case: Case, tell: Any, review: Reviewing) -> None:
    told = tell("Coast Ministry", 300)
    review("a", told.statement.id, Verdict.ACCEPT)
    assert list(waiting(any_case)) == [told.figure.id]
    review("a", told.figure.id, Verdict.REJECT)
    assert list(waiting(any_case)) == []


def test_the_queue_is_the_same_however_often_it_is_asked_for_and_holds_each_value_once(any_case: Case, tell: Any) -> None:
    for number in range(6):
        tell(f"Service {number}", 100 * number + 1)
    first = list(queue(any_case, "person:a"))
    assert first == list(queue(any_case, "person:b"))
    assert len({one.id for one in first}) == len(first) == 12


def test_the_caller_may_know_which_questions_are_in_dispute(any_case: Case, tell: Any) -> None:
    tell("Coast Ministry", 300), tell("Kyiv", 900)
    plain = list(queue(any_case, "person:a", disputed=()))
    known = list(queue(any_case, "person:a", disputed=[one for one in questions(any_case.tables) if one.disputed]))
    assert {one.id for one in plain} == {one.id for one in known}
    assert max(one.score for one in plain) < min(one.score for one in known)
