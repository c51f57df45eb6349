"""What retellings changed: the findings of `linking` that still stand, in the order of the reports that retell.

A finding stands while both of its ends are read (or a person keeps them) and neither was rejected, and while the edge along which it was
passed on holds.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from closewatch.ledger.views.actors import component_of, name_of
from closewatch.ledger.views.lineage import TABLES_OF, lineage, successor_of
from closewatch.terms.actor import Actor
from closewatch.terms.claim import DriftKind, Link
from closewatch.terms.drift import Drift

_EDGE = re.compile(r"li:[0-9a-f]{32}")
_ALL = """SELECT l.value FROM links l LEFT JOIN reports r ON r.id = l.report
WHERE l.kind = 'drifts' AND l.kind <> 'same-actor' AND NOT l.withdrawn AND l.state <> 'gone' ORDER BY r.rank, l.id"""
"""That it is no `same-actor` is said for the index of all other links, which are few among them (schema.py)."""


def drifts(tables: sqlite3.Connection) -> Iterator[Drift]:
    """Give every change that was found and still stands, those of one report together."""
    for (value,) in tables.execute(_ALL).fetchall():
        link = msgspec.json.decode(value, type=Link)
        yield from drifts_of(tables, link)


def drifts_of(tables: sqlite3.Connection, link: Link) -> Iterator[Drift]:
    """Give the changes that one link names; none where an end or the edge does not stand any more."""
    here, of = (successor_of(tables, end) for end in (link.left, link.right))
    named = _EDGE.search(link.rule)
    edge = named[0] if named else None
    if not (_stands(tables, here) and _stands(tables, of)) or (edge and not _holds(tables, edge)):
        return
    pairs = zip(link.parts, link.because[::2], link.because[1::2], strict=False)
    for kind, here_words, of_words in pairs:
        yield Drift(DriftKind(kind), here, here_words, of, of_words, link.id, edge, _speaker(tables, here))


def drifts_from(tables: sqlite3.Connection, changed: Iterable[str]) -> Iterator[Drift]:
    """Give the changes that stand and of which one of some values is the outcome, in the order of the values."""
    query = """SELECT value FROM links WHERE "left" = ? AND kind = 'drifts' AND NOT withdrawn AND state <> 'gone' ORDER BY id"""
    for identity in changed:
        former = lineage(tables, identity)
        for (value,) in (row for one in former for row in tables.execute(query, (one,)).fetchall()):
            yield from drifts_of(tables, msgspec.json.decode(value, type=Link))


def drift(tables: sqlite3.Connection, identity: str) -> Drift | None:
    """Give one change by its id; None where there is none that stands."""
    return next((one for one in drifts(tables) if one.id == identity), None)


def _stands(tables: sqlite3.Connection, identity: str) -> bool:
    table = TABLES_OF[identity[:2]]
    query = f"SELECT 1 FROM {table} WHERE id = ? AND review <> 'rejected' AND state <> 'gone'"
    return tables.execute(query, (identity,)).fetchone() is not None


def _holds(tables: sqlite3.Connection, edge: str) -> bool:
    return tables.execute("SELECT 1 FROM links WHERE id = ? AND NOT withdrawn AND state <> 'gone'", (edge,)).fetchone() is not None


def _speaker(tables: sqlite3.Connection, identity: str) -> Actor | None:
    query = "SELECT speaker FROM statements WHERE id = ?"
    if identity.startswith("fi:"):
        query = "SELECT s.speaker FROM figures f JOIN statements s ON s.id = f.statement WHERE f.id = ?"
    row = tables.execute(query, (identity,)).fetchone()
    return name_of(tables, component_of(tables, row[0])) if row and row[0] else None
