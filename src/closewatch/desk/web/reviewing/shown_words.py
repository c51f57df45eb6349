"""The paragraphs that some words of a report stand in, cut into pieces by the part that each word plays.

Which pieces a text falls into is told by `highlights`; here it is only said which paragraphs are shown, and how much of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from closewatch.desk.web.reading.highlights import Marked, Segment, segments
from closewatch.terms.report import Report

MOST_SHOWN = 6_000
"""How many characters around some words are shown at one time; a paragraph can be as long as a report."""


@dataclass(frozen=True)
class Passage:
    """A paragraph of a report, or as much of it as is shown; `cut` tells that there is more of it."""

    kind: str
    start: int
    end: int
    pieces: tuple[Segment, ...]
    cut: bool = False


def passages(report: Report, marked: Sequence[Marked], around: int = 0) -> tuple[Passage, ...]:
    """Give the paragraphs that some words stand in, with `around` paragraphs before and behind; the first ones where there are no words.

    >>> from closewatch.desk.web.reading.highlights import Role
    >>> from closewatch.testing import plain_report
    >>> shown = passages(plain_report("It rained.\\n\\nKyiv said so."), [Marked("st:1", Role.SOURCE, 12, 16)])
    >>> [(one.start, one.end, [piece.text for piece in one.pieces]) for one in shown]
    [(12, 25, ['Kyiv', ' said so.'])]
    """
    start, end = min((one.start for one in marked), default=0), max((one.end for one in marked), default=1)
    touched = [at for at, block in enumerate(report.blocks) if block.span.start < end and start < block.span.end]
    first, last = (max(0, touched[0] - around), touched[-1] + around + 1) if touched else (0, 1 + 2 * around)
    low, high = max(0, start - MOST_SHOWN // 2), min(end, start + MOST_SHOWN) + MOST_SHOWN // 2
    found = []
    for block in report.blocks[first:last]:
        begins, ends = max(block.span.start, low), min(block.span.end, high)
        if begins < ends:
            whole = (begins, ends) == (block.span.start, block.span.end)
            found.append(Passage(block.kind.value, begins, ends, segments(report.text, marked, begins, ends), not whole))
    if found:
        return tuple(found)
    low, high = max(0, start - 200), min(len(report.text), end + 200)  # a report without blocks, or words between them
    return (Passage("paragraph", low, high, segments(report.text, marked, low, high)),)
