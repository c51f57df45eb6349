"""What an amount is called can be read again: the words of an amount, with a noun and a verb, give the same figure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closewatch.reading.figures import find_figures
from closewatch.terms.figure import Figure, FigureKind, Lean, Range, amount_in_words
from closewatch.testing import plain_report

counts = st.integers(0, 10**9).map(Decimal)
shares = st.decimals(0, 100, places=1).map(lambda share: share.quantize(Decimal(1)) if share == share.to_integral() else share)


def amounts(numbers: st.SearchStrategy[Decimal]) -> st.SearchStrategy[Range]:
    """Every amount that a text can say with one number or two."""
    ends = st.lists(numbers, min_size=2, max_size=2, unique=True).map(sorted)
    yes = st.booleans()
    exact = st.builds(lambda one, approximate: Range(one, one, one, approximate=approximate), numbers, yes)
    leaning = st.builds(lambda one, lean: Range(one, one, one, approximate=True, lean=lean), numbers, st.sampled_from(Lean))
    between = st.builds(lambda two, approximate: Range(two[0], None, two[1], approximate=approximate), ends, yes)
    leaning_between = st.builds(lambda two, lean: Range(two[0], None, two[1], approximate=True, lean=lean), ends, st.sampled_from(Lean))
    outside = st.builds(lambda two: Range(two[0], None, two[1], strict=True), ends)
    floor = st.builds(lambda one, strict, about: Range(low=one, open_high=True, strict=strict, approximate=about), numbers, yes, yes)
    ceiling = st.builds(lambda one, strict, about: Range(high=one, open_low=True, strict=strict, approximate=about), numbers, yes, yes)
    open_above = st.builds(lambda two, strict: Range(two[0], None, two[1], open_high=True, strict=strict), ends, yes)
    open_below = st.builds(lambda two, strict: Range(two[0], None, two[1], open_low=True, strict=strict), ends, yes)
    return st.one_of(exact, leaning, between, leaning_between, outside, floor, ceiling, open_above, open_below)


def read(text: str) -> tuple[Figure, ...]:
    return find_figures(plain_report(text), ())


@settings(max_examples=300, deadline=None)
@given(amounts(counts))
def test_a_count_in_words_is_read_again_as_the_same_amount(amount: Range) -> None:
    (figure,) = read(f"The blast killed {amount_in_words(amount)} people.")
    assert (figure.amount, figure.measure, figure.unit) == (amount, "killed", "person")


@settings(max_examples=100, deadline=None)
@given(amounts(shares))
def test_a_share_in_words_is_read_again_as_the_same_amount(amount: Range) -> None:
    (figure,) = read(f"The blast killed {amount_in_words(amount)} percent of the soldiers.")
    assert (figure.amount, figure.kind, figure.unit) == (amount, FigureKind.SHARE, "percent")


@pytest.mark.parametrize(
    "vague", ["dozens of", "several hundred", "hundreds, if not thousands, of", "a handful of", "tens of thousands of"]
)
@pytest.mark.parametrize("bound", ["", "up to ", "fewer than ", "more than "])
def test_a_vague_amount_is_read_again_with_its_bound(vague: str, bound: str) -> None:
    (figure,) = read(f"The blast killed {bound}{vague} people.")
    (again,) = read(f"The blast killed {amount_in_words(figure.amount)} of the people.")
    assert again.amount == figure.amount
