"""How single values lie in the tables: statements and figures as rows, values of `terms` as JSON, the text of a report by its id."""

from __future__ import annotations

import sqlite3
from typing import Any

import msgspec

from closewatch.ledger.views.actors import put_actor
from closewatch.terms.figure import Figure
from closewatch.terms.statement import Statement
from closewatch.terms.trouble import CaseError


def to_json(value: Any) -> str:
    """Write a value of `terms` for a `value` column."""
    return msgspec.json.encode(value).decode()


def put_statement(tables: sqlite3.Connection, statement: Statement, seq: int) -> None:
    """Add a statement as it was found, with its speaker."""
    value = to_json(statement)
    place = min(span.start for span in (*statement.cue, *statement.content, *statement.source))
    speaker = statement.speaker.id if statement.speaker else None
    said = statement.said.start.isoformat() if statement.said and statement.said.start else None
    about = (statement.id, seq, statement.report, place, speaker, statement.stance.value, said, float(statement.confidence))
    tables.execute("INSERT OR IGNORE INTO statements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*about, "unreviewed", None, value))
    if statement.speaker:
        put_actor(tables, statement.speaker, statement.report, seq)


def put_figure(tables: sqlite3.Connection, figure: Figure, seq: int) -> None:
    """Add a figure as it was found, with its speaker."""
    value = to_json(figure)
    about = (figure.id, seq, figure.report, figure.span.start, figure.statement, figure.measure, "unreviewed", None, value)
    tables.execute("INSERT OR IGNORE INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", about)
    if figure.speaker:
        put_actor(tables, figure.speaker, figure.report, seq)


def text_of(tables: sqlite3.Connection, report: str) -> str:
    """Give the text of a report. Raises: CaseError when the case does not hold it."""
    row = tables.execute("SELECT body FROM words WHERE rowid = (SELECT seq FROM reports WHERE id = ?)", (report,)).fetchone()
    if row is None:
        raise CaseError(f"wanted a report of this case, found none under {report}")
    return str(row[0])
