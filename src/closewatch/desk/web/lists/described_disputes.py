"""What the JSON of questions, claims, origins, conflicts and drift holds, field by field, as `described` does for what lies below them."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct, field

from closewatch.desk.web.lists.described import Amount, Day, Days, ExcerptWords, Id, Someone
from closewatch.terms.change import Polarity
from closewatch.terms.claim import ConflictKind, DriftKind, LinkKind, QuestionKind
from closewatch.terms.figure import Lean
from closewatch.terms.statement import Basis, Stance


class Edge(Struct, forbid_unknown_fields=True):
    """One step on the way from an origin to a report, with the words it rests on."""

    id: Id
    from_: Id = field(name="from")
    to: Id
    kind: LinkKind
    rule: str
    score: float
    parts: list[str]
    because: list[ExcerptWords]


class Joined(Struct, forbid_unknown_fields=True):
    """Why a value goes back to the same origin as another."""

    member: Id
    onto: Id
    rule: str
    link: Id | None


class Origin(Struct, forbid_unknown_fields=True):
    """Who said a claim first, how they know, and the reports it came through."""

    id: Id
    actor: Someone
    basis: Basis
    first_said: Day | None
    reports: list[Id]
    edges: list[Edge]
    joined: list[Joined]
    drifted: list[Id]


class ListedOrigin(Origin, forbid_unknown_fields=True):
    """An origin with the claim that it is behind."""

    claim: Id
    wording: str


class Independence(Struct, forbid_unknown_fields=True):
    """How many origins are proved independent of each other, and how many there are at most."""

    proved: int
    at_most: int


class ClaimIndependence(Independence, forbid_unknown_fields=True):
    """The same for one claim, with the origins that are proved."""

    proved_are: list[Id]


class Ceiling(Struct, forbid_unknown_fields=True):
    """The best credibility (1 to 6) that the number of independent origins allows, and why."""

    grade: int
    because: str


class Claim(Struct, forbid_unknown_fields=True):
    """One answer to a question: an amount or yes or no, with its origins."""

    id: Id
    question: Id
    wording: str
    wordings: list[str]
    low: Amount | None
    best: Amount | None
    high: Amount | None
    open_low: bool
    open_high: bool
    strict: bool
    approximate: bool
    lean: Lean | None
    vague: str | None
    polarity: Polarity | None
    as_of: Days | None
    origins: list[Origin]
    independent_origins: ClaimIndependence
    credibility_ceiling: Ceiling
    report_count: int
    statements: list[Id]
    denied_by: list[Id]


class Conflict(Struct, forbid_unknown_fields=True):
    """Two answers that cannot both hold: in what they differ, and why."""

    id: Id
    question: Id
    left: Id
    right: Id
    kind: ConflictKind
    differs: list[str]
    as_written: list[str]
    because: str


class Revision(Struct, forbid_unknown_fields=True):
    """A later value of one origin in the place of an earlier one."""

    actor: Someone
    earlier: Id
    later: Id
    earlier_as_of: Days
    later_as_of: Days


class Reversal(Struct, forbid_unknown_fields=True):
    """Who denied, or would not say, and later says yes."""

    actor: Someone
    later_actor: Someone
    was: Stance
    earlier: Id
    later: Id
    earlier_said: Day | None
    later_said: Day | None
    because: str


class QuestionPeople(Struct, forbid_unknown_fields=True):
    """Whom a question is about."""

    country: str | None
    class_: str | None = field(name="class")


class QuestionPlace(Struct, forbid_unknown_fields=True):
    """Where a question is about."""

    country: str


class Question(Struct, forbid_unknown_fields=True):
    """What is asked, with every rival answer, and the conflicts among them."""

    id: Id
    wording: str
    kind: QuestionKind
    measure: str | None
    unit: str | list[str] | None
    per: str | None
    population: QuestionPeople | None
    place: QuestionPlace | None
    claims: list[Claim]
    conflicts: list[Conflict]
    independent_origins: Independence
    revisions: list[Revision]
    reversals: list[Reversal]
    second_reviewer_required: bool


class SideBySide(Struct, forbid_unknown_fields=True):
    """Two answers that may both hold, and in what they differ."""

    left: Id
    right: Id
    differs: list[str]
    because: str


class Related(Struct, forbid_unknown_fields=True):
    """A neighbouring question, and in what it differs."""

    question: Id
    wording: str
    claims: int
    differs: str
    because: str


class WholeQuestion(Question, forbid_unknown_fields=True):
    """A question with what stands side by side in it, and the questions next to it."""

    side_by_side: list[SideBySide]
    related: list[Related]


class DriftSide(Struct, forbid_unknown_fields=True):
    """One side of a change: the report with outlet and day, the value, and its words."""

    report: Id
    id: Id
    words: ExcerptWords
    outlet: str | None
    published: Day | None


class Drift(Struct, forbid_unknown_fields=True):
    """What one retelling changed, with the words of both sides."""

    id: Id
    kind: DriftKind
    here: DriftSide
    of: DriftSide
    edge: Id | None
    link: Id
    speaker: Someone | None


class Step(Struct, forbid_unknown_fields=True):
    """One step on the way down from a value to its bytes: the value in the form of its kind, and what it rests on."""

    kind: str
    id: str
    value: Annotated[Any, Meta(description="The value in the form of its kind.")]
    below: list[Step]


class Trace(Step, forbid_unknown_fields=True):
    """The way down from a value to its bytes; `whole` is false where it was followed one step only, as it is long."""

    whole: bool
