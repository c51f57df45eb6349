"""What retellings made of the answers to a yes/no question: listed under the answer that they changed, never as answers of their own.

Who refused to comment has denied nothing because a reprint says so. The changes are found in `linking`; here they are only looked up.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import msgspec

from closewatch.ledger.views.given import GivenAnswer
from closewatch.ledger.views.known import Known
from closewatch.ledger.views.origins import takes_over
from closewatch.terms.claim import DriftKind, Link, LinkKind
from closewatch.terms.statement import Statement

CHANGES_AN_ANSWER = frozenset(
    kind.value
    for kind in (
        DriftKind.DECLINE_TO_DENIAL,
        DriftKind.ROLE_SWAPPED,
        DriftKind.CERTAINTY_RAISED,
        DriftKind.PLANNED_TO_DONE,
        DriftKind.POPULATION_CHANGED,
        DriftKind.PLACE_CHANGED,
        DriftKind.MEASURE_CHANGED,
        DriftKind.SPEAKER_CHANGED,
    )
)
"""Changes by which a retelling says another thing than it retells; a lost bound is no matter of yes or no."""
_FARTHEST = 8
"""How many times a retelling is looked up that retells a retelling."""


def under_what_they_retell(tables: sqlite3.Connection, answers: Sequence[GivenAnswer], known: Known) -> tuple[GivenAnswer, ...]:
    """Give the answers with every retelling in the place of what it retells; those that retell no answer to the question are left out.

    A plan that is told as done retells no answer, and is listed with what the same speaker answers, if anything.
    """
    known.ready(one for answer in answers for one in (answer.statement.id, answer.statement.report))
    own = {answer.statement.id: answer for answer in answers}
    parents = {identity: found for identity, answer in own.items() if (found := _retold(tables, answer.statement, known))}
    kept = {identity: answer for identity, answer in own.items() if identity not in parents}
    for identity, answer in own.items():
        parent = identity
        for _ in range(_FARTHEST):
            if parent not in parents:
                break
            parent = parents[parent]
        if parent == identity:
            continue
        stands_for = own.get(parent) or _said_otherwise(answer, known.speaker(parent), kept.values())
        if stands_for and stands_for.statement.id in kept:
            kept[identity] = _in_place_of(stands_for, answer)
    for answer in tuple(kept.values()):
        for statement, published, publisher in _changed_elsewhere(tables, answer, known):
            if statement.id not in own and statement.id not in kept:
                kept[statement.id] = _in_place_of(answer, replace(answer, statement=statement, published=published, publisher=publisher))
    return tuple(sorted(kept.values(), key=lambda answer: answer.order))


def _in_place_of(answer: GivenAnswer, retelling: GivenAnswer) -> GivenAnswer:
    return replace(retelling, claim=answer.claim, polarity=answer.polarity, actor=answer.actor, retold=True)


def _said_otherwise(answer: GivenAnswer, speaker: str | None, kept: Iterable[GivenAnswer]) -> GivenAnswer | None:
    return next((one for one in kept if one.actor.id == speaker and one.polarity is answer.polarity and not one.retold), None)


def _retold(tables: sqlite3.Connection, statement: Statement, known: Known) -> str | None:
    """Give the statement of which a statement, or a number in it, is a changed retelling."""
    for identity in _values(tables, statement.id):
        for link in known.leaning(identity):
            there = _statement_of(tables, known.today(link.right)) if _changes(link) else None
            if there and there != statement.id and _is_taken_over(tables, statement.report, there, known):
                return there
    return None


def _changed_elsewhere(tables: sqlite3.Connection, answer: GivenAnswer, known: Known) -> Iterator[tuple[Statement, str | None, str | None]]:
    """Give the retellings of an answer that say another thing and so answer another question, or none."""
    for identity in _values(tables, answer.statement.id):
        for changed in known.changing(identity):
            there = _statement_of(tables, changed)
            query = """SELECT s.value, r.published, r.publisher FROM statements s JOIN reports r ON r.id = s.report
                WHERE s.id = ? AND s.state <> 'gone' AND s.review <> 'rejected'"""
            row = tables.execute(query, (there,)).fetchone()
            statement = msgspec.json.decode(row[0], type=Statement) if row else None
            if statement and _retold(tables, statement, known) == answer.statement.id:
                yield statement, row[1], row[2]


def _changes(link: Link) -> bool:
    return link.kind is LinkKind.DRIFTS and not CHANGES_AN_ANSWER.isdisjoint(link.parts)


def _is_taken_over(tables: sqlite3.Connection, report: str, there: str, known: Known) -> bool:
    """Whether a report took over what another has, or tells it twice itself: what an outlet asks again some days later is told anew."""
    row = tables.execute("SELECT report FROM statements WHERE id = ?", (there,)).fetchone()
    source = row and row[0]
    return source == report or any(link.right == source and takes_over(link) for link in known.leaning(report))


def _values(tables: sqlite3.Connection, statement: str) -> tuple[str, ...]:
    figures = tables.execute("SELECT id FROM figures WHERE statement = ? ORDER BY id", (statement,)).fetchall()
    return (statement, *(identity for (identity,) in figures))


def _statement_of(tables: sqlite3.Connection, identity: str) -> str | None:
    if identity.startswith("st:"):
        return identity
    row = tables.execute("SELECT statement FROM figures WHERE id = ?", (identity,)).fetchone()
    return row[0] if row else None
