"""Questions as people read them: the rival claims, the origins behind each, and the conflicts, at any head of the journal."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

import msgspec

from closewatch.ledger.views.actors import component_of, name_of
from closewatch.ledger.views.answers import Answer, answers_to
from closewatch.ledger.views.conflicts import conflicts_among
from closewatch.ledger.views.independence import count_proved
from closewatch.ledger.views.lineage import lineage
from closewatch.terms.actor import Actor
from closewatch.terms.claim import Claim, ConflictKind, Link, Origin, Question, QuestionKey, question_key
from closewatch.terms.countries import country_name
from closewatch.terms.figure import amount_in_words
from closewatch.terms.statement import Basis, Stance
from closewatch.terms.when import Period

NOUNS = {
    "killed": "Deaths", "wounded": "Wounded", "captured": "Captured", "detained": "Detained", "surrendered": "Surrendered",
    "released": "Released", "missing": "Missing", "abducted": "Abducted", "displaced": "Displaced", "evacuated": "Evacuated",
    "returned": "Returned", "trapped": "Trapped", "affected": "Affected", "deployed": "Deployment", "recruited": "Recruitment",
    "deserted": "Desertions", "paid": "Pay", "destroyed": "Destroyed", "damaged": "Damaged", "launched": "Launched",
    "intercepted": "Intercepted",
}  # fmt: skip
"""The heading of a question by its measure; the others are headed by the measure itself."""


TODAY = 2**62
"""A number beyond every entry: the views as they stand."""


def questions(tables: sqlite3.Connection, *, at: int = TODAY, measure: str | None = None) -> Iterator[Question]:
    """Give every question as it stood after an entry (today, unless told), in the order of their ids."""
    query = "SELECT id, value FROM questions WHERE since_seq <= ? AND (until_seq IS NULL OR until_seq > ?) AND (? IS NULL OR measure = ?)"
    names = _names(tables)
    for identity, key in tables.execute(query + " ORDER BY id", (at, at, measure, measure)).fetchall():
        yield _question(tables, identity, msgspec.json.decode(key, type=QuestionKey), at, names)


def question(tables: sqlite3.Connection, identity: str, *, at: int = TODAY) -> Question | None:
    """Give one question as it stood after an entry (today, unless told)."""
    row = tables.execute("SELECT value FROM questions WHERE id = ? AND since_seq <= ? LIMIT 1", (identity, at)).fetchone()
    return _question(tables, identity, msgspec.json.decode(row[0], type=QuestionKey), at, _names(tables)) if row else None


Names = Callable[[str], Actor]
"""Gives the actor of a component; asked often for the same few."""


def _names(tables: sqlite3.Connection) -> Names:
    return cache(lambda component: name_of(tables, component))


def _question(tables: sqlite3.Connection, identity: str, key: QuestionKey, at: int, names: Names) -> Question:
    answers = answers_to(tables, identity, at)
    denials = _denials(tables, answers, at)
    conflicts = conflicts_among(identity, answers, denials)
    by_claim: dict[str, list[Answer]] = {}
    for answer in answers:
        if not answer.denied:
            by_claim.setdefault(answer.claim, []).append(answer)
    denied: dict[str, set[str]] = {}
    for conflict in conflicts:
        if conflict.kind is ConflictKind.ASSERTION_MEETS_DENIAL:
            denied.setdefault(conflict.left, set()).add(conflict.right)
    claims = tuple(_claim(tables, claim, members, denied.get(claim, ()), names) for claim, members in by_claim.items())
    return Question(key, _wording(key, answers), claims, conflicts)


def _claim(tables: sqlite3.Connection, identity: str, answers: Sequence[Answer], denying: Iterable[str], names: Names) -> Claim:
    by_actor: dict[str, list[Answer]] = {}
    for answer in answers:
        by_actor.setdefault(answer.actor, []).append(answer)
    origins = tuple(_origin(tables, actor, members, names) for actor, members in by_actor.items())
    return Claim(
        id=identity,
        question=question_key(answers[0].figure).id,
        amount=answers[0].figure.amount,
        wording=amount_in_words(answers[0].figure.amount),
        as_of=_as_of(answers),
        origins=origins,
        proved=count_proved(origins, {answer.id: answer.publisher for answer in answers}),
        denied_by=_speakers(tables, sorted(denying), names),
    )


def _as_of(answers: Sequence[Answer]) -> Period | None:
    """Give the first and the last day that any of the answers holds for."""
    dates = [answer.figure.as_of for answer in answers if answer.figure.as_of]
    starts = [dated.start for dated in dates if dated.start]
    ends = [dated.end for dated in dates if dated.end]
    return Period(min(starts, default=None), max(ends, default=None)) if dates else None


def _origin(tables: sqlite3.Connection, actor: str, answers: Sequence[Answer], names: Names) -> Origin:
    ids = sorted({answer.statement or answer.id for answer in answers})
    stated = [answer.said.basis for answer in answers if answer.said and answer.said.basis is not Basis.UNSTATED]
    days = [answer.first_said for answer in answers if answer.first_said]
    reports = tuple(sorted({answer.report for answer in answers}))
    return Origin(
        id="or:" + ids[0].partition(":")[2],
        actor=names(actor),
        basis=Counter(stated).most_common(1)[0][0] if stated else Basis.UNSTATED,
        first_said=min(days, default=None),
        reports=reports,
        statements=tuple(sorted({answer.statement for answer in answers if answer.statement})),
        members=tuple(sorted(answer.id for answer in answers)),
        edges=_edges(tables, reports),
    )


def _edges(tables: sqlite3.Connection, reports: Sequence[str]) -> tuple[Link, ...]:
    """Give the links by which one of these reports leans on another."""
    found = []
    for report in reports:
        query = (
            "SELECT value, \"right\" FROM links WHERE \"left\" = ? AND kind IN ('copies', 'cites', 'depends') AND NOT withdrawn ORDER BY id"
        )
        found += [msgspec.json.decode(value, type=Link) for value, right in tables.execute(query, (report,)).fetchall() if right in reports]
    return tuple(found)


def _denials(tables: sqlite3.Connection, answers: Sequence[Answer], at: int) -> dict[str, tuple[str, ...]]:
    """Give, for each statement among the answers, the statements that deny it."""
    query = 'SELECT l."left" FROM links l WHERE l."right" = ?1 AND kind = \'denies\' AND seq <= ?2 AND (NOT withdrawn OR lost_seq > ?2)'
    found = {}
    for statement in {answer.statement for answer in answers if answer.statement}:
        links = [row[0] for one in lineage(tables, statement) for row in tables.execute(query, (one, at)).fetchall()]
        denying = sorted({denial for link in links if (denial := _denial(tables, link, at))})
        if denying:
            found[statement] = tuple(denying)
    return found


def _denial(tables: sqlite3.Connection, statement: str, at: int) -> str | None:
    """Give a statement, under the id it goes by after an entry, if it denies."""
    query = "SELECT stance, review, state = 'gone' AND lost_seq <= ?, successor FROM statements WHERE id = ?"
    stance, review, gone, successor = tables.execute(query, (at, statement)).fetchone() or ("", "", True, None)
    if gone:
        return _denial(tables, successor, at) if successor else None
    return statement if stance == Stance.DENIES and review != "rejected" else None


def _speakers(tables: sqlite3.Connection, statements: Sequence[str], names: Names) -> tuple[Actor, ...]:
    rows = [tables.execute("SELECT speaker FROM statements WHERE id = ?", (statement,)).fetchone() for statement in statements]
    components = sorted({component_of(tables, row[0]) for row in rows if row and row[0]})
    return tuple(names(component) for component in components)


def _wording(key: QuestionKey, answers: Sequence[Answer]) -> str:
    """Word a question in the reports' own terms: "Pay of North Korean troops in Russia, per month (USD)"."""
    place = country_name(key.place_country) if key.place_country else None
    words = Counter(words for answer in answers if (words := _population_words(answer)))
    population = min(words, key=lambda word: (-words[word], -len(word), word)) if words else ""
    text = NOUNS.get(key.measure, key.measure.capitalize())
    text += f" of {population}" if population else ""
    text += f" in {place}" if place else ""
    text += f", per {key.per}" if key.per else ""
    return text + (f" ({key.unit})" if key.unit and key.unit != "person" else "")


def _population_words(answer: Answer) -> str | None:
    """Give the words for whom a figure counts, without where they are: the question's place says that."""
    population = answer.figure.population
    if population is None or population.span is None or population.rule == "inherited":
        return None
    return re.sub(r"\s+(?:in|inside|on|near|around|at|from)\s+(?:the\s+)?[A-Z]\w+.*$", "", population.span.exact)
