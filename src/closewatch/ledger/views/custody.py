"""What is on record of an original: the other sightings of it, what it holds and is held by, the entries of the journal about it, and what
keeping watch on its address showed.

Entries are named by their receipts alone (number, time, who, digest); their bodies are not read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import msgspec

from closewatch.terms.capture import Capture
from closewatch.terms.trouble import CaseError
from closewatch.terms.watch import PollOutcome


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
    found = (Act(*row) for row in tables.execute(query, (capture, report)).fetchall())
    return tuple(sorted((*found, *acts_of_watch(tables, capture)), key=lambda act: act.seq))


def acts_of_watch(tables: sqlite3.Connection, capture: str) -> tuple[Act, ...]:
    """Give what keeping watch on the address of an original showed of it: where it was found listed, when it came, how often and until when
    it was found unchanged, since when it is gone, and when other bytes came in its place."""
    query = """SELECT coalesce((SELECT address FROM polls WHERE received = ?1 ORDER BY seq LIMIT 1),
        (SELECT source FROM captures WHERE id = ?1 AND within IS NULL))"""
    (address,) = tables.execute(query, (capture,)).fetchone()
    query = "SELECT since_seq, 'found its address listed in ' || watched FROM addresses WHERE address = ? AND address <> watched"
    found = [*tables.execute(query, (address,)).fetchall(), *_stays(tables, capture, address)]
    return tuple(_act(tables, seq, did) for seq, did in found)


def _act(tables: sqlite3.Connection, seq: int, did: str) -> Act:
    at, by, digest = tables.execute("SELECT at, by, digest FROM entries WHERE seq = ?", (seq,)).fetchone()
    return Act(seq, at, by, digest, did)


def _stays(tables: sqlite3.Connection, capture: str, address: str | None) -> Iterator[tuple[int, str]]:
    """Sum up the polls of an address that are about one capture: each run of the same outcome in one line, at its last entry."""
    query = "SELECT seq, outcome, received, json_extract(value, '$.status') FROM polls WHERE address = ? ORDER BY seq, place"
    polls = _about(capture, tables.execute(query, (address,)))
    for (did, status), run in groupby(polls, key=lambda poll: poll[1:]):
        seqs = [poll[0] for poll in run]
        often = f", {len(seqs)} times since entry {seqs[0]}" if len(seqs) > 1 else ""
        yield seqs[-1], f"{did}{f' ({status})' if status else ''}{often}"


def _about(capture: str, polls: Iterator[tuple[int, str, str | None, int | None]]) -> Iterator[tuple[int, str, int | None]]:
    """Say what each poll showed of a capture, from the one that brought it to the one that brought other bytes."""
    there = False
    for seq, outcome, received, status in polls:
        if received == capture:
            there = True
            yield seq, "asked for it and received it", None
        elif there and received is not None:
            there = False
            yield seq, "received other bytes from its address", None
        elif there and outcome == PollOutcome.UNCHANGED:
            yield seq, "found it unchanged", None
        elif there and outcome == PollOutcome.GONE:
            yield seq, "found it gone", status


def _sightings(tables: sqlite3.Connection, query: str, identity: str, most: int) -> tuple[Sighting, ...]:
    return tuple(map(_sighting, tables.execute(query, (identity, most)).fetchall()))


def _sighting(row: tuple[Any, ...]) -> Sighting:
    return Sighting(row[0], row[1], msgspec.json.decode(row[2], type=Capture), row[3])
