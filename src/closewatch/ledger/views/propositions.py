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
from closewatch.ledger.views.lineage import successor_of
from closewatch.terms.about import OF_THE_SPEAKER
from closewatch.terms.change import Polarity
from closewatch.terms.claim import answer_id, proposition_key
from closewatch.terms.statement import Basis, Stance, Statement

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


def is_conceded(statement: Statement) -> bool:
    """Tell a yes that is admitted, or confirmed officially for the state whose people they are or in which they are, from what others say.

    Who accuses and who owns up give two answers (docs/guide/questions.md).
    """
    about, speaker = statement.about, statement.speaker
    if statement.stance is Stance.ADMITS or about is None:
        return about is not None
    official = statement.stance is Stance.CONFIRMS and statement.basis is Basis.OFFICIAL
    whose = (about.population.country if about.population else None, about.place.country if about.place else None)
    own = about.population is not None and about.population.rule == OF_THE_SPEAKER
    return official and speaker is not None and (own or (speaker.country is not None and speaker.country in whose))


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
    claim = answer_id(key.id, polarity, statement.about.act, is_conceded(statement))
    return Position(key.id, successor_of(tables, claim), polarity.value, actor, statement.report)
