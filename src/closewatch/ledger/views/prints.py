"""The fingerprints of every report's words, kept under the report's place in one order that does not depend on what arrived first.

Knows who holds which fingerprint and who was first; whether a shared one means that somebody copied is judged in `linking`. Kept from the
captures alone, for a text's fingerprints change with no reading.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from closewatch.terms.fingerprint import prints_of, words_of
from closewatch.terms.report import Report

_DAY, _MINUTE, _LENGTH, _OWN = 17, 11, 11, 24
"""Bits of a rank: the day, the minute where it is known, the length (the longer first), the beginning of the id. 63 in all."""
_FIRST_DAY = date(1900, 1, 1).toordinal()
_UNDATED = (1 << _DAY) - 1
_UNTIMED = 24 * 60
_LONGEST = (1 << _LENGTH) - 1
_WITHIN_DAY = (1 << _MINUTE + _LENGTH + _OWN) - 1
"""The bits of a rank in which reports of one day differ."""
_SIGNED = (1 << 40) - 1
"""The bits of a rank whose sum tells one set of holders from another; so few that no sum of them overflows."""
_STEP = 64
"""Characters by which two reports of one moment must differ for the longer to come first."""


@dataclass(frozen=True)
class Ranked:
    """A report in the order of all: enough to tell who comes first and whose it is."""

    id: str
    rank: int
    publisher: str | None


def rank_of(report: Report) -> int:
    """Give the place of a report in the order of all reports: by day, then by time where both have one, the longer first, then by id.

    What has no date comes last. Of one day the longer comes first, because a copy is more often an excerpt than an extension.
    """
    day, minute = _moment(report)
    length = _LONGEST - min(len(report.text) // _STEP, _LONGEST)
    own = int(report.id[3:], 16) >> (4 * len(report.id[3:]) - _OWN)
    return ((day << _MINUTE | minute) << _LENGTH | length) << _OWN | own


def day_of(rank: int) -> int:
    """Give the day of a rank: equal for reports of one day, and for those without a date."""
    return rank >> (_MINUTE + _LENGTH + _OWN)


def minute_of(rank: int) -> int | None:
    """Give the minute of the day of a rank, where the report has one."""
    minute = rank >> (_LENGTH + _OWN) & ((1 << _MINUTE) - 1)
    return None if minute == _UNTIMED or day_of(rank) == _UNDATED else minute


def is_dated(rank: int) -> bool:
    """Tell whether the report of a rank has a date."""
    return day_of(rank) != _UNDATED


def put_prints(tables: sqlite3.Connection, report: Report, rank: int) -> None:
    """Add the fingerprints of a report."""
    rows = ((print_, rank) for print_ in prints_of(words_of(report.text)).tolist())
    tables.executemany("INSERT OR IGNORE INTO prints VALUES (?, ?)", rows)


def first_holders(tables: sqlite3.Connection, prints: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Give for each fingerprint that a report holds the ranks of those that hold it on the first day of all, in their order.

    Prints that the same reports hold are looked up once, so that a text which hundreds of papers print on one day stays cheap.
    """
    query = (
        "SELECT j.value, min(p.rank), count(*), sum(p.rank & ?2) FROM json_each(?1) j CROSS JOIN prints p WHERE p.hash = j.value"
        " AND p.rank <= ((SELECT min(rank) FROM prints WHERE hash = j.value) | ?3) GROUP BY j.value"
    )
    lists: dict[tuple[int, int, int], tuple[int, ...]] = {}
    found: dict[int, tuple[int, ...]] = {}
    for print_, first, count, signature in tables.execute(query, (json.dumps(prints), _SIGNED, _WITHIN_DAY)).fetchall():
        same = first, count, signature
        if same not in lists:
            lists[same] = (first,) if count == 1 else _holders_until(tables, print_, first | _WITHIN_DAY)
        found[print_] = lists[same]
    return found


def all_holders(tables: sqlite3.Connection, prints: Sequence[int]) -> set[int]:
    """Give the ranks of all that hold one of some fingerprints."""
    query = "SELECT DISTINCT p.rank FROM json_each(?) j CROSS JOIN prints p WHERE p.hash = j.value"
    return {row[0] for row in tables.execute(query, (json.dumps(prints),)).fetchall()}


def holders_among(tables: sqlite3.Connection, prints: Sequence[int], ranks: Iterable[int]) -> set[int]:
    """Give those of some ranks that hold one of some fingerprints."""
    query = (
        "SELECT DISTINCT p.rank FROM json_each(?1) j CROSS JOIN prints p"
        " WHERE p.hash = j.value AND p.rank IN (SELECT value FROM json_each(?2))"
    )
    return {row[0] for row in tables.execute(query, (json.dumps(prints), json.dumps(sorted(ranks)))).fetchall()}


def ranked(tables: sqlite3.Connection, rank: int) -> Ranked | None:
    """Give the report of a rank."""
    row = tables.execute("SELECT id, rank, publisher FROM reports WHERE rank = ? ORDER BY id LIMIT 1", (rank,)).fetchone()
    return Ranked(*row) if row else None


def ranked_report(tables: sqlite3.Connection, report: str) -> Ranked | None:
    """Give a report that the case holds with its rank."""
    row = tables.execute("SELECT id, rank, publisher FROM reports WHERE id = ?", (report,)).fetchone()
    return Ranked(*row) if row else None


def naming(tables: sqlite3.Connection, name: str) -> set[int]:
    """Give the ranks of reports in whose text the words of a name stand in a row, in any case and with any marks between them."""
    phrase = '"' + "".join(sign if sign.isalnum() else " " for sign in name) + '"'
    if not any(sign.isalnum() for sign in name):
        return set()
    query = "SELECT r.rank FROM words w JOIN reports r ON r.seq = w.rowid WHERE words MATCH ?"
    return {row[0] for row in tables.execute(query, (f"body : {phrase}",)).fetchall()}


def _holders_until(tables: sqlite3.Connection, print_: int, last: int) -> tuple[int, ...]:
    query = "SELECT rank FROM prints WHERE hash = ? AND rank <= ? ORDER BY rank"
    return tuple(row[0] for row in tables.execute(query, (print_, last)).fetchall())


def _moment(report: Report) -> tuple[int, int]:
    """Give the day and the minute of publication; a month or a year stands for its first day."""
    if report.published is None:
        return _UNDATED, _UNTIMED
    day = report.published.period().start
    if day is None:
        return _UNDATED, _UNTIMED
    number = min(max(day.toordinal() - _FIRST_DAY, 0), _UNDATED - 1)
    if "T" not in report.published.iso:
        return number, _UNTIMED
    try:
        moment = datetime.fromisoformat(report.published.iso)
    except ValueError:  # "T25:00" is written where an outlet's clock is wrong
        return number, _UNTIMED
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    # The day is the one that the outlet prints; within it, clocks of two time zones can be compared where they are given.
    minute = int((moment.replace(tzinfo=moment.tzinfo or UTC) - start).total_seconds()) // 60
    return number, min(max(minute, 0), _UNTIMED - 1)
