"""The units that the trained reader labels: words and single marks, with the look that an uncased vocabulary loses.

A span of a statement begins and ends where a unit does, so a decoded span is never half a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

_UNIT = re.compile(r"[^\W_]+(?:[’'`](?!(?:s|ll|d|m|re|ve)\b)[^\W_]+)*|[’'`](?:s|ll|d|m|re|ve)\b|[^\w\s]|_", re.IGNORECASE)
"""A word with its inner apostrophes, a clitic ('s, 'll) of its own, or one mark. On PolNeAR train 99.7% of the 61,217 annotated
fragments begin and end at such units."""

LOOKS = ("no letters", "lower", "title", "upper or mixed")
"""What the index of a look means; the model adds an embedding of it to every piece."""


LONGEST = 20_000
"""Characters that are cut into units at a time, some seventy windows; a longer paragraph is no prose or has lost its line breaks."""
_PROSE = 0.4
"""Share of units with letters below which a stretch is markup, a table or a list of numbers, where nobody is told to have said anything.
Of the 209 paragraphs of PolNeAR, GUM and EWT with at least `_JUDGED` units three have fewer; none of them holds a statement."""
_JUDGED = 200


class Unit(NamedTuple):
    """A word or mark at its place in the text, and its look (an index into LOOKS)."""

    start: int
    end: int
    word: str
    look: int


def find_units(text: str, start: int = 0, end: int | None = None) -> list[Unit]:
    """Find the words and marks of a stretch of text.

    >>> [(unit.word, LOOKS[unit.look]) for unit in find_units("Kyiv's NIS said: 100")]
    [('Kyiv', 'title'), ("'s", 'lower'), ('NIS', 'upper or mixed'), ('said', 'lower'), (':', 'no letters'), ('100', 'no letters')]
    """
    return [
        Unit(*found.span(), word := found.group(), look_of(word))
        for found in _UNIT.finditer(text, start, len(text) if end is None else end)
    ]


def find_stretches(text: str, spaces: Iterable[tuple[int, int]]) -> Iterator[list[Unit]]:
    """Find the words and marks of each space that holds prose, one space after the other; one that is very long comes in parts.

    >>> [[unit.word for unit in units] for units in find_stretches("It rained. | It snowed.", [(0, 10), (13, 23)])]
    [['It', 'rained', '.'], ['It', 'snowed', '.']]
    >>> list(find_stretches("<td>1<td>" * 40, [(0, 360)]))
    []
    """
    for start, end in spaces:
        while start < end:
            stop = end if end - start <= LONGEST else _cut(text, start, start + LONGEST)
            units = find_units(text, start, stop)
            if units and (len(units) < _JUDGED or sum(unit.look > 0 for unit in units) >= _PROSE * len(units)):
                yield units
            start = stop


def _cut(text: str, start: int, end: int) -> int:
    """The last end of a sentence, or of a word, in the second half of a stretch."""
    middle = (start + end) // 2
    return next((at + 1 for stop in (". ", " ") if (at := text.rfind(stop, middle, end)) >= 0), end)


@lru_cache(maxsize=2**15)
def look_of(word: str) -> int:
    """Tell how a word is cased: 0 no letters, 1 lower, 2 title, 3 upper or mixed.

    >>> [look_of(word) for word in ("42", "said", "Kyiv", "NATO", "iPhone")]
    [0, 1, 2, 3, 3]
    """
    if not any(character.isalpha() for character in word):
        return 0
    if word == word.lower():
        return 1
    return 2 if word[0] != word[0].lower() and word[1:] == word[1:].lower() else 3
