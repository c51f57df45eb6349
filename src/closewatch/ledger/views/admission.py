"""By which entries of the journal a value came onto the record, and by which people decided on it.

Entries are named by their numbers alone; who made them, and when, is told by the store.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from closewatch.ledger.views.lineage import TABLES_OF, lineage
from closewatch.terms.decision import Decision


@dataclass(frozen=True)
class Decided:
    """A decision on the record under its id, with its entry and whether it was withdrawn."""

    id: str
    seq: int
    decision: Decision
    withdrawn: bool


@dataclass(frozen=True)
class Admission:
    """One entry by which a value came onto the record: its number, what it did, and the decision that it holds, if it holds one."""

    seq: int
    did: str
    decided: Decided | None = None


def admission_of(tables: sqlite3.Connection, identity: str, report: str) -> tuple[Admission, ...]:
    """Give the entries that brought a value of a report, and every decision on it under any of its ids, in the order of the journal."""
    table = TABLES_OF.get(identity[:2])
    parts = [
        "SELECT min(seq), 'took in the original' FROM captures WHERE report = ?1",
        "SELECT d.seq, 'destroyed the original' FROM destroyed d JOIN captures c ON c.digest = d.what WHERE c.report = ?1",
    ]
    if table:
        parts += [
            f"SELECT seq, 'found it' FROM {table} WHERE id = ?2",
            "SELECT max(seq), 'linked the report' FROM links WHERE report = ?1",
        ]
    else:
        parts.append("SELECT seq, 'read the report' FROM readings WHERE report = ?1 AND ?2 = ?2")
    rows = tables.execute(" UNION ALL ".join(parts), (report, identity)).fetchall()
    found = {seq: Admission(seq, did) for seq, did in rows if seq is not None}
    for one in _decisions_on(tables, identity):
        undone = ", later withdrawn" if one.withdrawn else ""
        found[one.seq] = Admission(one.seq, f"decided: {one.decision.verdict.value}{undone}", one)
    return tuple(found[seq] for seq in sorted(found))


def decided(tables: sqlite3.Connection) -> Iterator[Decided]:
    """Give every decision of the case in the order of the journal, withdrawn ones too."""
    for row in tables.execute("SELECT id, seq, value, withdrawn FROM decisions ORDER BY seq"):
        yield _of(row)


def _decisions_on(tables: sqlite3.Connection, identity: str) -> Iterator[Decided]:
    where = "id = ?1" if identity.startswith("de:") else '"on" = ?1 OR other = ?1'
    for one in (identity,) if identity.startswith("de:") else lineage(tables, identity):
        query = f"SELECT id, seq, value, withdrawn FROM decisions WHERE {where} ORDER BY seq"
        yield from map(_of, tables.execute(query, (one,)).fetchall())


def _of(row: tuple[str, int, str, int]) -> Decided:
    identity, seq, value, withdrawn = row
    return Decided(identity, seq, msgspec.json.decode(value, type=Decision), bool(withdrawn))
