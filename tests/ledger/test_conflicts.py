"""When figures of one question are held against each other, and when they stand side by side: docs/guide/questions.md, rule by rule."""

from __future__ import annotations

from typing import Any

import pytest

from closewatch.ledger.case import Case
from closewatch.ledger.views.history import history
from closewatch.ledger.views.questions import questions
from closewatch.terms.claim import Conflict
from closewatch.terms.figure import Scope, Standing
from closewatch.terms.statement import Stance

ONE, OTHER = "Harbour Intelligence Service", "Ministry of the Coast"


def conflicts(case: Case) -> tuple[Conflict, ...]:
    return tuple(conflict for question in questions(case.tables) for conflict in question.conflicts)


def differences(case: Case) -> list[tuple[tuple[str, ...], str]]:
    (question,) = questions(case.tables)
    found = history(case.tables, question.id)
    assert found is not None
    return [(one.differs, one.because) for one in found.side_by_side]


def test_about_leaves_room_and_the_page_says_so(any_case: Case, tell: Any) -> None:
    tell(ONE, 2000, approximate=True)
    tell(OTHER, 2100)
    assert conflicts(any_case) == ()
    (((differs,), because),) = differences(any_case)
    assert differs == "about"
    assert because.startswith("about 2,000 and 2,100 can both hold (“about 2,000” read as 1,700 to 2,300)")


def test_a_conflict_says_how_far_about_was_taken_to_reach(any_case: Case, tell: Any) -> None:
    tell(ONE, 300, approximate=True)
    tell(OTHER, 1000)
    (conflict,) = conflicts(any_case)
    assert conflict.because == "about 300 and 1,000 do not meet (“about 300” read as 255 to 345)"


def test_a_total_that_shrinks_is_a_conflict_at_any_distance(any_case: Case, tell: Any) -> None:
    tell(ONE, 4000, published="2025-01-21")
    tell(OTHER, 600, published="2025-04-30")
    (conflict,) = conflicts(any_case)
    assert conflict.because == "600 and 4,000 do not meet: a total does not fall from 2025-01-21 to 2025-04-30"


def test_less_than_a_tenth_of_an_earlier_total_is_taken_for_a_count_of_something_else(any_case: Case, tell: Any) -> None:
    tell(ONE, 4000, published="2025-01-21")
    tell(OTHER, 101, published="2025-08-22")
    assert conflicts(any_case) == ()


def test_a_total_that_grows_over_months_stands_side_by_side(any_case: Case, tell: Any) -> None:
    tell(ONE, 600, published="2025-01-21")
    tell(OTHER, 4000, published="2025-04-30")
    assert conflicts(any_case) == ()
    assert differences(any_case) == [
        (("as_of",), "600 and 4,000: as of 2025-01-21 and 2025-04-30, too far apart to be held against each other")
    ]


def test_a_number_that_its_origin_revised_is_not_held_against_what_came_later(any_case: Case, tell: Any) -> None:
    tell(ONE, 1500, published="2024-10-13")
    tell(ONE, 3000, published="2024-10-20")
    tell(OTHER, 12000, published="2024-10-24")
    (conflict,) = conflicts(any_case)
    assert conflict.because == "3,000 and 12,000 do not meet"
    assert differences(any_case)[0][1].endswith("the earlier one was revised by its own origin meanwhile")


def test_a_later_value_of_one_origin_is_listed_as_a_revision_with_its_dates(any_case: Case, tell: Any) -> None:
    tell(ONE, 300)
    tell(ONE, 600, published="2025-04-30")
    (question,) = questions(any_case.tables)
    found = history(any_case.tables, question.id)
    assert found is not None
    assert [(one.actor.name, str(one.earlier_as_of.start), str(one.later_as_of.start)) for one in found.question.revisions] == [
        (ONE, "2025-01-13", "2025-04-30")
    ]
    assert conflicts(any_case) == ()


@pytest.mark.parametrize("scope", [Scope.EVENT, Scope.INCREMENT])
def test_what_is_counted_for_its_own_days_meets_the_same_days_alone(any_case: Case, tell: Any, scope: Scope) -> None:
    tell(ONE, 30, scope=scope, published="2025-01-13")
    tell(OTHER, 5, scope=scope, published="2025-01-20")
    assert conflicts(any_case) == ()
    tell("Bureau of Lists", 60, scope=scope, published="2025-01-14")
    (conflict,) = conflicts(any_case)
    assert conflict.because == "30 and 60 do not meet"


def test_an_increase_is_not_held_against_a_total(any_case: Case, tell: Any) -> None:
    tell(ONE, 1000, scope=Scope.INCREMENT)
    tell(OTHER, 3000)
    assert conflicts(any_case) == ()
    assert differences(any_case) == [(("scope",), "1,000 and 3,000: one is an increase, the other a total so far")]


def test_counts_without_a_date_are_compared_only_if_told_within_a_week(any_case: Case, tell: Any) -> None:
    tell(ONE, 300, dated=False, published="2025-01-13")
    tell(OTHER, 900, dated=False, published="2025-03-13")
    tell("Bureau of Lists", 950)
    assert conflicts(any_case) == ()
    tell("Coast Registry", 600, dated=False, published="2025-01-15")
    assert [conflict.because for conflict in conflicts(any_case)] == ["300 and 600 do not meet"]


