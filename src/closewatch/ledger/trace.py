"""The way down from any id of a case: claim, origin, figure, statement, exact words, report, capture, bytes, and what people decided.

Every step is looked up anew and the bytes are hashed again, so that what is shown is what the case holds now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import msgspec

from closewatch.ledger.case import Case
from closewatch.ledger.views.actors import component_of, name_of
from closewatch.ledger.views.decisions import decision_of, held
from closewatch.ledger.views.find import claims, conflicts, origins, whole_id
from closewatch.ledger.views.lists import Wanted, captures_of, figures, problems, statements
from closewatch.ledger.views.questions import question
from closewatch.terms.capture import Capture
from closewatch.terms.claim import Claim, Conflict, Link, Origin
from closewatch.terms.decision import Decision
from closewatch.terms.figure import amount_in_words
from closewatch.terms.report import Report, Span
from closewatch.terms.statement import Statement
from closewatch.terms.trouble import CaseError, EvidenceAltered

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Traced:
    """One value on the way down: its id, what it says, what else is known of it as (name, value) pairs, and what it rests on."""

    id: str
    kind: str
    says: str
    facts: Facts = ()
    below: tuple[Traced, ...] = ()


def trace(case: Case, identity: str) -> Traced:
    """Follow a value of a case down to the bytes it rests on; the beginning of its id is enough.

    Raises: CaseError when the case has no such value, or several.
    """
    whole = whole_id(case.tables, identity)
    way: dict[str, Callable[[Case, str], Traced]] = {
        "qu": _question, "cl": _claim, "or": _origin, "co": _conflict, "fi": _figure, "st": _statement, "re": _report, "ca": _capture,
        "ac": _actor, "li": _link, "de": _decision, "pr": _problem,
    }  # fmt: skip
    return way[whole[:2]](case, whole)


def _question(case: Case, identity: str) -> Traced:
    found = question(case.tables, identity)
    if found is None:
        raise CaseError(f"wanted a question of this case, found none under {identity}")
    below = [_claim_of(case, claim) for claim in found.claims] + [_conflict_of(case, conflict) for conflict in found.conflicts]
    return Traced(identity, "question", found.wording, _key_facts(found.key.measure, found.key.unit), tuple(below))


def _key_facts(measure: str, unit: str | None) -> Facts:
    return (("measure", measure), *((("unit", unit),) if unit else ()))


def _claim(case: Case, identity: str) -> Traced:
    found = next((claim for claim, _ in claims(case.tables) if claim.id == identity), None)
    if found is None:
        raise CaseError(f"wanted a claim that somebody makes today, found none under {identity}")
    return _claim_of(case, found)


def _claim_of(case: Case, claim: Claim) -> Traced:
    facts = (("independent origins", f"{claim.proved} proved, at most {claim.at_most}"), ("reports", str(len(claim.reports))))
    return Traced(claim.id, "claim", claim.wording, facts, tuple(_origin_of(case, origin) for origin in claim.origins))


def _origin(case: Case, identity: str) -> Traced:
    return _origin_of(case, next(origin for origin, _, _ in origins(case.tables) if origin.id == identity))


def _origin_of(case: Case, origin: Origin) -> Traced:
    facts = (("basis", origin.basis.value), ("first said", origin.first_said or "not known"))
    return Traced(origin.id, "origin", origin.actor.name, facts, tuple(_figure(case, member) for member in origin.members))


def _conflict(case: Case, identity: str) -> Traced:
    return _conflict_of(case, next(conflict for conflict, _ in conflicts(case.tables) if conflict.id == identity))


def _conflict_of(case: Case, conflict: Conflict) -> Traced:
    sides = (_claim(case, conflict.left), (_claim if conflict.right.startswith("cl:") else _statement)(case, conflict.right))
    facts = (("kind", conflict.kind.value), ("differs in", ", ".join(conflict.differs) or "nothing"))
    return Traced(conflict.id, "conflict", conflict.because, facts, sides)


def _figure(case: Case, identity: str) -> Traced:
    listed = next(figures(case.tables, Wanted(identity=identity)))
    figure, report = listed.figure, case.report(listed.figure.report)
    unit = f" {figure.unit}" if figure.unit and figure.unit != "person" else ""
    says = f"{figure.measure} {amount_in_words(figure.amount)}{unit}{f' per {figure.per}' if figure.per else ''}"
    facts = (*_in_place(report, (figure.span,)), ("standing", figure.standing.value), *_decisions(case, identity, listed.review))
    above = _statement(case, figure.statement) if figure.statement else _report_of(case, report)
    return Traced(identity, "figure", says, facts, (above,))


def _statement(case: Case, identity: str) -> Traced:
    listed = next(statements(case.tables, Wanted(identity=identity)), None)
    if listed is None:
        raise CaseError(f"wanted a statement of this case, found none under {identity}")
    statement = listed.statement
    report = case.report(statement.report)
    facts = (
        *_in_place(report, (*statement.source, *statement.cue, *statement.content)),
        ("stance", statement.stance.value),
        ("basis", statement.basis.value),
        *((f"{reason.of} because of", _reason(reason.rule, reason.span)) for reason in statement.because),
        ("read by", statement.read_by),
        *_decisions(case, identity, listed.review),
    )
    return Traced(identity, "statement", _says(statement), facts, (_report_of(case, report),))


def _says(statement: Statement) -> str:
    speaker = statement.speaker.name if statement.speaker else "somebody"
    return f"{speaker} {statement.stance.value}: {' … '.join(span.exact for span in statement.content)}"


def _reason(rule: str, span: Span | None) -> str:
    return f"{rule} («{span.exact}»)" if span else rule


def _in_place(report: Report, spans: Iterable[Span]) -> Facts:
    """Show words in their paragraph, between «», and where they stand; each is held against the report once more."""
    ordered = sorted(set(spans))
    for span in ordered:
        report.check(span)
    first = ordered[0]
    around = next((block for block in report.blocks if block.span.start <= first.start and first.end <= block.span.end), None)
    start, end = (around.span.start, around.span.end) if around else (max(0, first.start - 120), min(len(report.text), first.end + 120))
    pieces, at = [], start
    for span in ordered:
        if at <= span.start and span.end <= end:
            pieces += [report.text[at : span.start], f"«{span.exact}»"]
            at = span.end
    pieces.append(report.text[at:end])
    page = f", page {around.page}" if around and around.page else ""
    return (("words", "".join(pieces)), ("place", f"characters {', '.join(f'{span.start}-{span.end}' for span in ordered)}{page}"))


def _report(case: Case, identity: str) -> Traced:
    return _report_of(case, case.report(identity))


def _report_of(case: Case, report: Report) -> Traced:
    published = report.published.iso if report.published else "no date"
    facts = (("outlet", report.publisher or "not said"), ("published", published), *((("address", report.url),) if report.url else ()))
    below = tuple(_capture_of(case, capture) for capture in captures_of(case.tables, report.id))
    return Traced(report.id, "report", report.headline or "(no headline)", facts, below)


def _capture(case: Case, identity: str) -> Traced:
    row = case.tables.execute("SELECT value FROM captures WHERE id = ?", (identity,)).fetchone()
    return _capture_of(case, msgspec.json.decode(row[0], type=Capture))


def _capture_of(case: Case, capture: Capture) -> Traced:
    try:
        case.store.get(capture.digest)
        bytes_now = "the bytes are there and have this digest"
    except EvidenceAltered as error:
        bytes_now = f"ALTERED: {error}"
    facts = (
        ("digest", capture.digest),
        ("checked", bytes_now),
        ("size", f"{capture.size:,} bytes, {capture.media_type}"),
        ("taken", f"{capture.taken_at.isoformat()} by {capture.taken_by} with {capture.tool}"),
        *((("locator", capture.locator),) if capture.locator else ()),
        *capture.notes,
    )
    below = (_capture(case, capture.within),) if capture.within and case.holds("captures", capture.within) else ()
    return Traced(capture.id, "capture", capture.source, facts, below)


def _actor(case: Case, identity: str) -> Traced:
    actor = name_of(case.tables, component_of(case.tables, identity))
    query = "SELECT s.id FROM statements s JOIN actors a ON a.id = s.speaker WHERE a.component = ? ORDER BY s.seq, s.place"
    said = case.tables.execute(query, (actor.id,)).fetchall()
    facts = (("kind", actor.kind.value), ("names", "; ".join(actor.names)), ("country", actor.country or "not said"))
    return Traced(actor.id, "actor", actor.name, (*facts, *_decisions(case, actor.id, "")), tuple(_statement(case, row[0]) for row in said))


def _link(case: Case, identity: str) -> Traced:
    row = case.tables.execute("SELECT value, withdrawn FROM links WHERE id = ?", (identity,)).fetchone()
    link = msgspec.json.decode(row[0], type=Link)
    facts = [("left", link.left), ("right", link.right), ("rule", link.rule), ("made by", link.made_by)]
    facts += [("because", f"«{excerpt.exact}» ({excerpt.report} {excerpt.start}-{excerpt.end})") for excerpt in link.because]
    reports = sorted({excerpt.report for excerpt in link.because})
    below = tuple(_report(case, report) for report in reports if case.holds("reports", report))
    return Traced(identity, "link", f"{link.kind.value}{', withdrawn' if row[1] else ''}", (*facts, *_decisions(case, identity, "")), below)


def _decision(case: Case, identity: str) -> Traced:
    decision = decision_of(case.tables, identity)
    return Traced(
        identity, "decision", _decided(decision), (("on", decision.on), ("at", decision.at.isoformat())), _rests_on(case, decision)
    )


def _rests_on(case: Case, decision: Decision) -> tuple[Traced, ...]:
    try:
        return (trace(case, decision.on),)
    except CaseError:
        return ()


def _decisions(case: Case, identity: str, review: str) -> Facts:
    made = tuple((f"decision {decision.id[:13]}", _decided(decision)) for decision in held(case.tables, identity))
    return ((("review", review),) if review else ()) + made


def _decided(decision: Decision) -> str:
    changes = ", ".join(f"{field}={value}" for field, value in decision.replacement)
    grade = f" {decision.grade.reliability}{decision.grade.credibility}" if decision.grade else ""
    parts = (f"{decision.verdict.value}{grade}", changes, f"by {decision.by}", decision.reason)
    return "; ".join(part for part in parts if part)


def _problem(case: Case, identity: str) -> Traced:
    problem = next(problems(case.tables, Wanted(identity=identity)))
    known = problem.at.startswith("re:") and case.holds("reports", problem.at)
    facts = (("at", problem.at), ("severity", problem.severity.value))
    return Traced(identity, "problem", f"{problem.code}: {problem.message}", facts, (_report(case, problem.at),) if known else ())
