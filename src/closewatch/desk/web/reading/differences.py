"""What two versions of a report do not have in common: words, the figures in them, and what is said.

Which words changed is told by `ledger.views.versions`; here the values of both reports are held against each other by what they say.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.in_report import Standing, figures_in, statements_in
from closewatch.ledger.views.versions import Change, compare
from closewatch.publish.wording import byline_words, figure_words, one_line
from closewatch.terms.figure import Figure
from closewatch.terms.report import Report, Span
from closewatch.terms.statement import Statement

MOST_CHANGES = 300
MOST_VALUES = 2_000
"""How many changes are shown; in how long a report values are held against each other, by the number of each."""

MOST_PAIRS = 40_000
"""How many pairs of statements are looked at for those that were only put in other words."""

AROUND = 60
"""How many signs before and behind a change are shown with it."""

MOST_CHARACTERS = 400_000
"""Longer texts are not compared word by word while somebody waits for the page."""

Value = TypeVar("Value", Statement, Figure)


@dataclass(frozen=True)
class Side:
    """Words that changed, with a few before and behind them."""

    before: str
    words: str
    behind: str
    at: int


@dataclass(frozen=True)
class ChangedWords:
    """One change: what stands here, and what in its place there; empty where words were only added."""

    here: Side
    there: Side


@dataclass(frozen=True)
class ValueLine:
    """A figure or statement in words, with its id."""

    id: str
    says: str


@dataclass(frozen=True)
class ChangedValue:
    """A figure whose number stands in changed words on both sides and counts the same, or a statement told in partly the same words."""

    here: ValueLine
    there: ValueLine


@dataclass(frozen=True)
class Differences:
    """All that two versions do not have in common."""

    here: Report
    there: Report
    here_byline: str
    there_byline: str
    same_words: bool
    too_long: bool
    changes: tuple[ChangedWords, ...]
    more: int
    figures_changed: tuple[ChangedValue, ...]
    figures_here: tuple[ValueLine, ...]
    figures_there: tuple[ValueLine, ...]
    statements_changed: tuple[ChangedValue, ...]
    statements_here: tuple[ValueLine, ...]
    statements_there: tuple[ValueLine, ...]


def differences(visit: Visit, here: str, there: str) -> Differences:
    """Hold two reports against each other. Raises: CaseError when the case does not hold one of them."""
    case = visit.case
    left, right = case.report(here), case.report(there)
    too_long = len(left.text) + len(right.text) > MOST_CHARACTERS and left.text != right.text
    changes = () if too_long else compare(left, right).changes
    figures = _only(_figures(case.tables, left), _figures(case.tables, right))
    statements = _only(_statements(case.tables, left), _statements(case.tables, right))
    pairs, reworded = _pairs(changes, *figures), _reworded(*statements)
    taken = {one.id for pair in pairs for one in pair} | {one.id for pair in reworded for one in pair}
    return Differences(
        here=left,
        there=right,
        here_byline=_byline(left),
        there_byline=_byline(right),
        same_words=left.text.split() == right.text.split(),
        too_long=too_long,
        changes=tuple(ChangedWords(_side(left, one.here), _side(right, one.there)) for one in changes[:MOST_CHANGES]),
        more=max(0, len(changes) - MOST_CHANGES),
        figures_changed=tuple(ChangedValue(_figure_line(one), _figure_line(other)) for one, other in pairs),
        figures_here=tuple(_figure_line(one) for one in figures[0] if one.id not in taken),
        figures_there=tuple(_figure_line(one) for one in figures[1] if one.id not in taken),
        statements_changed=tuple(ChangedValue(_statement_line(one), _statement_line(other)) for one, other in reworded),
        statements_here=tuple(_statement_line(one) for one in statements[0] if one.id not in taken),
        statements_there=tuple(_statement_line(one) for one in statements[1] if one.id not in taken),
    )


def _byline(report: Report) -> str:
    return byline_words(report.publisher, report.published.day if report.published else None)


def _figures(tables: sqlite3.Connection, report: Report) -> list[tuple[str, Standing[Figure]]]:
    found = [one for one in figures_in(tables, report.id, 0, len(report.text)) if one.review != "rejected"]
    return [(f"{one.value.speaker.name if one.value.speaker else ''}: {figure_words(one.value)}", one) for one in found[:MOST_VALUES]]


def _statements(tables: sqlite3.Connection, report: Report) -> list[tuple[str, Standing[Statement]]]:
    found = [one for one in statements_in(tables, report.id, 0, len(report.text)) if one.review != "rejected"]
    return [(_statement_words(one.value), one) for one in found[:MOST_VALUES]]


def _only(
    here: Sequence[tuple[str, Standing[Value]]], there: Sequence[tuple[str, Standing[Value]]]
) -> tuple[list[Standing[Value]], list[Standing[Value]]]:
    """Give the values of each side whose words the other side has not, or not as often."""
    return _without(here, there), _without(there, here)


def _without(here: Sequence[tuple[str, Standing[Value]]], there: Sequence[tuple[str, Standing[Value]]]) -> list[Standing[Value]]:
    left = Counter(words for words, _ in there)
    kept = []
    for words, one in here:
        if left[words]:
            left[words] -= 1
        else:
            kept.append(one)
    return kept


def _pairs(
    changes: Sequence[Change], here: Sequence[Standing[Figure]], there: Sequence[Standing[Figure]]
) -> list[tuple[Standing[Figure], Standing[Figure]]]:
    """Pair figures of both sides that count the same in the same changed words, in the order of the text."""
    pairs = []
    free = list(there)
    for change in changes:
        for one in [one for one in here if one.value.span.start < change.here.end and change.here.start < one.value.span.end]:
            for other in free:
                touches = other.value.span.start < change.there.end and change.there.start < other.value.span.end
                if touches and other.value.measure == one.value.measure:
                    pairs.append((one, other))
                    free.remove(other)
                    break
    return pairs


def _reworded(
    here: Sequence[Standing[Statement]], there: Sequence[Standing[Statement]]
) -> list[tuple[Standing[Statement], Standing[Statement]]]:
    """Pair statements that share at least half of their words, the best first; gives them in the order of the text.

    That is how a statement is found again by another reader, too (docs/guide/desk.md, read-again).
    """
    if len(here) * len(there) > MOST_PAIRS:
        return []
    ours, theirs = [_words(one.value) for one in here], [_words(one.value) for one in there]
    shares = (
        (-len(left & right) / max(len(left), len(right), 1), at, other_at)
        for at, left in enumerate(ours)
        for other_at, right in enumerate(theirs)
    )
    taken: dict[int, int] = {}
    for share, at, other_at in sorted(shares):
        if share <= -0.5 and at not in taken and other_at not in taken.values():
            taken[at] = other_at
    return [(here[at], there[other_at]) for at, other_at in sorted(taken.items())]


def _words(statement: Statement) -> frozenset[str]:
    return frozenset(word.casefold() for span in statement.content for word in span.exact.split())


def _figure_line(one: Standing[Figure]) -> ValueLine:
    speaker = f"{one_line(one.value.speaker.name, 80)}: " if one.value.speaker else ""
    return ValueLine(one.id, f"{speaker}{figure_words(one.value)}")


def _statement_line(one: Standing[Statement]) -> ValueLine:
    return ValueLine(one.id, one_line(_statement_words(one.value), 240))


def _statement_words(statement: Statement) -> str:
    speaker = statement.speaker.name if statement.speaker else "the outlet"
    return f"{speaker} ({statement.stance.value}): {' … '.join(' '.join(span.exact.split()) for span in statement.content)}"


def _side(report: Report, span: Span) -> Side:
    before, behind = report.text[max(0, span.start - AROUND) : span.start], report.text[span.end : span.end + AROUND]
    return Side(one_line(before), one_line(span.exact, 2_000), one_line(behind), span.start)
