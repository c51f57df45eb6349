"""What questions are told with besides their answers: who an actor is, what leans on what, which statements deny which.

Looked up one by one for one question, and each once; read in a few strokes where every question of a case is asked for.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import msgspec

from closewatch.ledger.views.actors import component_of, name_of
from closewatch.ledger.views.lineage import lineage
from closewatch.terms.actor import Actor
from closewatch.terms.claim import Link
from closewatch.terms.statement import Stance


@dataclass(frozen=True)
class Known:
    """Four questions to the tables: the actor that an id goes as today, that actor, the links by which a report leans on others, and
    the statements that deny a statement."""

    component: Callable[[str], str]
    name: Callable[[str], Actor]
    leaning: Callable[[str], tuple[Link, ...]]
    denying: Callable[[str], tuple[str, ...]]


_LEANING = """SELECT "left", value FROM links WHERE kind IN ('copies', 'cites', 'depends') AND NOT withdrawn"""
_DENYING = """SELECT "right", "left" FROM links WHERE kind = 'denies' AND seq <= ?1 AND (NOT withdrawn OR lost_seq > ?1)"""


def known_of_few(tables: sqlite3.Connection, at: int) -> Known:
    """Look things up one by one, each once: for one question."""

    def leaning(report: str) -> tuple[Link, ...]:
        rows = tables.execute(f'{_LEANING} AND "left" = ? ORDER BY id', (report,)).fetchall()
        return tuple(msgspec.json.decode(value, type=Link) for _, value in rows)

    def denying(statement: str) -> tuple[str, ...]:
        query = f'{_DENYING} AND "right" = ?2'
        links = [row[1] for one in lineage(tables, statement) for row in tables.execute(query, (at, one)).fetchall()]
        return _today(tables, links, at)

    return Known(
        cache(lambda actor: component_of(tables, actor)), cache(lambda actor: name_of(tables, actor)), cache(leaning), cache(denying)
    )


def known_of_all(tables: sqlite3.Connection, at: int) -> Known:
    """Read what every question of a case needs: who goes as whom, all that leans, all that denies."""
    components = dict(tables.execute("SELECT id, component FROM actors WHERE successor IS NULL").fetchall())
    leaning: dict[str, list[Link]] = defaultdict(list)
    for report, value in tables.execute(f"{_LEANING} ORDER BY id").fetchall():
        leaning[report].append(msgspec.json.decode(value, type=Link))
    successors = dict(tables.execute("SELECT id, successor FROM statements WHERE successor IS NOT NULL").fetchall())
    denying: dict[str, set[str]] = defaultdict(set)
    for denied, denial in tables.execute(_DENYING, (at,)).fetchall():
        for one in {denied, successors.get(denied, denied)}:
            denying[one].add(denial)
    return Known(
        lambda actor: components.get(actor) or component_of(tables, actor),
        cache(lambda component: name_of(tables, component)),
        lambda report: tuple(leaning.get(report, ())),
        cache(lambda statement: _today(tables, denying.get(statement, ()), at)),
    )


def _today(tables: sqlite3.Connection, statements: list[str] | set[str] | tuple[str, ...], at: int) -> tuple[str, ...]:
    return tuple(sorted({denial for one in statements if (denial := _denial(tables, one, at))}))


def _denial(tables: sqlite3.Connection, statement: str, at: int) -> str | None:
    """Give a statement, under the id it goes by after an entry, if it denies."""
    query = "SELECT stance, review, state = 'gone' AND lost_seq <= ?, successor FROM statements WHERE id = ?"
    stance, review, gone, successor = tables.execute(query, (at, statement)).fetchone() or ("", "", True, None)
    if gone:
        return _denial(tables, successor, at) if successor else None
    return statement if stance == Stance.DENIES and review != "rejected" else None
