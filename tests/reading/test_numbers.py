from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.reading.bounds import read_bounds
from closewatch.reading.numbers import can_begin, read_number
from closewatch.reading.tokens import cut
from closewatch.terms.figure import Range
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
    ".25": "0.25", "5.00": "5", "1.111,11": "1111.11", "1\u202f234\u202f567.89": "1234567.89", "1.5 M": "1500000", "12 k": "12000",
    "10 bln": "10000000000", "3 dozens": "36", "5 millions": "5000000", "hundred thousand": "100000", "quarter million": "250000",
    "three lakh crore": "3000000000000", "5 lakh 30 thousand": "530000", "nought": "0",
    "a hundred and six": "106", "two thousand and two hundred": "2200", "two hundred and two thousand": "202000",
    "4 thousand 3 hundred and 21": "4321", "three hundred and two dozen": "324", "fifty - two": "52",
    "three and a half": "3.5", "2 1/4": "2.25", "3½ million": "3500000", "1½": "1.5", "one and a half million": "1500000",
    "a million and a half": "1500000", "one billion and a half million": "1000500000", "one hundred and three quarters": "100.75",
    "twenty-three fifths": "4.6", "one hundred and thirty-two fifths": "26.4", "one hundred thirty-fifths": "2.85714285714286",
    "two hundred and fifty-four hundredths": "200.54", "2000 over 4": "500",
    "nine point nought four": "9.04", "two point five million": "2500000", "two hundred point seventy-one": "200.71",
    "minus five": "-5", "-3.2": "-3.2", "negative ten": "-10",
    "between one hundred and two hundred": "100-200", "between one hundred and two thousand": "100-2000", "4 to 6,000": "4000-6000",
    "1000 - 5000": "1000-5000", "20~100": "20-100",
    "20, perhaps 30, men": "20-30", "20 (or even 30)": "20-30", "20 to possibly 30": "20-30",
    "one-fifth": "20 share", "three twenty-fifths": "12 share", "1/2": "50 share", "⅔": "66.7 share", "one in twenty-five": "4 share",
    "one over four": "25 share", "a couple of dozen": "24+",
    "several tens of thousands": "30000+", "many thousands": "3000+", "hundreds upon hundreds": "200+",
    "hundreds and possibly thousands": "200+",
    "six (6) men": "6", "2,000, if not 3,000, men": "2000-3000", "20 and possibly 25 men": "20-25", "12-13 000": "12000-13000",
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


SEVERAL = {
    "six and a third of them": ["6", "33.3"], "two and a third died": ["2", "33.3"], "a million and a third of them": ["1000000", "33.3"],
    "3 hundred and 0": ["300", "0"], "4000 3 hundred": ["4000", "300"], "killed 12 - 30 wounded": ["12", "30"],
    "nineteen eighty": ["19", "80"], "5/6 men": ["5-6"], "on 3/4": ["3", "4"], "9/11": ["9", "11"], "5 to 20,000": ["5-20000"],
    "-5 soldiers": ["5"], "20, perhaps 30 wounded": ["20", "30"], "six (7) men": ["6", "7"],
    "20 and 30": ["20", "30"], "2 million and 300,000": ["2000000", "300000"], "12 over 3 days": ["12", "3"],
}  # fmt: skip


@pytest.mark.parametrize("words", SEVERAL)
def test_two_numbers_are_not_taken_for_one(words: str) -> None:
    tokens, found, past = cut(words), [], 0
    for at, word in enumerate(tokens.words):
        number = read_number(tokens, at) if at >= past and can_begin(word) else None
        if number:
            low, high = plain_number(number.low), plain_number(number.high)
            found.append(low if low == high else f"{low}-{high}")
            past = number.last
    assert found == SEVERAL[words]


BOUNDED = {
    "more than 100 but fewer than 300 men": Range(Decimal(100), None, Decimal(300), strict=True),
    "at most 90, and at least 20 men": Range(Decimal(20), None, Decimal(90)),
    "more than 20 and at most 30 men": Range(Decimal(20), None, Decimal(30)),
    "over $1m but less than $2m": Range(Decimal(1000000), None, Decimal(2000000), strict=True),
    "more than 2 percent but under 5 percent": Range(Decimal(2), None, Decimal(5), strict=True),
    "more than a third but less than half of them": Range(Decimal("33.3"), None, Decimal(50), strict=True),
    "as few as 20 or as many as 60 men": Range(Decimal(20), None, Decimal(60)),
    "more than or equal to 30": Range(low=Decimal(30), open_high=True),
    "less than 30 or equal": Range(high=Decimal(30), open_low=True),
    "equal to or less than 30": Range(high=Decimal(30), open_low=True),
    ">= 30 men": Range(low=Decimal(30), open_high=True), "≤ 30 men": Range(high=Decimal(30), open_low=True),
    ">30 men": Range(low=Decimal(30), open_high=True, strict=True), "30 or more": Range(low=Decimal(30), open_high=True),
    "30 or more than 60": Range(Decimal(30), Decimal(30), Decimal(30)),
    "more than 100 and fewer than 20 men": Range(low=Decimal(100), open_high=True, strict=True),
    "more than 20 men and fewer than 30 women": Range(low=Decimal(20), open_high=True, strict=True),
}  # fmt: skip


@pytest.mark.parametrize("words", BOUNDED)
def test_an_end_keeps_the_bound_that_was_said(words: str) -> None:
    tokens = cut(words)
    number = next(number for at, word in enumerate(tokens.words) if can_begin(word) and (number := read_number(tokens, at)))
    start = number.first - (tokens.word(number.first - 1) == "$")
    assert read_bounds(tokens, number, start, number.last, 0, len(tokens.words)).amount == BOUNDED[words]


@pytest.mark.parametrize(
    "words", ["the men", "third", "1.2.3.4", "a man", "9" * 40, "hundred men", "- five", "a fifth column", "point five"]
)
def test_what_is_no_number_is_left_alone(words: str) -> None:
    assert read_number(cut(words), 0) is None


@given(
    st.lists(
        st.sampled_from(
            "1 12 1,000 2.5 .5 ½ 3/4 - to and point fifths over minus"
            " between a half of in million hundred dozens three thirty ( possibly ) % times".split()
        ),
        max_size=12,
    )
)
def test_any_run_of_number_words_can_be_read(words: list[str]) -> None:
    tokens = cut(" ".join(words))
    for at, word in enumerate(tokens.words):
        number = read_number(tokens, at) if can_begin(word) else None
        assert number is None or (at <= number.first < number.last <= len(tokens.words))
