"""Cuts a text into the small pieces that numbers are read from: words, digits, signs, and the sentences they stand in.

Knows spelling only. What a piece means is left to the files that read numbers, bounds, units and measures.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      [A-Za-z]++(?=[ ,])                                        # most words: what follows gives them no other reading
    | (?!(?:Rs|USD|EUR|GBP|RUB|UAH|SDG|KRW|US|R)\d) [A-Za-z]{1,6}\d[A-Za-z0-9]{0,12}   # MH17, M14: one word
    | \d{1,3}(?:,\d{3})+(?:\.\d{1,9})?(?!\d)                   # 1,248
    | \d{1,3}(?:[\u00a0\u202f\u2009'’]\d{3})+(?:[.,]\d{1,2})?(?!\d)   # thin and fixed spaces, apostrophes
    | \d{1,3}(?:[ ]\d{3})+(?![\d,]|\.\d|[ ]\d)                  # 10 482
    | (?<![\w.,])\.\d++(?![.,]\d)                               # .25
    | \d+(?:[.,]\d+)*
    | (?:[A-Za-z]\.){2,}                                        # U.S.
    | [^\W\d_]+(?:['’][^\W\d_]{1,2}\b)?
    | \S
    """,
    re.VERBOSE,
)
_ABBREVIATED = frozenset(
    "mr mrs ms dr st gen col lt maj capt sgt adm brig rev prof gov sen rep no nos vs jan feb mar apr aug sept sep oct nov dec approx est ft"
    " fig art vol inc co ltd corp dept univ pres".split()
)
_CLOSING = frozenset("\"'”’)]»")
_STOPS = frozenset(".!?…")
_AROUND = 64
"""Empty pieces behind the last one. A place just before the first is one of them, too: lists count back from their end. The rules look
at neighbours some hundred times a sentence, and a list's own look-up takes a fifth of the time of a method with two bounds."""
_NOTHING = ("",) * _AROUND
_LONGEST = 160
"""Pieces after which a sentence is cut, whatever it looks like, so that no text takes more than linear time; few real ones reach 100."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The pieces of a text in order: where each starts and ends, and how it reads in lower case; `sentences` are ranges of pieces."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    sentences: list[tuple[int, int]]
    word: Callable[[int], str]
    """The piece at a place in lower case, or "" a little before or after the text (up to `_AROUND` pieces)."""

    def joined(self, at: int) -> bool:
        """Tell whether piece `at` stands directly on the one before it, without white space."""
        return 0 < at < len(self.starts) and self.ends[at - 1] == self.starts[at]

    def capital(self, at: int) -> bool:
        """Tell whether a piece begins with a capital letter."""
        return 0 <= at < len(self.starts) and self.text[self.starts[at]].isupper()


def cut(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Cut a text, or the part between two offsets, into pieces; offsets stay those of the whole text.

    >>> cut("Some 1,248 men. None left.").words
    ['some', '1,248', 'men', '.', 'none', 'left', '.']
    """
    matches = list(_TOKEN.finditer(text, start, len(text) if end is None else end))
    starts = [match.start() for match in matches]
    ends = [match.end() for match in matches]
    # All at once: a call for each piece would cost more than finding it. No piece holds the sign that parts them.
    words = "\n".join([match[0] for match in matches]).lower().replace("’", "'").split("\n") if matches else []
    return Tokens(text, starts, ends, words, _sentences(text, starts, ends, words), [*words, *_NOTHING].__getitem__)


def _sentences(text: str, starts: list[int], ends: list[int], words: list[str]) -> list[tuple[int, int]]:
    found = []
    first = at = 0
    count = len(words)
    while at < count:
        if words[at] in _STOPS:
            stop = at + 1
            while stop < count and ends[stop - 1] == starts[stop] and (words[stop] in _CLOSING or words[stop] in _STOPS):
                stop += 1
            if stop >= count or (ends[stop - 1] < starts[stop] and not _goes_on(text, starts, words, at, stop)):
                found.append((first, stop))
                first = stop
            at = stop
        else:
            at += 1
    if first < count:
        found.append((first, count))
    return [piece for sentence in found for piece in _cut_to_size(*sentence)]


def _cut_to_size(first: int, last: int) -> list[tuple[int, int]]:
    return [(at, min(at + _LONGEST, last)) for at in range(first, last, _LONGEST)]


def _goes_on(text: str, starts: list[int], words: list[str], at: int, following: int) -> bool:
    """Tell a full stop that ends an abbreviation from one that ends a sentence."""
    if text[starts[following]].islower():
        return True
    before = words[at - 1] if at else ""
    return words[at] == "." and (before in _ABBREVIATED or (len(before) == 1 and before.isalpha()))
