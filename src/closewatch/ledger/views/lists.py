"""Lists of what a case holds, filtered: statements, figures, reports, actors, problems, in the order in which they were recorded.

Rows come one by one, so that a list can be as long as the case, and a list goes on after an id, or back before one, without being walked
from its start. How they are shown is decided elsewhere.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Protocol, TypeVar

import msgspec

from closewatch.ledger.views.actors import component_of
from closewatch.ledger.views.narrowing import (
    Conditions,
    components_called,
    components_wanted,
    few_numbers,
    rows_between,
    spots_called,
    words_wanted,
)
from closewatch.ledger.views.narrowing import Wanted as Wanted  # the word of every list
from closewatch.terms.actor import Actor
from closewatch.terms.capture import Capture
from closewatch.terms.claim import Link
from closewatch.terms.figure import Figure
from closewatch.terms.statement import Statement
from closewatch.terms.trouble import CaseError, Problem, Severity

AT_ONCE = 200
"""Reports whose captures are looked up together."""


@dataclass(frozen=True)
class ListedStatement:
    """A statement as it stands today, its review, when it was said as far as known, and since which entry it is not read any more."""

    id: str
    statement: Statement
    review: str
    outlet: str | None
    day: str | None
    lost: int | None = None


@dataclass(frozen=True)
class ListedFigure:
    """A figure as it stands today, its review, the day it holds for as far as known, and since which entry it is not read any more."""

    id: str
    figure: Figure
    review: str
    outlet: str | None
    day: str | None
    lost: int | None = None


@dataclass(frozen=True)
class ListedReport:
    """A report without its text, with every capture of it."""

    id: str
    headline: str | None
    publisher: str | None
    published: str | None
    language: str | None
    url: str | None
    characters: int
    captures: tuple[Capture, ...]


@dataclass(frozen=True)
class ListedActor:
    """An actor with the number of statements it makes, and of the reports that name it."""

    id: str
    actor: Actor
    statements: int
    reports: int


class _Listed(Protocol):
    @property
    def id(self) -> str: ...


Listed = TypeVar("Listed", bound=_Listed)

_LOST = "CASE WHEN {0}.state = 'read' THEN NULL ELSE {0}.lost_seq END"
_STATEMENT_DAY = "coalesce(s.said, r.published)"
_FIGURE_DAY = "coalesce(f.day, r.published)"
_STATEMENTS = f"""SELECT s.id, s.value, s.review, r.publisher, {_STATEMENT_DAY}, {_LOST.format("s")}
FROM statements s CROSS JOIN reports r ON r.id = s.report LEFT JOIN actors a ON a.id = s.speaker WHERE"""
_FIGURES = f"""SELECT f.id, f.value, f.review, r.publisher, {_FIGURE_DAY}, {_LOST.format("f")}
FROM figures f CROSS JOIN reports r ON r.id = f.report LEFT JOIN statements s ON s.id = f.statement LEFT JOIN actors a ON a.id = f.speaker
WHERE"""


def statements(tables: sqlite3.Connection, wanted: Wanted) -> Iterator[ListedStatement]:
    """List statements in the order of the reports and of their text.

    Raises: CaseError when the list does not hold the id to go on from.
    """
    components = components_wanted(tables, wanted)
    where = Conditions()
    where.add("s.state <> 'gone'")
    for column, value in (
        ("s.stance", wanted.stance),
        ("s.review", wanted.review),
        ("s.id", wanted.identity),
        ("r.publisher", wanted.outlet),
    ):
        where.equal(column, value)
    where.one_of("a.component", components)
    _between(where, "s", _STATEMENT_DAY, wanted)
    if wanted.identity is None:
        where.one_of("s.number", few_numbers(tables, "said", wanted, components))
    rows = _rows(tables, _STATEMENTS, where, ("s.turn", "s.id"), _turn_in("statements"), wanted)
    return map(listed_statement, rows)


def figures(tables: sqlite3.Connection, wanted: Wanted) -> Iterator[ListedFigure]:
    """List figures in the order of the reports and of their text.

    Raises: CaseError when the list does not hold the id to go on from.
    """
    components = components_wanted(tables, wanted)
    where = Conditions()
    where.add("f.state <> 'gone'")
    for column, value in (
        ("f.measure", wanted.measure), ("s.stance", wanted.stance), ("f.review", wanted.review), ("f.id", wanted.identity),
        ("r.publisher", wanted.outlet),
    ):  # fmt: skip
        where.equal(column, value)
    where.one_of("a.component", components)
    where.one_of("f.spot", None if wanted.place is None else spots_called(tables, wanted.place))
    _between(where, "f", _FIGURE_DAY, wanted)
    if wanted.identity is None:
        where.one_of("f.number", few_numbers(tables, "counted", wanted, components))
    rows = _rows(tables, _FIGURES, where, ("f.turn", "f.id"), _turn_in("figures"), wanted)
    return map(listed_figure, rows)


def _between(where: Conditions, row: str, day: str, wanted: Wanted) -> None:
    """Want a value to lie between two days, and by its number too: the index of the order has that, so a walk looks at no other value."""
    if rows := rows_between(wanted):
        where.add(f"{row}.found_at BETWEEN ? AND ?", *rows)
    where.between(day, wanted)


def listed_statement(row: Sequence[Any]) -> ListedStatement:
    """Make a listed statement of its row."""
    return ListedStatement(row[0], msgspec.json.decode(row[1], type=Statement), *row[2:6])


def listed_figure(row: Sequence[Any]) -> ListedFigure:
    """Make a listed figure of its row."""
    return ListedFigure(row[0], msgspec.json.decode(row[1], type=Figure), *row[2:6])


def numbered_statements(tables: sqlite3.Connection, numbers: Sequence[int]) -> tuple[ListedStatement, ...]:
    """Give statements by their numbers, in that order."""
    return tuple(map(listed_statement, _numbered(tables, _STATEMENTS, "s", numbers)))


def numbered_figures(tables: sqlite3.Connection, numbers: Sequence[int]) -> tuple[ListedFigure, ...]:
    """Give figures by their numbers, in that order."""
    return tuple(map(listed_figure, _numbered(tables, _FIGURES, "f", numbers)))


def _numbered(tables: sqlite3.Connection, select: str, row: str, numbers: Sequence[int]) -> list[Any]:
    query = select.replace("FROM", f", {row}.number FROM", 1) + f" {row}.number IN (SELECT value FROM json_each(?))"
    found = {one[-1]: one for one in tables.execute(query, (json.dumps(numbers),)).fetchall()}
    return [found[number] for number in numbers if number in found]


_REPORTS = "SELECT r.id, r.headline, r.publisher, r.published, r.language, r.url, r.characters FROM reports r WHERE"


def reports(tables: sqlite3.Connection, wanted: Wanted) -> Iterator[ListedReport]:
    """List reports in the order in which they were recorded; with `words` those alone that have them.

    Raises: CaseError when the list does not hold the id to go on from, or there is no word to look for.
    """
    where = Conditions()
    where.equal("r.id", wanted.identity)
    where.equal("r.publisher", wanted.outlet)
    where.between("r.published", wanted)
    if wanted.words is not None:
        where.add("r.seq IN (SELECT rowid FROM words WHERE words MATCH ?)", words_wanted(wanted.words))
    if wanted.actor is not None:
        named = "r.id IN (SELECT report FROM actors WHERE component = ? AND state <> 'gone')"
        where.add(named, component_of(tables, wanted.actor))
    if wanted.source is not None:
        sources = "EXISTS (SELECT 1 FROM captures c WHERE c.report = r.id AND has_part(c.source, ?))"
        where.add(f"(has_part(r.publisher, ?) OR has_part(r.url, ?) OR {sources})", *[wanted.source.casefold()] * 3)
    return with_captures(tables, _rows(tables, _REPORTS, where, ("r.seq", "r.id"), _seq_of_report, wanted))


def reports_called(tables: sqlite3.Connection, identities: Iterable[str]) -> Iterator[ListedReport]:
    """Give some reports by their ids, in the order of these; one that the case does not hold is passed over."""
    asked = json.dumps(sorted(set(identities)))
    return with_captures(
        tables, iter(tables.execute(f"{_REPORTS} r.id IN (SELECT value FROM json_each(?)) ORDER BY r.id", (asked,)).fetchall())
    )


def with_captures(tables: sqlite3.Connection, rows: Iterator[tuple[Any, ...]]) -> Iterator[ListedReport]:
    """Give reports from their rows, with the captures of many at once."""
    while batch := tuple(islice(rows, AT_ONCE)):
        query = "SELECT report, value FROM captures WHERE report IN (SELECT value FROM json_each(?)) ORDER BY seq"
        captures: dict[str, list[Capture]] = {}
        for report, value in tables.execute(query, (json.dumps([row[0] for row in batch]),)).fetchall():
            captures.setdefault(report, []).append(msgspec.json.decode(value, type=Capture))
        for identity, headline, publisher, published, language, url, characters in batch:
            found = tuple(captures.get(identity, ()))
            yield ListedReport(identity, headline, publisher, published, language, url, characters, found)


def count_reports(tables: sqlite3.Connection) -> int:
    """Count the reports of the case."""
    return int(tables.execute("SELECT count(*) FROM reports").fetchone()[0])


def captures_of(tables: sqlite3.Connection, report: str) -> tuple[Capture, ...]:
    """Give every sighting of a report's original, the first one first."""
    rows = tables.execute("SELECT value FROM captures WHERE report = ? ORDER BY seq", (report,)).fetchall()
    return tuple(msgspec.json.decode(row[0], type=Capture) for row in rows)


