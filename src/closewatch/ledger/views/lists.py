"""Lists of what a case holds, filtered: statements, figures, reports, actors, problems, in the order in which they were recorded.

Rows come one by one, so that a list can be as long as the case. How they are shown is decided elsewhere.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol, TypeVar

import msgspec

from closewatch.ledger.views.actors import name_of
from closewatch.terms.about import Place
from closewatch.terms.actor import Actor
from closewatch.terms.capture import Capture
from closewatch.terms.figure import Figure
from closewatch.terms.statement import Statement
from closewatch.terms.trouble import CaseError, Problem, Severity


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; None where anything will do.

    `source` is any part of a name of who speaks (for reports: of the outlet or the source), `place` of a place's name or its country's
    code; `since` and `until` are ISO dates, both included; `words` are words of a report's text, as `search` finds them; `like` are
    those of a claim that statements are held against. `identity` is one id, `after` the id after which the list goes on.
    """

    source: str | None = None
    stance: str | None = None
    measure: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    words: str | None = None
    like: str | None = None
    identity: str | None = None
    after: str | None = None
    limit: int | None = None


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


_LOST = "CASE WHEN {0}.state = 'read' THEN NULL ELSE {0}.lost_seq END"


class _Listed(Protocol):
    @property
    def id(self) -> str: ...


Listed = TypeVar("Listed", bound=_Listed)


def statements(tables: sqlite3.Connection, wanted: Wanted) -> Iterator[ListedStatement]:
    """List statements in the order of the reports and of their text."""
    query = (
        f"SELECT s.id, s.value, s.review, r.publisher, coalesce(s.said, r.published), {_LOST.format('s')}"
        " FROM statements s JOIN reports r ON r.id = s.report"
        " WHERE s.state <> 'gone' AND (? IS NULL OR s.stance = ?) AND (? IS NULL OR s.id = ?) ORDER BY r.seq, s.place, s.id"
    )
    speakers = _speakers(tables, wanted.source)
    rows = tables.execute(query, (wanted.stance, wanted.stance, wanted.identity, wanted.identity))
    listed = (ListedStatement(row[0], msgspec.json.decode(row[1], type=Statement), *row[2:]) for row in rows)
    return page((one for one in listed if _within(one.day, wanted) and _spoken(one.statement.speaker, speakers)), wanted)


def figures(tables: sqlite3.Connection, wanted: Wanted) -> Iterator[ListedFigure]:
    """List figures in the order of the reports and of their text."""
    query = (
        f"SELECT f.id, f.value, f.review, r.publisher, r.published, s.stance, {_LOST.format('f')}"
        " FROM figures f JOIN reports r ON r.id = f.report LEFT JOIN statements s ON s.id = f.statement"
        " WHERE f.state <> 'gone' AND (? IS NULL OR f.measure = ?) AND (? IS NULL OR f.id = ?) ORDER BY r.seq, f.place, f.id"
    )
    speakers = _speakers(tables, wanted.source)
    rows = tables.execute(query, (wanted.measure, wanted.measure, wanted.identity, wanted.identity))
    return page(_figures(rows, wanted, speakers), wanted)


def _figures(
    rows: Iterable[tuple[str, str, str, str | None, str | None, str | None, int | None]], wanted: Wanted, speakers: set[str] | None
) -> Iterator[ListedFigure]:
    for identity, value, review, publisher, published, stance, lost in rows:
        figure = msgspec.json.decode(value, type=Figure)
        as_of = figure.as_of.start or figure.as_of.end if figure.as_of else None
        listed = ListedFigure(identity, figure, review, publisher, as_of.isoformat() if as_of else published, lost)
        if (
            _placed(figure.place, wanted.place)
            and wanted.stance in (None, stance)
            and _within(listed.day, wanted)
            and _spoken(figure.speaker, speakers)
        ):
            yield listed


def reports(tables: sqlite3.Connection, wanted: Wanted) -> Iterator[ListedReport]:
    """List reports in the order in which they were recorded."""
    query = "SELECT id, headline, publisher, published, language, url, characters FROM reports WHERE (? IS NULL OR id = ?) ORDER BY seq"
    rows = tables.execute(query, (wanted.identity, wanted.identity))
    listed = (_report(tables, row) for row in rows)
    return page((one for one in listed if _within(one.published, wanted) and _from(one, wanted.source)), wanted)


def count_reports(tables: sqlite3.Connection) -> int:
    """Count the reports of the case."""
    return int(tables.execute("SELECT count(*) FROM reports").fetchone()[0])


