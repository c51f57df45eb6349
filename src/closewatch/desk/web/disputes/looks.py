"""What the desk keeps of each question, so that no page has to put a whole case together: its numbers, what happened in it, who carried it.

A look is worked out from one question as it stands; which looks are out of date, and when they are made anew, is known to `digests`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from closewatch.ledger.views.bylines import Byline, bylines_of, wordings_of
from closewatch.ledger.views.digests import QuestionDigest, digest_of
from closewatch.ledger.views.drift import drifts_from
from closewatch.publish.charts.small_range import small_range_svg
from closewatch.publish.happenings import Happening, happenings_in, retold_in
from closewatch.publish.wording import one_line
from closewatch.terms.claim import Question, QuestionKind

MOST_HAPPENINGS, MOST_TIES = 200, 200
"""How much of one question is kept for the timeline and the graph of the case; a question of 500 figures has hundreds of conflicts."""


@dataclass(frozen=True, slots=True)
class Tie:
    """An origin, and an outlet that carries what it says: in which reports."""

    actor: str
    name: str
    outlet: str
    reports: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """One question at a glance: the question in short (without the marks of its chart), its small range chart as SVG, what happened, who
    carried it."""

    digest: QuestionDigest
    chart: str
    happenings: tuple[Happening, ...]
    ties: tuple[Tie, ...]

    @property
    def id(self) -> str:
        """The id of the question."""
        return self.digest.id

    @property
    def order(self) -> tuple[bool, int, int, int, str]:
        """Disputed ones first; of these, those that say whom, where and in what, then those with the most answers and conflicts."""
        digest, key = self.digest, self.digest.key
        parts = (key.population_country, key.population_class, key.place_country, key.unit if key.kind is QuestionKind.FIGURE else "")
        unsaid = sum(part is None for part in parts)
        return (not digest.disputed, unsaid, -digest.claims, -digest.conflicts, digest.id)


def look_at(tables: sqlite3.Connection, question: Question) -> Look:
    """Work out what the desk keeps of a question."""
    reports = {report for claim in question.claims for report in claim.reports}
    denials = wordings_of(tables, (one.right for one in question.conflicts if one.right.startswith("st:")))
    retold = retold_in(question)
    bylines = bylines_of(tables, {*reports, *(row[0] for one in retold if (row := _report(tables, one)))})
    happened = happenings_in(question, bylines, denials, drifts_from(tables, retold))
    return Look(
        digest=replace(digest_of(question), conflict_ids=(), marks=()),
        chart=small_range_svg(question),
        happenings=tuple(islice(happened, MOST_HAPPENINGS)),
        ties=tuple(islice(_ties(question, bylines), MOST_TIES)),
    )


def _report(tables: sqlite3.Connection, identity: str) -> tuple[str] | None:
    table = "figures" if identity.startswith("fi:") else "statements"
    found: tuple[str] | None = tables.execute(f"SELECT report FROM {table} WHERE id = ?", (identity,)).fetchone()
    return found


def _ties(question: Question, bylines: Mapping[str, Byline]) -> Iterator[Tie]:
    """Give who is carried by whom, the strongest first."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for origin in (origin for claim in question.claims for origin in claim.origins):
        for report in origin.reports:
            outlet = bylines[report].outlet if report in bylines else None
            if outlet:
                found.setdefault((origin.actor.id, one_line(origin.actor.name, 80), one_line(outlet, 80)), set()).add(report)
    ranked = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return (Tie(*tie, tuple(sorted(reports))) for tie, reports in ranked)