_ACTORS = "SELECT v.component, v.value, v.statements, v.reports FROM voices v WHERE"


def actors(tables: sqlite3.Connection, wanted: Wanted) -> Iterator[ListedActor]:
    """List the actors of the case, each once, under the id it goes by today and in the order of these.

    Raises: CaseError when the list does not hold the id to go on from.
    """
    where = Conditions()
    where.add("v.shown > 0")
    if wanted.identity is not None:
        where.add("v.component = (SELECT component FROM actors WHERE id = ?)", wanted.identity)
    where.one_of("v.component", None if wanted.source is None else components_called(tables, wanted.source))
    rows = _rows(tables, _ACTORS, where, ("v.component",), lambda _, identity: (identity,), wanted)
    return map(listed_actor, rows)


def listed_actor(row: Sequence[Any]) -> ListedActor:
    """Make a listed actor of its row."""
    return ListedActor(row[0], replace(msgspec.json.decode(row[1], type=Actor), id=row[0]), *row[2:4])


def links(tables: sqlite3.Connection) -> Iterator[Link]:
    """List the links that hold, in the order in which they were recorded; who goes as whom is told by the actors."""
    held = "kind <> 'same-actor' AND NOT withdrawn AND state <> 'gone'"
    rows = tables.execute(f"SELECT value FROM links WHERE {held} ORDER BY seq, id")
    return (msgspec.json.decode(value, type=Link) for (value,) in rows)


