"""Knows the names of states, regions and towns, what each can mean, and whose they are; says nothing of where a text means them.

The lexicons are a cut of GeoNames (CC BY 4.0) with demonyms, metonyms and spellings added. They are read on first use; regions and
towns stay lines of text in order, and a line is taken apart only when its first word is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from closewatch.terms.states import Meaning, NameKind, plain_word, states

_OTHER_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ħ": "h", "ə": "e", "ǝ": "e", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "-": " "}
)
SHORT = 4
"""Letters up to which a word in capitals that stands alone is an acronym rather than a place."""
_APOSTROPHES = re.compile("['’‘ʻʼ`ʹʾʿ]")


@dataclass(frozen=True, slots=True)
class Beginning:
    """What begins with one word: the regions and towns by key, how many words states' names have, and how many the longest name has."""

    longest: int
    names: dict[str, tuple[Meaning, ...]]
    of_states: tuple[int, ...]


@lru_cache(maxsize=8192)
def key_of(word: str) -> str:
    """Give the form under which a word of a region's or a town's name is looked up: small letters, no marks, hyphens as spaces.

    >>> key_of("Ez-Zor’s"), key_of("Sana'a"), key_of("São")
    ('ez zor', 'sanaa', 'sao')
    """
    word = _APOSTROPHES.sub("", word.removesuffix("'s").removesuffix("’s")).lower()
    if not word.isascii():
        word = "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
    return word.translate(_OTHER_LETTERS)


@lru_cache(maxsize=8192)
def names_beginning(word: str) -> Beginning:
    """Give the regions and towns whose names begin with a word, as it is written, by their whole key.

    >>> [(meaning.name, meaning.region) for meaning in names_beginning("Bakhmut's").names["bakhmut"]]
    [('Bakhmut', 'Donetsk')]
    """
    lengths = states().lengths
    of_states = lengths.get(plain_word(word), ())
    if word.isupper() and len(word) <= SHORT:
        of_states = (*(length for length in lengths.get(word.title(), ()) if length > 1), *of_states)
    first = key_of(word).partition(" ")[0]
    if not first:
        return Beginning(0, {}, of_states)
    found: dict[str, list[Meaning]] = {}
    lines = _places()
    for at in range(bisect_left(lines, first), len(lines)):
        line = lines[at]
        if not line.startswith(first) or line[len(first)] not in " \t.":
            break
        key, code, size, *name = line.split("\t")
        found.setdefault(key, []).append(_meaning(code, size, name[0] if name else key.title()))
    longest = max((1 + key.count(" ") for key in found), default=0)
    return Beginning(max(longest, *of_states, 0), {key: tuple(meanings) for key, meanings in found.items()}, of_states)


def _meaning(code: str, size: str, name: str) -> Meaning:
    number = size.rstrip("?!~")
    doubtful, known, spelling = (mark in size[len(number) :] for mark in "?!~")
    if number == "#":
        return Meaning(name, code[:2], NameKind.REGION, doubtful=doubtful, anywhere=known)
    return Meaning(name, code[:2], NameKind.CITY, _regions().get(code), int(number), doubtful, spelling, ours=known)


@lru_cache(maxsize=1)
def _regions() -> dict[str, str]:
    return dict(line.split("\t") for line in _lines("regions.txt"))


@lru_cache(maxsize=1)
def _places() -> list[str]:
    return _lines("places.txt")


def _lines(name: str) -> list[str]:
    text = (files("closewatch.reading") / "lexicons" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
