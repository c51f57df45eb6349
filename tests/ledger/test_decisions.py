from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from closewatch.ledger.case import Case
from closewatch.ledger.verify import verify
from closewatch.ledger.views.corrections import NotAField
from closewatch.ledger.views.lists import Wanted, actors, statements
from closewatch.ledger.views.questions import questions
from closewatch.ledger.views.values import value_of
from closewatch.review.decide import make_decision
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.record import to_plain
from closewatch.terms.statement import Stance
from closewatch.terms.trouble import CaseError, NotVerbatim

from .conftest import AT


class Deciding:
    """Puts a reviewer's decisions on the record, a second apart."""

    def __init__(self, case: Case) -> None:
        self.case, self.at = case, AT

    def __call__(self, on: str, verdict: Verdict, **given: Any) -> Decision:
        self.at += timedelta(seconds=1)
        decision = make_decision(self.case, on, verdict, "person:reviewer-1", self.at, **given)
        self.case.record((), (Draft(EntryKind.DECISION, decision.by, decision.at, to_plain(decision)),))
        return decision


@pytest.fixture
def decide(any_case: Case) -> Deciding:
    return Deciding(any_case)


def wordings(case: Case) -> list[str]:
    return sorted(claim.wording for question in questions(case.tables) for claim in question.claims)


def test_a_corrected_figure_moves_to_the_claim_it_now_makes(any_case: Case, tell: Any, decide: Deciding) -> None:
    told = tell("Harbour Service", 300)
    decide(told.figure.id, Verdict.CORRECT, fields=["low=30", "best=30", "high=30"])
    assert wordings(any_case) == ["30"]
    assert value_of(any_case.tables, told.figure.id).review == "corrected"


def test_undoing_a_correction_gives_back_what_the_reader_found(any_case: Case, tell: Any, decide: Deciding) -> None:
    told = tell("Harbour Service", 300)
    correction = decide(told.figure.id, Verdict.CORRECT, fields=["low=30", "best=30", "high=30"])
    undone = decide(correction.id, Verdict.WITHDRAW)
    assert wordings(any_case) == ["300"]
    decide(undone.id, Verdict.WITHDRAW)
    assert wordings(any_case) == ["30"]


def test_a_rejected_statement_takes_its_figures_out_of_the_questions(any_case: Case, tell: Any, decide: Deciding) -> None:
    told = tell("Harbour Service", 300)
    rejection = decide(told.statement.id, Verdict.REJECT)
    assert wordings(any_case) == []
    decide(rejection.id, Verdict.WITHDRAW)
    assert wordings(any_case) == ["300"]


def test_a_corrected_speaker_is_the_origin_of_the_figures(any_case: Case, tell: Any, decide: Deciding) -> None:
    told = tell("Harbour Service", 300)
    decide(told.statement.id, Verdict.CORRECT, fields=["speaker=Coast Guard", "stance=estimates"])
    ((claim,),) = [question.claims for question in questions(any_case.tables)]
    assert claim.origins[0].actor.name == "Coast Guard"
    assert value_of(any_case.tables, told.statement.id).value.stance is Stance.ESTIMATES


def test_merged_actors_are_one_origin_and_split_ones_two_again(any_case: Case, tell: Any, decide: Deciding) -> None:
    one, two = tell("Harbour Service", 300), tell("HS", 300, published="2025-01-14")
    merge = decide(one.statement.speaker.id, Verdict.MERGE, other=two.statement.speaker.id)
    assert [claim.at_most for question in questions(any_case.tables) for claim in question.claims] == [1]
    decide(one.statement.speaker.id, Verdict.SPLIT, other=two.statement.speaker.id)
    assert [claim.at_most for question in questions(any_case.tables) for claim in question.claims] == [2]
    assert merge.other == two.statement.speaker.id


def test_a_withdrawn_merge_parts_what_it_joined_and_nothing_else(any_case: Case, tell: Any, decide: Deciding) -> None:
    one, two = tell("Harbour Service", 300), tell("Harbour Service", 300, published="2025-01-14")
    three = tell("HS", 300, published="2025-01-15")
    merge = decide(one.statement.speaker.id, Verdict.MERGE, other=three.statement.speaker.id)
    decide(merge.id, Verdict.WITHDRAW)
    named = sorted(listed.actor.name for listed in actors(any_case.tables, Wanted()) if listed.statements)
    assert named == ["HS", "Harbour Service"]
    assert two.report.id != one.report.id


def test_a_person_can_add_what_the_reader_missed(any_case: Case, tell: Any, decide: Deciding) -> None:
    told = tell("Harbour Service", 300)
    start, end = told.statement.content[0].start, told.statement.content[0].end
    decide(told.report.id, Verdict.ADD, fields=[f"content={start}:{end - 2}", "stance=warns", "speaker=Coast Guard"])
    added = [row.statement for row in statements(any_case.tables, Wanted()) if row.review == "accepted"]
    assert [(statement.stance, statement.speaker and statement.speaker.name) for statement in added] == [(Stance.WARNS, "Coast Guard")]


def test_what_does_not_fit_is_refused_and_leaves_no_trace(any_case: Case, tell: Any, decide: Deciding) -> None:
    told = tell("Harbour Service", 300)
    head = any_case.head()
    with pytest.raises(NotAField, match="wanted one of"):
        decide(told.figure.id, Verdict.CORRECT, fields=["colour=red"])
    with pytest.raises(NotAField, match="wanted a value for low"):
        decide(told.figure.id, Verdict.CORRECT, fields=["low=many"])
    with pytest.raises(NotVerbatim):
        decide(told.statement.id, Verdict.CORRECT, fields=["content=0:99999"])
    with pytest.raises(CaseError, match="found none"):
        decide("st:000000000", Verdict.ACCEPT)
    with pytest.raises(CaseError, match="wanted an id of kind ac to merge"):
        decide(told.statement.id, Verdict.MERGE, other=told.figure.id)
    with pytest.raises(CaseError, match="grade like B2"):
        decide(told.report.id, Verdict.GRADE, grade="Z9")
    assert any_case.head() == head


def test_the_views_after_many_decisions_are_those_of_a_rebuild(any_case: Case, tell: Any, decide: Deciding) -> None:
    one, two = tell("Harbour Service", 300), tell("HS", 900, published="2025-01-14")
    merge = decide(one.statement.speaker.id, Verdict.MERGE, other=two.statement.speaker.id)
    decide(one.figure.id, Verdict.CORRECT, fields=["measure=wounded"])
    decide(two.figure.id, Verdict.REJECT)
    decide(merge.id, Verdict.WITHDRAW)
    decide(one.report.id, Verdict.GRADE, grade="b2", reason="known to the team")
    decide(one.report.id, Verdict.NOTE, reason="see the second edition")
    assert list(verify(any_case)) == []
