"""A dossier: sections of sentences, tables and charts, and an annex in which every value that they rest on can be opened.

Only the values. What is said is decided by `publish.compose`, how it looks by `publish.pages`; a dossier is made whole before anything of
it is written, so that the page, the PDF and the manifest say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from closewatch.terms.ref import ref
from closewatch.terms.report import Span


class Maker(StrEnum):
    """Who wrote a sentence: the machine, from the ledger alone, or a person."""

    MACHINE = "machine"
    PERSON = "person"


class SentenceKind(StrEnum):
    """What a sentence does: it states what the cited words say, it is an analyst's judgement, or it tells how the dossier was made."""

    FINDING = "finding"
    JUDGEMENT = "judgement"
    METHOD = "method"


@dataclass(frozen=True)
class Sentence:
    """One sentence with the ids of the values that it rests on, in the order in which they are cited.

    `by` is `compose:1` or `person:NAME`. `unreviewed` says that at least one value cited was not looked at by a person. `more` counts
    values that it rests on besides, which are too many to cite one by one.
    """

    text: str
    cites: tuple[str, ...] = ()
    kind: SentenceKind = SentenceKind.FINDING
    maker: Maker = Maker.MACHINE
    by: str = "compose:1"
    unreviewed: bool = False
    more: int = 0

    @property
    def look(self) -> str:
        """How it is set apart where it is shown: as a person's judgement, as written by a person, as method, or as the machine's."""
        if self.kind is SentenceKind.JUDGEMENT:
            return "judgement"
        if self.maker is Maker.PERSON:
            return "person"
        return "method" if self.kind is SentenceKind.METHOD else "machine"

    @property
    def id(self) -> str:
        """The content address: the words, what they rest on, and who wrote them."""
        return ref("se", self.text, list(self.cites), self.by)


@dataclass(frozen=True)
class Passage:
    """Sentences that stand together; `listed` where each is an item of a list."""

    sentences: tuple[Sentence, ...]
    listed: bool = False


@dataclass(frozen=True)
class Row:
    """One row of a table, with the ids of the values that it rests on."""

    cells: tuple[str, ...]
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """Rows under heads, with a caption; `left_out` counts rows that the ledger has and the table has not."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: int = 0


@dataclass(frozen=True)
class Chart:
    """A picture as SVG with what it shows in words (`about`, for those who do not see it) and the table of the data behind it."""

    title: str
    about: str
    svg: str
    data: Table


Part: TypeAlias = Passage | Table | Chart


@dataclass(frozen=True)
class Section:
    """A part of the dossier under a heading; `anchor` is its name within the dossier, `level` 1 for chapters and 2 for what is in them."""

    anchor: str
    heading: str
    parts: tuple[Part, ...]
    level: int = 1
    maker: Maker = Maker.MACHINE


@dataclass(frozen=True)
class Admitted:
    """A line of the journal that a cited value came in by, or that a person decided on it by."""

    seq: int
    digest: str
    at: str
    by: str
    what: str
    reason: str = ""


@dataclass(frozen=True)
class Withheld:
    """Why words, an original or a part of the ledger do not leave: the decision that protects them, and its reason in words."""

    decision: str
    reason: str


@dataclass(frozen=True)
class Receipt:
    """What is kept of the original behind a cited value (Berkeley Protocol, Annex IV: address, time, collector, software, hash).

    `within` are the receipts' ids of what the original was taken from, the outermost last.
    """

    capture: str
    digest: str
    size: int
    media_type: str
    source: str
    taken_at: str
    taken_by: str
    tool: str
    within: tuple[str, ...] = ()
    locator: str | None = None


@dataclass(frozen=True)
class Cited:
    """One value that sentences rest on, in the annex: its words in their paragraph, the report, the receipt, and what admitted it.

    `number` counts from 1, in the order in which the values are cited first. `kind` is statement, figure, words, report, drift or
    decision. `start` is the offset of the paragraph in the text of the report, in code points; `words` are spans of that text and lie
    within the paragraph. Where it is `withheld`, paragraph and words are blacked out (█ for each sign) or empty, and the digest of the
    receipt stands.
    """

    number: int
    id: str
    kind: str
    report: str
    paragraph: str
    start: int
    words: tuple[Span, ...]
    speaker: str
    about: str
    headline: str
    outlet: str
    published: str
    url: str | None
    page: int | None
    receipt: Receipt
    admitted: tuple[Admitted, ...]
    review: str
    withheld: Withheld | None = None


@dataclass(frozen=True)
class Dossier:
    """What is handed over: the journal head that it was computed from, sections, and the annex.

    `seq` and `head` name the end of the journal, `as_of` the moment of its last entry: nothing in a dossier depends on when it was made.
    `own_sections` is the text that analysts wrote, as they wrote it. `withheld` lists each protection that was applied, without what it
    protects; `exposed` counts those that were left off.
    """

    title: str
    case: str
    seq: int
    head: str
    as_of: str
    made_with: str
    sections: tuple[Section, ...]
    annex: tuple[Cited, ...]
    questions: tuple[str, ...] = ()
    own_sections: str = ""
    withheld: tuple[Withheld, ...] = ()
    redacted: bool = False
    exposed: int = 0

    def sentences(self) -> tuple[tuple[Section, Sentence], ...]:
        """Give every sentence with the section that it stands in, in order."""
        passages = ((section, part) for section in self.sections for part in section.parts if isinstance(part, Passage))
        return tuple((section, sentence) for section, passage in passages for sentence in passage.sentences)

    def numbered(self) -> tuple[tuple[str, Section], ...]:
        """Give every section with its number, such as 2 or 2.1; a part that stands before any chapter is one itself."""
        found: list[tuple[str, Section]] = []
        chapter = part = 0
        for section in self.sections:
            if section.level > 1 and chapter:
                part += 1
                found.append((f"{chapter}.{part}", section))
            else:
                chapter, part = chapter + 1, 0
                found.append((f"{chapter}", section))
        return tuple(found)

    def numbers(self) -> dict[str, int]:
        """Give the number under which each cited value stands in the annex."""
        return {cited.id: cited.number for cited in self.annex}
