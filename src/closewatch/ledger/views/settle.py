"""What is worked out at the end of each entry from the marks that its changes left (kept.py): names of actors, rows for searching, and
which reports it touched.

Knows rows alone: whoever changes one does not have to know what hangs on it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace

import msgspec

from closewatch.ledger.views.actors import component_of, name_from_forms
from closewatch.ledger.views.facets import Row, figure_row, report_facets, spot_of, statement_row
from closewatch.ledger.views.lineage import successor_of
from closewatch.ledger.views.moved import settle_moved
from closewatch.terms.decision import Decision
from closewatch.terms.figure import Figure

_FIGURES_OF = """INSERT OR IGNORE INTO stale SELECT 'figure', f.id FROM actors a JOIN figures f ON f.report = a.report
WHERE a.id = ?1 AND f.speaker = ?1"""
_DOUBT = """UPDATE figures SET doubt = s.confidence FROM statements s
WHERE s.id = ?1 AND figures.statement = ?1 AND figures.doubt <> s.confidence"""


def settle(tables: sqlite3.Connection, seq: int) -> None:
    """Work out whatever hangs on the rows that an entry changed."""
    for actor in _stale(tables, "actor"):
        _settle_key(tables, actor)
    _settle_names(tables, settle_moved(tables))
    for figure in _stale(tables, "figure"):
        _settle_figure(tables, figure)
    for statement in _stale(tables, "statement"):
        tables.execute(_DOUBT, (statement,))
        _put_row(tables, "said", "statements", statement, statement_row(tables, statement))
    reports = _stale(tables, "report")
    for report in reports:
        _settle_report(tables, report)
    touched = [(one, seq) for one in {*reports, *_stale(tables, "touched")}]
    tables.executemany("INSERT INTO touched VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET seq = ?2", touched)
    tables.execute("DELETE FROM stale")


def mark(tables: sqlite3.Connection, what: str, identity: str) -> None:
    """Mark what has to be settled, or what was touched, at the end of this entry."""
    tables.execute("INSERT OR IGNORE INTO stale VALUES (?, ?)", (what, identity))


def mark_decided(tables: sqlite3.Connection, decision: Decision) -> None:
    """Mark the reports and questions that a decision is about, and all that the actors speak in that it names."""
    identity: str | None = decision.on
    while identity and identity.startswith("de:"):
        row = tables.execute('SELECT "on", other FROM decisions WHERE id = ?', (identity,)).fetchone()
        _mark_value(tables, row[1] if row else None)
        identity = row[0] if row else None
    _mark_value(tables, identity)
    _mark_value(tables, decision.other)


def _mark_value(tables: sqlite3.Connection, identity: str | None) -> None:
    match (identity or "")[:2]:
        case "re" | "qu":
            mark(tables, "touched", str(identity))
        case "cl":
            query = "SELECT question FROM claims WHERE id = ?1 UNION SELECT question FROM positions WHERE claim = ?1"
            for (question,) in tables.execute(query, (identity,)).fetchall():
                mark(tables, "touched", question)
        case "st" | "fi" as kind:
            table = {"st": "statements", "fi": "figures"}[kind]
            for one in {str(identity), successor_of(tables, str(identity))}:
                for (report,) in tables.execute(f"SELECT report FROM {table} WHERE id = ?", (one,)).fetchall():
                    mark(tables, "touched", report)
        case "ac":
            _mark_reports(tables, component_of(tables, str(identity)))


def _mark_reports(tables: sqlite3.Connection, component: str) -> None:
    tables.execute("INSERT OR IGNORE INTO stale SELECT 'touched', report FROM actors WHERE component = ?", (component,))


def _stale(tables: sqlite3.Connection, what: str) -> list[str]:
    return [row[0] for row in tables.execute("SELECT id FROM stale WHERE what = ?", (what,)).fetchall()]


def _settle_key(tables: sqlite3.Connection, actor: str) -> None:
    """Say under which name that reports share an actor is found: the first that its links lead to, else its own id."""
    query = """SELECT min("right") FROM links WHERE "left" = ? AND kind = 'same-actor' AND NOT withdrawn"""
    under = tables.execute(query, (actor,)).fetchone()[0] or actor
    if tables.execute("UPDATE actors SET under = ? WHERE id = ? AND under <> ?", (under, actor, under)).rowcount:
        tables.execute("INSERT OR IGNORE INTO stale SELECT 'statement', id FROM statements WHERE speaker = ?", (actor,))
        tables.execute(_FIGURES_OF, (actor,))
        tables.execute("INSERT OR IGNORE INTO stale SELECT 'report', report FROM actors WHERE id = ?", (actor,))


def _settle_names(tables: sqlite3.Connection, went_as: Mapping[str, str]) -> None:
    """Name every actor whose members changed; `went_as` says as what most of an actor went before. Who is told of otherwise than before is
    so wherever it speaks."""
    stale = _stale(tables, "component")
    query = "SELECT component, value FROM voices WHERE component = ?"
    before = dict(row for one in {*stale, *went_as.values()} for row in tables.execute(query, (one,)).fetchall())
    for component in stale:
        if tables.execute("DELETE FROM voices WHERE component = ? AND members = 0", (component,)).rowcount:
            continue
        actor = replace(name_from_forms(tables, component), id="")
        value = msgspec.json.encode(actor).decode()
        if value != before.get(component):
            tables.execute("UPDATE voices SET name = ?, value = ? WHERE component = ?", (actor.name.casefold(), value, component))
        if value != before.get(went_as.get(component, component)):
            _mark_reports(tables, component)


def _settle_figure(tables: sqlite3.Connection, identity: str) -> None:
    row = tables.execute("SELECT value FROM figures WHERE id = ?", (identity,)).fetchone()
    figure = msgspec.json.decode(row[0], type=Figure)
    day = (figure.as_of.start or figure.as_of.end) if figure.as_of else None
    about = (figure.speaker.id if figure.speaker else None, day.isoformat() if day else None, spot_of(tables, figure.place))
    doubt = "coalesce((SELECT confidence FROM statements WHERE statements.id = figures.statement), 1)"
    tables.execute(f"UPDATE figures SET speaker = ?, day = ?, spot = ?, doubt = {doubt} WHERE id = ?", (*about, identity))
    _put_row(tables, "counted", "figures", identity, figure_row(tables, identity, figure))


def _put_row(tables: sqlite3.Connection, index: str, table: str, identity: str, wanted: Row | None) -> None:
    """Bring the row by which a value is found up to date."""
    held = tables.execute(f"SELECT found_at FROM {table} WHERE id = ?", (identity,)).fetchone()
    if held is None:
        return
    found = tables.execute(f"SELECT rowid, words, facets FROM {index} WHERE rowid = ?", held).fetchone() if held[0] is not None else None
    if found == wanted:
        return
    if found:
        tables.execute(f"DELETE FROM {index} WHERE rowid = ?", held)
    if wanted:
        tables.execute(f"INSERT INTO {index} (rowid, words, facets) VALUES (?, ?, ?)", wanted)
    if held[0] != (wanted[0] if wanted else None):
        tables.execute(f"UPDATE {table} SET found_at = ? WHERE id = ?", (wanted[0] if wanted else None, identity))


def _settle_report(tables: sqlite3.Connection, identity: str) -> None:
    row = tables.execute("SELECT r.seq, t.facets FROM reports r LEFT JOIN told t ON t.rowid = r.seq WHERE r.id = ?", (identity,)).fetchone()
    if row is None:
        return
    facets = report_facets(tables, identity)
    if row[1] is None:
        tables.execute("INSERT INTO told (rowid, facets) VALUES (?, ?)", (row[0], facets))
    elif row[1] != facets:
        tables.execute("UPDATE told SET facets = ? WHERE rowid = ?", (facets, row[0]))
