"""How a report is read: which languages can be, by which reader, and with what check.

A reader is a function from a report to a reading. Whatever it finds is held against the report, word for word, before it leaves.
"""

from __future__ import annotations

from collections.abc import Callable

from closewatch.terms.reading import Reading
from closewatch.terms.report import Report
from closewatch.terms.trouble import Problem, Severity

Reader = Callable[[Report], Reading]
"""What turns a report into a reading: every span verifies, nothing goes over a network, twice is the same."""

LANGUAGES = frozenset({"en"})
"""The languages that can be read today; a report in another one is kept and can be searched."""


def read(report: Report, reader: Reader) -> Reading:
    """Read a report and make sure that every word found stands in it.

    A report whose language cannot be read yet gives an empty reading with a note. Raises: NotVerbatim when a reader makes words up.
    """
    if report.language is not None and report.language not in LANGUAGES:
        message = f"the report is in {report.language}, which cannot be read yet; it is kept and can be searched"
        note = Problem("reading.language", message, report.id, Severity.NOTE)
        return Reading(report.id, "none", problems=(note,))
    reading = reader(report)
    reading.check(report)
    return reading
