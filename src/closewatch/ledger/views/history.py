"""The whole of one question: its answers by date and origin, what was revised, what stands side by side, and the questions next to it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from closewatch.ledger.views.beside import key_difference, side_by_side
from closewatch.ledger.views.compare import Held, held
from closewatch.ledger.views.conflicts import distinct
from closewatch.ledger.views.known import Known, known_of_few
from closewatch.ledger.views.questions import TODAY, answered, question_of, wording
from closewatch.ledger.views.yes_no import yes_no_question
from closewatch.terms.claim import QuestionKey
from closewatch.terms.history import Given, History, Related
from closewatch.terms.statement import Basis

MOST_RELATED = 8
"""How many neighbouring questions are shown: those with the most claims."""


def history(tables: sqlite3.Connection, identity: str, *, at: int = TODAY) -> History | None:
    """Give one question with all of it, as it stood after an entry (today, unless told); None where there was none."""
    known = known_of_few(tables, at)
    found = answered(tables, identity, at, known)
    if found is None:
        asked = yes_no_question(tables, identity, known, at)
        return History(asked, (), (), ()) if asked else None
    key, answers = found
    question = question_of(tables, key, answers, known)
    ready = held([answer for answer in answers if not answer.denied])
    beside, untold = side_by_side(distinct(ready), question.conflicts)
    return History(question, _given(ready, known), beside, _related(tables, key, at, known), untold)


def _given(answers: Iterable[Held], known: Known) -> tuple[Given, ...]:
    groups: dict[object, list[Held]] = {}
    for one in answers:
        groups.setdefault((one.claim, one.actor, one.scope, one.first, one.last), []).append(one)
    rows = [_row(group, known) for group in groups.values()]
    return tuple(sorted(rows, key=lambda row: (_start(row), row.first_said or "9999", row.actor.name, row.claim)))


def _row(group: Sequence[Held], known: Known) -> Given:
    first = group[0]
    bases = Counter(one.answer.said.basis for one in group if one.answer.said and one.answer.said.basis is not Basis.UNSTATED)
    return Given(
        claim=first.claim,
        actor=known.name(first.actor),
        amount=next((one.figure.amount for one in group if one.figure.amount.approximate), first.figure.amount),
        scope=first.scope,
        as_of=first.figure.as_of.period if first.figure.as_of else None,
        first_said=min((day for one in group if (day := one.answer.first_said)), default=None),
        basis=bases.most_common(1)[0][0] if bases else Basis.UNSTATED,
        reports=tuple(sorted({one.answer.report for one in group})),
    )


def _start(row: Given) -> str:
    day = (row.as_of.end or row.as_of.start) if row.as_of else None
    return day.isoformat() if day else row.first_said or "9999"


def _related(tables: sqlite3.Connection, key: QuestionKey, at: int, known: Known) -> tuple[Related, ...]:
    query = "SELECT id, value FROM questions WHERE since_seq <= ?1 AND (until_seq IS NULL OR until_seq > ?1)"
    near = []
    for identity, value in tables.execute(query, (at,)).fetchall():
        difference = key_difference(key, msgspec.json.decode(value, type=QuestionKey))
        if difference:
            counting = (
                "SELECT count(DISTINCT id) FROM claims WHERE question = ?1 AND since_seq <= ?2 AND (until_seq IS NULL OR until_seq > ?2)"
            )
            near.append((tables.execute(counting, (identity, at)).fetchone()[0], identity, difference))
    found = []
    for claims, identity, (differs, because) in sorted(near, key=lambda one: (-one[0], one[1]))[:MOST_RELATED]:
        other = answered(tables, identity, at, known)
        if other and claims:
            found.append(Related(identity, wording(*other), claims, differs, because))
    return tuple(found)
