"""One stretch of a report as its page shows it: its blocks in pieces, what they share with other reports, and the report's own neighbours.

Puts values together and words nothing but what people read beside the text. Cards are made in `cards`, pieces in `highlights`.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from closewatch.desk.web.reading.cards import Beside
from closewatch.desk.web.reading.highlights import Marked, Segment, Stretch, Stretches, segments, stretches
from closewatch.ledger.views.bylines import Byline, bylines_of
from closewatch.ledger.views.copies import shared
from closewatch.ledger.views.in_report import count_retellings, places_in, retellings_of, sources_of
from closewatch.publish.wording import byline_words, counted, one_line
from closewatch.terms.claim import Link, LinkKind, PassageClass
from closewatch.terms.report import Block, BlockKind, Report

MOST_CHARACTERS = 60_000
MOST_VALUES = 160
"""How much of a report stands on one page: so many characters, and so many statements and figures (about 250 KB)."""

MOST_NEIGHBOURS = 20
"""How many reports of one kind are named beside a report; the rest is counted."""


UNKNOWN_ORDER = "direction: unknown"
"""The rule of a copy whose two reports have no dates that tell them apart (`linking.order`)."""

WHAT = {
    PassageClass.QUOTATION: "quoted words",
    PassageClass.STATEMENT: "attributed words",
    PassageClass.NARRATIVE: "the outlet's own telling",
    PassageClass.BOILERPLATE: "standing text",
}
"""The classes of shared passages, as the margin names them."""


@dataclass(frozen=True)
class Shared:
    """Words that a block shares with another report: of what class, and, as far as known, which of the two came first."""

    report: str
    byline: str
    what: str
    order: str
    words: str


@dataclass(frozen=True)
class ShownBlock:
    """One block of the text in pieces, and the passages that begin in it; `is_shared` where any passage touches it."""

    kind: BlockKind
    start: int
    pieces: tuple[Segment, ...]
    page: int | None
    shared: tuple[Shared, ...] = ()
    is_shared: bool = False


@dataclass(frozen=True)
class Neighbour:
    """Another report that this one copies or cites, or that copies or cites it, in words."""

    id: str
    headline: str
    byline: str
    says: str


@dataclass(frozen=True)
class Neighbours:
    """The reports around a report: those it copies or cites, those that share words with it in an order that is not known, and
    those that copy or cite it.

    `more` counts the last that are not named.
    """

    before: tuple[Neighbour, ...] = ()
    beside: tuple[Neighbour, ...] = ()
    after: tuple[Neighbour, ...] = ()
    more: int = 0
    copies: tuple[tuple[Link, bool], ...] = field(default=(), repr=False)
    """The copies among them, each with whether this report is the one that copies."""
    bylines: dict[str, Byline] = field(default_factory=dict, repr=False)


def stretches_of(tables: sqlite3.Connection, report: Report) -> Stretches:
    """Part a report for its pages, behind its blocks."""
    places = places_in(tables, report.id)
    return stretches([block.span.end for block in report.blocks], len(report.text), places, MOST_CHARACTERS, MOST_VALUES)


def neighbours_of(tables: sqlite3.Connection, report: str) -> Neighbours:
    """Give the reports that a report copies or cites, and those that copy or cite it."""
    before = {kind: sources_of(tables, report, kind, MOST_NEIGHBOURS) for kind in (LinkKind.COPIES, LinkKind.CITES)}
    after = {kind: retellings_of(tables, report, kind, MOST_NEIGHBOURS) for kind in (LinkKind.COPIES, LinkKind.CITES)}
    links = [link for found in (before, after) for some in found.values() for link in some]
    bylines = bylines_of(tables, [end for link in links for end in (link.left, link.right)])
    counts = (count_retellings(tables, report, kind) - len(some) for kind, some in after.items() if len(some) == MOST_NEIGHBOURS)
    copies = (*((link, True) for link in before[LinkKind.COPIES]), *((link, False) for link in after[LinkKind.COPIES]))
    earlier = [(link, link.right) for some in before.values() for link in some]
    later = [(link, link.left) for some in after.values() for link in some]
    return Neighbours(
        _named(((link, other) for link, other in earlier if _ordered(link)), bylines),
        _named(((link, other) for link, other in (*earlier, *later) if not _ordered(link)), bylines),
        _named(((link, other) for link, other in later if _ordered(link)), bylines),
        sum(counts),
        copies,
        bylines,
    )


def _ordered(link: Link) -> bool:
    """Tell whether it is known which of two reports came first; two that share words are linked either way."""
    return link.rule != UNKNOWN_ORDER


def _named(links: Iterable[tuple[Link, str]], bylines: Mapping[str, Byline]) -> tuple[Neighbour, ...]:
    """Name the other ends of some links, each once, with all that links say of it."""
    says: dict[str, list[str]] = defaultdict(list)
    for link, other in links:
        says[other].append(counted(len(link.parts), "shared passage") if link.kind is LinkKind.COPIES else one_line(link.rule, 100))
    return tuple(
        Neighbour(other, _headline(bylines.get(other)), _byline(bylines.get(other), other), "; ".join(said)) for other, said in says.items()
    )


def _headline(byline: Byline | None) -> str:
    return one_line((byline and byline.headline) or "(no headline)", 100)


def _byline(byline: Byline | None, report: str) -> str:
    return byline_words(byline.outlet, byline.day) if byline else report[:13]


def shown_blocks(
    report: Report, stretch: Stretch, side: Beside, neighbours: Neighbours, asked: Sequence[Marked] = ()
) -> tuple[ShownBlock, ...]:
    """Cut the blocks of a stretch into pieces, and say at each what it shares with other reports; `asked` are words to be shown besides."""
    blocks = [block for block in report.blocks if block.span.start < stretch.end and stretch.start < block.span.end]
    marks = _by_block(blocks, (*side.marks, *asked))
    passages = _passages(blocks, report.id, neighbours)
    return tuple(
        ShownBlock(
            block.kind,
            max(block.span.start, stretch.start),
            segments(report.text, marks[at], max(block.span.start, stretch.start), min(block.span.end, stretch.end)),
            block.page,
            tuple(one for one, begins in passages[at] if begins),
            bool(passages[at]),
        )
        for at, block in enumerate(blocks)
    )


def _by_block(blocks: Sequence[Block], marks: Sequence[Marked]) -> dict[int, list[Marked]]:
    """Give the marks of each block, so that cutting one block never looks at those of all; a mark over several is with each."""
    starts = [block.span.start for block in blocks]
    found: dict[int, list[Marked]] = defaultdict(list)
    for mark in marks:
        for at in _touched(blocks, starts, mark.start, mark.end):
            found[at].append(mark)
    return found


def _touched(blocks: Sequence[Block], starts: Sequence[int], start: int, end: int) -> Iterator[int]:
    at = max(0, bisect_right(starts, start) - 1)
    while at < len(blocks) and blocks[at].span.start < end:
        if blocks[at].span.end > start:
            yield at
        at += 1


def _passages(blocks: Sequence[Block], report: str, neighbours: Neighbours) -> dict[int, list[tuple[Shared, bool]]]:
    starts = [block.span.start for block in blocks]
    found: dict[int, list[tuple[Shared, bool]]] = defaultdict(list)
    for link, copied in neighbours.copies:
        other = link.right if copied else link.left
        order = ("which came first" if copied else "which copies it") if _ordered(link) else "which of the two came first is not known"
        for left, right, what in shared(link):
            here = left if copied else right
            one = Shared(other, _byline(neighbours.bylines.get(other), other), WHAT[what], order, one_line(here.exact, 60))
            for first, at in enumerate(_touched(blocks, starts, here.start, here.end)):
                found[at].append((one, first == 0))
    return found
