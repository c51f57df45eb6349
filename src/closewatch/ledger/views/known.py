"""What questions are told with besides their answers: who an actor is, what leans on what, which statements deny which.

Looked up one by one for one question, and each once; read in a few strokes where every question of a case is asked for.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from sys import intern
from typing import TypeVar

import msgspec

from closewatch.ledger.views.actors import component_of, name_of, split_off
from closewatch.ledger.views.lineage import lineage, successor_of
from closewatch.terms.actor import Actor
from closewatch.terms.claim import Link
from closewatch.terms.statement import Stance

T = TypeVar("T")


@dataclass(frozen=True)
class Known:
    """What to ask the tables: the actor that an id goes as today, that actor, the links by which a value or report leans on others, the
    values that changed a value in passing it on, the statements that deny a statement; and of one value its id today, its report and the
    actor who speaks in it. `parted` are the actors whom people split off from others; `ready` looks up at once what many ids lean on."""

    component: Callable[[str], str]
    name: Callable[[str], Actor]
    leaning: Callable[[str], tuple[Link, ...]]
    changing: Callable[[str], tuple[str, ...]]
    denying: Callable[[str], tuple[str, ...]]
    today: Callable[[str], str]
    report: Callable[[str], str | None]
    speaker: Callable[[str], str | None]
    parted: frozenset[str] = frozenset()
    ready: Callable[[Iterable[str]], None] = lambda _: None


_HELD = "seq <= ?1 AND (NOT withdrawn OR lost_seq > ?1)"
_LEANING = f"""SELECT "left", "right", kind, value FROM links
WHERE kind IN ('copies', 'cites', 'depends', 'same-utterance', 'drifts') AND {_HELD}"""
_DENYING = f"""SELECT "right", "left" FROM links WHERE kind = 'denies' AND {_HELD}"""
_ONE_OF = '"{}" IN (SELECT value FROM json_each(?2))'
_CHANGING = f"""SELECT "left", "right" FROM links WHERE kind = 'drifts' AND {_HELD} AND {_ONE_OF.format("right")} ORDER BY "left\""""
_SPEAKER = {
    "st": "SELECT speaker, report FROM statements WHERE id = ? AND state <> 'gone'",
    "fi": """SELECT coalesce(s.speaker, json_extract(f.value, '$.speaker.id'), r.outlet), f.report
        FROM figures f JOIN reports r ON r.id = f.report LEFT JOIN statements s ON s.id = f.statement
        WHERE f.id = ? AND f.state <> 'gone'""",
}


def known_of_few(tables: sqlite3.Connection, at: int) -> Known:
    """Look things up one by one, each once: for one question."""

    leans: dict[str, list[Link]] = {}
    changes: dict[str, list[str]] = {}
    denials: dict[str, list[str]] = {}

    def ready(identities: Iterable[str]) -> None:
        new = sorted({identity for identity in identities if identity not in leans})
        for identity in new:
            leans[identity], changes[identity], denials[identity] = [], [], []
        given = (at, json.dumps(new))
        for left, _, _, value in tables.execute(f"{_LEANING} AND {_ONE_OF.format('left')} ORDER BY id", given).fetchall():
            leans[left].append(msgspec.json.decode(value, type=Link))
        for left, right in tables.execute(_CHANGING, given).fetchall():
            changes[right].append(successor_of(tables, left))
        for right, left in tables.execute(f"{_DENYING} AND {_ONE_OF.format('right')}", given).fetchall():
            denials[right].append(left)

    def found(held: dict[str, list[T]], identity: str) -> list[T]:
        if identity not in held:
            ready((identity,))
        return held[identity]

    def denying(statement: str) -> tuple[str, ...]:
        return _today(tables, [link for one in lineage(tables, statement) for link in found(denials, one)], at)

    return Known(
        component=cache(lambda actor: component_of(tables, actor)),
        name=cache(lambda actor: name_of(tables, actor)),
        leaning=lambda identity: tuple(found(leans, identity)),
        changing=lambda identity: tuple(found(changes, identity)),
        denying=cache(denying),
        today=lambda identity: successor_of(tables, identity),
        report=lambda identity: _told_in(tables, identity)[1],
        speaker=lambda identity: _speaker(tables, identity),
        parted=_parted(tables),
        ready=ready,
    )


def known_of_all(tables: sqlite3.Connection, at: int) -> Known:
    """Read what every question of a case needs: who goes as whom, all that leans, all that denies."""
    rows = tables.execute("SELECT id, component FROM actors WHERE successor IS NULL")
    components = {actor: intern(component) for actor, component in rows}  # a million actors of reports go as some thousands
    leaning: dict[str, list[Link]] = defaultdict(list)
    changing: dict[str, list[str]] = defaultdict(list)
    for left, right, kind, value in tables.execute(f"{_LEANING} AND kind <> 'same-actor' ORDER BY id", (at,)).fetchall():
        leaning[left].append(msgspec.json.decode(value, type=Link))
        if kind == "drifts":
            changing[right].append(successor_of(tables, left))
    successors = dict(tables.execute("SELECT id, successor FROM statements WHERE successor IS NOT NULL").fetchall())
    denying: dict[str, set[str]] = defaultdict(set)
    for denied, denial in tables.execute(f"{_DENYING} AND kind <> 'same-actor'", (at,)).fetchall():
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
