"""The links that one report brings: who its actors are elsewhere, and what it denies of what it tells.

Each link is a function of the report alone, or of the report and one shared name, so the order in which reports arrive makes no
difference. Copies, relays and drift have modules of their own when they come.
"""

from __future__ import annotations

from closewatch.linking.actors import link_actors
from closewatch.linking.denials import link_denials
from closewatch.terms.claim import Link
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report


def link(report: Report, reading: Reading) -> tuple[Link, ...]:
    """Give the links of a report that was just read, in a fixed order."""
    return (*link_actors(report, reading), *link_denials(report, reading))
