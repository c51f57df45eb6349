from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.reading.numbers import can_begin, read_number
from closewatch.reading.tokens import cut
from closewatch.terms.record import plain_number

NUMBERS = {
    "1,248": "1248", "10\u202f482": "10482", "10 482": "10482", "7'900": "7900", "1.200.000": "1200000", "3.5": "3.5", "0": "0",
    "5bn": "5000000000", "2.1 million": "2100000", "12k": "12000", "40 thousand": "40000", "2 lakh": "200000",
    "zero": "0", "nineteen": "19", "forty-three": "43", "two hundred and five": "205", "seventeen hundred": "1700",
    "three hundred thousand": "300000", "one million two hundred thousand": "1200000", "a hundred": "100", "a dozen": "12",
    "two dozen": "24", "half a dozen": "6", "half a million": "500000", "a quarter of a million": "250000", "twoscore": "40",
    "three and four": "3",
    "between 3 and 5": "3-5", "between three and five": "3-5", "300 to 400": "300-400", "300-400": "300-400", "300–400": "300-400",
    "30-40 thousand": "30000-40000", "10-12,000": "10000-12000", "1.2-1.4 billion": "1200000000-1400000000", "two or three": "2-3",
    "12 (possibly 14)": "12-14", "thirty to thirty-five thousand": "30000-35000", "two-three": "2-3",
    "700-500": "700",
    "half": "50 share", "a third": "33.3 share", "two-thirds": "66.7 share", "one in four": "25 share", "2 out of 5": "40 share",
    "3:1": "3 ratio", "six times the": "6 ratio",
    "dozens": "24+", "hundreds": "200+", "tens of thousands": "20000+", "hundreds, if not thousands": "200+", "several hundred": "300+",
    "a couple": "2+", "a handful": "3+", "low hundreds": "100+", "high double digits": "50-99",
    "low triple digits": "100-499", "a number of": "2+",
}  # fmt: skip


@pytest.mark.parametrize("words", NUMBERS)
def test_a_number_is_read_in_every_dress(words: str) -> None:
    number = read_number(cut(words), 0)
    assert number is not None
    low, high = plain_number(number.low), plain_number(number.high)
    shown = f"{low}+" if high is None else low if low == high else f"{low}-{high}"
    assert (shown if number.shape == "count" else f"{shown} {number.shape}") == NUMBERS[words]


@pytest.mark.parametrize("words", ["the men", "third", "1.2.3.4", "a man", "9" * 40])
def test_what_is_no_number_is_left_alone(words: str) -> None:
    assert read_number(cut(words), 0) is None


@given(
    st.lists(
        st.sampled_from("1 12 1,000 2.5 - to and between a half of in million hundred dozens three thirty ( possibly ) % times".split()),
        max_size=12,
    )
)
def test_any_run_of_number_words_can_be_read(words: list[str]) -> None:
    tokens = cut(" ".join(words))
    for at, word in enumerate(tokens.words):
        number = read_number(tokens, at) if can_begin(word) else None
        assert number is None or (at <= number.first < number.last <= len(tokens.words))
