"""A number on its way to becoming a figure: what has been read of it so far.

Only the value that the files beside it fill in; it knows no rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from closewatch.reading.measures import Decided
from closewatch.reading.nouns import Noun
from closewatch.reading.numerals import Number
from closewatch.reading.triggers import Slot
from closewatch.reading.units import Money, Per
from closewatch.terms.figure import FigureKind, Range

Found = tuple[int, int] | None
"""The pieces that say something of a number, from the first to behind the last, or None."""


@dataclass(slots=True)
class Sighting:
    """A number of a sentence and what has been read of it so far; pieces, not offsets."""

    number: Number
    slot: Slot
    noun: Noun | None
    amount: Range
    bound: tuple[int, int] | None = None
    money: Money | None = None
    per: Per | None = None
    kind: FigureKind = FigureKind.COUNT
    unit: str | None = None
    measure: str = "other"
    decided: Decided | None = None
    rule: str = ""
    part_of: Sighting | None = None
    derived_from: Sighting | None = None
    carried_from: Sighting | None = None
    none_reported: bool = False
