"""One readable report: its text, its parts, and the spans in it.

The only place where a span is born. Words that are not in the report cannot enter the ledger. How bytes become a report is the
business of `capture`; what the words mean is the business of `reading`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from closewatch.terms.capture import Capture
from closewatch.terms.ref import digest_of, ref
from closewatch.terms.trouble import NotVerbatim, Problem
from closewatch.terms.when import PartialDate

TEXT_LIMIT = 16_000_000
"""The longest text of one report, in code points (docs/interfaces.md: 16 MB)."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words at their place: offsets in Unicode code points of `Report.text`, end excluded, and the words themselves."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words at their place in a named report: a span that can stand alone, as the reason for a link does."""

    report: str
    start: int
    end: int
    exact: str


def words_of(spans: Iterable[Span]) -> str:
    """Give the words of spans as one text; what lies between them is an ellipsis.

    >>> words_of((span_in("Kyiv said so.", 0, 4), span_in("Kyiv said so.", 10, 12)))
    'Kyiv … so'
    """
    return " … ".join(span.exact for span in spans)


def words_named(identity: str) -> tuple[str, int, int] | None:
    """Read the report and the offsets of words that are named by them; None where the id names something else.

    >>> words_named("re:1#3-7"), words_named("re:1"), words_named("re:1#3-x")
    (('re:1', 3, 7), None, None)
    """
    report, mark, offsets = identity.partition("#")
    ends = offsets.split("-")
    are_numbers = len(ends) == 2 and all(end.isascii() and end.isdigit() for end in ends)
    return (report, int(ends[0]), int(ends[1])) if mark and are_numbers else None


def excerpt_of(report: str, span: Span) -> Excerpt:
    """Give words that a value of a report rests on as words that can stand alone; the span was made sure of when it was born."""
    return Excerpt(report, span.start, span.end, span.exact)


class BlockKind(StrEnum):
    """What a part of a report is in the newsroom's terms."""

    HEADLINE = "headline"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    ITEM = "item"
    CAPTION = "caption"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the text: a headline, a paragraph, a caption; with its page (from 1) or locator in the original where it has one."""

    kind: BlockKind
    span: Span
    page: int | None = None
    locator: str | None = None


@dataclass(frozen=True)
class Report:
    """A report as it can be read: the headline, a blank line, then the body, with offsets that never move.

    `blocks` are in reading order and do not overlap; white space between them belongs to none. `language` is an ISO 639-1 code, or
    None where it could not be told. `problems` lists what was lost or doubtful when the text was rendered.
    """

    capture: Capture
    text: str
    blocks: tuple[Block, ...]
    headline: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    published: PartialDate | None = None
    language: str | None = None
    rendered_by: str = ""
    problems: tuple[Problem, ...] = ()

    @cached_property
    def id(self) -> str:
        """The content address: the original's digest and the digest of the text.

        Whatever lies inside an original (a mail in a mailbox, a row of a table) is an original of its own, so the digest is also
        the place.
        """
        return ref("re", self.capture.digest, digest_of(self.text.encode("utf-8")))

    def span(self, start: int, end: int) -> Span:
        """Take the words from one offset to another.

        Raises: NotVerbatim when the offsets do not lie in the text.
        """
        return span_in(self.text, start, end)

    def around(self, start: int, end: int) -> tuple[Span, int | None]:
        """Give the parts that words stand in, from the first part to the last, with the page of the first; no less than the words.

        Raises: NotVerbatim when the offsets do not lie in the text.
        """
        touched = [block for block in self.blocks if block.span.start < end and start < block.span.end]
        first, last = min([start, *(block.span.start for block in touched)]), max([end, *(block.span.end for block in touched)])
        return self.span(first, last), touched[0].page if touched else None

    def excerpt(self, span: Span) -> Excerpt:
        """Let a span of this report stand alone, under the report's id.

        Raises: NotVerbatim when the words are not at that place.
        """
        self.check(span)
        return Excerpt(self.id, span.start, span.end, span.exact)

    def check(self, span: Span | Excerpt) -> None:
        """Make sure that the words of a span stand where it says.

        Raises: NotVerbatim when they do not.
        """
        found = self.text[span.start : span.end] if 0 <= span.start <= span.end else None
        if found != span.exact:
            raise NotVerbatim(f"wanted {span.exact[:60]!r}, found {(found or '')[:60]!r} ({self.id} {span.start}-{span.end})")


def span_in(text: str, start: int, end: int) -> Span:
    """Take the words from one offset to another of a text that is known to be a report's.

    >>> span_in("Kyiv said so.", 0, 4).exact
    'Kyiv'

    Raises: NotVerbatim when the offsets do not lie in the text.
    """
    if not 0 <= start <= end <= len(text):
        raise NotVerbatim(f"wanted offsets within 0-{len(text)}, found {start}-{end}")
    return Span(start, end, text[start:end])


def block(text: str, kind: BlockKind, start: int, end: int, page: int | None = None, locator: str | None = None) -> Block:
    """Mark a part of a text that is about to become a report.

    >>> block("Title\\n\\nBody", BlockKind.HEADLINE, 0, 5).span.exact
    'Title'

    Raises: NotVerbatim when the offsets do not lie in the text.
    """
    return Block(kind, span_in(text, start, end), page, locator)
