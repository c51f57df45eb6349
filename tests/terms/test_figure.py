from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.terms.figure import Lean, Range, amount_in_words

ends = st.none() | st.integers(0, 20).map(Decimal)
ranges = st.builds(
    Range, low=ends, best=ends, high=ends, open_low=st.booleans(), open_high=st.booleans(), strict=st.booleans(),
    approximate=st.booleans(), lean=st.none() | st.sampled_from(Lean), vague=st.none() | st.just("dozens"),
)  # fmt: skip


@given(ranges, ranges)
def test_two_amounts_meet_each_other_or_neither(left: Range, right: Range) -> None:
    assert left.meets(right) == right.meets(left)


@given(ranges)
def test_an_amount_with_no_gap_of_its_own_meets_itself(amount: Range) -> None:
    backwards = amount.low is not None and amount.high is not None and amount.low >= amount.high and amount.strict
    backwards = backwards or (amount.low is not None and amount.high is not None and amount.low > amount.high)
    assert amount.meets(amount) or backwards


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Range(Decimal(20), None, Decimal(30)), "20 to 30"),
        (Range(Decimal(20), None, Decimal(30), strict=True), "more than 20 and fewer than 30"),
        (Range(Decimal(20), None, Decimal(30), open_high=True), "at least 20 to 30"),
        (Range(low=Decimal(20), open_high=True, approximate=True), "at least about 20"),
        (Range(high=Decimal(3), open_low=True, vague="a handful"), "up to a handful"),
        (Range(low=Decimal(24), open_high=True, vague="dozens"), "dozens"),
        (Range(Decimal(7), Decimal(7), Decimal(7), approximate=True, lean=Lean.BELOW), "nearly 7"),
        (Range(), "none reported"),
    ],
)
def test_an_amount_is_called_what_was_said(amount: Range, words: str) -> None:
    assert amount_in_words(amount) == words


def test_the_end_of_a_strict_range_is_outside_it() -> None:
    strict = Range(Decimal(20), None, Decimal(30), strict=True)
    assert not strict.meets(Range(Decimal(30), Decimal(30), Decimal(30)))
    assert strict.meets(Range(Decimal(29), Decimal(29), Decimal(29)))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E+999999999", "1E-999999999", "0E+999999999"])
def test_what_nobody_can_write_out_is_no_amount(number: str) -> None:
    with pytest.raises(ValueError, match="wanted a number of at most 100 digits"):
        Range(low=Decimal(number))
