"""Whom an entry joined with others or parted from them, so that only what such actors say is looked at again.

An actor that only goes by another id from now on, because a smaller one came, is the same as before: most of its members stay together.
"""

from __future__ import annotations

import sqlite3

Cell = tuple[str, str]
"""Members that went as one actor before the entry and go as one after it: the id then, and the id now."""


def settle_moved(tables: sqlite3.Connection) -> dict[str, str]:
    """Mark the reports of all whom an entry joined or parted, but for the largest part that stayed together; gives as what most of each
    actor went before."""
    query = "SELECT m.component, a.component, count(*) FROM moved m JOIN actors a ON a.id = m.actor GROUP BY 1, 2"
    cells: dict[Cell, int] = {(was, now): count for was, now, count in tables.execute(query).fetchall()}
    if not cells:
        return {}
    for component in {one for cell in cells for one in cell}:
        row = tables.execute("SELECT members FROM voices WHERE component = ?", (component,)).fetchone()
        stayed = (row[0] if row else 0) - sum(count for (_, now), count in cells.items() if now == component)
        if stayed:
            cells[component, component] = cells.get((component, component), 0) + stayed
    largest_now, largest_was = _largest(cells, 1), _largest(cells, 0)
    for was, now in cells:
        if largest_now[now] != (was, now) or largest_was[was] != (was, now):
            _mark(tables, was, now)
    tables.execute("DELETE FROM moved")
    return {now: was for now, (was, _) in largest_now.items()}


def _largest(cells: dict[Cell, int], side: int) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for cell in sorted(cells, key=lambda cell: (-cells[cell], cell)):
        found.setdefault(cell[side], cell)
    return found


def _mark(tables: sqlite3.Connection, was: str, now: str) -> None:
    marking = "INSERT OR IGNORE INTO stale SELECT 'touched', a.report FROM"
    moved = f"{marking} moved m JOIN actors a ON a.id = m.actor WHERE m.component = ?1 AND a.component = ?2"
    stayed = f"{marking} actors a WHERE ?1 = ?2 AND a.component = ?1 AND NOT EXISTS (SELECT 1 FROM moved m WHERE m.actor = a.id)"
    tables.execute(moved, (was, now))
    tables.execute(stayed, (was, now))
