"""Where quotation marks open and close: curly, straight, single, doubled, guillemets and German ones, nested and over paragraphs.

Knows marks and nothing of who speaks. A mark that never closes ends with its paragraph, unless the next paragraph opens with a
mark again (a quotation over several paragraphs); apostrophes are told from single quotation marks by their neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]")
"""Words between double marks on a level of their own, where a rough look will do."""
_MARK = re.compile(r"''|``|[\"“”„‟«»‹›‘’‚'`]")
_CLOSES = {
    "“": '”"',
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "‘": "’",
    "‚": "‘’",
    '"': '"”',
    "''": "''",
    "``": "''",
    "'": "'’",
    "`": "'’",
}
_DEEPEST = 6
"""Levels of open marks that are kept: more are no quotation but noise, and would cost time without bound."""
_ENDING = re.compile(r"[,.?!][’']")
_SINGLE = "'‘’‚`"


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: offsets with its marks (`start`, `end`) and without (`inner_start`, `inner_end`), and what it holds inside.

    `resumes` says that it goes on from the paragraph before, `goes_on` that it runs on into the next one.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    inside: tuple[Quotation, ...] = ()
    resumes: bool = False
    goes_on: bool = False


@dataclass(slots=True)
class _Open:
    mark: str
    start: int
    inner_start: int
    inside: list[Quotation]


def find_quotations(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[tuple[Quotation, ...]]:
    """Find the outermost quotations of each paragraph.

    >>> [[text.inner_start, text.inner_end] for text in find_quotations('He said "no".', [(0, 13)])[0]]
    [[9, 11]]
    """
    found: list[tuple[Quotation, ...]] = []
    carried = False
    for place, (start, end) in enumerate(paragraphs):
        next_start = paragraphs[place + 1][0] if place + 1 < len(paragraphs) else len(text)
        reopened = text[next_start : next_start + 1] in ('"', "“", "„", "«", "'", "‘") or text[next_start : next_start + 2] == "''"
        quotations = _in_paragraph(text, start, end, carried, reopened)
        carried = bool(quotations) and quotations[-1].goes_on
        found.append(quotations)
    return found


def _in_paragraph(text: str, start: int, end: int, carried: bool, reopened: bool) -> tuple[Quotation, ...]:
    outer: list[Quotation] = []
    stack: list[_Open] = []
    for match in _MARK.finditer(text, start, end):
        mark, at, after = match[0], match.start(), match.end()
        before = text[at - 1] if at > start else " "
        behind = text[after] if after < end else " "
        if _closes(stack, mark, before, behind) and not _is_plural_possessive(text, mark, at, end):
            # An inner single mark that was never closed is an apostrophe once the outer quotation ends.
            while mark not in _CLOSES[stack[-1].mark]:
                lost = stack.pop()
                stack[-1].inside.extend(lost.inside)
            _close(stack, outer, at, after)
        elif len(stack) < _DEEPEST and _opens(stack, mark, before, behind):
            stack.append(_Open(mark, at, after, []))
    return _bounded(start, end, outer, stack, carried, reopened)


def _is_plural_possessive(text: str, mark: str, at: int, end: int) -> bool:
    """Whether "soldiers' boots" stands inside single marks: a word goes on behind, and a better closing mark follows."""
    if mark not in "'’" or text[at - 1] != "s" or not text[at + 1 : at + 3].strip().isalpha():
        return False
    return text[at + 2 : at + 3].islower() and _ENDING.search(text, at + 1, end) is not None


def _close(stack: list[_Open], outer: list[Quotation], at: int, after: int, goes_on: bool = False) -> None:
    opened = stack.pop()
    quotation = Quotation(opened.start, after, opened.inner_start, at, tuple(opened.inside), goes_on=goes_on)
    (stack[-1].inside if stack else outer).append(quotation)


def _closes(stack: list[_Open], mark: str, before: str, behind: str) -> bool:
    if not any(mark in _CLOSES[opened.mark] for opened in stack):
        return False
    if mark in _SINGLE and mark != "`":
        return mark in _CLOSES[stack[-1].mark] and not behind.isalnum() and not before.isspace()
    if mark in ('"', "''", "“"):
        looks_opening = before.isspace() and not behind.isspace()
        return not looks_opening
    return True


def _opens(stack: list[_Open], mark: str, before: str, behind: str) -> bool:
    if mark in "”’›":
        return False
    if mark == "»":
        return not stack and before.isspace() and behind.isalnum()
    if behind.isspace():
        return False
    if mark in ("'", "`"):
        return not before.isalnum() and (behind.isalpha() or behind in '"“.…') and before not in ".,!?"
    if mark in ("‘", "‚"):
        return not before.isalnum() and not behind.isdigit()
    if mark in ('"', "''"):
        if any(opened.mark == mark for opened in stack):
            # Two straight marks of one kind cannot nest: the first one was never closed.
            while stack and stack[-1].mark != mark:
                stack.pop()
            stack.pop()
        return not before.isdigit() or behind.isalpha()
    return True


def _bounded(start: int, end: int, outer: list[Quotation], stack: list[_Open], carried: bool, reopened: bool) -> tuple[Quotation, ...]:
    stack = [opened for opened in stack if opened.mark not in _SINGLE or (opened.start == start and reopened)]
    if stack:
        first = stack[0]
        inside = [*first.inside, *(quotation for opened in stack[1:] for quotation in opened.inside)]
        outer.append(Quotation(first.start, end, first.inner_start, end, tuple(inside), goes_on=reopened))
    outer.sort(key=lambda quotation: quotation.start)
    if carried and outer and outer[0].start == start:
        first_one = outer[0]
        outer[0] = Quotation(
            first_one.start, first_one.end, first_one.inner_start, first_one.inner_end, first_one.inside, True, first_one.goes_on
        )
    return tuple(outer)
