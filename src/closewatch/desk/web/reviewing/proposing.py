"""What the reading makes of words that somebody selected as a number: a beginning for the form of a new figure, and no more than that."""

from __future__ import annotations

from dataclasses import replace

from closewatch.reading.figures import find_figures
from closewatch.terms.figure import Figure
from closewatch.terms.report import BlockKind, Report, Span, block

MOST_READ = 4_000
"""How many characters around the number are read for what it counts."""


def proposed_figure(report: Report, selected: Span) -> Figure | None:
    """Give the figure that the reading finds under some words of a report, by their paragraph alone; None where it finds none.

    >>> from closewatch.testing import plain_report
    >>> report = plain_report("It rained. At least 12 people were killed.")
    >>> found = proposed_figure(report, report.span(20, 22))
    >>> found.measure, found.amount.low, found.amount.open_high, found.bound.exact
    ('killed', Decimal('12'), True, 'At least')
    """
    first, last = next(
        ((one.span.start, one.span.end) for one in report.blocks if one.span.start <= selected.start < one.span.end),
        (selected.start, selected.end),
    )
    first, last = max(first, selected.start - MOST_READ // 2), min(last, selected.end + MOST_READ // 2)
    words = report.text[first:last]
    paragraph = Report(report.capture, words, (block(words, BlockKind.PARAGRAPH, 0, len(words)),), published=report.published)
    for found in find_figures(paragraph, ()):
        if found.span.start + first < selected.end and selected.start < found.span.end + first:
            span = report.span(found.span.start + first, found.span.end + first)
            bound = report.span(found.bound.start + first, found.bound.end + first) if found.bound else None
            return replace(found, report=report.id, span=span, bound=bound, part_of=None, derived_from=(), because=())
    return None
