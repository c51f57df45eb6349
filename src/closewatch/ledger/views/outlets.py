"""The outlets of a case: how much each published, from whom it copies and who copies it, whom it names as its source, and what it changed.

An outlet is its name as its reports write it. Who passed on what is judged by `linking`; here it is only counted.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import islice

import msgspec

from closewatch.ledger.views.drift import drifts_of
from closewatch.terms.claim import Link
from closewatch.terms.drift import Drift
from closewatch.terms.trouble import CaseError

MOST_OUTLETS = 500
"""How many outlets one list has, those with the most reports."""

MOST_LOOKED_AT = 2_000
"""Of how many reports of one outlet the links are counted: the newest."""


@dataclass(frozen=True)
class ListedOutlet:
    """An outlet with the number of its reports."""

    name: str
    reports: int


@dataclass(frozen=True)
class Carried:
    """Reports of one outlet that have words from, or name, those of another; or the other way round."""

    outlet: str | None
    reports: int


@dataclass(frozen=True)
class OutletPage:
    """One outlet. `copies` and `cites` are those it has words from and names as its source, `copied_by` and `cited_by` the other way.

    `looked_at` is of how many reports the links were counted, `copying` how many of these copy anybody; `drifts` is what they changed.
    """

    name: str
    reports: int
    first: str | None
    last: str | None
    looked_at: int
    copying: int
    copies: tuple[Carried, ...]
    cites: tuple[Carried, ...]
    copied_by: tuple[Carried, ...]
    cited_by: tuple[Carried, ...]
    drifts: tuple[Drift, ...]


def list_outlets(tables: sqlite3.Connection, part: str | None = None) -> tuple[ListedOutlet, ...]:
    """List the outlets, those with the most reports first; those with a part of a name where it is given."""
    query = "SELECT publisher, count(*) FROM reports WHERE publisher IS NOT NULL GROUP BY publisher ORDER BY 2 DESC, 1"
    listed = (ListedOutlet(*row) for row in tables.execute(query))
    wanted = (part or "").casefold()
    return tuple(islice((one for one in listed if wanted in one.name.casefold()), MOST_OUTLETS))


def outlet_page(tables: sqlite3.Connection, name: str, limit: int) -> OutletPage:
    """Give one outlet with what it passes on, at most so many of each.

    Raises: CaseError when no report names it.
    """
    days = "min(nullif(substr(published, 1, 10), '')), max(nullif(substr(published, 1, 10), ''))"
    reports, first, last = tables.execute(f"SELECT count(*), {days} FROM reports WHERE publisher = ?", (name,)).fetchone()
    if not reports:
        raise CaseError(f"wanted an outlet of this case, found none called {name[:80]!r}")
    copying = tables.execute(
        f"SELECT count(*) FROM {_OWN} WHERE EXISTS (SELECT 1 FROM links l WHERE l.\"left\" = o.id AND l.kind = 'copies' AND {_STANDS})",
        (name,),
    ).fetchone()[0]
    return OutletPage(
        name, reports, first, last, min(reports, MOST_LOOKED_AT), copying,
        copies=_carried(tables, name, "copies", ("left", "right"), limit),
        cites=_carried(tables, name, "cites", ("left", "right"), limit),
        copied_by=_carried(tables, name, "copies", ("right", "left"), limit),
        cited_by=_carried(tables, name, "cites", ("right", "left"), limit),
        drifts=_drifts(tables, name, limit),
    )  # fmt: skip


_OWN = f"(SELECT id FROM reports WHERE publisher = ? ORDER BY seq DESC LIMIT {MOST_LOOKED_AT}) o"
_STANDS = "NOT l.withdrawn AND l.state <> 'gone'"


def _carried(tables: sqlite3.Connection, name: str, kind: str, ends: tuple[str, str], limit: int) -> tuple[Carried, ...]:
    here, there = ends
    query = f"""SELECT r.publisher, count(DISTINCT o.id) FROM {_OWN} JOIN links l ON l."{here}" = o.id AND l.kind = ? AND {_STANDS}
        JOIN reports r ON r.id = l."{there}" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"""
    return tuple(Carried(*row) for row in tables.execute(query, (name, kind, limit)).fetchall())


def _drifts(tables: sqlite3.Connection, name: str, limit: int) -> tuple[Drift, ...]:
    query = f"SELECT l.value FROM {_OWN} JOIN links l ON l.report = o.id AND l.kind = 'drifts' AND {_STANDS} LIMIT ?"
    links = (msgspec.json.decode(row[0], type=Link) for row in tables.execute(query, (name, 4 * limit)).fetchall())
    return tuple(islice((drift for link in links for drift in drifts_of(tables, link)), limit))
