"""Text as names are looked for in it: one form for all capitals, accents and apostrophes, with the way back to the signs themselves.

Knows characters and the ways in which programs write them (percent signs, entities, escapes). Which names are looked for is told by
`writings`.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from unicodedata import category, normalize
from urllib.parse import unquote_to_bytes

_EQUAL = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ґ": "г", "є": "е", "э": "е", "ы": "и", "і": "и"}
    | {"ў": "у", "ħ": "h", "ŋ": "ng", "ς": "σ"}
)
"""Letters that have no accent to take off and are still written in two ways; the Cyrillic ones are those in which Ukrainian and Russian
spellings of one name differ."""

_DROPPED = frozenset("'’‘`´ʼ＇ʹʺ′″ъьЪЬ")
"""Apostrophes, and the signs that they stand for: half of all writers leave them out."""


class _Table(dict[int, str]):
    """What each character becomes, worked out when it is met first."""

    def __init__(self, *, cases: bool) -> None:
        super().__init__()
        self._cases = cases

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = "" if char in _DROPPED else normalize("NFKD", char)
        if not self._cases:
            plain = normalize("NFKD", plain.casefold()).translate(_EQUAL)
        kept = "".join(one for one in plain if one not in _DROPPED and category(one) not in ("Mn", "Me", "Cf"))
        self[code] = kept
        return kept


_FOLDED, _CASED = _Table(cases=False), _Table(cases=True)


def folded(text: str, *, cases: bool = False) -> str:
    """Write a text in the one form in which names are looked for; with `cases` capitals stay.

    >>> folded("Ґалаґан, Müller, O’Brien"), folded("Müller", cases=True)
    ('галаган, muller, obrien', 'Muller')
    """
    return text.translate(_CASED if cases else _FOLDED)


@dataclass(frozen=True)
class Reading:
    """A text as it can be read, with the place in the original of each of its signs: `starts` has one more, the end of the original."""

    text: str
    starts: tuple[int, ...] | range

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the original of a stretch of what is read."""
        return self.starts[start], self.starts[end]

    def folded(self, *, cases: bool = False) -> Reading:
        """Fold it, with the way back."""
        table = _CASED if cases else _FOLDED
        written = self.text.translate(table)
        if len(written) == len(self.text) and self.text.isascii() and "'" not in self.text:
            return Reading(written, self.starts)
        starts: list[int] = []
        for place, char in enumerate(self.text):
            starts += [self.starts[place]] * len(table[ord(char)])
        # What was dropped before a sign (a mark, an apostrophe) belongs to the sign before it: an end reaches to the next sign that stands.
        starts.append(self.starts[-1])
        return Reading(written, tuple(starts))


_CODED = re.compile(
    r"(?:%[0-9a-fA-F]{2})+|%u[0-9a-fA-F]{4}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\[nrtbf\"/\\]|&#?\w{1,31};|(?:=[0-9A-F]{2}(?:=\r?\n)*)+|=\r?\n"
    r"|\\[0-7]{3}|xn--[a-zA-Z0-9-]{1,60}"
)
_MARKUP = re.compile(r"<[^<>]{0,4000}>")
_SIGNS = re.compile(r"[%\\&=]|xn--")


def readings(text: str, *, markup: bool = False) -> Iterator[Reading]:
    """Give a text as it stands and, where it holds signs written as codes, as they are meant, code within code; last without markup.

    >>> [reading.text for reading in readings("Ren%C3%A9 &amp;#38;")]
    ['Ren%C3%A9 &amp;#38;', 'René &#38;', 'René &']
    """
    reading = Reading(text, range(len(text) + 1))
    yield reading
    for _ in range(3):
        if not _SIGNS.search(reading.text):
            break
        meant = _replaced(reading, _CODED, _meant)
        if meant is reading:
            break
        reading = meant
        yield reading
    if markup and "<" in reading.text:
        without = _replaced(reading, _MARKUP, lambda _: "")
        if without is not reading:
            yield without


def meanings(text: str, *, markup: bool = False) -> Iterator[str]:
    """Give the texts of `readings` alone, without the way back, which takes far longer to work out.

    >>> list(meanings("<b>Ren%C3%A9</b>", markup=True))
    ['<b>Ren%C3%A9</b>', '<b>René</b>', 'René']
    """
    yield text
    for _ in range(3):
        meant = _CODED.sub(lambda found: _meant(found[0]), text) if _SIGNS.search(text) else text
        if meant == text:
            break
        text = meant
        yield text
    if markup and "<" in text:
        without = _MARKUP.sub("", text)
        if without != text:
            yield without


def _meant(code: str) -> str:
    """Say what a code stands for."""
    if code.startswith("&"):
        return html.unescape(code)
    if code.startswith(("%u", "\\u", "\\x")):
        return chr(int(code[2:], 16))
    if code.startswith("xn--"):
        try:
            return code[4:].encode("ascii").decode("punycode")
        except UnicodeError:
            return code
    if code.startswith("\\"):
        return chr(int(code[1:], 8) % 0x100) if code[1:].isdigit() else " " if code[1] in "nrtbf" else code[1]
    if code.startswith("="):
        data = bytes.fromhex("".join(code.replace("=", "").split()))
    else:
        data = unquote_to_bytes(code)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1251", "replace") if code.startswith("%") else data.decode("latin-1")


def _replaced(reading: Reading, pattern: re.Pattern[str], meaning: Callable[[str], str]) -> Reading:
    """Give a reading with what a pattern finds replaced by what it means; the same one where nothing changes."""
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    for found in pattern.finditer(reading.text):
        meant = meaning(found[0])
        if meant == found[0]:
            continue
        pieces += (reading.text[at : found.start()], meant)
        starts += reading.starts[at : found.start()]
        starts += [reading.starts[found.start()]] * len(meant)
        at = found.end()
    if not pieces:
        return reading
    pieces.append(reading.text[at:])
    starts += reading.starts[at:]
    return Reading("".join(pieces), tuple(starts))


def merged(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Make one stretch of those that touch, in order.

    >>> merged([(4, 6), (0, 2), (1, 3)])
    [(0, 3), (4, 6)]
    """
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def within(places: list[tuple[int, int]], at: int) -> bool:
    """Tell whether a place lies in one of some stretches that are in order and do not touch."""
    place = bisect_right(places, (at, 1 << 62)) - 1
    return place >= 0 and places[place][0] <= at < places[place][1]