def test_a_plan_is_held_against_another_for_half_a_year(any_case: Case, tell: Any) -> None:
    tell(ONE, 25000, scope=Scope.PLANNED, published="2025-08-13")
    tell(OTHER, 12000, scope=Scope.PLANNED, published="2025-11-01")
    assert len(conflicts(any_case)) == 1
    tell("Bureau of Lists", 6000, scope=Scope.PLANNED, published="2027-11-01")
    assert len(conflicts(any_case)) == 1


def test_what_took_years_to_add_up_is_held_against_a_number_of_two_months_later(any_case: Case, tell: Any) -> None:
    tell(ONE, 4000, as_of=("2023-09-01", "2025-03-31"))
    tell(OTHER, 10000, as_of=("2025-06-01", "2025-06-30"))
    assert len(conflicts(any_case)) == 1


def test_a_year_is_held_against_the_same_year_alone(any_case: Case, tell: Any) -> None:
    tell(ONE, 8000, as_of=("2024-01-01", "2024-12-31"))
    tell(OTHER, 100, as_of=("2025-01-01", "2025-01-31"))
    assert conflicts(any_case) == ()
    tell("Bureau of Lists", 10000, as_of=("2024-01-01", "2024-12-31"))
    assert [conflict.because for conflict in conflicts(any_case)] == ["8,000 and 10,000 do not meet"]


def test_more_than_a_number_touches_that_number(any_case: Case, tell: Any) -> None:
    tell(ONE, 300)
    tell(OTHER, None, high=300)
    assert conflicts(any_case) == ()


def test_officers_are_a_part_of_the_soldiers(any_case: Case, tell: Any) -> None:
    tell(ONE, 3000)
    tell(OTHER, 500, words="officers", role="officer")
    assert conflicts(any_case) == ()
    (((differs,), because),) = differences(any_case)
    assert (differs, because) == ("population", "500 and 3,000: population: “officers” and “soldiers”, the first a part of the second")


def test_more_officers_than_soldiers_is_a_conflict_that_names_both(any_case: Case, tell: Any) -> None:
    tell(ONE, 300)
    tell(OTHER, 500, words="officers", role="officer")
    assert [conflict.because for conflict in conflicts(any_case)] == [
        "500, said of a part, exceeds 300, said of the whole; they are not said of quite the same population (“soldiers” and “officers”)"
    ]


def test_a_town_is_a_part_of_its_region_and_the_region_of_its_state(any_case: Case, tell: Any) -> None:
    tell(ONE, 300, place="Kursk")
    tell(OTHER, 20, place="Sudzha", region="Kursk")
    tell("Bureau of Lists", 4000)
    assert conflicts(any_case) == ()
    assert [differs for differs, _ in differences(any_case)] == [("place",)] * 3
    tell("Coast Registry", 900, place="Sudzha", region="Kursk")
    assert {conflict.because.partition(";")[0] for conflict in conflicts(any_case)} == {
        "900, said of a part, exceeds 300, said of the whole",
        "20 and 900 do not meet",
    }


def test_a_named_regiment_is_a_part_of_the_forces(any_case: Case, tell: Any) -> None:
    tell(ONE, 3000)
    tell(OTHER, 500, words="soldiers of the Eleventh Storm Corps")
    assert conflicts(any_case) == ()


def test_a_denial_meets_the_claim_of_that_amount_and_no_other(any_case: Case, tell: Any) -> None:
    tell(ONE, 300)
    tell("Bureau of Lists", 350)
    tell(OTHER, 350, stance=Stance.DENIES, standing=Standing.DENIED, scope=Scope.EVENT)
    denied = [conflict.because for conflict in conflicts(any_case) if conflict.right.startswith("st:")]
    assert denied == ["350 is asserted, 350 denied"]


def test_shells_are_counted_though_no_measure_of_the_field_is_theirs(any_case: Case, tell: Any) -> None:
    tell(ONE, 300, measure="other", unit="shell", words="shells")
    tell(OTHER, 20, measure="other", words="people")
    assert [question.wording for question in questions(any_case.tables)] == ["Shells in Russia"]


def test_a_doubt_about_a_number_puts_no_number_forward(any_case: Case, tell: Any) -> None:
    tell(ONE, 20000, stance=Stance.DOUBTS, standing=Standing.DISPUTED)
    assert list(questions(any_case.tables)) == []
    tell(OTHER, 20000, standing=Standing.DISPUTED)
    (question,) = questions(any_case.tables)
    assert [origin.actor.name for claim in question.claims for origin in claim.origins] == [OTHER]


def test_questions_that_differ_in_one_part_of_the_key_are_named_beside_it(any_case: Case, tell: Any) -> None:
    tell(ONE, 300)
    tell(OTHER, 3000, measure="casualties")
    tell(OTHER, 40, measure="paid")
    asked = next(question for question in questions(any_case.tables) if question.key.measure == "killed")
    found = history(any_case.tables, asked.id)
    assert found is not None
    assert [(one.differs, one.because) for one in found.related] == [
        ("measure", "killed against casualties: casualties lump killed, wounded and often more together")
    ]
