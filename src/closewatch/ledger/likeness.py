"""How much two readings of one report are alike in one value: the measure by which a new value is known for an old one (house rule 6).

Knows words and their places. What follows from a pair is the business of `succession`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from closewatch.terms.figure import Figure
from closewatch.terms.report import Span
from closewatch.terms.statement import Statement

LEAST_SHARED = 0.5
"""How much of their words two contents must share to be those of one statement (intersection over union, house rule 6)."""

Value: TypeAlias = Statement | Figure


def likeness(old: Value, new: Value) -> float:
    """Tell how much two values of one report are alike, above 0 where they can be one value.

    Statements can be where their cues overlap (where one has none, their sources, if both have one) and their contents share at least half
    of their words; figures where their numbers overlap and count the same.

    >>> from closewatch.terms.figure import Range
    >>> from closewatch.testing import plain_report
    >>> report = plain_report("About 2,000 men died.")
    >>> ours, theirs = (Figure(report.id, report.span(start, 11), "killed", Range()) for start in (0, 6))
    >>> round(likeness(ours, theirs), 2), likeness(ours, Figure(report.id, report.span(6, 11), "wounded", Range()))
    (0.5, 0.0)
    """
    if isinstance(old, Figure) and isinstance(new, Figure):
        return _shared(_words((old.span,)), _words((new.span,))) if old.measure == new.measure else 0.0
    if isinstance(old, Statement) and isinstance(new, Statement):
        return _statements(old, new)
    return 0.0


def places(value: Value) -> frozenset[int]:
    """Give the places in the text by which values that may be alike find each other: two that are alike have one in common."""
    if isinstance(value, Figure):
        return _words((value.span,))
    return _words(value.content) or _words(value.cue)


def _statements(old: Statement, new: Statement) -> float:
    contents = _shared(_words(old.content), _words(new.content)) if old.content or new.content else 1.0
    if contents < LEAST_SHARED:
        return 0.0
    cues, sources = _shared(_words(old.cue), _words(new.cue)), _shared(_words(old.source), _words(new.source))
    if old.cue and new.cue:
        fits = cues > 0
    else:
        fits = sources > 0 or not (old.source and new.source)
    return cues + contents + sources / 8 if fits else 0.0  # the source decides only between pairs that are alike in the rest


def _words(spans: Iterable[Span]) -> frozenset[int]:
    """Give the places at which the words of some spans end; a sign counts where there is no word (a colon as a cue)."""
    ends = [span.start + match.end() for span in spans for match in re.finditer(r"\w+(?:[.,]\w+)*", span.exact)]
    return frozenset(ends or [span.start + match.end() for span in spans for match in re.finditer(r"\S", span.exact)])


def _shared(left: frozenset[int], right: frozenset[int]) -> float:
    """Give the words in common over all words of the two."""
    return len(left & right) / len(left | right) if left & right else 0.0
