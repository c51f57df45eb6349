"""From any id down to preserved bytes: which words, in which paragraph, of which report, captured when, kept under which digest."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from closewatch.ledger.views.actors import component_of, name_of
from closewatch.ledger.views.alert_pages import told_of
from closewatch.ledger.views.custody import acts_of_watch
from closewatch.ledger.views.drift import drift
from closewatch.ledger.views.find import conflicts_like, origins_like
from closewatch.ledger.views.lineage import lost_since, successor_of
from closewatch.ledger.views.lists import captures_of
from closewatch.ledger.views.questions import TODAY, question
from closewatch.ledger.views.values import decisions_on, value_of
from closewatch.ledger.views.versions import compare, versions_of
from closewatch.ledger.views.watching import alert
from closewatch.terms.claim import Claim, Conflict, Origin, Question
from closewatch.terms.report import Excerpt, Report, Span, words_named
from closewatch.terms.trouble import CaseError, NotVerbatim


@dataclass(frozen=True)
class Trace:
    """One value on the way down: its kind, its id, the value, and what it rests on."""

    kind: str
    id: str
    value: Any
    below: tuple[Trace, ...] = ()


@dataclass(frozen=True)
class Former:
    """An id that a value does not go by any more: the one it goes by today, and the entry since which it does, where it is kept."""

    successor: str
    since: int | None


@dataclass(frozen=True)
class Paragraph:
    """The paragraph that words stand in, with the words' own offsets."""

    text: str
    start: int
    words: tuple[Span, ...]


Reports = Callable[[str], Report]
"""Gives a report by its id, as `Case.report` does."""


def trace(tables: sqlite3.Connection, reports: Reports, identity: str) -> Trace:
    """Follow an id down, a former one to the one of today. Words are named by their report and offsets, `re:…#START-END`.

    Raises: CaseError when the case does not hold it.
    """
    if "#" in identity:
        return _named_words(tables, reports, identity)
    today, since = successor_of(tables, identity), lost_since(tables, identity)
    if today != identity:
        known_since = None if identity.startswith("cl:") else since or 0  # a claim was merged by a person, not read again
        return Trace("former id", identity, Former(today, known_since), (trace(tables, reports, today),))
    kind = identity[:2]
    match kind:
        case "qu":
            whole = question(tables, identity)
            if whole is None:
                raise CaseError(f"wanted a question of this case, found none under {identity}")
            return Trace("question", identity, whole, tuple(_claim(tables, reports, whole, claim) for claim in whole.claims))
        case "cl":
            return _a_claim(tables, reports, identity)
        case "or":
            return _an_origin(tables, reports, identity)
        case "co":
            return _a_conflict(tables, reports, identity)
        case "dr":
            return _drift(tables, reports, identity)
        case "ac":
            return _actor(tables, reports, identity)
        case "re":
            found = _report(tables, reports, identity)
            return replace(found, below=(*found.below, *_versions(tables, reports, identity)))
        case "pr":
            return _problem(tables, identity)
        case "al":
            return _alert(tables, reports, identity)
        case _:
            return _value(tables, reports, identity)


def _value(tables: sqlite3.Connection, reports: Reports, identity: str) -> Trace:
    row = value_of(tables, identity)
    below: list[Trace] = []
    match identity[:2]:
        case "fi":
            below.append(_words(reports, row.value.report, row.value.spans()))
            if row.value.statement:
                below.append(_value(tables, reports, row.value.statement))
            else:
                below.append(_report(tables, reports, row.value.report))
        case "st":
            below.append(_words(reports, row.value.report, (*row.value.source, *row.value.cue, *row.value.content)))
            below.append(_report(tables, reports, row.value.report))
        case "li" if row.value.because:
            below += [_excerpt(tables, reports, excerpt) for excerpt in row.value.because]
        case "li":  # the name of an outlet is no words of its report: its first words stand for it
            below += [_beginning(tables, reports, report) for report in _brought_by(tables, identity)]
        case "de":
            below.append(trace(tables, reports, row.value.on))
        case "ca":
            below += [_value(tables, reports, row.value.within)] if row.value.within else []
            below += [Trace("watch", f"entry {act.seq}", act) for act in acts_of_watch(tables, identity)]
    names = {"fi": "figure", "st": "statement", "li": "link", "de": "decision", "ca": "capture"}
    return Trace(names[identity[:2]], identity, row, (*below, *_decisions(tables, identity)))


