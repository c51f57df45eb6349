"""Reads whom a figure is about: the words of the noun phrase, the country by its demonym, the role, and the class.

A population that is only pointed at ("those performing construction labour", "the men") takes country and class from the one last
spoken of, and says so in its rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from closewatch.reading.moments import TIMES
from closewatch.reading.nouns import Noun, class_of, read_noun
from closewatch.reading.numerals import UNITS
from closewatch.reading.places import Named, NameKind
from closewatch.reading.plurals import singular
from closewatch.reading.tokens import Tokens

_ROLES = {
    "officer": "officer", "commander": "officer", "general": "officer", "colonel": "officer", "major": "officer",
    "captain": "officer", "lieutenant": "officer",
    "sergeant": "officer", "prisoner": "prisoner", "pow": "prisoner", "captive": "prisoner", "detainee": "prisoner",
    "inmate": "prisoner", "internee": "prisoner", "hostage": "hostage", "worker": "worker",
    "labourer": "worker", "laborer": "worker", "labour": "worker", "labor": "worker", "miner": "worker", "farmer": "worker",
    "refugee": "refugee",
    "idp": "displaced", "journalist": "journalist", "reporter": "journalist", "medic": "medic", "doctor": "medic",
    "nurse": "medic", "police": "police",
    "policeman": "police", "engineer": "worker", "technician": "worker", "recruit": "recruit", "conscript": "recruit",
    "mercenary": "mercenary",
}  # fmt: skip
_BY_CLASS = {"combatant": "military", "civilian": "civilian", "child": "child"}
_NO_POPULATION = frozenset(
    "body corpse casualty head victim member other others life soul person people loss fatality death dead wounded arrival".split()
)
_UNITS = frozenset("unit units regiment brigade battalion division company squad army forces platoon".split())
_BUILDERS = frozenset("builder worker labourer laborer technician".split())
_OF_AN_ARMY = frozenset(("military", "army"))
_MADE_FOR_WAR = frozenset(("combat", "army", "infantry", "assault"))
_IRREGULARS = frozenset("gunman gunmen militant rebel insurgent jihadist guerrilla terrorist militiaman".split())
"""Fighters who are not taken for those of the state spoken of."""
_NO_NAME = frozenset("korean koreans special forces elite northern southern western eastern allied coalition state government".split())
_LEADING = frozenset(("the", "its", "his", "their", "her", "our", "all"))
_OF_WAR = frozenset("man prisoner captive pow worker serviceman officer".split())
_POINTERS = frozenset("those these they them the their that each".split())
_ABROAD = frozenset(("foreign", "private"))
_LOCATIVE = frozenset("in at inside near around across on from".split())
_AUXILIARIES = frozenset(
    "might may could would can will should must have has had been be being is are was were do does did also now not still typically"
    " reportedly"
    " usually often allegedly to only each just continue continued get to be".split()
)
_STOPS = frozenset(
    (
        ",",
        ";",
        ":",
        ".",
        "(",
        ")",
        '"',
        "“",
        "”",
        "that",
        "while",
        "when",
        "and",
        "but",
        "which",
        "if",
        "because",
        "although",
        "said",
        "says",
        "whether",
    )
)
_LONGEST = 14
_LONGEST_NUMBER_OF = 20
"""Pieces between "the number of" and the number."""


@dataclass(frozen=True, slots=True)
class Described:
    """A population as written: pieces `first` to `last` (excluded), what its words say, and whether they only point back."""

    first: int
    last: int
    country: str | None = None
    role: str | None = None
    kind: str | None = None
    points_back: bool = False
    of_war: bool = False
    """Whether the words name fighters, prisoners or just men, as an army is spoken of."""
    of_several: bool = False
    """Whether the words say whose they are, but not as one country: mixed units, the men of a volunteer battalion."""
    builds: bool = False
    """Whether they are military builders, whom some count as soldiers and others as workers."""


def describe(tokens: Tokens, noun: Noun, first: int, names: Sequence[Named], ceiling: int) -> Described | None:
    """Describe the people that a noun phrase names, from piece `first` to its head and a place directly attached to it.

    >>> from closewatch.reading.places import find_names
    >>> text = "North Korean troops in Russia earn little"; from closewatch.reading.tokens import cut
    >>> tokens = cut(text); noun = read_noun(tokens, 0, 7)
    >>> found = describe(tokens, noun, 0, find_names(text), 7); found.country, found.kind, found.last
    ('KP', 'combatant', 5)
    """
    if not noun.is_people or noun.singular in TIMES or (tokens.words[first] == "that" and tokens.words[noun.last - 1] != noun.singular):
        return None
    if noun.singular == "member":
        return _of_a_unit(tokens, noun, first, names, ceiling)
    if tokens.word(noun.last - 2) in _MADE_FOR_WAR and noun.last - 2 >= first:
        noun = replace(noun, kind="combatant")
    start = first
    while start < noun.last - 1 and tokens.words[start] in ("of", "more", "other", "others", "additional", "new", "a", "an", "-", "such"):
        start += 1
    points = tokens.words[start] in _POINTERS
    while start < noun.last - 1 and (tokens.words[start] in _LEADING or tokens.words[start][0].isdigit() or tokens.words[start] in UNITS):
        start += 1
    demonym = _demonym(tokens, start, noun.last, names)
    head = noun.singular
    role = _ROLES.get(head) or _BY_CLASS.get(noun.kind)
    if noun.kind == "combatant" and role == "worker":
        role = "military"
    if head in _NO_POPULATION and demonym is None:
        return None
    end = _with_place(tokens, noun.last, names, ceiling)
    country = demonym.country if demonym else _of_country(tokens, noun.last, names)
    if _builds(tokens, start, noun):
        return Described(start, end, country, "military", None, points, builds=True)
    foreign = not _ABROAD.isdisjoint(tokens.words[max(0, noun.last - 3) : noun.last])
    if country is None and (head in _IRREGULARS or foreign or _of_others(tokens, noun.last) or _of_a_name(tokens, start, noun)):
        return Described(start, end, None, role or "military", "combatant" if head in _OF_WAR else noun.kind, of_several=True)
    of_war = noun.kind == "combatant" or head in _OF_WAR or (demonym is not None and tokens.starts[noun.last - 1] < demonym.end)
    return Described(start, end, country, role, noun.kind, points, of_war)


def _builds(tokens: Tokens, first: int, noun: Noun) -> bool:
    """Whether they are military builders; construction troops are troops."""
    return noun.singular in _BUILDERS and not _OF_AN_ARMY.isdisjoint(tokens.words[first : noun.last - 1])


def _of_a_unit(tokens: Tokens, noun: Noun, first: int, names: Sequence[Named], ceiling: int) -> Described | None:
    """Members of a regiment, of combined Russian and North Korean units: soldiers, of a country where only one is named."""
    if tokens.word(noun.last) != "of":
        return None
    end = next((at + 1 for at in range(noun.last, min(noun.last + 9, ceiling)) if tokens.words[at] in _UNITS), None)
    if end is None:
        return None
    countries = {named.country for named in names if tokens.starts[noun.last] <= named.start < tokens.ends[end - 1]}
    country = next(iter(countries)) if len(countries) == 1 else None
    return Described(first, end, country, "military", "combatant", of_war=len(countries) < 2, of_several=len(countries) > 1)


def subject_of(tokens: Tokens, verb: int, names: Sequence[Named], floor: int) -> Described | None:
    """Describe the people who stand as subject before a verb, an attached place included: those performing construction labor."""
    end = verb
    while end > floor and tokens.words[end - 1] in _AUXILIARIES:
        end -= 1
    start = end
    while start > max(floor, end - _LONGEST) and tokens.words[start - 1] not in _STOPS and not tokens.words[start - 1][0].isdigit():
        start -= 1
    if start >= end:
        return None
    for place in range(end - 1, start - 1, -1):
        if tokens.words[place] == "those":
            words = tokens.words[place:end]
            role = next((_ROLES[singular(word)] for word in words if singular(word) in _ROLES), None)
            return Described(place, end, None, role, None, True)
    for place in range(end - 1, start - 1, -1):
        kind = class_of(tokens.words[place])
        if kind and kind != "thing":
            opening = _opening(tokens, place, start)
            noun = Noun(opening, place + 1, singular(tokens.words[place]), kind)
            described = describe(tokens, noun, opening, names, end)
            if described and described.last >= end - 3:
                return described
            return None
    return Described(end - 1, end, points_back=True) if tokens.words[end - 1] in ("they", "he", "she") else None


def number_of(tokens: Tokens, number: int, floor: int, names: Sequence[Named]) -> Described | None:
    """Describe the people whose number is given behind them: put the number of soldiers killed there at 41.

    >>> from closewatch.reading.tokens import cut
    >>> number_of(cut("put the number of soldiers killed there at 41"), 8, 0, []).kind
    'combatant'
    """
    for at in range(number - 2, max(floor, number - _LONGEST_NUMBER_OF) - 1, -1):
        if tokens.words[at] in (";", ":", ".") or tokens.words[at][0].isdigit():
            return None
        if tokens.words[at] == "number" and tokens.words[at + 1] == "of":
            noun = read_noun(tokens, at + 2, number)
            known = noun is not None and noun.is_people and noun.kind != "unknown"
            return describe(tokens, noun, noun.first, names, number) if noun and known else None
    return None


def inherit_country(described: Described, last: Described | None) -> tuple[Described, bool]:
    """Give a population that points back the country and class of the one last spoken of; tells whether anything was taken over."""
    if last is None or described.country or not (described.points_back or (described.of_war and last.kind in ("combatant", "protected"))):
        return described, False
    if described.of_war and not described.points_back:
        kind = last.kind if described.kind in (None, "unknown") else described.kind
        return replace(described, country=last.country, kind=kind, role=described.role or last.role), True
    if described.kind not in (None, "unknown", last.kind) and last.kind is not None:
        return described, False
    kind = described.kind if described.kind not in (None, "unknown") else last.kind
    return replace(described, country=last.country, kind=kind, role=described.role or last.role), True


def spoken_of(tokens: Tokens, first: int, last: int, names: Sequence[Named]) -> list[Described]:
    """Find the populations of a country that a sentence speaks of, whether or not a figure counts them: North Korean soldiers."""
    found = []
    for named in names:
        if named.kind is not NameKind.DEMONYM:
            continue
        at = _piece(tokens, named.start, first, last)
        if at is None:
            continue
        noun = read_noun(tokens, at, min(last, at + 6))
        if noun and noun.is_people and not _one_alone(tokens, noun, at):
            described = describe(tokens, noun, at, names, last)
            if described and described.country and (described.of_war or described.role == "worker"):
                found.append(described)
    return found


def _of_others(tokens: Tokens, at: int) -> bool:
    """Whether a unit of its own follows: eight men of a Chechen unit."""
    if tokens.word(at) != "of" or tokens.word(at + 1) not in ("a", "an", "the", "other"):
        return False
    return any(tokens.word(place) in _UNITS for place in range(at + 2, at + 5))


def _of_a_name(tokens: Tokens, first: int, noun: Noun) -> bool:
    """Whether fighters go by a name that is no country's: Wagner fighters, Abu Sayyaf gunmen."""
    at = noun.last - 2
    if noun.kind != "combatant" or at < first or not tokens.capital(at) or tokens.words[at] in _NO_NAME:
        return False
    return tokens.words[at].isalpha() and tokens.word(at - 1) not in ("", ".", '"', "“", ":")


