"""What is in dispute: questions, the rival claims that answer them, the links between values, origins and conflicts.

Only the values and the arithmetic they share. How links are judged is the business of `linking`; how entries add up to
questions and conflicts is that of `ledger.views`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from closewatch.terms.about import About, Act
from closewatch.terms.actor import Actor
from closewatch.terms.change import Polarity, Reversal, Revision
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


class PassageClass(StrEnum):
    """What words shared by two reports are: somebody's quoted words, attributed words, the outlet's own telling, or its standing text."""

    QUOTATION = "quotation"
    STATEMENT = "statement"
    NARRATIVE = "narrative"
    BOILERPLATE = "boilerplate"


class DriftKind(StrEnum):
    """How a fact changed as it was passed on (each in words in docs/glossary)."""

    BOUND_DROPPED = "bound-dropped"
    BOUND_INVERTED = "bound-inverted"
    MEASURE_CHANGED = "measure-changed"
    PLANNED_TO_DONE = "planned-to-done"
    SCALE_LOST = "scale-lost"
    AMOUNT_CHANGED = "amount-changed"
    PERIOD_LOST = "period-lost"
    POPULATION_CHANGED = "population-changed"
    PLACE_CHANGED = "place-changed"
    ROLE_SWAPPED = "role-swapped"
    SPEAKER_CHANGED = "speaker-changed"
    DECLINE_TO_DENIAL = "decline-to-denial"
    CERTAINTY_RAISED = "certainty-raised"


@dataclass(frozen=True)
class Link:
    """A judgement that two values hang together, with the words it rests on; a pure function of the reports they stand in.

    For `copies`, `left` is the report that copies and `because` holds each shared passage twice, its words in `left` and then those in
    `right`, in the order of `left`; `parts` gives the class of each (`PassageClass`). For `drifts`, `parts` names the finding.
    """

    kind: LinkKind
    left: str
    right: str
    score: Decimal
    because: tuple[Excerpt, ...] = ()
    rule: str = ""
    made_by: str = ""
    parts: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The content address: the same judgement on the same two values."""
        return ref("li", self.kind.value, self.left, self.right)


class QuestionKind(StrEnum):
    """Whether a question is answered by an amount, or by yes and no."""

    FIGURE = "figure"
    YES_NO = "yes-no"


@dataclass(frozen=True)
class QuestionKey:
    """What two answers must share to answer one question: exactly this, and never the number alone (docs/interfaces.md).

    The measure is None for the yes/no question whether people were somewhere, and, with no population either, whether arms, fuel or parts
    were delivered there; unit and per are None for every yes/no question.
    """

    measure: str | None
    unit: str | None
    per: str | None
    population_country: str | None
    population_class: str | None
    place_country: str | None
    kind: QuestionKind = QuestionKind.FIGURE

    @property
    def id(self) -> str:
        """The id of the question is its key."""
        whom = (self.population_country, self.population_class, self.place_country)
        if self.kind is QuestionKind.YES_NO:
            return ref("qu", self.kind.value, self.measure, *whom)
        return ref("qu", self.measure, self.unit, self.per, *whom)


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


def proposition_key(about: About) -> QuestionKey | None:
    """Say which yes/no question a statement can answer: whether that happened to, or was done by, those people in that country.

    None where the statement does not tell which country, or of people who were there neither whose they are nor of what class, without
    which no two of them can be held together. A delivery is asked for by where it goes alone, whoever sends it.
    """
    country, kind = (about.population.country, about.population.kind) if about.population else (None, None)
    where = about.place.country if about.place else None
    if where and about.act is Act.DELIVERED:
        return QuestionKey(None, None, None, None, None, where, QuestionKind.YES_NO)
    if where is None or (about.measure is None and country is None and kind in (None, "unknown")):
        return None
    return QuestionKey(about.measure, None, None, country, kind, where, QuestionKind.YES_NO)


