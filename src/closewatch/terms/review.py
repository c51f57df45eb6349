"""What reviewing adds up to: how far two people agree, what waits for a second reviewer, and how often the reader was right on this case.

Only the values and their arithmetic. Where the decisions come from is known to `ledger.views`, what is asked of them to `review`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import sqrt

from closewatch.terms.decision import Decision, Grade, Verdict, person_of

JUDGING = (Verdict.ACCEPT, Verdict.CORRECT, Verdict.REJECT)
"""The verdicts that say whether a value is right."""


class SecondState(StrEnum):
    """How far two people agree on a value."""

    WAITS = "waits"
    AGREED = "agreed"
    DISAGREEMENT = "disagreement"


@dataclass(frozen=True)
class SecondReview:
    """Who judged a value first, who judged it after, and whether the two agree; `second` is None where nobody else has."""

    state: SecondState
    first: Decision
    second: Decision | None = None

    @property
    def latest(self) -> Decision:
        """The judgement that holds now."""
        return self.second or self.first


def second_review(judgements: Iterable[Decision]) -> SecondReview | None:
    """Say how far two people agree on a value, from the judgements on it, the oldest first; None where nobody judged it.

    Who accepts what another accepted, corrected or added agrees; so does who rejects what another rejected, or sets the same fields to the
    same. A person who judges again what two agree on begins anew.

    >>> from datetime import UTC, datetime
    >>> at = datetime(2025, 1, 13, tzinfo=UTC)
    >>> one, other = (Decision("fi:1", Verdict.ACCEPT, by, at) for by in ("person:a", "person:b"))
    >>> second_review([one]).state, second_review([one, one]).state, second_review([one, other]).state
    (<SecondState.WAITS: 'waits'>, <SecondState.WAITS: 'waits'>, <SecondState.AGREED: 'agreed'>)
    """
    found: SecondReview | None = None
    for one in judgements:
        found = SecondReview(SecondState.WAITS, one) if found is None else _after(found, one)
    return found


def _after(found: SecondReview, one: Decision) -> SecondReview:
    agrees, person = _agrees(found.latest, one), person_of(one.by)
    if found.state is SecondState.AGREED:
        if agrees:
            return found
        if person in (person_of(found.first.by), person_of(found.latest.by)):
            return SecondReview(SecondState.WAITS, one)
    elif person == person_of(found.latest.by):
        if found.second is None:
            return SecondReview(SecondState.WAITS, one)
        return SecondReview(_state(_agrees(found.first, one)), found.first, one)
    return SecondReview(_state(agrees), found.latest, one)


def _state(agrees: bool) -> SecondState:
    return SecondState.AGREED if agrees else SecondState.DISAGREEMENT


def _agrees(earlier: Decision, later: Decision) -> bool:
    """Tell whether a judgement lets an earlier one stand."""
    if Verdict.REJECT in (earlier.verdict, later.verdict):
        return earlier.verdict is later.verdict
    same = later.verdict is earlier.verdict and sorted(later.replacement) == sorted(earlier.replacement)
    return same or later.verdict is Verdict.ACCEPT


@dataclass(frozen=True)
class Disagreement:
    """A value on which two sides decided otherwise, or corrected it otherwise."""

    on: str
    left: Decision
    right: Decision


@dataclass(frozen=True)
class Agreement:
    """How far two sides agree on the values that both judged.

    `agreed` counts the values with the same verdict; `kappa` is Cohen's for all verdicts together, `by_verdict` that of each verdict
    against all others. Kappa is None where chance alone would agree on everything.
    """

    left: str
    right: str
    number: int
    agreed: int
    kappa: Decimal | None
    by_verdict: tuple[tuple[Verdict, Decimal | None], ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def raw(self) -> Decimal | None:
        """The share of the values on which the verdicts are the same."""
        return _rounded(self.agreed / self.number) if self.number else None


def cohens_kappa(pairs: Iterable[tuple[object, object]]) -> Decimal | None:
    """Give the agreement of two who judged the same things, beyond what chance would give: (po - pe) / (1 - pe).

    po is the share of equal pairs, pe the sum over the categories of the product of both shares. After J. Cohen, "A coefficient of
    agreement for nominal scales", Educational and Psychological Measurement 20 (1960), 37-46.

    >>> cohens_kappa([("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15)
    Decimal('0.40')
    """
    both = list(pairs)
    if not both:
        return None
    observed = sum(one == other for one, other in both) / len(both)
    categories = {category for pair in both for category in pair}
    lefts, rights = [one for one, _ in both], [other for _, other in both]
    chance = sum(lefts.count(category) * rights.count(category) for category in categories) / len(both) ** 2
    return None if chance >= 1 else _rounded((observed - chance) / (1 - chance))


def _rounded(share: float) -> Decimal:
    return Decimal(f"{share:.2f}")


@dataclass(frozen=True)
class Share:
    """So many of so many, with the interval in which the true share lies with 95 % confidence."""

    count: int
    of: int

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """The 95 % interval after E. B. Wilson, "Probable inference", Journal of the American Statistical Association 22 (1927), 209-212.

        >>> Share(8, 10).interval
        (Decimal('0.49'), Decimal('0.94'))
        """
        if not self.of:
            return None
        z, share = 1.959964, self.count / self.of
        middle = share + z * z / (2 * self.of)
        half = z * sqrt(share * (1 - share) / self.of + z * z / (4 * self.of * self.of))
        whole = 1 + z * z / self.of
        return _rounded(max(0.0, (middle - half) / whole)), _rounded(min(1.0, (middle + half) / whole))


@dataclass(frozen=True)
class Judged:
    """What became of the values of one sort that the reader found and people judged.

    `kind` is statement or figure; `sort` the stance or the measure that the reader gave, None for all of the kind.
    """

    kind: str
    sort: str | None
    accepted: int
    corrected: int
    rejected: int

    @property
    def right(self) -> Share:
        """How many were accepted as they were."""
        return Share(self.accepted, self.accepted + self.corrected + self.rejected)

    @property
    def there(self) -> Share:
        """How many were there at all, be it with a field that had to be corrected."""
        return Share(self.accepted + self.corrected, self.accepted + self.corrected + self.rejected)


@dataclass(frozen=True)
class Precision:
    """How often the reader was right on this case, as far as people have judged, and how many values they added that it had missed."""

    judged: tuple[Judged, ...]
    added_statements: int
    added_figures: int

    def found(self, kind: str) -> Share:
        """Give how many of the values that people found to be there the reader had found: its recall is at most that, for nobody knows
        how many more both missed."""
        added = self.added_statements if kind == "statement" else self.added_figures
        there = sum(one.there.count for one in self.judged if one.kind == kind and one.sort is None)
        return Share(there, there + added)


@dataclass(frozen=True)
class ProposedGrade:
    """What a grade can be at best, and why: a reliability for an actor, a credibility for a claim; the other part is None."""

    reliability: str | None
    credibility: int | None
    because: str


@dataclass(frozen=True)
class Graded:
    """The grade that one person gives to a value today, by which decision, and the earlier ones of the same person, the oldest first."""

    by: str
    grade: Grade
    decision: Decision
    earlier: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class Waiting:
    """One value that waits for a person, how much it matters, and why, in words: the largest reason first."""

    id: str
    score: Decimal
    reasons: tuple[str, ...]
