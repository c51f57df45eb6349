"""Lists of what the watch has on the record, in its order and narrowed: alerts, watched sources, polls.

Rows come one by one, so that a list can be as long as the case. What they mean is known to `watching`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from closewatch.ledger.views.narrowing import Wanted
from closewatch.ledger.views.watch_state import ListedPoll
from closewatch.ledger.views.watching import asked, watched
from closewatch.terms.alert import Alert, Noted
from closewatch.terms.trouble import CaseError
from closewatch.terms.watch import Asked, Poll, Watched

ALL = -1
"""The limit that means none, as SQLite has it."""


def alerts_listed(tables: sqlite3.Connection, wanted: Wanted) -> Iterator[Noted]:
    """Give alerts, the first first; `since` and `until` are about when they were noticed."""
    conditions: list[tuple[str, tuple[Any, ...]]] = [*_dates("e.at", wanted)]
    if wanted.identity is not None:
        conditions.append(("a.id = ?", (wanted.identity,)))
    if wanted.after is not None:
        conditions.append(("(a.seq, a.place) > (SELECT seq, place FROM alerts WHERE id = ?)", (wanted.after,)))
    query = "SELECT a.value, a.seq, e.at FROM alerts a JOIN entries e ON e.seq = a.seq"
    for value, seq, at in _rows(tables, query, conditions, "a.seq, a.place", wanted.limit):
        yield Noted(msgspec.json.decode(value, type=Alert), seq, at)


def watched_listed(tables: sqlite3.Connection, wanted: Wanted) -> Iterator[tuple[Watched, Asked | None]]:
    """Give watched sources by their addresses, each with how it stands; `source` is any part of the address, the reason or the person."""
    part = (wanted.source or "").casefold()
    found = (
        one
        for one in watched(tables)
        if part in f"{one.address} {one.why} {one.person}".casefold()
        and wanted.identity in (None, one.address)
        and (wanted.after is None or one.address > wanted.after)
    )
    return ((one, asked(tables, one.address)) for one in islice(found, wanted.limit))


def polls_listed(tables: sqlite3.Connection, wanted: Wanted) -> Iterator[ListedPoll]:
    """Give polls, the first first. An id is the address that was asked or the source because of which it was, `source` any part of either.

    The list goes on after an entry, 12, or after one poll of it, 12.3. Raises: CaseError for another word.
    """
    conditions: list[tuple[str, tuple[Any, ...]]] = [*_dates("p.at", wanted)]
    if wanted.identity is not None:
        conditions.append(("(p.address = ? OR p.watched = ?)", (wanted.identity, wanted.identity)))
    if wanted.source is not None:
        part = wanted.source.casefold()
        conditions.append(("(has_part(p.address, ?) OR has_part(p.watched, ?))", (part, part)))
    if wanted.after is not None:
        conditions.append(("(p.seq, p.place) > (?, ?)", _place(wanted.after)))
    query = "SELECT p.value, p.seq, p.place, r.taken_seq FROM polls p LEFT JOIN received r ON r.id = p.received"
    for value, seq, place, taken in _rows(tables, query, conditions, "p.seq, p.place", wanted.limit):
        yield ListedPoll(seq, place, msgspec.json.decode(value, type=Poll), taken is not None)


def _dates(column: str, wanted: Wanted) -> Iterator[tuple[str, tuple[Any, ...]]]:
    if wanted.since is not None:
        yield f"{column} >= ?", (wanted.since,)
    if wanted.until is not None:
        yield f"{column} <= ?", (f"{wanted.until}\uffff",)


def _rows(
    tables: sqlite3.Connection, query: str, conditions: list[tuple[str, tuple[Any, ...]]], order: str, limit: int | None
) -> Iterator[tuple[Any, ...]]:
    where = f"WHERE {' AND '.join(words for words, _ in conditions)}" if conditions else ""
    values = [value for _, given in conditions for value in given]
    return tables.execute(f"{query} {where} ORDER BY {order} LIMIT ?", (*values, ALL if limit is None else limit))


def _place(word: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{1,15})(?:\.([0-9]{1,9}))?", word, re.ASCII)
    if found is None:
        raise CaseError(f"wanted the place of a poll as 12 or 12.3, found {word[:40]!r}")
    return int(found[1]), int(found[2]) if found[2] else 2**31
