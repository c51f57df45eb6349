"""What came in between two entries: reports that were captured first then, values that people gave, and pages that were gone.

A report arrives with its links, the last entry of its transaction. What a better reader finds in a report that was held arrives never.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace

import msgspec

from closewatch.ledger.views.decisions import added_id
from closewatch.ledger.views.lineage import successor_of
from closewatch.ledger.views.yes_no import BEFALLING
from closewatch.terms.claim import proposition_key
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.entry import EntryKind
from closewatch.terms.statement import Statement
from closewatch.terms.watch import Poll, PollOutcome


@dataclass(frozen=True)
class Arrival:
    """What came in by one transaction: a report, or a decision that set or added a value.

    `id` is that of the report or the value; `report` the report the words stand in. `before` is the entry before it, `after` its last.
    `values` are the statements and figures that came.
    """

    id: str
    report: str
    before: int
    after: int
    values: frozenset[str]

    @property
    def is_report(self) -> bool:
        """Whether a whole report came."""
        return self.id == self.report


def arrivals_between(tables: sqlite3.Connection, since: int, until: int) -> tuple[Arrival, ...]:
    """Give what came in after one entry and up to another, in the order of the record."""
    found = [*_reports(tables, since, until), *_decided(tables, since, until)]
    return tuple(sorted(found, key=lambda arrival: (arrival.after, arrival.id)))


def _reports(tables: sqlite3.Connection, since: int, until: int) -> Iterable[Arrival]:
    # The last entry of a report that came is at most two behind its capture.
    rows = tables.execute("SELECT id, seq FROM reports WHERE seq > ? AND seq <= ? ORDER BY seq", (since - 2, until)).fetchall()
    for report, seq in rows:
        following = tables.execute("SELECT kind FROM entries WHERE seq IN (?1 + 1, ?1 + 2) ORDER BY seq", (seq,)).fetchall()
        after = seq
        for (kind,), wanted in zip(following, (EntryKind.READING, EntryKind.LINKS), strict=False):
            if kind != wanted:
                break
            after += 1
        if since < after <= until:
            query = """SELECT id FROM statements WHERE report = ?1 AND seq <= ?2
                UNION ALL SELECT id FROM figures WHERE report = ?1 AND seq <= ?2"""
            values = frozenset(row[0] for row in tables.execute(query, (report, after)).fetchall())
            yield Arrival(report, report, seq - 1, after, values)


def _decided(tables: sqlite3.Connection, since: int, until: int) -> Iterable[Arrival]:
    query = """SELECT value, seq FROM decisions WHERE seq > ? AND seq <= ? AND verdict IN (?, ?) AND NOT withdrawn ORDER BY seq"""
    for value, seq in tables.execute(query, (since, until, Verdict.ADD, Verdict.CORRECT)).fetchall():
        decision = msgspec.json.decode(value, type=Decision)
        if decision.on[:3] not in ("re:", "st:", "fi:"):
            continue
        identity = added_id(tables, decision) if decision.on.startswith("re:") else successor_of(tables, decision.on)
        query = """SELECT report FROM statements WHERE id = ?1 UNION ALL SELECT report FROM figures WHERE id = ?1"""
        row = tables.execute(query, (identity,)).fetchone()
        if row:
            carried = tables.execute("SELECT id FROM figures WHERE statement = ?", (identity,)).fetchall()
            yield Arrival(identity, row[0], seq - 1, seq, frozenset((identity, *(one for (one,) in carried))))


def last_decision(tables: sqlite3.Connection, until: int) -> int:
    """Give the last entry up to another with which somebody decided anything; 0 where nobody did."""
    return int(tables.execute("SELECT coalesce(max(seq), 0) FROM decisions WHERE seq <= ?", (until,)).fetchone()[0])


_ANSWERED = """
WITH came (id) AS (SELECT value FROM json_each(?1))
SELECT m.question FROM came JOIN members m ON m.figure = came.id WHERE m.since_seq <= ?2 AND (m.until_seq IS NULL OR m.until_seq > ?2)
UNION SELECT p.question FROM came JOIN positions p ON p.statement = came.id
    WHERE p.since_seq <= ?2 AND (p.until_seq IS NULL OR p.until_seq > ?2)"""
_DENIED = """SELECT "right" FROM links WHERE "left" IN (SELECT value FROM json_each(?1)) AND kind = 'denies' AND seq <= ?2"""
_ANSWERED_IN = """SELECT question FROM members WHERE statement IN (SELECT value FROM json_each(?1))
    AND since_seq <= ?2 AND (until_seq IS NULL OR until_seq > ?2)"""


def questions_of(tables: sqlite3.Connection, arrival: Arrival) -> tuple[str, ...]:
    """Name the questions that what came answers, those with an answer that it denies, and those whether people were there of whom it tells
    what befalls nobody who is not."""
    came = json.dumps(sorted(arrival.values))
    found = {row[0] for row in tables.execute(_ANSWERED, (came, arrival.after)).fetchall()}
    denied = [row[0] for row in tables.execute(_DENIED, (came, arrival.after)).fetchall()]
    denied = sorted({*denied, *(successor_of(tables, one) for one in denied)})
    found |= {row[0] for row in tables.execute(_ANSWERED_IN, (json.dumps(denied), arrival.after)).fetchall()}
    query = "SELECT s.value FROM positions p JOIN statements s ON s.id = p.statement WHERE p.statement IN (SELECT value FROM json_each(?))"
    for (value,) in tables.execute(query, (came,)).fetchall():
        about = msgspec.json.decode(value, type=Statement).about
        key = proposition_key(about) if about else None
        if key and key.measure in BEFALLING:
            found.add(replace(key, measure=None).id)
    return tuple(sorted(found))


@dataclass(frozen=True)
class Gone:
    """A page that gave a report and is not there any more: its latest report, and how often it had been gone and came back."""

    address: str
    report: str
    returns: int
    poll: Poll


def gone_between(tables: sqlite3.Connection, since: int, until: int) -> tuple[Gone, ...]:
    """Give the pages that were found gone after one entry and up to another, each once until it came back."""
    query = "SELECT DISTINCT address FROM polls WHERE seq > ? AND seq <= ? AND outcome = ? ORDER BY seq, place"
    addresses = [row[0] for row in tables.execute(query, (since, until, PollOutcome.GONE)).fetchall()]
    return tuple(found for address in addresses for found in _goings(tables, address, since, until))


def _goings(tables: sqlite3.Connection, address: str, since: int, until: int) -> Iterable[Gone]:
    query = "SELECT seq, outcome, value FROM polls WHERE address = ? AND seq <= ? ORDER BY seq, place"
    gone, returns = False, 0
    for seq, outcome, value in tables.execute(query, (address, until)).fetchall():
        if outcome == PollOutcome.GONE:
            held = None if gone else _report_at(tables, address, seq)
            if held and seq > since:
                yield Gone(address, held, returns, msgspec.json.decode(value, type=Poll))
            gone = True
        elif outcome in (PollOutcome.NEW, PollOutcome.UNCHANGED):
            returns += gone
            gone = False


def _report_at(tables: sqlite3.Connection, address: str, seq: int) -> str | None:
    query = """SELECT r.id, r.seq FROM captures c JOIN reports r ON r.id = c.report WHERE c.source = ?1 AND c.within IS NULL AND c.seq < ?2
        UNION SELECT id, seq FROM reports WHERE url = ?1 AND seq < ?2 ORDER BY 2 DESC LIMIT 1"""
    row = tables.execute(query, (address, seq)).fetchone()
    return str(row[0]) if row else None
