"""What the page of one question holds besides the question itself: who gave which answer when, what was revised, what stands side by side.

Only the values. How they are found is the business of `ledger.views.history`, how they are shown that of `publish.question_page`.
"""

from __future__ import annotations

from dataclasses import dataclass

from closewatch.terms.actor import Actor
from closewatch.terms.claim import Question
from closewatch.terms.figure import Range, Scope
from closewatch.terms.statement import Basis
from closewatch.terms.when import Period


@dataclass(frozen=True)
class Given:
    """One answer as one origin gave it for one date: `as_of` is what it holds for, `first_said` the ISO date on which it was said first.

    `changed` tells that only retellings say so, which changed what their origin had said: it makes no claim.
    """

    claim: str
    actor: Actor
    amount: Range
    scope: Scope
    as_of: Period | None
    first_said: str | None
    basis: Basis
    reports: tuple[str, ...]
    changed: bool = False


@dataclass(frozen=True)
class SideBySide:
    """Two claims of one question that are not held against each other though their amounts differ, and in what they differ besides.

    `differs` has scope, as_of, population, place or about; `because` says it in one sentence.
    """

    left: str
    right: str
    differs: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Related:
    """Another question that differs from this one in one part of the key: never grouped with it, shown beside it with the difference."""

    question: str
    wording: str
    claims: int
    differs: str
    because: str


@dataclass(frozen=True)
class History:
    """One question with all of it. `untold` counts the pairs that were not looked at because there were too many."""

    question: Question
    given: tuple[Given, ...]
    side_by_side: tuple[SideBySide, ...]
    related: tuple[Related, ...]
    untold: int = 0
