"""Finds the states, regions, towns, capitals and demonyms that a text names, and says which country each stands for.

Knows names only: what a place is to a figure is the business of `surroundings`, and whom a capital speaks for that of the statements. The
names themselves are kept by `gazetteer`; whether words that could be a town are one is judged by `localities`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from closewatch.reading.gazetteer import SHORT, key_of, names_beginning
from closewatch.reading.localities import Candidate, Locality
from closewatch.terms.countries import country_name
from closewatch.terms.states import Meaning, NameKind, state_named, words_of

__all__ = ["NameKind", "Named", "country_of", "find_demonyms", "find_halves", "find_names"]

_ALSO_PEOPLE = frozenset("Jordan Chad Georgia Paris Berlin London Israel Sofia Lima Vienna Washington Cuba Kenya India".split())
_HALVES = re.compile(r"\b[Tt]he (?P<half>North|South)\b(?! [A-Z])")
_ARTICLE = re.compile(r"(?:al|el|ar|as|ad|an|at|az|ash|ed|es)[-’'](?=[A-Z])")
_KOREAS = {"North": "KP", "South": "KR"}
"""The halves of the one divided country that reports name by a point of the compass alone; they count only where Korea is named."""
_OTHER_GEORGIA = frozenset(("RU", "AM", "AZ"))
_BESIDE = (" ", ". ", "-", "\n", "\N{NO-BREAK SPACE}")


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in a text: its offsets there, the common name it stands for, the ISO 3166-1 alpha-2 code of its country, and for a
    town the first-level region that it lies in, where that is known."""

    start: int
    end: int
    name: str
    country: str
    kind: NameKind
    region: str | None = None


@dataclass(slots=True)
class _Hit:
    """A run of words that may be a name: what it is if it is a state's, else what the regions and towns of that name are."""

    start: int
    end: int
    before: tuple[int, int] | None
    state: Meaning | None
    key: str = ""
    meanings: tuple[Meaning, ...] = ()


def country_of(words: str) -> str | None:
    """Say which country a name, a demonym, a capital, a metonym or a region stands for, or None; towns say nothing here.

    >>> country_of("the Kremlin"), country_of("North Koreans"), country_of("Seoul's"), country_of("Ruritania")
    ('RU', 'KP', 'KR', None)
    """
    words = " ".join(words.split())
    words = words[4:] if words[:4].lower() == "the " else words
    pieces = [words[start:end] for start, end in words_of(words)]
    state = state_named(pieces)
    if state or not words[:1].isupper():
        return state.country if state else None
    key = " ".join(map(key_of, pieces))
    found = names_beginning(pieces[0]).names.get(key, ()) if key else ()
    countries = {one.country for one in found if not one.doubtful and (one.kind is NameKind.REGION or one.ours)}
    return countries.pop() if len(countries) == 1 else None


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


@lru_cache(maxsize=4)
def find_names(text: str) -> tuple[Named, ...]:
    """Find places and demonyms together, in the order of the text; of names that overlap, the longest from the left.

    >>> [(named.name, named.region, named.country) for named in find_names("Shells fell on the town of Bakhmut in Ukraine.")]
    [('Bakhmut', 'Donetsk', 'UA'), ('Ukraine', None, 'UA')]
    """
    tokens = words_of(text)
    hits = _hits(text, tokens)
    at = {hit.start: hit for hit in hits}
    sure = {hit.state.country for hit in hits if hit.state}
    american = _american_georgia(hits, sure)
    said: dict[str, set[str]] = {}
    for hit in hits:
        speaking = american if american and hit.state and hit.state.name == "Georgia" else hit.state
        if speaking or (len(hit.meanings) == 1 and hit.meanings[0].anywhere and not hit.key.endswith(".")):
            first = speaking or hit.meanings[0]
            said.setdefault(first.country, set()).add(first.name)

    def meaning_at(start: int) -> Meaning | None:
        hit = at.get(start)
        if hit is None:
            return None
        if american and hit.state and hit.state.name == "Georgia":
            return american
        return hit.state or next((meaning for meaning in hit.meanings if meaning.kind is NameKind.REGION), None)

    locality = Locality(text, said, meaning_at)
    found = []
    for hit in hits:
        meaning = _meant(hit, locality, american)
        if meaning:
            region = meaning.region if meaning.region != meaning.name or meaning.kind is NameKind.CITY else None
            found.append(Named(hit.start, hit.end, meaning.name, meaning.country, meaning.kind, region))
    if not sure.isdisjoint(_KOREAS.values()):
        for match in _HALVES.finditer(text):
            code = _KOREAS[match["half"]]
            found.append(Named(match.start(), match.end(), country_name(code), code, NameKind.STATE))
        found.sort(key=lambda named: named.start)
    return tuple(found)


