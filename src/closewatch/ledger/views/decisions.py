"""What people's decisions do to the views: the latest that still holds wins, over what the reader found.

A withdrawn decision is as if it had never been made; whatever it was on is worked out again from the decisions that are left.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TypeVar, cast

import msgspec

from closewatch.ledger.views.actors import join, put_actor, refold
from closewatch.ledger.views.corrections import Pairs, added_figure, added_statement, corrected_figure, corrected_statement
from closewatch.ledger.views.members import refresh
from closewatch.ledger.views.rows import put_figure, put_statement, text_of, to_json
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.figure import Figure
from closewatch.terms.statement import Statement

Read = TypeVar("Read", Statement, Figure)

REVIEW = {Verdict.ACCEPT: "accepted", Verdict.ADD: "accepted", Verdict.CORRECT: "corrected", Verdict.REJECT: "rejected"}
"""What a verdict makes of the value it is on; the other verdicts leave its review as it was."""


def fold_decision(tables: sqlite3.Connection, decision: Decision, seq: int) -> None:
    """Add a decision and bring what it is on up to date."""
    about = (decision.id, seq, decision.on, decision.verdict.value, decision.by, decision.other)
    tables.execute("INSERT OR IGNORE INTO decisions VALUES (?, ?, ?, ?, ?, ?, 0, ?)", (*about, to_json(decision)))
    if decision.verdict is Verdict.WITHDRAW:
        _bring_up(tables, _settled(tables, decision.on), seq)
    elif decision.verdict is Verdict.MERGE and decision.other:
        join(tables, decision.on, decision.other, seq)
    else:
        _bring_up(tables, decision, seq)


def held(tables: sqlite3.Connection, identity: str) -> tuple[Decision, ...]:
    """Give the decisions on a value that were not withdrawn, the oldest first."""
    return tuple(decision for _, decision, withdrawn in _made(tables, identity) if not withdrawn)


def decision_of(tables: sqlite3.Connection, identity: str) -> Decision:
    """Give a decision by its id."""
    row = tables.execute("SELECT value FROM decisions WHERE id = ?", (identity,)).fetchone()
    return msgspec.json.decode(row[0], type=Decision)


def _made(tables: sqlite3.Connection, identity: str) -> list[tuple[int, Decision, bool]]:
    """Give every decision on a value with its entry and whether it was withdrawn, the oldest first."""
    rows = tables.execute('SELECT seq, value, withdrawn FROM decisions WHERE "on" = ? ORDER BY seq, id', (identity,)).fetchall()
    return [(seq, msgspec.json.decode(value, type=Decision), bool(withdrawn)) for seq, value, withdrawn in rows]


def _settled(tables: sqlite3.Connection, identity: str) -> Decision:
    """Work out which of a decision and all that withdraw it, or withdraw that, hold now; gives the decision that it is all about.

    A decision holds unless one that withdraws it holds.
    """
    about = decision_of(tables, identity)
    while about.verdict is Verdict.WITHDRAW:
        about = decision_of(tables, about.on)
    chain = [about.id]
    under: dict[str, list[str]] = {}
    for one in chain:
        query = "SELECT id FROM decisions WHERE \"on\" = ? AND verdict = 'withdraw' ORDER BY seq, id"
        under[one] = [row[0] for row in tables.execute(query, (one,)).fetchall()]
        chain += under[one]
    holds: dict[str, bool] = {}
    for one in reversed(chain):
        holds[one] = not any(holds[other] for other in under[one])
        tables.execute("UPDATE decisions SET withdrawn = ? WHERE id = ?", (int(not holds[one]), one))
    return about


def _bring_up(tables: sqlite3.Connection, decision: Decision, seq: int) -> None:
    match decision.on[:3], decision.verdict:
        case _, Verdict.ADD:
            _bring_up_addition(tables, decision, seq)
        case "st:", _:
            _bring_up_statement(tables, decision.on, seq)
        case "fi:", _:
            _bring_up_figure(tables, decision.on, seq)
        case "li:", _:
            _bring_up_link(tables, decision.on, seq)
        case _, Verdict.MERGE | Verdict.SPLIT if decision.other:
            refold(tables, (decision.on, decision.other), seq)
        case _:
            pass


def _bring_up_addition(tables: sqlite3.Connection, decision: Decision, seq: int) -> None:
    """Put what a person added among the readings, or take it out again."""
    added = _added(decision, text_of(tables, decision.on))
    if isinstance(added, Figure):
        put_figure(tables, added, seq)
        _bring_up_figure(tables, added.id, seq)
    else:
        put_statement(tables, added, seq)
        _bring_up_statement(tables, added.id, seq)


def _bring_up_statement(tables: sqlite3.Connection, identity: str, seq: int) -> None:
    row = tables.execute("SELECT coalesce(base, value), seq FROM statements WHERE id = ?", (identity,)).fetchone()
    if row is None:
        return
    value, review = _as_decided(tables, msgspec.json.decode(row[0], type=Statement), row[1], corrected_statement)
    if value.speaker:
        put_actor(tables, value.speaker, value.report, seq)
    speaker = value.speaker.id if value.speaker else None
    said = value.said.start.isoformat() if value.said and value.said.start else None
    query = "UPDATE statements SET base = coalesce(base, value), value = ?, review = ?, speaker = ?, stance = ?, said = ? WHERE id = ?"
    tables.execute(query, (to_json(value), review, speaker, value.stance.value, said, identity))
    figures = [found[0] for found in tables.execute("SELECT id FROM figures WHERE statement = ?", (identity,)).fetchall()]
    refresh(tables, figures, seq)


def _bring_up_figure(tables: sqlite3.Connection, identity: str, seq: int) -> None:
    row = tables.execute("SELECT coalesce(base, value), seq FROM figures WHERE id = ?", (identity,)).fetchone()
    if row is None:
        return
    value, review = _as_decided(tables, msgspec.json.decode(row[0], type=Figure), row[1], corrected_figure)
    query = "UPDATE figures SET base = coalesce(base, value), value = ?, review = ?, measure = ?, statement = ? WHERE id = ?"
    tables.execute(query, (to_json(value), review, value.measure, value.statement, identity))
    refresh(tables, (identity,), seq)


def _as_decided(tables: sqlite3.Connection, base: Read, seq: int, correct: Callable[[Read, Pairs, str], Read]) -> tuple[Read, str]:
    """Give a value and its review after every decision that holds, the oldest first.

    `base` is what entry `seq` brought. Where that was an addition, the value stands and falls with the additions of it.
    """
    text = text_of(tables, base.report)
    on_report = _made(tables, base.report)
    additions: list[tuple[int, Decision, bool]] = [
        made for made in on_report if made[1].verdict is Verdict.ADD and _added(made[1], text).id == base.id
    ]
    if any(made[0] == seq for made in additions) and all(withdrawn for _, _, withdrawn in additions):
        return base, REVIEW[Verdict.REJECT]
    value, review = base, "unreviewed"
    for _, decision, withdrawn in sorted((*additions, *_made(tables, base.id)), key=lambda made: (made[0], made[1].id)):
        if withdrawn:
            continue
        review = REVIEW.get(decision.verdict, review)
        if decision.verdict is Verdict.ADD:
            value = cast(Read, _added(decision, text))
        elif decision.verdict is Verdict.CORRECT:
            value = correct(value, decision.replacement, text)
    return value, review


def _added(decision: Decision, text: str) -> Statement | Figure:
    """Make the value that an addition adds: a figure where it names the span of a number, else a statement."""
    if any(field == "span" for field, _ in decision.replacement):
        return added_figure(decision.on, decision.replacement, text)
    return added_statement(decision.on, decision.replacement, text)


def _bring_up_link(tables: sqlite3.Connection, identity: str, seq: int) -> None:
    row = tables.execute('SELECT kind, "left", "right" FROM links WHERE id = ?', (identity,)).fetchone()
    if row is None:
        return
    judged = [decision.verdict for decision in held(tables, identity) if decision.verdict in REVIEW]
    rejected = judged[-1:] == [Verdict.REJECT]
    tables.execute("UPDATE links SET withdrawn = ? WHERE id = ?", (int(rejected), identity))
    if row[0] == "same-actor":
        refold(tables, row[1:], seq)
