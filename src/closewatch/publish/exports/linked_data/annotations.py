"""Statements and figures as Web Annotations (W3C Recommendation of 2017): each span by its words and by its place in the report's text.

`start` and `end` count Unicode code points of the text in reports.jsonl, the end excluded, as everywhere in the ledger. Values are given as
they stand today; what is in dispute is told in `claim_reviews`, how all came onto the record in `provenance`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TypeVar

from closewatch.ledger.views.lists import ListedFigure, ListedReport, ListedStatement
from closewatch.publish.exports.linked_data.names import ANNOTATION_CONTEXT, OWN_CONTEXT, reader_name
from closewatch.publish.publication import Publication
from closewatch.publish.shapes import Shape, range_shape, unit_shape
from closewatch.terms.about import About, Place, Population
from closewatch.terms.actor import Actor
from closewatch.terms.record import plain_number
from closewatch.terms.report import Report, Span
from closewatch.terms.statement import Reason
from closewatch.terms.when import Dated, Period

CONTEXT = [ANNOTATION_CONTEXT, OWN_CONTEXT]
AROUND = 32
"""Code points of the text before and after a quotation that are given with it, so that it can be found again in a changed text."""

GoesAs = Callable[[str], str]
Listed = TypeVar("Listed", ListedStatement, ListedFigure)


def annotated(publication: Publication) -> Iterator[Shape]:
    """Give every statement and then every figure, each with its words in its report."""
    yield from _in_reports(publication, publication.statements(), _statement_report, _statement_annotation)
    yield from _in_reports(publication, publication.figures(), _figure_report, _figure_annotation)


def collection(publication: Publication, count: int) -> Shape:
    """Say what the annotations are of: the case, the journal head that they were computed from, and how offsets are counted."""
    head = publication.head()
    return {
        "@context": CONTEXT,
        "id": f"case:{head.digest.removeprefix('sha256:')}",
        "type": "AnnotationCollection",
        "label": publication.title(),
        "total": count,
        "head": head.digest,
        "seq": head.seq,
        "modified": publication.as_of(),
        "offsets": "start and end count Unicode code points of the text in reports.jsonl, from 0, the end excluded",
        "contains": "annotations.jsonl",
    }


def report_texts(publication: Publication) -> Iterator[Shape]:
    """Give every report with the text that the offsets count in."""
    for listed in publication.reports():
        yield _report_shape(listed, publication.report(listed.id))


def _report_shape(listed: ListedReport, report: Report) -> Shape:
    return {
        "@context": CONTEXT,
        "id": listed.id,
        "type": "Report",
        "headline": listed.headline,
        "outlet": listed.publisher,
        "published": listed.published,
        "language": listed.language,
        "address": listed.url,
        "original": [capture.digest for capture in listed.captures[:1]],
        "text": report.text,
    }


def _in_reports(
    publication: Publication, values: Iterable[Listed], report_of: Callable[[Listed], str], annotate: Callable[[Listed, str, GoesAs], Shape]
) -> Iterator[Shape]:
    """Annotate values one by one; those of one report stand together, so its text is read once."""
    here, text = "", ""
    for value in values:
        if (report := report_of(value)) != here:
            here, text = report, publication.report(report).text
        yield annotate(value, text, publication.goes_as)


def _statement_report(listed: ListedStatement) -> str:
    return listed.statement.report


def _figure_report(listed: ListedFigure) -> str:
    return listed.figure.report


def _statement_annotation(listed: ListedStatement, text: str, goes_as: GoesAs) -> Shape:
    statement = listed.statement
    body = {
        "id": listed.id,
        "type": "Statement",
        "report": statement.report,
        "speaker": _actor(statement.speaker, goes_as),
        "stance": statement.stance.value,
        "basis": statement.basis.value,
        "manner": statement.manner.value,
        "passed_on_by": list(statement.via),
        "within": statement.within,
        "part": statement.part.value,
        "said": _dated(statement.said),
        "confidence": _number(statement.confidence),
        "about": _about(statement.about),
        "because": [_reason(reason) for reason in statement.because],
        "review": listed.review,
        "no_longer_read_since": listed.lost,
    }
    roles = (("source", statement.source), ("cue", statement.cue), ("content", statement.content))
    words = [(role, span) for role, spans in roles for span in spans]
    return _annotation(body, words, text, reader_name(statement.read_by))


def _figure_annotation(listed: ListedFigure, text: str, goes_as: GoesAs) -> Shape:
    figure = listed.figure
    body = {
        "id": listed.id,
        "type": "Figure",
        "report": figure.report,
        "statement": figure.statement,
        "speaker": _actor(figure.speaker, goes_as),
        "measure": figure.measure,
        **range_shape(figure.amount),
        "kind": figure.kind.value,
        "unit": unit_shape(figure.unit),
        "per": figure.per,
        "population": _population(figure.population),
        "place": _place(figure.place),
        "figure_scope": figure.scope.value,
        "as_of": _dated(figure.as_of),
        "part_of": figure.part_of,
        "derived_from": list(figure.derived_from),
        "standing": figure.standing.value,
        "because": [_reason(reason) for reason in figure.because],
        "review": listed.review,
        "no_longer_read_since": listed.lost,
    }
    words = [("number", figure.span), *([("bound", figure.bound)] if figure.bound else [])]
    return _annotation(body, words, text, None)


def _annotation(body: Shape, words: Iterable[tuple[str, Span]], text: str, generator: str | None) -> Shape:
    targets = [_target(body["report"], role, span, text) for role, span in words if span.end > span.start]
    return {
        "@context": CONTEXT,
        "id": f"annotation:{body['id']}",
        "type": "Annotation",
        "motivation": "describing",
        **({"generator": generator} if generator else {}),
        "body": body,
        "target": targets or [body["report"]],
    }


def _target(report: str, role: str, span: Span, text: str) -> Shape:
    quote = {
        "type": "TextQuoteSelector",
        "exact": span.exact,
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    place = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {"type": "SpecificResource", "role": role, "source": report, "selector": [quote, place]}


def _actor(actor: Actor | None, goes_as: GoesAs) -> Shape | None:
    if actor is None:
        return None
    return {
        "id": goes_as(actor.id),
        "type": "Actor",
        "name": actor.name,
        "kind": actor.kind.value,
        "named": actor.named,
        "pseudonymous": actor.pseudonymous,
        "country": actor.country,
    }


def _about(about: About | None) -> Shape | None:
    if about is None:
        return None
    return {
        "measure": about.measure,
        "act": about.act.value if about.act else None,
        "population": _population(about.population),
        "place": _place(about.place),
        "negated": about.negated,
        "planned": about.planned,
        "rule": about.rule,
        **_words(about.span),
    }


def _population(population: Population | None) -> Shape | None:
    if population is None:
        return None
    whom = {"country": population.country, "role": population.role, "class": population.kind}
    return {**whom, "rule": population.rule, **_words(population.span)}


def _place(place: Place | None) -> Shape | None:
    if place is None:
        return None
    return {"name": place.name, "country": place.country, "region": place.region, "rule": place.rule, **_words(place.span)}


def _reason(reason: Reason) -> Shape:
    return {"field": reason.of, "rule": reason.rule, **_words(reason.span)}


def _words(span: Span | None) -> Shape:
    return {"start": span.start, "end": span.end, "exact": span.exact} if span else {}


def _dated(dated: Dated | None) -> Shape | None:
    return {**days(dated.period), "known_from": dated.known_from.value} if dated else None


def days(period: Period) -> Shape:
    """Give the first and the last day of a period; null for an open end."""
    return {"first_day": _day(period.start), "last_day": _day(period.end)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(number: Decimal) -> str | None:
    return plain_number(number)
