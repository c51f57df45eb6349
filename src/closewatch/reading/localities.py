"""Tells whether a text means a place by a name that regions, towns, people and words share, and which of several places of that name.

Precision goes before recall: without a preposition, a country named in the report or a great many people, a name is left alone, and of
several places of one name none is guessed. The rules are our own, made on news texts (lab/places/README.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from closewatch.reading.words import MONTHS, WEEKDAYS
from closewatch.terms.states import Meaning, NameKind

_INSIDE = frozenset("in near outside inside around across throughout within into toward towards nearby leaving reached entered".split())
_WEAKLY = frozenset("at from to of through via over on against for between leave reach enter s".split())
_PLACED = frozenset(
    "city town village port capital outskirts outskirt suburb suburbs district districts province region north south east west"
    " northeast northwest southeast southwest centre center siege battle fall capture liberation bombardment shelling streets"
    " residents people mayor governor oblast governorate municipality settlement enclave hub stronghold island camp area areas bank"
    " edge edges heart skies ruins station hospital market airport airfield base camp garrison prison".split()
)
"""Nouns whose "of" names a place: the city of, outskirts of, north of, the siege of."""
_PASSED = frozenset(
    "the eastern western northern southern central east west north south northeastern northwestern southeastern southwestern"
    " greater downtown nearby occupied besieged rebel-held government-held war-torn historic neighboring neighbouring city town"
    " village region province mainland old coastal rural metropolitan upstate suburban".split()
)
_FUNCTION = frozenset(
    "in near at from to of the a an and but or for on by with as that this these when while after before since until although"
    " though if where what why how into over under outside inside around across between about against through toward towards within"
    " throughout during despite because his her their its our my your he she it they we you then there here now today yesterday also"
    " once both all many most some only even other not no so yet via".split()
)
_REGION_WORD = re.compile(
    r"[ \n](?:[Rr]egion|[Oo]blast|[Pp]rovince|[Gg]overnorate|[Cc]ounty|[Pp]refecture|[Kk]rai|[Ss]tate(?! (?:University|College)))\b"
)
_TOWN_WORD = re.compile(
    r"[ \n](?:city|airport|front|sector|axis|suburbs?|refugee camp|town|district|area|International Airport|Airport|City Council|market"
    r"|(?:railway |train |bus )?station|hospital|airfield|airbase|garrison|prison|theatre)\b"
)
_OF_A_TOWN = re.compile(
    r"(?:\b(?:city|town|village|port|suburb|settlement|outskirts|centre|center|district|municipality) of |\b(?:city|town|village) )"
    r"(?:the )?$"
)
_DATELINE = re.compile(r"(?:, [A-Z][\w. ]{2,25})? ?(?:\([A-Z][\w./ ]{1,25}\)|[-–—]{1,2} )")
_SAID = re.compile(
    r"\W{1,2}(?:who |has |had |also |later |then )?(?:said|says|say|told|tells|added|adds|asked|argued|wrote|tweeted"
    r"|replied|insisted|testified|explained|noted)\b"
)
_WORD_BEFORE = re.compile(r"\b([A-Z][^\W\d_]+)(\.? )$")
_PLACED_BEFORE = re.compile(r"\b(?:in|near|at|around|outside|of) $")
_TITLES = frozenset(
    "mr mrs ms dr gen col lt maj capt sgt sen rep gov rev prof president senator secretary minister judge justice king queen prince"
    " sir pope".split()
)
_DAYS = frozenset((*WEEKDAYS, *MONTHS))
_OFFICES = frozenset(
    "mayor governor police airport authorities officials residents university hospital region province city county state dam bridge".split()
)
_INSTITUTIONS = frozenset(
    "university times post journal herald tribune state bay college institute company corp inc bank party street avenue road square"
    " beach springs heights globe register gazette examiner chronicle inquirer news daily magazine review observer dispatch sun mail"
    " star morning county national international united army treaty accord accords agreement conference summit declaration protocol"
    " center centre hotel museum".split()
)
_NO_FIRST_NAME = _FUNCTION | _PASSED | _INSTITUTIONS
_LETTERS = re.compile(r"[^\W\d_]+")
_FAR_MORE = 5
_TOO_SMALL = 10
_A_REGION = 1000
"""People in thousands for which a region, whose number is not known, is taken beside towns of the same name."""
_KNOWN, _GREAT, _VAST = 100, 500, 1000
"""People in thousands from which a town is meant though its country is not named: behind "in"; behind "from"; though also a word."""
_SMALL = 15
"""People in thousands below which a settlement counts only behind "in" or "near", and where its country is named."""
_ENGLISH = frozenset("US CA AU GB NZ IE ZA".split())


class Ground(IntEnum):
    """What the words beside a name tell: nothing, that a place is likely, that it is a place, that it is this very place."""

    NONE = 0
    WEAK = 1
    STRONG = 2
    POINTED = 3


@dataclass(slots=True)
class Candidate:
    """A run of words that could name a region or a town: its offsets, the offsets of the word before, the key and what it can mean."""

    start: int
    end: int
    before: tuple[int, int] | None
    key: str
    meanings: tuple[Meaning, ...]


class Locality:
    """What a text tells of its names: the countries it speaks of and by which names, the people in it, and what it has already placed."""

    def __init__(self, text: str, said: Mapping[str, set[str]], next_meaning: Callable[[int], Meaning | None]) -> None:
        self.text = text
        self.said = said
        self.next_meaning = next_meaning
        self.placed_until = -1
        self.placed: dict[str, Meaning] = {}
        self._people: dict[str, bool] = {}

    def settle(self, candidate: Candidate) -> Meaning | None:
        """Say which place is meant, or None; of places in a list, the ones before must have been settled already."""
        meanings = self._of_the_kind(candidate)
        pointed = self._pointed(candidate, meanings)
        if pointed:
            chosen, named = max(pointed, key=_weight), True
            ground = Ground.POINTED
        else:
            found = self._chosen(meanings)
            if found is None:
                return None
            chosen, named = found
            ground = self._ground(candidate)
        if not self._is_meant(candidate, chosen, named, ground):
            return None
        self.placed_until = candidate.end
        self.placed[candidate.key] = chosen
        return chosen

    def instead_of(self, capital: Meaning, candidate: Candidate) -> Meaning:
        """The town abroad with the name of a capital, where the words say so or the report is of that country alone: London, Ontario."""
        pointed = self._pointed(candidate, (*candidate.meanings, capital))
        if pointed:
            self.placed_until = candidate.end
            return max(pointed, key=_weight)
        if self.said[capital.country] - {capital.name} or self._is_part_of_a_name(candidate, True) or not self._ground(candidate):
            return capital
        near = [one for one in candidate.meanings if one.country in self.said and one.thousands * _TOO_SMALL >= capital.thousands]
        return near[0] if len(near) == 1 else capital

    def _of_the_kind(self, candidate: Candidate) -> tuple[Meaning, ...]:
        """Leave the towns where the words say a region, the regions where they say a town; a name of both is the region, the wider."""
        meanings = candidate.meanings
        regions = tuple(meaning for meaning in meanings if meaning.kind is NameKind.REGION)
        if not regions or len(regions) == len(meanings):
            return meanings
        if _REGION_WORD.match(self.text, candidate.end):
            return regions
        towns = tuple(meaning for meaning in meanings if meaning.kind is NameKind.CITY)
        wide = {meaning.country for meaning in regions}
        if _TOWN_WORD.match(self.text, candidate.end) or _OF_A_TOWN.search(self.text, max(0, candidate.start - 30), candidate.start):
            return (*towns, *(region for region in regions if region.country not in {town.country for town in towns}))
        people = {town.country: town.thousands for town in sorted(towns, key=_weight)}
        known = (replace(region, thousands=people.get(region.country, 0)) for region in regions)
        return (*known, *(town for town in towns if town.country not in wide))

    def _pointed(self, candidate: Candidate, meanings: Sequence[Meaning]) -> list[Meaning]:
        """The meanings that lie where the words behind a comma or in brackets say: Aleppo, Syria; Lincoln, Nebraska; Homs (Syria)."""
        if self.text[candidate.end : candidate.end + 2] not in (", ", " ("):
            return []
        wider = self.next_meaning(candidate.end + 2)
        if wider is None:
            return []
        if wider.kind is NameKind.REGION:
            return [one for one in meanings if one.country == wider.country and one.region == wider.name]
        if wider.kind is NameKind.STATE:
            return [one for one in meanings if one.country == wider.country]
        return []

    def _chosen(self, meanings: Sequence[Meaning]) -> tuple[Meaning, bool] | None:
        """The place of a country that the report names, else the far more populous, else none; and whether its country is named."""
        near = [meaning for meaning in meanings if meaning.country in self.said]
        greatest = max(map(_weight, meanings))
        some = near or meanings
        ordered = sorted(some, key=_weight, reverse=True)
        if near and _weight(ordered[0]) * _TOO_SMALL < greatest:
            return None
        others = [one for one in ordered[1:] if (one.country, one.region) != (ordered[0].country, ordered[0].region)]
        if others and _weight(others[0]) * _FAR_MORE > _weight(ordered[0]):
            return None
        return ordered[0], bool(near)

    def _ground(self, candidate: Candidate) -> Ground:
        text, start = self.text, candidate.start
        if (start == 0 or text[start - 1] == "\n") and _DATELINE.match(text, candidate.end):
            return Ground.STRONG
        if self.placed_until >= 0 and text[self.placed_until : start] in (", ", " and ", ", and ", " or ", " to ", " and in "):
            return Ground.STRONG
        if _REGION_WORD.match(text, candidate.end) or _TOWN_WORD.match(text, candidate.end):
            return Ground.STRONG
        words = text[max(0, start - 60) : start].rsplit("\n\n", 1)[-1].split(" ")
        if len(words) < 2 or words[-1]:
            return Ground.NONE
        words = [word.lower().strip("“”\"'’(") for word in words[:-1]]
        while words and (words[-1] in _PASSED or words[-1].endswith(("-held", "-controlled", "-occupied"))) and len(words) > 1:
            if words[-1] in ("city", "town", "village"):
                return Ground.STRONG
            words.pop()
        if words[-1] in _INSIDE:
            return Ground.STRONG
        if words[-1] == "of" and len(words) > 1 and words[-2] in _PLACED:
            return Ground.STRONG
        if words[-1] in _WEAKLY or words[-1].endswith(("'s", "’s")) or text.startswith(("'s ", "’s "), candidate.end):
            return Ground.WEAK
        return Ground.NONE

    def _is_meant(self, candidate: Candidate, chosen: Meaning, named: bool, ground: Ground) -> bool:
        shouted = candidate.key.isascii() and self.text[candidate.start : candidate.end].isupper()
        doubtful = chosen.doubtful or (shouted and ground is not Ground.POINTED and not self._is_dateline(candidate))
        if self._is_part_of_a_name(candidate, doubtful):
            return False
        if ground is Ground.POINTED:
            return True
        if shouted and chosen.doubtful:
            return False
        following = _next_word(self.text, candidate.end)
        if (
            ground < Ground.STRONG
            and chosen.kind is NameKind.CITY
            and following[:1].isupper()
            and following.lower() not in _DAYS | _OFFICES
        ):
            return False
        person = self._is_a_person(candidate)
        if chosen.anywhere and not (person and ground < Ground.STRONG):
            return True
        if person and (doubtful or ground < Ground.STRONG):
            return False
        if ground is Ground.NONE:
            return not doubtful and self.placed.get(candidate.key) is not None
        if doubtful:
            return ground is Ground.STRONG and (
                chosen.thousands >= _VAST
                or (named and (chosen.kind is NameKind.REGION or chosen.country not in _ENGLISH or chosen.thousands >= _KNOWN))
            )
        small = chosen.kind is NameKind.CITY and chosen.thousands < _SMALL and not chosen.ours
        if (named and not small) or chosen.kind is NameKind.REGION:
            return named or ground is Ground.STRONG
        if small:
            return named and ground is Ground.STRONG
        least = _KNOWN if ground is Ground.STRONG else _GREAT
        return (chosen.thousands >= least and not chosen.spelling) or (chosen.ours and ground is Ground.STRONG)

    def _is_dateline(self, candidate: Candidate) -> bool:
        start = candidate.start
        return (start == 0 or self.text[start - 1] == "\n") and _DATELINE.match(self.text, candidate.end) is not None

    def _is_part_of_a_name(self, candidate: Candidate, doubtful: bool) -> bool:
        """Whether capitals right beside make a longer name of it: Victoria Nuland, the Lincoln Project."""
        text = self.text
        following = _next_word(text, candidate.end) or " "
        longer = following.lower() in _INSTITUTIONS or (doubtful and following.lower() not in _OFFICES | _DAYS)
        if longer and following[0].isupper():
            return True
        if candidate.before is None or text[candidate.before[1] : candidate.start] not in (" ", ". ", "-"):
            return False
        before = text[candidate.before[0] : candidate.before[1]]
        if before.lower() in _TITLES:
            return True
        if text[candidate.before[1] : candidate.start] == ". " or not before[0].isupper():
            return False
        return before.lower() not in _NO_FIRST_NAME and not before.endswith(("'s", "’s")) and self.next_meaning(candidate.before[0]) is None

    def _is_a_person(self, candidate: Candidate) -> bool:
        """Whether the report has a person of that name: somebody behind a first name or a title, or who says something."""
        words = self.text[candidate.start : candidate.end]
        if words not in self._people:
            self._people[words] = any(self._names_a_person(words, start) for start in _occurrences(self.text, words))
        return self._people[words]

    def _names_a_person(self, words: str, start: int) -> bool:
        text, end = self.text, start + len(words)
        if text[end : end + 1].isalpha() or text[start - 1 : start].isalpha():
            return False
        if _SAID.match(text, end) and not _PLACED_BEFORE.search(text, max(0, start - 10), start):
            return True
        before = _WORD_BEFORE.search(text, max(0, start - 30), start)
        if before is None or " " in words:
            return False
        first = before[1]
        if first.lower() in _TITLES:
            return True
        if before[2] != " " or first.lower() in _NO_FIRST_NAME or first.isupper():
            return False
        return self.next_meaning(before.start(1)) is None


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _weight(meaning: Meaning) -> int:
    return meaning.thousands or _A_REGION


def _next_word(text: str, at: int) -> str:
    if text[at : at + 1] != " ":
        return ""
    match = _LETTERS.match(text, at + 1)
    return match[0] if match else ""
