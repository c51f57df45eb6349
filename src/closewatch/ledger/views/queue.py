"""What waits for a person: statements and figures that nobody has decided on, the least certain first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from closewatch.ledger.views.values import Held, value_of


def queue(tables: sqlite3.Connection, limit: int | None = None) -> Iterator[Held]:
    """Give each undecided statement with the undecided figures that hang on it behind it, then the figures of no statement."""
    query = """
        SELECT id, confidence, id AS first, 0 AS turn FROM statements WHERE review = 'unreviewed'
        UNION ALL
        SELECT f.id, coalesce(s.confidence, 1), coalesce(s.id, f.id), 1
        FROM figures f LEFT JOIN statements s ON s.id = f.statement WHERE f.review = 'unreviewed'
        ORDER BY 2, 3, 4, 1 LIMIT ?"""
    for row in tables.execute(query, (-1 if limit is None else limit,)).fetchall():
        yield value_of(tables, row[0])
