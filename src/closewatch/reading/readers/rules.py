"""The reader by rules: quotations and a lexicon of cues for who says what, a grammar of numbers for the figures."""

from __future__ import annotations

from closewatch.reading.about import say_about
from closewatch.reading.attributions import find_statements
from closewatch.reading.figures import find_figures
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report

NAME = "rules-1"
"""How its readings are signed."""


def read_by_rules(report: Report) -> Reading:
    """Find the statements of a report, its figures and whose they are, and what each statement is about."""
    statements = find_statements(report, NAME)
    figures = find_figures(report, statements)
    return Reading(report.id, NAME, say_about(report, statements, figures), figures)
