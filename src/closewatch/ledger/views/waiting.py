"""What waits for a person, as rows: what decisions hold and no reader of today finds, and what nobody has decided on.

In what order it is shown, and why, is the business of `review.queue`. Nothing here reads a whole case at once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from closewatch.ledger.views.questions import question
from closewatch.ledger.views.values import Held, value_of

UNDECIDED = "review = 'unreviewed' AND state = 'read'"
"""Which statements and figures nobody has decided on, as a condition on their rows."""


class Undecided(NamedTuple):
    """A value that nobody has decided on: the statement that it hangs on, where that waits too, else the value itself, and how sure the
    reader was of the statement; None where there is none."""

    id: str
    on: str
    confidence: float | None


def lost(tables: sqlite3.Connection) -> Iterator[Held]:
    """Give what people decided on and today's reader does not find any more, in the order of the reports, then claims that nobody makes any
    more. Who decides again on it takes it out."""
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
    yield from _lost_claims(tables)


def _lost_claims(tables: sqlite3.Connection) -> Iterator[Held]:
    """Give the claims that somebody graded or noted something on, and that no report makes any more."""
    query = """
        SELECT c.id, c.question, max(c.until_seq) AS lost FROM claims c JOIN decisions d ON d."on" = c.id AND NOT d.withdrawn
        AND d.verdict NOT IN ('merge', 'split') WHERE NOT EXISTS (SELECT 1 FROM claims o WHERE o.id = c.id AND o.until_seq IS NULL)
        AND c.id NOT IN (SELECT id FROM merged_claims) GROUP BY c.id HAVING max(d.seq) < lost ORDER BY lost, c.id"""
    for identity, of, since in tables.execute(query).fetchall():
        whole = question(tables, of, at=since - 1)
        yield from (Held(claim.id, claim, "unreviewed", None, since) for claim in (whole.claims if whole else ()) if claim.id == identity)


def least_certain(tables: sqlite3.Connection, limit: int = -1) -> Iterator[Undecided]:
    """Give the statements that nobody has decided on, the least certain first, each with the undecided figures that hang on it."""
    query = f"SELECT id, confidence FROM statements WHERE {UNDECIDED} ORDER BY confidence, id LIMIT ?"
    for identity, confidence in tables.execute(query, (limit,)):
        yield Undecided(identity, identity, confidence)
        yield from (Undecided(figure, identity, confidence) for figure in figures_on(tables, identity))


def figures_on(tables: sqlite3.Connection, statement: str) -> tuple[str, ...]:
    """Name the undecided figures that hang on a statement, in the order of the text."""
    query = f"SELECT id FROM figures WHERE statement = ? AND {UNDECIDED} ORDER BY place, id"
    return tuple(row[0] for row in tables.execute(query, (statement,)).fetchall())


def loose_figures(tables: sqlite3.Connection) -> Iterator[Undecided]:
    """Give the undecided figures that hang on no statement that waits itself, in the order of their ids."""
    query = f"""SELECT f.id, s.confidence FROM figures f LEFT JOIN statements s ON s.id = f.statement
        WHERE {_of("f")} AND NOT coalesce({_of("s")}, 0) ORDER BY f.id"""
    for identity, confidence in tables.execute(query):
        yield Undecided(identity, identity, confidence)


def undecided_among(tables: sqlite3.Connection, identities: Iterable[str]) -> Iterator[Undecided]:
    """Give those of some statements and figures that nobody has decided on."""
    statement = f"SELECT id, confidence FROM statements WHERE id = ? AND {UNDECIDED}"
    figure = f"""SELECT coalesce(w.id, f.id), s.confidence FROM figures f LEFT JOIN statements s ON s.id = f.statement
        LEFT JOIN statements w ON w.id = f.statement AND {_of("w")}
        WHERE f.id = ? AND {_of("f")}"""
    for identity in identities:
        row = tables.execute(figure if identity.startswith("fi:") else statement, (identity,)).fetchone()
        if row:
            yield Undecided(identity, *row)


def likely_disputed(tables: sqlite3.Connection, limit: int) -> tuple[str, ...]:
    """Name the questions with most answers, those about figures and those answered with yes as well as no: where disputes are."""
    rivals = """SELECT question FROM claims WHERE until_seq IS NULL GROUP BY question HAVING count(*) > 1
        ORDER BY count(*) DESC, question LIMIT ?"""
    against = """SELECT question FROM positions WHERE until_seq IS NULL GROUP BY question HAVING count(DISTINCT polarity) > 1
        ORDER BY count(*) DESC, question LIMIT ?"""
    return tuple(row[0] for query in (rivals, against) for row in tables.execute(query, (limit,)).fetchall())


def _of(table: str) -> str:
    """The condition on the rows of a table that goes by another name in a query."""
    return f"({table}.review = 'unreviewed' AND {table}.state = 'read')"
