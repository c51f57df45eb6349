"""The letters of the PDF: which signs the shipped fonts can draw, and what stands on paper for a sign that none of them has.

No font of the machine is ever used, so that the same dossier gives the same pages everywhere. The typesetter says nothing when it has no
letter for a sign; what is missing is therefore found here, before it is asked. Where the fonts come from is told in `fonts/FONTS.md`.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"

BREAK = "\ue000"
"""Where a line may end within a word that is too long for it; leaves nothing in the text that is copied out of the PDF."""

NARROW, WIDE = 40, 72
"""Longer runs of signs without white space may be parted: in a column of a table, and on a line as wide as the page (a digest has 71)."""

STEP = 8
"""After how many signs such a run may be parted."""

_SHAPELESS = frozenset("\xad\u034f\u061c\u180e\u200b\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff") | frozenset(
    map(chr, range(0xFE00, 0xFE10))
)
_LEADING = frozenset(map(chr, range(0x600, 0x606))) | {"\u06dd"}
"""Signs that reach over the figures after them, which may be of another font."""

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_WHITE = re.compile(r"\s+")
_LONG = {longest: re.compile(rf"\S{{{longest + 1},}}") for longest in (NARROW, WIDE)}
_JOINED = re.compile("([\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\u20e3])")


@dataclass
class Letters:
    """What was put on paper so far that is not written as it stands: signs without a letter, and marks without a shape."""

    missing: Counter[str] = field(default_factory=Counter)

    def on_paper(self, text: str) -> str:
        """Give a text as it stands on paper, and remember the signs that no shipped font has.

        >>> letters = Letters()
        >>> letters.on_paper("The \\u2067 sign \\U00012000"), sorted(map(ord, letters.missing))
        ('The ‹U+2067› sign ‹U+12000›', [8295, 73728])
        """
        text = _WHITE.sub(" ", text)
        if text.isascii() and text.isprintable():
            return text
        return "".join(map(self._sign, text))

    def _sign(self, sign: str) -> str:
        if sign in _SHAPELESS:
            return ""
        if sign in _TURNING or sign in _LEADING or ord(sign) not in covered():
            self.missing[sign] += 1
            return f"‹U+{ord(sign):04X}›"
        return sign


def on_paper(text: str) -> str:
    """Give a text as it can be copied out of the PDF: this is what to compare with, white space apart.

    White space is one space. Marks without a shape of their own (soft hyphens, joiners, variation selectors) are left out. A sign that no
    shipped font has, and every mark that would turn the order of the words around, stands as its code.

    >>> on_paper("so\\u00adft  “Київ” 국정원\\n\\u202e")
    'soft “Київ” 국정원 ‹U+202E›'
    """
    return Letters().on_paper(text)


def copied_together(text: str) -> tuple[str, ...]:
    """Give the parts of a text that are copied out of the PDF as they stand on paper: all of it, or its words one by one.

    Readers of PDF bring words that run from right to left into an order of their own, between figures and brackets above all, and set
    points beside the letters that they belong to (seen in PDFium 2026-11). Letters within a word keep their order.

    >>> copied_together("He said so."), copied_together("قتل (300)")
    (('He said so.',), ('قتل', '300'))
    """
    words = on_paper(text)
    return tuple(re.findall(r"[^\W_]+", words.replace("\u200c", ""))) if _LEFTWARD.search(words) else (words,)


def with_breaks(text: str, longest: int = NARROW) -> str:
    """Say where a text on paper may be parted within words that are longer than a line.

    >>> with_breaks("a" * 48).count(BREAK), with_breaks("a" * 40).count(BREAK)
    (5, 0)
    """
    if not text.isascii():
        text = _marked().sub(_apart, _JOINED.sub(rf"{BREAK}\1", text))
    return _LONG[longest].sub(lambda found: _parted(found[0]), text)


def _apart(found: re.Match[str]) -> str:
    """Part a letter from its marks where no one font has them all: the typesetter draws them by one font or not at all."""
    points = frozenset(map(ord, found[0]))
    return found[0] if any(points <= family for family in families()) else BREAK.join(found[0])


@lru_cache(maxsize=1)
def _marked() -> re.Pattern[str]:
    marks = "".join(sign for sign in map(chr, sorted(covered())) if unicodedata.category(sign).startswith("M")) + "\uff9e\uff9f"
    return re.compile(f".?[{re.escape(marks)}]+", re.DOTALL)


def _parted(word: str) -> str:
    pieces, since = [], 0
    for sign in word:
        if since >= STEP and not unicodedata.category(sign).startswith("M"):
            pieces.append(BREAK)
            since = 0
        pieces.append(sign)
        since += 1
    return "".join(pieces)


def language_of(text: str) -> str:
    """Guess the language of a quotation by its letters alone, for those who have the PDF read to them; empty where they do not tell.

    The first letter decides which way the paragraph runs, as in Unicode's own rule (UAX 9, P2).

    >>> [language_of(text) for text in ("국정원", "їхні імена", "Это выдумка", "солдат", "قال", "אמר", "said")]
    ['ko', 'uk', 'ru', '', 'ar', 'he', '']
    """
    first = next(filter(str.isalpha, text), "")
    for language, letters, telling in _TELLING:
        if letters.match(first) and telling.search(text):
            return language
    return ""


_TELLING = tuple(
    (language, re.compile(letters), re.compile(telling))
    for language, letters, telling in (
        ("ko", "[가-힣]", "[가-힣]"),
        ("uk", "[Ѐ-ӿ]", "[іїєґІЇЄҐ]"),
        ("ru", "[Ѐ-ӿ]", "[ыэёъЫЭЁЪ]"),
        ("ar", "[ء-ي]", "[ء-ي]"),
        ("he", "[א-ת]", "[א-ת]"),
    )
)
"""Each language with the letters that its text begins with, and those that tell it from others."""


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """Give the code points that there is a letter for, in every style that may be asked for."""
    return frozenset().union(*families())


@lru_cache(maxsize=1)
def families() -> tuple[frozenset[int], ...]:
    """Give the code points of each family of fonts, those that all of its styles have."""
    styles: dict[str, frozenset[int]] = {}
    for path in sorted(FONTS.glob("*.ttf")):
        points = frozenset(_points(path.read_bytes()))
        family = path.stem.partition("-")[0]
        styles[family] = styles.get(family, points) & points
    return tuple(styles.values())


def _points(font: bytes) -> Iterator[int]:
    """Give the code points of a font, from its tables of characters (OpenType 1.9, `cmap`, formats 4 and 12; a subset has no others)."""
    tables = {font[at : at + 4]: struct.unpack_from(">L", font, at + 8)[0] for at in range(12, 12 + 16 * _word(font, 4), 16)}
    cmap = tables[b"cmap"]
    for place in range(_word(font, cmap + 2)):
        at = cmap + struct.unpack_from(">L", font, cmap + 8 + 8 * place)[0]
        if _word(font, at) == 12:
            for first, last, _ in struct.iter_unpack(">3L", font[at + 16 : at + 16 + 12 * struct.unpack_from(">L", font, at + 12)[0]]):
                yield from range(first, last + 1)
        elif _word(font, at) == 4:
            count = _word(font, at + 6) // 2
            ends, starts = (struct.unpack_from(f">{count}H", font, at + offset) for offset in (14, 16 + 2 * count))
            for first, last in zip(starts, ends, strict=True):
                yield from (point for point in range(first, last + 1) if point != 0xFFFF)


def _word(font: bytes, at: int) -> int:
    return int(struct.unpack_from(">H", font, at)[0])
