"""Finding reports, statements and figures by their words and facets, in any language that parts words by spaces; the newest first.

Reports that cannot be read yet are found too. What is not there any more, since a report was read again, is not found.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from closewatch.ledger.views.facets import NUMBERS
from closewatch.ledger.views.lists import ListedFigure, ListedReport, ListedStatement, numbered_figures, numbered_statements, with_captures
from closewatch.ledger.views.narrowing import Conditions, Wanted, components_wanted, facets_wanted, rows_between, share_a_name, words_wanted
from closewatch.terms.trouble import CaseError

PAGE = 50
"""Values on a page, unless another number is wanted."""

COUNTED = 1_000
"""Up to how many values found are counted; beyond it there are "more than 1,000"."""

_NUMBER = (1 << NUMBERS) - 1

One = TypeVar("One")


@dataclass(frozen=True)
class Found(Generic[One]):
    """One page of what was found: how many there are in all (up to COUNTED; `more` tells that there are more than these), and whether
    anything stands before and after the page."""

    values: tuple[One, ...]
    count: int
    more: bool
    earlier: bool
    later: bool


NOTHING: Found[Any] = Found((), 0, False, False, False)


def search(tables: sqlite3.Connection, words: str) -> frozenset[str]:
    """Give the reports that have each of the words, or a longer word that begins so (endings, plurals), without case and accents.

    Raises: CaseError when there is no word to look for.
    """
    query = "SELECT id FROM reports WHERE seq IN (SELECT rowid FROM words WHERE words MATCH ?)"
    return frozenset(row[0] for row in tables.execute(query, (words_wanted(words),)))


def search_statements(tables: sqlite3.Connection, wanted: Wanted) -> Found[ListedStatement]:
    """Find statements by words of who says it or of what is said, by actor, stance, measure, place, days, outlet and review.

    Raises: CaseError when there is no word to look for, or no such statement to go on from.
    """
    return _search(tables, "said", "statements", wanted, numbered_statements)


def search_figures(tables: sqlite3.Connection, wanted: Wanted) -> Found[ListedFigure]:
    """Find figures by the words of number, unit, people, place or speaker, and by the same filters as statements.

    Raises: CaseError when there is no word to look for, or no such figure to go on from.
    """
    return _search(tables, "counted", "figures", wanted, numbered_figures)


def _search(
    tables: sqlite3.Connection,
    index: str,
    table: str,
    wanted: Wanted,
    values: Callable[[sqlite3.Connection, Sequence[int]], tuple[One, ...]],
) -> Found[One]:
    components = components_wanted(tables, wanted)
    where = _matching(tables, index, wanted, components, f"words : ({words_wanted(wanted.words)})" if wanted.words else None)
    if where is None:
        return NOTHING
    if rows := rows_between(wanted):
        where.add(f"{index}.rowid BETWEEN ? AND ?", *rows)
    source = index
    if components is not None and share_a_name(tables, components):
        source = f"{index} CROSS JOIN {table} v ON v.number = {index}.rowid & {_NUMBER} CROSS JOIN actors a ON a.id = v.speaker"
        where.one_of("a.component", components)
    at = _place_of(tables, f"SELECT found_at FROM {table} WHERE id = ? AND found_at IS NOT NULL", wanted)
    found = _page(tables, _Query(source, f"{index}.rowid", (f"{index}.rowid",), where), wanted, at)
    return replace(found, values=values(tables, [row & _NUMBER for row in found.values]))


def search_reports(tables: sqlite3.Connection, wanted: Wanted) -> Found[ListedReport]:
    """Find reports by words of their headline or text, by day and outlet, and by what somebody in them says: actor, stance, measure, place.

    Each filter is to be met somewhere in the report, not all by one statement. Those without a date come last.
    Raises: CaseError as `search_statements`.
    """
    components = components_wanted(tables, wanted)
    facets = _matching(tables, "told", wanted, components, None)
    if facets is None:
        return NOTHING
    where = Conditions()
    if facets.words:
        where.add(f"r.seq IN (SELECT rowid FROM told WHERE {facets.all})", *facets.values)
    if wanted.words:
        where.add("r.seq IN (SELECT rowid FROM words WHERE words MATCH ?)", words_wanted(wanted.words))
    if components is not None and share_a_name(tables, components):
        here = "a.report = r.id AND a.state <> 'gone' AND a.component IN (SELECT value FROM json_each(?))"
        where.add(f"EXISTS (SELECT 1 FROM actors a WHERE {here})", json.dumps(sorted(components)))
    where.between("r.published", wanted)
    at = _place_of(tables, f"SELECT {', '.join(_NEWEST)} FROM reports r WHERE r.id = ?", wanted)
    found = _page(tables, _Query("reports r", "r.seq", _NEWEST, where), wanted, at)
    query = "SELECT id, headline, publisher, published, language, url, characters FROM reports WHERE seq = ?"
    rows = (tables.execute(query, (seq,)).fetchone() for seq in found.values)
    return replace(found, values=tuple(with_captures(tables, rows)))


_NEWEST = ("coalesce(r.published, '')", "r.seq")


@dataclass(frozen=True)
class _Query:
    """Which rows are looked through, what is taken of each, by what they are ordered, and which are meant."""

    source: str
    key: str
    order: tuple[str, ...]
    where: Conditions


def _matching(tables: sqlite3.Connection, index: str, wanted: Wanted, components: set[str] | None, words: str | None) -> Conditions | None:
    """Make the MATCH for words and facets; None where nothing can be meant."""
    facets = facets_wanted(tables, wanted, components)
    if facets == "":
        return None
    where = Conditions()
    if asked := [part for part in (words, facets) if part]:
        where.add(f"{index}.{index} MATCH ?", " AND ".join(asked))
    return where


def _place_of(tables: sqlite3.Connection, query: str, wanted: Wanted) -> tuple[Any, ...] | None:
    """Give where the value stands from which the page goes on; None where it is the first page."""
    identity = wanted.before or wanted.after
    if identity is None:
        return None
    row: tuple[Any, ...] | None = tables.execute(query, (identity,)).fetchone()
    if row is None:
        raise CaseError(f"wanted an id to go on from, found none like {identity}")
    return row


def _page(tables: sqlite3.Connection, query: _Query, wanted: Wanted, at: tuple[Any, ...] | None) -> Found[Any]:
    size, back = wanted.limit or PAGE, wanted.before is not None
    start = ""
    if at is not None:
        start = f" AND ({', '.join(query.order)}) {'>' if back else '<'} ({', '.join('?' * len(at))})"
    order = ", ".join(f"{part} {'ASC' if back else 'DESC'}" for part in query.order)
    selected = f"SELECT {query.key} FROM {query.source} WHERE {query.where.all}{start} ORDER BY {order} LIMIT ?"
    found = [row[0] for row in tables.execute(selected, (*query.where.values, *(at or ()), size + 1)).fetchall()]
    further = len(found) > size
    counting = f"SELECT count(*) FROM (SELECT 1 FROM {query.source} WHERE {query.where.all} LIMIT {COUNTED + 1})"
    count = tables.execute(counting, query.where.values).fetchone()[0]
    earlier, later = (further, True) if back else (at is not None, further)
    shown = found[:size][::-1] if back else found[:size]
    return Found(tuple(shown), min(count, COUNTED), count > COUNTED, earlier, later)
