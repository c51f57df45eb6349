"""The JSON that people and programs read: values of `terms` in the shapes of docs/interfaces.md, in a fixed order of keys.

Knows shapes alone. What is shown, filtered or counted is decided by whoever asks; how the journal writes the same values is the
business of `terms.record`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeAlias

from closewatch.terms.about import About, Place, Population
from closewatch.terms.actor import Actor
from closewatch.terms.alert import Noted
from closewatch.terms.capture import Capture
from closewatch.terms.decision import Decision
from closewatch.terms.figure import Figure, Range
from closewatch.terms.reading import Reading
from closewatch.terms.record import plain_number
from closewatch.terms.report import Excerpt, Report, Span
from closewatch.terms.statement import Reason, Statement
from closewatch.terms.trouble import Problem
from closewatch.terms.watch import Poll, Watched
from closewatch.terms.when import Dated

Shape: TypeAlias = dict[str, Any]
"""A JSON object: string keys, and values that JSON has a form for. Amounts are decimal strings, dates ISO 8601, offsets code points."""

UNREVIEWED = "unreviewed"


def reading_shape(report: Report, reading: Reading, met: Iterable[Problem] | None = None) -> Shape:
    """Give one report with all that was read in it: one line of `closewatch read --json`.

    `met` are the problems met on the way from the source to the report, those of the report itself included (and alone, unless given).
    """
    return {
        "report": report_shape(report),
        "statements": [statement_shape(statement) for statement in reading.statements],
        "figures": [figure_shape(figure) for figure in reading.figures],
        "problems": [problem_shape(problem) for problem in (*(report.problems if met is None else met), *reading.problems)],
    }


def report_shape(report: Report) -> Shape:
    """Give a report: what it says of itself, the receipt of its original, and the text that all offsets count in."""
    return {
        "id": report.id,
        "headline": report.headline,
        "publisher": report.publisher,
        "published": report.published.iso if report.published else None,
        "authors": list(report.authors),
        "url": report.url,
        "language": report.language,
        "capture": _receipt(report.capture),
        "text": report.text,
    }


def capture_shape(capture: Capture) -> Shape:
    """Give one sighting of an original: which bytes, where, when, by whom, and inside what."""
    return {
        **_receipt(capture),
        "taken_at": capture.taken_at.isoformat(),
        "taken_by": capture.taken_by,
        "tool": capture.tool,
        "notes": [list(note) for note in capture.notes],
    }


def _receipt(capture: Capture) -> Shape:
    """Give what a receipt says of the bytes and their place, and nothing of when and by whom they were taken."""
    return {
        "id": capture.id,
        "digest": capture.digest,
        "size": capture.size,
        "media_type": capture.media_type,
        "source": capture.source,
        "within": capture.within,
        "locator": capture.locator,
    }


def statement_shape(statement: Statement, review: str = UNREVIEWED) -> Shape:
    """Give a statement: its words, whose they are, and why every value that is not a word is what it is.

    `review` is unreviewed, accepted, corrected or rejected.
    """
    return {
        "id": statement.id,
        "report": statement.report,
        "source": [span_shape(span) for span in statement.source],
        "cue": [span_shape(span) for span in statement.cue],
        "content": [span_shape(span) for span in statement.content],
        "speaker": actor_shape(statement.speaker) if statement.speaker else None,
        "manner": statement.manner.value,
        "stance": statement.stance.value,
        "basis": statement.basis.value,
        "via": list(statement.via),
        "within": statement.within,
        "part": statement.part.value,
        "said": dated_shape(statement.said) if statement.said else None,
        "confidence": float(statement.confidence),
        "review": review,
        "read_by": statement.read_by,
        "because": [reason_shape(reason) for reason in statement.because],
        "about": about_shape(statement.about) if statement.about else None,
    }


def about_shape(about: About) -> Shape:
    """Give what a statement is about apart from how many: the ground of yes/no questions."""
    return {
        "measure": about.measure,
        "act": about.act.value if about.act else None,
        "population": population_shape(about.population) if about.population else None,
        "place": place_shape(about.place) if about.place else None,
        "negated": about.negated,
        "planned": about.planned,
        "span": span_shape(about.span) if about.span else None,
        "rule": about.rule,
    }


def figure_shape(figure: Figure, review: str = UNREVIEWED) -> Shape:
    """Give a figure: its words, its bounds as decimal strings, what, whom, where and when it counts, and who gives it."""
    return {
        "id": figure.id,
        "report": figure.report,
        "span": span_shape(figure.span),
        "bound": span_shape(figure.bound) if figure.bound else None,
        "measure": figure.measure,
        **range_shape(figure.amount),
        "kind": figure.kind.value,
        "unit": unit_shape(figure.unit),
        "per": figure.per,
        "population": population_shape(figure.population) if figure.population else None,
        "place": place_shape(figure.place) if figure.place else None,
        "scope": figure.scope.value,
        "as_of": dated_shape(figure.as_of) if figure.as_of else None,
        "part_of": figure.part_of,
        "derived_from": list(figure.derived_from),
        "standing": figure.standing.value,
        "statement": figure.statement,
        "speaker": actor_shape(figure.speaker) if figure.speaker else None,
        "review": review,
        "because": [reason_shape(reason) for reason in figure.because],
    }


def held_shape(shape: Shape, identity: str, lost: int | None) -> Shape:
    """Give a value as a case holds it: under its id there, which no correction of its words changes, and with the entry since which
    today's reader does not find it any more (null where it does)."""
    return {**shape, "id": identity, "no_longer_read_since": lost}


