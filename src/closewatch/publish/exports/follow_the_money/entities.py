"""What a case holds as entities of FollowTheMoney (4.11): reports, who speaks, what they said, claims, and how these hang together.

Its model has no place for an offset, a bound or a denial: these stand in closewatch.jsonl beside it, under the same ids.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from closewatch.ledger.views.lists import ListedActor, ListedReport, ListedStatement
from closewatch.publish.exports.follow_the_money.values import (
    country_code,
    entity,
    language_code,
    media_type,
    moment_words,
    name_words,
    period,
    plain_id,
    published_day,
    web_address,
    words,
)
from closewatch.publish.publication import Publication
from closewatch.publish.shapes import Shape
from closewatch.publish.wording import counted
from closewatch.terms.actor import Actor, ActorKind
from closewatch.terms.claim import Claim, Link, LinkKind, Question
from closewatch.terms.record import plain_number
from closewatch.terms.report import words_of
from closewatch.terms.trouble import EvidenceAltered

_SCHEMAS = {ActorKind.PERSON: "Person", ActorKind.BODY: "Organization", ActorKind.OUTLET: "Organization"}
"""What each kind of actor is; "officials", or a document, is a LegalEntity, the widest schema that can be mentioned."""

_LINKED = {LinkKind.COPIES, LinkKind.CITES, LinkKind.DEPENDS, LinkKind.DENIES, LinkKind.REVISES}
_ALIKE = {LinkKind.SAME_UTTERANCE, LinkKind.SAME_CLAIM}
_AT_ONCE = 2**20


def entities(publication: Publication) -> Iterator[Shape]:
    """Give every entity, each after those that it refers to."""
    known: set[str] = set()
    for report in publication.reports():
        known.add(report.id)
        yield _article(publication, report)
    for actor in publication.actors():
        known.add(actor.id)
        yield _speaker(actor)
    yield from _said(publication, known)
    for question in publication.questions():
        yield from (_event(question, claim, known) for claim in question.claims)
    for link in publication.links():
        if link.left in known and link.right in known:
            yield from _link(link)


def _article(publication: Publication, listed: ListedReport) -> Shape:
    report = publication.report(listed.id)
    capture = listed.captures[0] if listed.captures else None
    source = capture.source if capture else ""
    made = entity(
        listed.id,
        "Article",
        title=words(listed.headline),
        fileName=words(source.rstrip("/").rpartition("/")[2]) or plain_id(listed.id),
        contentHash=_sha1(publication, capture.digest) if capture else None,
        mimeType=media_type(capture.media_type) if capture else None,
        author=[words(author) for author in report.authors],
        publisher=words(listed.publisher),
        sourceUrl=[web_address(listed.url) or web_address(source)],
        publishedAt=published_day(listed.published),
        retrievedAt=moment_words(capture.taken_at) if capture else None,
        language=language_code(listed.language),
        bodyText=words(report.text),
        crawler=words(capture.tool) if capture else None,
        processingAgent=words(report.rendered_by),
    )
    return {**made, "sha256": capture.digest.removeprefix("sha256:")} if capture else made


def _sha1(publication: Publication, digest: str) -> str | None:
    """Hash an original as FollowTheMoney wants it, piece by piece; nothing where it does not leave, or is not there any more."""
    try:
        opened = publication.opened(digest)
    except EvidenceAltered:  # lawfully destroyed, or damaged, which `verify` tells: its SHA-256 stands either way
        return None
    if opened is None:
        return None
    found = hashlib.sha1(usedforsecurity=False)
    with opened as original:
        while piece := original.read(_AT_ONCE):
            found.update(piece)
    return found.hexdigest()


def _speaker(listed: ListedActor) -> Shape:
    actor = listed.actor
    name, *others = list(dict.fromkeys(filter(None, map(name_words, (actor.name, *actor.names))))) or [plain_id(listed.id)]
    notes = [
        "not named in the reports" if not actor.named else None,
        "the reports say that this is not the real name" if actor.pseudonymous else None,
    ]
    return entity(
        listed.id,
        _schema(actor),
        name=name,
        alias=[] if actor.pseudonymous else others,
        weakAlias=others if actor.pseudonymous else [],
        country=country_code(actor.country),
        classification=actor.kind.value,
        notes=notes,
    )


def _schema(actor: Actor) -> str:
    """Say what an actor is: a body that the list of known bodies has under a country is a public one."""
    public = actor.kind is ActorKind.BODY and actor.country and actor.key and actor.key.startswith(f"body:{actor.country}:")
    return "PublicBody" if public else _SCHEMAS.get(actor.kind, "LegalEntity")


def _said(publication: Publication, known: set[str]) -> Iterator[Shape]:
    """Give every statement as a note and as the tie between a report and who speaks in it, and each name where it is first used there."""
    here, mentioned = "", set[str]()
    for listed in publication.statements():
        statement = listed.statement
        if statement.report != here:
            here, mentioned = statement.report, set()
        speaker = publication.goes_as(statement.speaker.id) if statement.speaker else None
        speaker = speaker if speaker in known else None
        if statement.speaker and speaker and speaker not in mentioned:
            mentioned.add(speaker)
            yield _mention(statement.speaker, speaker, here)
        known.add(listed.id)
        yield from _statement(listed, speaker)


def _mention(actor: Actor, goes_as: str, report: str) -> Shape:
    names = [name_words(name) for name in (actor.name, *actor.names)]
    return entity(
        f"mention-{plain_id(report)}-{plain_id(goes_as)}",
        "Mention",
        document=plain_id(report),
        name=names if any(names) else plain_id(goes_as),
        resolved=plain_id(goes_as),
        detectedSchema=_schema(actor),
    )


def _statement(listed: ListedStatement, speaker: str | None) -> Iterator[Shape]:
    statement = listed.statement
    said = words(words_of(statement.content or statement.cue or statement.source))
    who = name_words(statement.speaker.name if statement.speaker else None) or "nobody named"
    yield entity(
        listed.id,
        "Note",
        name=name_words(f"{who}: {statement.stance.value}"),
        entity=plain_id(speaker or statement.report),
        description=said,
        summary=f"basis: {statement.basis.value}; {listed.review}",
        proof=plain_id(statement.report),
    )
    if speaker is not None:
        yield entity(
            f"documentation-{plain_id(listed.id)}",
            "Documentation",
            document=plain_id(statement.report),
            entity=plain_id(speaker),
            role=statement.stance.value,
            status=listed.review,
            recordId=listed.id,
            summary=said,
            **period(statement.said.period if statement.said else None),
        )


def _event(question: Question, claim: Claim, known: set[str]) -> Shape:
    origins = {origin.actor.id: origin.actor for origin in claim.origins}
    deniers = [actor.name for actor in claim.denied_by]
    summary = f"{counted(claim.at_most, 'origin')} at most, {claim.proved} proved independent"
    return entity(
        claim.id,
        "Event",
        name=name_words(f"{question.wording}: {claim.wording}"),
        country=country_code(question.key.place_country),
        involved=[plain_id(actor) for actor in origins if actor in known],
        summary=words(f"{summary}; denied by {', '.join(deniers)}" if deniers else summary),
        recordId=claim.id,
        proof=[plain_id(report) for report in claim.reports if report in known],
        **period(claim.as_of),
    )


def _link(link: Link) -> Iterator[Shape]:
    if link.kind in _ALIKE:
        yield entity(
            link.id,
            "Similar",
            candidate=plain_id(link.left),
            match=plain_id(link.right),
            confidenceScore=plain_number(link.score),
            criteria=words(link.rule) or link.kind.value,
            matcher=words(link.made_by),
        )
    elif link.kind in _LINKED:
        yield entity(
            link.id,
            "UnknownLink",
            subject=plain_id(link.left),
            object=plain_id(link.right),
            role=link.kind.value,
            recordId=link.id,
            summary=words(link.rule),
        )
