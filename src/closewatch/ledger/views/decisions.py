"""What people's decisions do to the views: the latest that still holds wins, over what the reader found.

A withdrawn decision is as if it had never been made; whatever it was on is worked out again from the decisions that are left.
"""

from __future__ import annotations

import sqlite3

import msgspec

from closewatch.ledger.views.actors import component_of, join, put_actor, refold
from closewatch.ledger.views.corrections import added_figure, added_statement, corrected_figure, corrected_statement
from closewatch.ledger.views.members import refresh
from closewatch.ledger.views.rows import put_figure, put_statement, text_of, to_json
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.figure import Figure
from closewatch.terms.statement import Statement

REVIEW = {Verdict.ACCEPT: "accepted", Verdict.CORRECT: "corrected", Verdict.REJECT: "rejected"}
"""What a verdict makes of the value it is on; the other verdicts leave its review as it was."""


def fold_decision(tables: sqlite3.Connection, decision: Decision, seq: int) -> None:
    """Add a decision and bring what it is on up to date."""
    about = (decision.id, seq, decision.on, decision.verdict.value, decision.by, decision.other)
    tables.execute("INSERT OR IGNORE INTO decisions VALUES (?, ?, ?, ?, ?, ?, 0, ?)", (*about, to_json(decision)))
    if decision.verdict is Verdict.WITHDRAW:
        undone = decision_of(tables, decision.on)
        holds = undone.verdict is Verdict.WITHDRAW
        tables.execute("UPDATE decisions SET withdrawn = 1 WHERE id = ?", (undone.id,))
        if holds:
            undone = decision_of(tables, undone.on)
            tables.execute("UPDATE decisions SET withdrawn = 0 WHERE id = ?", (undone.id,))
        _bring_up(tables, undone, seq, holds=holds)
    else:
        _bring_up(tables, decision, seq, holds=True)


def held(tables: sqlite3.Connection, identity: str) -> tuple[Decision, ...]:
    """Give the decisions on a value that were not withdrawn, the oldest first."""
    query = 'SELECT value FROM decisions WHERE "on" = ? AND NOT withdrawn ORDER BY seq'
    return tuple(msgspec.json.decode(row[0], type=Decision) for row in tables.execute(query, (identity,)).fetchall())


def decision_of(tables: sqlite3.Connection, identity: str) -> Decision:
    """Give a decision by its id."""
    row = tables.execute("SELECT value FROM decisions WHERE id = ?", (identity,)).fetchone()
    return msgspec.json.decode(row[0], type=Decision)


def _bring_up(tables: sqlite3.Connection, decision: Decision, seq: int, *, holds: bool) -> None:
    match decision.on[:3], decision.verdict:
        case _, Verdict.ADD:
            _bring_up_addition(tables, decision, seq, holds=holds)
        case "st:", _:
            _bring_up_statement(tables, decision.on, seq)
        case "fi:", _:
            _bring_up_figure(tables, decision.on, seq)
        case "li:", _:
            _bring_up_link(tables, decision.on, seq)
        case _, Verdict.MERGE if decision.other and holds:
            join(tables, decision.on, decision.other, seq)
        case _, Verdict.MERGE:
            refold(tables, component_of(tables, decision.on), seq)
        case _, Verdict.SPLIT if decision.other:
            _bring_up_split(tables, decision.other, seq, holds=holds)
        case _:
            pass


def _bring_up_statement(tables: sqlite3.Connection, identity: str, seq: int) -> None:
    row = tables.execute("SELECT base, report FROM statements WHERE id = ?", (identity,)).fetchone()
    if row is None:
        return
    value, review = msgspec.json.decode(row[0], type=Statement), "unreviewed"
    for decision in held(tables, identity):
        review = REVIEW.get(decision.verdict, review)
        if decision.verdict is Verdict.CORRECT:
            value = corrected_statement(value, decision.replacement, text_of(tables, row[1]))
    if value.speaker:
        put_actor(tables, value.speaker, value.report, seq)
    speaker = value.speaker.id if value.speaker else None
    query = "UPDATE statements SET value = ?, review = ?, speaker = ?, stance = ? WHERE id = ?"
    tables.execute(query, (to_json(value), review, speaker, value.stance.value, identity))
    figures = [found[0] for found in tables.execute("SELECT id FROM figures WHERE statement = ?", (identity,)).fetchall()]
    refresh(tables, figures, seq)


def _bring_up_figure(tables: sqlite3.Connection, identity: str, seq: int) -> None:
    row = tables.execute("SELECT base, report FROM figures WHERE id = ?", (identity,)).fetchone()
    if row is None:
        return
    value, review = msgspec.json.decode(row[0], type=Figure), "unreviewed"
    for decision in held(tables, identity):
        review = REVIEW.get(decision.verdict, review)
        if decision.verdict is Verdict.CORRECT:
            value = corrected_figure(value, decision.replacement, text_of(tables, row[1]))
    query = "UPDATE figures SET value = ?, review = ?, measure = ?, statement = ? WHERE id = ?"
    tables.execute(query, (to_json(value), review, value.measure, value.statement, identity))
    refresh(tables, (identity,), seq)


def _bring_up_addition(tables: sqlite3.Connection, decision: Decision, seq: int, *, holds: bool) -> None:
    """Put what a person added among the readings, or take it out again."""
    text = text_of(tables, decision.on)
    if any(field == "span" for field, _ in decision.replacement):
        figure = added_figure(decision.on, decision.replacement, text)
        put_figure(tables, figure, seq, review="accepted")
        tables.execute("UPDATE figures SET review = ? WHERE id = ?", ("accepted" if holds else "rejected", figure.id))
        refresh(tables, (figure.id,), seq)
    else:
        statement = added_statement(decision.on, decision.replacement, text)
        put_statement(tables, statement, seq, review="accepted")
        tables.execute("UPDATE statements SET review = ? WHERE id = ?", ("accepted" if holds else "rejected", statement.id))


def _bring_up_link(tables: sqlite3.Connection, identity: str, seq: int) -> None:
    row = tables.execute('SELECT kind, "left" FROM links WHERE id = ?', (identity,)).fetchone()
    if row is None:
        return
    rejected = any(decision.verdict is Verdict.REJECT for decision in held(tables, identity))
    tables.execute("UPDATE links SET withdrawn = ? WHERE id = ?", (int(rejected), identity))
    if row[0] == "same-actor":
        refold(tables, component_of(tables, row[1]), seq)
        _join_by_links(tables, row[1], seq)


def _bring_up_split(tables: sqlite3.Connection, actor: str, seq: int, *, holds: bool) -> None:
    if holds:
        refold(tables, component_of(tables, actor), seq)
    else:
        _join_by_links(tables, actor, seq)


def _join_by_links(tables: sqlite3.Connection, actor: str, seq: int) -> None:
    """Bring a local actor to where its links lead."""
    query = 'SELECT "right" FROM links WHERE "left" = ? AND kind = \'same-actor\' AND NOT withdrawn ORDER BY seq'
    for (right,) in tables.execute(query, (actor,)).fetchall():
        join(tables, actor, right, seq)
