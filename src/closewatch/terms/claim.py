"""What is in dispute: questions, the rival claims that answer them, the links between values, origins and conflicts.

Only the values and the arithmetic they share. How links are judged is the business of `linking`; how entries add up to
questions and conflicts is that of `ledger.views`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from closewatch.terms.actor import Actor
from closewatch.terms.figure import Figure, Range
from closewatch.terms.record import plain_number
from closewatch.terms.ref import ref
from closewatch.terms.report import Excerpt
from closewatch.terms.statement import Basis
from closewatch.terms.when import Period


class LinkKind(StrEnum):
    """How two values hang together."""

    SAME_ACTOR = "same-actor"
    SAME_CLAIM = "same-claim"
    SAME_UTTERANCE = "same-utterance"
    SAME_SPEAKER = "same-speaker"
    COPIES = "copies"
    CITES = "cites"
    DEPENDS = "depends"
    DENIES = "denies"
    REVISES = "revises"
    DRIFTS = "drifts"


@dataclass(frozen=True)
class Link:
    """A judgement that two values hang together, with the words it rests on; a pure function of the reports they stand in."""

    kind: LinkKind
    left: str
    right: str
    score: Decimal
    because: tuple[Excerpt, ...] = ()
    rule: str = ""
    made_by: str = ""

    @property
    def id(self) -> str:
        """The content address: the same judgement on the same two values."""
        return ref("li", self.kind.value, self.left, self.right)


@dataclass(frozen=True)
class QuestionKey:
    """What two figures must share to answer one question: exactly this, and never the number alone (docs/interfaces.md)."""

    measure: str
    unit: str | None
    per: str | None
    population_country: str | None
    population_class: str | None
    place_country: str | None

    @property
    def id(self) -> str:
        """The id of the question is its key."""
        parts = (self.measure, self.unit, self.per, self.population_country, self.population_class, self.place_country)
        return ref("qu", *parts)


def question_key(figure: Figure) -> QuestionKey:
    """Say which question a figure answers."""
    population, place = figure.population, figure.place
    return QuestionKey(
        measure=figure.measure,
        unit=figure.unit,
        per=figure.per,
        population_country=population.country if population else None,
        population_class=population.kind if population else None,
        place_country=place.country if place else None,
    )


def claim_id(question: str, amount: Range) -> str:
    """Name the answer that an amount gives to a question: the same interval, however it was worded.

    "About 700" and "700" are one claim; "at least 700" is another, and the same as "more than 700".
    """
    ends = [plain_number(amount.low), plain_number(amount.high), amount.open_low, amount.open_high]
    return ref("cl", question, ends)


class ConflictKind(StrEnum):
    """In what way two answers cannot both hold."""

    FIGURES_DO_NOT_MEET = "figures-do-not-meet"
    PART_EXCEEDS_WHOLE = "part-exceeds-whole"
    ASSERTION_MEETS_DENIAL = "assertion-meets-denial"


@dataclass(frozen=True)
class Conflict:
    """Two answers that cannot both hold, or a claim and a statement that denies it.

    `left` is a claim; `right` a claim, or the denying statement. `differs` names the fields in which the two are not about quite the
    same thing (population, place), and `as_written` gives the words of both; `because` says it in one sentence.
    """

    question: str
    left: str
    right: str
    kind: ConflictKind
    differs: tuple[str, ...] = ()
    as_written: tuple[str, ...] = ()
    because: str = ""

    @property
    def id(self) -> str:
        """The content address: the two sides, in either order when both are claims, and the kind."""
        sides = sorted((self.left, self.right)) if self.right.startswith("cl:") else [self.left, self.right]
        return ref("co", self.question, sides, self.kind.value)


@dataclass(frozen=True)
class Origin:
    """Who first said it, as far as the reports tell, and through which reports it came; computed, never kept as truth.

    The id is taken from the smallest statement (or figure) of it. `first_said` is an ISO date. `members` are the ids of its figures.
    """

    id: str
    actor: Actor
    basis: Basis
    first_said: str | None
    reports: tuple[str, ...]
    statements: tuple[str, ...]
    members: tuple[str, ...]
    edges: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Claim:
    """One answer to a question, with those who give it.

    `at_most` counts the origins; `proved` those proved independent of every other counted one (docs/guide/linking.md).
    """

    id: str
    question: str
    amount: Range
    wording: str
    as_of: Period | None
    origins: tuple[Origin, ...]
    proved: int
    denied_by: tuple[Actor, ...] = ()

    @property
    def at_most(self) -> int:
        """The largest number of independent origins that the reports leave room for."""
        return len(self.origins)

    @property
    def reports(self) -> tuple[str, ...]:
        """The reports that carry it, each once."""
        return tuple(sorted({report for origin in self.origins for report in origin.reports}))

    @property
    def statements(self) -> tuple[str, ...]:
        """The statements that make it, each once."""
        return tuple(sorted({statement for origin in self.origins for statement in origin.statements}))


@dataclass(frozen=True)
class Question:
    """What is in dispute, the rival claims that answer it, and the conflicts among them."""

    key: QuestionKey
    wording: str
    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def id(self) -> str:
        """The id of its key."""
        return self.key.id

    @property
    def disputed(self) -> bool:
        """Whether any two answers cannot both hold."""
        return bool(self.conflicts)
