"""The words that two reports share, passage by passage, at their places in both.

Found from runs of six equal words, carried on word by word in both directions and over edits of up to two words. What a passage is
(quoted, attributed, told) and who had it first is left to `classes` and `copies`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from closewatch.terms.fingerprint import WORDS, Hashes, Places, Words, is_common, runs_of, words_of
from closewatch.terms.report import Report, Span

SHORTEST = 8
"""Words that both have in a passage, at the least; a quotation that is whole may have QUOTED."""
QUOTED = 6
EDIT = 2
"""Words on either side that an edit may put in the place of others (WCopyfind, the plagiarism finder, bridges as many)."""
AFTER_EDIT = 3
"""Words that must be equal again after an edit."""
_EDITS = sorted(
    ((here, there) for here in range(EDIT + 1) for there in range(EDIT + 1) if here or there),
    key=lambda edit: (edit[0] + edit[1], edit[0] != edit[1], edit),
)
_QUOTATION = re.compile(r"[“\"«„‘'][^”\"»“]*[”\"»“’']")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Worded:
    """A report with its words, cut once however often it is held against others."""

    report: Report
    words: Words

    @cached_property
    def runs(self) -> Hashes:
        """Every six words in a row, hashed."""
        return runs_of(self.words)

    @cached_property
    def common(self) -> NDArray[np.bool_]:
        """Of each run, whether it is part of a phrase that everybody uses."""
        return is_common(self.runs)

    @cached_property
    def in_common_phrases(self) -> NDArray[np.bool_]:
        """Of each word, whether it stands in a phrase that everybody uses."""
        found = np.zeros(len(self.words), bool)
        for place in np.flatnonzero(self.common).tolist():
            found[place : place + WORDS] = True
        return found

    @cached_property
    def told_apart(self) -> Hashes:
        """The runs, the second, third, ... of equal ones made to differ from the first."""
        order = np.argsort(self.runs, kind="stable")
        ranged = self.runs[order]
        first = np.concatenate([[True], ranged[1:] != ranged[:-1]]) if len(ranged) else np.zeros(0, bool)
        starts = np.flatnonzero(first)
        nth = np.arange(len(ranged)) - np.repeat(starts, np.diff(np.concatenate([starts, [len(ranged)]])))
        apart = np.empty_like(ranged)
        apart[order] = ranged * np.uint64(0x9E3779B97F4A7C15) + nth.astype(np.uint64)
        return apart

    @cached_property
    def hashes(self) -> list[int]:
        """The words, hashed one by one."""
        hashes: list[int] = self.words.hashes.tolist()
        return hashes


@dataclass(frozen=True)
class Passage:
    """Words shared by two reports: where they stand in each, and how many of them are equal, those of common phrases left out."""

    left: Span
    right: Span
    words: int


@dataclass(frozen=True)
class _Stretch:
    """From one word to another on both sides, end excluded, and how many words of it are equal."""

    left: int
    left_end: int
    right: int
    right_end: int
    words: int


def worded(report: Report) -> Worded:
    """Cut a report into words."""
    return Worded(report, words_of(report.text))


def find_passages(left: Worded, right: Worded) -> tuple[Passage, ...]:
    """Give the passages that two reports share, in the order of the left one; no word is in two of them.

    >>> from closewatch.testing import plain_report
    >>> first = worded(plain_report("On Monday the mayor of the old town said that nine boats had been lost."))
    >>> second = worded(plain_report("The mayor of the old town said that eight boats had been lost, a paper wrote."))
    >>> [(one.left.exact, one.right.exact[-30:], one.words) for one in find_passages(first, second)]
    [('the mayor of the old town said that nine boats had been lost', 'that eight boats had been lost', 12)]
    """
    found = []
    for one in _find_stretches(left, right):
        equal = one.words - int(left.in_common_phrases[one.left : one.left_end].sum())
        here = left.report.span(int(left.words.starts[one.left]), int(left.words.ends[one.left_end - 1]))
        there = right.report.span(int(right.words.starts[one.right]), int(right.words.ends[one.right_end - 1]))
        if equal >= SHORTEST or (equal >= QUOTED and _is_whole_quotation(left.report, here, right.report, there)):
            found.append(Passage(here, there, equal))
    return tuple(found)


def _find_stretches(left: Worded, right: Worded) -> list[_Stretch]:
    here, there = _pairs(left, right)
    if not len(here):
        return []
    breaks = np.flatnonzero((np.diff(here) != 1) | (np.diff(there) != 1)) + 1
    begins, ends = np.concatenate([[0], breaks]), np.concatenate([breaks, [len(here)]])
    seeds = [(int(here[b]), int(there[b]), int(e - b) + WORDS - 1) for b, e in zip(begins.tolist(), ends.tolist(), strict=True)]
    weaver = _Weaver(left.hashes, right.hashes)
    found = []
    for start, other, length in sorted(seeds, key=lambda seed: (-seed[2], seed)):
        if not left.common[start : start + length - WORDS + 1].all():
            stretch = weaver.weave(start, other, length)
            if stretch:
                found.append(stretch)
    return sorted(found, key=lambda stretch: stretch.left)


def _pairs(left: Worded, right: Worded) -> tuple[Places, Places]:
    """Pair equal runs of both sides, the n-th of its kind with the n-th: a text that repeats itself makes no more pairs than words."""
    _, here, there = np.intersect1d(left.told_apart, right.told_apart, assume_unique=True, return_indices=True)
    order = np.argsort(here, kind="stable")
    return here[order], there[order]


class _Weaver:
    """Makes stretches of runs: cuts off what another stretch has, carries on word by word and over edits."""

    def __init__(self, left: list[int], right: list[int]) -> None:
        self._left, self._right = left, right
        self._taken_left, self._taken_right = bytearray(len(left)), bytearray(len(right))

    def weave(self, left: int, right: int, length: int) -> _Stretch | None:
        """Make the stretch that a run of equal words belongs to; None where too little is left of it."""
        left, right, length = self._untaken(left, right, length)
        if length < AFTER_EDIT:
            return None
        end, other_end, after = self._carried(left + length, right + length, 1)
        start, other_start, before = self._carried(left - 1, right - 1, -1)
        found = _Stretch(start + 1, end, other_start + 1, other_end, length + after + before)
        if found.words < QUOTED:
            return None
        self._taken_left[found.left : found.left_end] = b"\1" * (found.left_end - found.left)
        self._taken_right[found.right : found.right_end] = b"\1" * (found.right_end - found.right)
        return found

    def _untaken(self, left: int, right: int, length: int) -> tuple[int, int, int]:
        """Give the longest part of a run none of whose words are in another stretch."""
        best = at = 0
        best_at = 0
        for place in range(length):
            if self._taken_left[left + place] or self._taken_right[right + place]:
                at = place + 1
            elif place + 1 - at > best:
                best, best_at = place + 1 - at, at
        return left + best_at, right + best_at, best

    def _carried(self, left: int, right: int, step: int) -> tuple[int, int, int]:
        """Go on from a place as long as words are equal, or equal again after an edit; gives the place after the last, and how many."""
        equal = 0
        while True:
            if self._equal(left, right):
                left, right, equal = left + step, right + step, equal + 1
                continue
            for here, there in _EDITS:
                ahead, other = left + step * here, right + step * there
                if not (self._equal(ahead, other) and all(self._equal(ahead + step * n, other + step * n) for n in range(1, AFTER_EDIT))):
                    continue
                if self._free(left, here, self._taken_left, step) and self._free(right, there, self._taken_right, step):
                    left, right = ahead, other
                    break
            else:
                return left, right, equal

    def _equal(self, left: int, right: int) -> bool:
        inside = 0 <= left < len(self._left) and 0 <= right < len(self._right)
        return inside and self._left[left] == self._right[right] and not self._taken_left[left] and not self._taken_right[right]

    @staticmethod
    def _free(at: int, count: int, taken: Sequence[int], step: int) -> bool:
        return all(0 <= at + step * n < len(taken) and not taken[at + step * n] for n in range(count))


def _is_whole_quotation(left: Report, here: Span, right: Report, there: Span) -> bool:
    """Tell whether a quotation of some length stands in shared words, from mark to mark in both reports."""
    return all(_holds_quotation(report.text[max(0, span.start - 1) : span.end + 3]) for report, span in ((left, here), (right, there)))


def _holds_quotation(text: str) -> bool:
    return any(len(_WORD.findall(match[0])) >= QUOTED for match in _QUOTATION.finditer(text))
