"""Which statement answers which yes/no question, and how: the fold that yes/no questions are gathered from.

A statement answers yes, no, or declines to say, when it is about people somewhere or about what happened there (`Statement.about`), and
stands for itself: what is foreseen, feared or demanded is no answer, and who only passes on another's words gives none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from closewatch.ledger.views.counts import close
from closewatch.terms.change import Polarity
from closewatch.terms.claim import answer_id, proposition_key
from closewatch.terms.statement import Stance, Statement

ASSERTING = frozenset((Stance.ASSERTS, Stance.BELIEVES, Stance.CONFIRMS, Stance.ADMITS, Stance.ESTIMATES))
"""The stances of somebody who says that it is so, or, where the content has a "no", that it is not."""

COUNTS = "review <> 'rejected' AND (state = 'read' OR (state = 'kept' AND review IN ('accepted', 'corrected')))"
"""Which statements can answer a question at all, as a condition on their rows."""


class Position(NamedTuple):
    """One statement's place: question, claim, polarity, the local actor who gives the answer, and its report."""

    question: str
    claim: str
    polarity: str
    actor: str
    report: str


def polarity_of(statement: Statement) -> Polarity | None:
    """Say how a statement answers whether what it is about happened; None where it gives no answer.

    Who denies a "no" says yes ("rejected the claim that nobody was there"); who neither confirms nor denies declines.
    """
    about = statement.about
    if about is None or about.planned:
        return None
    if statement.stance is Stance.DECLINES:
        return Polarity.DECLINES
    if statement.stance is not Stance.DENIES and statement.stance not in ASSERTING:
        return None
    return Polarity.NO if about.negated != (statement.stance is Stance.DENIES) else Polarity.YES


def refresh_positions(tables: sqlite3.Connection, statements: Iterable[str], seq: int) -> None:
    """Bring up to date which questions some statements answer."""
    for identity in statements:
        row = tables.execute(f"SELECT value, report FROM statements WHERE id = ? AND {COUNTS}", (identity,)).fetchone()
        wanted = _position(tables, msgspec.json.decode(row[0], type=Statement)) if row else None
        query = "SELECT question, claim, polarity, actor, report FROM positions WHERE statement = ? AND until_seq IS NULL"
        found = tables.execute(query, (identity,)).fetchone()
        if wanted == (Position(*found) if found else None):
            continue
        if found:
            close(tables, "positions", {"statement": identity}, seq)
        if wanted:
            tables.execute("DELETE FROM positions WHERE statement = ? AND since_seq = ?", (identity, seq))
            tables.execute("INSERT INTO positions VALUES (?, ?, ?, ?, ?, ?, ?, NULL)", (identity, *wanted, seq))


def _position(tables: sqlite3.Connection, statement: Statement) -> Position | None:
    polarity = polarity_of(statement)
    key = proposition_key(statement.about) if statement.about and polarity else None
    if polarity is None or key is None or statement.about is None:
        return None
    outlet = tables.execute("SELECT outlet FROM reports WHERE id = ?", (statement.report,)).fetchone()
    actor = statement.speaker.id if statement.speaker else str(outlet[0])
    return Position(key.id, answer_id(key.id, polarity, statement.about.act), polarity.value, actor, statement.report)
