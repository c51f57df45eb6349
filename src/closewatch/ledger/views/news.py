"""What the entries after one brought, and which problems a case has: for the front page."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from closewatch.terms.decision import person_of

MOST_NAMES = 6
"""How many people are named who decided something; a case that more work on counts the rest."""


@dataclass(frozen=True)
class News:
    """What came after an entry: reports, findings that a retelling changed something, and how much others decided, by who did."""

    reports: int
    drifts: int
    decisions: tuple[tuple[str, int], ...]


def news_since(tables: sqlite3.Connection, seq: int, person: str) -> News:
    """Count what came after an entry, and what others than a person decided."""
    reports = tables.execute("SELECT count(*) FROM reports WHERE seq > ?", (seq,)).fetchone()[0]
    # The second condition on the kind is what lets SQLite take the index, which leaves those links out.
    query = "SELECT count(*) FROM links WHERE kind = 'drifts' AND kind <> 'same-actor' AND seq > ? AND NOT withdrawn AND state <> 'gone'"
    drifts = tables.execute(query, (seq,)).fetchone()[0]
    query = 'SELECT min("by"), count(*) FROM decisions WHERE seq > ? AND person <> ? GROUP BY person ORDER BY 2 DESC, 1 LIMIT ?'
    return News(reports, drifts, tuple(tables.execute(query, (seq, person_of(person), MOST_NAMES)).fetchall()))


def problem_counts(tables: sqlite3.Connection) -> tuple[tuple[str, str, int], ...]:
    """Count the problems and notes by code and severity, the most frequent first."""
    query = "SELECT code, severity, count(DISTINCT id) FROM problems GROUP BY 1, 2 ORDER BY 3 DESC, 1"
    return tuple(tables.execute(query).fetchall())
