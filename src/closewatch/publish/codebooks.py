"""What coders store for what was said: the coding profiles of ACLED, MUC-4, ISAF and Wikimpacts, and the house's own.

Each profile is a list of rules, one for each way of saying an amount, with its words and its source; a way that no source of that coder
shows has no rule, and nothing is guessed. Which rule a figure comes under, and what the rule changes, is known to `publish.profiles`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from closewatch.terms.figure import Lean, Range


class Said(StrEnum):
    """In what way an amount is said."""

    NUMBER = "number"
    ABOUT = "about"
    NEARLY = "nearly"
    JUST_OVER = "just-over"
    RANGE = "range"
    ABOUT_RANGE = "about-range"
    STRICT_RANGE = "strict-range"
    AT_LEAST = "at-least"
    MORE_THAN = "more-than"
    UP_TO = "up-to"
    FEWER_THAN = "fewer-than"
    VAGUE = "vague"
    NONE_REPORTED = "none-reported"
    UNCLEAR = "unclear"


def way_of_saying(amount: Range) -> Said:
    """Tell in what way an amount is said; a range that runs backwards, or is open where it has an end, is unclear.

    >>> way_of_saying(Range(low=Decimal(10), open_high=True, strict=True)), way_of_saying(Range())
    (<Said.MORE_THAN: 'more-than'>, <Said.NONE_REPORTED: 'none-reported'>)
    """
    low, high = amount.low, amount.high
    if amount.vague:
        return Said.VAGUE
    if low is None and high is None:
        return Said.UNCLEAR if amount.open_low or amount.open_high else Said.NONE_REPORTED
    if high is None:
        open_alone = amount.open_high and not amount.open_low
        return (Said.MORE_THAN if amount.strict else Said.AT_LEAST) if open_alone else Said.UNCLEAR
    if low is None:
        open_alone = amount.open_low and not amount.open_high
        return (Said.FEWER_THAN if amount.strict else Said.UP_TO) if open_alone else Said.UNCLEAR
    if low > high or amount.open_low or amount.open_high:
        return Said.UNCLEAR
    if low < high and amount.strict:
        return Said.STRICT_RANGE
    if low < high:
        return Said.ABOUT_RANGE if amount.approximate or amount.lean else Said.RANGE
    if amount.lean:
        return Said.NEARLY if amount.lean is Lean.BELOW else Said.JUST_OVER
    return Said.ABOUT if amount.approximate else Said.NUMBER


@dataclass(frozen=True)
class Rule:
    """What a coder stores for one way of saying an amount: how it is made, in words, and where that is written."""

    makes: Callable[[Range], Range | None]
    says: str
    source: str


@dataclass(frozen=True)
class Profile:
    """How one coder stores amounts.

    `measures` and `units` are what it has a column for (all where None), `words` what it stores for words that give no number, `rules` what
    for every other way of saying. `counts_alone`: it stores counts, and no shares, rates, ratios or money. `one_number`: its column
    takes one whole number, which is the smallest end of what the rule makes.
    """

    name: str
    title: str
    source: str
    rules: Mapping[Said, Rule]
    words: Mapping[str, Range] = field(default_factory=dict)
    word_rule: str = ""
    measures: frozenset[str] | None = None
    units: frozenset[str | None] | None = None
    counts_alone: bool = True
    one_number: bool = False
    as_family: Callable[[Range, Said], Range] | None = None


def point(number: Decimal) -> Range:
    """Give an amount that is one number."""
    return Range(low=number, best=number, high=number)


def minimum(number: Decimal) -> Range:
    """Give an amount of which only the smallest end is stored."""
    return Range(low=number, open_high=True)


def _as_said(amount: Range) -> Range:
    return amount


def _smallest(amount: Range) -> Range | None:
    return None if amount.low is None else point(amount.low)


def _whole_words(numbers: Mapping[str, int], make: Callable[[Decimal], Range]) -> dict[str, Range]:
    return {word: make(Decimal(number)) for word, number in numbers.items()}


PEOPLE: frozenset[str | None] = frozenset(("person", "body", None))
"""Units in which people are counted, one by one; None where the text does not say what is counted."""

HOUSE = Profile(
    name="house",
    title="What was said, unchanged",
    source="Closewatch, the glossary: Figure",
    rules={way: Rule(_as_said, "what was said is kept", "Closewatch, the glossary: Figure") for way in Said},
    counts_alone=False,
)

_ACLED_PAGE = 'ACLED, "Fatalities", 27 February 2023, updated 7 May 2024, question "How does ACLED code fatalities?"'

ACLED = Profile(
    name="acled",
    title="ACLED: one conservative number of deaths",
    source=_ACLED_PAGE,
    rules={
        Said.NUMBER: Rule(_smallest, "the number that is reported", f"{_ACLED_PAGE}, paragraph 2"),
        Said.AT_LEAST: Rule(_smallest, "of a vague estimate the most conservative number", f"{_ACLED_PAGE}, paragraph 3"),
        Said.RANGE: Rule(_smallest, "of a vague estimate the most conservative number", f"{_ACLED_PAGE}, paragraph 3"),
    },
    words=_whole_words({"tens": 10, "dozens": 12, "hundreds": 100}, point),
    word_rule="tens are 10, dozens 12, hundreds 100",
    measures=frozenset(("killed",)),
    units=PEOPLE,
    one_number=True,
)

_MUC_RULES = "MUC-4 template rules (1992), fill of the numbers of human and physical targets"

_PLURAL = Range(low=Decimal(2), open_high=True, vague="PLURAL")

MUC = Profile(
    name="muc",
    title="MUC-4: the number as the answer keys write it",
    source=_MUC_RULES,
    rules={
        Said.NUMBER: Rule(_as_said, "the number", _MUC_RULES),
        Said.ABOUT: Rule(_as_said, "a tilde before the number: ~100", _MUC_RULES),
        Said.RANGE: Rule(_as_said, "both ends: 6-8", _MUC_RULES),
        Said.AT_LEAST: Rule(_as_said, "the lower end and a hyphen: 6-", _MUC_RULES),
        Said.MORE_THAN: Rule(
            lambda amount: None if amount.low is None else minimum(amount.low),
            "the lower end and a hyphen, as for at least: 10-",
            _MUC_RULES,
        ),
        Said.UP_TO: Rule(_as_said, "a hyphen and the upper end: -26", _MUC_RULES),
        Said.VAGUE: Rule(lambda _: _PLURAL, "PLURAL: more than one, and nothing else", _MUC_RULES),
    },
)

_ISAF_RELEASES = "724 ISAF press releases (2009 to 2013) with a coder's minima"


def _isaf(makes: Callable[[Decimal], Decimal], says: str, source: str) -> Rule:
    return Rule(lambda amount: None if amount.low is None else minimum(makes(amount.low)), says, source)


ISAF = Profile(
    name="isaf",
    title="ISAF press releases: the least number killed and captured",
    source=_ISAF_RELEASES,
    rules={
        Said.NUMBER: _isaf(lambda low: low, "the number, as a minimum", _ISAF_RELEASES),
        Said.MORE_THAN: _isaf(
            lambda low: low + 1, "one more than the number: more than 10 is 11", f"{_ISAF_RELEASES}: all 15 where the two are near"
        ),
        Said.NONE_REPORTED: Rule(lambda _: point(Decimal(0)), "0", _ISAF_RELEASES),
    },
    words=_whole_words(
        {"several": 3, "multiple": 3, "numerous": 4, "a few": 3, "few": 3, "a number": 3, "a couple": 2},
        minimum,
    ),
    word_rule="in releases with no number beside it several is 3 (112 of 125), multiple 3 (40 of 49), numerous 4 (24 of 29), a few 3 "
    "(5 of 5), a number of 3 (4 of 8), a couple 2",
    measures=frozenset(("killed", "captured", "detained", "surrendered")),
    units=PEOPLE,
    one_number=True,
)

_GUIDE = "Wikimpacts annotation guide, version 2, numbers"
_NORMALISER = "Wikimpacts, rules for normalising numbers that go with the guide"


def _step(number: Decimal) -> Decimal:
    """Give the place of the last digit that is not zero: 1 for 635, 10 for 630, 100 for 700."""
    _, digits, exponent = number.as_tuple()
    written = "".join(map(str, digits))
    zeros = len(written) - len(written.rstrip("0")) if number else 0
    return Decimal((0, (1,), zeros + (exponent if isinstance(exponent, int) and number else 0)))


def _between(low: Decimal, high: Decimal) -> Range:
    least, most = max(Decimal(0), low), max(Decimal(0), high)
    return Range(low=least, best=least if least == most else None, high=most)


def _around(amount: Range) -> Range | None:
    if amount.low is None:
        return None
    return _between(amount.low - _step(amount.low), amount.low + _step(amount.low))


def _above(strict: int) -> Callable[[Range], Range | None]:
    def make(amount: Range) -> Range | None:
        return None if amount.low is None else _between(amount.low + strict, amount.low + strict + _step(amount.low))

    return make


def _below(strict: int) -> Callable[[Range], Range | None]:
    def make(amount: Range) -> Range | None:
        return None if amount.high is None else _between(amount.high - strict - _step(amount.high), amount.high - strict)

    return make


_FAMILY = Decimal(5)
_SMALLEST_FAMILY = Decimal(3)
"""People in a family: five; where an amount has two ends, three at the lower."""


def _as_people(amount: Range, way: Said) -> Range:
    low, high = amount.low or Decimal(0), amount.high or Decimal(0)
    return _between(low * (_FAMILY if way is Said.NUMBER else _SMALLEST_FAMILY), high * _FAMILY)


def _wikimpacts_words() -> dict[str, Range]:
    """Give the two ends that stand for each vague word."""
    scales = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9}
    ends = {"several": (2, 6), "a few": (2, 6), "few": (2, 6), "numerous": (2, 6), "a number": (2, 6)}
    ends |= {"a couple": (2, 3), "couple": (2, 3), "many": (20, 60), "dozens": (24, 108), "tens": (20, 90)}
    for scale, size in scales.items():
        ends |= {f"{word} {scale}": (2 * size, 6 * size) for word in ("several", "a few", "few")}
        ends |= {f"{word} {scale}": (2 * size, 3 * size) for word in ("a couple", "couple", "a couple of", "couple of")}
        ends[f"{scale}s"] = (2 * size, 9 * size)
        if size >= 10**3:
            ends |= {f"{tens} of {scale}s": (2 * ten * size, 9 * ten * size) for tens, ten in (("tens", 10), ("hundreds", 100))}
    return {word: _between(Decimal(low), Decimal(high)) for word, (low, high) in ends.items()}


WIKIMPACTS = Profile(
    name="wikimpacts",
    title="Wikimpacts: two ends for every number",
    source=_GUIDE,
    rules={
        Said.NUMBER: Rule(_as_said, "both ends are the number", _GUIDE),
        Said.RANGE: Rule(_as_said, "both ends as they are given", _NORMALISER),
        Said.ABOUT: Rule(_around, "one step of the last digit that is not zero to either side: about 700 is 600 to 800", _GUIDE),
        Said.NEARLY: Rule(_around, "as for about", _NORMALISER),
        Said.AT_LEAST: Rule(_above(0), "from the number one step up: at least 630 is 630 to 640", _GUIDE),
        Said.MORE_THAN: Rule(_above(1), "from the next number one step up: more than 10 is 11 to 21", _GUIDE),
        Said.JUST_OVER: Rule(_above(1), "as for more than", _NORMALISER),
        Said.UP_TO: Rule(_below(0), "from one step down up to the number: up to 270 is 260 to 270", _GUIDE),
        Said.FEWER_THAN: Rule(_below(1), "one step down, without the number itself and never below 0", _NORMALISER),
        Said.NONE_REPORTED: Rule(lambda _: point(Decimal(0)), "0", _GUIDE),
    },
    words=_wikimpacts_words(),
    word_rule="several, a few 2 to 6; a couple 2 to 3; many 20 to 60; dozens 24 to 108; tens, hundreds, thousands ... 2 to 9 times",
    as_family=_as_people,
)

PROFILES = (ACLED, HOUSE, ISAF, MUC, WIKIMPACTS)
"""Every coding profile, by name."""
