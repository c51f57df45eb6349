"""What one reader found in one report."""

from __future__ import annotations

from dataclasses import dataclass

from closewatch.terms.figure import Figure
from closewatch.terms.report import Report
from closewatch.terms.statement import Statement
from closewatch.terms.trouble import Problem


@dataclass(frozen=True)
class Reading:
    """The statements, figures and problems that a reader found in a report, each in the order of the text."""

    report: str
    read_by: str
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    problems: tuple[Problem, ...] = ()

    def check(self, report: Report) -> None:
        """Make sure that every word it rests on stands in the report.

        Raises: NotVerbatim at the first that does not.
        """
        values: tuple[Statement | Figure, ...] = (*self.statements, *self.figures)
        for value in values:
            for span in value.spans():
                report.check(span)


@dataclass(frozen=True)
class Account:
    """A report with what was read in it: what linking holds against another."""

    report: Report
    reading: Reading
