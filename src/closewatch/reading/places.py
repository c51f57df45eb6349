"""Finds the states, regions, capitals and demonyms that a text names, and says which country each stands for.

Knows names only: what a place is to a figure is the business of `figures`, and whom a capital speaks for that of the statements.
The two lexicons are a cut of GeoNames (CC BY 4.0) with demonyms and metonyms added; they are parsed on first use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from closewatch.terms.countries import country_name

_WORD = re.compile(r"(?:[A-Z]\.){2,}(?:[A-Z]\b)?|[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_BEFORE_A_REGION = frozenset(
    "in at near of from to into around outside inside across over toward towards through throughout within via".split()
)
_KIND_OF_REGION = re.compile(
    r"\W{0,2}(?:region|oblast|province|governorate|district|state|city|area|front|sector|axis|krai)\b", re.IGNORECASE
)
_ALSO_PEOPLE = frozenset("Jordan Chad Georgia Paris Berlin London Israel Sofia Lima Vienna Washington Cuba Kenya India".split())
_NO_PLURAL = ("ese", "ish", "ch", "s", "men", "Dutch")
_HALVES = re.compile(r"\b[Tt]he (?P<half>North|South)\b(?! [A-Z])")
_KOREAS = {"North": "KP", "South": "KR"}
"""The halves of the one divided country that reports name by a point of the compass alone; they count only where Korea is named."""


class NameKind(StrEnum):
    """What sort of name it is: a state, a capital or other metonym of its government, a region or town, a demonym."""

    STATE = "state"
    METONYM = "metonym"
    REGION = "region"
    DEMONYM = "demonym"


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in a text: its offsets there, the common name it stands for, and the ISO 3166-1 alpha-2 code of its country."""

    start: int
    end: int
    name: str
    country: str
    kind: NameKind


@dataclass(frozen=True, slots=True)
class _Meaning:
    name: str
    countries: tuple[str, ...]
    kind: NameKind


@dataclass(frozen=True, slots=True)
class _Lexicon:
    meanings: dict[str, _Meaning]
    lengths: dict[str, tuple[int, ...]]
    """For each first word, how many words the names have that begin with it, the most first."""


def country_of(words: str) -> str | None:
    """Say which country a name, a demonym, a capital or a metonym stands for, or None.

    >>> country_of("the Kremlin"), country_of("North Koreans"), country_of("Seoul's"), country_of("Ruritania")
    ('RU', 'KP', 'KR', None)
    """
    words = " ".join(words.split())
    words = words[4:] if words[:4].lower() == "the " else words
    tokens = _tokens(words)
    meaning = _lexicon().meanings.get(_key([words[start:end] for start, end in tokens]))
    return meaning.countries[0] if meaning and len(meaning.countries) == 1 else None


def find_demonyms(text: str) -> tuple[Named, ...]:
    """Find the words that name people or things by their country.

    >>> [(named.country, named.start) for named in find_demonyms("North Korean troops met Ukrainians.")]
    [('KP', 0), ('UA', 24)]
    """
    return tuple(named for named in find_names(text) if named.kind is NameKind.DEMONYM)


def find_halves(text: str) -> tuple[Named, ...]:
    """Find "the North" and "the South" where they are states, as only the text around them can tell.

    >>> [named.name for named in find_halves("Seoul was told that the North denied it.")], find_halves("The North denied it.")
    (['North Korea'], ())
    """
    if not _HALVES.search(text):
        return ()
    return tuple(named for named in find_names(text) if _HALVES.fullmatch(text, named.start, named.end))


def find_names(text: str) -> tuple[Named, ...]:
    """Find places and demonyms together, in the order of the text; of names that overlap, the longest from the left."""
    lexicon = _lexicon()
    tokens = _tokens(text)
    found: list[tuple[Named, _Meaning]] = []
    past = 0
    for at in [at for at, (start, _) in enumerate(tokens) if text[start].isupper()]:
        if at < past:
            continue
        start, end = tokens[at]
        for length in lexicon.lengths.get(_plain(text[start:end]), ()):
            run = tokens[at : at + length]
            if len(run) < length or not _side_by_side(text, run):
                continue
            meaning = lexicon.meanings.get(_key([text[a:b] for a, b in run]))
            if meaning and _is_meant(text, tokens, at, length, meaning):
                last = run[-1][1]
                stop = run[-1][0] + len(text[run[-1][0] : last].removesuffix("'s").removesuffix("’s"))
                found.append((Named(start, stop, meaning.name, meaning.countries[0], meaning.kind), meaning))
                past = at + length
                break
    return _settled(text, found)


