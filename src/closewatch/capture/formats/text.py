"""Plain text: header lines or first lines become fields, and the body stays exactly as the file has it.

Decoding is left to `encoding`, the reading of the first lines to `opening`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from closewatch.capture.dates import read_date
from closewatch.capture.encoding import decode
from closewatch.capture.format import Format
from closewatch.capture.opening import LOOKED_AT, Opening, read_byline, read_dated_line, read_header, read_opening, split_names
from closewatch.capture.parts import Fields, clean, paragraphs, place_of, refuse_too_long, report_of_text
from closewatch.terms.capture import Capture
from closewatch.terms.report import Block, BlockKind, Report, block
from closewatch.terms.trouble import Problem, Severity

_RENDERED_BY = "text-1"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_BLANK_START = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))*")
_LOOKED_AT_CHARACTERS = 20_000
_PARAGRAPH_LINE = 120
"""A line longer than this holds a whole paragraph; a shorter one may be hard-wrapped (typewriter width is 60 to 80)."""


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    words: str
    alone: bool


def render_text(capture: Capture, data: bytes) -> Report:
    """Turn a plain text file into a report: its words untouched, less recognised header, section, date and byline lines.

    Raises: Unreadable (text.binary, format.no-words, format.too-long).
    """
    at = place_of(capture)
    # No encoding uses more than four bytes for a character, so that a longer file cannot fit.
    refuse_too_long(len(data) // 4, capture)
    decoded = decode(data, at, dict(capture.notes).get("charset"))
    return render_words(capture, decoded.text, decoded.problems)


def render_words(capture: Capture, words: str, problems: tuple[Problem, ...] = (), rendered_by: str = _RENDERED_BY) -> Report:
    """Turn the characters of a plain text into a report.

    Raises: Unreadable (format.no-words, format.too-long).
    """
    words = clean(words)
    refuse_too_long(len(words), capture)
    header = read_header([line[0] for line in _LINE.finditer(words[:_LOOKED_AT_CHARACTERS].lstrip("\r\n"))])
    if header.lines:
        fields, body, problems = _from_header(header.fields, words, header.lines, place_of(capture), problems)
    else:
        fields, body = _from_opening(words)
    text = f"{fields.headline}\n\n{body}" if fields.headline and body.strip() else (fields.headline or body)
    return report_of_text(capture, text, _blocks(capture, text, fields.headline), fields, fields.headline, rendered_by, problems)


def _from_header(
    header: dict[str, str], words: str, count: int, at: str, problems: tuple[Problem, ...]
) -> tuple[Fields, str, tuple[Problem, ...]]:
    start = len(words) - len(words.lstrip("\r\n"))
    for line in list(_LINE.finditer(words[: _LOOKED_AT_CHARACTERS + start], start))[:count]:
        start = line.end()
    published = read_date(header.get("date", ""))
    if header.get("date") and published is None:
        message = f"wanted a date such as 2024-11-19, found {header['date'][:60]!r}"
        problems = (*problems, Problem("format.date-unread", message, at, Severity.NOTE))
    fields = Fields(
        headline=" ".join(header.get("title", "").split()) or None,
        authors=split_names(header.get("author", "")),
        publisher=header.get("outlet") or None,
        url=header.get("url") or None,
        published=published,
    )
    return fields, words[_past_blank_lines(words, start) :], problems


def _from_opening(words: str) -> tuple[Fields, str]:
    """Read the first lines; body starts behind the last of them that is a field, so nothing between them is lost."""
    lines = _first_lines(words)
    alone = []
    for line in lines:
        if not line.alone:
            break
        alone.append(line)
    more = [line.words for line in lines[len(alone) :][:1]]
    opening = read_opening([*(line.words for line in alone), *more])
    used = [place for place in opening.used if place < len(alone)]
    if not used:
        return Fields(), words
    if len(used) != len(opening.used):
        opening = Opening()
        return Fields(), words
    fields = Fields(headline=opening.headline, authors=opening.authors, published=opening.published)
    return fields, words[_past_blank_lines(words, alone[used[-1]].end) :]


def _first_lines(words: str) -> list[_Line]:
    """The first lines that have words, with whether each stands alone: between blank lines, or as a paragraph of one line.

    Where a text has no blank line at all, lines stand alone only if paragraphs are one line each: if a day or an author is among the
    first lines, or the second line is as long as only a paragraph is.
    """
    text = words[:_LOOKED_AT_CHARACTERS]
    found = [(line.start(), line.end(), line[0].strip()) for line in _LINE.finditer(text) if line.end() > line.start()]
    filled = [place for place, line in enumerate(found) if line[2]][: LOOKED_AT + 1]
    parted = any(not found[place][2] for place in range(filled[0], filled[-1])) if filled else False
    by_line = not parted and _one_paragraph_a_line([found[place][2] for place in filled])
    lines = []
    for place in filled:
        start, end, line = found[place]
        before = place == 0 or not found[place - 1][2]
        behind = place + 1 >= len(found) or not found[place + 1][2]
        field_line = bool(read_dated_line(line) or read_byline(line))
        next_to_field = [
            bool(read_dated_line(other) or read_byline(other)) for _, _, other in (*found[place - 1 : place], *found[place + 1 : place + 2])
        ]
        alone = by_line or (before and behind) or (parted and (field_line or (before and any(next_to_field))))
        lines.append(_Line(start, end, line, alone))
    return lines


def _one_paragraph_a_line(lines: list[str]) -> bool:
    if len(lines) < 2:
        return False
    if any(read_dated_line(line) or read_byline(line) for line in lines[:4]):
        return True
    return len(lines[1]) > _PARAGRAPH_LINE and len(lines[1]) > 1.5 * len(lines[0])


def _past_blank_lines(words: str, start: int) -> int:
    blank = _BLANK_START.match(words, start)
    return blank.end() if blank else start


def _blocks(capture: Capture, text: str, headline: str | None) -> tuple[Block, ...]:
    blocks = [block(text, BlockKind.HEADLINE, 0, len(headline))] if headline else []
    for place in paragraphs(text, len(headline) + 2 if headline else 0):
        blocks.append(block(text, BlockKind.PARAGRAPH, *place))
        refuse_too_long(len(text), capture, len(blocks))
    return tuple(blocks)


FORMAT = Format("text", ("text/plain",), render_text)
