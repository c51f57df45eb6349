"""How a report is put together from its parts: the headline, a blank line, then the body, every part a block at its place.

The formats say what the parts are; here they only get their offsets. Nothing is normalised but what UTF-8 cannot write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from closewatch.capture.language import tell_language
from closewatch.capture.limits import Limits
from closewatch.terms.capture import Capture
from closewatch.terms.report import Block, BlockKind, Report, block
from closewatch.terms.trouble import Problem, Unreadable
from closewatch.terms.when import PartialDate

BLOCKS = 200_000
"""The most blocks of one report: at 80 characters each, as many as fill the longest text."""

_NEVER_TEXT = re.compile("[\x00\ud800-\udfff]")
_WORDS = re.compile(r"\S")
_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r(?!\n))[^\S\r\n]*(?:\r\n|\n|\r)")
_LINES_LOOKED_AT = 200
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text that is to become a block: a paragraph, a heading, a caption, with its page (from 1) where it has one."""

    kind: BlockKind
    text: str
    page: int | None = None
    locator: str | None = None


@dataclass(frozen=True)
class Fields:
    """What a report says about itself beside its text: headline, authors, publisher, address, day of publication, language."""

    headline: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    published: PartialDate | None = None
    language: str | None = None


def bounded(parts: Iterable[Part], capture: Capture) -> list[Part]:
    """Collect parts while they fit in one report.

    Raises: Unreadable (format.too-long).
    """
    kept: list[Part] = []
    length = 0
    for part in parts:
        kept.append(part)
        length += len(part.text)
        refuse_too_long(length, capture, len(kept))
    return kept


def report_of_parts(capture: Capture, parts: Iterable[Part], fields: Fields, rendered_by: str, problems: Iterable[Problem] = ()) -> Report:
    """Set parts one after another, a blank line between them and the headline first.

    Raises: Unreadable (format.no-words, format.too-long) where the parts have no words, or more than one report may have.
    """
    headline = " ".join(clean(fields.headline or "").split()) or None
    opening = [Part(BlockKind.HEADLINE, headline)] if headline else []
    pieces: list[str] = []
    places: list[tuple[Part, int, int]] = []
    length = 0
    for part in (*opening, *parts):
        text = clean(part.text).strip()
        if not text:
            continue
        if pieces:
            pieces.append("\n\n")
            length += 2
        pieces.append(text)
        places.append((part, length, length + len(text)))
        length += len(text)
        refuse_too_long(length, capture, len(places))
    whole = "".join(pieces)
    blocks = tuple(block(whole, part.kind, start, end, part.page, part.locator) for part, start, end in places)
    return report_of_text(capture, whole, blocks, fields, headline, rendered_by, problems)


def report_of_text(
    capture: Capture,
    text: str,
    blocks: tuple[Block, ...],
    fields: Fields,
    headline: str | None,
    rendered_by: str,
    problems: Iterable[Problem] = (),
) -> Report:
    """Make the report of a text whose blocks are already marked.

    Raises: Unreadable (format.no-words, format.too-long) where the text has no words, or more than one report may have.
    """
    refuse_too_long(len(text), capture)
    if not any(character.isalnum() for character in text):
        raise Unreadable(
            Problem("format.no-words", f"wanted words, found none in {capture.size} bytes of {capture.media_type}", place_of(capture))
        )
    return Report(
        capture=capture,
        text=text,
        blocks=blocks,
        headline=headline,
        authors=tuple(dict.fromkeys(filter(None, (" ".join(clean(author).split()) for author in fields.authors)))),
        publisher=" ".join(clean(fields.publisher or "").split()) or None,
        url=clean(fields.url or "").strip() or None,
        published=fields.published,
        language=tell_language(text) or fields.language,
        rendered_by=rendered_by,
        problems=tuple(dict.fromkeys(problems)),
    )


def refuse_too_long(length: int, capture: Capture, blocks: int = 0) -> None:
    """Refuse a text that is longer than one report may be, counted in code points, or that falls into too many blocks.

    Raises: Unreadable (format.too-long).
    """
    limit = Limits().text_chars
    if length > limit or blocks > BLOCKS:
        wanted = f"wanted a report of at most {limit} characters in {BLOCKS} paragraphs"
        raise Unreadable(Problem("format.too-long", f"{wanted}, found more", place_of(capture)))


def paragraphs(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Find the paragraphs of a plain text: parted by blank lines, or one a line where there is no blank line at all.

    A text without blank lines whose lines often go on in small letters is hard-wrapped: one paragraph.

    >>> list(paragraphs("One\\ngoes on\\n\\nTwo")), list(paragraphs("One\\nTwo"))
    ([(0, 11), (13, 16)], [(0, 3), (4, 7)])
    """
    each_line = _one_paragraph_a_line(text, start)
    begin = end = -1
    for line in _LINE.finditer(text, start):
        words = line[0].strip()
        if begin >= 0 and (each_line or not words):
            yield trimmed(text, begin, end)
            begin = -1
        if words:
            begin, end = line.start() if begin < 0 else begin, line.end()
    if begin >= 0:
        yield trimmed(text, begin, end)


def _one_paragraph_a_line(text: str, start: int) -> bool:
    """Whether no blank line stands between the first and the last line that has words, and the lines are not hard-wrapped."""
    first = _WORDS.search(text, start)
    if not first or _BLANK_LINE.search(text, first.start(), len(text.rstrip())):
        return False
    lines = [line[0] for line, _ in zip(_LINE.finditer(text, first.start()), range(_LINES_LOOKED_AT), strict=False)]
    return not _wrapped([line for line in lines if line])


def _wrapped(lines: list[str]) -> bool:
    small = sum(1 for line in lines[1:] if line.lstrip()[:1].islower())
    return small * 3 >= len(lines) - 1 > 0


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave the white space at both ends out of a stretch of text."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def clean(text: str) -> str:
    """Replace what no UTF-8 file can hold, a lone surrogate, and the NUL character.

    >>> clean("a\\ud800b")
    'a\\ufffdb'
    """
    return _NEVER_TEXT.sub("\ufffd", text)


def place_of(capture: Capture) -> str:
    """Say where an original was found, its place inside another one included."""
    return f"{capture.source} ({capture.locator})" if capture.locator else capture.source
