"""Knows the names of states, regions and towns, what each can mean, and whose they are; says nothing of where a text means them.

The lexicons are a cut of GeoNames (CC BY 4.0) with demonyms, metonyms and spellings added. They are read on first use; regions and
towns stay lines of text in order, and a line is taken apart only when its first word is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"(?:[A-Z]\.){2,}(?:[A-Z]\b)?|[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_NO_PLURAL = ("ese", "ish", "ch", "s", "men", "Dutch")
_OTHER_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ħ": "h", "ə": "e", "ǝ": "e", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "-": " "}
)
SHORT = 4
"""Letters up to which a word in capitals that stands alone is an acronym rather than a place."""
_APOSTROPHES = re.compile("['’‘ʻʼ`ʹʾʿ]")


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
class States:
    """The names of states, capitals and peoples, as they are written, and for each first word how many words its names have."""

    meanings: dict[str, Meaning]
    lengths: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Beginning:
    """What begins with one word: the regions and towns by key, how many words states' names have, and how many the longest name has."""

    longest: int
    names: dict[str, tuple[Meaning, ...]]
    of_states: tuple[int, ...]


def words_of(text: str) -> list[tuple[int, int]]:
    """Give the offsets of the words of a text; hyphens, apostrophes and the stops of initials are inside them."""
    return [match.span() for match in _WORD.finditer(text)]


def as_written(words: list[str]) -> str:
    """Give one form for a name that headlines write in capitals and sentences with a possessive.

    >>> as_written(["NORTH", "KOREA’s"])
    'North Korea'
    """
    return " ".join(map(_plain, words))


def state_named(words: list[str]) -> Meaning | None:
    """Give the state, capital or people that words name, in a headline's capitals too, or None.

    >>> [state_named(words.split()).country for words in ("El Salvador", "EL SALVADOR", "DR CONGO", "US")]
    ['SV', 'SV', 'CD', 'US']
    """
    meanings = states().meanings
    found = meanings.get(as_written(words))
    if found is None and len(words) > 1 and all(map(str.isupper, words)):
        return meanings.get(" ".join(_plain(word.title()) for word in words))
    return found


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    word = word.replace("’", "'").removesuffix("'s")
    return word.title() if len(word) > 4 and word.isupper() else word


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
    of_states = lengths.get(_plain(word), ())
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


@lru_cache(maxsize=1)
def states() -> States:
    """Give the names of states, their capitals and peoples."""
    meanings: dict[str, Meaning] = {}

    def add(words: str, meaning: Meaning) -> None:
        words = words.removeprefix("the ")
        meanings.setdefault(as_written([words[start:end] for start, end in words_of(words)]), meaning)

    for code, name, seats, others, demonyms in (line.split("\t") for line in _lines("states.txt")):
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
    return States(meanings, {first: tuple(sorted(counts, reverse=True)) for first, counts in lengths.items()})


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
