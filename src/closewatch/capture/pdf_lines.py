"""The lines of a PDF page with their places on it, and the paragraphs that these places make. PDFium finds the lines; only their order,
gaps, indents and sizes are judged here.

Text is what the PDF yields. Lines of one paragraph are joined by one space; after a hyphen at a line's end they are joined without one,
and the hyphen stays: whether it belongs to the word cannot be told ("long-range", "sol-diers"), and nothing printed is taken away.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from closewatch.capture.parts import Part
from closewatch.terms.report import BlockKind

_GAP = 1.35
"""A gap between baselines larger than this, in the usual gaps, parts paragraphs (half a line more is the least that a typist uses)."""

_LINE_GAP = 1.45
"""The widest gap taken for usual, in heights of a line, unless most of a long text has a wider one (double spacing)."""

_EVEN_GAPS, _EVEN_SHARE = 12, 0.6

_SIZE_CHANGE = 0.12
_HEADING_SIZE = 1.15
_INDENT = 0.8
"""In heights of a line: a first line set in by about one letter's width or more begins a paragraph."""

_SENTENCE_END = re.compile(r"[.!?。！？…:][\"'”’»)\]]*$")
_LINE_END_HYPHEN = re.compile(r"[^\W\d_][-\u2010\xad]$")
_UNSPACED_END = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u3000-\u303f\uff00-\uffef]$")
_UNSPACED_START = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")
_HYPHEN_MARKS = (0x2, 0xFFFE)
"""What PDFium gives for a hyphen at the end of a line."""

_LINE_ENDS = (0x0A, 0x0D, *_HYPHEN_MARKS)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, the page (from 1), its left and right end, baseline and height in points."""

    words: str
    page: int
    left: float
    right: float
    base: float
    height: float


def page_lines(text_page: Any, page: int, limit: int) -> Iterator[Line]:
    """Give the lines of a page in PDFium's reading order, at most `limit` characters of them."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    codes: list[int] = []
    first = last = -1
    for place in range(min(text_page.count_chars(), limit)):
        code = raw.FPDFText_GetUnicode(text_page, place)
        if code in _HYPHEN_MARKS:
            # PDFium runs the two lines together here; the hyphen that was printed ends the first.
            codes.append(0x2D)
            first, last = (place if first < 0 else first), place
        if code in _LINE_ENDS:
            if first >= 0:
                yield _line(raw, text_page, box, codes, page, first, last)
            codes, first = [], -1
        elif code >= 0x20:
            codes.append(code)
            if code != 0x20:
                first, last = (place if first < 0 else first), place
    if first >= 0:
        yield _line(raw, text_page, box, codes, page, first, last)


def _line(raw: Any, text_page: Any, box: Any, codes: list[int], page: int, first: int, last: int) -> Line:
    words = "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)
    words = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    raw.FPDFText_GetLooseCharBox(text_page, last, ctypes.byref(box))
    right = float(box.right)
    raw.FPDFText_GetLooseCharBox(text_page, first, ctypes.byref(box))
    return Line(" ".join(words.split()), page, float(box.left), right, float(box.bottom), abs(float(box.top) - float(box.bottom)))


def usual_height(lines: Iterable[Line]) -> float:
    """The height of most of the text, in points: the median over characters, so that headings do not count for much."""
    heights = sorted(line.height for line in lines for _ in range(1 + len(line.words) // 20))
    return heights[len(heights) // 2] if heights else 0.0


def paragraphs_of(lines: list[Line]) -> Iterator[Part]:
    """Join lines to paragraphs; a paragraph that runs over pages is given once, with the page on which it begins.

    Text set larger than usual is a heading.
    """
    body = usual_height(lines)
    usual = _usual_gap(lines, body or 1.0)
    open_lines: list[Line] = []
    for line in lines:
        if open_lines and _begins(line, open_lines, usual):
            yield _paragraph(open_lines, body)
            open_lines = []
        open_lines.append(line)
    if open_lines:
        yield _paragraph(open_lines, body)


def _usual_gap(lines: list[Line], height: float) -> float:
    """The distance of two baselines within a paragraph: the lower quartile of all, because gaps between paragraphs are wider."""
    pairs = pairwise(lines)
    gaps = sorted(above.base - below.base for above, below in pairs if above.page == below.page and above.base - below.base > 0.5 * height)
    if not gaps:
        return _LINE_GAP * height
    lower = gaps[len(gaps) // 4]
    even = sum(1 for gap in gaps if abs(gap - lower) < 0.1 * lower)
    if len(gaps) >= _EVEN_GAPS and even >= _EVEN_SHARE * len(gaps):
        return lower
    return min(lower, _LINE_GAP * height)


def _begins(line: Line, before: list[Line], usual: float) -> bool:
    above = before[-1]
    unfinished = not _SENTENCE_END.search(above.words)
    if abs(line.height - above.height) > _SIZE_CHANGE * max(line.height, above.height, 0.1):
        return True
    if line.page != above.page:
        return not (unfinished and line.words[:1].islower())
    gap = above.base - line.base
    if gap < -0.5 * usual:  # upwards: the next column
        return not (unfinished and line.words[:1].islower())
    if gap > _GAP * usual:
        return True
    left = min(earlier.left for earlier in before)
    return line.left - left > _INDENT * line.height and abs(above.left - left) < 0.5 * line.height and not unfinished


def _paragraph(lines: list[Line], body: float) -> Part:
    text = lines[0].words
    for line in lines[1:]:
        tight = _LINE_END_HYPHEN.search(text) or (_UNSPACED_END.search(text) and _UNSPACED_START.match(line.words))
        text += line.words if tight else f" {line.words}"
    kind = BlockKind.HEADING if lines[0].height > _HEADING_SIZE * body and len(text) < 400 else BlockKind.PARAGRAPH
    return Part(kind, text, lines[0].page)
