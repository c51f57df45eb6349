"""The windows that the trained reader looks through: whole paragraphs packed up to a fixed number of pieces.

A window belongs to one report alone, so a report read alone and one read among others are read the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from closewatch.reading.encoder.units import Unit

Pieces = Callable[[str], Sequence[int]]
"""Gives the piece ids of one word."""

Spelt = tuple[Unit, tuple[int, ...]]
"""A unit with the ids of its pieces."""

LIMIT = 320
"""Pieces in a window. 99% of PolNeAR's paragraphs have at most 134 words; a longer one is cut after a sentence where that is possible."""

START, END = 101, 102
"""Ids of the pieces that open a window and close a paragraph ([CLS] and [SEP] of the vocabulary)."""

_LONGEST = 12
"""Pieces that are looked at of one word; an address or a base64 line says nothing more after that."""


@dataclass(frozen=True)
class Window:
    """Units and what the model sees of them: piece ids, their looks, and the place of each unit's first piece (unit 0 is [CLS])."""

    units: tuple[Unit, ...]
    pieces: tuple[int, ...]
    looks: tuple[int, ...]
    firsts: tuple[int, ...]
    openings: frozenset[int]
    """The places in `units` where a paragraph begins."""


def pack_windows(paragraphs: Iterable[Sequence[Unit]], pieces_of: Pieces, limit: int = LIMIT, first: int | None = None) -> Iterator[Window]:
    """Pack paragraphs into windows of at most `limit` pieces (the first window of at most `first`).

    >>> from closewatch.reading.encoder.units import find_units
    >>> one, two = find_units("It rained."), find_units("Kyiv said so.")
    >>> [len(window.units) for window in pack_windows([one, two], lambda word: [7], limit=9)]
    [3, 4]
    >>> [window.pieces for window in pack_windows([one, two], lambda word: [7])]
    [(101, 7, 7, 7, 102, 7, 7, 7, 7, 102)]
    """
    room = first or limit
    held: list[list[Spelt]] = []
    size = 1
    for paragraph in paragraphs:
        for part in _parts([(unit, tuple(pieces_of(unit.word))[:_LONGEST]) for unit in paragraph], limit - 2):
            wanted = sum(len(pieces) for _, pieces in part) + 1
            if held and size + wanted > room:
                yield _window(held)
                held, size, room = [], 1, limit
            held.append(part)
            size += wanted
    if held:
        yield _window(held)


def _parts(paragraph: list[Spelt], limit: int) -> Iterator[list[Spelt]]:
    """A paragraph that fits whole, or its parts, cut after the last end of a sentence in the second half of each."""
    if paragraph and sum(len(pieces) for _, pieces in paragraph) <= limit:
        yield paragraph
        return
    begin = size = 0
    for at, (_, pieces) in enumerate(paragraph):
        if size + len(pieces) > limit:
            middle = (begin + at) // 2
            cut = next((place + 1 for place in range(at - 1, middle, -1) if paragraph[place][0].word in ".!?"), at)
            yield paragraph[begin:cut]
            begin, size = cut, sum(len(pieces) for _, pieces in paragraph[cut:at])
        size += len(pieces)
    if begin < len(paragraph):
        yield paragraph[begin:]


def _window(parts: Sequence[Sequence[Spelt]]) -> Window:
    units: list[Unit] = []
    pieces, looks, firsts = [START], [0], [0]
    openings = set()
    for part in parts:
        openings.add(len(units))
        units.extend(unit for unit, _ in part)
        firsts.extend(accumulate((len(ids) for _, ids in part[:-1]), initial=len(pieces)))
        pieces.extend(chain.from_iterable(ids for _, ids in part))
        looks.extend(unit.look for unit, ids in part for _ in ids)
        pieces.append(END)
        looks.append(0)
    return Window(tuple(units), tuple(pieces), tuple(looks), tuple(firsts), frozenset(openings))
