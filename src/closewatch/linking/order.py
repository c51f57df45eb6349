"""What two reports tell about who of them came first: days, hours, and whether one names the outlet of the other.

A judgement on two reports alone, so it is the same whatever else is on the record.
"""

from __future__ import annotations

import re
import sqlite3
from functools import lru_cache

from closewatch.ledger.views.prints import Ranked, day_of, is_dated, minute_of
from closewatch.ledger.views.rows import text_of


class Order:
    """What the reports of a case, and one that is about to be recorded, tell about each other; texts are looked at once."""

    def __init__(self, tables: sqlite3.Connection, arriving: Ranked | None = None, text: str = "") -> None:
        self._tables = tables
        self._texts: dict[str, str] = {arriving.id: text} if arriving else {}
        self._named: dict[tuple[str, str], bool] = {}

    def credits(self, report: Ranked, other: Ranked) -> bool:
        """Tell whether a report names the outlet of another that can have come before it, and is not named by it in turn."""
        if day_of(other.rank) < day_of(report.rank):
            return self.names(report, other)
        if day_of(other.rank) > day_of(report.rank) or is_earlier(report, other):
            return False
        return self.names(report, other) and not self.names(other, report)

    def names(self, report: Ranked, other: Ranked) -> bool:
        """Tell whether a report names the outlet of another, which is not its own."""
        if other.publisher is None or other.publisher == report.publisher:
            return False
        asked = (report.id, other.publisher)
        if asked not in self._named:
            self._named[asked] = is_named(other.publisher, self._text(report.id))
        return self._named[asked]

    def _text(self, report: str) -> str:
        if report not in self._texts:
            self._texts[report] = text_of(self._tables, report)
        return self._texts[report]


def is_earlier(report: Ranked, other: Ranked) -> bool:
    """Tell whether the hours of publication say that one report came before another; of one day without hours nothing is known."""
    if not (is_dated(report.rank) and is_dated(other.rank)):
        return False
    if day_of(report.rank) != day_of(other.rank):
        return day_of(report.rank) < day_of(other.rank)
    minute, other_minute = minute_of(report.rank), minute_of(other.rank)
    return minute is not None and other_minute is not None and minute < other_minute


def is_named(publisher: str, text: str) -> bool:
    """Tell whether a text names an outlet, as a whole name in the case in which the outlet writes it.

    >>> is_named("The Harbour Gazette", "the Harbour Gazette's man there"), is_named("Post", "Posters, as the Morning Poster wrote")
    (True, False)
    """
    pattern = _pattern(publisher)
    return pattern is not None and pattern.search(text) is not None


@lru_cache(maxsize=4096)
def _pattern(publisher: str) -> re.Pattern[str] | None:
    words = re.findall(r"\w+", publisher.removeprefix("The "))
    return re.compile(r"(?<!\w)" + r"\W{1,3}".join(map(re.escape, words)) + r"(?!\w)") if words else None
