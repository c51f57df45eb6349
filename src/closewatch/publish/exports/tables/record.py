"""The tables of what a case rests on: reports, captures, actors, the links between values, and what people decided."""

from __future__ import annotations

from collections.abc import Iterator

from closewatch.ledger.views.admission import Decided
from closewatch.ledger.views.custody import Sighting
from closewatch.ledger.views.lists import ListedActor, ListedReport
from closewatch.publish.exports.tables.table import Row, Table, amount, flag, json_cell, listing, maybe, moment, text, whole
from closewatch.publish.publication import Publication
from closewatch.publish.shapes import span_shape
from closewatch.terms.claim import Link

REPORTS = Table(
    "reports",
    "The reports, without their text",
    (
        text("id", "the report"),
        maybe("headline", "its headline"),
        maybe("publisher", "who published it"),
        maybe("published", "when, as precisely as the report says: a year, a month, a day or a moment"),
        maybe("language", "ISO 639-1"),
        maybe("url", "the address it gives itself"),
        whole("characters", "code points of its text, in which all offsets count"),
        maybe("original", "the SHA-256 of the bytes it was read from"),
        text("capture", "its first capture", of="captures"),
    ),
)

CAPTURES = Table(
    "captures",
    "Every sighting of an original: which bytes were found where, when and by whom",
    (
        text("id", "the capture"),
        whole("entry", "the entry of the journal that put it on record"),
        maybe("report", "the report that was read from it", "reports"),
        text("digest", "the SHA-256 of the bytes"),
        whole("size", "bytes"),
        text("media_type", "what the bytes are"),
        maybe("source", "the address, path or message id as it was given"),
        moment("taken_at", "when, in UTC"),
        maybe("taken_by", "by whom"),
        maybe("tool", "with what"),
        maybe("within", "the capture that holds it: an archive, a mail, a table"),
        maybe("locator", "where inside that"),
        listing("notes", "what the receipt adds: name, value"),
    ),
)

ACTORS = Table(
    "actors",
    "Who speaks, each once, as they go in the whole case",
    (
        text("id", "the actor"),
        text("name", "the fullest form of the name"),
        listing("names", "every form of it"),
        text("kind", "person, body, group, document or outlet"),
        flag("named", "false for officials or a soldier"),
        flag("pseudonymous", "true where reports say that the name is not the real one"),
        maybe("country", "ISO 3166-1 alpha-2"),
        whole("statements", "how many statements it makes"),
        whole("reports", "how many reports name it"),
    ),
)

LINKS = Table(
    "links",
    "How values hang together, as far as it still holds: copies, citations, denials ... Who goes as whom stands in actors",
    (
        text("id", "the link"),
        text("kind", "how the two hang together"),
        text("left", "the one that copies, cites, denies ..."),
        text("right", "the other one"),
        amount("score", "how sure, from 0 to 1", nullable=False),
        maybe("rule", "by which rule it was found"),
        maybe("made_by", "what found it"),
        listing("parts", "the class of each shared passage, or the findings of drift"),
        listing("because", "the words it rests on: report, start, end, exact"),
    ),
)

DECISIONS = Table(
    "decisions",
    "What people decided, those taken back too",
    (
        text("id", "the decision"),
        whole("entry", "the entry of the journal"),
        text("on", "the value it is on"),
        text("verdict", "accept, correct, add, reject, merge, split, grade, protect, note, withdraw or require"),
        text("by", "who decided"),
        moment("at", "when, in UTC"),
        maybe("reason", "why, in their words"),
        listing("set", "what it sets: field, value"),
        maybe("other", "the second value of a merge or a split"),
        maybe("reliability", "of the source: A to F"),
        whole("credibility", "of the information: 1 to 6", nullable=True),
        flag("withdrawn", "true where it was taken back"),
    ),
)


def rows_on_record(publication: Publication) -> Iterator[tuple[Table, Row]]:
    """Give reports, captures, actors, links and decisions, each in the order of the record."""
    yield from ((REPORTS, _report_row(listed, publication.first_sighting(listed.id).id)) for listed in publication.reports())
    yield from ((CAPTURES, _capture_row(sighting)) for sighting in publication.sightings())
    yield from ((ACTORS, _actor_row(listed)) for listed in publication.actors())
    yield from ((LINKS, _link_row(link)) for link in publication.links())
    yield from ((DECISIONS, _decision_row(decided)) for decided in publication.decided())


def _report_row(listed: ListedReport, capture: str) -> Row:
    return (
        *(listed.id, listed.headline, listed.publisher, listed.published, listed.language, listed.url, listed.characters),
        listed.captures[0].digest if listed.captures else None,
        capture,
    )


def _capture_row(sighting: Sighting) -> Row:
    capture = sighting.capture
    return (
        *(sighting.id, sighting.seq, sighting.report, capture.digest, capture.size, capture.media_type),
        *(capture.source, capture.taken_at, capture.taken_by, capture.tool, capture.within, capture.locator),
        json_cell(capture.notes),
    )


def _actor_row(listed: ListedActor) -> Row:
    actor = listed.actor
    about = (actor.kind.value, actor.named, actor.pseudonymous, actor.country)
    return (listed.id, actor.name, json_cell(actor.names), *about, listed.statements, listed.reports)


def _link_row(link: Link) -> Row:
    because = json_cell([span_shape(excerpt) for excerpt in link.because])
    return (link.id, link.kind.value, link.left, link.right, link.score, link.rule, link.made_by, json_cell(link.parts), because)


def _decision_row(decided: Decided) -> Row:
    decision, grade = decided.decision, decided.decision.grade
    return (
        *(decided.id, decided.seq, decision.on, decision.verdict.value, decision.by, decision.at, decision.reason),
        *(json_cell(decision.replacement), decision.other),
        *((grade.reliability, grade.credibility) if grade else (None, None)),
        decided.withdrawn,
    )
