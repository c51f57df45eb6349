from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from closewatch.review.agreement import agreement, agreements
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.review import cohens_kappa

AT = datetime(2025, 1, 13, tzinfo=UTC)
A, C, R = Verdict.ACCEPT, Verdict.CORRECT, Verdict.REJECT


def made(by: str, *verdicts: Verdict, replacement: tuple[tuple[str, str], ...] = ()) -> list[Decision]:
    times = (AT + timedelta(seconds=place) for place in range(len(verdicts)))
    return [
        Decision(f"fi:{place}", verdict, f"person:{by}", at, replacement=replacement)
        for place, (verdict, at) in enumerate(zip(verdicts, times, strict=True))
    ]


def test_agreement_beyond_chance_is_cohens() -> None:
    # po = 3/4; pe = (2*3 + 2*1) / 16 = 1/2; kappa = 1/2.
    found = agreement(made("a", A, A, R, R), made("b", A, A, A, R))
    assert (found.number, found.agreed, found.raw, found.kappa) == (4, 3, Decimal("0.75"), Decimal("0.50"))
    assert found.by_verdict == ((A, Decimal("0.50")), (R, Decimal("0.50")))
    assert [(one.on, one.left.by, one.right.verdict) for one in found.disagreements] == [("fi:2", "person:a", A)]


def test_only_what_both_judged_counts_and_only_the_last_judgement_of_each() -> None:
    later = Decision("fi:0", R, "person:a", AT + timedelta(days=1))
    noted = Decision("fi:1", Verdict.NOTE, "person:b", AT, "see there")
    found = agreement([*made("a", A, A, A), later], [*made("b", A), noted])
    assert (found.number, found.agreed) == (1, 0)


def test_two_corrections_that_set_different_things_are_named() -> None:
    found = agreement(made("a", C, replacement=(("low", "3"),)), made("b", C, replacement=(("low", "4"),)))
    assert (found.agreed, len(found.disagreements), found.kappa) == (1, 1, None)


def test_the_people_of_one_case_are_held_against_each_other_two_by_two() -> None:
    found = agreements([*made("a", A, A), *made("b", A, R), *made("c", A), *made(" A", A, R)])
    assert [(one.left, one.right, one.number) for one in found] == [("a", "b", 2), ("a", "c", 1), ("b", "c", 1)]


def test_nothing_judged_by_both_is_no_agreement() -> None:
    found = agreement(made("a", A), [])
    assert (found.number, found.raw, found.kappa, found.disagreements) == (0, None, None, ())
    assert cohens_kappa([]) is None
