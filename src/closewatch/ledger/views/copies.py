"""Which reports copied which, as it stands: the links that `linking.copies` made and nobody rejected, and what of a report they cover."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from closewatch.terms.claim import Link, PassageClass
from closewatch.terms.report import Excerpt, Span

COVERED = 0.5
"""The share of a statement's content that shared passages must hold before the copy counts for it (docs/house.md, rule 8). Ours."""


def copies(tables: sqlite3.Connection) -> Iterator[Link]:
    """Give every copy that holds, by the ids of the report that copies and of the one it copies."""
    query = """SELECT value FROM links WHERE kind = 'copies' AND kind <> 'same-actor' AND state <> 'gone' AND NOT withdrawn
        ORDER BY "left", "right\""""
    yield from (msgspec.json.decode(row[0], type=Link) for row in tables.execute(query))


def copies_of(tables: sqlite3.Connection, report: str) -> tuple[Link, ...]:
    """Give the links from a report to those it copies, also those that a person rejected."""
    query = 'SELECT value FROM links WHERE "left" = ? AND kind = \'copies\' AND lost_seq IS NULL ORDER BY "right"'
    return tuple(msgspec.json.decode(row[0], type=Link) for row in tables.execute(query, (report,)).fetchall())


def shared(link: Link) -> tuple[tuple[Excerpt, Excerpt, PassageClass], ...]:
    """Give the passages of a copy: the words in the report that copies, those in the other, and what they are."""
    pairs = zip(link.because[::2], link.because[1::2], link.parts, strict=True)
    return tuple((here, there, PassageClass(part)) for here, there, part in pairs)


def is_covered(content: Iterable[Span], passages: Sequence[Excerpt]) -> bool:
    """Tell whether passages of a report hold most of what a statement of it says, so that the copy counts for the statement.

    >>> passages = [Excerpt("re:1", 10, 30, "x" * 20)]
    >>> is_covered([Span(5, 25, "x" * 20)], passages), is_covered([Span(25, 45, "x" * 20)], passages)
    (True, False)
    """
    spans = tuple(content)
    shared = sum(max(0, min(span.end, part.end) - max(span.start, part.start)) for span in spans for part in passages)
    return shared >= COVERED * sum(span.end - span.start for span in spans)
