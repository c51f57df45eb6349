"""Who says what, in which words: the statement, its stance, its basis, and the reasons for every value that is not a word.

After the attribution scheme of PARC and PolNeAR: a source, a cue and a content, each made of spans.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from closewatch.terms.about import About
from closewatch.terms.actor import Actor
from closewatch.terms.ref import ref
from closewatch.terms.report import Span
from closewatch.terms.when import Dated


class Manner(StrEnum):
    """Whether the words are quoted: wholly, not at all, or in part."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(StrEnum):
    """How the speaker stands toward the content (docs/glossary has each in words)."""

    ASSERTS = "asserts"
    BELIEVES = "believes"
    CONFIRMS = "confirms"
    ADMITS = "admits"
    DENIES = "denies"
    DECLINES = "declines"
    DOUBTS = "doubts"
    ESTIMATES = "estimates"
    WARNS = "warns"
    PREDICTS = "predicts"
    INTENDS = "intends"
    DEMANDS = "demands"
    REPORTS = "reports"


class Basis(StrEnum):
    """How the speaker knows, as far as the text tells."""

    WITNESS = "witness"
    OFFICIAL = "official"
    INTELLIGENCE = "intelligence"
    DOCUMENT = "document"
    HEARSAY = "hearsay"
    UNNAMED = "unnamed"
    UNSTATED = "unstated"


class Part(StrEnum):
    """Which part of the report a statement stands in; headline and background weigh less than the body."""

    HEADLINE = "headline"
    LEAD = "lead"
    BODY = "body"
    BACKGROUND = "background"
    CAPTION = "caption"


@dataclass(frozen=True)
class Reason:
    """Why a value that is not itself a quotation is what it is: the rule's name, and the words where there are any.

    `of` is the field it explains ("stance", "basis", "via", "speaker", "said", "measure", "scope" ...), or "depends" where the words name
    somebody on whom the speaker leans.
    """

    of: str
    rule: str
    span: Span | None = None


@dataclass(frozen=True)
class Statement:
    """One attribution: a source says a content by a cue.

    `via` names those who passed it on, from the speaker outward. `within` is the id of the statement whose content holds this one.
    `confidence` is the probability that who-says-what is right, from 0 to 1. `about` is what it says happened, apart from how many; None
    where it tells of no event.
    """

    report: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    manner: Manner
    stance: Stance
    basis: Basis = Basis.UNSTATED
    via: tuple[str, ...] = ()
    within: str | None = None
    said: Dated | None = None
    part: Part = Part.BODY
    speaker: Actor | None = None
    read_by: str = ""
    confidence: Decimal = Decimal("0.5")
    because: tuple[Reason, ...] = ()
    about: About | None = None

    @cached_property
    def id(self) -> str:
        """The content address: report and the offsets of source, cue and content, which no better reading of the same words changes."""
        offsets = [[[span.start, span.end] for span in role] for role in (self.source, self.cue, self.content)]
        return ref("st", self.report, offsets)

    def spans(self) -> tuple[Span, ...]:
        """Every span that the statement rests on, those of its reasons included."""
        own = (*self.source, *self.cue, *self.content, *(reason.span for reason in self.because if reason.span))
        return (*own, *(self.about.spans() if self.about else ()))
