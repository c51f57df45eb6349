"""Paragraphs, sentences and the units they are made of: words, punctuation marks, and whole quotations as one unit each.

Knows where things begin and end, nothing of what they mean. A quotation counts as one unit, so that the sentence around it can be
read as if it were a noun; what is inside is read the same way, one level down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from closewatch.reading.cues import speech_forms
from closewatch.reading.quotes import Quotation
from closewatch.reading.words import ABBREVIATIONS
from closewatch.terms.report import BlockKind, Report

_UNIT = re.compile(
    # Most words have a space or a comma behind them, which gives them no other reading.
    r"[A-Za-z]++(?=[ ,])|"
    r"(?:[A-Z]\.){2,}|(?:’s|'s)(?!\w)|\d+(?:[.,:]\d+)*(?:-\w+)*|[^\W\d_][\w]*(?:[-’'&.](?!s\b)[^\W_][\w]*)*|\w+|\.{3}|--|[^\w\s]"
)
_GAP = re.compile(r"\n[ \t\r]*\n\s*")
_ENDS = frozenset(".?!…")
_LONGEST = 300
"""Units of the longest sentence: a text without stops is cut, so that the time stays linear."""
_TITLES = frozenset("mr mrs ms dr prof sen rep gov gen col lt sgt capt maj st adm brig cmdr hon pres rev amb".split())


@dataclass(slots=True)
class Unit:
    """A word, a punctuation mark or a whole quotation, with its offsets in the report."""

    start: int
    end: int
    text: str
    low: str
    quotation: Quotation | None = None
    trailing: int = 0
    """For a quotation: how many characters at its inner end are blanks."""

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter or a digit."""
        return self.quotation is None and (self.text[0].isalnum() or self.low in ("’s", "'s"))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text that a blank line or a block ends, and the kind of block it stands in."""

    start: int
    end: int
    kind: BlockKind


def find_paragraphs(report: Report) -> list[Paragraph]:
    """Cut a report into paragraphs: its blocks, and inside them wherever a blank line stands."""
    found: list[Paragraph] = []
    blocks = [(block.span.start, block.span.end, block.kind) for block in report.blocks] or [(0, len(report.text), BlockKind.PARAGRAPH)]
    for start, end, kind in blocks:
        at = start
        for gap in [*_GAP.finditer(report.text, start, end), None]:
            stop = gap.start() if gap else end
            piece = report.text[at:stop]
            inner = piece.strip()
            if inner:
                begin = at + len(piece) - len(piece.lstrip())
                found.append(Paragraph(begin, begin + len(inner), kind))
            at = gap.end() if gap else end
    return found


def find_units(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> list[Unit]:
    """Cut a stretch of text into units, each of the given quotations being one.

    >>> [unit.text for unit in find_units("Kyiv's army fell.", 0, 17, ())]
    ['Kyiv', "'s", 'army', 'fell', '.']
    """
    units: list[Unit] = []
    at = start
    for quotation in quotations:
        if _is_name(text, quotation):
            continue
        units += _units_between(text, at, quotation.start)
        units.append(Unit(quotation.start, quotation.end, "“”", "“”", quotation, _trailing(text, quotation)))
        at = quotation.end
    units += _units_between(text, at, end)
    return units


def _units_between(text: str, start: int, end: int) -> list[Unit]:
    return [Unit(match.start(), match.end(), word := match[0], word.lower()) for match in _UNIT.finditer(text, start, end)]


def _trailing(text: str, quotation: Quotation) -> int:
    held = text[quotation.inner_start : quotation.inner_end]
    return len(held) - len(held.rstrip())


def _is_name(text: str, quotation: Quotation) -> bool:
    """Whether the marks hold a name (gave his name as "Oleh") and no utterance: one to three capitalised words after a naming word."""
    if quotation.inner_end - quotation.inner_start > 40:
        return False
    words = text[quotation.inner_start : quotation.inner_end].rstrip(",.").split()
    if not 0 < len(words) <= 3 or not all(word[0].isupper() for word in words):
        return False
    before = text[max(0, quotation.start - 24) : quotation.start].lower().rstrip().split()
    return bool(before) and (before[-1] in ("named", "name", "pseudonym", "alias", "nicknamed", "codenamed") or before[-2:] in _NAMED_AS)


_NAMED_AS = (
    ["name", "as"],
    ["only", "as"],
    ["himself", "as"],
    ["herself", "as"],
    ["name", "of"],
    ["sign", "of"],
    ["identified", "as"],
    ["known", "as"],
    ["sign", "is"],
)


def find_sentences(text: str, units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Cut units into sentences, as (first, one past the last) places.

    >>> text = "Dr. Roe came. She left."
    >>> [text[u[a].start:u[b - 1].end] for u in [find_units(text, 0, 23, ())] for a, b in find_sentences(text, u)]
    ['Dr. Roe came.', 'She left.']
    """
    found: list[tuple[int, int]] = []
    first = 0
    for place, unit in enumerate(units):
        after = units[place + 1] if place + 1 < len(units) else None
        if after is None or place - first >= _LONGEST or _ends_sentence(text, units, place, unit, after):
            # A closing bracket or a footnote mark belongs to the sentence before.
            if first <= place:
                found.append((first, place + 1))
            first = place + 1
    return found


def _ends_sentence(text: str, units: Sequence[Unit], place: int, unit: Unit, after: Unit) -> bool:
    if unit.quotation is not None:
        last = (
            text[unit.quotation.inner_end - 1 : unit.quotation.inner_end] if unit.quotation.inner_end > unit.quotation.inner_start else ""
        )
        starts_new = after.quotation is not None or after.text[0].isupper()
        if last == "." and starts_new:
            return True
        return last in ("?", "!", "…") and starts_new and not _tag_follows(units, place + 1)
    if "\n" in text[unit.end : after.start] and (unit.text[0] in "*•·" or len(text[unit.end : after.start].strip(" ")) > 1):
        return True
    if unit.text not in _ENDS or (after.start == unit.end and after.quotation is None):
        return unit.text[-1:] == "." and len(unit.text) > 2 and after.low in ("the", "he", "she", "it", "they", "but", "in")
    if after.quotation is None and not (after.text[0].isupper() or after.text[0].isdigit() or after.text[0] in "(—–-•*[#@_"):
        return False
    if unit.text == ".":
        before = units[place - 1] if place else None
        if before is not None and before.end == unit.start:
            short = before.text if before.quotation is None else ""
            if before.low in ABBREVIATIONS or (len(short) == 1 and short.isupper() and short != "I"):
                return before.low not in _TITLES and after.low in ("the", "he", "she", "it", "they", "but", "in", "a") and len(short) > 1
    return True


def _tag_follows(units: Sequence[Unit], place: int) -> bool:
    """Whether a short "she asked." follows a question or an exclamation."""
    for later in units[place : place + 9]:
        if later.quotation is not None or later.text in ".?!":
            break
        if later.low in speech_forms():
            return True
    return False
