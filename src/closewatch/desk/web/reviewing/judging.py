"""An actor or a claim as a reviewer judges it: its grades, the best one that the record leaves room for, and what it can be merged with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from closewatch.desk.web.reviewing.decided import Made, about_words
from closewatch.desk.web.reviewing.in_review import KINDS, Item, decisions_of
from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.actors import component_of
from closewatch.ledger.views.lineage import successor_of
from closewatch.ledger.views.values import value_of
from closewatch.publish.wording import one_line
from closewatch.review.grade import ceiling_of, grades_on, proposed_grade
from closewatch.terms.claim import Claim, Question, claim_id
from closewatch.terms.figure import Figure, amount_in_words
from closewatch.terms.review import Graded, ProposedGrade

MOST_OTHERS = 200
"""With how many other claims of its question one can be merged in a form."""

MOST_MEMBERS = 400
"""Among how many figures of a merged claim the amounts that were merged are looked for."""


@dataclass(frozen=True)
class Judged:
    """An actor or a claim with what a person is to judge it by; `held` tells whether reports still make it."""

    id: str
    kind: str
    words: str
    held: bool
    graded: tuple[Graded, ...]
    proposed: ProposedGrade | None
    decisions: tuple[Made, ...]
    question: Question | None = None
    others: tuple[tuple[str, str], ...] = ()
    merged: tuple[tuple[str, str], ...] = ()


def judged_of(visit: Visit, identity: str) -> Judged:
    """Put together what is shown of an actor or a claim to somebody who judges it."""
    tables, kind = visit.case.tables, KINDS[identity[:2]]
    if kind == "actor":
        today = component_of(tables, identity)
        shown = (grades_on(tables, today), proposed_grade(tables, today), decisions_of(visit, today))
        return Judged(today, kind, about_words(visit, today), True, *shown)
    today = successor_of(tables, identity)
    found = next(_claims(visit, today), None)
    graded, decisions = grades_on(tables, today), decisions_of(visit, today)
    if found is None:
        return Judged(today, kind, f"{today}, which no report makes any more", False, graded, None, decisions)
    claim, question = found
    others = tuple((one.id, one_line(one.wording, 80)) for one in question.claims if one.id != today and one.polarity is claim.polarity)
    words = one_line(claim.wording, 120)
    merged = merged_in(visit, claim)
    return Judged(today, kind, words, True, graded, ceiling_of(claim), decisions, question, others[:MOST_OTHERS], merged)


def _claims(visit: Visit, identity: str) -> Iterator[tuple[Claim, Question]]:
    """Give the claim of an id with its question, as `find.claims_like` does, from the questions that the desk keeps."""
    query = """SELECT question FROM claims WHERE id = ?1 AND until_seq IS NULL
        UNION SELECT question FROM positions WHERE claim = ?1 AND until_seq IS NULL"""
    for (asked,) in visit.case.tables.execute(query, (identity,)).fetchall():
        whole = visit.desk.questions.get(visit.case, asked).question
        yield from ((claim, whole) for claim in (whole.claims if whole else ()) if whole and claim.id == identity)


def merged_in(visit: Visit, claim: Claim) -> tuple[tuple[str, str], ...]:
    """Name the claims that go as one since people merged them, each in its own words, the one that gives the name first."""
    query = "SELECT id FROM merged_claims WHERE goes_as = ? ORDER BY id = ? DESC, id"
    ids = [row[0] for row in visit.case.tables.execute(query, (claim.id, claim.id)).fetchall()]
    if not ids:
        return ()
    words = {}
    for member in [member for origin in claim.origins for member in origin.members][:MOST_MEMBERS]:
        value = value_of(visit.case.tables, member).value
        if isinstance(value, Figure):
            words[claim_id(claim.question, value.amount)] = amount_in_words(value.amount)
    return tuple((one, words.get(one, one)) for one in ids)


def gradable(item: Item) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Name what can be graded from the screen of a statement or a figure, each in words, and what is the best grade of its claims."""
    speaker = [(item.speaker, f"the source: {item.held.actor.name}")] if item.speaker and item.held.actor else []
    claims = [one.claim for one in item.hanging if one.claim]
    told = [(claim.id, f"the claim: {claim.wording}") for claim in claims]
    own = [(item.held.id, "this statement")] if item.kind == "statement" else []
    ceilings = [ceiling_of(claim) for claim in claims]
    words = tuple(f"{claim.wording}: at best {at.credibility}, {at.because}" for claim, at in zip(claims, ceilings, strict=True))
    return (*speaker, *told, *own, (item.report, "the report")), words
