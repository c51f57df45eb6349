"""The whole line as a test sees it: sources go into a case in memory, and what the case then holds is looked at.

Used where the originals are made by other people's programs (`tests/referees`, `tests/browser`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from closewatch.capture.fetch import Fetcher
from closewatch.capture.take import take
from closewatch.desk.line import Tools, take_in
from closewatch.ledger.case import Case, case_in_memory
from closewatch.ledger.verify import verify
from closewatch.terms.capture import Capture
from closewatch.terms.record import from_plain
from closewatch.terms.report import Report
from closewatch.terms.trouble import Severity

NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)
BY = "person:tester"


@dataclass(frozen=True)
class Held:
    """What a case holds, each in the order of its entries; of problems and notes the codes."""

    captures: tuple[Capture, ...]
    reports: tuple[Report, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def report(self) -> Report:
        """The one report there is."""
        (report,) = self.reports
        return report

    def within(self, holder: Capture) -> tuple[Capture, ...]:
        """The captures that were found inside another."""
        return tuple(capture for capture in self.captures if capture.within == holder.id)


def put_in(*sources: Path | str, fetcher: Fetcher | None = None) -> Held:
    """Take sources into a case in memory, verify it, and give what it holds."""
    with case_in_memory("Other people's files", BY, NOON) as case:
        add(case, sources, fetcher)
        assert list(verify(case, case.head().digest)) == []
        return held(case)


def add(case: Case, sources: Iterable[Path | str], fetcher: Fetcher | None = None) -> None:
    """Take sources into a case."""
    for source in sources:
        for _ in take_in(case, take(str(source), BY, lambda: NOON, fetcher=fetcher), Tools(by=BY, clock=lambda: NOON)):
            pass


def held(case: Case) -> Held:
    """Read from the views of a case what it holds."""
    captures = case.tables.execute("SELECT value FROM captures ORDER BY seq").fetchall()
    reports = case.tables.execute("SELECT id FROM reports ORDER BY seq").fetchall()
    problems = case.tables.execute("SELECT code, severity FROM problems ORDER BY seq, code").fetchall()
    return Held(
        tuple(from_plain(Capture, json.loads(value)) for (value,) in captures),
        tuple(case.report(identity) for (identity,) in reports),
        tuple(code for code, severity in problems if severity != Severity.NOTE),
        tuple(code for code, severity in problems if severity == Severity.NOTE),
    )


def fields_of(report: Report) -> dict[str, object]:
    """What a report says about itself."""
    return {
        "headline": report.headline,
        "authors": report.authors,
        "publisher": report.publisher,
        "published": report.published.iso if report.published else None,
        "url": report.url,
    }
