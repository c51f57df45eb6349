"""The actors of a case by how much they say or by name, and all there is to one of them, a page of each at a time."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from closewatch.ledger.views.actors import component_of
from closewatch.ledger.views.lists import ListedActor, ListedFigure, ListedReport, ListedStatement, listed_actor
from closewatch.ledger.views.narrowing import Conditions, Wanted, components_called
from closewatch.ledger.views.search import COUNTED, PAGE, Found, search_figures, search_reports, search_statements
from closewatch.terms.actor import Actor
from closewatch.terms.trouble import CaseError

SHOWN = 10
"""Values of each kind on the page of one actor, unless another number is wanted."""


class ActorOrder(StrEnum):
    """By what a list of actors is ordered: who makes most statements first, or by name."""

    MOST = "most"
    NAME = "name"


_COLUMNS = "component, value, statements, reports"
_ORDERS = {
    # Of equal numbers the smaller id comes first, so the order turns within the columns; minus keeps one comparison for both.
    ActorOrder.MOST: ("-statements", "component"),
    ActorOrder.NAME: ("name", "component"),
}


def list_actors(tables: sqlite3.Connection, wanted: Wanted, order: ActorOrder = ActorOrder.MOST) -> Found[ListedActor]:
    """List the actors of a case, those called `wanted.source` where a part of a name is given.

    Raises: CaseError when there is no such actor to go on from.
    """
    where = Conditions()
    where.add("shown > 0")
    where.one_of("component", None if wanted.source is None else components_called(tables, wanted.source))
    keys, size, back = ", ".join(_ORDERS[order]), wanted.limit or PAGE, wanted.before is not None
    identity, start, at = wanted.before or wanted.after, "", ()
    if identity is not None:
        at = tables.execute(f"SELECT {keys} FROM voices WHERE component = ?", (component_of(tables, identity),)).fetchone()
        if at is None:
            raise CaseError(f"wanted an actor to go on from, found none under {identity}")
        start = f" AND ({keys}) {'<' if back else '>'} (?, ?)"
    turned = ", ".join(f"{key} {'DESC' if back else 'ASC'}" for key in _ORDERS[order])
    query = f"SELECT {_COLUMNS} FROM voices WHERE {where.all}{start} ORDER BY {turned} LIMIT ?"
    rows = tables.execute(query, (*where.values, *at, size + 1)).fetchall()
    further, rows = len(rows) > size, rows[:size]
    counting = f"SELECT count(*) FROM (SELECT 1 FROM voices WHERE {where.all} LIMIT {COUNTED + 1})"
    count = tables.execute(counting, where.values).fetchone()[0]
    earlier, later = (further, True) if back else (bool(at), further)
    return Found(tuple(map(listed_actor, rows[::-1] if back else rows)), min(count, COUNTED), count > COUNTED, earlier, later)


@dataclass(frozen=True)
class Member:
    """An actor of one report that goes as this one."""

    id: str
    name: str
    report: str


@dataclass(frozen=True)
class Answered:
    """A question that an actor answers, with the number of figures and statements by which it does."""

    question: str
    values: int


@dataclass(frozen=True)
class ActorPage:
    """One actor of the case: each list is a page of what there is, with how many there are in all.

    `alike` are other actors that may be the same: they share a name with it, or people split them off it.
    """

    actor: Actor
    statements_made: int
    reports_naming: int
    members: Found[Member]
    statements: Found[ListedStatement]
    figures: Found[ListedFigure]
    reports: Found[ListedReport]
    questions: Found[Answered]
    alike: tuple[ListedActor, ...]


def actor_page(tables: sqlite3.Connection, identity: str, limit: int = SHOWN) -> ActorPage:
    """Give one actor with what it says.

    Raises: CaseError when the case does not hold it.
    """
    component = component_of(tables, identity)
    row = tables.execute(f"SELECT {_COLUMNS} FROM voices WHERE component = ?", (component,)).fetchone()
    if row is None:
        raise CaseError(f"wanted an actor of this case, found none under {identity}")
    listed, wanted = listed_actor(row), Wanted(actor=component, limit=limit)
    return ActorPage(
        actor=listed.actor,
        statements_made=listed.statements,
        reports_naming=listed.reports,
        members=_members(tables, component, limit),
        statements=search_statements(tables, wanted),
        figures=search_figures(tables, wanted),
        reports=search_reports(tables, wanted),
        questions=questions_answered_by(tables, component, limit),
        alike=actors_alike(tables, listed.actor, limit),
    )


def _members(tables: sqlite3.Connection, component: str, limit: int) -> Found[Member]:
    where = "FROM actors WHERE component = ? AND state <> 'gone'"
    rows = tables.execute(f"SELECT id, name, report {where} LIMIT ?", (component, limit)).fetchall()
    count = tables.execute(f"SELECT count(*) FROM (SELECT 1 {where} LIMIT {COUNTED + 1})", (component,)).fetchone()[0]
    return Found(tuple(Member(*row) for row in rows), min(count, COUNTED), count > COUNTED, False, count > limit)


def questions_answered_by(tables: sqlite3.Connection, component: str, limit: int) -> Found[Answered]:
    """Give the questions that an actor answers itself, those that it answers most first."""
    query = """
        SELECT question, sum(made) FROM (
            SELECT c.question, o.figures AS made FROM origins o JOIN claims c ON c.id = o.claim AND c.until_seq IS NULL
                WHERE o.actor = ?1 AND o.until_seq IS NULL
            UNION ALL SELECT p.question, 1 FROM actors a JOIN positions p ON p.actor = a.id AND p.until_seq IS NULL WHERE a.component = ?1
        ) GROUP BY question ORDER BY 2 DESC, 1"""
    rows = tables.execute(query, (component,)).fetchall()
    count = len(rows)
    return Found(tuple(Answered(*row) for row in rows[:limit]), min(count, COUNTED), count > COUNTED, False, count > limit)


def actors_alike(tables: sqlite3.Connection, actor: Actor, limit: int = SHOWN) -> tuple[ListedActor, ...]:
    """Give other actors that may be the same as one: whoever goes by one of its names, or is found under a name that they share."""
    found: dict[str, None] = {}
    for name in dict.fromkeys(name.casefold() for name in actor.names[:SHOWN]):
        query = "SELECT component FROM voices WHERE name = ? AND shown > 0 LIMIT ?"
        found |= dict.fromkeys(row[0] for row in tables.execute(query, (name, limit + 1)).fetchall())
    query = "SELECT DISTINCT under FROM actors WHERE component = ? LIMIT ?"
    for (under,) in tables.execute(query, (actor.id, limit)).fetchall():
        query = "SELECT DISTINCT component FROM actors WHERE under = ? LIMIT ?"
        found |= dict.fromkeys(row[0] for row in tables.execute(query, (under, limit + 1)).fetchall())
    others = [component for component in found if component != actor.id][:limit]
    query = f"SELECT {_COLUMNS} FROM voices WHERE component = ? AND shown > 0"
    rows = (tables.execute(query, (component,)).fetchone() for component in others)
    return tuple(listed_actor(row) for row in rows if row)
