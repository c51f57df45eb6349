"""A page that gives other figures or statements than before: what it had, what it has, and whether it says so itself.

Words alone make no alert. Two readings are held against each other only where the words changed, since a better reader finds other values
in the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from closewatch.ledger.case import Case
from closewatch.ledger.views.bylines import bylines_of
from closewatch.ledger.views.versions import Change, compare
from closewatch.terms.alert import Alert, AlertKind
from closewatch.terms.figure import Figure
from closewatch.terms.reading import Reading
from closewatch.terms.report import Excerpt, Report, Span, excerpt_of, words_of
from closewatch.terms.statement import Statement
from closewatch.watch.noticing.came import Came
from closewatch.watch.noticing.wording import line, outlet_words, quoted

SAYING_SO = (
    "correction", "corrected", "corrects", "clarification", "clarified", "updated", "update:", "amended", "earlier version",
    "previous version", "editor's note", "editor’s note", "korrektur", "korrigiert", "berichtigung", "aktualisiert",
    "정정", "수정", "바로잡",
    "виправлен", "оновлен", "уточнен",
)  # fmt: skip
"""Words by which a page tells that it was changed, looked for among what is new on it; in the languages that reports are read in."""
MOST_DIFFERENCES = 3
"""How many changes are spelled out; the rest are counted."""
ALIKE = 0.5
"""The share of their words that two statements have in common when one stands in the place of the other: as when a report is read again."""


@dataclass(frozen=True)
class _Version:
    """A version with those of its values in whose paragraphs words changed."""

    report: Report
    figures: tuple[Figure, ...]
    statements: tuple[Statement, ...]


def correction_found(case: Case, came: Came) -> Iterable[Alert]:
    """Tell of a page that has other figures or statements than the version before."""
    if not came.versions:
        return
    # What came later may have been captured earlier, as out of an archive of the web.
    other, report = sorted((case.report(one) for one in (came.versions[-1], came.arrival.report)), key=lambda one: one.capture.taken_at)
    changes = compare(report, other).changes
    if not changes:
        return
    now = _version(case, report, [change.here for change in changes])
    was = _version(case, other, [change.there for change in changes])
    told: list[str] = []
    proof: list[Excerpt] = []
    figures = tuple(_figures_differing(now, was))
    # A statement of which a number changed is told by its number.
    counted = {figure.statement for pair in figures for figure in pair if figure}
    statements = [pair for pair in _statements_differing(now, was) if not counted & {one.id for one in pair if one}]
    for here, there in (*figures, *statements):
        told.append(_in_words(here, there))
        proof += [excerpt_of(value.report, _span(value)) for value in (there, here) if value]
    if told:
        more = f", and {len(told) - MOST_DIFFERENCES} more" if len(told) > MOST_DIFFERENCES else ""
        says_so = "and says that it was changed" if _says_so(changes) else "and does not say so"
        outlet = bylines_of(case.tables, (report.id,))[report.id].outlet
        words = f"{outlet_words(outlet)} changed a page {says_so}: {'; '.join(told[:MOST_DIFFERENCES])}{more}"
        alert = came.alert(AlertKind.SILENT_CORRECTION, words, proof, (came.versions[-1],))
        yield replace(alert, reports=(report.id, other.id))


def _version(case: Case, report: Report, changed: Sequence[Span]) -> _Version:
    reading = case.reading(report.id) or Reading(report.id, "", (), ())
    parts = [report.around(span.start, max(span.end, span.start + 1) if span.end < len(report.text) else span.end)[0] for span in changed]

    def is_near(span: Span) -> bool:
        return any(part.start <= span.end and span.start <= part.end for part in parts)

    figures = tuple(figure for figure in reading.figures if is_near(figure.span))
    statements = tuple(one for one in reading.statements if any(is_near(span) for span in one.content))
    return _Version(report, figures, statements)


def _figures_differing(now: _Version, was: _Version) -> Iterable[tuple[Figure | None, Figure | None]]:
    """Give the figures that only one version has, one beside the other where both count the same thing."""
    here, there = _without(now.figures, was.figures), _without(was.figures, now.figures)
    for figure in here:
        other = next((one for one in there if _counted(one) == _counted(figure)), None)
        if other:
            there.remove(other)
        yield figure, other
    for figure in there:
        yield None, figure


def _without(figures: Iterable[Figure], others: Iterable[Figure]) -> list[Figure]:
    """Take away the figures that others give too; of one that is told twice, in the headline and below, once is enough."""
    held = {_meaning(one) for one in others}
    return list({_meaning(figure): figure for figure in figures if _meaning(figure) not in held}.values())


def _meaning(figure: Figure) -> tuple[object, ...]:
    amount = figure.amount
    ends = (amount.low, amount.high, amount.open_low, amount.open_high, amount.strict, amount.vague)
    return (*_counted(figure), ends, figure.standing)


def _counted(figure: Figure) -> tuple[object, ...]:
    whom = (figure.population.country, figure.population.kind) if figure.population else None
    return (figure.measure, figure.unit, figure.per, whom)


def _statements_differing(now: _Version, was: _Version) -> Iterable[tuple[Statement | None, Statement | None]]:
    """Give the statements that only one version has, and those whose speaker or stance is another."""
    left = list(was.statements)
    for statement in now.statements:
        other = max(left, key=lambda one: _alike(one, statement), default=None)
        if other is None or _alike(other, statement) < ALIKE:
            yield statement, None
            continue
        left.remove(other)
        if _who_and_how(other) != _who_and_how(statement):
            yield statement, other
    for statement in left:
        yield None, statement


def _alike(one: Statement, other: Statement) -> float:
    ours, theirs = (set(re.findall(r"\w+", words_of(statement.content).casefold())) for statement in (one, other))
    return len(ours & theirs) / max(len(ours | theirs), 1)


def _who_and_how(statement: Statement) -> tuple[object, ...]:
    return (statement.speaker.name if statement.speaker else None, statement.stance, bool(statement.about and statement.about.negated))


def _in_words(here: Figure | Statement | None, there: Figure | Statement | None) -> str:
    if here and there:
        return f"{_worded(here)} where it had {_worded(there)}"
    return f"now also {_worded(here)}" if here else f"no longer {_worded(there)}" if there else ""


def _worded(value: Figure | Statement) -> str:
    if isinstance(value, Figure):
        return quoted(f"{value.bound.exact} {value.span.exact}" if value.bound else value.span.exact)
    said = quoted(words_of(value.content))
    return f"{line(value.speaker.name)}: {said}" if value.speaker else said


def _span(value: Figure | Statement) -> Span:
    return value.span if isinstance(value, Figure) else value.content[0]


def _says_so(changes: Iterable[Change]) -> bool:
    new = " ".join(change.here.exact for change in changes).casefold()
    return any(word in new for word in SAYING_SO)
