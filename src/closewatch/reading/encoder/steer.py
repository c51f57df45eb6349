"""Steers the model's scores by what every reader knows of a page: words belong with what stands near, a signature with what is before it.

The model scores each link by itself; these habits of printed text it has seen too seldom to be sure of. What is said is also harder to
tell from what is not than a source or a cue, so that a content has to be a little surer than even to be opened.
"""

from __future__ import annotations

from dataclasses import replace

import numpy

from closewatch.reading.encoder.decode import Floats, WindowScores
from closewatch.reading.encoder.windows import Window

PER_SENTENCE = 1.5
"""What a link loses for each end of a sentence that it passes over after the first; measured on PolNeAR dev beside 0 and 0.5
(lab/experiments.md)."""
ELSEWHERE = 5.0
"""What the link of a content to a cue of another paragraph loses, unless the paragraph of the content opens with a quotation."""
OPENING = 0.6
"""What opening a content costs; measured on PolNeAR dev beside 0, 0.3, 0.8 and 1 (lab/experiments.md): fewer contents that nobody said."""
_OPENS_A_CONTENT = 5
"""The column of `WindowScores.tags` for the first unit of a content."""
_SHUT = 20.0
_DASHES = frozenset("-–—―")
_MARKS = frozenset("\"”’“‘'")
_SIGNED = 9
"""Units that a signature has at most, with the mark or the end of the paragraph behind it: a dash, a name, perhaps a place."""


def steer(window: Window, scores: WindowScores) -> WindowScores:
    """Lower the scores of opening a content, of links that go far, and of what follows a signature to its dash."""
    passed = _ends_before(window)
    gap = numpy.maximum(numpy.abs(passed[:, None] - passed[None, :]) - 1, 0) * numpy.float32(PER_SENTENCE)
    gap[:, 0] = 0
    to_cue: Floats = scores.to_cue - gap - _strangers(window) * numpy.float32(ELSEWHERE)
    for dash in _signatures(window):
        to_cue[dash + 1 :, dash] -= _SHUT
    tags = scores.tags.copy()
    tags[:, _OPENS_A_CONTENT] -= numpy.float32(OPENING)
    return replace(scores, tags=tags, to_cue=to_cue, to_source=scores.to_source - gap)


def _strangers(window: Window) -> Floats:
    """1 where the row's unit stands in another paragraph than the column's and its own does not open with a quotation mark, else 0."""
    openings = sorted(window.openings)
    number = numpy.zeros(len(window.units) + 1, numpy.int64)
    runs_on = numpy.zeros(len(window.units) + 1, bool)
    for place, (start, end) in enumerate(zip(openings, [*openings[1:], len(window.units)], strict=True)):
        number[start + 1 : end + 1] = place
        runs_on[start + 1 : end + 1] = window.units[start].word in _MARKS
    apart = (number[:, None] != number[None, :]) & ~runs_on[:, None]
    apart[:, 0] = False
    return numpy.asarray(apart, numpy.float32)


def _ends_before(window: Window) -> Floats:
    """How many ends of sentences stand before each unit; row 0 is the window's start."""
    ends = numpy.array([False, False, *(unit.word in ".?!" for unit in window.units)])
    return numpy.asarray(numpy.cumsum(ends)[: len(window.units) + 1], numpy.float32)


def _signatures(window: Window) -> list[int]:
    """The rows of dashes between a quotation and the name of whoever said it: ' "It never stopped." - Anna Lind'."""
    words = [unit.word for unit in window.units]
    found = []
    for at, word in enumerate(words[:-1]):
        if word in _DASHES and at and words[at - 1] in _MARKS and window.units[at + 1].look >= 2:
            rest = words[at + 2 : at + _SIGNED]
            ends = len(words) <= at + _SIGNED or any(end in _MARKS for end in rest)
            if ends or any(place in window.openings for place in range(at + 2, at + _SIGNED)):
                found.append(at + 1)
    return found
