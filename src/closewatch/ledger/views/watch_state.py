"""How each watched source stands: what it gave last, since when nothing changed, which of its pages never came, and its polls one by one.

Asks the folds of `watching`. When a source is due again is decided by `watch`, which settings hold today is known to `desk`.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

import msgspec

from closewatch.ledger.views.watching import asked
from closewatch.terms.watch import Asked, Poll, PollOutcome


@dataclass(frozen=True)
class Pages:
    """How many pages that a source lists came, are wanted and never came, and, of these, were not asked for because that is refused."""

    came: int = 0
    wanted: int = 0
    refused: int = 0


@dataclass(frozen=True)
class Unchanged:
    """Since when an address gives nothing new (ISO; None where it never gave anything), and how often it was asked in vain since then."""

    since: str | None
    times: int


@dataclass(frozen=True)
class ListedPoll:
    """A poll on the record: in which entry, at which place of it; `taken` where what came was taken in."""

    seq: int
    place: int
    poll: Poll
    taken: bool


def pages_of(tables: sqlite3.Connection) -> dict[str, Pages]:
    """Count the pages of every source, by the address of the source."""
    query = """SELECT watched, sum(got), sum(NOT got), sum(NOT got AND coalesce(json_extract(last, '$.outcome') = ?, 0)) FROM addresses
        WHERE address <> watched GROUP BY watched"""
    return {source: Pages(*counts) for source, *counts in tables.execute(query, (PollOutcome.REFUSED,)).fetchall()}


def unchanged(tables: sqlite3.Connection, address: str) -> Unchanged:
    """Tell since when an address gives nothing new."""
    query = "SELECT seq, place, at FROM polls WHERE address = ? AND outcome = ? ORDER BY seq DESC, place DESC LIMIT 1"
    last = tables.execute(query, (address, PollOutcome.NEW)).fetchone()
    query = "SELECT count(*) FROM polls WHERE address = ? AND outcome = ? AND (seq, place) > (?, ?)"
    times = tables.execute(query, (address, PollOutcome.UNCHANGED, *(last[:2] if last else (0, 0)))).fetchone()[0]
    return Unchanged(last[2] if last else None, times)


def pages_wanted(tables: sqlite3.Connection, source: str, most: int) -> tuple[Asked, ...]:
    """Give the pages that a source lists and that never came, the first listed first."""
    query = "SELECT address FROM addresses WHERE watched = ? AND address <> watched AND NOT got ORDER BY since_seq, place LIMIT ?"
    found = (asked(tables, address) for (address,) in tables.execute(query, (source, most)).fetchall())
    return tuple(one for one in found if one)


def polls_of(
    tables: sqlite3.Connection,
    source: str,
    *,
    after: tuple[int, int] | None = None,
    before: tuple[int, int] | None = None,
    most: int = 50,
) -> tuple[ListedPoll, ...]:
    """Give the polls of a source and of its pages, the latest first: those older than the place `after`, or newer than `before`."""
    forward, place = before is not None, before or after
    beyond = f"AND (p.seq, p.place) {'>' if forward else '<'} (?, ?)" if place else ""
    order = "ASC" if forward else "DESC"
    query = f"""SELECT p.seq, p.place, p.value, r.taken_seq IS NOT NULL
        FROM polls p LEFT JOIN received r ON r.id = p.received WHERE p.watched = ? {beyond}
        ORDER BY p.seq {order}, p.place {order} LIMIT ?"""
    values: tuple[Any, ...] = (source, *(place or ()), most)
    found = [
        ListedPoll(seq, at, msgspec.json.decode(value, type=Poll), bool(taken)) for seq, at, value, taken in tables.execute(query, values)
    ]
    return tuple(reversed(found) if forward else found)


def last_poll_at(tables: sqlite3.Connection) -> str | None:
    """Give when anything was asked last, as far as the record goes (ISO, UTC); None where nothing ever was."""
    row = tables.execute("SELECT at FROM polls ORDER BY seq DESC, place DESC LIMIT 1").fetchone()
    return str(row[0]) if row else None
