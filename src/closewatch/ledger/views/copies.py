"""Which reports copied which, as it stands: the links that `linking.copies` made and nobody rejected, and what of a report they cover."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec

from closewatch.terms.claim import Link, PassageClass
from closewatch.terms.report import Excerpt, Span

COVERED = 0.5
"""The share of a statement's words that must stand in a shared passage for the copy to count for it."""


def copies(tables: sqlite3.Connection) -> Iterator[Link]:
    """Give every copy that holds, by the ids of the report that copies and of the one it copies."""
    query = "SELECT value FROM links WHERE kind = 'copies' AND state <> 'gone' AND NOT withdrawn ORDER BY \"left\", \"right\""
    yield from (msgspec.json.decode(row[0], type=Link) for row in tables.execute(query))


def copies_of(tables: sqlite3.Connection, report: str) -> tuple[Link, ...]:
    """Give the links from a report to those it copies, also those that a person rejected."""
    query = 'SELECT value FROM links WHERE "left" = ? AND kind = \'copies\' AND lost_seq IS NULL ORDER BY "right"'
    return tuple(msgspec.json.decode(row[0], type=Link) for row in tables.execute(query, (report,)).fetchall())


def copied_by(tables: sqlite3.Connection, report: str) -> tuple[Link, ...]:
    """Give the links to a report from those that copy it, also those that a person rejected."""
    query = 'SELECT value FROM links WHERE "right" = ? AND kind = \'copies\' AND lost_seq IS NULL ORDER BY "left"'
    return tuple(msgspec.json.decode(row[0], type=Link) for row in tables.execute(query, (report,)).fetchall())


def shared(link: Link) -> tuple[tuple[Excerpt, Excerpt, PassageClass], ...]:
    """Give the passages of a copy: the words in the report that copies, those in the other, and what they are."""
    pairs = zip(link.because[::2], link.because[1::2], link.parts, strict=True)
    return tuple((here, there, PassageClass(part)) for here, there, part in pairs)


def covered(link: Link, report: str, span: Span) -> Excerpt | None:
    """Give the passage of the other report in which words of this one stand; None where no shared passage holds most of them.

    An outlet's standing text covers nothing.
    """
    for here, there, part in shared(link):
        own, other = (here, there) if here.report == report else (there, here)
        both = min(own.end, span.end) - max(own.start, span.start)
        if own.report == report and part is not PassageClass.BOILERPLATE and both >= COVERED * (span.end - span.start):
            return other
    return None
