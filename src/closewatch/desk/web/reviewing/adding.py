"""What a person adds to a report, before it is recorded: what was asked for, the form of it, and whether it can be added as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec

from closewatch.desk.web.reading.highlights import Marked, Role
from closewatch.desk.web.reviewing.fields import Field, changed, figure_fields, statement_fields
from closewatch.desk.web.reviewing.in_review import near
from closewatch.desk.web.reviewing.proposing import proposed_figure
from closewatch.desk.web.reviewing.shown_words import Passage, passages
from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.corrections import Pairs, corrected_figure, corrected_statement
from closewatch.ledger.views.find import whole_id
from closewatch.terms.figure import Figure, Range
from closewatch.terms.report import Report, Span
from closewatch.terms.statement import Manner, Stance, Statement
from closewatch.terms.trouble import CaseError

AROUND = 8
"""How many paragraphs before and behind the selected words are shown beside the form."""

NEEDED = {"statement": ("content",), "figure": ("span", "measure")}
"""The fields without which there is nothing to add."""

MOST_COVERING = 60
"""Among how many statements before a number the one that gives it is looked for."""


@dataclass(frozen=True)
class Addition:
    """What somebody is about to add: a statement or a figure, to which report, from which words of it, in which paragraphs."""

    report: Report
    kind: str
    selected: Span | None
    shown: tuple[Passage, ...]


def asked_for(visit: Visit) -> Addition:
    """Read from the address, or from the form, what is to be added to a report.

    Raises: CaseError for what is no report, or neither a statement nor a figure.
    """
    identity = whole_id(visit.case.tables, visit.part("id"))
    if not identity.startswith("re:"):
        raise CaseError(f"wanted a report to add to, found {identity}")
    kind = visit.sent("as") or visit.asked("as") or "statement"
    if kind not in NEEDED:
        raise CaseError(f"wanted as=statement or as=figure, found {kind[:40]!r}")
    report = visit.case.report(identity)
    selected = _selected(report, *(visit.sent(name) or visit.asked(name) or "" for name in ("start", "end")))
    role = Role.CONTENT if kind == "statement" else Role.NUMBER
    words = [Marked(report.id, role, selected.start, selected.end)] if selected else []
    return Addition(report, kind, selected, passages(report, words, AROUND))


def _selected(report: Report, start: str, end: str) -> Span | None:
    if not all(word.isascii() and word.isdecimal() and len(word) < 10 for word in (start, end)):
        return None
    first, last = int(start), int(end)
    return report.span(first, last) if first < last <= len(report.text) else None


def empty_fields(visit: Visit, addition: Addition) -> tuple[Field, ...]:
    """Lay out the form of a value that says nothing yet."""
    if addition.kind == "statement":
        return statement_fields(Statement(addition.report.id, (), (), (), Manner.INDIRECT, Stance.ASSERTS))
    empty = Figure(addition.report.id, addition.report.span(0, 0), "", Range())
    return figure_fields(empty, *near(visit, addition.report.id, addition.shown))


def begun_fields(visit: Visit, addition: Addition) -> tuple[Field, ...]:
    """Lay out the form as it is begun with the selected words: of a figure, with what the reading makes of them."""
    selected, report = addition.selected, addition.report
    if selected is None:
        return empty_fields(visit, addition)
    if addition.kind == "statement":
        return statement_fields(Statement(report.id, (), (), (selected,), Manner.INDIRECT, Stance.ASSERTS))
    found = proposed_figure(report, selected) or Figure(report.id, selected, "", Range())
    given = replace(found, statement=_given_by(visit, report.id, found.span))
    return figure_fields(given, *near(visit, report.id, addition.shown))


def _given_by(visit: Visit, report: str, number: Span) -> str | None:
    """Name the statement that gives a number: the one with the shortest words that cover it."""
    query = "SELECT id, value FROM statements WHERE report = ? AND state <> 'gone' AND place <= ? ORDER BY place DESC LIMIT ?"
    rows = visit.case.tables.execute(query, (report, number.start, MOST_COVERING)).fetchall()
    contents = [(identity, span) for identity, value in rows for span in msgspec.json.decode(value, type=Statement).content]
    covering = [(span.end - span.start, identity) for identity, span in contents if span.start <= number.start and number.end <= span.end]
    return min(covering)[1] if covering else None


def what_is_set(fields: tuple[Field, ...], sent: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Give the fields that hold something, as the pairs of an addition."""
    return tuple((field, word) for field, word in changed(fields, sent) if word)


def missing(addition: Addition, pairs: Pairs) -> dict[str, str]:
    """Say which fields are needed and were left empty."""
    held = {field for field, _ in pairs}
    return {field: "wanted this for a new value, found nothing" for field in NEEDED[addition.kind] if field not in held}


def try_addition(addition: Addition, pairs: Pairs) -> None:
    """Make what some fields would add, leaving out whether all that is needed is there. Raises: NotAField, NotVerbatim."""
    report = addition.report
    if addition.kind == "statement":
        corrected_statement(Statement(report.id, (), (), (), Manner.INDIRECT, Stance.ASSERTS), pairs, report.text)
    else:
        corrected_figure(Figure(report.id, report.span(0, 0), "", Range()), pairs, report.text)