def _one_alone(tokens: Tokens, noun: Noun, at: int) -> bool:
    """Whether a single person is meant, who stands for no army: a Russian commander."""
    return tokens.word(at - 1) in ("a", "an") and tokens.words[noun.last - 1] == noun.singular and noun.singular not in _UNITS


def _opening(tokens: Tokens, head: int, floor: int) -> int:
    """Where the noun phrase begins whose head is known: back over adjectives and the determiner."""
    place = head
    while (
        place > floor
        and (tokens.words[place - 1].isalpha() or tokens.words[place - 1] == "-")
        and tokens.words[place - 1] not in _LOCATIVE | _AUXILIARIES | {"of", "to", "for", "by", "with", "than"}
    ):
        place -= 1
        if tokens.words[place] in _POINTERS or tokens.words[place] in ("a", "an", "some", "many", "most"):
            break
    return place


def _demonym(tokens: Tokens, first: int, last: int, names: Sequence[Named]) -> Named | None:
    start, end = tokens.starts[first], tokens.ends[last - 1]
    return next(
        (named for named in names if start <= named.start < end and named.kind in (NameKind.DEMONYM, NameKind.STATE, NameKind.METONYM)),
        None,
    )


def _of_country(tokens: Tokens, at: int, names: Sequence[Named]) -> str | None:
    """The country in "soldiers of North Korea" and "troops from Pyongyang"."""
    if tokens.word(at) not in ("of", "from") or at + 1 >= len(tokens.starts):
        return None
    after = at + 1 + (tokens.word(at + 1) in ("the", "a", "an"))
    starts = tokens.starts[at + 1 : after + 1]
    return next((named.country for named in names if named.start in starts and named.kind not in (NameKind.REGION, NameKind.CITY)), None)


def _with_place(tokens: Tokens, at: int, names: Sequence[Named], ceiling: int) -> int:
    if tokens.word(at) not in ("in", "inside") or at + 1 >= ceiling:
        return at
    after = at + 1 + (tokens.word(at + 1) == "the")
    if after >= len(tokens.starts):
        return at
    for named in names:
        if named.start in (tokens.starts[at + 1], tokens.starts[after]) and named.kind is not NameKind.DEMONYM:
            end = after
            while end < ceiling and tokens.ends[end - 1] < named.end:
                end += 1
            return end
    return at


def _piece(tokens: Tokens, offset: int, first: int, last: int) -> int | None:
    return next((place for place in range(first, last) if tokens.starts[place] == offset), None)
