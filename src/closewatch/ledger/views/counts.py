"""How many figures each origin gives to each claim: the counters that say when a claim or an origin appears or is gone."""

from __future__ import annotations

import sqlite3


def count(tables: sqlite3.Connection, claim: str, actor: str, change: int, seq: int) -> None:
    """Change the number of figures that an actor gives to a claim, and open or close both rows where it leaves or reaches zero."""
    query = "SELECT figures, since_seq FROM origins WHERE claim = ? AND actor = ? AND until_seq IS NULL"
    row = tables.execute(query, (claim, actor)).fetchone()
    if row is None:
        tables.execute("INSERT INTO origins VALUES (?, ?, ?, ?, NULL)", (claim, actor, change, seq))
    elif row[0] + change:
        query = "UPDATE origins SET figures = ? WHERE claim = ? AND actor = ? AND until_seq IS NULL"
        tables.execute(query, (row[0] + change, claim, actor))
    else:
        close(tables, "origins", {"claim": claim, "actor": actor}, seq)


def move_counts(tables: sqlite3.Connection, old: str, new: str, seq: int, only_of: str | None = None) -> None:
    """Give the figures of one actor to another: all of them, or only those of one local actor."""
    if old == new:
        return
    if only_of is None:
        query, of = "SELECT claim, figures FROM origins WHERE actor = ? AND until_seq IS NULL ORDER BY claim", old
    else:
        query = "SELECT claim, count(*) FROM members WHERE actor = ? AND NOT denied AND until_seq IS NULL GROUP BY claim ORDER BY claim"
        of = only_of
    for claim, figures in tables.execute(query, (of,)).fetchall():
        count(tables, claim, new, figures, seq)
        count(tables, claim, old, -figures, seq)


def close(tables: sqlite3.Connection, table: str, key: dict[str, str], seq: int) -> None:
    """End a folded row at an entry; one that began in the same entry never held at any head and goes."""
    where = " AND ".join(f"{name} = ?" for name in key)
    tables.execute(f"DELETE FROM {table} WHERE {where} AND until_seq IS NULL AND since_seq = ?", (*key.values(), seq))
    tables.execute(f"UPDATE {table} SET until_seq = ? WHERE {where} AND until_seq IS NULL", (seq, *key.values()))
