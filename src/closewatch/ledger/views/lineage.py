"""Which id a value goes by today, and which ids it had before: what a better reader finds in other words has another id.

A former id leads straight to today's id, however many readings lie between. Which value succeeds which is judged when a report is read
again (`ledger.succession`) and stands in the entry of that reading; here it is only kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

TABLES_OF = {"st": "statements", "fi": "figures", "ac": "actors", "li": "links"}
"""The kinds of value that a reading brings, each with its table."""


def successor_of(tables: sqlite3.Connection, identity: str) -> str:
    """Give the id that a value goes by today, a claim that of those people merged it with; an id that is no former one names itself."""
    if identity.startswith("cl:"):
        row = tables.execute("SELECT goes_as FROM merged_claims WHERE id = ?", (identity,)).fetchone()
        return str(row[0]) if row else identity
    table = TABLES_OF.get(identity[:2])
    row = table and tables.execute(f"SELECT successor FROM {table} WHERE id = ?", (identity,)).fetchone()
    return str(row[0]) if row and row[0] else identity


def lineage(tables: sqlite3.Connection, identity: str) -> tuple[str, ...]:
    """Give an id with the former ones that lead to it; decisions made on any of them are on this value."""
    if identity.startswith("cl:"):
        rows = tables.execute("SELECT id FROM merged_claims WHERE goes_as = ?1 AND id <> ?1 ORDER BY id", (identity,)).fetchall()
        return (identity, *(row[0] for row in rows))
    table = TABLES_OF.get(identity[:2])
    if table is None:
        return (identity,)
    rows = tables.execute(f"SELECT id FROM {table} WHERE successor = ? ORDER BY id", (identity,)).fetchall()
    return (identity, *(row[0] for row in rows))


def lost_since(tables: sqlite3.Connection, identity: str) -> int | None:
    """Give the entry since which today's reader does not find a value any more; None for what it finds, and for what people added."""
    table = TABLES_OF.get(identity[:2])
    row = table and tables.execute(f"SELECT lost_seq FROM {table} WHERE id = ? AND state <> 'read'", (identity,)).fetchone()
    return int(row[0]) if row and row[0] is not None else None


def is_decided(tables: sqlite3.Connection, identities: Iterable[str]) -> bool:
    """Tell whether a decision of any kind holds that was made on one of some ids, or named it as its second."""
    query = 'SELECT 1 FROM decisions WHERE ("on" = ? OR other = ?) AND NOT withdrawn LIMIT 1'
    return any(tables.execute(query, (one, one)).fetchone() for one in identities)


def succeed(tables: sqlite3.Connection, old: str, new: str, seq: int) -> None:
    """Let a former id, and every id that led to it, lead to a new one."""
    table = TABLES_OF[old[:2]]
    tables.execute(f"UPDATE {table} SET successor = ? WHERE successor = ? AND id <> ?", (new, old, new))
    tables.execute(f"UPDATE {table} SET successor = ?, state = 'gone', lost_seq = coalesce(lost_seq, ?) WHERE id = ?", (new, seq, old))


def part(tables: sqlite3.Connection, old: str, seq: int) -> None:
    """Let a former id lead to no other any more."""
    table = TABLES_OF[old[:2]]
    tables.execute(f"UPDATE {table} SET successor = NULL, lost_seq = coalesce(lost_seq, ?) WHERE id = ?", (seq, old))
