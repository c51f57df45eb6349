"""The way down from a value to its bytes, as people read it and as programs do. How it is followed is known to `ledger.views.trace`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from closewatch.ledger.views.alert_pages import Told as ToldOf
from closewatch.ledger.views.custody import Act
from closewatch.ledger.views.trace import Former, Paragraph, Trace
from closewatch.ledger.views.values import Held
from closewatch.ledger.views.versions import Version
from closewatch.publish.kinds import kind_words
from closewatch.publish.questions import claim_shape, conflict_shape, drift_shape, edge_shape, origin_shape, question_shape
from closewatch.publish.shapes import (
    Shape,
    actor_shape,
    alert_shape,
    capture_shape,
    decision_shape,
    figure_shape,
    held_shape,
    report_shape,
    span_shape,
    statement_shape,
)
from closewatch.publish.wording import about_words, byline_words, counted, figure_words, one_line, review_words
from closewatch.terms.actor import Actor
from closewatch.terms.alert import Noted
from closewatch.terms.capture import Capture
from closewatch.terms.claim import Claim, Conflict, Link, LinkKind, Origin, Question
from closewatch.terms.decision import Decision
from closewatch.terms.dossier import Sentence
from closewatch.terms.drift import Drift
from closewatch.terms.figure import Figure, amount_in_words
from closewatch.terms.record import to_plain
from closewatch.terms.report import Report, Span, words_of
from closewatch.terms.statement import Reason, Statement

BYTES = {True: "there, and of this digest", False: "ALTERED OR MISSING", None: "lawfully destroyed, as the journal says"}
"""What is said of the bytes of an original."""

Facts = tuple[tuple[str, str], ...]
Intact = Callable[[str], bool | None]
"""Tells whether the original of a digest is there and has that digest, hashed now; None where it was lawfully destroyed."""


TOLD = 20
"""How many differences between two versions are told in words."""

SAME = (("differs", "in no word"),)


@dataclass(frozen=True)
class Told:
    """One step of the way down in words: what it says, and what else is known of it as (name, value) pairs."""

    kind: str
    id: str
    says: str
    facts: Facts = ()
    below: tuple[Told, ...] = ()


def tell(trace: Trace, intact: Intact) -> Told:
    """Put the way down into words."""
    says, facts = _words(trace, intact)
    return Told(trace.kind, trace.id, says, facts, tuple(tell(below, intact) for below in trace.below))


def trace_shape(trace: Trace, intact: Intact) -> Shape:
    """Give the way down as JSON: each step has its kind, its id, its value in the shape of its kind, and what is below it."""
    return {
        "kind": trace.kind,
        "id": trace.id,
        "value": _shape(trace, intact),
        "below": [trace_shape(below, intact) for below in trace.below],
    }


def _words(trace: Trace, intact: Intact) -> tuple[str, Facts]:
    review = (
        (("review", review_words(trace.value.review, trace.value.lost)),) if isinstance(trace.value, Held) and trace.value.review else ()
    )
    match _bare(trace.value):
        case Question() as question:
            return question.wording, (("claims", str(len(question.claims))), ("conflicts", str(len(question.conflicts))))
        case Claim() as claim:
            proved = tuple(("proved independent", f"{one.actor.name} ({one.id})") for one in claim.origins if one.id in claim.independent)
            return claim.wording, (("independent origins", f"{claim.proved} proved, at most {claim.at_most}"), *proved)
        case Origin() as origin:
            said = _said_in(trace)
            joined = tuple(("goes back", f"{_named(one.member, said)} to {_named(one.onto, said)}: {one.rule}") for one in origin.joined)
            drifted = tuple(("changed in", _named(one, said)) for one in origin.drifted)
            return origin.actor.name, (("basis", origin.basis.value), ("first said", origin.first_said or "not known"), *joined, *drifted)
        case Drift() as drift:
            said = _said_in(trace)
            sides = (("here", drift.here, drift.here_words), ("there", drift.of, drift.of_words))
            facts = tuple((side, f"“{words.exact}” ({said.get(words.report, words.report)}; {value})") for side, value, words in sides)
            along = ("along", drift.edge or "no edge, within one report")
            return kind_words(drift.kind), (*facts, along, ("link", f"{drift.link} (rejecting it takes this finding back)"))
        case Conflict() as conflict:
            return f"{kind_words(conflict.kind)}: {conflict.because}", (("differs in", ", ".join(conflict.differs) or "nothing"),)
        case Figure() as figure:
            facts = (("standing", figure.standing.value), ("scope", figure.scope.value), *_reasons(figure.because), *review)
            return figure_words(figure), facts
        case Statement() as statement:
            about = (("about", about_words(statement.about)),) if statement.about else ()
            facts = (("stance", statement.stance.value), ("basis", statement.basis.value), *_reasons(statement.because), *about, *review)
            speaker = statement.speaker.name if statement.speaker else "somebody"
            return f"{speaker}: {words_of(statement.content)}", facts
        case Former() as former:
            since = f" since entry {former.since:,}, when the report was read again" if former.since is not None else ""
            return f"is {former.successor}{since}", ()
        case Sentence() as sentence:
            more = (("rests besides on", counted(sentence.more, "value")),) if sentence.more else ()
            made = (("written by", sentence.by), ("is", sentence.kind.value), ("unreviewed", "yes" if sentence.unreviewed else "no"))
            return sentence.text, (*made, *more)
        case Paragraph() as paragraph:
            return _marked(paragraph), (("characters", ", ".join(f"{span.start}-{span.end}" for span in paragraph.words)),)
        case Report() as report:
            published = report.published.iso if report.published else "no date"
            address = (("address", report.url),) if report.url else ()
            return report.headline or "(no headline)", (("outlet", report.publisher or "not named"), ("published", published), *address)
        case Version() as version:
            return version.report.headline or "(no headline)", _differences(version)
        case Capture() as capture:
            return capture.source, _custody(capture, intact)
        case Link() as link:
            return link.kind.value, _link_facts(link, _said_in(trace))
        case Actor() as actor:
            return actor.name, (("kind", actor.kind.value), ("names", "; ".join(actor.names)), ("country", actor.country or "not said"))
        case Decision() as decision:
            return _decided(decision), (("on", decision.on), ("at", decision.at.isoformat()), *_withdrawn(trace.value))
        case Noted() as noted:
            return noted.alert.words, _noted(noted)
        case ToldOf() as told:
            return told.channel, (("at", told.at),)
        case Act() as act:
            return act.did, (("at", act.at), ("by", act.by))
        case str() as report if report in (said := _said_in(trace)):
            return _with_byline(report, said), ()
        case other:
            return " ".join(str(part) for part in other) if isinstance(other, tuple) else str(other), ()


def _link_facts(link: Link, said: Mapping[str, str]) -> Facts:
    """Say what a link joins, by which rule, how sure it is, and on which words it rests: those of both sides in turn where it has parts."""
    words = [f"“{one.exact}” ({said.get(one.report, one.report)} {one.start}-{one.end})" for one in link.because]
    names = ["because"] * len(words)
    if link.kind in (LinkKind.COPIES, LinkKind.DRIFTS) and len(words) == 2 * len(link.parts):
        kind = "passage" if link.kind is LinkKind.COPIES else "change"
        names = [f"{kind} ({part}), {side}" for part in link.parts for side in ("here", "there")]
    ends = (("from", _with_byline(link.left, said)), ("to", _with_byline(link.right, said)))
    return (*ends, ("rule", link.rule), ("score", str(link.score)), *zip(names, words, strict=True))


def _said_in(trace: Trace) -> dict[str, str]:
    """Name outlet and day of every report below a step, by the id of the report and of each value on the way to it."""
    said: dict[str, str] = {}
    for below in trace.below:
        value = _bare(below.value)
        if isinstance(value, Report):
            said[below.id] = byline_words(value.publisher, value.published.day if value.published else None)
            continue
        inner = _said_in(below)
        said |= inner
        if inner:
            said.setdefault(below.id, next(iter(inner.values())))
    return said


def _named(identity: str, said: Mapping[str, str]) -> str:
    return f"{said[identity]} ({identity[:13]})" if identity in said else identity[:13]


def _with_byline(identity: str, said: Mapping[str, str]) -> str:
    return f"{said[identity]} ({identity})" if identity in said else identity


def _shape(trace: Trace, intact: Intact) -> Any:
    review = trace.value.review if isinstance(trace.value, Held) else "unreviewed"
    match _bare(trace.value):
        case Question() as question:
            return question_shape(question)
        case Claim() as claim:
            return claim_shape(claim)
        case Origin() as origin:
            return origin_shape(origin)
        case Drift() as drift:
            return drift_shape(drift)
        case Conflict() as conflict:
            return conflict_shape(conflict)
        case Figure() as figure:
            return _as_held(figure_shape(figure, review), trace)
        case Statement() as statement:
            return _as_held(statement_shape(statement, review), trace)
        case Former() as former:
            return {"successor": former.successor, "since": former.since}
        case Sentence() as sentence:
            return to_plain(sentence)
        case Paragraph() as paragraph:
            return {"text": paragraph.text, "start": paragraph.start, "words": [span_shape(span) for span in paragraph.words]}
        case Report() as report:
            return _without_text(report)
        case Version() as version:
            changes = [{"here": span_shape(change.here), "there": span_shape(change.there)} for change in version.changes]
            return {**_without_text(version.report), "changes": changes}
        case Capture() as capture:
            return {**capture_shape(capture), "intact": intact(capture.digest)}
        case Link() as link:
            return edge_shape(link)
        case Actor() as actor:
            return actor_shape(actor)
        case Decision() as decision:
            return {**decision_shape(decision), "withdrawn": bool(_withdrawn(trace.value))}
        case Noted() as noted:
            return alert_shape(noted)
        case ToldOf() as told:
            return {"channel": told.channel, "entry": told.seq, "at": told.at}
        case Act() as act:
            return {"did": act.did, "entry": act.seq, "at": act.at, "by": act.by, "digest": act.digest}
        case other:
            return list(other) if isinstance(other, tuple) else other


def _as_held(shape: Shape, trace: Trace) -> Shape:
    return held_shape(shape, trace.id, trace.value.lost) if isinstance(trace.value, Held) else shape


def _without_text(report: Report) -> Shape:
    return {name: value for name, value in report_shape(report).items() if name != "text"}


def _differences(version: Version) -> Facts:
    """Say which words differ, the first ones of many; the JSON has them all."""
    published = version.report.published.iso if version.report.published else "no date"
    words = tuple(
        ("differs", f"{_quoted(change.here)} here ({change.here.start}-{change.here.end}), {_quoted(change.there)} there")
        for change in version.changes[:TOLD]
    )
    more = (("differs", f"and in {counted(len(version.changes) - TOLD, 'other place')}"),) if len(version.changes) > TOLD else ()
    return (("published", published), ("address", version.report.url or "the one it was fetched from"), *(words or SAME), *more)


def _quoted(span: Span) -> str:
    return f"“{one_line(span.exact, 200)}”" if span.exact else "nothing"


def _bare(value: Any) -> Any:
    """Give the value itself, without what the ledger keeps beside it."""
    if isinstance(value, Held):
        return value.value
    return value[0] if isinstance(value, tuple) and value and isinstance(value[0], Decision) else value


def _withdrawn(value: Any) -> Facts:
    return (("withdrawn", "yes"),) if isinstance(value, tuple) and value[1] else ()


def _reasons(reasons: Iterable[Reason]) -> Facts:
    words = ((reason, f" (“{reason.span.exact}”)" if reason.span else "") for reason in reasons)
    return tuple((f"{reason.of} because of", f"{reason.rule}{exact}") for reason, exact in words)


def _marked(paragraph: Paragraph) -> str:
    """Give a paragraph with its exact words between «»; words that overlap are marked once."""
    pieces, at = [], 0
    for span in paragraph.words:
        start, end = span.start - paragraph.start, span.end - paragraph.start
        if start >= at and end > start:
            pieces += [paragraph.text[at:start], f"«{paragraph.text[start:end]}»"]
            at = end
    return "".join([*pieces, paragraph.text[at:]])


def _custody(capture: Capture, intact: Intact) -> Facts:
    return (
        ("digest", capture.digest),
        ("bytes", BYTES[intact(capture.digest)]),
        ("size", f"{capture.size:,} bytes, {capture.media_type}"),
        ("taken", f"{capture.taken_at.isoformat()} by {capture.taken_by} with {capture.tool}"),
        *((("inside", f"{capture.within} at {capture.locator}"),) if capture.within else ()),
        *capture.notes,
    )


def _noted(noted: Noted) -> Facts:
    alert = noted.alert
    about = (("on", f"{one_line(alert.wording)} ({alert.question})"),) if alert.question else ()
    moved = tuple((name, amount_in_words(amount)) for name, amount in (("was", alert.was), ("now", alert.now)) if amount)
    counted_origins = f"{alert.proved} proved, at most {alert.at_most}"
    independent = (("independent origins", counted_origins),) if alert.proved is not None else ()
    who = (("who", "; ".join(alert.actors)),) if alert.actors else ()
    return (("kind", alert.kind.value), ("noticed", f"{noted.at}, entry {noted.seq}"), *about, *moved, *independent, *who)


def _decided(decision: Decision) -> str:
    changes = ", ".join(f"{field}={value}" for field, value in decision.replacement if field not in ("salt", "sealed"))
    grade = f" {decision.grade.reliability}{decision.grade.credibility}" if decision.grade else ""
    other = f" with {decision.other}" if decision.other else ""
    return "; ".join(part for part in (f"{decision.verdict.value}{grade}{other}", changes, f"by {decision.by}", decision.reason) if part)
