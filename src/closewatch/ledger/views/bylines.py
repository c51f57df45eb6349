"""Where and when some values of a case were told, by id: the outlet, day and headline of reports, the words of statements and figures.

Looks up a few values of many in one stroke, for pages that show one question; lists of all are in `lists`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from closewatch.ledger.views.actors import component_of, name_of
from closewatch.terms.actor import Actor

_REPORTS = "SELECT r.id, r.publisher, r.published, r.headline FROM json_each(?) j JOIN reports r ON r.id = j.value"
_STATEMENTS = """SELECT s.id, s.report, s.value, s.speaker, coalesce(s.said, r.published)
FROM json_each(?) j JOIN statements s ON s.id = j.value JOIN reports r ON r.id = s.report"""
_FIGURES = "SELECT f.id, f.report, f.statement, f.value FROM json_each(?) j JOIN figures f ON f.id = j.value"


@dataclass(frozen=True)
class Byline:
    """Outlet, day (ISO) and headline of one report; None where it has none."""

    outlet: str | None
    day: str | None
    headline: str | None


def bylines_of(tables: sqlite3.Connection, reports: Iterable[str]) -> dict[str, Byline]:
    """Give the bylines of some reports by their ids."""
    return {row[0]: Byline(row[1], row[2] and row[2][:10], row[3]) for row in tables.execute(_REPORTS, (_listed(reports),)).fetchall()}


@dataclass(frozen=True)
class Wording:
    """The words that a statement attributes: in which report, by whom as this case knows them, on which day, and through whom they came."""

    report: str
    words: str
    speaker: Actor | None
    day: str | None
    via: tuple[str, ...] = ()


class _Part(msgspec.Struct):
    exact: str


class _Content(msgspec.Struct):
    content: tuple[_Part, ...] = ()
    via: tuple[str, ...] = ()


def wordings_of(tables: sqlite3.Connection, statements: Iterable[str]) -> dict[str, Wording]:
    """Give the words of some statements by their ids."""
    found = {}
    for identity, report, value, speaker, said in tables.execute(_STATEMENTS, (_listed(statements),)).fetchall():
        said_so = msgspec.json.decode(value, type=_Content)
        who = name_of(tables, component_of(tables, speaker)) if speaker else None
        found[identity] = Wording(report, " … ".join(part.exact for part in said_so.content), who, said and said[:10], said_so.via)
    return found


@dataclass(frozen=True)
class Number:
    """The number of a figure as its report writes it, the report, and the statement it stands in, where there is one."""

    report: str
    statement: str | None
    words: str


class _Numbered(msgspec.Struct):
    span: _Part
    bound: _Part | None = None


def numbers_of(tables: sqlite3.Connection, figures: Iterable[str]) -> dict[str, Number]:
    """Give the numbers of some figures by their ids, with the words that bound them."""
    found = {}
    for identity, report, statement, value in tables.execute(_FIGURES, (_listed(figures),)).fetchall():
        number = msgspec.json.decode(value, type=_Numbered)
        words = f"{number.bound.exact} {number.span.exact}" if number.bound else number.span.exact
        found[identity] = Number(report, statement, words)
    return found


def _listed(identities: Iterable[str]) -> str:
    return json.dumps(sorted(set(identities)))
