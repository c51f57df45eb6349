from __future__ import annotations

from typing import Any

from closewatch.ledger.case import Case
from closewatch.ledger.views.questions import questions
from closewatch.ledger.views.values import last_decision_by
from closewatch.review.grade import grades_on, proposed_grade
from closewatch.terms.decision import Grade, Verdict

from .conftest import Reviewing


def test_the_latest_grade_of_each_person_holds_and_the_earlier_ones_are_kept(any_case: Case, tell: Any, review: Reviewing) -> None:
    told = tell("Harbour Service", 300)
    actor = told.statement.speaker.id
    first = review("a", actor, Verdict.GRADE, grade="C3")
    review("b", actor, Verdict.GRADE, grade="B2")
    last = review(" A", actor, Verdict.GRADE, grade="B3")
    found = grades_on(any_case.tables, actor)
    assert [(one.grade, one.decision.id, [old.id for old in one.earlier]) for one in found] == [
        (Grade("B", 3), last.id, [first.id]),
        (Grade("B", 2), found[1].decision.id, []),
    ]
    review("a", last.id, Verdict.WITHDRAW)
    assert [one.grade for one in grades_on(any_case.tables, actor)] == [Grade("B", 2), Grade("C", 3)]


def test_a_grade_of_one_name_is_on_the_actor_that_it_goes_as(any_case: Case, tell: Any, review: Reviewing) -> None:
    one, two = tell("Harbour Service", 300).statement.speaker.id, tell("HS", 300).statement.speaker.id
    review("a", two, Verdict.GRADE, grade="B2")
    assert grades_on(any_case.tables, one) == ()
    review("a", one, Verdict.MERGE, other=two)
    assert [graded.grade for graded in grades_on(any_case.tables, one)] == [Grade("B", 2)]


def test_what_is_proposed_says_why(any_case: Case, tell: Any) -> None:
    told = tell("Harbour Service", 300)
    ((claim,),) = [question.claims for question in questions(any_case.tables)]
    of_claim, of_actor = (proposed_grade(any_case.tables, one) for one in (claim.id, told.statement.speaker.id))
    assert of_claim is not None
    assert of_actor is not None
    assert (of_claim.credibility, of_claim.because) == (2, "fewer than two origins are proved independent (0 proved, at most 1)")
    assert (of_actor.reliability, "1 statement in 1 report" in of_actor.because) == ("F", True)
    assert proposed_grade(any_case.tables, told.report.id) is None


def test_an_undo_goes_back_through_what_a_person_decided(any_case: Case, tell: Any, review: Reviewing) -> None:
    told = tell("Harbour Service", 300)
    first = review("a", told.statement.id, Verdict.ACCEPT)
    second = review("a", told.figure.id, Verdict.REJECT)
    review("b", told.report.id, Verdict.NOTE, reason="read")
    assert last_decision_by(any_case.tables, "person:A ") == second
    review("a", second.id, Verdict.WITHDRAW)
    assert last_decision_by(any_case.tables, "a") == first
    review("a", first.id, Verdict.WITHDRAW)
    assert last_decision_by(any_case.tables, "a") is None
