"""Names of people, organisations, places and groups, from the scores that the same pass over a window gives.

A name is a run of units; what it names in the case (which person, which body) is told elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from closewatch.reading.encoder.decode import Floats
from closewatch.reading.encoder.units import Unit

KINDS = ("person", "organisation", "place", "group")
"""The kinds of name; column 0 of the scores stands for no name, then two columns for each kind: its first unit, and the others."""


@dataclass(frozen=True)
class NameFound:
    """A name at its place in the text (code points)."""

    start: int
    end: int
    kind: str


def names_of(units: Sequence[Unit], scores: Floats) -> list[NameFound]:
    """Read the names off the scores (units + 1, 9) of a window, whose first row is the window's start.

    >>> import numpy
    >>> from closewatch.reading.encoder.units import find_units
    >>> scores = numpy.zeros((5, 9), numpy.float32); scores[[0, 3, 4], 0] = 1; scores[1, 1] = scores[2, 2] = 2
    >>> names_of(find_units("Anna Lind in Kyiv"), scores)
    [NameFound(start=0, end=9, kind='person')]
    """
    found: list[NameFound] = []
    before = -1
    for unit, best in zip(units, scores[1:].argmax(axis=1).tolist(), strict=True):
        kind = (best - 1) // 2
        if best == 0:
            before = -1
        elif before == kind and best % 2 == 0:
            found[-1] = NameFound(found[-1].start, unit.end, KINDS[kind])
        else:
            found.append(NameFound(unit.start, unit.end, KINDS[kind]))
            before = kind
    return found
