"""What stretch of events a figure covers, and what the text does with it."""

from __future__ import annotations

import pytest

from closewatch.reading.figures import find_figures
from closewatch.terms.figure import Scope, Standing
from closewatch.testing import plain_report


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("A missile killed 14 people in the market.", Scope.EVENT),
        ("The army has lost 40 men.", Scope.CUMULATIVE),
        ("Officials put the dead at 1,000.", Scope.CUMULATIVE),
        ("A blast killed 218 people.", Scope.EVENT),
        ("More than 200 soldiers died in the fall of the town.", Scope.EVENT),
        ("The doctors put the toll at 19 but warned that it would rise.", Scope.EVENT),
        ("In the past week 120 soldiers went missing.", Scope.INCREMENT),
        ("The generals asked for 900 recruits.", Scope.PLANNED),
        ("Some 240 people had gathered at the site.", Scope.STOCK),
        ("Another 20 were wounded.", Scope.INCREMENT),
        ("Each man is paid $2,000 a month.", Scope.AVERAGE),
        ("Some 92 soldiers are killed each day.", Scope.AVERAGE),
        ("The North would send 12,000 men.", Scope.PLANNED),
        ("Up to 900 sailors could be killed.", Scope.FORECAST),
        ("About 11,000 soldiers are in the region.", Scope.STOCK),
    ],
)
def test_tense_size_and_words_tell_the_scope(text: str, scope: Scope) -> None:
    assert find_figures(plain_report(text), ())[0].scope is scope


@pytest.mark.parametrize(
    ("text", "standings"),
    [
        ("The estimate was revised from 500 dead to 380.", [Standing.RETRACTED, Standing.ASSERTED]),
        ("Officials lowered the toll to 153 from 179.", [Standing.ASSERTED, Standing.RETRACTED]),
        ("The toll rose from 34 to 41.", [Standing.ASSERTED, Standing.ASSERTED]),
        ("There is no proof of 10,000 soldiers on the ground.", [Standing.UNVERIFIED]),
        ("It is possible that 30,000 soldiers come.", [Standing.HYPOTHETICAL]),
        ("That would leave 4,100 wounded.", [Standing.HYPOTHETICAL]),
        ("It knows of no plan to raise the force to 30,000 men.", [Standing.DENIED]),
        ("Nobody counted 700 arrivals.", [Standing.DENIED]),
        ("The army reported no casualties.", [Standing.NONE_REPORTED]),
    ],
)
def test_the_words_tell_what_the_text_does_with_a_number(text: str, standings: list[Standing]) -> None:
    assert [figure.standing for figure in find_figures(plain_report(text), ())] == standings


def test_none_reported_is_not_zero() -> None:
    (figure,) = find_figures(plain_report("The army reported no casualties."), ())
    assert (figure.amount.low, figure.amount.high) == (None, None)
