"""How single values lie in the tables: statements and figures as rows, values of `terms` as JSON, the text of a report by its id."""

from __future__ import annotations

import sqlite3
from typing import Any

import msgspec

from closewatch.ledger.views.actors import put_actor
from closewatch.terms.claim import Link
from closewatch.terms.figure import Figure
from closewatch.terms.statement import Statement
from closewatch.terms.trouble import CaseError


def to_json(value: Any) -> str:
    """Write a value of `terms` for a `value` column."""
    return msgspec.json.encode(value).decode()


def put_statement(tables: sqlite3.Connection, statement: Statement, seq: int, *, again: bool = False) -> None:
    """Add a statement as it was found, with its speaker; one that is there stays as it is, unless it was read `again`."""
    place = min(span.start for span in (*statement.cue, *statement.content, *statement.source))
    speaker = statement.speaker.id if statement.speaker else None
    about = (statement.report, place, speaker, statement.stance.value, said_on(statement), float(statement.confidence))
    _put(tables, "statements", ("report", "place", "speaker", "stance", "said", "confidence"), about, statement, seq, again)
    if statement.speaker:
        put_actor(tables, statement.speaker, statement.report, seq)


def put_figure(tables: sqlite3.Connection, figure: Figure, seq: int, *, again: bool = False) -> None:
    """Add a figure as it was found, with its speaker; one that is there stays as it is, unless it was read `again`."""
    about = (figure.report, figure.span.start, figure.statement, figure.measure)
    _put(tables, "figures", ("report", "place", "statement", "measure"), about, figure, seq, again)
    if figure.speaker:
        put_actor(tables, figure.speaker, figure.report, seq)


def put_link(tables: sqlite3.Connection, link: Link, report: str, seq: int) -> bool:
    """Add a link that a report brought; gives whether it is new."""
    about = (link.id, seq, report, link.kind.value, link.left, link.right, to_json(link))
    query = 'INSERT OR IGNORE INTO links (id, seq, report, kind, "left", "right", value) VALUES (?, ?, ?, ?, ?, ?, ?)'
    return bool(tables.execute(query, about).rowcount)


def owner_of(link: Link, brought_by: str) -> str:
    """Name the report that a link belongs to: the one that its first reason stands in, else the one that brought it."""
    return link.because[0].report if link.because else brought_by


def said_on(statement: Statement) -> str | None:
    """Give the first day on which a statement was made, as an ISO date, where it is known."""
    return statement.said.start.isoformat() if statement.said and statement.said.start else None


def _put(
    tables: sqlite3.Connection, table: str, columns: tuple[str, ...], about: tuple[Any, ...], value: Statement | Figure,
    seq: int, again: bool,
) -> None:  # fmt: skip
    names = ("seq", *columns, "value", "review")
    cells = (seq, *about, to_json(value), "unreviewed")
    row = tables.execute(f"SELECT coalesce(base, value), value FROM {table} WHERE id = ?", (value.id,)).fetchone()
    if row is None:
        marks = ", ".join("?" * len(names))
        turn = turn_of(tables, value.report, int(about[1]))
        tables.execute(f"INSERT INTO {table} (id, turn, {', '.join(names)}) VALUES (?, ?, {marks})", (value.id, turn, *cells))
    elif again:
        if row != (to_json(value), to_json(value)):
            keep_past(tables, value.id, seq, *row)
        sets = ", ".join(f"{name} = ?" for name in names)
        query = f"UPDATE {table} SET {sets}, base = NULL, lost_seq = NULL, state = 'read', successor = NULL WHERE id = ?"
        tables.execute(query, (*cells, value.id))


def turn_of(tables: sqlite3.Connection, report: str, place: int) -> int:
    """Give the place of a value in the order of the record: by report, and within one by its text (at most TEXT_LIMIT, below 2^24)."""
    row = tables.execute("SELECT seq FROM reports WHERE id = ?", (report,)).fetchone()
    return (int(row[0]) if row else 0) << 24 | place


def keep_past(tables: sqlite3.Connection, identity: str, seq: int, base: str, value: str) -> None:
    """Keep what a value was up to an entry: for the views at an earlier head, and for what a decision before it was made on."""
    tables.execute("INSERT OR IGNORE INTO pasts VALUES (?, ?, ?, ?)", (identity, seq, base, value))


def text_of(tables: sqlite3.Connection, report: str) -> str:
    """Give the text of a report. Raises: CaseError when the case does not hold it."""
    row = tables.execute("SELECT body FROM words WHERE rowid = (SELECT seq FROM reports WHERE id = ?)", (report,)).fetchone()
    if row is None:
        raise CaseError(f"wanted a report of this case, found none under {report}")
    return str(row[0])