def answer_id(question: str, polarity: Polarity, act: Act | None = None, conceded: bool = False) -> str:
    """Name the answer yes, no or neither to a yes/no question; a yes says besides whether people were there or fought there, and whether
    it is conceded: admitted, or confirmed by a side to it."""
    yes = polarity is Polarity.YES
    return ref("cl", question, polarity.value, act.value if act and yes else None, *(("conceded",) if conceded and yes else ()))


def claim_id(question: str, amount: Range) -> str:
    """Name the answer that an amount gives to a question: the same interval, however it was worded.

    "About 700" and "700" are one claim; "at least 700" is another, and the same as "more than 700".
    """
    ends = [plain_number(amount.low), plain_number(amount.high), amount.open_low, amount.open_high]
    return ref("cl", question, ends)


def own_claim_id(question: str, figure: str) -> str:
    """Name the claim of a figure that a person split off: the answer that this figure alone gives to a question."""
    return ref("cl", question, "own", figure)


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


BEST_UNCONFIRMED = 2
"""The best grade of what other independent sources do not confirm: "probably true" (STANAG 2511, credibility of information)."""


@dataclass(frozen=True)
class Joined:
    """Why a figure counts for an origin: by which rule it goes back to another value, and the link on the record where there is one."""

    member: str
    onto: str
    rule: str
    link: Link | None = None


@dataclass(frozen=True)
class Origin:
    """Who first said it, as far as the reports tell, and through which reports it came; computed, never kept as truth.

    The id is taken from the smallest figure of it. `first_said` is an ISO date. `members` are the ids of its figures, `drifted` those of
    what copies and citing reports made of them. `joined` has the reason for each member that leans on another.
    """

    id: str
    actor: Actor
    basis: Basis
    first_said: str | None
    reports: tuple[str, ...]
    statements: tuple[str, ...]
    members: tuple[str, ...]
    edges: tuple[Link, ...] = ()
    joined: tuple[Joined, ...] = ()
    drifted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claim:
    """One answer to a question, with those who give it.

    `at_most` counts the origins; `independent` names those proved independent of every other named one, `proved` counts them
    (docs/guide/linking.md). The answer to a yes/no question has a polarity, and no amount. Of claims that a person merged, `wordings` has
    each answer, and the amount reaches from the least to the most of them.
    """

    id: str
    question: str
    amount: Range
    wording: str
    as_of: Period | None
    origins: tuple[Origin, ...]
    independent: tuple[str, ...] = ()
    denied_by: tuple[Actor, ...] = ()
    polarity: Polarity | None = None
    wordings: tuple[str, ...] = ()

    @property
    def at_most(self) -> int:
        """The largest number of independent origins that the reports leave room for."""
        return len(self.origins)

    @property
    def proved(self) -> int:
        """The number of origins that are proved independent of each other."""
        return len(self.independent)

    @property
    def ceiling(self) -> int:
        """The best credibility that it can be graded with: 1 only with two origins proved independent, else 2 (STANAG 2511)."""
        return 1 if self.proved > 1 else BEST_UNCONFIRMED

    @property
    def ceiling_because(self) -> str:
        """Why it can be graded no better than that (STANAG 2511: confirmed by other independent sources)."""
        counted = f"{self.proved} proved, at most {self.at_most}"
        return f"{'two origins or more' if self.ceiling == 1 else 'fewer than two origins'} are proved independent ({counted})"

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
    """What is in dispute, the rival claims that answer it, the conflicts among them, and who changed an answer of their own.

    `proved` counts the origins behind any of its claims that are proved independent of every other counted one.
    """

    key: QuestionKey
    wording: str
    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    proved: int = 0
    revisions: tuple[Revision, ...] = ()
    reversals: tuple[Reversal, ...] = ()

    @property
    def id(self) -> str:
        """The id of its key."""
        return self.key.id

    @property
    def at_most(self) -> int:
        """The largest number of independent origins behind all its claims: one who gives several answers is one."""
        return len({origin.actor.id for claim in self.claims for origin in claim.origins})

    @property
    def disputed(self) -> bool:
        """Whether any two answers cannot both hold."""
        return bool(self.conflicts)
