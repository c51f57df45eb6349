"""What is told to people who keep watch: that an origin, a figure or a conflict appeared, with the words that it rests on.

Only the values. What is worth an alert is judged by `watch.notice`, who is told of it when by `watch.routing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from closewatch.terms.figure import Range
from closewatch.terms.ref import ref
from closewatch.terms.report import Excerpt


class AlertKind(StrEnum):
    """What moved: a claim gained an origin, an origin gave another figure, and so on (each in words in docs/glossary)."""

    ORIGIN_GAINED = "origin-gained"
    FIGURE_MOVED = "figure-moved"
    CONFLICT = "conflict"
    DENIAL = "denial"
    REVERSAL = "reversal"
    DRIFT = "drift"
    SILENT_CORRECTION = "silent-correction"
    PAGE_GONE = "page-gone"
    NEW_ACTOR = "new-actor"
    QUIET = "quiet"


@dataclass(frozen=True)
class Alert:
    """One thing that moved between two heads of the journal.

    `about` are the ids that make it this one and no other, the one to open first; none of them changes when more reports arrive. `words`
    says it in one sentence, `proof` has the exact words it rests on, `wording` is that of the question. `was` and `now` are the amounts of
    a figure that moved. `actors` are the names of those whose words it is about, `reports` the reports that brought it.
    """

    kind: AlertKind
    about: tuple[str, ...]
    words: str
    question: str | None = None
    wording: str = ""
    proof: tuple[Excerpt, ...] = ()
    actors: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    was: Range | None = None
    now: Range | None = None
    proved: int | None = None
    at_most: int | None = None

    @property
    def id(self) -> str:
        """The content address: the same thing is told once, whenever and how often it is noticed."""
        return ref("al", self.kind.value, self.question, list(self.about))


@dataclass(frozen=True)
class Noted:
    """An alert as it stands on the record: in which entry, and when that was made (ISO, UTC)."""

    alert: Alert
    seq: int
    at: str


@dataclass(frozen=True)
class Delivery:
    """That one channel was told certain alerts, in one message of this id."""

    channel: str
    message: str
    alerts: tuple[str, ...]
