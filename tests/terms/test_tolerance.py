"""The policy of "about": how far it reaches, and that a comparison by it is the same in either order."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.terms.figure import Lean, Range
from closewatch.terms.tolerance import room_in_words, widened

numbers = st.decimals(min_value=0, max_value=10**9, allow_nan=False, allow_infinity=False, places=2)


def about(number: int | str) -> Range:
    return Range(low=Decimal(number), best=Decimal(number), high=Decimal(number), approximate=True)


def meet(left: Range, right: Range) -> bool:
    return widened(left).meets(widened(right))


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    low, high = sorted((draw(numbers), draw(numbers)))
    return Range(
        low=low, high=high, open_low=draw(st.booleans()), open_high=draw(st.booleans()), strict=draw(st.booleans()),
        approximate=draw(st.booleans()), lean=draw(st.sampled_from((None, Lean.BELOW, Lean.ABOVE))),
    )  # fmt: skip


@given(ranges(), ranges())
def test_amounts_are_compared_alike_in_either_order(left: Range, right: Range) -> None:
    assert meet(left, right) is meet(right, left)
    assert not left.meets(right) or meet(left, right)


@given(ranges())
def test_room_is_never_taken_away(amount: Range) -> None:
    wide = widened(amount)
    assert wide.low is None or amount.low is None or wide.low <= amount.low
    assert wide.high is None or amount.high is None or wide.high >= amount.high
    assert (wide.open_low, wide.open_high) == (amount.open_low, amount.open_high)


@pytest.mark.parametrize(
    ("left", "right", "together"),
    [(300, 1000, False), (2000, 2100, True), (1000, 1100, True), (700, 800, True), (700, 1000, False), (2700, 3800, False)],
)
def test_about_one_number_can_or_cannot_be_about_another(left: int, right: int, together: bool) -> None:
    assert meet(about(left), about(right)) is together


def test_nearly_leaves_room_below_alone() -> None:
    nearly = Range(low=Decimal(3000), best=Decimal(3000), high=Decimal(3000), lean=Lean.BELOW)
    assert room_in_words(nearly) == "2,550 to 3,000"


def test_what_was_said_plainly_has_no_room() -> None:
    assert room_in_words(Range(low=Decimal(300), high=Decimal(300))) is None
    assert room_in_words(Range(low=Decimal(300), open_high=True)) is None
