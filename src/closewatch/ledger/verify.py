"""Whether a case is whole: every original hashed again, the chain walked, every span held against its report, the views made anew.

Nothing is mended here; each fault is named with where it is, what was wanted and what was found.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from closewatch.ledger import bodies
from closewatch.ledger.case import Case
from closewatch.ledger.journal import Fault, walk
from closewatch.ledger.views.fold import fold
from closewatch.ledger.views.schema import COMPARED, SEARCHED, make_tables
from closewatch.terms.entry import Entry, EntryKind
from closewatch.terms.report import Report
from closewatch.terms.trouble import CaseError, EvidenceAltered, NotVerbatim

UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, sqlite3.Error)
"""What a body that is not what was written may raise when it is read again."""


def verify(case: Case, head: str | None = None) -> Iterator[Fault]:
    """Name every fault of a case, in the order: journal, originals, spans, views.

    `head` is a digest of the journal's end noted down earlier; without it a tail that was cut cannot be seen.
    """
    kept = tuple(case.store.digests())  # before the moment looked at, so that each of them has its entry by then
    with case.at_one_moment():
        yield from walk(case.store.entries(), head)
        yield from _originals(case, kept)
        yield from _spans(case)
        yield from _views(case)


def verify_journal(case: Case) -> Iterator[Fault]:
    """Name every fault of the journal and of the spans in it; originals and views are not looked at."""
    with case.at_one_moment():
        yield from walk(case.store.entries())
        yield from _spans(case)


def _originals(case: Case, kept: Sequence[str]) -> Iterator[Fault]:
    named: set[str] = set()
    gone = _destroyed(case)
    for entry in case.store.entries():
        try:
            digests = bodies.originals_in(entry.kind, entry.body)
        except UNREADABLE:
            continue
        for digest in digests:
            if digest not in named and digest not in gone:
                named.add(digest)
                yield from _original(case, digest)
    for digest in kept:
        if digest in gone:
            yield Fault("original.not-destroyed", digest, "no original, for it was lawfully destroyed", "its bytes")
        elif digest not in named:
            yield Fault("original.unnamed", digest, "an entry that names it", "none")


def _destroyed(case: Case) -> frozenset[str]:
    """Name what was lawfully destroyed, as the views have it, which are compared with the journal in their turn."""
    try:
        return frozenset(row[0] for row in case.tables.execute("SELECT what FROM destroyed"))
    except sqlite3.OperationalError:
        return frozenset()


def _original(case: Case, digest: str) -> Iterator[Fault]:
    try:
        case.store.get(digest)
    except EvidenceAltered as error:
        code = "original.altered" if "found bytes" in str(error) else "original.missing"
        yield Fault(code, digest, "the bytes of that digest", str(error))


class _Reports:
    """The reports that the journal has brought so far; the one asked for last is kept at hand, for most of what follows is about it."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._brought: dict[str, int] = {}
        self._latest: Report | None = None

    def bring(self, report: Report, seq: int) -> None:
        self._latest, self._brought[report.id] = report, seq

    def __getitem__(self, identity: str) -> Report:
        if self._latest is None or self._latest.id != identity:
            self._latest = bodies.report_in(self._case.store.entry(self._brought[identity]).body)
        if self._latest is None:
            raise CaseError(f"wanted a report, found none in entry {self._brought[identity]}")
        return self._latest


def _spans(case: Case) -> Iterator[Fault]:
    """Hold every span against the text of its report, as the journal has it."""
    reports, gone = _Reports(case), _destroyed(case)
    for entry in case.store.entries():
        where = f"entry {entry.seq}"
        if entry.body is None or where in gone:
            if where not in gone:
                yield Fault("journal.body-missing", where, "a body", "none")
            elif entry.body is not None:
                yield Fault("journal.not-destroyed", where, "no body, for it was lawfully destroyed", "a body")
            continue
        try:
            if entry.kind == EntryKind.CAPTURE:
                report = bodies.report_in(entry.body)
                if report is not None:
                    reports.bring(report, entry.seq)
                    if report.id != entry.body["report"]["id"]:
                        yield Fault("report.altered", where, entry.body["report"]["id"], report.id)
            elif entry.kind == EntryKind.READING:
                reading = bodies.reading_in(entry.body)
                reading.check(reports[reading.report])
            elif entry.kind == EntryKind.LINKS:
                for link in bodies.links_in(entry.body):
                    for excerpt in link.because:
                        reports[excerpt.report].check(excerpt)
            for alert in bodies.read_watch(entry.kind, entry.body):
                for excerpt in alert.proof:
                    reports[excerpt.report].check(excerpt)
        except NotVerbatim as error:
            yield Fault("span.shifted", where, "words that stand in the report", str(error))
        except (CaseError, *UNREADABLE) as error:
            yield Fault("journal.unreadable", where, f"a body of kind {entry.kind}", f"{type(error).__name__}: {error}")


def _views(case: Case) -> Iterator[Fault]:
    """Make the views anew from the journal and compare them row by row."""
    # A nameless database lies in a temporary file of its own, so that a large case does not have to fit into the memory.
    fresh = sqlite3.connect("", isolation_level=None)
    try:
        make_tables(fresh)
        fresh.execute("BEGIN")
        for entry in case.store.entries():
            fault = _fold_again(fresh, entry)
            if fault:
                yield fault
                return
        for table in COMPARED:
            try:
                yield from _compare(table, fresh, case.tables)
            except sqlite3.OperationalError as error:
                yield Fault("view.altered", table, "rows that can be read", str(error))
    finally:
        fresh.close()


def _fold_again(fresh: sqlite3.Connection, entry: Entry) -> Fault | None:
    try:
        fold(fresh, entry)
    except (NotVerbatim, *UNREADABLE) as error:
        return Fault("view.unmakable", f"entry {entry.seq}", "an entry that can be added up", f"{type(error).__name__}: {error}")
    return None


def _compare(table: str, fresh: sqlite3.Connection, kept: sqlite3.Connection) -> Iterator[Fault]:
    searched = table in SEARCHED
    columns = [*(["rowid"] if searched else []), *(f'"{row[1]}"' for row in fresh.execute(f"PRAGMA table_info({table})"))]
    # A table for searching gives its rows by their numbers of itself; told to sort by every column, it would sort all its words.
    order = "1" if searched else ", ".join(str(place + 1) for place in range(len(columns)))
    query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}"
    wanted, found = iter(fresh.execute(query)), iter(kept.execute(query))
    row_wanted, row_found = next(wanted, None), next(found, None)
    while row_wanted is not None or row_found is not None:
        if row_wanted == row_found:
            row_wanted, row_found = next(wanted, None), next(found, None)
            continue
        row = row_found if row_wanted is None else row_wanted
        yield Fault("view.altered", f"{table} {row[0] if row else ''}", _short(row_wanted), _short(row_found))
        if row_wanted is not None and row_found is not None and row_wanted[0] == row_found[0]:
            row_wanted, row_found = next(wanted, None), next(found, None)
        elif row_found is None or (row_wanted is not None and _key(row_wanted) < _key(row_found)):
            row_wanted = next(wanted, None)
        else:
            row_found = next(found, None)


def _key(row: tuple[Any, ...]) -> tuple[tuple[int, Any], ...]:
    """Order rows as SQLite does: what is missing, then numbers, then words."""
    return tuple((0, 0) if cell is None else (2, cell) if isinstance(cell, str) else (1, cell) for cell in row)


def _short(row: tuple[Any, ...] | None) -> str:
    return "no such row" if row is None else str(row)[:200]
