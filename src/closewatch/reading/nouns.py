"""Finds the noun that a number counts, in the singular and with its class: which people, or what thing.

Knows nouns only; which of them makes a figure is decided beside it. Classes of people follow the Every Casualty Counts standard,
coarsened: combatant, civilian, protected, child, unknown.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from closewatch.reading.numerals import TENS, UNITS
from closewatch.reading.places import country_of
from closewatch.reading.plurals import singular
from closewatch.reading.tokens import Tokens

PEOPLE = ("combatant", "civilian", "protected", "child", "unknown")
CARRIERS = frozenset(
    "warship ship boat plane jet tank aircraft helicopter vessel fleet frigate destroyer corvette cruiser gunboat submarine vehicle truck"
    " jeep speedboat gunship".split()
)
"""Things that are sent like troops and destroyed like goods."""
GOODS = frozenset(
    "tank vehicle truck warship ship boat aircraft plane jet helicopter drone howitzer mortar launcher system gun apc ifv carrier"
    " submarine depot radar car lorry"
    " house home building barge train locomotive vessel frigate destroyer corvette cruiser gunboat trawler freighter ferry pickup jeep bus"
    " tractor bulldozer gunship speedboat airliner bridge".split()
) | {"artillery system", "rocket system", "missile system"}
"""Things whose loss is their destruction."""
_DETERMINERS = frozenset(
    "of the these those them his her its their our my your this that such more other others additional new all".split()
)
_STOPS = frozenset(
    "and or but nor in on at to for from with by under near against between among into over about after before during inside outside within"
    " without through across behind beyond per via until since despite along around like amid upon when while as than because"
    " although though if"
    " where who whom whose which that what is are was were be been being am has have had do does did will would can could may might"
    " must shall"
    " should said says say a an another each every not no never also still already only just now today yesterday he she they it we i you"
    " him them us there here then so far who's got get gets remained remain remains alone so".split()
)
_VERBS = frozenset(
    "lost killed died fled left took had hit shot ran came went made held got fell gave said told saw found sent kept put led met"
    " won cut beat sat lay rose"
    " grew died dying hurt missing down dead strong".split()
)
_BEGIN_AN_OBJECT = frozenset("the a an its his her their every each this these those our".split())
_SETTLE = frozenset("camp shelter guard patrol police mass".split())
_NUMBER_WORDS = frozenset((*UNITS, *TENS, "hundred", "hundreds", "thousands", "dozens", "several", "half", "many", "few", "most", "dozen"))
_PERSON_ENDINGS = (
    "ists",
    "ians",
    "eers",
    "ters",
    "ders",
    "kers",
    "ners",
    "gers",
    "pers",
    "sers",
    "lers",
    "vers",
    "mers",
    "bers",
    "yers",
    "chers",
    "rers",
    "ors",
    "ees",
    "men",
    "women",
    "ants",
)
_OF_A_PEOPLE = ("ns", "es", "is", "its", "ts", "ks", "gs", "rs", "as", "os")
"""Endings of the names of peoples in the plural: Chechens, Karelians, Pashtuns, Jesuits, Greeks."""
_NOT_PEOPLE = frozenset(
    "quarters numbers chambers cucumbers layers tyres vouchers launchers papers letters rivers orders borders matters"
    " monsters meters metres liters litres counters posters"
    " headquarters sensors doors"
    " floors tractors motors reactors factors errors mirrors sectors corridors committees trees degrees fees plants covers towers"
    " powers computers"
    " clusters disasters centers theaters trailers rollers containers generators boosters shelters chambers members barriers"
    " transformers servers"
    " trenches millers charters restaurants".split()
)
_NOT_PLURAL = frozenset(
    "was has is its his this as less yes us thus plus across always perhaps towards afterwards besides minus versus times says does goes"
    " remains hours news hers ours theirs yours gets makes takes gives shows reads means comes stands kills wounds leaves puts"
    " brings lists contains includes covers weighs keeps holds".split()
)
_OF_AID = frozenset("aid health medical rescue humanitarian relief media".split())


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted: pieces `first` to `last` (excluded), the head in the singular, and its class.

    The class is one of people, "thing", or "unsure" for a noun that no lexicon has: what happened to those counted then tells.
    """

    first: int
    last: int
    singular: str
    kind: str

    @property
    def is_people(self) -> bool:
        """Whether it counts people."""
        return self.kind in PEOPLE


def class_of(word: str) -> str | None:
    """Say which class of people a noun names, "thing" for a thing, None for a word that is not known to be a noun.

    >>> class_of("soldiers"), class_of("tanks"), class_of("slowly")
    ('combatant', 'thing', None)
    """
    nouns = _nouns()
    found = nouns.get(word)
    if found:
        return found
    one = singular(word)
    return nouns.get(one) if one != word else None


