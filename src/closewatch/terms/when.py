"""Dates as sources give them: a year, a month or a day, and the periods these stand for.

Nothing is made more precise than it was said. How words become dates is the business of `reading`.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?")


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date as far as it is known, in ISO 8601: "2024", "2024-11", "2024-11-19", or a day with its time as the source wrote it.

    >>> PartialDate("2024-11").period()
    Period(start=datetime.date(2024, 11, 1), end=datetime.date(2024, 11, 30))
    """

    iso: str

    def __post_init__(self) -> None:
        if not _ISO.fullmatch(self.iso):
            raise ValueError(f"wanted an ISO 8601 date, found {self.iso!r}")
        self.period()

    @property
    def day(self) -> str:
        """The date without a time of day.

        >>> PartialDate("2024-11-19T10:23:00+09:00").day
        '2024-11-19'
        """
        return self.iso[:10]

    def period(self) -> Period:
        """The first and the last day that this date may mean."""
        parts = [int(part) for part in self.day.split("-")]
        year, month, last = parts[0], parts[1] if len(parts) > 1 else None, parts[2] if len(parts) > 2 else None
        if month is None:
            return Period(date(year, 1, 1), date(year, 12, 31))
        if last is None:
            return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return Period(date(year, month, last), date(year, month, last))


@dataclass(frozen=True)
class Period:
    """From one day to another, both included; None where an end is open."""

    start: date | None
    end: date | None

    def meets(self, other: Period) -> bool:
        """Tell whether the two share a day.

        >>> Period(date(2024, 1, 1), None).meets(Period(None, date(2024, 1, 1)))
        True
        """
        ends_before = self.end is not None and other.start is not None and self.end < other.start
        starts_after = self.start is not None and other.end is not None and self.start > other.end
        return not (ends_before or starts_after)


class KnownFrom(StrEnum):
    """Whether a date stands in the text or is taken from the date of publication."""

    TEXT = "text"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Dated:
    """The period that a statement was made in or that a figure holds for, and where that is known from."""

    start: date | None
    end: date | None
    known_from: KnownFrom

    @property
    def period(self) -> Period:
        """The same without its origin."""
        return Period(self.start, self.end)
