"""What the JSON of the watch holds, field by field: alerts, and the sources that are kept watch on.

The shapes are those of `publish.shapes` and `desk.watch_lists`; the other lists are described in `described`.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from closewatch.desk.web.lists.described import Amount, ExcerptWords, Id
from closewatch.terms.alert import AlertKind
from closewatch.terms.figure import Lean
from closewatch.terms.watch import PollOutcome, Takes, WatchedKind


class AlertAmount(Struct, forbid_unknown_fields=True):
    """The amount of a figure that moved."""

    low: Amount | None
    best: Amount | None
    high: Amount | None
    open_low: bool
    open_high: bool
    strict: bool
    approximate: bool
    lean: Lean | None
    vague: str | None


class OriginsNow(Struct, forbid_unknown_fields=True):
    """How many origins a claim had when an alert was made."""

    proved: int
    at_most: int | None


class Telling(Struct, forbid_unknown_fields=True):
    """That a channel was told, by which entry and when."""

    channel: str
    entry: int
    at: str


class Alert(Struct, forbid_unknown_fields=True):
    """One thing that moved, in one sentence, with the exact words that it rests on and who was told of it."""

    id: Id
    kind: AlertKind
    at: str
    entry: int
    words: str
    question: Id | None
    wording: str | None
    about: Annotated[list[str], Meta(description="What makes it this alert and no other, what to open first at the beginning.")]
    actors: list[str]
    was: AlertAmount | None
    now: AlertAmount | None
    independent_origins: OriginsNow | None
    proof: list[ExcerptWords]
    reports: list[Id]
    told: list[Telling]


class LastPoll(Struct, forbid_unknown_fields=True):
    """What a source gave when it was asked last."""

    at: str
    outcome: PollOutcome
    status: int | None


class WatchedSource(Struct, forbid_unknown_fields=True):
    """A source that is, or was, kept watch on: why, who answers for it, and what it gave last."""

    address: str
    kind: WatchedKind
    every: Annotated[int, Meta(description="Seconds between two polls.")]
    take: Takes
    why: str
    person: str
    robots: bool
    asked: Annotated[int, Meta(description="How often it was asked.")]
    failures: Annotated[int, Meta(description="How often in a row in vain.")]
    last: LastPoll | None
