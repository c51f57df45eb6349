"""Claims that people merge and split: one answer with both wordings, each figure with its own amount."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

import pytest

from closewatch.ledger.case import Case
from closewatch.ledger.verify import verify
from closewatch.ledger.views.find import claims_like
from closewatch.ledger.views.history import history
from closewatch.ledger.views.lineage import successor_of
from closewatch.ledger.views.questions import questions
from closewatch.ledger.views.trace import trace
from closewatch.ledger.views.values import decisions_on
from closewatch.terms.about import Act
from closewatch.terms.claim import Claim
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.figure import Range
from closewatch.terms.statement import Stance
from closewatch.terms.trouble import CaseError

from .conftest import Told
from .test_decisions import Deciding, decide

__all__ = ["decide"]


def claims(case: Case, at: int | None = None) -> dict[str, Claim]:
    found = questions(case.tables) if at is None else questions(case.tables, at=at)
    return {claim.wording: claim for question in found for claim in question.claims}


def conflicts(case: Case) -> list[str]:
    return sorted(conflict.because for question in questions(case.tables) for conflict in question.conflicts)


def members(case: Case) -> dict[str, str]:
    return dict(case.tables.execute("SELECT figure, claim FROM members WHERE until_seq IS NULL").fetchall())


@pytest.fixture
def rivals(tell: Any) -> tuple[Told, Told, Told]:
    return tell("Kyiv", 2000), tell("Seoul", 2050, high=2100), tell("Harbour Service", 900)


def test_merged_claims_show_as_one_with_both_wordings(any_case: Case, rivals: tuple[Told, ...], decide: Deciding) -> None:
    before = claims(any_case)
    ids = {before["2,000"].id, before["2,050 to 2,100"].id}
    assert len(conflicts(any_case)) == 3
    merge = decide(before["2,000"].id, Verdict.MERGE, other=before["2,050 to 2,100"].id)
    (merged,) = [claim for claim in claims(any_case).values() if claim.wordings]
    assert merged.wordings == ("2,000", "2,050 to 2,100")
    assert (merged.wording, merged.id, merged.at_most) == ("2,000 or 2,050 to 2,100", min(ids), 2)
    assert merged.amount == Range(low=Decimal(2000), high=Decimal(2100))
    decide(merge.id, Verdict.WITHDRAW)
    assert claims(any_case) == before
    assert list(verify(any_case)) == []


def test_what_stood_between_merged_claims_is_no_conflict_and_others_are_worked_out_from_both(
    any_case: Case, rivals: tuple[Told, ...], decide: Deciding
) -> None:
    found = claims(any_case)
    decide(found["2,000"].id, Verdict.MERGE, other=found["2,050 to 2,100"].id)
    (question,) = questions(any_case.tables)
    (conflict,) = question.conflicts
    assert {conflict.left, conflict.right} == {min(found["2,000"].id, found["2,050 to 2,100"].id), found["900"].id}
    assert "900" in conflict.because
    whole = history(any_case.tables, question.id)
    assert whole is not None
    assert sorted(str(given.amount.low) for given in whole.given) == ["2000", "2050", "900"]


def test_the_former_id_of_a_merged_claim_still_leads_to_it(any_case: Case, rivals: tuple[Told, ...], decide: Deciding) -> None:
    found = claims(any_case)
    one, former = sorted((found["2,000"].id, found["2,050 to 2,100"].id))
    graded = decide(former, Verdict.GRADE, grade="B2")
    decide(one, Verdict.MERGE, other=former)
    assert successor_of(any_case.tables, former) == one
    assert trace(any_case.tables, any_case.report, former).below[0].id == one
    assert graded.id in {decision.id for decision, _ in decisions_on(any_case.tables, one)}
    assert decide(former, Verdict.NOTE, reason="see the letter").on == one


def test_a_split_takes_merged_claims_apart_again(any_case: Case, rivals: tuple[Told, ...], decide: Deciding) -> None:
    before = claims(any_case)
    one, two, three = (before[words].id for words in ("2,000", "2,050 to 2,100", "900"))
    decide(one, Verdict.MERGE, other=two)
    decide(two, Verdict.MERGE, other=three)
    assert len(claims(any_case)) == 1
    split = decide(two, Verdict.SPLIT, other=three)
    assert {claim.id for claim in claims(any_case).values()} == {min(one, two), three}
    with pytest.raises(CaseError, match="wanted two claims that people merged"):
        decide(two, Verdict.SPLIT, other=three)
    decide(split.id, Verdict.WITHDRAW)
    assert len(claims(any_case)) == 1
    decide(split.id, Verdict.NOTE, reason="looked at again")
    assert list(verify(any_case)) == []


def test_a_figure_is_split_off_its_claim_and_joins_it_again(any_case: Case, tell: Any, decide: Deciding) -> None:
    one, two = tell("Kyiv", 2000), tell("Seoul", 2000)
    alone = tell("Harbour Service", 900)
    split = decide(two.figure.id, Verdict.SPLIT)
    found = members(any_case)
    assert len({found[told.figure.id] for told in (one, two, alone)}) == 3
    assert sorted(claim.wording for question in questions(any_case.tables) for claim in question.claims) == ["2,000", "2,000", "900"]
    decide(found[one.figure.id], Verdict.MERGE, other=found[two.figure.id])
    assert len({*members(any_case).values()}) == 2
    decide(split.id, Verdict.WITHDRAW)
    assert len({*members(any_case).values()}) == 2
    with pytest.raises(CaseError, match="whose claim other figures make too"):
        decide(alone.figure.id, Verdict.SPLIT)
    assert list(verify(any_case)) == []


def test_an_earlier_head_shows_the_claims_as_they_stood(any_case: Case, rivals: tuple[Told, ...], decide: Deciding) -> None:
    before, head = claims(any_case), any_case.head().seq
    decide(before["2,000"].id, Verdict.MERGE, other=before["2,050 to 2,100"].id)
    assert claims(any_case, head) == before
    assert claims(any_case) != before


def test_a_report_that_comes_later_joins_the_merged_claim(any_case: Case, rivals: tuple[Told, ...], tell: Any, decide: Deciding) -> None:
    found = claims(any_case)
    decide(found["2,000"].id, Verdict.MERGE, other=found["2,050 to 2,100"].id)
    tell("Tokyo", 2000)
    (merged,) = [claim for claim in claims(any_case).values() if claim.wordings]
    assert merged.at_most == 3
    assert list(verify(any_case)) == []


def test_claims_of_two_questions_are_not_merged(any_case: Case, tell: Any, decide: Deciding) -> None:
    tell("Kyiv", 2000), tell("Kyiv", 30, measure="wounded")
    found = claims(any_case)
    with pytest.raises(CaseError, match="wanted two answers to one question"):
        decide(found["2,000"].id, Verdict.MERGE, other=found["30"].id)
    with pytest.raises(CaseError, match="wanted two different claims"):
        decide(found["2,000"].id, Verdict.MERGE, other=found["2,000"].id)
    with pytest.raises(CaseError, match="wanted --with"):
        decide(found["2,000"].id, Verdict.MERGE)


def test_two_kinds_of_yes_are_merged_and_yes_and_no_are_not(any_case: Case, tell: Any, decide: Deciding) -> None:
    told = [tell("Kyiv", 7), tell("Seoul", 8), tell("Moscow", 9, stance=Stance.DENIES)]
    for one, what in zip(told, (Act.PRESENT, Act.FOUGHT, Act.PRESENT), strict=True):
        about = f"about={what}; KP/military/combatant; Russia/RU"
        decide(one.statement.id, Verdict.CORRECT, fields=[about])
    found = {claim.wording: claim for question in questions(any_case.tables) for claim in question.claims if claim.polarity}
    there, fought = found["yes: they were there"], found["yes: they fought there"]
    with pytest.raises(CaseError, match="say the same of it"):
        decide(there.id, Verdict.MERGE, other=found["no"].id)
    merge = decide(there.id, Verdict.MERGE, other=fought.id)
    (claim, _) = next(claims_like(any_case.tables, min(there.id, fought.id)))
    assert sorted(claim.wordings) == ["yes: they fought there", "yes: they were there"]
    decide(merge.id, Verdict.WITHDRAW)
    again = {claim.wording: claim for question in questions(any_case.tables) for claim in question.claims if claim.polarity}
    assert again == found
    assert list(verify(any_case)) == []


def test_whatever_is_merged_and_split_the_views_are_those_of_a_rebuild(any_case: Case, tell: Any, decide: Deciding) -> None:
    chance = Random(3)
    told = [tell(f"Service {number}", 100 * (1 + number % 4)) for number in range(8)]
    made: list[Decision] = []
    for _ in range(60):
        ids = sorted({row[0] for row in any_case.tables.execute("SELECT id FROM claims")})
        on, verdict, given = chance.choice(
            [
                (chance.choice(ids), Verdict.MERGE, {"other": chance.choice(ids)}),
                (chance.choice(ids), Verdict.MERGE, {"other": chance.choice(ids)}),
                (chance.choice(ids), Verdict.SPLIT, {"other": chance.choice(ids)}),
                (chance.choice(told).figure.id, Verdict.SPLIT, {}),
                *((decision.id, Verdict.WITHDRAW, {}) for decision in chance.sample(made, min(1, len(made)))),
            ]
        )
        try:
            made.append(decide(on, verdict, **given))
        except CaseError:
            continue
    assert len(made) > 15
    assert list(verify(any_case)) == []
