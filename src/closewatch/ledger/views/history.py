"""The whole of one question: its answers by date and origin, what was revised, what stands side by side, and the questions next to it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence

import msgspec

from closewatch.ledger.views.answers import answers_to
from closewatch.ledger.views.beside import key_difference, side_by_side
from closewatch.ledger.views.compare import Held, ends, held
from closewatch.ledger.views.conflicts import distinct
from closewatch.ledger.views.known import Known, known_of_few
from closewatch.ledger.views.questions import TODAY, answered, question_of, wording
from closewatch.ledger.views.yes_no import yes_no_question
from closewatch.terms.claim import QuestionKey
from closewatch.terms.history import Given, History, Related
from closewatch.terms.statement import Basis

MOST_RELATED = 8
"""How many neighbouring questions are shown: those with the most claims."""


Worded = Callable[[str], str | None]
"""Gives the wording of a question, where somebody knows it already."""


def history(tables: sqlite3.Connection, identity: str, *, at: int = TODAY, worded: Worded = lambda _: None) -> History | None:
    """Give one question with all of it, as it stood after an entry (today, unless told); None where there was none.

    The questions next to it need not be put together for their words where `worded` has them.
    """
    known = known_of_few(tables, at)
    found = answered(tables, identity, at, known)
    if found is None:
        asked = yes_no_question(tables, identity, known, at)
        return History(asked, (), (), ()) if asked else None
    key, answers = found
    question = question_of(tables, key, answers, known)
    ready = held([answer for answer in answers if not answer.denied])
    made = {claim.id for claim in question.claims}
    beside, untold = side_by_side(distinct([one for one in ready if one.claim in made]), question.conflicts)
    return History(question, _given(ready, made, known), beside, _related(tables, key, at, known, worded), untold)


def _given(answers: Iterable[Held], made: Collection[str], known: Known) -> tuple[Given, ...]:
    groups: dict[object, list[Held]] = {}
    for one in answers:
        groups.setdefault((one.claim, one.actor, one.scope, one.first, one.last, ends(one.figure.amount)), []).append(one)
    rows = [_row(group, made, known) for group in groups.values()]
    return tuple(sorted(rows, key=lambda row: (_start(row), row.first_said or "9999", row.actor.name, row.claim)))


def _row(group: Sequence[Held], made: Collection[str], known: Known) -> Given:
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
        changed=first.claim not in made,
    )


def _start(row: Given) -> str:
    day = (row.as_of.end or row.as_of.start) if row.as_of else None
    return day.isoformat() if day else row.first_said or "9999"


_OPEN = "since_seq <= :at AND (until_seq IS NULL OR until_seq > :at)"
_PARTS = ("unit", "per", "population_country", "population_class", "place_country")
# One part alone may differ: the measure, or one of the others. Each of the two is looked up by what has to be the same.
_NEAR = f"""
SELECT id, value FROM questions WHERE place_country IS :place_country AND population_country IS :population_country
    AND population_class IS :population_class AND unit IS :unit AND per IS :per AND measure <> :measure AND {_OPEN}
UNION ALL SELECT id, value FROM questions
WHERE measure = :measure AND {_OPEN} AND {" + ".join(f"({part} IS NOT :{part})" for part in _PARTS)} = 1"""
_CLAIMS = f"SELECT count(DISTINCT id) FROM claims WHERE question = :question AND {_OPEN}"


def _related(tables: sqlite3.Connection, key: QuestionKey, at: int, known: Known, worded: Worded) -> tuple[Related, ...]:
    near: list[tuple[int, str, tuple[str, str], QuestionKey]] = []
    asked = {name: getattr(key, name) for name in (*_PARTS, "measure")}
    for identity, value in tables.execute(_NEAR, {**asked, "at": at}).fetchall():
        other = msgspec.json.decode(value, type=QuestionKey)
        difference = key_difference(key, other)
        if difference:
            claims = tables.execute(_CLAIMS, {"question": identity, "at": at}).fetchone()[0]
            near.append((claims, identity, difference, other))
    found = []
    for claims, identity, (differs, because), other in sorted(near, key=lambda one: (-one[0], one[1]))[:MOST_RELATED]:
        if claims:
            # Words need no more of the answers than whom they count; nobody is traced back for them.
            named = worded(identity) or wording(other, answers_to(tables, identity, at, known.component))
            found.append(Related(identity, named, claims, differs, because))
    return tuple(found)
