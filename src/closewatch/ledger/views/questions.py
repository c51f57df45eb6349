"""Questions as people read them: the rival claims, the origins behind each, and the conflicts, at any head of the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import msgspec

from closewatch.ledger.views.answers import Answer, answers_to
from closewatch.ledger.views.compare import ends, held
from closewatch.ledger.views.conflicts import conflicts_among
from closewatch.ledger.views.independence import outlets_of, proved_among
from closewatch.ledger.views.known import Known, known_of_all, known_of_few
from closewatch.ledger.views.origins import origins_of, trace_back
from closewatch.ledger.views.people import named_most, people_of
from closewatch.ledger.views.revisions import revisions_among
from closewatch.ledger.views.yes_no import yes_no_question, yes_no_questions
from closewatch.terms.actor import Actor
from closewatch.terms.claim import Claim, ConflictKind, Question, QuestionKey, question_key
from closewatch.terms.countries import country_name
from closewatch.terms.figure import Range, amount_in_words, covering
from closewatch.terms.when import Period

NOUNS = {
    "killed": "Deaths", "wounded": "Wounded", "captured": "Captured", "detained": "Detained", "surrendered": "Surrendered",
    "released": "Released", "missing": "Missing", "abducted": "Abducted", "displaced": "Displaced", "evacuated": "Evacuated",
    "returned": "Returned", "trapped": "Trapped", "affected": "Affected", "deployed": "Deployment", "recruited": "Recruitment",
    "deserted": "Desertions", "paid": "Pay", "destroyed": "Destroyed", "damaged": "Damaged", "launched": "Launched",
    "intercepted": "Intercepted",
}  # fmt: skip
"""The heading of a question by its measure; the others are headed by the measure itself."""
_PARTICIPLES = frozenset(("Missing", *(noun for noun in NOUNS.values() if noun.endswith(("ed", "en")))))
"""Headings that name people by what befell them: "Captured: North Korean soldiers"."""
TODAY = 2**62
"""A number beyond every entry: the views as they stand."""


def questions(tables: sqlite3.Connection, *, at: int = TODAY, measure: str | None = None) -> Iterator[Question]:
    """Give every question as it stood after an entry (today, unless told), in the order of their ids."""
    query = "SELECT id, value FROM questions WHERE since_seq <= ? AND (until_seq IS NULL OR until_seq > ?) AND (? IS NULL OR measure = ?)"
    known = known_of_all(tables, at)
    for identity, key in tables.execute(query + " ORDER BY id", (at, at, measure, measure)).fetchall():
        answers = trace_back(answers_to(tables, identity, at, known.component), known)
        if not all(answer.drifted for answer in answers):  # what only retellings made of another question's figures asks nothing
            yield question_of(tables, msgspec.json.decode(key, type=QuestionKey), answers, known)
    yield from yes_no_questions(tables, known, at, measure)


def question(tables: sqlite3.Connection, identity: str, *, at: int = TODAY) -> Question | None:
    """Give one question as it stood after an entry (today, unless told)."""
    known = known_of_few(tables, at)
    found = answered(tables, identity, at, known)
    return question_of(tables, *found, known) if found else yes_no_question(tables, identity, known, at)


def answered(tables: sqlite3.Connection, identity: str, at: int, known: Known) -> tuple[QuestionKey, tuple[Answer, ...]] | None:
    """Give the key of a question and the answers to it, traced back to their roots; None where there was no such question."""
    row = tables.execute("SELECT value FROM questions WHERE id = ? AND since_seq <= ? LIMIT 1", (identity, at)).fetchone()
    if row is None:
        return None
    return msgspec.json.decode(row[0], type=QuestionKey), trace_back(answers_to(tables, identity, at, known.component), known)


def question_of(tables: sqlite3.Connection, key: QuestionKey, answers: Sequence[Answer], known: Known) -> Question:
    """Put the answers to a question, traced back to their roots, together: its claims with their origins, and the conflicts among them.

    What was changed in passing on makes no claim and no conflict of its own; where somebody else makes that claim it stands with it.
    """
    made = {answer.claim for answer in answers if not answer.denied and not answer.drifted}
    firm = [answer for answer in answers if answer.denied or answer.claim in made]
    denials = {answer.statement: known.denying(answer.statement) for answer in firm if answer.statement}
    conflicts = conflicts_among(key.id, firm, denials)
    by_claim: dict[str, list[Answer]] = {}
    for answer in firm:
        if not answer.denied:
            by_claim.setdefault(answer.claim, []).append(answer)
    denied: dict[str, set[str]] = {}
    for conflict in conflicts:
        if conflict.kind is ConflictKind.ASSERTION_MEETS_DENIAL:
            denied.setdefault(conflict.left, set()).add(conflict.right)
    claims = tuple(_claim(tables, claim, members, denied.get(claim, ()), known) for claim, members in by_claim.items())
    proved = len(proved_among(origins_of(chain.from_iterable(by_claim.values()), known), outlets_of(answers), known))
    revisions = revisions_among(held([answer for answer in firm if not answer.denied]), known)
    return Question(key, wording(key, answers), claims, conflicts, proved, revisions)


def _claim(tables: sqlite3.Connection, identity: str, answers: Sequence[Answer], denying: Iterable[str], known: Known) -> Claim:
    origins = origins_of(answers, known)
    amounts: dict[object, Range] = {}
    for answer in answers:
        amounts.setdefault(ends(answer.figure.amount), answer.figure.amount)
    wordings = tuple(amount_in_words(amount) for amount in amounts.values())
    return Claim(
        id=identity,
        question=question_key(answers[0].figure).id,
        amount=covering(tuple(amounts.values())),
        wording=" or ".join(wordings),
        wordings=wordings if len(amounts) > 1 else (),
        as_of=_as_of(answers),
        origins=origins,
        independent=tuple(origin.id for origin in proved_among(origins, outlets_of(answers), known)),
        denied_by=_speakers(tables, sorted(denying), known),
    )


def _as_of(answers: Sequence[Answer]) -> Period | None:
    """Give the first and the last day that any of the answers holds for."""
    dates = [answer.figure.as_of for answer in answers if answer.figure.as_of]
    starts = [dated.start for dated in dates if dated.start]
    ends = [dated.end for dated in dates if dated.end]
    return Period(min(starts, default=None), max(ends, default=None)) if dates else None


def _speakers(tables: sqlite3.Connection, statements: Sequence[str], known: Known) -> tuple[Actor, ...]:
    rows = [tables.execute("SELECT speaker FROM statements WHERE id = ?", (statement,)).fetchone() for statement in statements]
    components = sorted({known.component(row[0]) for row in rows if row and row[0]})
    return tuple(known.name(component) for component in components)


def wording(key: QuestionKey, answers: Sequence[Answer]) -> str:
    """Word a question in the reports' own terms: "Pay of North Korean troops in Russia, per month (USD)"."""
    place = country_name(key.place_country) if key.place_country else None
    population = named_most(answer.figure.population for answer in answers) or people_of(key)
    counted = _plural(key.unit) if key.measure == "other" and key.unit else key.measure or ""
    text = NOUNS.get(counted, counted[:1].upper() + counted[1:])
    if population and key.measure != "other":
        text += f"{':' if text in _PARTICIPLES else ' among' if key.measure == 'casualties' else ' of'} {population}"
    text += f" in {place}" if place else ""
    text += f", per {key.per}" if key.per else ""
    return text + (f" ({key.unit})" if key.unit and key.unit != "person" and key.measure != "other" else "")


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")