def _brought_by(tables: sqlite3.Connection, link: str) -> list[str]:
    return [row[0] for row in tables.execute("SELECT report FROM links WHERE id = ?", (link,)).fetchall()]


def _beginning(tables: sqlite3.Connection, reports: Reports, identity: str) -> Trace:
    report = reports(identity)
    first = report.blocks[0].span if report.blocks else report.span(0, 0)
    return Trace("words", identity, Paragraph(first.exact, first.start, ()), (_report(tables, reports, identity),))


def _claim(tables: sqlite3.Connection, reports: Reports, whole: Question, claim: Claim) -> Trace:
    below = tuple(_origin(tables, reports, origin) for origin in claim.origins)
    conflicts = tuple(Trace("conflict", c.id, c) for c in whole.conflicts if claim.id in (c.left, c.right))
    return Trace("claim", claim.id, claim, (*below, *conflicts, *_decisions(tables, claim.id)))


def _origin(tables: sqlite3.Connection, reports: Reports, origin: Origin) -> Trace:
    values = (*(origin.members or origin.statements), *origin.drifted)
    below = tuple(_value(tables, reports, identity) for identity in values)
    return Trace("origin", origin.id, origin, (*below, *(_value(tables, reports, edge.id) for edge in origin.edges)))


def _conflict(tables: sqlite3.Connection, reports: Reports, whole: Question, conflict: Conflict) -> Trace:
    sides = [_claim(tables, reports, whole, claim) for claim in whole.claims if claim.id in (conflict.left, conflict.right)]
    if conflict.right.startswith("st:"):
        sides.append(_value(tables, reports, conflict.right))
    return Trace("conflict", conflict.id, conflict, tuple(sides))


def _drift(tables: sqlite3.Connection, reports: Reports, identity: str) -> Trace:
    found = drift(tables, identity)
    if found is None:
        raise _none(identity)
    below = [_value(tables, reports, end) for end in (found.here, found.of, *([found.edge] if found.edge else []))]
    words = [_excerpt(tables, reports, excerpt) for excerpt in (found.here_words, found.of_words)]
    return Trace("drift", identity, found, (*words, *below))


def _an_origin(tables: sqlite3.Connection, reports: Reports, identity: str) -> Trace:
    found = next(origins_like(tables, identity), None)
    if found is None:
        raise _none(identity)
    origin, _ = found
    if origin.id == identity:
        return _origin(tables, reports, origin)
    return Trace("former id", identity, Former(origin.id, None), (_origin(tables, reports, origin),))


def _a_conflict(tables: sqlite3.Connection, reports: Reports, identity: str) -> Trace:
    found = next(conflicts_like(tables, identity), None)
    if found is None:
        raise _none(identity)
    conflict, whole = found
    return _conflict(tables, reports, whole, conflict)


def _a_claim(tables: sqlite3.Connection, reports: Reports, identity: str) -> Trace:
    """Put the question of a claim together: no claim is kept as such."""
    query = """SELECT question, until_seq FROM (SELECT id, question, since_seq, until_seq FROM claims
        UNION ALL SELECT claim, question, since_seq, until_seq FROM positions)
        WHERE id = ? ORDER BY until_seq IS NULL DESC, since_seq DESC LIMIT 1"""
    row = tables.execute(query, (identity,)).fetchone()
    # A claim that no report makes any more is shown as it stood last.
    whole = question(tables, row[0], at=TODAY if row[1] is None else row[1] - 1) if row else None
    claim = next((claim for claim in whole.claims if claim.id == identity), None) if whole else None
    if whole is None or claim is None:
        raise _none(identity)
    return _claim(tables, reports, whole, claim)


def _none(identity: str) -> CaseError:
    return CaseError(f"wanted a value of this case, found none under {identity}")


