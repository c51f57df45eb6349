"""The names that stand for a state: its own, those of its capital and of what else speaks for it, and those of its people.

The list travels as `states.txt` (codes, names and capitals from GeoNames, CC BY 4.0; the rest by hand). Where a text means such a name, and
which towns and regions there are besides, is left to `reading`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"(?:[A-Z]\.){2,}(?:[A-Z]\b)?|[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_NO_PLURAL = ("ese", "ish", "ch", "s", "men", "Dutch")


class NameKind(StrEnum):
    """What sort of name it is: a state, a capital or other metonym of its government, a region, a city or town, a village that no gazetteer
    lists, a demonym."""

    STATE = "state"
    METONYM = "metonym"
    REGION = "region"
    CITY = "city"
    VILLAGE = "village"
    DEMONYM = "demonym"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name can mean: the common name, the ISO 3166-1 alpha-2 code, the region a city lies in, and how sure the name alone is."""

    name: str
    country: str
    kind: NameKind
    region: str | None = None
    thousands: int = 0
    """People, in thousands; 0 where they are not known."""
    doubtful: bool = False
    """Also a word, or a name that people or bodies go by."""
    spelling: bool = False
    """A transcription that GeoNames lists, which might be another word as well."""
    anywhere: bool = False
    """Meant wherever it stands, with or without a preposition."""
    ours: bool = False
    """A town added or named by hand, because reports name it."""


@dataclass(frozen=True, slots=True)
class _States:
    """The names of states, capitals and peoples, as they are written, and for each first word how many words its names have."""

    meanings: dict[str, Meaning]
    lengths: dict[str, tuple[int, ...]]


def words_of(text: str) -> list[tuple[int, int]]:
    """Give the offsets of the words of a text; hyphens, apostrophes and the stops of initials are inside them."""
    return [match.span() for match in _WORD.finditer(text)]


def as_written(words: list[str]) -> str:
    """Give one form for a name that headlines write in capitals and sentences with a possessive.

    >>> as_written(["NORTH", "KOREA’s"])
    'North Korea'
    """
    return " ".join(map(plain_word, words))


def state_named(words: list[str]) -> Meaning | None:
    """Give the state, capital or people that words name, in a headline's capitals too, or None.

    >>> [state_named(words.split()).country for words in ("El Salvador", "EL SALVADOR", "DR CONGO", "US")]
    ['SV', 'SV', 'CD', 'US']
    """
    meanings = states().meanings
    found = meanings.get(as_written(words))
    if found is None and len(words) > 1 and all(map(str.isupper, words)):
        return meanings.get(" ".join(plain_word(word.title()) for word in words))
    return found


@lru_cache(maxsize=8192)
def plain_word(word: str) -> str:
    """Take the possessive off a word, and the capitals of a headline off a long one."""
    word = word.replace("’", "'").removesuffix("'s")
    return word.title() if len(word) > 4 and word.isupper() else word


@lru_cache(maxsize=1)
def states() -> _States:
    """Give the names of states, their capitals and peoples."""
    meanings: dict[str, Meaning] = {}

    def add(words: str, meaning: Meaning) -> None:
        words = words.removeprefix("the ")
        meanings.setdefault(as_written([words[start:end] for start, end in words_of(words)]), meaning)

    for code, name, seats, others, demonyms in (line.split("\t") for line in _rows()):
        for word in (name, *filter(None, others.split(";"))):
            add(word, Meaning(name, code, NameKind.STATE))
        for seat in filter(None, seats.split(";")):
            for word in seat.split("|"):
                add(word, Meaning(seat.split("|")[0], code, NameKind.METONYM))
        for demonym in filter(None, demonyms.split(";")):
            add(demonym, Meaning(demonym, code, NameKind.DEMONYM))
            if not demonym.endswith(_NO_PLURAL):
                add(demonym + "s", Meaning(demonym, code, NameKind.DEMONYM))
    lengths: dict[str, set[int]] = {}
    for key in meanings:
        parts = key.split(" ")
        lengths.setdefault(parts[0], set()).add(len(parts))
    return _States(meanings, {first: tuple(sorted(counts, reverse=True)) for first, counts in lengths.items()})


def _rows() -> list[str]:
    text = files("closewatch.terms").joinpath("states.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