def range_shape(amount: Range) -> Shape:
    """Give an amount with its open ends.

    >>> from decimal import Decimal
    >>> shape = range_shape(Range(low=Decimal("2E+3"), open_high=True))
    >>> shape["low"], shape["best"], shape["high"], shape["open_high"]
    ('2000', None, None, True)
    """
    return {
        "low": plain_number(amount.low),
        "best": plain_number(amount.best),
        "high": plain_number(amount.high),
        "open_low": amount.open_low,
        "open_high": amount.open_high,
        "strict": amount.strict,
        "approximate": amount.approximate,
        "lean": amount.lean.value if amount.lean else None,
        "vague": amount.vague,
    }


def unit_shape(unit: str | None) -> str | list[str] | None:
    """Give a unit; a list of currency codes where the sign does not tell which one is meant.

    >>> unit_shape("USD"), unit_shape("KPW|KRW")
    ('USD', ['KPW', 'KRW'])
    """
    return unit.split("|") if unit and "|" in unit else unit


def population_shape(population: Population) -> Shape:
    """Give whom a figure counts, with the words or the rule that say so."""
    value = {"country": population.country, "role": population.role, "class": population.kind}
    return {"value": value, "span": span_shape(population.span) if population.span else None, "rule": population.rule}


def place_shape(place: Place) -> Shape:
    """Give where a figure holds, with the words or the rule that say so."""
    value = {"name": place.name, "country": place.country, "region": place.region}
    return {"value": value, "span": span_shape(place.span) if place.span else None, "rule": place.rule}


def actor_shape(actor: Actor) -> Shape:
    """Give somebody who speaks, as the report names them."""
    return {
        "id": actor.id,
        "name": actor.name,
        "names": list(actor.names),
        "kind": actor.kind.value,
        "named": actor.named,
        "pseudonymous": actor.pseudonymous,
        "country": actor.country,
    }


def reason_shape(reason: Reason) -> Shape:
    """Give why a value is what it is: the field, the rule, and the words where there are any."""
    return {"of": reason.of, "rule": reason.rule, "span": span_shape(reason.span) if reason.span else None}


def decision_shape(decision: Decision) -> Shape:
    """Give what a person decided: on what, when, why, and what it sets."""
    grade = {"reliability": decision.grade.reliability, "credibility": decision.grade.credibility} if decision.grade else None
    return {
        "id": decision.id,
        "on": decision.on,
        "verdict": decision.verdict.value,
        "by": decision.by,
        "at": decision.at.isoformat(),
        "reason": decision.reason,
        "set": [list(pair) for pair in decision.replacement],
        "with": decision.other,
        "grade": grade,
    }


def alert_shape(noted: Noted) -> Shape:
    """Give what moved, since when it is on the record, and the words it rests on."""
    alert = noted.alert
    return {
        "id": alert.id,
        "kind": alert.kind.value,
        "at": noted.at,
        "entry": noted.seq,
        "words": alert.words,
        "question": alert.question,
        "wording": alert.wording or None,
        "about": list(alert.about),
        "actors": list(alert.actors),
        "was": range_shape(alert.was) if alert.was else None,
        "now": range_shape(alert.now) if alert.now else None,
        "independent_origins": None if alert.proved is None else {"proved": alert.proved, "at_most": alert.at_most},
        "proof": [span_shape(excerpt) for excerpt in alert.proof],
        "reports": list(alert.reports),
    }


def watched_shape(source: Watched) -> Shape:
    """Give a source that is kept watch on, why, and who answers for it; `every` is in seconds."""
    return {
        "address": source.address,
        "kind": source.kind.value,
        "every": source.every,
        "take": source.takes.value,
        "why": source.why,
        "person": source.person,
        "robots": source.robots,
    }


def poll_shape(poll: Poll, seq: int) -> Shape:
    """Give one time that an address was asked: with what, and what came of it; `entry` is the one that records it."""
    return {
        "entry": seq,
        "address": poll.address,
        "watched": poll.watched,
        "kind": poll.kind.value,
        "asked_at": poll.asked_at.isoformat(),
        "outcome": poll.outcome.value,
        "tool": poll.tool,
        "status": poll.status,
        "sent": [list(pair) for pair in poll.sent],
        "notes": [list(pair) for pair in poll.notes],
        "digest": poll.digest,
        "size": poll.size,
        "received": capture_shape(poll.received) if poll.received else None,
        "found": list(poll.found),
        "problem": problem_shape(poll.problem) if poll.problem else None,
        "not_before": poll.not_before.isoformat() if poll.not_before else None,
    }


def problem_shape(problem: Problem) -> Shape:
    """Give one trouble with the evidence; docs/problems.md has a paragraph for its code."""
    return {"id": problem.id, "code": problem.code, "message": problem.message, "at": problem.at, "severity": problem.severity.value}


def span_shape(span: Span | Excerpt) -> Shape:
    """Give words at their place; under their report's id where they stand alone.

    >>> from closewatch.testing import plain_report
    >>> span_shape(plain_report("Kyiv said so.").span(0, 4))
    {'start': 0, 'end': 4, 'exact': 'Kyiv'}
    """
    place: Shape = {"start": span.start, "end": span.end, "exact": span.exact}
    return {"report": span.report, **place} if isinstance(span, Excerpt) else place


def dated_shape(dated: Dated) -> Shape:
    """Give a period and where it is known from; null for an open end.

    >>> from closewatch.terms.when import KnownFrom
    >>> dated_shape(Dated(date(2024, 11, 18), None, KnownFrom.TEXT))
    {'start': '2024-11-18', 'end': None, 'from': 'text'}
    """
    return {**period_shape(dated.start, dated.end), "from": dated.known_from.value}


def period_shape(start: date | None, end: date | None) -> Shape:
    """Give the first and the last day, both included; null for an open end."""
    return {"start": start.isoformat() if start else None, "end": end.isoformat() if end else None}
