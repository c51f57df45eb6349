"""Questions as people read them: the rival claims, the origins behind each, and the conflicts, at any head of the journal."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from closewatch.ledger.views.answers import Answer, answers_to
from closewatch.ledger.views.conflicts import conflicts_among
from closewatch.ledger.views.independence import count_proved
from closewatch.ledger.views.known import Known, known_of_all, known_of_few
from closewatch.terms.actor import Actor
from closewatch.terms.claim import Claim, ConflictKind, Origin, Question, QuestionKey, question_key
from closewatch.terms.countries import country_name
from closewatch.terms.figure import amount_in_words
from closewatch.terms.statement import Basis
from closewatch.terms.when import Period

_LEADING = frozenset(
    "the a an every each all any some many several most more other others another further additional extra new first of their its his her"
    " our those these about around nearly almost at least than up to".split()
)
_PEOPLE = {"combatant": "soldiers", "civilian": "civilians", "child": "children"}
_PLURALS = {"man": "men", "woman": "women", "child": "children", "serviceman": "servicemen", "mercenary": "mercenaries"}
_SINGULARS = frozenset(
    "soldier troop fighter worker civilian prisoner officer engineer conscript recruit labourer general sapper builder refugee resident"
    " person sailor medic journalist hostage deserter".split()
)
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
        decoded = msgspec.json.decode(key, type=QuestionKey)
        yield question_of(tables, decoded, answers_to(tables, identity, at, known.component), known)


def question(tables: sqlite3.Connection, identity: str, *, at: int = TODAY) -> Question | None:
    """Give one question as it stood after an entry (today, unless told)."""
    known = known_of_few(tables, at)
    found = answered(tables, identity, at, known)
    return question_of(tables, *found, known) if found else None


def answered(tables: sqlite3.Connection, identity: str, at: int, known: Known) -> tuple[QuestionKey, tuple[Answer, ...]] | None:
    """Give the key of a question and the answers to it; None where there was no such question."""
    row = tables.execute("SELECT value FROM questions WHERE id = ? AND since_seq <= ? LIMIT 1", (identity, at)).fetchone()
    return (msgspec.json.decode(row[0], type=QuestionKey), answers_to(tables, identity, at, known.component)) if row else None


def question_of(tables: sqlite3.Connection, key: QuestionKey, answers: Sequence[Answer], known: Known) -> Question:
    """Put the answers to a question together: its claims with their origins, and the conflicts among them."""
    denials = {answer.statement: known.denying(answer.statement) for answer in answers if answer.statement}
    conflicts = conflicts_among(key.id, answers, denials)
    by_claim: dict[str, list[Answer]] = {}
    for answer in answers:
        if not answer.denied:
            by_claim.setdefault(answer.claim, []).append(answer)
    denied: dict[str, set[str]] = {}
    for conflict in conflicts:
        if conflict.kind is ConflictKind.ASSERTION_MEETS_DENIAL:
            denied.setdefault(conflict.left, set()).add(conflict.right)
    claims = tuple(_claim(tables, claim, members, denied.get(claim, ()), known) for claim, members in by_claim.items())
    return Question(key, wording(key, answers), claims, conflicts)


def _claim(tables: sqlite3.Connection, identity: str, answers: Sequence[Answer], denying: Iterable[str], known: Known) -> Claim:
    by_actor: dict[str, list[Answer]] = {}
    for answer in answers:
        by_actor.setdefault(answer.actor, []).append(answer)
    origins = tuple(_origin(actor, members, known) for actor, members in by_actor.items())
    return Claim(
        id=identity,
        question=question_key(answers[0].figure).id,
        amount=answers[0].figure.amount,
        wording=amount_in_words(answers[0].figure.amount),
        as_of=_as_of(answers),
        origins=origins,
        proved=count_proved(origins, {answer.id: answer.publisher for answer in answers}),
        denied_by=_speakers(tables, sorted(denying), known),
    )


def _as_of(answers: Sequence[Answer]) -> Period | None:
    """Give the first and the last day that any of the answers holds for."""
    dates = [answer.figure.as_of for answer in answers if answer.figure.as_of]
    starts = [dated.start for dated in dates if dated.start]
    ends = [dated.end for dated in dates if dated.end]
    return Period(min(starts, default=None), max(ends, default=None)) if dates else None


def _origin(actor: str, answers: Sequence[Answer], known: Known) -> Origin:
    ids = sorted({answer.statement or answer.id for answer in answers})
    stated = [answer.said.basis for answer in answers if answer.said and answer.said.basis is not Basis.UNSTATED]
    days = [answer.first_said for answer in answers if answer.first_said]
    reports = tuple(sorted({answer.report for answer in answers}))
    return Origin(
        id="or:" + ids[0].partition(":")[2],
        actor=known.name(actor),
        basis=Counter(stated).most_common(1)[0][0] if stated else Basis.UNSTATED,
        first_said=min(days, default=None),
        reports=reports,
        statements=tuple(sorted({answer.statement for answer in answers if answer.statement})),
        members=tuple(sorted(answer.id for answer in answers)),
        edges=tuple(link for report in reports for link in known.leaning(report) if link.right in reports),
    )


def _speakers(tables: sqlite3.Connection, statements: Sequence[str], known: Known) -> tuple[Actor, ...]:
    rows = [tables.execute("SELECT speaker FROM statements WHERE id = ?", (statement,)).fetchone() for statement in statements]
    components = sorted({known.component(row[0]) for row in rows if row and row[0]})
    return tuple(known.name(component) for component in components)


def wording(key: QuestionKey, answers: Sequence[Answer]) -> str:
    """Word a question in the reports' own terms: "Pay of North Korean troops in Russia, per month (USD)"."""
    place = country_name(key.place_country) if key.place_country else None
    words = Counter(words for answer in answers if (words := _population_words(answer)))
    population = min(words, key=lambda word: (-words[word], -len(word), word)) if words else _population_of(key)
    counted = _plural(key.unit) if key.measure == "other" and key.unit else key.measure
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


def _population_of(key: QuestionKey) -> str:
    """Name a population that no report puts into words beside its number: soldiers from North Korea."""
    people = _PEOPLE.get(key.population_class or "")
    return f"{people} from {country_name(key.population_country)}" if people and key.population_country else ""


def _population_words(answer: Answer) -> str | None:
    """Give the words for whom a figure counts, without where they are: the question's place says that."""
    population = answer.figure.population
    if population is None or population.span is None or population.rule:
        return None
    return _in_the_plural(re.sub(r"\s+(?:in|inside|on|near|around|at|from)\s+(?:the\s+)?[A-Z]\w+.*$", "", population.span.exact).split())


def _in_the_plural(words: list[str]) -> str | None:
    """Give a population without the words that lead or count it, in the plural: "Every North Korean soldier", North Korean soldiers.

    >>> _in_the_plural("Every North Korean soldier".split()), _in_the_plural("some of the men".split()), _in_the_plural(["their"])
    ('North Korean soldiers', 'men', None)
    """
    first = next((place for place, word in enumerate(words) if word.lower() not in _LEADING and not word[0].isdigit()), len(words))
    if first == len(words):
        return None
    *before, last = words[first:]
    last = _PLURALS.get(last) or (last + "s" if last in _SINGULARS else last)
    return " ".join((*before, last))
