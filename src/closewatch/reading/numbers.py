"""Reads a number or a range as reporters write them: 1.2 to 1.5 million, between 30 and 40 thousand, more than 100 but fewer than 300.

Knows how two numbers make one range; one number alone is read in `singles`, what bounds it in `bounds`, what it counts and whether it
is a figure at all beside it. The smallest value of a vague word is the smallest literal plural (MUC-4 and house practice: dozens 24,
hundreds 200).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from closewatch.reading.bounds import bound_ending_at
from closewatch.reading.numerals import SCALES, SHARES, TIGHT, Number
from closewatch.reading.singles import BEGINNINGS, read_single
from closewatch.reading.tokens import Tokens
from closewatch.reading.wholes import read_whole

_COMPARED = frozenset(("as", "the", "more", "a", "that", "its", "higher", "their", "his", "larger", "greater", "what", "those", "last"))
_LINKS = frozenset(("-", "–", "—", "to", "or", "/", "~", "through"))
_SIGNS = frozenset(("$", "€", "£", "us", "usd", "eur", "₽", "¥"))
CHANGES = frozenset(
    "rose risen rise rising raised raise raising fell fallen fall falling lowered lower lowering cut cuts cutting grew grown grow"
    " growing climbed climb climbing dropped"
    " drop dropping increased increase increasing decreased decrease jumped jump revised revise went up down shrank shrunk swelled"
    " doubled tripled corrected moved changed"
    " soared plunged declined decline reduced reduce updated upgraded downgraded amended slipped sank doubled doubling edged".split()
)
_OUTCOMES = frozenset("were was are is have has had killed dead wounded injured missing captured arrested detained died".split())
"""After one of these the second of two numbers with a dash between is mostly a count of its own: killed 12 - 30 wounded."""
_SOFT = frozenset(("about", "some", "possibly", "perhaps", "maybe", "even", "around"))
"""Words that stand before the second end of a range and bound nothing of their own."""
_GROUPED = re.compile(r"\d[, '’\u00a0\u202f\u2009]\d{3}")
_LONGEST_BOUND = 8
"""Pieces of the longest words that bound a number ("equal to or less than") and a sign."""
_HEDGES = frozenset(("possibly", "perhaps", "maybe", "probably", "or", "even"))


def can_begin(word: str) -> bool:
    """Tell whether a number may begin with this piece."""
    return word[0].isdigit() or word in _BEGINNINGS or (word[0] == "." and word != ".")


def read_number(tokens: Tokens, at: int) -> Number | None:
    """Read the number or the range that begins at a piece, or None.

    >>> from closewatch.reading.tokens import cut
    >>> number = read_number(cut("between three and five"), 0)
    >>> number.low, number.high
    (Decimal('3'), Decimal('5'))
    """
    word = tokens.word(at)
    if word == "between":
        return _between(tokens, at)
    number = read_single(tokens, at)
    if number is None:
        return None
    number = _ranged(tokens, number)
    if number.low == number.high and not number.vague and number.shape != "ratio":
        number = _bounded(tokens, number)
    if tokens.word(number.last) == "times" and number.single and tokens.word(number.last + 1) in _COMPARED:
        return replace(number, last=number.last + 1, shape="ratio")
    return number


def _between(tokens: Tokens, at: int) -> Number | None:
    """Between three and five; between a third and a half."""
    first = _skip_sign(tokens, at + 1)
    left = read_single(tokens, first) if first < len(tokens.words) else None
    if not left or left.vague:
        return None
    if tokens.word(left.last) not in ("and", "to", "%", "percent"):
        left = _cut_at_and(tokens, left)
    joint = left.last
    while joint < left.last + 2 and tokens.word(joint) not in ("and", "to") and tokens.word(joint):
        joint += 1
    if tokens.word(joint) not in ("and", "to") or joint + 1 >= len(tokens.words):
        return None
    second = _skip_sign(tokens, joint + 1)
    right = read_single(tokens, second) if second < len(tokens.words) else None
    number = _spread(tokens, left, right) if right else None
    return replace(number, first=at) if number else None


def _cut_at_and(tokens: Tokens, left: Number) -> Number:
    """In "between one hundred and two thousand" the "and" parts the two ends."""
    joint = next((place for place in range(left.last - 1, left.first, -1) if tokens.words[place] == "and"), None)
    whole = read_whole(tokens, left.first, joint) if joint else None
    if whole is None or whole.last != joint:
        return left
    return Number(left.first, whole.last, Decimal(whole.value), Decimal(whole.value))


def _bounded(tokens: Tokens, left: Number) -> Number:
    """Join two numbers that bound one amount from either side: more than 100 but fewer than 300, at most 90 and at least 20."""
    joint = left.last + (tokens.word(left.last) in ("%", "percent"))
    if tokens.word(joint) not in ("and", "but", ","):
        return left
    place = joint + 1 + (tokens.word(joint) == "," and tokens.word(joint + 1) in ("and", "but"))
    start = left.first - 1 if tokens.word(left.first - 1) in _SIGNS else left.first
    first = bound_ending_at(tokens, start, 0)
    if first is None:
        return left
    for second in range(place + 1, min(place + _LONGEST_BOUND, len(tokens.words))):
        if not can_begin(tokens.words[second]):
            continue
        other = bound_ending_at(tokens, second - (tokens.word(second - 1) in _SIGNS), place)
        right = read_single(tokens, second) if other and other.start == place else None
        if not other or not right:
            continue
        if first.lower == other.lower or right.low != right.high or right.vague or left.shape != right.shape:
            return left
        below, above = (left, right) if first.lower else (right, left)
        if below.low is None or above.high is None or below.low >= above.high:
            return left
        strict = first.strict and other.strict
        digits = left.digits or right.digits
        return Number(left.first, right.last, below.low, above.high, left.shape, strict=strict, digits=digits, bounded=True)
    return left


def _skip_sign(tokens: Tokens, at: int) -> int:
    while tokens.word(at) in _SIGNS or tokens.word(at) in _SOFT:
        at += 1
    return at


def _ranged(tokens: Tokens, left: Number) -> Number:
    """Join a number with the one after it where the two are the ends of a range."""
    if left.vague or left.last + 1 >= len(tokens.words) or left.shape == "ratio":
        return left
    joint = tokens.words[left.last]
    if joint in ("(", ",", "and"):
        return _hedged(tokens, left)
    if joint in ("%", "percent") and tokens.word(left.last + 1) in ("to", "-", "–"):
        right = read_single(tokens, left.last + 2) if left.last + 2 < len(tokens.words) else None
        return (_spread(tokens, left, right) if right else None) or left
    if joint not in _LINKS:
        return left
    apart = not (tokens.joined(left.last) or tokens.joined(left.last + 1)) and tokens.word(left.last + 1)[:1].isdigit()
    if joint in ("-", "/", "~") and not (tokens.joined(left.last) and tokens.joined(left.last + 1)) and not (joint == "-" and apart):
        return left
    if joint == "/" and ((left.high or 0) > 20 or tokens.word(left.first - 1) in ("on", "since", "by", "/")):
        return left
    second = _skip_sign(tokens, left.last + 1)
    as_many_as = tokens.words[second : second + 3] in (["as", "high", "as"], ["as", "many", "as"], ["as", "much", "as"])
    second += 3 * as_many_as
    if tokens.word(second) in ("a", "an") and tokens.word(second + 1) not in SCALES and tokens.word(second + 1) not in SHARES:
        return left
    right = read_single(tokens, second) if second < len(tokens.words) else None
    if joint == "/" and right and right.low != (left.low or 0) + 1:
        return left
    if joint == "-" and apart and right and tokens.word(right.last) in _OUTCOMES:
        return left
    if joint == "to" and tokens.word(left.first - 1) in ("from", "by") and _is_change(tokens, left.first - 1):
        return left
    spread = _spread(tokens, left, right) if right else None
    if spread and as_many_as and bound_ending_at(tokens, left.first, 0):
        return replace(spread, bounded=True)
    return spread or left


def _hedged(tokens: Tokens, left: Number) -> Number:
    """12 (possibly 14), 20 (or even 30), 20, if not 30, people: the second number is the upper end; six (6): it is the same."""
    joint, place = tokens.words[left.last], left.last + 1
    place += joint == "," and tokens.word(place) == "and"
    place += 2 * (tokens.words[place : place + 2] == ["if", "not"])
    while tokens.word(place) in _HEDGES:
        place += 1
    hedged = place > left.last + 1 and tokens.word(place - 1) not in ("and", "or")
    if place >= len(tokens.words) or not (hedged or joint == "("):
        return left
    right = read_single(tokens, place)
    if not right or tokens.word(right.last) in _OUTCOMES or (joint == "(" and tokens.word(right.last) != ")"):
        return left
    if joint == "(" and left.shape == right.shape and left.low == left.high == right.low == right.high:
        return replace(left, last=right.last + 1)
    if not hedged:
        return left
    spread = _spread(tokens, left, right)
    return replace(spread, last=spread.last + (joint == "(")) if spread else left


def _is_change(tokens: Tokens, at: int) -> bool:
    """Tell "rose from 34 to 41", two figures, from "ranging from 34 to 41", one."""
    return any(word in CHANGES for word in tokens.words[max(0, at - 12) : at])


def _spread(tokens: Tokens, left: Number, right: Number) -> Number | None:
    """Make a range of two numbers; a scale said once holds for both (30-40 thousand, 10-12,000)."""
    low, high = left.low, right.high
    if low is None or high is None or right.vague or left.vague or "ratio" in (left.shape, right.shape):
        return None
    if left.shape != right.shape:
        return None
    low = _shared_scale(tokens, left, right, low, high)
    if low > high or (low == high):
        return None
    return Number(left.first, right.last, low, high, left.shape, digits=left.digits or right.digits)


def _shared_scale(tokens: Tokens, left: Number, right: Number, low: Decimal, high: Decimal) -> Decimal:
    for word, size in (*SCALES.items(), *TIGHT.items()):
        once = word in tokens.words[right.first : right.last] and word not in tokens.words[left.first : left.last]
        if once and low < size and low * size < high:
            return low * size
    in_thousands = (
        left.digits
        and right.digits
        and _GROUPED.search(tokens.words[right.first])
        and not _GROUPED.search(tokens.words[left.first])
        and high % 1000 == 0
    )
    if in_thousands and low < 100 and 1000 < low * 1000 < high < 10**6:
        near = high <= 2000 * low and tokens.word(left.last) in ("to", "or")
        return low * 1000 if near or tokens.word(left.last) in ("-", "–") else low
    return low


_BEGINNINGS = BEGINNINGS | {"between"}
