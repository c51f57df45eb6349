"""Reads what follows a whole number inside one number: a decimal point in words, a fraction, the bar of a fraction.

Knows spelling and arithmetic: three and a half, two point five million, 2 1/4, twenty-three fifths. Whether a share is meant is
settled in `numbers`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal

from closewatch.reading.numerals import ORDINALS, SCALES, SHARES, TENS, UNITS, VULGAR, decimal, scale_at
from closewatch.reading.tokens import Tokens
from closewatch.reading.wholes import Whole, read_whole

_EXACT = Context(prec=15)
"""Digits kept of a fraction that has no end: far more than any amount is known to."""
_OF_A_SCALE = 1000
"""From this scale on a fraction alone is one of the scale: three million and a half; but one hundred and a half."""
_FIRSTS = {"first": 1, "second": 2, **{word: below for word, below in ORDINALS.items() if below < 10}}


@dataclass(frozen=True, slots=True)
class Fraction:
    """A fraction up to piece `last` (excluded)."""

    top: int
    below: int
    last: int

    @property
    def value(self) -> Decimal:
        """Its value."""
        return _EXACT.divide(Decimal(self.top), Decimal(self.below))


def read_fraction(tokens: Tokens, at: int) -> Fraction | None:
    """Read the fraction that begins at a piece: a half, three quarters, one twenty-fifth, 3/4, ¾; or None.

    >>> from closewatch.reading.tokens import cut
    >>> read_fraction(cut("fifty-four hundredths"), 0).value
    Decimal('0.54')
    """
    word = tokens.word(at)
    if word in VULGAR:
        return Fraction(*VULGAR[word], at + 1)
    if word[:1].isdigit():
        return _slashed(tokens, at)
    if word in ("a", "an", "one"):
        named = _denominator(tokens, at + 1 + (tokens.word(at + 1) == "-"), plural=False)
        return Fraction(1, named[0], named[1]) if named else None
    whole = read_whole(tokens, at)
    return improper(tokens, at, whole) if whole else None


def improper(tokens: Tokens, at: int, whole: Whole) -> Fraction | None:
    """Read the fraction that a whole number in words begins at piece `at`: twenty-three fifths; one hundred | thirty-fifths."""
    named = _denominator(tokens, whole.last + (tokens.word(whole.last) == "-"), plural=True)
    if named is None:
        return None
    ends_in_tens = tokens.words[whole.last - 1] in TENS and whole.last - 1 > at and tokens.word(whole.last - 2) != "and"
    if ends_in_tens and _ordinal(tokens, named[1] - 1, plural=True):
        before = read_whole(tokens, at, whole.last - 1)
        if before and before.last == whole.last - 1:
            return Fraction(before.value, TENS[tokens.words[whole.last - 1]] + named[0], named[1])
    return Fraction(whole.value, named[0], named[1])


def _ordinal(tokens: Tokens, at: int, plural: bool) -> int | None:
    """The unit of a compound ordinal: the first of twenty-first."""
    word = tokens.word(at)
    return _FIRSTS.get(word.removesuffix("s") if plural and word.endswith("s") else "" if plural else word)


def _denominator(tokens: Tokens, at: int, plural: bool) -> tuple[int, int] | None:
    word = tokens.word(at)
    if word in TENS:
        place = at + 1 + (tokens.word(at + 1) == "-")
        unit = _ordinal(tokens, place, plural)
        return (TENS[word] + unit, place + 1) if unit else None
    if word not in SHARES or (word.endswith("s") or word == "halves") != plural:
        return None
    return SHARES[word][1], at + 1


def _slashed(tokens: Tokens, at: int) -> Fraction | None:
    """3/4 or 9/10, where nothing is counted behind it: "5/6 men" are five or six, and 9/11 is a date."""
    if tokens.word(at + 1) != "/" or not (tokens.joined(at + 1) and tokens.joined(at + 2)):
        return None
    top, below, follows = tokens.words[at], tokens.word(at + 2), tokens.word(at + 3)
    if not (top.isdecimal() and below.isdecimal() and 0 < int(top[:9]) < int(below[:9]) <= 1000):
        return None
    plain = not follows.isalnum() and follows != "/"
    known = int(below) in (2, 3, 4, 5, 6, 8, 10, 16, 20, 100, 1000)
    dated = tokens.word(at - 1) in ("on", "by", "since", "until", "from", "dated", "before", "after", "/", ".")
    return Fraction(int(top), int(below), at + 3) if follows == "of" or (plain and known and not dated) else None


def finish(tokens: Tokens, value: Decimal, scale: int, last: int) -> tuple[Decimal, int]:
    """Add to a number what is said after its whole part, which ends at `last`: the value and the place after it.

    >>> from closewatch.reading.tokens import cut
    >>> finish(cut("2 and a half million"), Decimal(2), 1, 1)
    (Decimal('2500000.0'), 5)
    """
    word = tokens.word(last)
    if word == "point":
        return _pointed(tokens, value, last)
    if word == "over":
        return _over(tokens, value, last) or (value, last)
    joint = word == "and"
    place = last + joint
    word = tokens.word(place)
    if word not in VULGAR and not (word[:1].isdigit() and tokens.word(place + 1) == "/") and not joint:
        return value, last
    fraction = read_fraction(tokens, place)
    if fraction is None or not 0 < fraction.top < fraction.below or _is_another(tokens, place, fraction):
        return value, last
    following = scale_at(tokens, fraction.last)
    part, end = fraction.value, fraction.last
    if following and scale == 1:
        value, end = _EXACT.multiply(value + part, Decimal(following[0])), following[1]
    elif following and following[0] < scale:
        value, end = value + _EXACT.multiply(part, Decimal(following[0])), following[1]
    else:
        value = _EXACT.add(value, _EXACT.multiply(part, Decimal(scale if scale >= _OF_A_SCALE else 1)))
    return value, end


def _is_another(tokens: Tokens, at: int, fraction: Fraction) -> bool:
    """In "six and a third of them" or "two and a third died" the fraction is a number of its own."""
    follows = tokens.word(fraction.last)
    if follows == "of":
        return True
    article = tokens.word(at) in ("a", "an", "one")
    return article and fraction.below not in (2, 4) and follows.isalpha() and follows not in SCALES


def _pointed(tokens: Tokens, value: Decimal, point: int) -> tuple[Decimal, int]:
    """Two hundred point zero three, nine point seventy-one, two point five million."""
    digits, last = "", point + 1
    while len(digits) < 12 and tokens.word(last) in (*UNITS, "oh", "o") and UNITS.get(tokens.word(last), 0) < 10:
        digits, last = digits + str(UNITS.get(tokens.word(last), 0)), last + 1
    if not digits:
        whole = read_whole(tokens, last)
        if not whole or whole.scale > 1 or whole.value > 99:
            return value, point
        digits, last = str(whole.value), whole.last
    if value != value.to_integral():
        return value, point
    value += Decimal(f"0.{digits}")
    following = scale_at(tokens, last)
    return (value * following[0], following[1]) if following else (value, last)


def _over(tokens: Tokens, value: Decimal, last: int) -> tuple[Decimal, int] | None:
    """One over three, 2000 over 3: "over" is the bar of a fraction where nothing is counted behind it."""
    word = tokens.word(last + 1)
    if word[:1].isdigit():
        below, end = decimal(word), last + 2
    else:
        whole = read_whole(tokens, last + 1)
        below, end = (Decimal(whole.value), whole.last) if whole else (None, last)
    if not below or tokens.word(end) not in ("", ".", "?", "!", ";"):
        return None
    return _EXACT.divide(value, below), end