def read_noun(tokens: Tokens, at: int, ceiling: int) -> Noun | None:
    """Find the head noun of the phrase that goes on at a piece, before the piece `ceiling`; unknown adjectives are stepped over.

    >>> from closewatch.reading.tokens import cut
    >>> read_noun(cut("of the wounded North Korean soldiers were"), 0, 7).singular
    'soldier'
    """
    first = at
    while at < ceiling and tokens.words[at] in _DETERMINERS and at < first + 3:
        at += 1
    if at > first and (tokens.word(at)[:1].isdigit() or tokens.word(at) in _NUMBER_WORDS):
        at += 1
    best: Noun | None = None
    unknown = 0
    plural: int | None = None
    for place in range(at, min(at + 7, ceiling)):
        word = tokens.words[place]
        if (
            (word in _STOPS and not _names_a_side(tokens, place))
            or word in _VERBS
            or (word in _NUMBER_WORDS and place > first)
            or not (word[0].isalpha() or word in ("-", '"', "“", "”", "'", "‘"))
        ):
            break
        kind = _compound(tokens, place) or class_of(word) or _people_of_a_country(tokens, place)
        if kind:
            if best and _is_a_verb(tokens, best, place):
                break
            best = Noun(first, place + 1, _named(tokens, place, singular(word)), kind)
            continue
        if best:
            if tokens.words[place] in ("-", '"', "”", "’", "'"):
                continue
            break
        if word[0].isalpha():
            unknown += 1
            if plural is None and _looks_plural(word) and tokens.word(place + 1) not in _DETERMINERS:
                plural = place
        if unknown > 3:
            break
    if best:
        return best
    if plural is not None:
        word = tokens.words[plural]
        named = plural > 0 and tokens.capital(plural) and tokens.text[tokens.starts[plural] + 1 : tokens.ends[plural]].islower()
        people = (word.endswith(_PERSON_ENDINGS) and word not in _NOT_PEOPLE) or (named and word.endswith(_OF_A_PEOPLE))
        return Noun(first, plural + 1, singular(word), "unknown" if people else "unsure")
    return None


def _is_a_verb(tokens: Tokens, noun: Noun, place: int) -> bool:
    """Tell what many do from what they are: 2,200 peacekeepers patrol the zone, two regiments guard a bridge."""
    many = tokens.words[noun.last - 1] != noun.singular
    one = singular(tokens.words[place]) == tokens.words[place]
    return (
        many
        and one
        and (tokens.word(place + 1) in _BEGIN_AN_OBJECT or (tokens.words[place] in _SETTLE and tokens.word(place + 1) in _STOPS))
    )


def _names_a_side(tokens: Tokens, place: int) -> bool:
    """IS fighters, US troops: capitals that only look like a verb or a pronoun."""
    if tokens.words[place] not in ("is", "us") or not class_of(tokens.word(place + 1)):
        return False
    following = tokens.text[tokens.starts[place + 1] : tokens.ends[place + 1]]
    return tokens.text[tokens.starts[place] : tokens.ends[place]].isupper() and not following.isupper()


def _named(tokens: Tokens, place: int, one: str) -> str:
    if one == "system" and tokens.word(place - 1) in ("artillery", "rocket", "missile", "defence", "defense"):
        return f"{tokens.word(place - 1)} {one}"
    return one


def _compound(tokens: Tokens, place: int) -> str | None:
    """Classes that only two words together have."""
    pair = (tokens.words[place], tokens.word(place + 1))
    if pair in (
        ("aid", "workers"),
        ("aid", "worker"),
        ("health", "workers"),
        ("medical", "workers"),
        ("rescue", "workers"),
        ("humanitarian", "workers"),
    ):
        return "protected"
    if pair[0] in ("workers", "worker") and tokens.word(place - 1) in _OF_AID:
        return "protected"
    return None


def _people_of_a_country(tokens: Tokens, place: int) -> str | None:
    """Demonyms in the plural are people: four Malians, two Americans."""
    word = tokens.words[place]
    if not tokens.capital(place) or not word.endswith(("s", "ese", "men", "ish")) or len(word) < 4:
        return None
    written = tokens.text[tokens.starts[place] : tokens.ends[place]]
    following = tokens.word(place + 1)
    if word.endswith(("ese", "ish")) and following.isalpha() and following not in _STOPS:
        return None
    if country_of(written) and _is_demonym(written):
        return "unknown"
    pair = tokens.text[tokens.starts[place - 1] : tokens.ends[place]] if place else ""
    return "unknown" if pair and country_of(pair) and _is_demonym(pair) else None


def _is_demonym(written: str) -> bool:
    return written.endswith(("ese", "ish", "men")) or country_of(written[:-1]) is not None


def _looks_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "'s", "ous", "us")) and word not in _NOT_PLURAL


@lru_cache(maxsize=1)
def _nouns() -> dict[str, str]:
    data = tomllib.loads((files("closewatch.reading") / "lexicons" / "people.toml").read_text(encoding="utf-8"))
    nouns: dict[str, str] = {}
    for words in data["things"].values():
        nouns.update(dict.fromkeys(words.lower().split(), "thing"))
    for kind in reversed(PEOPLE):
        nouns.update(dict.fromkeys(data["class"][kind].lower().split(), kind))
    return nouns


@lru_cache(maxsize=1)
def units_of_people() -> frozenset[str]:
    """The things that are made of people or move with them, so that a number of them is a deployment: brigades, warships, busloads."""
    data = tomllib.loads((files("closewatch.reading") / "lexicons" / "people.toml").read_text(encoding="utf-8"))
    return frozenset(data["organised"]["units"].split())
