"""Reads one number at its place: digits, words, both mixed, fractions, shares, vague words, and a minus sign.

Knows one number only; ranges are put together in `numbers`. Nothing counted is below zero, so a minus sign is read to tell such a
number from a count.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from closewatch.reading.fractions import finish, improper, read_fraction
from closewatch.reading.numerals import SCALES, SHARES, TENS, UNITS, VULGAR, Number, decimal, scale_at
from closewatch.reading.shares import MAJORITIES, percent_of, read_proportion, read_share
from closewatch.reading.tokens import Tokens
from closewatch.reading.vague import AFTER_AN_ARTICLE, read_vague
from closewatch.reading.vague import BEGINNINGS as VAGUE_BEGINNINGS
from closewatch.reading.wholes import MOST, Whole, go_on, read_whole

_ARTICLES = frozenset(("a", "an", "the"))
_AFTER_AN_ARTICLE = frozenset((*AFTER_AN_ARTICLE, *SHARES, *SCALES, *TENS, *MAJORITIES))
"""What stands second in a number that an article begins: one look spares most articles of a text all further reading."""
SIGNS = frozenset(("minus", "negative", "-", "−"))
BEGINNINGS = frozenset(
    (
        *UNITS,
        *TENS,
        *VULGAR,
        *VAGUE_BEGINNINGS,
        *SIGNS,
        *"a an half quarter most".split(),
        *"twoscore threescore fourscore hundred thousand lakh".split(),
    )
)
"""The words that one number can begin with; besides, all digits."""
_CLOSING = frozenset(("-", "–", "—", ")", "]", "%", '"', "”", "'", "’", "$", "€", "£"))


def read_single(tokens: Tokens, at: int) -> Number | None:
    """Read the one number that begins at a piece, or None.

    >>> from closewatch.reading.tokens import cut
    >>> read_single(cut("three and a half million"), 0).low
    Decimal('3500000.0')
    """
    word = tokens.words[at]
    if word[0].isdigit() or word[0] == ".":
        return _digits(tokens, at)
    if word in SIGNS:
        return _below_zero(tokens, at)
    if word in _ARTICLES and tokens.word(at + 1) not in _AFTER_AN_ARTICLE:
        return None
    return read_vague(tokens, at) or read_share(tokens, at) or _counted(tokens, at)


def _digits(tokens: Tokens, at: int) -> Number | None:
    value = decimal(tokens.words[at], scale_at(tokens, at + 1) is not None)
    if value is None:
        return None
    share = read_proportion(tokens, at, value, at + 1) or _fraction(tokens, at)
    if share:
        return replace(share, digits=True)
    if tokens.word(at + 1) == ":" and tokens.joined(at + 1) and tokens.joined(at + 2):
        below = decimal(tokens.word(at + 2))
        if below:
            return Number(at, at + 3, value / below, value / below, "ratio", digits=True)
    last, scale = at + 1, 1
    following = scale_at(tokens, last)
    while following and value < MOST:
        value, scale, last = value * following[0], following[0], following[1]
        following = scale_at(tokens, last)
    if scale > 1 and value == value.to_integral():
        whole = go_on(tokens, Whole(last, int(value), scale))
        value, scale, last = Decimal(whole.value), whole.scale, whole.last
    value, last = finish(tokens, value, scale, last)
    return Number(at, last, value, value, digits=True)


def _fraction(tokens: Tokens, at: int) -> Number | None:
    """A fraction alone: 3/4, ¾; a share, but where a scale follows (¾ million)."""
    fraction = read_fraction(tokens, at)
    if not fraction:
        return None
    following = scale_at(tokens, fraction.last)
    if following:
        value = fraction.value * following[0]
        return Number(at, following[1], value, value)
    percent = percent_of(Decimal(fraction.top), Decimal(fraction.below))
    return Number(at, fraction.last, percent, percent, "share")


def _counted(tokens: Tokens, at: int) -> Number | None:
    """A number in words with what is said after its whole part."""
    word = tokens.words[at]
    if word in VULGAR or (word == "one" and tokens.word(at + 1) in TENS and read_fraction(tokens, at)):
        return _fraction(tokens, at)
    whole = read_whole(tokens, at)
    if whole is None:
        fraction = read_fraction(tokens, at) if word in ("a", "an") else None
        counted = fraction and tokens.word(fraction.last).isalpha() and tokens.word(fraction.last) != "of"
        return None if counted else _fraction(tokens, at)
    value = Decimal(whole.value)
    parted = improper(tokens, at, whole)
    if parted and whole.joint is not None:
        rest = read_fraction(tokens, whole.joint + 1)
        before = read_whole(tokens, at, whole.joint)
        if rest and before and rest.top < rest.below and before.last == whole.joint:
            if tokens.word(rest.last) == "of":
                return Number(at, before.last, Decimal(before.value), Decimal(before.value))
            value, last = finish(tokens, Decimal(before.value), before.scale, before.last)
            return Number(at, last, value, value)
    if parted:
        if parted.top < parted.below:
            return _fraction(tokens, at)
        return Number(at, parted.last, parted.value, parted.value)
    share = read_proportion(tokens, at, value, whole.last)
    if share:
        return share
    over = tokens.word(whole.last) == "over"
    value, last = finish(tokens, value, whole.scale, whole.last)
    if over and last > whole.last and value < 1:
        percent = percent_of(value, Decimal(1))
        return Number(at, last, percent, percent, "share")
    return Number(at, last, value, value)


def _below_zero(tokens: Tokens, at: int) -> Number | None:
    """Minus five, negative ten, -4/5. A hyphen that stands before something counted only begins an item of a list (-5 soldiers)."""
    hyphen = not tokens.words[at].isalpha()
    if at + 1 >= len(tokens.words) or tokens.words[at + 1] in SIGNS:
        return None
    written_on = tokens.joined(at) and (tokens.words[at - 1][-1].isalnum() or tokens.words[at - 1] in _CLOSING)
    if hyphen and (written_on or not tokens.joined(at + 1) or not tokens.words[at + 1][-1].isdigit()):
        return None
    number = read_single(tokens, at + 1)
    if number is None or number.low is None or number.vague or (hyphen and tokens.word(number.last).isalpha()):
        return None
    return replace(number, first=at, low=-number.low, high=-(number.high or number.low))
