"""Every disputed claim as a schema.org ClaimReview that says how many stand for it and how many against it, and never which is right.

Bounds and counts of origins, for which schema.org has no field, stand in fields of our own. Google stopped showing these reviews in
2025; they are an exchange format.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from closewatch.publish.exports.json_text import json_text, write_members
from closewatch.publish.exports.linked_data.annotations import days
from closewatch.publish.exports.linked_data.names import OWN_CONTEXT, SCHEMA_CONTEXT
from closewatch.publish.exports.web_address import web_address
from closewatch.publish.publication import Publication
from closewatch.publish.shapes import Shape, range_shape, unit_shape
from closewatch.publish.wording import counted
from closewatch.terms.actor import Actor, ActorKind
from closewatch.terms.claim import Claim, Question

CONTEXT = [SCHEMA_CONTEXT, OWN_CONTEXT]
_TYPES = {ActorKind.PERSON: "Person", ActorKind.BODY: "Organization", ActorKind.OUTLET: "Organization"}
"""What schema.org calls each kind of actor; "officials", or a document, is just a thing."""

_REPORTS_KEPT = 4096


def write_claim_reviews(publication: Publication, path: Path) -> None:
    """Write one review for each disputed claim, those of one question together."""
    with path.open("wb") as file:
        file.write(b'{"@context":' + json_text(CONTEXT) + b',"@graph":[')
        write_members(file, map(json_text, claim_reviews(publication)))
        file.write(b"]}\n")


def claim_reviews(publication: Publication) -> Iterator[Shape]:
    """Give a review of each claim that cannot hold beside another, or that somebody denies."""
    author = {"@type": "Organization", "name": f"The keepers of the case “{publication.title()}”"}
    on = publication.as_of()[:10]

    @lru_cache(_REPORTS_KEPT)
    def appearance(report: str) -> Shape:
        return _appearance(publication, report)

    for question in publication.questions():
        against = opponents(question)
        for claim in question.claims:
            if claim.id in against:
                appearances = [appearance(report) for report in claim.reports]
                yield {**_review(question, claim, against[claim.id], appearances), "author": author, "datePublished": on}


def opponents(question: Question) -> dict[str, frozenset[str]]:
    """Name for each disputed claim of a question who says what cannot hold beside it: the actors of the origins of the other side.

    Where the other side is a statement that denies, they are those who deny the claim, and its own claim, if it makes one, is disputed too.
    """
    actors = {claim.id: frozenset(origin.actor.id for origin in claim.origins) for claim in question.claims}
    makes = {statement: claim.id for claim in question.claims for statement in claim.statements}
    found: dict[str, frozenset[str]] = {}
    for conflict in question.conflicts:
        left = conflict.left
        right = conflict.right if conflict.right in actors else makes.get(conflict.right)
        found[left] = found.get(left, frozenset()) | (actors[right] if right else frozenset())
        if right:
            found[right] = found.get(right, frozenset()) | actors.get(left, frozenset())
    deniers = {claim.id: frozenset(actor.id for actor in claim.denied_by) for claim in question.claims}
    return {claim: found[claim] | deniers[claim] for claim in found if claim in deniers}


def _review(question: Question, claim: Claim, against: frozenset[str], appearances: list[Shape]) -> Shape:
    wording = f"{question.wording}: {claim.wording}"
    first = min((origin.first_said for origin in claim.origins if origin.first_said), default=None)
    dated = [one for one in appearances if "datePublished" in one]
    reviewed: Shape = {
        "@id": claim.id,
        "@type": "Claim",
        "name": wording,
        "author": [_author(actor) for actor in {origin.actor.id: origin.actor for origin in claim.origins}.values()],
        "appearance": appearances,
        **({"datePublished": first} if first else {}),
        **({"firstAppearance": min(dated, key=lambda one: str(one["datePublished"]))} if dated else {}),
    }
    return {
        "@type": "ClaimReview",
        "@id": f"claim_review:{claim.id}",
        "url": claim.id,
        "claimReviewed": wording,
        "reviewRating": {"@type": "Rating", "alternateName": f"Disputed: {counted(claim.at_most, 'origin')} for, {len(against)} against"},
        "itemReviewed": reviewed,
        "question": question.id,
        "question_wording": question.wording,
        "measure": question.key.measure,
        "unit": unit_shape(question.key.unit),
        "per": question.key.per,
        **range_shape(claim.amount),
        "polarity": claim.polarity.value if claim.polarity else None,
        "as_of": days(claim.as_of) if claim.as_of else None,
        "origins_proved": claim.proved,
        "origins_at_most": claim.at_most,
        "denied_by": [actor.id for actor in claim.denied_by],
    }


def _author(actor: Actor) -> Shape:
    return {"@id": actor.id, "@type": _TYPES.get(actor.kind, "Thing"), "name": actor.name}


def _appearance(publication: Publication, report: str) -> Shape:
    listed = next(publication.listed_reports((report,)), None)
    if listed is None:
        return {"@id": report, "@type": "Article"}
    address = web_address(listed.url)
    return {
        "@id": report,
        "@type": "Article",
        **({"headline": listed.headline} if listed.headline else {}),
        **({"publisher": {"@type": "Organization", "name": listed.publisher}} if listed.publisher else {}),
        **({"datePublished": listed.published} if listed.published else {}),
        **({"url": address} if address else {}),
    }
