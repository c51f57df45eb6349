"""A link as a reviewer sees it: the two values that it joins, and the words that say so."""

from __future__ import annotations

from dataclasses import dataclass

from closewatch.desk.web.reading.highlights import Marked, Role
from closewatch.desk.web.reviewing.decided import Made, about_words
from closewatch.desk.web.reviewing.in_review import decisions_of
from closewatch.desk.web.reviewing.shown_words import Passage, passages
from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.values import Held, value_of
from closewatch.terms.report import Excerpt

MOST_EXCERPTS = 6
"""How many of the words that a link rests on are shown: a copy can share dozens of passages."""


@dataclass(frozen=True)
class Ground:
    """Words that a link rests on, in their paragraph."""

    report: str
    headline: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Joined:
    """A link in review: its two ends in words, and what it rests on."""

    held: Held
    words: str
    left: str
    right: str
    grounds: tuple[Ground, ...]
    decisions: tuple[Made, ...]
    kind: str = "link"


def joined_of(visit: Visit, identity: str) -> Joined:
    """Put together what is shown of a link. Raises: CaseError when the case does not hold it."""
    held = value_of(visit.case.tables, identity)
    link = held.value
    left, right = (about_words(visit, end) for end in (link.left, link.right))
    grounds = tuple(_ground(visit, excerpt) for excerpt in link.because[:MOST_EXCERPTS])
    return Joined(held, f"{link.kind.value}: {left} / {right}", left, right, grounds, decisions_of(visit, held.id))


def _ground(visit: Visit, excerpt: Excerpt) -> Ground:
    report = visit.case.report(excerpt.report)
    words = Marked(excerpt.report, Role.CONTENT, excerpt.start, excerpt.end)
    return Ground(report.id, report.headline or report.id, passages(report, (words,)))