def _settled(text: str, found: list[tuple[Named, _Meaning]]) -> tuple[Named, ...]:
    """Keep a region of several countries only where just one of them is named beside; read "the North" where Korea is."""
    said = {named.country for named, meaning in found if len(meaning.countries) == 1 and meaning.kind is not NameKind.REGION}
    settled = []
    for named, meaning in found:
        near = [code for code in meaning.countries if code in said]
        if len(meaning.countries) == 1:
            settled.append(named)
        elif len(near) == 1:
            settled.append(Named(named.start, named.end, named.name, near[0], named.kind))
    if not said.isdisjoint(_KOREAS.values()):
        for match in _HALVES.finditer(text):
            code = _KOREAS[match["half"]]
            settled.append(Named(match.start(), match.end(), country_name(code), code, NameKind.STATE))
        settled.sort(key=lambda named: named.start)
    return tuple(settled)


def _is_meant(text: str, tokens: list[tuple[int, int]], at: int, length: int, meaning: _Meaning) -> bool:
    """Tell a place from a person or a thing of the same name, by the words on either side."""
    first, last = tokens[at], tokens[at + length - 1]
    before = text[tokens[at - 1][0] : tokens[at - 1][1]] if at else ""
    beside = at > 0 and text[tokens[at - 1][1] : first[0]] == " "
    if meaning.kind is NameKind.REGION:
        return (
            (beside and (before.lower() in _BEFORE_A_REGION or before.endswith(("'s", "’s")) or before.lower() in ("the", "s")))
            or _KIND_OF_REGION.match(text, last[1]) is not None
            or text[last[1] : last[1] + 2] == "'s"
            or (at > 1 and text[tokens[at - 1][1] : first[0]] in (" ", ", ") and before in ("and", "or"))
        )
    if length == 1 and text[first[0] : first[1]] in _ALSO_PEOPLE:
        follows = text[last[1] : last[1] + 2]
        return not (len(follows) == 2 and follows[0] == " " and follows[1].isupper()) and not (beside and before[:1].isupper() and at > 1)
    return True


def _side_by_side(text: str, run: list[tuple[int, int]]) -> bool:
    return all(text[left[1] : right[0]] in (" ", ". ", "-", "\n", " ") for left, right in pairwise(run))


def _tokens(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text)]


def _plain(word: str) -> str:
    """One form for a word that headlines write in capitals and sentences with a possessive."""
    word = word.replace("’", "'").removesuffix("'s")
    return word.title() if len(word) > 4 and word.isupper() else word


def _key(words: list[str]) -> str:
    return " ".join(_plain(word) for word in words)


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    meanings: dict[str, _Meaning] = {}

    def add(words: str, meaning: _Meaning) -> None:
        words = words.removeprefix("the ")
        meanings.setdefault(_key([words[start:end] for start, end in _tokens(words)]), meaning)

    for code, name, capital, others, demonyms in (line.split("\t") for line in _lines("states.txt")):
        add(name, _Meaning(name, (code,), NameKind.STATE))
        for other in filter(None, others.split(";")):
            add(other, _Meaning(name, (code,), NameKind.STATE))
        if capital:
            add(capital, _Meaning(capital, (code,), NameKind.METONYM))
        for demonym in filter(None, demonyms.split(";")):
            add(demonym, _Meaning(demonym, (code,), NameKind.DEMONYM))
            if not demonym.endswith(_NO_PLURAL):
                add(demonym + "s", _Meaning(demonym, (code,), NameKind.DEMONYM))
    for name, codes in (line.split("\t") for line in _lines("regions.txt")):
        add(name, _Meaning(name, tuple(codes.split()), NameKind.REGION))
    lengths: dict[str, set[int]] = {}
    for key in meanings:
        parts = key.split(" ")
        lengths.setdefault(parts[0], set()).add(len(parts))
    return _Lexicon(meanings, {first: tuple(sorted(counts, reverse=True)) for first, counts in lengths.items()})


def _lines(name: str) -> list[str]:
    text = (files("closewatch.reading") / "lexicons" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
