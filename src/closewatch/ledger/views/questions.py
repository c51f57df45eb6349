"""Questions as people read them: the rival claims, the origins behind each, and the conflicts, at any head of the journal."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from closewatch.ledger.views.actors import component_of, name_of
from closewatch.ledger.views.answers import Answer, answers_to
from closewatch.ledger.views.conflicts import conflicts_among
from closewatch.ledger.views.independence import count_proved
from closewatch.terms.actor import Actor
from closewatch.terms.claim import Claim, Conflict, Link, Origin, Question, QuestionKey
from closewatch.terms.countries import country_name
from closewatch.terms.figure import amount_in_words
from closewatch.terms.statement import Basis
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
    for identity, key in tables.execute(query + " ORDER BY id", (at, at, measure, measure)).fetchall():
        yield _question(tables, identity, msgspec.json.decode(key, type=QuestionKey), at)


def question(tables: sqlite3.Connection, identity: str, *, at: int = TODAY) -> Question | None:
    """Give one question as it stood after an entry (today, unless told)."""
    row = tables.execute("SELECT value FROM questions WHERE id = ? AND since_seq <= ? LIMIT 1", (identity, at)).fetchone()
    return _question(tables, identity, msgspec.json.decode(row[0], type=QuestionKey), at) if row else None


def _question(tables: sqlite3.Connection, identity: str, key: QuestionKey, at: int) -> Question:
    answers = answers_to(tables, identity, at)
    denials = _denials(tables, answers)
    conflicts = conflicts_among(identity, answers, denials)
    by_claim: dict[str, list[Answer]] = {}
    for answer in answers:
        if not answer.denied:
            by_claim.setdefault(answer.claim, []).append(answer)
    claims = tuple(_claim(tables, identity, claim, members, conflicts) for claim, members in by_claim.items())
    return Question(key, _wording(key, answers), claims, conflicts)


def _claim(tables: sqlite3.Connection, question: str, identity: str, answers: Sequence[Answer], conflicts: Sequence[Conflict]) -> Claim:
    by_actor: dict[str, list[Answer]] = {}
    for answer in answers:
        by_actor.setdefault(answer.actor, []).append(answer)
    origins = tuple(_origin(tables, actor, members) for actor, members in by_actor.items())
    dates = [answer.figure.as_of.period for answer in answers if answer.figure.as_of]
    starts, ends = [d.start for d in dates], [d.end for d in dates]
    as_of = Period(min((s for s in starts if s), default=None), max((e for e in ends if e), default=None)) if dates else None
    denying = sorted({c.right for c in conflicts if c.left == identity and c.right.startswith("st:")})
    return Claim(
        id=identity,
        question=question,
        amount=answers[0].figure.amount,
        wording=amount_in_words(answers[0].figure.amount),
        as_of=as_of,
        origins=origins,
        proved=count_proved(origins, {answer.id: answer.publisher for answer in answers}),
        denied_by=_speakers(tables, denying),
    )


def _origin(tables: sqlite3.Connection, actor: str, answers: Sequence[Answer]) -> Origin:
    ids = sorted({answer.statement or answer.id for answer in answers})
    stated = [answer.said.basis for answer in answers if answer.said and answer.said.basis is not Basis.UNSTATED]
    days = [answer.first_said for answer in answers if answer.first_said]
    reports = tuple(sorted({answer.report for answer in answers}))
    return Origin(
        id="or:" + ids[0].partition(":")[2],
        actor=name_of(tables, actor),
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


def _denials(tables: sqlite3.Connection, answers: Sequence[Answer]) -> dict[str, tuple[str, ...]]:
    """Give, for each statement among the answers, the statements that deny it."""
    found = {}
    for statement in {answer.statement for answer in answers if answer.statement}:
        query = 'SELECT "left" FROM links WHERE "right" = ? AND kind = \'denies\' AND NOT withdrawn ORDER BY "left"'
        denying = tuple(row[0] for row in tables.execute(query, (statement,)).fetchall())
        if denying:
            found[statement] = denying
    return found


def _speakers(tables: sqlite3.Connection, statements: Sequence[str]) -> tuple[Actor, ...]:
    rows = [tables.execute("SELECT speaker FROM statements WHERE id = ?", (statement,)).fetchone() for statement in statements]
    components = sorted({component_of(tables, row[0]) for row in rows if row and row[0]})
    return tuple(name_of(tables, component) for component in components)


def _wording(key: QuestionKey, answers: Sequence[Answer]) -> str:
    """Word a question in the reports' own terms: "Pay of North Korean troops in Russia, per month (USD)"."""
    place = country_name(key.place_country) if key.place_country else None
    words = Counter(words for answer in answers if (words := _population_words(answer)))
    population = min(words, key=lambda word: (-words[word], word)) if words else ""
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
