"""Reads marked text: `[s1 Kyiv] [c1 said] [q1 that [b1 about] [n1 300] had come]` into plain words and the places of the marks.

Knows the marks only; what a mark means, and whether a text is keyed rightly, is the business of `authored`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPEN = re.compile(r"\[([scqnbpl])(\d+) ")


@dataclass(frozen=True, order=True)
class Mark:
    """One mark: where its words stand in the plain text (code points, end excluded), its letter, its number and the words."""

    start: int
    end: int
    letter: str
    number: int
    exact: str

    def holds(self, other: Mark) -> bool:
        """Tell whether the other mark's words lie within these."""
        return self.start <= other.start and other.end <= self.end

    def span(self) -> dict[str, object]:
        """The place as docs/interfaces writes it."""
        return {"start": self.start, "end": self.end, "exact": self.exact}


def unmark(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """Take the marks out of a text: the plain text, and the marks in the order of their first word.

    >>> unmark("[s1 Kyiv] [c1 said] [q1 it rained].")[0]
    'Kyiv said it rained.'

    Raises: ValueError for a mark that is empty, not closed or not opened, with the words around it.
    """
    text: list[str] = []
    length = at = 0
    pending: list[tuple[str, int, int, int]] = []
    found: list[tuple[int, int, str, int]] = []
    while at < len(marked):
        opening = _OPEN.match(marked, at)
        if opening:
            pending.append((opening[1], int(opening[2]), length, at))
            at = opening.end()
            continue
        if marked[at] == "[":
            raise ValueError(f"wanted a mark such as [q1 words], found {marked[at : at + 40]!r}")
        if marked[at] == "]":
            if not pending:
                raise ValueError(f"a ] closes nothing: {marked[max(0, at - 40) : at + 1]!r}")
            letter, number, start, _ = pending.pop()
            if start == length:
                raise ValueError(f"an empty mark: {letter}{number}")
            found.append((start, length, letter, number))
        else:
            text.append(marked[at])
            length += 1
        at += 1
    if pending:
        raise ValueError(f"a mark is not closed: {marked[pending[0][3] : pending[0][3] + 50]!r}")
    plain = "".join(text)
    return plain, tuple(sorted(Mark(start, end, letter, number, plain[start:end]) for start, end, letter, number in found))
