"""Reads whole numbers in words, alone or with digits: two hundred and five, 4 thousand 3 hundred and 21, five lakh.

Knows how hundreds, thousands and dozens are put together; what is said after a whole number (a fraction, a decimal point) is read in
`fractions`.
"""

from __future__ import annotations

from dataclasses import dataclass

from closewatch.reading.numerals import DOZENS, SCALES, SHARES, TENS, UNITS, decimal, scale_at
from closewatch.reading.tokens import Tokens

MOST = 10**16
"""No scale word is read on to more than this."""
_SCORES = {"twoscore": 40, "threescore": 60, "fourscore": 80}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number up to piece `last` (excluded), with its smallest scale (1 where none is said) and the place of its last "and"."""

    last: int
    value: int
    scale: int
    joint: int | None = None


def read_whole(tokens: Tokens, at: int, limit: int | None = None) -> Whole | None:
    """Read the whole number in words that begins at a piece and ends before piece `limit`, or None.

    >>> from closewatch.reading.tokens import cut
    >>> read_whole(cut("two thousand and forty-one"), 0).value
    2041
    """
    end = len(tokens.words) if limit is None else min(limit, len(tokens.words))
    word = tokens.word(at) if at < end else ""
    if word in _SCORES:
        return Whole(at + 1, _SCORES[word], 1)
    first = _begun_by_a_scale(tokens, at, end) or _group(tokens, at, end)
    return go_on(tokens, first, end) if first else None


def go_on(tokens: Tokens, whole: Whole, limit: int | None = None) -> Whole:
    """Add the smaller groups that follow a whole number, with "and" or without: five lakh | thirty thousand | and two hundred."""
    end = len(tokens.words) if limit is None else limit
    while whole.scale > 1 and whole.scale not in (12, 20) and whole.last < end:
        joint = tokens.word(whole.last) == "and"
        group = _group(tokens, whole.last + joint, end)
        if not group or not 0 < group.value < whole.scale:
            break
        if tokens.words[whole.last + joint][:1].isdigit() and group.scale == 1 and not (joint and whole.scale == 100):
            break
        if joint and tokens.word(group.last + (tokens.word(group.last) == "-")) in SHARES:
            break
        whole = Whole(group.last, whole.value + group.value, group.scale, whole.last if joint else group.joint)
    return whole


def _begun_by_a_scale(tokens: Tokens, at: int, end: int) -> Whole | None:
    """A hundred; a hundred thousand; hundred thousand. A scale word alone begins nothing without its article."""
    word = tokens.word(at)
    article = word in ("a", "an")
    first = at + article
    if tokens.word(first) not in _AFTER_AN_ARTICLE or first >= end or not (article or tokens.word(first + 1) in SCALES):
        return None
    value, last = SCALES[tokens.words[first]], first + 1
    if value == 100:
        rest = _below_hundred(tokens, last + (tokens.word(last) == "and"), end) if article else None
        if rest and not _counts_anew(tokens, rest.last):
            return _scaled(tokens, Whole(rest.last, value + rest.value, 1, last if tokens.word(last) == "and" else None), end)
    return _scaled(tokens, Whole(last, value, value), end)


_AFTER_AN_ARTICLE = frozenset(("hundred", "thousand", "million", "billion", "trillion", "dozen", "score", "lakh", "crore"))


def _group(tokens: Tokens, at: int, end: int) -> Whole | None:
    """One group: a number below a thousand, or so many hundreds, with the scales behind it (seventeen hundred, 30 thousand)."""
    if at >= end:
        return None
    word = tokens.words[at]
    if word[:1].isdigit():
        digits = decimal(word, scale_at(tokens, at + 1) is not None)
        if digits is None or digits != digits.to_integral() or digits >= MOST:
            return None
        return _scaled(tokens, Whole(at + 1, int(digits), 1), end)
    small = _below_hundred(tokens, at, end)
    if not small:
        return None
    if tokens.word(small.last) != "hundred" or small.last >= end or not small.value:
        return _scaled(tokens, small, end)
    last, value = small.last + 1, 100 * small.value
    joint = tokens.word(last) == "and"
    rest = _below_hundred(tokens, last + joint, end)
    if not rest or not rest.value or _counts_anew(tokens, rest.last):
        return _scaled(tokens, Whole(last, value, 100), end)
    return _scaled(tokens, Whole(rest.last, value + rest.value, 1, last if joint else None), end)


def _counts_anew(tokens: Tokens, at: int) -> bool:
    """Tell a number that begins a group of its own: one hundred and | two dozen; between one hundred and | two hundred."""
    return tokens.word(at) in DOZENS or tokens.word(at) == "hundred"


def _below_hundred(tokens: Tokens, at: int, end: int) -> Whole | None:
    if at >= end:
        return None
    word = tokens.words[at]
    if word in UNITS:
        return Whole(at + 1, UNITS[word], 1)
    if word not in TENS:
        return None
    hyphen = tokens.word(at + 1) == "-" and _is_hyphen(tokens, at + 1)
    follows = at + 1 + hyphen
    unit = UNITS.get(tokens.word(follows), 0) if follows < end else 0
    if 0 < unit < 10:
        return Whole(follows + 1, TENS[word] + unit, 1)
    return Whole(at + 1, TENS[word], 1)


def _is_hyphen(tokens: Tokens, at: int) -> bool:
    """Tell the hyphen of fifty-two, or of "fifty - two" with white space on both sides, from a dash before "two of them"."""
    before, after = tokens.joined(at), tokens.joined(at + 1)
    return before or (not after and tokens.word(at + 2) not in ("of", "were", "was", "are"))


def _scaled(tokens: Tokens, whole: Whole, end: int) -> Whole:
    """Multiply a number by the scale words behind it: three | hundred | thousand, three | lakh | crore."""
    value, scale, last = whole.value, whole.scale, whole.last
    following = scale_at(tokens, last) if last < end else None
    while following and 0 < value <= MOST:
        value, scale, last = value * following[0], following[0], following[1]
        following = scale_at(tokens, last) if last < end else None
    return Whole(last, value, scale, whole.joint)
