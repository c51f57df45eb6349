"""What numbers are written with: digits and their separators, number words, scale words, the names of shares.

Knows spelling and size of single pieces; how they join into numbers and ranges is read in `numbers`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from closewatch.reading.tokens import Tokens

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
        " nineteen".split()
    )
} | {"nought": 0, "naught": 0}
TENS = {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12, "score": 20,
    "lakh": 10**5, "crore": 10**7, "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "mrd": 10**9, "tn": 10**12, "tln": 10**12,
    "dozens": 12, "lakhs": 10**5, "crores": 10**7, "millions": 10**6, "billions": 10**9, "trillions": 10**12,
    "doz": 12, "dozs": 12, "dz": 12, "dzs": 12,
}  # fmt: skip
"""Words that multiply the number before them. "Hundreds" is none: two hundreds are two of the dead in soldiers' speech."""
DOZENS = frozenset(("dozen", "dozens", "doz", "dozs", "dz", "dzs", "score"))
TIGHT = {"k": 1000, "m": 10**6, "b": 10**9, "t": 10**12, "mil": 10**6}
"""Scale letters that stand directly on their digits; a k or a capital M may stand apart (2.3 k, 1.5 M)."""
ORDINALS = {
    word: value
    for value, word in enumerate(
        "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth"
        " eighteenth nineteenth".split(),
        3,
    )
}  # fmt: skip
TENTHS = {word.removesuffix("y") + "ieth": value for word, value in TENS.items()}
SHARES = {
    word + plural: (1, below)
    for word, below in {
        **ORDINALS, **TENTHS, "quarter": 4, "hundredth": 100, "thousandth": 1000, "millionth": 10**6,
    }.items()
    for plural in ("", "s")
} | {"half": (1, 2), "halves": (1, 2)}  # fmt: skip
"""The names of shares with what each is of one. "Second" is none: three seconds are a time."""
VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6),
    "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
_GROUPS = re.compile(r"\d{1,3}(?:[.](?:\d{3}))+")
_ZERO_GROUPS = re.compile(r"[1-9]\d{0,2}\.\d00")
_DECIMAL_COMMA = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}")
_PLAIN = re.compile(r"[0-9]*\.?[0-9]+")
_LONGEST = 18
"""Digits of a number beyond which it is a serial number and no amount."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number at its place: pieces `first` to `last` (excluded), its ends, and whether it is a share, a ratio or a vague word.

    `low` and `high` are equal but for a range or a vague word (then `high` is None). A share is in percent. `bounded` tells that each
    end of a range was said with a bound of its own (more than 100 but fewer than 300).
    """

    first: int
    last: int
    low: Decimal | None
    high: Decimal | None
    shape: str = "count"
    vague: str | None = None
    strict: bool = False
    digits: bool = False
    article: bool = False
    bounded: bool = False

    @property
    def single(self) -> bool:
        """Whether it is one plain number."""
        return self.low == self.high and self.vague is None and self.shape == "count"


def decimal(word: str, scaled: bool = False) -> Decimal | None:
    """Read digits with their separators; None where they are no amount (too long, or a date or version like 1.2.3).

    >>> decimal("1,248"), decimal("1,5"), decimal("7.000"), decimal("3.5"), decimal("1.2.3")
    (Decimal('1248'), Decimal('1.5'), Decimal('7000'), Decimal('3.5'), None)
    """
    if not word or not (word[0].isdigit() or word[1:2].isdigit()) or len(word) > _LONGEST + 8:
        return None
    if word.isascii() and word.isdecimal():
        return Decimal(word) if len(word) <= _LONGEST else None
    plain = re.sub(r"[ '’\u00a0\u202f\u2009]", "", word)
    if _DECIMAL_COMMA.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif "," in plain and "." not in plain:
        whole, _, rest = plain.rpartition(",")
        plain = plain.replace(",", "") if len(rest) == 3 and re.fullmatch(r"\d{1,3}(?:,\d{3})*", whole) else plain.replace(",", ".")
    elif "," in plain:
        plain = plain.replace(",", "")
    if plain.count(".") > 1 or (_ZERO_GROUPS.fullmatch(plain) and not scaled):
        if not _GROUPS.fullmatch(plain):
            return None
        plain = plain.replace(".", "")
    if not _PLAIN.fullmatch(plain) or len(plain) > _LONGEST:
        return None
    return Decimal(plain)


def scale_at(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The scale word at a piece, and the place after it."""
    word = tokens.word(at)
    if word in SCALES and not (word == "score" and not tokens.word(at - 1).isalpha()):
        return SCALES[word], at + 1
    if word in TIGHT and tokens.joined(at) and tokens.word(at - 1)[:1].isdigit():
        return TIGHT[word], at + 1
    if word in ("k", "m") and tokens.word(at - 1)[-1:].isdigit() and (word == "k" or tokens.capital(at)):
        return TIGHT[word], at + 1
    return None
