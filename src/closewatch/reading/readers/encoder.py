"""The trained reader: a small model finds who says what, rules tell who is meant, and a grammar of numbers finds the figures."""

from __future__ import annotations

from closewatch.terms.reading import Reading
from closewatch.terms.report import Report

NAME = "en-1"
"""How its readings are signed."""


def read_by_encoder(report: Report) -> Reading:
    """Find the statements of a report, its figures and whose they are, and what each statement is about.

    Raises: DamagedWeights when the shipped model is not the one that was released.
    """
    # Late, because whoever hands reports to worker processes names this reader and needs nothing of what it is made of.
    from closewatch.reading.about import say_about
    from closewatch.reading.attributions import find_statements
    from closewatch.reading.encoder.weights import load_weights
    from closewatch.reading.figures import find_figures

    statements = find_statements(report, NAME, load_weights())
    figures = find_figures(report, statements)
    return Reading(report.id, NAME, say_about(report, statements, figures), figures)
