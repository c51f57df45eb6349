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

from closewatch.ledger.views.actors import component_of, name_of, split_off
from closewatch.ledger.views.lineage import lineage, successor_of
from closewatch.terms.actor import Actor
from closewatch.terms.claim import Link
from closewatch.terms.statement import Stance


@dataclass(frozen=True)
class Known:
    """What to ask the tables: the actor that an id goes as today, that actor, the links by which a value or report leans on others, the
    values that changed a value in passing it on, the statements that deny a statement; and of one value its id today, its report and the
    actor who speaks in it. `parted` are the actors whom people split off from others."""

    component: Callable[[str], str]
    name: Callable[[str], Actor]
    leaning: Callable[[str], tuple[Link, ...]]
    changing: Callable[[str], tuple[str, ...]]
    denying: Callable[[str], tuple[str, ...]]
    today: Callable[[str], str]
    report: Callable[[str], str | None]
    speaker: Callable[[str], str | None]
    parted: frozenset[str] = frozenset()


_HELD = "seq <= ?1 AND (NOT withdrawn OR lost_seq > ?1)"
_LEANING = f"""SELECT "left", "right", kind, value FROM links
WHERE kind IN ('copies', 'cites', 'depends', 'same-utterance', 'drifts') AND {_HELD}"""
_DENYING = f"""SELECT "right", "left" FROM links WHERE kind = 'denies' AND {_HELD}"""
_CHANGING = f"""SELECT "left" FROM links WHERE kind = 'drifts' AND {_HELD} AND "right" = ?2 ORDER BY "left\""""
_SPEAKER = {
    "st": "SELECT speaker, report FROM statements WHERE id = ? AND state <> 'gone'",
    "fi": """SELECT coalesce(s.speaker, json_extract(f.value, '$.speaker.id'), r.outlet), f.report
        FROM figures f JOIN reports r ON r.id = f.report LEFT JOIN statements s ON s.id = f.statement
        WHERE f.id = ? AND f.state <> 'gone'""",
}


def known_of_few(tables: sqlite3.Connection, at: int) -> Known:
    """Look things up one by one, each once: for one question."""

    def leaning(identity: str) -> tuple[Link, ...]:
        rows = tables.execute(f'{_LEANING} AND "left" = ?2 ORDER BY id', (at, identity)).fetchall()
        return tuple(msgspec.json.decode(row[3], type=Link) for row in rows)

    def changing(identity: str) -> tuple[str, ...]:
        return tuple(successor_of(tables, row[0]) for row in tables.execute(_CHANGING, (at, identity)).fetchall())

    def denying(statement: str) -> tuple[str, ...]:
        query = f'{_DENYING} AND "right" = ?2'
        links = [row[1] for one in lineage(tables, statement) for row in tables.execute(query, (at, one)).fetchall()]
        return _today(tables, links, at)

    return Known(
        component=cache(lambda actor: component_of(tables, actor)),
        name=cache(lambda actor: name_of(tables, actor)),
        leaning=cache(leaning),
        changing=changing,
        denying=cache(denying),
        today=lambda identity: successor_of(tables, identity),
        report=lambda identity: _told_in(tables, identity)[1],
        speaker=lambda identity: _speaker(tables, identity),
        parted=_parted(tables),
    )


def known_of_all(tables: sqlite3.Connection, at: int) -> Known:
    """Read what every question of a case needs: who goes as whom, all that leans, all that denies."""
    components = dict(tables.execute("SELECT id, component FROM actors WHERE successor IS NULL").fetchall())
    leaning: dict[str, list[Link]] = defaultdict(list)
    changing: dict[str, list[str]] = defaultdict(list)
    for left, right, kind, value in tables.execute(f"{_LEANING} ORDER BY id", (at,)).fetchall():
        leaning[left].append(msgspec.json.decode(value, type=Link))
        if kind == "drifts":
            changing[right].append(successor_of(tables, left))
    successors = dict(tables.execute("SELECT id, successor FROM statements WHERE successor IS NOT NULL").fetchall())
    denying: dict[str, set[str]] = defaultdict(set)
    for denied, denial in tables.execute(_DENYING, (at,)).fetchall():
        for one in {denied, successors.get(denied, denied)}:
            denying[one].add(denial)
    return Known(
        component=lambda actor: components.get(actor) or component_of(tables, actor),
        name=cache(lambda component: name_of(tables, component)),
        leaning=lambda identity: tuple(leaning.get(identity, ())),
        changing=lambda identity: tuple(sorted(changing.get(identity, ()))),
        denying=cache(lambda statement: _today(tables, denying.get(statement, ()), at)),
        today=lambda identity: successor_of(tables, identity),
        report=lambda identity: _told_in(tables, identity)[1],
        speaker=lambda identity: _speaker(tables, identity),
        parted=_parted(tables),
    )


def _parted(tables: sqlite3.Connection) -> frozenset[str]:
    return frozenset(component_of(tables, actor) for actor in split_off(tables))


def _told_in(tables: sqlite3.Connection, identity: str) -> tuple[str | None, str | None]:
    """Give the actor who speaks in a statement or gives a figure, as one report knows it, and the report."""
    query = _SPEAKER.get(identity[:2])
    row = query and tables.execute(query, (identity,)).fetchone()
    return (row[0], row[1]) if row else (None, None)


def _speaker(tables: sqlite3.Connection, identity: str) -> str | None:
    actor, _ = _told_in(tables, identity)
    return component_of(tables, actor) if actor else None


def _today(tables: sqlite3.Connection, statements: list[str] | set[str] | tuple[str, ...], at: int) -> tuple[str, ...]:
    return tuple(sorted({denial for one in statements if (denial := _denial(tables, one, at))}))


def _denial(tables: sqlite3.Connection, statement: str, at: int) -> str | None:
    """Give a statement, under the id it goes by after an entry, if it denies."""
    query = "SELECT stance, review, state = 'gone' AND lost_seq <= ?, successor FROM statements WHERE id = ?"
    stance, review, gone, successor = tables.execute(query, (at, statement)).fetchone() or ("", "", True, None)
    if gone:
        return _denial(tables, successor, at) if successor else None
    return statement if stance == Stance.DENIES and review != "rejected" else None
