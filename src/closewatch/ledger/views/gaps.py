"""In which report values stand, and what they do not say: when, where, of whom, how the speaker knows, and who speaks at all.

Looked up for many values at one stroke, and without their words.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from closewatch.terms.statement import Basis

_REPORTS = """SELECT s.id, s.report FROM json_each(?1) j JOIN statements s ON s.id = j.value
UNION ALL SELECT f.id, f.report FROM json_each(?1) j JOIN figures f ON f.id = j.value"""
_STATEMENTS = "SELECT s.id, NULL, s.value FROM json_each(?) j JOIN statements s ON s.id = j.value"
_FIGURES = """SELECT f.id, f.value, s.value FROM json_each(?) j JOIN figures f ON f.id = j.value
LEFT JOIN statements s ON s.id = f.statement"""


@dataclass(frozen=True)
class Gaps:
    """What one value leaves open; `date`, `place` and `people` are asked of figures alone, `basis` where somebody speaks."""

    is_figure: bool
    date: bool
    place: bool
    people: bool
    basis: bool
    source: bool


class _Said(msgspec.Struct):
    basis: str = Basis.UNSTATED.value


class _Counted(msgspec.Struct):
    as_of: Any = None
    place: Any = None
    population: Any = None


def reports_of(tables: sqlite3.Connection, values: Iterable[str]) -> dict[str, str]:
    """Name the report of each of some statements and figures."""
    return dict(tables.execute(_REPORTS, (json.dumps(sorted(set(values))),)).fetchall())


def gaps_of(tables: sqlite3.Connection, values: Iterable[str]) -> dict[str, Gaps]:
    """Say of each of some statements and figures what it leaves open."""
    asked = json.dumps(sorted(set(values)))
    rows = (row for query in (_STATEMENTS, _FIGURES) for row in tables.execute(query, (asked,)).fetchall())
    return {identity: _gaps(figure, statement) for identity, figure, statement in rows}


def _gaps(figure: str | None, statement: str | None) -> Gaps:
    counted = msgspec.json.decode(figure, type=_Counted) if figure else None
    said = msgspec.json.decode(statement, type=_Said) if statement else None
    return Gaps(
        is_figure=counted is not None,
        date=counted is not None and counted.as_of is None,
        place=counted is not None and counted.place is None,
        people=counted is not None and counted.population is None,
        basis=said is not None and said.basis == Basis.UNSTATED,
        source=said is None,
    )
