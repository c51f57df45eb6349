"""Which figure answers which question with which claim: the fold that questions, claims and origins are counted from.

A figure is a member of a question when its key says what is counted, nothing about it was rejected, and it is either asserted or denied. A
denied amount is no claim of its own (docs/interfaces.md). One that today's reader does not find any more is a member only where a person
accepted or corrected it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from closewatch.ledger.views.actors import component_of
from closewatch.ledger.views.counts import close, count
from closewatch.ledger.views.lineage import lineage, successor_of
from closewatch.terms.claim import claim_id, own_claim_id, question_key
from closewatch.terms.figure import Figure, FigureKind, Standing
from closewatch.terms.record import to_plain
from closewatch.terms.statement import Stance, Statement

ANSWERING = (Standing.ASSERTED, Standing.DENIED, Standing.UNVERIFIED, Standing.DISPUTED)
"""The standings that answer a question; a fear, a hypothesis and a withdrawn number do not, unless it was worked out of given numbers."""

DOUBTING = (Stance.DENIES, Stance.DOUBTS, Stance.DECLINES)
"""The stances of somebody who does not put a disputed number forward: it is no claim of theirs."""

SAYING_NOTHING = (None, "person", "percent", "ratio", "unknown")
"""Units that do not say what is counted where the measure is "other"; a singular noun ("shell") does."""

COUNTS = "review <> 'rejected' AND (state = 'read' OR (state = 'kept' AND review IN ('accepted', 'corrected')))"
"""Which figures can answer a question at all, as a condition on their rows."""


class Member(NamedTuple):
    """One figure's place: question, claim, whether it is denied, the local actor at its root, its report and statement."""

    question: str
    claim: str
    denied: int
    actor: str
    report: str
    statement: str | None


def refresh(tables: sqlite3.Connection, figures: Iterable[str], seq: int) -> None:
    """Bring the membership of some figures up to date, and the counters with it."""
    for identity in figures:
        figure = _figure(tables, identity)
        wanted = _place(tables, identity, figure) if figure else None
        query = "SELECT question, claim, denied, actor, report, statement FROM members WHERE figure = ? AND until_seq IS NULL"
        row = tables.execute(query, (identity,)).fetchone()
        found = Member(*row) if row else None
        if wanted == found:
            continue
        if wanted and figure:
            _enter(tables, identity, figure, wanted, seq)
        if found:
            _leave(tables, identity, found, seq, again=wanted is not None)


def _place(tables: sqlite3.Connection, identity: str, figure: Figure) -> Member | None:
    if not _answers(figure) or not _is_countable(figure):
        return None
    statement = _statement(tables, figure.statement) if figure.statement else None
    if figure.statement and statement is None:
        return None
    if figure.standing is Standing.DISPUTED and statement and statement.stance in DOUBTING:
        return None
    question = question_key(figure).id
    if _is_difference(tables, figure, question):
        return None
    speaker = (statement and statement.speaker) or figure.speaker
    actor = speaker.id if speaker else _outlet(tables, figure.report)
    denied = figure.standing is Standing.DENIED
    own = own_claim_id(question, identity) if _is_split_off(tables, identity) else claim_id(question, figure.amount)
    return Member(question, successor_of(tables, own), int(denied), actor, figure.report, figure.statement)


def _is_split_off(tables: sqlite3.Connection, identity: str) -> bool:
    """Tell whether a person said that a figure makes a claim of its own, under any of its ids."""
    query = "SELECT 1 FROM decisions WHERE \"on\" = ? AND verdict = 'split' AND NOT withdrawn"
    return any(_any(tables, query, one) for one in lineage(tables, identity))


def _answers(figure: Figure) -> bool:
    """Tell whether a figure is put forward at all: a sum worked out of given numbers is, though the text puts it under an "if"."""
    derived = figure.standing is Standing.HYPOTHETICAL and bool(figure.derived_from)
    return (figure.standing in ANSWERING or derived) and not (figure.amount.low is None and figure.amount.high is None)


def _is_difference(tables: sqlite3.Connection, figure: Figure, question: str) -> bool:
    """Tell whether a number is what lies between two answers to the question: that answers another one."""
    if len(figure.derived_from) != 2:
        return False
    parents = [parent for identity in figure.derived_from if (parent := _figure(tables, identity))]
    ends = [parent.amount.low for parent in parents if question_key(parent).id == question and parent.amount.low is not None]
    return len(ends) == 2 and abs(ends[0] - ends[1]) == figure.amount.low


def _is_countable(figure: Figure) -> bool:
    """Tell whether measure and unit together say what is counted: "other" shells do, "other" people do not."""
    if figure.measure != "other":
        return True
    return figure.unit not in SAYING_NOTHING and figure.kind is FigureKind.COUNT and figure.per is None


def _enter(tables: sqlite3.Connection, identity: str, figure: Figure, member: Member, seq: int) -> None:
    # A figure that moves within one entry closes its old row under the same since_seq, so the old one must be out of the way first.
    tables.execute("DELETE FROM members WHERE figure = ? AND since_seq = ? AND until_seq IS NULL", (identity, seq))
    tables.execute("UPDATE members SET until_seq = ? WHERE figure = ? AND until_seq IS NULL", (seq, identity))
    tables.execute("INSERT INTO members VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)", (identity, *member, seq))
    if not _is_open(tables, "questions", member.question):
        asked = question_key(figure)
        key = msgspec.json.encode(to_plain(asked)).decode()
        parts = (asked.unit, asked.per, asked.population_country, asked.population_class, asked.place_country)
        about = (member.question, figure.measure, key, seq, *parts)
        tables.execute("INSERT INTO questions VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?, ?)", about)
    if not member.denied:
        if not _is_open(tables, "claims", member.claim):
            tables.execute("INSERT INTO claims VALUES (?, ?, ?, NULL)", (member.claim, member.question, seq))
        count(tables, member.claim, component_of(tables, member.actor), 1, seq)


def _leave(tables: sqlite3.Connection, identity: str, member: Member, seq: int, *, again: bool) -> None:
    if not again:
        close(tables, "members", {"figure": identity}, seq)
    if not member.denied:
        count(tables, member.claim, component_of(tables, member.actor), -1, seq)
        if not _any(tables, "SELECT 1 FROM origins WHERE claim = ? AND until_seq IS NULL", member.claim):
            close(tables, "claims", {"id": member.claim}, seq)
    if not _any(tables, "SELECT 1 FROM members WHERE question = ? AND until_seq IS NULL", member.question):
        close(tables, "questions", {"id": member.question}, seq)


def _figure(tables: sqlite3.Connection, identity: str) -> Figure | None:
    row = tables.execute(f"SELECT value FROM figures WHERE id = ? AND {COUNTS}", (identity,)).fetchone()
    return msgspec.json.decode(row[0], type=Figure) if row else None


def _statement(tables: sqlite3.Connection, identity: str) -> Statement | None:
    row = tables.execute("SELECT value FROM statements WHERE id = ? AND review <> 'rejected' AND state <> 'gone'", (identity,)).fetchone()
    return msgspec.json.decode(row[0], type=Statement) if row else None


def _outlet(tables: sqlite3.Connection, report: str) -> str:
    return str(tables.execute("SELECT outlet FROM reports WHERE id = ?", (report,)).fetchone()[0])


def _is_open(tables: sqlite3.Connection, table: str, identity: str) -> bool:
    return _any(tables, f"SELECT 1 FROM {table} WHERE id = ? AND until_seq IS NULL", identity)


def _any(tables: sqlite3.Connection, query: str, argument: str) -> bool:
    return tables.execute(query, (argument,)).fetchone() is not None
