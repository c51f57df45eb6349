"""One question in short: what a list of questions shows and orders by, and what a small chart of its answers needs.

A pure function of the question. Keeping digests, and making those again that an entry touched (touched.py), is left to whoever lists them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from closewatch.terms.change import Polarity
from closewatch.terms.claim import Claim, Question, QuestionKey, QuestionKind
from closewatch.terms.figure import Range

MOST_MARKS = 60
"""Answers of which a digest has the amounts: those that most reports carry. A small chart has no room for more."""


@dataclass(frozen=True)
class Mark:
    """One answer for a small chart: the claim with its amount or polarity, in how many reports, and whether it is in a conflict."""

    claim: str
    wording: str
    amount: Range
    polarity: Polarity | None
    origins: int
    reports: int
    disputed: bool


@dataclass(frozen=True)
class QuestionDigest:
    """A question in short. `drifted` counts the values that retellings changed, `newest` is the last day on which it was answered.

    `conflict_ids` and `marks` are for links and charts.
    """

    id: str
    wording: str
    kind: QuestionKind
    key: QuestionKey
    claims: int
    conflicts: int
    at_most: int
    proved: int
    reversals: int
    revisions: int
    drifted: int
    reports: int
    disputed: bool
    newest: str | None
    conflict_ids: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


def digest_of(question: Question) -> QuestionDigest:
    """Give a question in short."""
    fought = {side for conflict in question.conflicts for side in (conflict.left, conflict.right)}
    origins = [origin for claim in question.claims for origin in claim.origins]
    days = [origin.first_said for origin in origins if origin.first_said]
    days += [claim.as_of.end.isoformat() for claim in question.claims if claim.as_of and claim.as_of.end]
    return QuestionDigest(
        id=question.id,
        wording=question.wording,
        kind=question.key.kind,
        key=question.key,
        claims=len(question.claims),
        conflicts=len(question.conflicts),
        at_most=question.at_most,
        proved=question.proved,
        reversals=len(question.reversals),
        revisions=len(question.revisions),
        drifted=len({one for origin in origins for one in origin.drifted}),
        reports=len({report for origin in origins for report in origin.reports}),
        disputed=question.disputed,
        newest=max(days, default=None),
        conflict_ids=tuple(conflict.id for conflict in question.conflicts),
        marks=tuple(_mark(claim, fought) for claim in _most_told(question.claims)),
    )


def _most_told(claims: Sequence[Claim]) -> list[Claim]:
    kept = sorted(claims, key=lambda claim: (-len(claim.reports), claim.id))[:MOST_MARKS]
    return sorted(kept, key=lambda claim: (_low(claim.amount), claim.id))


def _low(amount: Range) -> float:
    ends = [float(end) for end in (amount.low, amount.high) if end is not None]
    return min(ends, default=0.0)


def _mark(claim: Claim, fought: set[str]) -> Mark:
    reports = len(claim.reports)
    return Mark(claim.id, claim.wording, claim.amount, claim.polarity, len(claim.origins), reports, claim.id in fought)
