"""Other versions of a report: the same address with other bytes, and which words they do not have in common.

Knows addresses and words alone. What a change means, and which version is the better one, is left to whoever reads it.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from difflib import SequenceMatcher

from closewatch.terms.report import Report, Span

COMPARED_PAIRS = 4_000_000
"""Words of one text times words of the other, without what both begin and end with: beyond it the whole stretch between counts as one
change, since the time that a comparison takes grows with this number (a second or so here)."""


@dataclass(frozen=True)
class Change:
    """Words of one version and what stands in their place in the other; either side is empty where words were only added."""

    here: Span
    there: Span


@dataclass(frozen=True)
class Version:
    """Another report from the same address, and how its text differs from the one that was looked at, in the order of the text."""

    report: Report
    changes: tuple[Change, ...]


def versions_of(tables: sqlite3.Connection, report: str) -> tuple[str, ...]:
    """Give the other reports that stood at the same address, the one the report names or one it was fetched from, oldest record first."""
    same_url = "SELECT b.id, b.seq FROM reports a JOIN reports b ON b.url = a.url WHERE a.id = ?"
    fetched = (
        "SELECT b.report, r.seq FROM captures a JOIN captures b ON b.source = a.source JOIN reports r ON r.id = b.report"
        " WHERE a.report = ? AND a.within IS NULL AND b.within IS NULL AND a.source LIKE 'http%://%'"
    )
    rows = tables.execute(f"{same_url} UNION {fetched} ORDER BY 2", (report, report)).fetchall()
    return tuple(dict.fromkeys(identity for identity, _ in rows if identity != report))


def compare(report: Report, other: Report) -> Version:
    """Hold one report against another word by word; white space does not count.

    >>> from closewatch.testing import plain_report
    >>> version = compare(plain_report("About 2,000 men died."), plain_report("About 3,000 men and women died."))
    >>> [(change.here.exact, change.there.exact) for change in version.changes]
    [('2,000', '3,000'), ('', 'and women')]
    """
    ours, theirs = _words(report), _words(other)
    left, right = [word.exact for word in ours], [word.exact for word in theirs]
    first = _common(left, right)
    last = _common(left[first:][::-1], right[first:][::-1])
    stretches = _stretches(left[first : len(left) - last], right[first : len(right) - last])
    changes = (
        Change(_stretch(report, ours, first + a, first + b), _stretch(other, theirs, first + c, first + d)) for a, b, c, d in stretches
    )
    return Version(other, tuple(changes))


def _words(report: Report) -> tuple[Span, ...]:
    return tuple(report.span(match.start(), match.end()) for match in re.finditer(r"\S+", report.text))


def _common(left: list[str], right: list[str]) -> int:
    """Count the words that two lists begin with alike."""
    return next((place for place, (one, other) in enumerate(zip(left, right, strict=False)) if one != other), min(len(left), len(right)))


def _stretches(left: list[str], right: list[str]) -> list[tuple[int, int, int, int]]:
    """Give where two lists of words differ: from, to in the one and from, to in the other."""
    if not left and not right:
        return []
    if len(left) * len(right) > COMPARED_PAIRS:
        return [(0, len(left), 0, len(right))]
    matched = SequenceMatcher(None, left, right, autojunk=False)
    return [(a, b, c, d) for tag, a, b, c, d in matched.get_opcodes() if tag != "equal"]


def _stretch(report: Report, words: tuple[Span, ...], first: int, end: int) -> Span:
    """Give the words from one place to another as one span; an empty one stands behind the word before it."""
    if first == end:
        at = words[first - 1].end if first else 0
        return report.span(at, at)
    return report.span(words[first].start, words[end - 1].end)