def _report(tables: sqlite3.Connection, row: tuple[Any, ...]) -> ListedReport:
    identity, headline, publisher, published, language, url, characters = row
    return ListedReport(identity, headline, publisher, published, language, url, characters, captures_of(tables, identity))


def captures_of(tables: sqlite3.Connection, report: str) -> tuple[Capture, ...]:
    """Give every sighting of a report's original, the first one first."""
    rows = tables.execute("SELECT value FROM captures WHERE report = ? ORDER BY seq", (report,)).fetchall()
    return tuple(msgspec.json.decode(row[0], type=Capture) for row in rows)


def actors(tables: sqlite3.Connection, wanted: Wanted) -> Iterator[ListedActor]:
    """List the actors of the case, each once, under the id it goes by today."""
    query = (
        "SELECT a.component, count(s.id), count(DISTINCT a.report) FROM actors a"
        " LEFT JOIN statements s ON s.speaker = a.id AND s.review <> 'rejected' AND s.state <> 'gone'"
        " WHERE a.state <> 'gone' AND (? IS NULL OR a.component = (SELECT component FROM actors WHERE id = ?))"
        " GROUP BY a.component ORDER BY a.component"
    )
    rows = tables.execute(query, (wanted.identity, wanted.identity)).fetchall()
    listed = (ListedActor(component, name_of(tables, component), *counts) for component, *counts in rows)
    return page((one for one in listed if wanted.source is None or _names(wanted.source, one.actor.name, *one.actor.names)), wanted)


def problems(tables: sqlite3.Connection, wanted: Wanted) -> Iterator[Problem]:
    """List problems and notes in the order in which they were recorded, each once."""
    query = "SELECT code, message, at, severity FROM problems WHERE (? IS NULL OR id = ?) GROUP BY id ORDER BY min(seq), min(rowid)"
    rows = tables.execute(query, (wanted.identity, wanted.identity))
    listed = (Problem(code, message, at, Severity(severity)) for code, message, at, severity in rows)
    return page((one for one in listed if wanted.source is None or _names(wanted.source, one.at)), wanted)


def outlets(tables: sqlite3.Connection) -> dict[str, str]:
    """Name the outlet of each report that has one."""
    return dict(tables.execute("SELECT id, publisher FROM reports WHERE publisher IS NOT NULL").fetchall())


def bylines(tables: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Name the outlet and the day of each report; "" where it does not say."""
    rows = tables.execute("SELECT id, coalesce(publisher, ''), coalesce(published, '') FROM reports")
    return {identity: (outlet, published[:10]) for identity, outlet, published in rows}


def page(listed: Iterator[Listed], wanted: Wanted) -> Iterator[Listed]:
    """Go on in a list after an id, and stop at the limit.

    Raises: CaseError when the list does not hold the id to go on after.
    """
    if wanted.after is not None and not any(one.id == wanted.after for one in listed):
        raise CaseError(f"wanted an id of this list to go on after, found none like {wanted.after}")
    return islice(listed, wanted.limit)


def _speakers(tables: sqlite3.Connection, source: str | None) -> set[str] | None:
    """Give the local actors that are, under any of their names, the one asked for; None where anybody will do."""
    if source is None:
        return None
    rows = tables.execute("SELECT component, value FROM actors").fetchall()
    meant = {component for component, value in rows if _is_called(source, msgspec.json.decode(value, type=Actor))}
    return {row[0] for component in meant for row in tables.execute("SELECT id FROM actors WHERE component = ?", (component,)).fetchall()}


def _is_called(source: str, actor: Actor) -> bool:
    return _names(source, actor.name, *actor.names)


def _spoken(speaker: Actor | None, speakers: set[str] | None) -> bool:
    return speakers is None or (speaker is not None and speaker.id in speakers)


def _placed(place: Place | None, wanted: str | None) -> bool:
    return wanted is None or (place is not None and _names(wanted, place.name, code=place.country))


def _names(part: str, *names: str | None, code: str | None = None) -> bool:
    return part.upper() == code or any(part.casefold() in name.casefold() for name in names if name)


def _from(report: ListedReport, source: str | None) -> bool:
    return source is None or _names(source, report.publisher, report.url, *(capture.source for capture in report.captures))


def _within(day: str | None, wanted: Wanted) -> bool:
    """Tell whether a day, known as far as it is, lies between the two; what has no date lies nowhere."""
    if wanted.since is None and wanted.until is None:
        return True
    if day is None:
        return False
    first, last = wanted.since or "", wanted.until or "9999"
    return day[: len(first)] >= first and day[: len(last)] <= last
