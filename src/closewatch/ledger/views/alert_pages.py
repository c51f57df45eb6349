"""Alerts as people look through them: the newest first, a page at a time, those of one question, and who was told of each.

Asks the folds of `watching`. What an alert says is known to itself, how it is shown to `desk`.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from closewatch.terms.alert import Alert, Noted
from closewatch.terms.trouble import CaseError


@dataclass(frozen=True)
class AlertsWanted:
    """Which alerts are asked for: of one kind, on one question; older than the one to go on `after`, or newer than the one `before`.

    Of those, the ones next to it, or the latest where none is named; `oldest` asks for the very first instead.
    """

    kind: str | None = None
    question: str | None = None
    after: str | None = None
    before: str | None = None
    limit: int = 50
    oldest: bool = False


@dataclass(frozen=True)
class Told:
    """That a channel was told: its name, the entry that says so, and when that was made (ISO, UTC)."""

    channel: str
    seq: int
    at: str


@dataclass(frozen=True)
class Moved:
    """A question on which something moved: its wording when that was noticed last, and how many alerts it has."""

    question: str
    wording: str
    alerts: int


def latest_alerts(tables: sqlite3.Connection, wanted: AlertsWanted) -> tuple[Noted, ...]:
    """Give alerts, the newest first. Raises: CaseError where the case has not the one to go on from."""
    forward, identity = wanted.oldest or wanted.before is not None, wanted.before or wanted.after
    parts: list[tuple[str, tuple[Any, ...]]] = []
    if wanted.kind:
        parts.append(("a.kind = ?", (wanted.kind,)))
    if wanted.question:
        parts.append(("a.question = ?", (wanted.question,)))
    if identity:
        parts.append((f"(a.seq, a.place) {'>' if forward else '<'} (?, ?)", _place(tables, identity)))
    where = f"WHERE {' AND '.join(words for words, _ in parts)}" if parts else ""
    order = "ASC" if forward else "DESC"
    query = f"""SELECT a.value, a.seq, e.at FROM alerts a JOIN entries e ON e.seq = a.seq {where}
        ORDER BY a.seq {order}, a.place {order} LIMIT ?"""
    rows = tables.execute(query, (*(value for _, values in parts for value in values), wanted.limit)).fetchall()
    found = [Noted(msgspec.json.decode(value, type=Alert), seq, at) for value, seq, at in rows]
    return tuple(reversed(found) if forward else found)


def _place(tables: sqlite3.Connection, identity: str) -> tuple[int, int]:
    row = tables.execute("SELECT seq, place FROM alerts WHERE id = ?", (identity,)).fetchone()
    if row is None:
        raise CaseError(f"wanted an alert of this case to go on from, found none under {identity[:40]!r}")
    return int(row[0]), int(row[1])


def count_alerts(tables: sqlite3.Connection, *, since: int = 0, question: str | None = None) -> int:
    """Count the alerts of entries after one; those on one question where it is named."""
    query = "SELECT count(*) FROM alerts WHERE seq > ? AND (? IS NULL OR question = ?)"
    return int(tables.execute(query, (since, question, question)).fetchone()[0])


def questions_alerted(tables: sqlite3.Connection, most: int) -> tuple[Moved, ...]:
    """Give the questions on which something moved, the latest first."""
    query = """SELECT a.question, json_extract(a.value, '$.wording'), n.count FROM
        (SELECT question, max(seq) AS seq, count(*) AS count FROM alerts WHERE question IS NOT NULL GROUP BY question) n
        JOIN alerts a ON a.question = n.question AND a.seq = n.seq GROUP BY a.question ORDER BY n.seq DESC, a.question LIMIT ?"""
    return tuple(Moved(*row) for row in tables.execute(query, (most,)).fetchall())


def told_of(tables: sqlite3.Connection, alerts: Iterable[str]) -> dict[str, tuple[Told, ...]]:
    """Give for each of some alerts which channels were told of it, the first first; those that nobody was told of are left out."""
    query = """SELECT d.alert, d.channel, d.seq, e.at FROM deliveries d JOIN entries e ON e.seq = d.seq
        WHERE d.alert IN (SELECT value FROM json_each(?)) ORDER BY d.seq, d.channel"""
    found: dict[str, list[Told]] = defaultdict(list)
    for alert, channel, seq, at in tables.execute(query, (json.dumps(sorted(set(alerts))),)).fetchall():
        found[alert].append(Told(channel, seq, at))
    return {alert: tuple(told) for alert, told in found.items()}
