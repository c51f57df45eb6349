"""What the JSON of the desk holds, described field by field: the shapes of `publish.shapes` as types, from which the description for
programs is made and against which answers are tested.

Amounts are decimal strings, dates ISO 8601, offsets code points of the report's text. A field that nothing is known of is null.
"""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct, field

from closewatch.terms.about import Act
from closewatch.terms.actor import ActorKind
from closewatch.terms.figure import FigureKind, Lean, Scope, Standing
from closewatch.terms.statement import Basis, Manner, Part, Stance
from closewatch.terms.trouble import Severity
from closewatch.terms.when import KnownFrom

Id = Annotated[str, Meta(pattern="^[a-z]{2}:[0-9a-f]{32}$", description="An id of the case: two letters for the kind, then 32 digits.")]
Amount = Annotated[str, Meta(description="A decimal number as a string, so that nothing is lost.", examples=["2000"])]
Day = Annotated[str, Meta(description="A day, month or year in ISO 8601.", examples=["2024-11-19"])]
Review = Annotated[str, Meta(pattern="^(unreviewed|accepted|corrected|rejected)$", description="How people judged it.")]
Lost = Annotated[int | None, Meta(description="The entry since which today's reader does not find it; null where it does.")]
Digest = Annotated[str, Meta(pattern="^sha256:[0-9a-f]{64}$", description="A SHA-256 digest.")]


class Words(Struct, forbid_unknown_fields=True):
    """Words of a report at their place, character for character."""

    start: int
    end: int
    exact: str


class ExcerptWords(Struct, forbid_unknown_fields=True):
    """Words with the report they stand in."""

    report: Id
    start: int
    end: int
    exact: str


class Days(Struct, forbid_unknown_fields=True):
    """First and last day, both included; null for an open end."""

    start: Day | None
    end: Day | None


class KnownDays(Struct, forbid_unknown_fields=True):
    """First and last day, and whether the text gives them or the report's own date does."""

    start: Day | None
    end: Day | None
    from_: KnownFrom = field(name="from")


class Someone(Struct, forbid_unknown_fields=True):
    """Somebody who speaks: a person, body, group, document or outlet, under the names that reports use."""

    id: Id
    name: str
    names: list[str]
    kind: ActorKind
    named: bool
    pseudonymous: bool
    country: Annotated[str, Meta(description="Two letters of ISO 3166-1.")] | None


class CountedSomeone(Someone, forbid_unknown_fields=True):
    """An actor of the case, with the reports that name it and the statements it makes."""

    reports: int
    statements: int


class Reason(Struct, forbid_unknown_fields=True):
    """Why a field is what it is: the rule, and the words where there are any."""

    of: str
    rule: str
    span: Words | None


class PopulationValue(Struct, forbid_unknown_fields=True):
    """Whom a figure counts."""

    country: str | None
    role: str | None
    class_: str | None = field(name="class")


class People(Struct, forbid_unknown_fields=True):
    """Whom a figure counts, with the words or the rule that say so."""

    value: PopulationValue
    span: Words | None
    rule: str


class PlaceValue(Struct, forbid_unknown_fields=True):
    """Where a figure holds."""

    name: str | None
    country: str | None
    region: str | None


class Where(Struct, forbid_unknown_fields=True):
    """Where a figure holds, with the words or the rule that say so."""

    value: PlaceValue
    span: Words | None
    rule: str


class About(Struct, forbid_unknown_fields=True):
    """What a statement is about apart from how many."""

    measure: str | None
    act: Act | None
    population: People | None
    place: Where | None
    negated: bool
    planned: bool
    span: Words | None
    rule: str


class Statement(Struct, forbid_unknown_fields=True):
    """Who says what, by the words: source, cue and content, how the speaker stands toward it, and how they know."""

    id: Id
    report: Id
    source: list[Words]
    cue: list[Words]
    content: list[Words]
    speaker: Someone | None
    manner: Manner
    stance: Stance
    basis: Basis
    via: list[str]
    within: Id | None
    part: Part
    said: KnownDays | None
    confidence: float
    review: Review
    read_by: str
    because: list[Reason]
    about: About | None
    no_longer_read_since: Lost


class Figure(Struct, forbid_unknown_fields=True):
    """A number by its words, its bounds, and what, whom, where and when it counts."""

    id: Id
    report: Id
    span: Words
    bound: Words | None
    measure: str
    low: Amount | None
    best: Amount | None
    high: Amount | None
    open_low: bool
    open_high: bool
    strict: bool
    approximate: bool
    lean: Lean | None
    vague: str | None
    kind: FigureKind
    unit: str | list[str] | None
    per: str | None
    population: People | None
    place: Where | None
    scope: Scope
    as_of: KnownDays | None
    part_of: Id | None
    derived_from: list[Id]
    standing: Standing
    statement: Id | None
    speaker: Someone | None
    review: Review
    because: list[Reason]
    no_longer_read_since: Lost


class Receipt(Struct, forbid_unknown_fields=True):
    """What was taken: the bytes by their digest, and where they were."""

    id: Id
    digest: Digest
    size: int
    media_type: str
    source: str
    within: str | None
    locator: str | None


class Capture(Receipt, forbid_unknown_fields=True):
    """One sighting of an original: which bytes, where, when and by whom."""

    taken_at: str
    taken_by: str
    tool: str
    notes: list[list[str]]


class ListedReport(Struct, forbid_unknown_fields=True):
    """A report without its text, with every capture of it."""

    id: Id
    headline: str | None
    publisher: str | None
    published: Day | None
    language: str | None
    url: str | None
    characters: int
    captures: list[Capture]


class Report(Struct, forbid_unknown_fields=True):
    """A report with the text in which all offsets count."""

    id: Id
    headline: str | None
    publisher: str | None
    published: Day | None
    authors: list[str]
    url: str | None
    language: str | None
    capture: Receipt
    text: str


class Problem(Struct, forbid_unknown_fields=True):
    """One trouble with the evidence. The guide has a paragraph for each code."""

    id: Id
    code: str
    message: str
    at: str
    severity: Severity


class WholeReport(Struct, forbid_unknown_fields=True):
    """A report with what is read in it; of a long one a part at a time."""

    report: Report
    statements: list[Statement]
    figures: list[Figure]
    problems: list[Problem]
    captures: list[Capture]
    versions: list[Id]
    part: int
    parts: int


class Line(Struct, forbid_unknown_fields=True):
    """An entry of the journal without its body."""

    seq: int
    at: str
    by: str
    kind: str
    prev: Digest
    body_digest: Digest
    digest: Digest


class Entry(Line, forbid_unknown_fields=True):
    """An entry of the journal with its body, and the salt that its digest was made with; both are null once destroyed."""

    salt: str | None
    body: Any


class Wrong(Struct, forbid_unknown_fields=True):
    """What was wanted, and what was found instead."""

    error: str
