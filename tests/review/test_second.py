from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from closewatch.desk.line import decide as record
from closewatch.ledger.case import Case, open_case
from closewatch.ledger.verify import verify
from closewatch.ledger.views.questions import questions
from closewatch.review.decide import make_decision
from closewatch.review.queue import queue
from closewatch.review.second import required_in, second_of, second_words
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.review import SecondState, second_review
from closewatch.terms.trouble import CaseError
from tests.ledger.conftest import Telling

from .conftest import Reviewing


def words(case: Case, identity: str) -> str | None:
    found = second_of(case.tables, identity, required_in(case))
    return second_words(found) if found else None


def first_ids(case: Case, by: str, count: int = 1) -> list[str]:
    return [waiting.id for waiting in queue(case, by)][:count]


def test_what_one_person_accepted_waits_for_another_where_the_question_requires_it(any_case: Case, tell: Any, review: Reviewing) -> None:
    told = tell("Harbour Service", 300)
    (question,) = questions(any_case.tables)
    review("a", told.figure.id, Verdict.ACCEPT)
    assert words(any_case, told.figure.id) is None
    required = review("keeper", question.id, Verdict.REQUIRE)
    assert words(any_case, told.figure.id) == "accepted, waits for a second reviewer"
    with pytest.raises(CaseError, match="wanted a second reviewer for fi:"):
        review(" A ", told.figure.id, Verdict.ACCEPT)
    review("b", told.figure.id, Verdict.ACCEPT)
    assert words(any_case, told.figure.id) == "accepted, by two reviewers"
    review("keeper", required.id, Verdict.WITHDRAW)
    assert words(any_case, told.figure.id) is None
    assert list(verify(any_case)) == []


def test_two_who_decide_otherwise_disagree_until_one_lets_the_other_stand(any_case: Case, tell: Any, review: Reviewing) -> None:
    told = tell("Harbour Service", 300)
    (question,) = questions(any_case.tables)
    review("keeper", question.id, Verdict.REQUIRE)
    review("a", told.figure.id, Verdict.ACCEPT)
    review("b", told.figure.id, Verdict.CORRECT, fields=["low=30", "best=30", "high=30"])
    assert words(any_case, told.figure.id) == "accepted by person:a, corrected by person:b: waits for them to agree"
    with pytest.raises(CaseError, match="found person:b, who corrected it"):
        review("b", told.figure.id, Verdict.ACCEPT)
    review("a", told.figure.id, Verdict.ACCEPT)
    assert words(any_case, told.figure.id) == "accepted, by two reviewers"


def test_a_rejection_needs_a_second_reviewer_too(any_case: Case, tell: Any, review: Reviewing) -> None:
    told = tell("Harbour Service", 300)
    (question,) = questions(any_case.tables)
    review("keeper", question.id, Verdict.REQUIRE)
    review("a", told.statement.id, Verdict.REJECT)
    assert words(any_case, told.statement.id) == "rejected, waits for a second reviewer"
    assert first_ids(any_case, "person:b") == [told.statement.id]


def test_who_decided_first_can_take_it_back_and_decide_anew(any_case: Case, tell: Any, review: Reviewing) -> None:
    told = tell("Harbour Service", 300)
    (question,) = questions(any_case.tables)
    review("keeper", question.id, Verdict.REQUIRE)
    first = review("a", told.figure.id, Verdict.ACCEPT)
    review("a", first.id, Verdict.WITHDRAW)
    review("a", told.figure.id, Verdict.REJECT)
    assert words(any_case, told.figure.id) == "rejected, waits for a second reviewer"


def test_what_was_added_waits_for_a_second_reviewer_and_is_not_added_twice_by_one(any_case: Case, tell: Any, review: Reviewing) -> None:
    told = tell("Harbour Service", 300)
    (question,) = questions(any_case.tables)
    review("keeper", question.id, Verdict.REQUIRE)
    start = told.report.text.index("soldiers")
    fields = [f"span={start}:{start + 8}", "measure=killed", f"statement={told.statement.id}", "low=7", "best=7", "high=7", "unit=person",
              "population=KP/military/combatant", "place=Russia/RU"]  # fmt: skip
    review("a", told.report.id, Verdict.ADD, fields=fields)
    (added,) = [row[0] for row in any_case.tables.execute("SELECT id FROM figures WHERE review = 'accepted'")]
    assert words(any_case, added) == "added, waits for a second reviewer"
    with pytest.raises(CaseError, match="wanted a second reviewer"):
        review("A", told.report.id, Verdict.ADD, fields=fields)
    review("b", added, Verdict.ACCEPT)
    assert words(any_case, added) == "accepted, by two reviewers"


def test_what_waits_for_a_second_reviewer_comes_first_for_others_and_not_for_the_first(
    any_case: Case, tell: Any, review: Reviewing
) -> None:
    told, other = tell("Harbour Service", 300), tell("Coast Ministry", 900)
    question = next(iter(questions(any_case.tables)))
    review("keeper", question.id, Verdict.REQUIRE)
    review("a", told.figure.id, Verdict.ACCEPT)
    assert first_ids(any_case, "person:b") == [told.figure.id]
    assert told.figure.id not in first_ids(any_case, "Person:A", 9)
    assert other.figure.id in first_ids(any_case, "person:a", 9)


def test_the_rules_of_a_case_can_require_it_of_every_question(folder: Path, case: Case) -> None:
    told = Telling(case)("Harbour Service", 300)
    settings = folder / "case.toml"
    settings.write_text(settings.read_text("utf-8") + "second_reviewer = true\n", "utf-8")
    with open_case(folder) as opened:
        at = datetime(2025, 2, 1, tzinfo=UTC)
        record(opened, make_decision(opened, told.figure.id, Verdict.ACCEPT, "person:a", at))
        assert words(opened, told.figure.id) == "accepted, waits for a second reviewer"
    settings.write_text("[rules]\nsecond_reviewer = 2\n", "utf-8")
    with open_case(folder) as opened, pytest.raises(CaseError, match="wanted true or false for second_reviewer"):
        required_in(opened)


def test_two_agreed_again_only_when_both_have_seen_what_one_changed() -> None:
    at = datetime(2025, 1, 13, tzinfo=UTC)

    def state(*made: tuple[str, Verdict]) -> SecondState | None:
        found = second_review(Decision("fi:1", verdict, f"person:{by}", at) for by, verdict in made)
        return found.state if found else None

    accept, reject, correct = Verdict.ACCEPT, Verdict.REJECT, Verdict.CORRECT
    assert state() is None
    assert state(("a", accept), ("b", accept), ("a", correct)) is SecondState.WAITS
    assert state(("a", accept), ("b", accept), ("a", correct), ("b", accept)) is SecondState.AGREED
    assert state(("a", accept), ("b", accept), ("c", reject)) is SecondState.DISAGREEMENT
    assert state(("a", accept), ("b", reject), ("c", reject)) is SecondState.AGREED
