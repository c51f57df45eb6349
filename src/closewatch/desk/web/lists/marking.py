"""Which words of a text are those that somebody searched for, so that a page can mark them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from closewatch.publish.wording import one_line

LONGEST = 400
"""Characters of a text that are shown."""


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, and whether it was searched for."""

    words: str
    marked: bool


def pieces(text: str, words: str | None) -> tuple[Piece, ...]:
    """Part a text, on one safe line, into what is to be marked and what is not: without case and accents, longer words that begin so too.

    >>> [piece.words for piece in pieces("The soldiers, a Soldier", "soldier") if piece.marked]
    ['soldiers', 'Soldier']
    """
    text = one_line(text, LONGEST)
    wanted = tuple(_plain(word) for word in re.findall(r"\w+", words or ""))
    if not wanted:
        return (Piece(text, False),)
    found: list[Piece] = []
    for part in re.split(r"(\w+)", text):
        marked = part[:1].isalnum() and _plain(part).startswith(wanted)
        if found and found[-1].marked == marked:
            found[-1] = Piece(found[-1].words + part, marked)
        elif part:
            found.append(Piece(part, marked))
    return tuple(found)


def _plain(word: str) -> str:
    parted = unicodedata.normalize("NFKD", word)
    return unicodedata.normalize("NFC", "".join(sign for sign in parted if not unicodedata.combining(sign))).casefold()