def _hits(text: str, tokens: list[tuple[int, int]]) -> list[_Hit]:
    """Every run of words that may be a name, the longest from the left; a state's before a town's of the same length."""
    hits = []
    past = 0
    for at, (start, end) in enumerate(tokens):
        if at < past or not (text[start].isupper() or (text[start] in "ae" and _ARTICLE.match(text, start, end))):
            continue
        beginning = names_beginning(text[start:end])
        if not beginning.longest:
            continue
        towns = beginning.names
        for length in range(min(beginning.longest, len(tokens) - at), 0, -1):
            run = tokens[at : at + length]
            if not _side_by_side(text, run):
                continue
            pieces = [text[first:last] for first, last in run]
            state = state_named(pieces) if length in beginning.of_states else None
            key = " ".join(map(key_of, pieces)) if towns else ""
            others = towns.get(key, ())
            if not others and length == 1 and text.startswith(".", end):
                key += "."
                others = towns.get(key, ())
            if length == 1 and end - start <= SHORT and pieces[0].isupper() and start and text[start - 1] != "\n":
                others = ()
            if length > 1 and not pieces[-1][0].isupper() and not any(letter.isupper() for letter in pieces[-1]):
                others = tuple(one for one in others if one.kind is NameKind.REGION)
            before = tokens[at - 1] if at else None
            if state and not _is_a_state(text, tokens, at, length):
                state = None
                others = ()
            if state or others:
                last = run[-1][1]
                stop = run[-1][0] + len(text[run[-1][0] : last].removesuffix("'s").removesuffix("’s"))
                hits.append(_Hit(start, stop, before, state, key, others))
                past = at + length
                break
    return hits


def _meant(hit: _Hit, locality: Locality, american: Meaning | None) -> Meaning | None:
    """What a run of words means: the state or capital, unless the words beside it or the countries of the report say another place."""
    if hit.state is None:
        if hit.key.endswith("."):
            return None  # "Neb." tells which Lincoln is meant, but might as well be a word at the end of a sentence.
        return locality.settle(Candidate(hit.start, hit.end, hit.before, hit.key, hit.meanings))
    if american and hit.state.name == "Georgia":
        return american
    if hit.state.kind is not NameKind.METONYM:
        return hit.state
    others = tuple(one for one in hit.meanings if one.country != hit.state.country and one.kind is NameKind.CITY)
    own = next((one for one in hit.meanings if one.country == hit.state.country and one.kind is NameKind.CITY), None)
    placed = hit.state if own is None else Meaning(hit.state.name, own.country, NameKind.METONYM, own.region, own.thousands)
    if not others:
        return placed
    return locality.instead_of(placed, Candidate(hit.start, hit.end, hit.before, hit.key, others))


def _american_georgia(hits: list[_Hit], sure: set[str]) -> Meaning | None:
    """The state of Georgia, where a report of the United States names that name and nothing else of the Caucasus."""
    others = {hit.state.name for hit in hits if hit.state and hit.state.country == "GE"} - {"Georgia"}
    if others or not sure.isdisjoint(_OTHER_GEORGIA):
        return None
    near = any(one.country == "US" and one.anywhere for hit in hits for one in hit.meanings)
    return next((one for one in names_beginning("Georgia").names["georgia"] if one.country == "US"), None) if near else None


def _is_a_state(text: str, tokens: list[tuple[int, int]], at: int, length: int) -> bool:
    """Tell a state or capital from a person of the same name, by the capitals on either side."""
    first, last = tokens[at], tokens[at + length - 1]
    if length > 1 or text[first[0] : first[1]] not in _ALSO_PEOPLE:
        return True
    before = text[tokens[at - 1][0] : tokens[at - 1][1]] if at else ""
    beside = at > 0 and text[tokens[at - 1][1] : first[0]] == " "
    follows = text[last[1] : last[1] + 2]
    return not (len(follows) == 2 and follows[0] == " " and follows[1].isupper()) and not (beside and before[:1].isupper() and at > 1)


def _side_by_side(text: str, run: list[tuple[int, int]]) -> bool:
    return all(text[left[1] : right[0]] in _BESIDE for left, right in pairwise(run))
