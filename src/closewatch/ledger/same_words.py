"""Whether a page that gave other bytes gave other words too: an advertisement that changes makes no new report."""

from __future__ import annotations

from typing import Any

from closewatch.ledger.case import Case
from closewatch.ledger.views.rows import text_of
from closewatch.terms.capture import Capture
from closewatch.terms.report import Report
from closewatch.terms.trouble import Problem, Severity


def same_words(case: Case, capture: Capture, report: Report) -> Report | None:
    """Give the report of a web address that says just what another one from there says: its text, headline, byline, outlet and date."""
    if capture.within is not None or not capture.source.startswith(("http://", "https://")):
        return None
    query = """SELECT DISTINCT r.id, r.seq FROM captures c JOIN reports r ON r.id = c.report
        WHERE c.source = ? AND c.within IS NULL AND r.characters = ? AND r.id <> ? ORDER BY r.seq"""
    for identity, _ in case.tables.execute(query, (capture.source, len(report.text), report.id)).fetchall():
        if text_of(case.tables, identity) == report.text and _told(held := case.report(identity)) == _told(report):
            return held
    return None


def same_words_note(report: Report, capture: Capture) -> Problem:
    """Note that a page gave other bytes and the words of a report that it gave before."""
    return Problem("capture.same-words", f"the page gave other bytes and the same words as {report.id}", capture.source, Severity.NOTE)


def _told(report: Report) -> tuple[Any, ...]:
    return report.headline, report.publisher, report.authors, report.published
