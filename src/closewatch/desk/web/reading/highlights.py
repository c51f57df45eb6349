"""A text cut into pieces by the words that are marked in it: which values each piece belongs to, and in which role.

Works on offsets alone, so that statements may overlap, lie in one another and hold figures. What is marked, and how a piece looks, is
left to the pages.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from closewatch.terms.figure import Figure
from closewatch.terms.statement import Statement


class Role(StrEnum):
    """What marked words are to the value that they belong to."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"
    NUMBER = "number"
    BOUND = "bound"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of one value in one role, by their offsets in the text."""

    id: str
    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text with all that marks it, the widest mark first; `begins` names the values whose marked words begin here."""

    start: int
    text: str
    marks: tuple[Marked, ...] = ()
    begins: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """The offset behind its last sign."""
        return self.start + len(self.text)

    @property
    def id(self) -> str | None:
        """The value that the piece belongs to most closely: the one with the narrowest mark."""
        return self.marks[-1].id if self.marks and self.marks[-1].role is not Role.ASKED else None

    @property
    def values(self) -> tuple[Marked, ...]:
        """The marks of values, the widest first; words that somebody asked for are none."""
        return tuple(mark for mark in self.marks if mark.role is not Role.ASKED)

    @property
    def is_asked(self) -> bool:
        """Whether somebody asked for these words."""
        return bool(self.marks) and self.marks[0].role is Role.ASKED

    @property
    def depth(self) -> int:
        """In how many contents, one in another, it lies."""
        return len({mark.id for mark in self.marks if mark.role is Role.CONTENT})


def segments(text: str, marked: Iterable[Marked], start: int = 0, end: int | None = None) -> tuple[Segment, ...]:
    """Cut a text, or the part of it from `start` to `end`, wherever a mark begins or ends; together the pieces are the text.

    >>> found = segments("Kyiv said so.", [Marked("st:1", Role.SOURCE, 0, 4), Marked("st:1", Role.CONTENT, 10, 12)])
    >>> [(piece.text, [mark.role.value for mark in piece.marks], piece.begins) for piece in found]
    [('Kyiv', ['source'], ('st:1',)), (' said ', [], ()), ('so', ['content'], ()), ('.', [], ())]
    """
    last = len(text) if end is None else min(end, len(text))
    first = max(0, min(start, last))
    every = sorted({mark for mark in marked if mark.start < mark.end}, key=_widest_first)
    begins: dict[str, int] = {}
    for mark in every:
        begins.setdefault(mark.id, mark.start)
    inside = [mark for mark in every if mark.start < last and first < mark.end]
    cuts = sorted({first, last, *(place for mark in inside for place in (mark.start, mark.end) if first < place < last)})
    found: list[Segment] = []
    open_now: list[Marked] = []
    waiting = 0
    for here, there in pairwise(cuts):
        open_now = [mark for mark in open_now if mark.end > here]
        while waiting < len(inside) and inside[waiting].start <= here:
            open_now.append(inside[waiting])
            waiting += 1
        marks = tuple(sorted(open_now, key=_narrowest_last))
        starting = tuple(dict.fromkeys(mark.id for mark in marks if begins[mark.id] == here))
        found.append(Segment(here, text[here:there], marks, starting))
    return tuple(found)


def _widest_first(mark: Marked) -> tuple[int, int, str, str]:
    return (mark.start, -mark.end, mark.id, mark.role.value)


def _narrowest_last(mark: Marked) -> tuple[bool, int, int, str, str]:
    """Put words that somebody asked for first, whatever they lie in: they look like the value that they belong to."""
    return (mark.role is not Role.ASKED, mark.start - mark.end, mark.start, mark.id, mark.role.value)


def marks_of_statement(identity: str, statement: Statement) -> Iterator[Marked]:
    """Give the words of a statement to be marked."""
    for role, spans in ((Role.SOURCE, statement.source), (Role.CUE, statement.cue), (Role.CONTENT, statement.content)):
        yield from (Marked(identity, role, span.start, span.end) for span in spans)


def marks_of_figure(identity: str, figure: Figure) -> Iterator[Marked]:
    """Give the words of a figure to be marked."""
    yield Marked(identity, Role.NUMBER, figure.span.start, figure.span.end)
    if figure.bound:
        yield Marked(identity, Role.BOUND, figure.bound.start, figure.bound.end)


@dataclass(frozen=True)
class Stretch:
    """One part of a long text: from one offset to another, with its number among all, from 1."""

    number: int
    start: int
    end: int


@dataclass(frozen=True)
class Stretches:
    """The parts that a long text is shown in, each small enough for one page."""

    all: tuple[Stretch, ...] = field(default_factory=tuple)

    def holding(self, place: int) -> Stretch:
        """Give the part that an offset lies in; the last one for what lies behind the text."""
        at = bisect_right([one.start for one in self.all], place) - 1
        return self.all[max(0, at)]

    def numbered(self, number: int) -> Stretch:
        """Give a part by its number; the nearest one where there is none of that number."""
        return self.all[max(0, min(number, len(self.all)) - 1)]


def stretches(ends: Sequence[int], length: int, places: Sequence[int], characters: int, values: int) -> Stretches:
    """Part a text behind blocks (whose ends are given, in order) so that no part has too many characters or values; a block that is too
    long by itself is cut.

    `places` are the offsets at which values begin, in order.

    >>> [(one.start, one.end) for one in stretches([4, 9, 12], 12, [0, 1, 10], characters=10, values=2).all]
    [(0, 9), (9, 12)]
    """
    found: list[Stretch] = []
    start = 0
    while start < length or not found:
        furthest = min(start + characters, length)
        beyond = bisect_left(places, start) + values
        if beyond < len(places):
            furthest = max(start + 1, min(furthest, places[beyond]))
        at = bisect_right(ends, furthest) - 1
        end = length if furthest == length else ends[at] if at >= 0 and ends[at] > start else furthest
        found.append(Stretch(len(found) + 1, start, end))
        if end >= length:
            break
        start = end
    return Stretches(tuple(found))
