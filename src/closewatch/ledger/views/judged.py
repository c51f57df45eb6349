"""Which values people judged, and how far two of them agree: a fold over decisions, whether or not a second reviewer is required.

Whether one is required is told by decisions on questions; what follows from it is the business of `review`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec

from closewatch.ledger.journal import moment
from closewatch.ledger.views.lineage import lineage, successor_of
from closewatch.terms.decision import Decision, person_of
from closewatch.terms.review import SecondReview, SecondState, second_review

_QUESTIONS = {
    "fi": "SELECT question FROM members WHERE figure = ?1",
    "st": "SELECT question FROM members WHERE statement = ?1 UNION SELECT question FROM positions WHERE statement = ?1",
}


def put_judged(tables: sqlite3.Connection, identity: str, judgements: Sequence[Decision]) -> None:
    """Bring up to date how far people agree on a value; `judgements` are those that hold, the oldest first."""
    tables.executemany("DELETE FROM judged WHERE id = ?", [(one,) for one in lineage(tables, identity)])
    found = second_review(judgements)
    if found:
        second = found.second.id if found.second else None
        about = (identity, found.state.value, found.first.id, second, person_of(found.latest.by), moment(judgements[-1].at))
        tables.execute("INSERT INTO judged VALUES (?, ?, ?, ?, ?, ?)", about)


def judged(tables: sqlite3.Connection, identity: str) -> SecondReview | None:
    """Say how far people agree on a value; None where nobody judged it."""
    query = "SELECT state, first, second FROM judged WHERE id = ?"
    row = tables.execute(query, (successor_of(tables, identity),)).fetchone()
    if row is None:
        return None
    first, second = (one and _decision(tables, one) for one in row[1:])
    return SecondReview(SecondState(row[0]), first, second)


def _decision(tables: sqlite3.Connection, identity: str) -> Decision:
    value = tables.execute("SELECT value FROM decisions WHERE id = ?", (identity,)).fetchone()[0]
    return msgspec.json.decode(value, type=Decision)


def questions_answered(tables: sqlite3.Connection, identity: str) -> tuple[str, ...]:
    """Name the questions that a statement or a figure answers, by the figures of the statement too, or did before people decided on it:
    who rejects an answer, or moves it elsewhere, decides on the question too."""
    query = _QUESTIONS.get(identity[:2])
    if query is None:
        return ()
    return tuple(sorted({row[0] for row in tables.execute(query, (successor_of(tables, identity),)).fetchall()}))


def requiring(tables: sqlite3.Connection) -> frozenset[str]:
    """Name the questions for which a person requires a second reviewer."""
    query = "SELECT \"on\" FROM decisions WHERE verdict = 'require' AND NOT withdrawn"
    return frozenset(row[0] for row in tables.execute(query).fetchall())


_OPEN = "SELECT j.id FROM judged j {} WHERE j.state <> 'agreed' AND j.person <> ?1 {} ORDER BY j.at, j.id LIMIT ?2"
_OF_ONE = """JOIN (SELECT figure AS id FROM members WHERE question = ?3
    UNION SELECT statement FROM members WHERE question = ?3
    UNION SELECT statement FROM positions WHERE question = ?3) v ON v.id = j.id"""
_OF_ANY = """AND (EXISTS (SELECT 1 FROM members WHERE figure = j.id)
    OR EXISTS (SELECT 1 FROM members WHERE statement = j.id)
    OR EXISTS (SELECT 1 FROM positions WHERE statement = j.id))"""


def open_for_a_second(tables: sqlite3.Connection, question: str | None, person: str, limit: int) -> tuple[str, ...]:
    """Name the values that answer a question (any, where none is told), that somebody else judged last, and that no two agree on; those
    that wait longest first."""
    if question is None:
        rows = tables.execute(_OPEN.format("", _OF_ANY), (person, limit))
    else:
        rows = tables.execute(_OPEN.format(_OF_ONE, ""), (person, limit, question))
    return tuple(row[0] for row in rows.fetchall())