_PROBLEMS = "SELECT p.code, p.message, p.at, p.severity FROM problems p WHERE"


def problems(tables: sqlite3.Connection, wanted: Wanted) -> Iterator[Problem]:
    """List problems and notes in the order in which they were recorded, each once.

    Raises: CaseError when the list does not hold the id to go on from.
    """
    where = Conditions()
    where.add("NOT EXISTS (SELECT 1 FROM problems e WHERE e.id = p.id AND e.seq < p.seq)")
    where.equal("p.id", wanted.identity)
    if wanted.source is not None:
        where.add("has_part(p.at, ?)", wanted.source.casefold())
    rows = _rows(tables, _PROBLEMS, where, ("p.seq", "p.rowid"), _seq_of_problem, wanted)
    return (Problem(code, message, at, Severity(severity)) for code, message, at, severity in rows)


def outlets(tables: sqlite3.Connection) -> dict[str, str]:
    """Name the outlet of each report that has one."""
    return dict(tables.execute("SELECT id, publisher FROM reports WHERE publisher IS NOT NULL").fetchall())


def bylines(tables: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Name the outlet and the day of each report; "" where it does not say."""
    rows = tables.execute("SELECT id, coalesce(publisher, ''), coalesce(published, '') FROM reports")
    return {identity: (outlet, published[:10]) for identity, outlet, published in rows}


def page(listed: Iterator[Listed], wanted: Wanted) -> Iterator[Listed]:
    """Go on in a list that is made as it is asked for after an id, or back before one, and stop at the limit.

    Raises: CaseError when the list does not hold the id to go on from.
    """
    if wanted.before is not None:
        before: list[Listed] = []
        for one in listed:
            if one.id == wanted.before:
                return iter(before[-wanted.limit :] if wanted.limit else before)
            before.append(one)
        raise _no_such_place(wanted.before, "back before")
    if wanted.after is not None and not any(one.id == wanted.after for one in listed):
        raise _no_such_place(wanted.after, "on after")
    return islice(listed, wanted.limit)


Place = tuple[Any, ...] | None
"""Where a value stands in the order of a list: what the columns of the order hold; None for one that is not there."""


def _rows(
    tables: sqlite3.Connection, select: str, where: Conditions, order: Sequence[str], place: Callable[[sqlite3.Connection, str], Place],
    wanted: Wanted,
) -> Iterator[tuple[Any, ...]]:  # fmt: skip
    """Give the rows of a list from where it is to go on, as many as are wanted."""
    keys, back = ", ".join(order), wanted.before is not None
    limit = -1 if wanted.limit is None else wanted.limit
    values = list(where.values)
    start = ""
    identity, to_go = (wanted.before, "back before") if back else (wanted.after, "on after")
    if identity is not None:
        at = place(tables, identity)
        here = f"{select} {where.all} AND ({keys}) = ({', '.join('?' * len(order))}) LIMIT 1"
        if at is None or tables.execute(here, (*where.values, *at)).fetchone() is None:
            raise _no_such_place(identity, to_go)
        start = f" AND ({keys}) {'<' if back else '>'} ({', '.join('?' * len(order))})"
        values += at
    turned = ", ".join(f"{key} DESC" for key in order) if back else keys
    rows = tables.execute(f"{select} {where.all}{start} ORDER BY {turned} LIMIT ?", (*values, limit))
    return reversed(rows.fetchall()) if back else iter(rows)


def _no_such_place(identity: str, to_go: str) -> CaseError:
    return CaseError(f"wanted an id of this list to go {to_go}, found none like {identity}")


def _turn_in(table: str) -> Callable[[sqlite3.Connection, str], Place]:
    return lambda tables, identity: tables.execute(f"SELECT turn, id FROM {table} WHERE id = ?", (identity,)).fetchone()


def _seq_of_report(tables: sqlite3.Connection, identity: str) -> Place:
    row: Place = tables.execute("SELECT seq, id FROM reports WHERE id = ?", (identity,)).fetchone()
    return row


def _seq_of_problem(tables: sqlite3.Connection, identity: str) -> Place:
    row: Place = tables.execute("SELECT seq, rowid FROM problems WHERE id = ? ORDER BY seq LIMIT 1", (identity,)).fetchone()
    return row


def add_functions(tables: sqlite3.Connection) -> None:
    """Teach a connection what the lists ask of it, once: SQLite lets nobody change a function while a list is still being read."""
    tables.create_function("has_part", 2, _has_part, deterministic=True)


def _has_part(name: str | None, part: str) -> bool:
    return name is not None and part in name.casefold()
