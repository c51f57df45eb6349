"""Word pieces: how the trained reader spells a word with the pieces of its vocabulary.

WordPiece as BERT has it (Wu et al. 2016; Devlin et al. 2019): lower case, accents off, then the longest known piece again and again.
The words come from `units`, so nothing else of a tokeniser is needed; lab/reader/compare_pieces.py holds these pieces against the
library that the vocabulary came with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

INSIDE = "##"
"""Opens a piece that goes on within a word."""
UNKNOWN = "[UNK]"
_RUN = re.compile(r"[^\W_]+|\S")
_LONGEST = 100
"""Characters of a word that are spelt; an address or a base64 line says nothing more after that."""


def spell(word: str, vocabulary: Mapping[str, int]) -> tuple[int, ...]:
    """Spell one word: the ids of its pieces; letters and marks apart, and the unknown piece for what cannot be spelt.

    >>> vocabulary = {"[UNK]": 0, "kyiv": 1, "de": 2, "##serte": 3, "##r": 4, "don": 5, "'": 6, "t": 7}
    >>> spell("Kyïv", vocabulary), spell("deserter", vocabulary), spell("kyivs", vocabulary), spell("don't", vocabulary)
    ((1,), (2, 3, 4), (0,), (5, 6, 7))
    """
    pieces = [piece for run in _RUN.findall(plain_letters(word[:_LONGEST])) for piece in _spell_run(run, vocabulary)]
    return tuple(pieces) or (vocabulary[UNKNOWN],)


def _spell_run(run: str, vocabulary: Mapping[str, int]) -> list[int]:
    pieces: list[int] = []
    at = 0
    while at < len(run):
        mark = INSIDE if at else ""
        for end in range(len(run), at, -1):
            piece = vocabulary.get(mark + run[at:end])
            if piece is not None:
                pieces.append(piece)
                at = end
                break
        else:
            return [vocabulary[UNKNOWN]]
    return pieces


def plain_letters(word: str) -> str:
    """The word in lower case and without accents.

    >>> plain_letters("Zürich"), plain_letters("ПУТИН")
    ('zurich', 'путин')
    """
    if word.isascii():
        return word.lower()
    return "".join(mark for mark in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(mark) != "Mn")
