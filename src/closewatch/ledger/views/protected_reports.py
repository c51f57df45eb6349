"""What goes with a report or an original that is protected as a whole: its other captures, what holds it, who speaks in it alone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from closewatch.protect.writings import means_others_too

_LEAST_ADDRESS = 12
_LEAST_HEADLINE = 16
"""Signs of an address and of a headline that are looked for outside the report; shorter ones stand elsewhere by chance."""

Found = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Reports, digests of originals, addresses and headlines, actors."""


def protected_reports(tables: sqlite3.Connection, identity: str) -> Found:
    """Give the reports and originals that do not leave where a report or a capture is protected, what tells them, and who is named there
    alone."""
    column = "report" if identity.startswith("re:") else "id"
    inside = _ids(tables, f"SELECT id FROM captures WHERE {column} = ?1", identity)
    if identity.startswith("ca:"):
        inside = _all(tables, inside, "SELECT id FROM captures WHERE within = ?1")
    digests = _each(tables, inside, "SELECT digest FROM captures WHERE id = ?1")
    inside = {*inside, *_each(tables, digests, "SELECT id FROM captures WHERE digest = ?1")}
    holders = _all(tables, inside, "SELECT within FROM captures WHERE id = ?1 AND within IS NOT NULL")
    reports = _each(tables, inside, "SELECT report FROM captures WHERE id = ?1 AND report IS NOT NULL")
    reports |= {identity} if identity.startswith("re:") else set()
    originals = _each(tables, holders, "SELECT digest FROM captures WHERE id = ?1")
    addresses = _each(tables, inside, "SELECT source FROM captures WHERE id = ?1")
    addresses |= _each(tables, reports, "SELECT url FROM reports WHERE id = ?1 AND url IS NOT NULL")
    headlines = _each(tables, reports, "SELECT headline FROM reports WHERE id = ?1 AND headline IS NOT NULL")
    told = {one for one in addresses if len(one) >= _LEAST_ADDRESS and ("/" in one or "@" in one)}
    told |= {one for one in headlines if len(one) >= _LEAST_HEADLINE and not means_others_too(one)}
    return tuple(sorted(reports)), tuple(sorted(originals)), tuple(sorted(told)), _only_there(tables, reports)


def _only_there(tables: sqlite3.Connection, reports: Iterable[str]) -> tuple[str, ...]:
    """Name the actors that no other report names."""
    query = """SELECT id FROM actors WHERE report IN (SELECT value FROM json_each(?1)) AND NOT EXISTS (SELECT 1 FROM actors o
        WHERE o.component = actors.component AND o.report NOT IN (SELECT value FROM json_each(?1))) ORDER BY component, id"""
    return tuple(row[0] for row in tables.execute(query, (json.dumps(sorted(reports)),)).fetchall())


def _ids(tables: sqlite3.Connection, query: str, *values: str) -> set[str]:
    return {row[0] for row in tables.execute(query, values).fetchall()}


def _each(tables: sqlite3.Connection, values: Iterable[str], query: str) -> set[str]:
    return {found for value in values for found in _ids(tables, query, value)}


def _all(tables: sqlite3.Connection, values: set[str], query: str) -> set[str]:
    """Give some values and all that lead on from them."""
    found, new = set(values), set(values)
    while new:
        new = _each(tables, new, query) - found
        found |= new
    return found
