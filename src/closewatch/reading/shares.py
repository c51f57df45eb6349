"""Reads shares: a third of, two-thirds, half the town, most of, one in four, 2 out of 5, 3/4 of; all in percent.

Also what is cut from a scale by one: half a million, a quarter of a million, quarter million. Mixed numbers ("three and a half") are
read in `fractions`.
"""

from __future__ import annotations

from decimal import Decimal

from closewatch.reading.numerals import SCALES, SHARES, UNITS, Number, decimal, scale_at
from closewatch.reading.tokens import Tokens
from closewatch.reading.wholes import read_whole

MAJORITIES = frozenset(("majority", "vast", "great", "overwhelming", "large"))
_AFTER_A_THIRD = frozenset(
    "of are were is was the its their his her have has had to and or but while as more less died in at had will would did".split()
)
"""What may follow "a third" where it is a share and no ordinal ("a third question")."""
_COMMON = frozenset(("half", "third", "quarter"))
_NOT_OF_SHARES = frozenset(("way", "hour", "an", "-", "brother", "sister", "a", "past"))
_CLOCKED = frozenset(
    "minutes minute hour hours day days week weeks month months year years night nights january february march april may june july"
    " august september october november december attacks strikes villages towns cities".split()
)


def read_share(tokens: Tokens, at: int) -> Number | None:
    """Read a share in words, or an amount cut from a scale, or None.

    >>> from closewatch.reading.tokens import cut
    >>> read_share(cut("two-thirds of them"), 0).low, read_share(cut("half a million"), 0).low
    (Decimal('66.7'), Decimal('500000'))
    """
    word, last = tokens.words[at], at + 1
    times = Decimal(1)
    if word in ("a", "an", "one") and _is_singular(tokens.word(last + (word == "one" and tokens.word(last) == "-"))):
        last += tokens.word(last) == "-"
        name, last = tokens.word(last), last + 1
        if name not in _COMMON and tokens.word(last) not in ("of", ",", ".", "") and word != "one":
            return None
    elif word in UNITS and 1 < UNITS[word] < 10 and tokens.word(last + (tokens.word(last) == "-")) in SHARES:
        last += tokens.word(last) == "-"
        name = tokens.word(last)
        if not name.endswith("s"):
            return None
        times, last = Decimal(UNITS[word]), last + 1
    elif word == "half" or (word == "quarter" and tokens.word(last) in SCALES):
        name = word
    elif word == "most" and tokens.word(at + 1) == "of":
        return Number(at, at + 1, Decimal(50), None, "share", "most", strict=True)
    elif word in ("a", "the") and "majority" in (tokens.word(at + 1), tokens.word(at + 2)) and tokens.word(at + 1) in MAJORITIES:
        end = at + 2 if tokens.word(at + 1) == "majority" else at + 3
        return Number(at, end, Decimal(50), None, "share", None, strict=True)
    else:
        return None
    if name == "third" and tokens.word(last).isalpha() and tokens.word(last) not in _AFTER_A_THIRD:
        return None
    top, below = SHARES[name]
    cut_from = _cut_from_a_scale(tokens, word, last)
    if cut_from:
        value = Decimal(cut_from[0]) * times * top / below
        return Number(at, cut_from[1], value, value)
    if name == "half" and tokens.word(last) in _NOT_OF_SHARES:
        return None
    percent = percent_of(times * top, Decimal(below))
    return Number(at, last, percent, percent, "share")


def _is_singular(word: str) -> bool:
    return word in SHARES and not word.endswith("s")


def _cut_from_a_scale(tokens: Tokens, word: str, last: int) -> tuple[int, int] | None:
    """The scale that half a million, a quarter of a million and half million are cut from, and the place after it."""
    after = last + 1 if tokens.word(last) == "of" else last
    if tokens.word(after) in ("a", "an"):
        return scale_at(tokens, after + 1)
    if tokens.word(last) in ("million", "billion", "trillion") or (word == "half" and tokens.word(last) == "dozen"):
        return SCALES[tokens.word(last)], last + 1
    return None


def read_proportion(tokens: Tokens, at: int, value: Decimal, last: int) -> Number | None:
    """Read one in four, 1 in 3, two out of five, whose first number of piece `at` ends at `last`; or None.

    >>> from closewatch.reading.tokens import cut
    >>> read_proportion(cut("one in four"), 0, Decimal(1), 1).low
    Decimal('25')
    """
    if not 0 < value < 20 or tokens.word(last) not in ("in", "out"):
        return None
    if tokens.word(last) == "out":
        last += 1
        if tokens.word(last) != "of":
            return None
    last += 1
    if tokens.word(last) == "every":
        last += 1
    if tokens.word(last)[:1].isdigit():
        below, end = decimal(tokens.word(last)), last + 1
    else:
        whole = read_whole(tokens, last)
        below, end = (Decimal(whole.value), whole.last) if whole else (None, last)
    if below is None or not value < below or below > 1000 or tokens.word(end) in _CLOCKED:
        return None
    return Number(at, end, percent_of(value, below), percent_of(value, below), "share")


def percent_of(top: Decimal, below: Decimal) -> Decimal:
    """Give a share in percent, to a tenth: two of three is 66.7.

    >>> percent_of(Decimal(2), Decimal(3))
    Decimal('66.7')
    """
    percent = 100 * top / below
    return percent if percent == percent.to_integral() else percent.quantize(Decimal("0.1"))
