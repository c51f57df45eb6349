"""What is on record of an original: the other sightings of it, what it holds and is held by, and the entries of the journal about it.

Entries are named by their receipts alone (number, time, who, digest); their bodies are not read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from closewatch.terms.capture import Capture
from closewatch.terms.trouble import CaseError


@dataclass(frozen=True)
class Sighting:
    """One capture with its entry and the report that was read from it, None where there is none."""

    id: str
    seq: int
    capture: Capture
    report: str | None


@dataclass(frozen=True)
class Act:
    """One entry of the journal about an original, and what it did."""

    seq: int
    at: str
    by: str
    digest: str
    did: str


_SIGHTING = "SELECT id, seq, value, report FROM captures"
_REFETCHED = f"{_SIGHTING} WHERE source = (SELECT source FROM captures WHERE id = ?1) AND id <> ?1 AND within IS NULL ORDER BY seq LIMIT ?2"
_SAME = f"{_SIGHTING} WHERE digest = (SELECT digest FROM captures WHERE id = ?1) AND id <> ?1 ORDER BY seq LIMIT ?2"


def sighting(tables: sqlite3.Connection, capture: str) -> Sighting:
    """Give one capture. Raises: CaseError when the case does not hold it."""
    row = tables.execute(f"{_SIGHTING} WHERE id = ?", (capture,)).fetchone()
    if row is None:
        raise CaseError(f"wanted a capture of this case, found none under {capture}")
    return _sighting(row)


def sightings(tables: sqlite3.Connection) -> Iterator[Sighting]:
    """Give every capture of a case, in the order of the record."""
    return map(_sighting, tables.execute(f"{_SIGHTING} ORDER BY seq, id"))


def sightings_of(tables: sqlite3.Connection, report: str, most: int) -> tuple[Sighting, ...]:
    """Give the captures that a report was read from, the first one first."""
    return _sightings(tables, f"{_SIGHTING} WHERE report = ?1 ORDER BY seq LIMIT ?2", report, most)


def same_address(tables: sqlite3.Connection, capture: str, most: int) -> tuple[Sighting, ...]:
    """Give the other captures of the same address or path, the first one first."""
    return _sightings(tables, _REFETCHED, capture, most)


def same_bytes(tables: sqlite3.Connection, capture: str, most: int) -> tuple[Sighting, ...]:
    """Give the other captures of the same bytes, wherever they were found."""
    return _sightings(tables, _SAME, capture, most)


def acts_about(tables: sqlite3.Connection, capture: str, report: str | None) -> tuple[Act, ...]:
    """Give the entries about an original and the report that was read from it, in the order of the journal."""
    query = """SELECT e.seq, e.at, e.by, e.digest, 'took it in' FROM captures c JOIN entries e ON e.seq = c.seq WHERE c.id = ?1
        UNION ALL SELECT e.seq, e.at, e.by, e.digest, 'read its report last' FROM readings r JOIN entries e ON e.seq = r.seq
        WHERE r.report = ?2
        UNION ALL SELECT e.seq, e.at, e.by, e.digest, 'decided: ' || d.verdict FROM decisions d JOIN entries e ON e.seq = d.seq
        WHERE d."on" IN (?1, ?2) ORDER BY 1"""
    return tuple(Act(*row) for row in tables.execute(query, (capture, report)).fetchall())


def _sightings(tables: sqlite3.Connection, query: str, identity: str, most: int) -> tuple[Sighting, ...]:
    return tuple(map(_sighting, tables.execute(query, (identity, most)).fetchall()))


def _sighting(row: tuple[Any, ...]) -> Sighting:
    return Sighting(row[0], row[1], msgspec.json.decode(row[2], type=Capture), row[3])
