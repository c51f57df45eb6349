"""Finds what is protected in a text: every name in every writing and every code, and where it stands.

Redaction and the leak check look through the same eyes: what one of them finds, the other does.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from closewatch.protect.folding import Reading, folded, meanings, readings
from closewatch.protect.writings import Writing, exact_of, pattern, writings_of
from closewatch.terms.protection import Protected

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_HEXADECIMAL = re.compile(r"[0-9a-fA-F_-]*")
_LETTER = re.compile(r"[^\W\d_]")
_UNSPACED = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff]")
_POSSESSIVE = re.compile(r"['’ʼ]s?$")


@dataclass(frozen=True, order=True)
class Place:
    """Where something protected stands in a text; `number` counts the protections from 0."""

    start: int
    end: int
    number: int


@dataclass(frozen=True)
class Search:
    """What to look for: all forms of all protections that hold."""

    protected: tuple[Protected, ...]

    def finds(self, text: str, *, markup: bool = False) -> bool:
        """Tell whether anything protected stands in a text."""
        if any(map(self._hit, meanings(text, markup=markup))):
            return True
        return next(self._in_base64(text), None) is not None

    def places(self, text: str, report: str | None = None, *, markup: bool = False) -> list[Place]:
        """Give every place where something protected stands, the longest at each, in order; `report` is the report whose text it is."""
        hit = any(map(self._hit, meanings(text, markup=markup)))
        found = [place for reading in readings(text, markup=markup) for place in self._in_reading(reading, text)] if hit else []
        found += self._in_base64(text)
        if report in self._local:
            found += [Place(*hit.span(), number) for number, exact in self._local[report] for hit in exact.finditer(text)]
        return _longest(found)

    def is_local(self, report: str | None) -> bool:
        """Tell whether words are protected in this report alone."""
        return report in self._local

    def local_to(self, report: str) -> int | None:
        """Give the number of the first protection that has words of its own in a report; None where none has."""
        return self._local[report][0][0] if report in self._local else None

    @cached_property
    def _loose(self) -> re.Pattern[str]:
        return _pattern_of(tuple((one.names, one.forms) for one in self.protected))

    @cached_property
    def _strict(self) -> re.Pattern[str] | None:
        return _exactly(word for one in self.protected for word in _exact_words(one))

    @cached_property
    def _each(self) -> tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...]:
        return tuple((_pattern_of(((one.names, one.forms),)), _exactly(_exact_words(one))) for one in self.protected)

    @cached_property
    def _local(self) -> dict[str | None, list[tuple[int, re.Pattern[str]]]]:
        found: dict[str | None, list[tuple[int, re.Pattern[str]]]] = {}
        for number, one in enumerate(self.protected):
            for local in one.local:
                found.setdefault(local.report, []).append((number, re.compile(rf"(?<!\w){re.escape(local.words)}(?!\w)")))
        return found

    def _hit(self, text: str) -> bool:
        if self._loose.search(folded(text)):
            return True
        return self._strict is not None and self._strict.search(folded(text, cases=True)) is not None

    def _in_reading(self, reading: Reading, text: str) -> Iterator[Place]:
        loose = reading.folded()
        for start, end, number in self._found(loose.text):
            yield self._place(loose, text, *_widened(loose.text, start, end), number)
        if self._strict is None:
            return
        cased = reading.folded(cases=True)
        for number, (_, exact) in enumerate(self._each):
            for hit in exact.finditer(cased.text) if exact else ():
                yield self._place(cased, text, *hit.span(), number)

    def _found(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Give the longest find at each place of a folded text at which any begins, and whose it is."""
        hit = self._loose.search(text)
        while hit is not None:
            start = hit.start()
            ends = ((found.end(), -number) for number, (writings, _) in enumerate(self._each) if (found := writings.match(text, start)))
            end, number = max(ends)
            yield start, end, -number
            hit = self._loose.search(text, start + 1)

    def _place(self, reading: Reading, text: str, start: int, end: int, number: int) -> Place:
        first, last = reading.place(start, end)
        possessive = _POSSESSIVE.search(text, first, last)
        return Place(first, possessive.start() if possessive and possessive.start() > first else last, number)

    def _in_base64(self, text: str) -> Iterator[Place]:
        for run in _BASE64.finditer(text):
            decoded = None if _HEXADECIMAL.fullmatch(run[0]) else _decoded(run[0])
            hit = next(self._plain_places(decoded), None) if decoded else None
            if hit is not None:
                yield Place(*run.span(), hit.number)

    def _plain_places(self, text: str) -> Iterator[Place]:
        if any(map(self._hit, meanings(text))):
            yield from (place for reading in readings(text) for place in self._in_reading(reading, text))


@lru_cache(maxsize=8)
def search_for(protected: tuple[Protected, ...]) -> Search:
    """Give the search for some protections; making its patterns takes a while, so that it is made once."""
    return Search(protected)


@lru_cache(maxsize=1024)
def _pattern_of(known: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]) -> re.Pattern[str]:
    """Make one pattern of the names and forms of some protections, made once for all that know the same."""
    return pattern(writing for names, forms in known for writing in _writings(names, forms))


def _writings(names: tuple[str, ...], forms: tuple[str, ...]) -> Iterator[Writing]:
    """Give the writings of a protection, of the longest names first: where two begin alike, the longer one is to be found."""
    known = [(name, personal) for kind, personal in ((names, True), (forms, False)) for name in kind if not exact_of(name)]
    for name, personal in sorted(known, key=lambda pair: -len(pair[0])):
        yield from writings_of(name, personal=personal)


def _exact_words(one: Protected) -> list[str]:
    return [exact for name in (*one.names, *one.forms) if (exact := exact_of(name))]


def _exactly(words: Iterable[str]) -> re.Pattern[str] | None:
    """Make a pattern of words that are matched as they stand, or all in capitals."""
    found = sorted({way for word in words for way in (word, word.upper())}, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, found))})(?!\w)") if found else None


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the whole word where a find is a part of one; Korean and Chinese words have no gaps to end at."""
    if _UNSPACED.match(text[start]):
        return start, end
    while start and _LETTER.match(text[start - 1]) and _LETTER.match(text[start]):
        start -= 1
    while end < len(text) and _LETTER.match(text[end]) and _LETTER.match(text[end - 1]):
        end += 1
    return start, end


def _decoded(run: str) -> str | None:
    """Read letters and digits as base64; None where no text comes out."""
    plain = run.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        data = base64.b64decode(plain[: len(plain) - (len(plain) % 4 == 1)] + "=" * (-len(plain) % 4 % 3))
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None


def _longest(found: Sequence[Place]) -> list[Place]:
    """Of places that overlap keep one that covers them all, under the protection of the one that begins first and is longest."""
    kept: list[Place] = []
    for place in sorted(found, key=lambda one: (one.start, -one.end, one.number)):
        if kept and place.start < kept[-1].end:
            kept[-1] = Place(kept[-1].start, max(kept[-1].end, place.end), kept[-1].number)
        else:
            kept.append(place)
    return kept