def _actor(tables: sqlite3.Connection, reports: Reports, identity: str) -> Trace:
    component = component_of(tables, identity)
    if not tables.execute("SELECT 1 FROM actors WHERE component = ?", (component,)).fetchone():
        raise CaseError(f"wanted an actor of this case, found none under {identity}")
    rows = tables.execute("SELECT id, report, state FROM actors WHERE component = ? ORDER BY report, id", (component,)).fetchall()
    if any(state != "gone" for _, _, state in rows):
        rows = [row for row in rows if row[2] != "gone"]
    local = []
    for actor, report, state in rows:
        query = "SELECT id FROM links WHERE \"left\" = ? AND kind = 'same-actor' AND state <> 'gone' ORDER BY id"
        links = tuple(Trace("link", link, value_of(tables, link)) for (link,) in tables.execute(query, (actor,)).fetchall())
        where = Trace("report", report, reports(report))  # without its captures, which an actor of many reports would drown in
        local.append(Trace("named in" if state == "read" else "was named in", actor, report, (where, *links)))
    return Trace("actor", component, name_of(tables, component), (*local, *_decisions(tables, identity)))


def _report(tables: sqlite3.Connection, reports: Reports, identity: str) -> Trace:
    captures = tuple(_value(tables, reports, capture.id) for capture in captures_of(tables, identity))
    return Trace("report", identity, reports(identity), (*captures, *_decisions(tables, identity)))


def _versions(tables: sqlite3.Connection, reports: Reports, identity: str) -> tuple[Trace, ...]:
    report = reports(identity)
    return tuple(Trace("another version", other, compare(report, reports(other))) for other in versions_of(tables, identity))


def _problem(tables: sqlite3.Connection, identity: str) -> Trace:
    row = tables.execute("SELECT code, message, at, severity, seq FROM problems WHERE id = ? ORDER BY seq", (identity,)).fetchone()
    return Trace("problem", identity, row)


def _alert(tables: sqlite3.Connection, reports: Reports, identity: str) -> Trace:
    """Follow an alert to the words it rests on, the other reports that brought it, and who was told of it."""
    noted = alert(tables, identity)
    if noted is None:
        raise _none(identity)
    words = tuple(_excerpt(tables, reports, excerpt) for excerpt in noted.alert.proof)
    others = dict.fromkeys(noted.alert.reports)
    for excerpt in noted.alert.proof:
        others.pop(excerpt.report, None)
    told = (Trace("told", f"entry {one.seq}", one) for one in told_of(tables, [identity]).get(identity, ()))
    return Trace("alert", identity, noted, (*words, *(_report(tables, reports, report) for report in others), *told))


def _words(reports: Reports, report: str, spans: tuple[Span, ...]) -> Trace:
    return Trace("words", report, _paragraph(reports(report), spans))


def _excerpt(tables: sqlite3.Connection, reports: Reports, excerpt: Excerpt) -> Trace:
    report = reports(excerpt.report)
    words = _paragraph(report, (report.span(excerpt.start, excerpt.end),))
    return Trace("words", excerpt.report, words, (_report(tables, reports, excerpt.report),))


def _named_words(tables: sqlite3.Connection, reports: Reports, identity: str) -> Trace:
    """Follow words that are named by their report and offsets."""
    named = words_named(identity)
    if named is None:
        raise CaseError(f"wanted words as re:…#START-END, found {identity[:80]!r}")
    report, start, end = named
    try:
        words = _paragraph(reports(report), (reports(report).span(start, end),))
    except NotVerbatim as error:
        raise CaseError(f"{error} ({identity[:80]})") from error
    return Trace("words", identity, words, (_report(tables, reports, report),))


def _paragraph(report: Report, spans: tuple[Span, ...]) -> Paragraph:
    whole, _ = report.around(min(span.start for span in spans), max(span.end for span in spans))
    return Paragraph(whole.exact, whole.start, tuple(sorted(set(spans))))


def _decisions(tables: sqlite3.Connection, identity: str) -> tuple[Trace, ...]:
    return tuple(Trace("decision", decision.id, (decision, withdrawn)) for decision, withdrawn in decisions_on(tables, identity))
