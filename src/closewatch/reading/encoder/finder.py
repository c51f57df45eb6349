"""Finds who says what with the trained weights: paragraphs in, drafts of statements out, each with its offsets in the report.

Gives what the words show; who is meant, how they stand toward it and how they know is told by the same judges as for any other draft.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from closewatch.reading.cues import find_cue
from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.encoder.decode import Attribution, Floats, Stretch, WindowScores, decode
from closewatch.reading.encoder.steer import steer
from closewatch.reading.encoder.units import find_stretches
from closewatch.reading.encoder.windows import Window, pack_windows
from closewatch.reading.sentences import Paragraph

_OPENING, _CLOSING = "\"'“‘«„", "\"'”’»“"
_FAR = 5_000
"""Characters around a statement in which its sentence is looked for: paragraphs of millions would each time be searched whole."""


class Scorer(Protocol):
    """Whatever scores the units of a window."""

    @property
    def steps(self) -> Floats:
        """The (7, 7) scores of stepping from tag to tag."""
        ...

    @property
    def sure(self) -> Mapping[str, float]:
        """The coefficients of the confidence."""
        ...

    def pieces_of(self, word: str) -> Sequence[int]:
        """Give the piece ids of a word."""
        ...

    def score(self, window: Window) -> WindowScores:
        """Score the units of a window."""
        ...


def find_drafts_by_encoder(text: str, paragraphs: Sequence[Paragraph], scorer: Scorer) -> list[Draft]:
    """Find the outermost statements of a report, as drafts."""
    spaces = [(paragraph.start, paragraph.end) for paragraph in paragraphs]
    starts = [start for start, _ in spaces]
    drafts = []
    for draft in _read(text, spaces, scorer):
        draft.paragraph = bisect_right(starts, _anchor(draft)[0]) - 1
        draft.sentence = sentence_around(text, paragraphs[draft.paragraph], _anchor(draft))
        drafts.append(draft)
    return drafts


def _anchor(draft: Draft) -> Offsets:
    return draft.cue_at or draft.contents[0]


def _read(text: str, spaces: Sequence[Offsets], scorer: Scorer) -> Iterator[Draft]:
    for window in pack_windows(find_stretches(text, spaces), scorer.pieces_of):
        for attribution in decode(steer(window, scorer.score(window)), scorer.steps):
            yield _draft(text, window, attribution)


def _draft(text: str, window: Window, attribution: Attribution) -> Draft:
    def at(stretch: Stretch) -> Offsets:
        return window.units[stretch[0] - 1].start, window.units[stretch[1] - 2].end

    cue_at = at(attribution.cue) if attribution.cue else None
    contents = sorted(unquoted(text, *at(part)) for part in _joined(window, attribution.contents))
    return Draft(
        find_cue(text[slice(*cue_at)]) if cue_at else None,
        "encoder",
        at(attribution.source) if attribution.source else None,
        cue_at,
        contents,
        quoted=all(_in_marks(text, *place) for place in contents),
        sure=attribution.sure,
        held=attribution.held,
    )


def _joined(window: Window, contents: Sequence[Stretch]) -> Iterator[Stretch]:
    """Contents as a reader would mark them: one where nothing but a comma parts two, and no further than the paragraph unless the
    next one opens with a quotation mark."""
    held: Stretch | None = None
    for start, end in sorted(contents):
        breaks = [at for at in window.openings if start <= at < end - 1 and window.units[at].word not in _OPENING]
        end = min([end, *(at + 1 for at in breaks)])
        if held is not None and all(window.units[at - 1].word in ",;" for at in range(held[1], start)):
            held = held[0], end
            continue
        if held is not None:
            yield held
        held = start, end
    if held is not None:
        yield held


def unquoted(text: str, start: int, end: int) -> Offsets:
    """Leave out the quotation marks around a content where they open and close it, and the blanks inside them.

    >>> text = 'He said “it rained,” and “left”.'
    >>> [text[slice(*unquoted(text, *place))] for place in ((8, 20), (8, 31))]
    ['it rained,', '“it rained,” and “left”']
    """
    inner = text[start + 1 : end - 1]
    if end - start > 2 and text[start] in _OPENING and text[end - 1] in _CLOSING and not any(mark in inner for mark in '"“”«»„'):
        return start + 1 + len(inner) - len(inner.lstrip()), end - 1 - (len(inner) - len(inner.rstrip()))
    return start, end


def _in_marks(text: str, start: int, end: int) -> bool:
    return start > 0 and text[start - 1] in _OPENING and text[end : end + 1] in (*_CLOSING, "")


def sentence_around(text: str, paragraph: Paragraph, place: Offsets) -> Offsets:
    """The sentence that a place stands in, by the nearest full stops outside of it; nowhere is looked farther than a long sentence."""
    first, last = max(paragraph.start, place[0] - _FAR), min(paragraph.end, place[1] + _FAR)
    start = max(text.rfind(stop, first, place[0]) + 1 for stop in (". ", "? ", "! ", ".” ", '." '))
    ends = [at + 1 for stop in (". ", "? ", "! ", ".” ", '." ') if (at := text.find(stop, place[1], last)) >= 0]
    return max(start, first), min(ends, default=last)
