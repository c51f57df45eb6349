"""Whose quotation a place stands in, as the statements of its paragraph tell: what "I" means where no statement holds the words.

Looks at places alone: the quotation of a statement, another of its paragraph, the paragraphs that go on with it. Who the source of that
statement is, is told by `speakers`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import islice

from closewatch.reading.drafts import Draft, Offsets

_FIRST_PERSON = frozenset("i we me us my our".split())
_MARKS = re.compile(r"[\"“”]")
_BREAK = re.compile(r"\n\s*\n")
_LONGEST = 5_000
"""Characters of a paragraph in which a quotation's statement is looked for."""


class Quoting:
    """The statements with words in quotation marks: where those words and their source stand."""

    def __init__(self, text: str, drafts: Iterable[Draft] = ()) -> None:
        self.text = text
        self.told = sorted(
            (start, end, draft.root or draft.source)
            for draft in drafts
            if draft.source is not None and draft.level == 0 and text[slice(*draft.source)].lower() not in _FIRST_PERSON
            for start, end in draft.contents
            if draft.quoted or _MARKS.search(text, max(0, start - 1), end + 1)
        )

    def source_of(self, quotation: Offsets) -> Offsets | None:
        """Say where the source of a quotation stands: of the statement it belongs to, else of the one before it in its paragraph."""
        number = bisect_left(self.told, (quotation[0] - 1,))
        for start, end, source in islice(self.told, max(0, number - 1), None):
            if start >= quotation[1]:
                break
            if end > quotation[0] and not (quotation[0] <= source[0] < quotation[1]):
                return source
        first = self._paragraph(quotation[0])
        start, end, source = self.told[number - 1] if number else (-1, -1, (0, 0))
        return source if start >= first and end <= quotation[0] + 1 else None

    def _paragraph(self, place: int) -> int:
        first = max(0, place - _LONGEST)
        return max((match.end() for match in _BREAK.finditer(self.text, first, place)), default=first)
