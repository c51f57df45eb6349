"""What waits for a person: what somebody decided on and today's reader does not find any more, then what nobody has decided on.

The first in the order of the reports, the second with the least certain in front. Who decides again on what was lost (accepts it after
all, or rejects it) takes it out of the queue.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import chain, islice

from closewatch.ledger.views.questions import question
from closewatch.ledger.views.values import Held, value_of


def queue(tables: sqlite3.Connection, limit: int | None = None) -> Iterator[Held]:
    """Give what was decided on and is no longer read, then each undecided statement with the undecided figures that hang on it behind it,
    then the undecided figures of no statement."""
    return islice(chain(_lost(tables), _lost_claims(tables), _undecided(tables)), limit)


def _lost(tables: sqlite3.Connection) -> Iterator[Held]:
    """Give the statements, figures, links and actors that decisions hold and no reader of today does."""
    settled = (
        'NOT EXISTS (SELECT 1 FROM decisions d WHERE d."on" = x.id AND d.seq > x.lost_seq AND NOT d.withdrawn'
        " AND (d.verdict IN ('accept', 'correct', 'reject') OR {}))"
    )
    parts = [
        f"SELECT x.id, r.seq, {turn}, {place} FROM {table} x JOIN reports r ON r.id = x.report"
        f" WHERE x.state = 'kept' AND {settled.format(any_verdict)}"
        for turn, table, place, any_verdict in (
            (0, "statements", "x.place", 0), (1, "figures", "x.place", 0), (2, "links", "x.seq", 0), (3, "actors", "x.seq", 1)
        )
    ]  # fmt: skip
    for row in tables.execute(" UNION ALL ".join(parts) + " ORDER BY 2, 3, 4, 1").fetchall():
        yield value_of(tables, row[0])


def _lost_claims(tables: sqlite3.Connection) -> Iterator[Held]:
    """Give the claims that somebody graded or noted something on, and that no report makes any more."""
    query = """
        SELECT c.id, c.question, max(c.until_seq) AS lost FROM claims c JOIN decisions d ON d."on" = c.id AND NOT d.withdrawn
        WHERE NOT EXISTS (SELECT 1 FROM claims o WHERE o.id = c.id AND o.until_seq IS NULL)
        GROUP BY c.id HAVING max(d.seq) < lost ORDER BY lost, c.id"""
    for identity, of, lost in tables.execute(query).fetchall():
        whole = question(tables, of, at=lost - 1)
        yield from (Held(claim.id, claim, "unreviewed", None, lost) for claim in (whole.claims if whole else ()) if claim.id == identity)


def _undecided(tables: sqlite3.Connection) -> Iterator[Held]:
    query = """
        SELECT id, confidence, id AS first, 0 AS turn FROM statements WHERE review = 'unreviewed' AND state = 'read'
        UNION ALL
        SELECT f.id, coalesce(s.confidence, 1), coalesce(s.id, f.id), 1
        FROM figures f LEFT JOIN statements s ON s.id = f.statement WHERE f.review = 'unreviewed' AND f.state = 'read'
        ORDER BY 2, 3, 4, 1"""
    for row in tables.execute(query).fetchall():
        yield value_of(tables, row[0])
