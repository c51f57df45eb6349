"""How much a case holds, for its front page: numbers that are kept as rows change, and never counted when somebody looks."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class Counters:
    """Reports, statements and figures that are shown, actors as they go today, problems and notes, and values that nobody decided on.

    `lost` counts what somebody decided on and no reader of today finds.
    """

    reports: int
    statements: int
    figures: int
    actors: int
    problems: int
    undecided: int
    lost: int


def counters(tables: sqlite3.Connection) -> Counters:
    """Give the numbers of the front page."""
    tallies = dict(tables.execute("SELECT what, number FROM tallies").fetchall())
    kept = " + ".join(f"(SELECT count(*) FROM {table} WHERE state = 'kept')" for table in ("statements", "figures", "links", "actors"))
    actors, lost = tables.execute(f"SELECT (SELECT count(*) FROM voices INDEXED BY voices_name WHERE shown > 0), {kept}").fetchone()
    kinds = ("reports", "statements", "figures", "problems", "undecided")
    reports, statements, figures, problems, undecided = (tallies.get(kind, 0) for kind in kinds)
    return Counters(reports, statements, figures, actors, problems, undecided, lost)
