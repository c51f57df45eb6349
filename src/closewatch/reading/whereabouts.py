"""Says where a figure holds, as far as its sentence and those before tell: strikes on a town, troops sent to a region, "there".

A place in which somebody speaks is no place of what they say. What only the whole report tells (its headline, where it mostly has an army)
is filled in by `settling`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from closewatch.reading.places import Named, NameKind
from closewatch.reading.sighted import Sighting
from closewatch.reading.tokens import Tokens
from closewatch.terms.about import Place, Population
from closewatch.terms.countries import country_name
from closewatch.terms.figure import Scope
from closewatch.terms.report import Report

_IN = frozenset("in at near inside into across around outside throughout within through towards toward onto beyond amid over".split())
_STRIKES = frozenset(
    "attack attacks strike strikes raid raids assault assaults shelling bombardment offensive siege airstrike airstrikes march advance"
    " bombing bombings incursion invasion".split()
)
_MOVING = frozenset(
    "sent send sends sending deployed deploy deploying deployment dispatched dispatch moved moving move came come coming go goes going went"
    " arrived brought bring bringing shipped taken carried carry flown fled flee fleeing flight returned return transferred transported"
    " relocated evacuated crossed marched advanced headed travelled traveled drafted posted close closer led supplied delivered"
    " deliveries delivery exported".split()
)
_FLEEING = frozenset("fled flee fleeing escaped evacuated driven displaced expelled uprooted withdrew withdrawn withdraw".split())
_REACHING = frozenset(
    "reach reached reaches reaching enter entered enters entering hit hits struck shelled bombed bombarded attacked stormed invaded"
    " pounded leave left besieged battered rocked took retook seized recaptured surrounded surround encircled overran".split()
)
_PLACE_NOUNS = frozenset(
    "city town village villages region east west north south centre center territory province oblast district port capital outskirts suburb"
    " suburbs parts part rest island coast area areas border state governorate county edge streets battle siege invasion bombardment"
    " northeast northwest southeast southwest far eastern western northern southern central occupied front countryside".split()
)
_ATTRIBUTED = frozenset(
    "airport market hospital station school prison camp suburb district region province front theatre theater church mosque village area"
    " base refinery plant factory depot garrison barracks bridge".split()
)
"""Nouns that make the name in front of them a place: Kabul airport, the Kharkiv market."""
_HOLDERS = frozenset(
    "mayor governor head heads commander people bishop archbishop patriarch chief prefect sultan king duke lawmaker member native"
    " citizen resident residents university newspaper".split()
)
_TOWNS = (NameKind.CITY, NameKind.REGION, NameKind.VILLAGE)
_STEPPED_OVER = frozenset(
    "the eastern western northern southern central east west north south occupied neighbouring neighboring nearby upper lower"
    " greater".split()
)
_LONGEST_LIST = 8
"""Names of a list of places that are gone back over, so that a list of any length takes linear time."""
_THERE = frozenset(("there",))
_HERE_AGAIN = frozenset("region area city town village villages province district".split())
_SPEAKING = frozenset(
    "said says say told tells announced claimed stated spoke confirmed denied added insisted warned reporters journalists lawmakers"
    " interview speech conference hearing address news".split()
)
_POSTED = frozenset(
    "ambassador ambassadors envoy embassy office offices service agency ministry diplomat diplomats correspondent parliament government"
    " delegation minister conference university institute headquarters officials spokesman spokeswoman summit talks lawmaker lawmakers"
    " authorities consulate newspaper daily website centre think tank court".split()
)
_HOLDING = frozenset("hold holds held holding detains detained keeps jailed imprisoned".split())
_COMPASS = frozenset("eastern western northern southern".split())
_SIDES = {"east": "eastern", "west": "western", "north": "northern", "south": "southern"}
_SOMEBODYS = frozenset("his her my our their".split())
_SPOTS = frozenset("station hospital ward village street house barn barracks base camp clinic depot school shop cafe bar".split())
"""Places of a witness that have no name: four of them at her station."""
_UNDONE = frozenset(("deployed", "recruited", "strength", "returned", "evacuated", "other"))
"""What, while only foreseen, has not brought people anywhere yet; losses that are foreseen befall them where they are."""
_HELD_WITHIN = 4
_HELD = "the state that holds them"
_REACH = 12
"""Pieces in which the verb that sends somebody to a place is looked for."""
_HIRED = frozenset("hired recruited needed destined bound".split())
_SENT = frozenset("sent shipped delivered supplied exported transferred".split())
_SHORT_REACH = 6
"""Pieces in which the "from" stands that makes a place the one that something came from."""
_BESIDE = 20
"""Characters between a town and the region that it is said to lie in."""
_IN_FRONT = 60
"""Characters that a place before the number counts as farther than one behind it."""


class Places:
    """The places last spoken of, in this paragraph and for each population, and how often the report names each."""

    def __init__(self) -> None:
        self.paragraph: Place | None = None
        self.of: dict[str | None, Place] = {}
        self.named: Counter[Place] = Counter()

    def speak_of(self, named: Named, country: str | None = None) -> None:
        """Keep a place, of a country's people where they are said to be there; of a village its region, where that is known."""
        self.paragraph = Place(named.region, named.country) if named.kind is NameKind.VILLAGE and named.region else _place(named)
        if country and named.country:
            self.of[country] = self.paragraph


def find_place(
    report: Report,
    tokens: Tokens,
    sighting: Sighting,
    names: Sequence[Named],
    everyone: Sequence[Named],
    places: Places,
    population: Population | None,
    scope: Scope,
    sentence: tuple[int, int],
) -> Place | None:
    """Where the figure holds: in the sentence, else where the same people were last said to be, else the paragraph's last place.

    `names` are those of the sentence that stand before the figure's parts and outside the words that only tell who speaks, `everyone`
    all of them. What is planned or foreseen is nowhere yet, unless the sentence says where.
    """
    country = population.country if population else None
    named = _nearest(tokens, sighting, names)
    if named:
        if not _is_origin(tokens, named):
            places.speak_of(named, country)
        place = replace(_place(named), span=report.span(named.start, named.end))
        return replace(place, name=_side(tokens, named)) if named.kind is NameKind.STATE else place
    for rule, state in (
        ("the state that pays", _payer(tokens, sighting, everyone, population)),
        (_HELD, _holder(tokens, sighting, everyone)),
    ):
        if state:
            whole = Place(country_name(state.country), state.country)
            places.named[whole] += 1
            if rule == _HELD:
                places.speak_of(state, country)
            elif country:
                places.of.setdefault(country, whole)
            return replace(whole, span=report.span(state.start, state.end), rule=rule)
    pointing = _points(tokens, sentence)
    if sighting.measure == "other" and population is None and pointing is None:
        return None
    if pointing is None and (is_nowhere_yet(scope, sighting.measure) or is_unnamed(tokens, *sentence)):
        return None
    kept = places.of.get(country) if country else None
    if places.paragraph and pointing is not None:
        span = report.span(tokens.starts[pointing[0]], tokens.ends[pointing[1] - 1])
        return replace(places.paragraph, span=span, rule="inherited: pointed back to")
    if kept:
        return replace(kept, rule="inherited: the same population")
    if places.paragraph:
        return replace(places.paragraph, rule="inherited: the paragraph")
    return None


def _is_origin(tokens: Tokens, named: Named) -> bool:
    """Whether a place is only where something came from: made 64 voyages from the North Korean port of Rajin."""
    at = bisect_right(tokens.starts, named.start) - 1
    before = tokens.words[max(0, at - _SHORT_REACH) : at]
    return "from" in before and not any(word in _FLEEING for word in tokens.words[max(0, at - _REACH) : at])


def is_nowhere_yet(scope: Scope, measure: str) -> bool:
    """Tell whether people are only to come to a place: what is planned, and arrivals that are foreseen."""
    return scope is Scope.PLANNED or (scope is Scope.FORECAST and measure in _UNDONE)


def is_unnamed(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether a sentence puts what it counts in a place that it does not name: elsewhere; at her station; sent from North Korea.

    >>> from closewatch.reading.tokens import cut
    >>> is_unnamed(cut("There were forty of them at his station."), 0, 9)
    True
    """
    words = tokens.words[first:last]
    if "elsewhere" in words or ("from" in words and words[words.index("from") - 1] in _SENT):
        return True
    return not _SPOTS.isdisjoint(words) and any(
        words[at - 1] in _SOMEBODYS and words[at - 2] in ("at", "in", "into", "through", "past")
        for at in range(2, len(words))
        if words[at] in _SPOTS
    )


def remember_places(tokens: Tokens, names: Sequence[Named], places: Places) -> None:
    """Keep the last place that a sentence speaks of."""
    for named in names:
        if is_locative(tokens, named, names) and not _is_origin(tokens, named):
            places.speak_of(named)
            places.named[_place(named)] += 1


def headline_place(tokens: Tokens, names: Sequence[Named], rule: str = "inherited: the headline") -> Place | None:
    """The place that a headline names, or a lead."""
    for named in names:
        if is_locative(tokens, named, names) and not _is_origin(tokens, named):
            return replace(_place(named), rule=rule)
    return None


def _payer(tokens: Tokens, sighting: Sighting, names: Sequence[Named], population: Population | None) -> Named | None:
    """The state that pays people of another one: Russia pays about $2,000 a month for each."""
    trigger = sighting.decided.trigger if sighting.decided else None
    if sighting.measure != "paid" or trigger is None or tokens.words[trigger.first] not in ("pays", "pay", "paid", "paying"):
        return None
    end = tokens.ends[trigger.first - 1] if trigger.first else -1
    payer = next((named for named in names if named.end == end and named.kind in (NameKind.STATE, NameKind.METONYM)), None)
    return payer if payer and not (population and population.country == payer.country) else None


def _holder(tokens: Tokens, sighting: Sighting, names: Sequence[Named]) -> Named | None:
    """The state that holds prisoners: Azerbaijan holds 23 Armenians."""
    first = sighting.slot.first
    verb = next((at for at in range(first - 1, max(first - 1 - _HELD_WITHIN, 0), -1) if tokens.words[at] in _HOLDING), None)
    if sighting.measure not in ("captured", "detained") or verb is None:
        return None
    end = tokens.ends[verb - 1]
    return next((named for named in names if named.end == end and named.kind in (NameKind.STATE, NameKind.METONYM)), None)


def _place(named: Named) -> Place:
    name = country_name(named.country) if named.kind is NameKind.STATE else named.name
    return Place(name, named.country or None, region=named.region)


def _side(tokens: Tokens, named: Named) -> str:
    """The name of a state, with the side of it that is meant: eastern Russia, the east of Russia."""
    at = bisect_right(tokens.starts, named.start) - 1
    before = at - 1 - (tokens.word(at - 1) == "the")
    side = tokens.word(before) if tokens.word(before) in _COMPASS else ""
    if tokens.word(before) == "of":
        side = _SIDES.get(tokens.word(before - 1), "")
    name = country_name(named.country)
    return f"{side.title()} {name}" if side else name


def _nearest(tokens: Tokens, sighting: Sighting, names: Sequence[Named]) -> Named | None:
    """The place that stands nearest, one after the number before one in front of it."""
    number = tokens.starts[sighting.slot.first]
    best: tuple[int, Named] | None = None
    for named in names:
        if not is_locative(tokens, named, names) or _apart(tokens, sighting, named):
            continue
        distance = named.start - number if named.start > number else _IN_FRONT + number - named.end
        if best is None or distance < best[0]:
            best = (distance, named)
    return _finer(tokens, best[1], names) if best else None


def _finer(tokens: Tokens, wider: Named, names: Sequence[Named]) -> Named:
    """The town or village that stands right in front of the region or state in which it lies: the village of Lala in Ituri province."""
    if wider.kind not in (NameKind.REGION, NameKind.STATE):
        return wider
    beside = [named for named in names if named.end < wider.start <= named.end + _BESIDE and named.kind in _TOWNS]
    if not beside or beside[-1].country not in (wider.country, "") or not is_locative(tokens, beside[-1], names):
        return wider
    between = tokens.text[beside[-1].end : wider.start]
    return beside[-1] if not any(sign in between for sign in ".;:") and " and " not in between else wider


def _apart(tokens: Tokens, sighting: Sighting, named: Named) -> bool:
    """Whether a place behind the number belongs to a clause of its own, with a number of its own: ..., and 40 in Kharkiv."""
    place = bisect_right(tokens.starts, named.start) - 1
    between = range(sighting.slot.last, place)
    breaks = [
        at for at in between if tokens.words[at] == ";" or (tokens.words[at] == "," and tokens.word(at + 1) in ("and", "but", "while"))
    ]
    return bool(breaks) and any(tokens.words[at][0].isdigit() or tokens.words[at] == ";" for at in range(breaks[0], place))


def _points(tokens: Tokens, sentence: tuple[int, int]) -> tuple[int, int] | None:
    """The words that point to a place named before: there; in the region, in that city."""
    first, last = sentence
    words = tokens.words[first:last]
    if _THERE.isdisjoint(words) and _HERE_AGAIN.isdisjoint(words):
        return None
    for place in range(first, last):
        word = tokens.words[place]
        if word in _THERE and tokens.word(place + 1) not in (
            "is",
            "are",
            "was",
            "were",
            "had",
            "has",
            "have",
            "be",
            "will",
            "would",
            "may",
        ):
            return place, place + 1
        near = tokens.word(place + 1) in ("the", "that", "this") and tokens.word(place + 2) in _HERE_AGAIN
        if word in ("in", "at", "around") and near and tokens.word(place + 3) not in ("of", "-"):
            return place, place + 3
    return None


def is_locative(tokens: Tokens, named: Named, names: Sequence[Named] = ()) -> bool:
    """Tell a name that says where something is or goes from one that acts, owns or speaks.

    >>> from closewatch.reading.places import find_names
    >>> from closewatch.reading.tokens import cut
    >>> text = "Russia's army in Ukraine"
    >>> [is_locative(cut(text), named) for named in find_names(text)]
    [False, True]
    """
    if named.kind is NameKind.DEMONYM:
        return False
    at = bisect_right(tokens.starts, named.start) - 1
    if not _owns_a_place(tokens, named, names):
        return False
    before = at - 1
    while before >= 0 and (tokens.words[before] in _STEPPED_OVER or (tokens.words[before].endswith("'s") and tokens.capital(before))):
        before -= 1
    word = tokens.word(before)
    if word in ("and", "or", ",") and _in_a_list(tokens, before, named, names):
        return True
    if word in _IN and _of_speakers(tokens, before):
        return False
    if word in _IN or word in _REACHING:
        return True
    if word in ("on", "against"):
        return tokens.word(before - 1) in _STRIKES
    if word == "of" and tokens.word(before - 1) in _PLACE_NOUNS:
        return True
    if tokens.word(bisect_right(tokens.starts, named.end - 1)) in _ATTRIBUTED:
        return True
    if word == "of":
        return named.kind in _TOWNS and tokens.word(before - 1) not in _HOLDERS
    reach = tokens.words[max(0, before - _REACH) : before]
    if word == "to":
        return tokens.word(before - 1) not in ("according", "due", "owing", "thanks") and any(near in _MOVING for near in reach)
    if word == "from":
        return any(near in _FLEEING for near in reach)
    if word == "for":
        return named.kind in _TOWNS and not _HIRED.isdisjoint(reach[-_SHORT_REACH:])
    return False


def _of_speakers(tokens: Tokens, at: int) -> bool:
    """Whether the words before "in" make the place one of speaking or of an office: told reporters in Rome, the ambassador in Seoul."""
    return (
        tokens.word(at - 1) in _POSTED or tokens.word(at - 1) in _SPEAKING or tokens.word(at - 2) in ("said", "told", "confirmed", "spoke")
    )


def _owns_a_place(tokens: Tokens, named: Named, names: Sequence[Named]) -> bool:
    """Whether a name in the possessive goes on to a place of its own without a name ("Russia's far east"); others are no places."""
    after = bisect_right(tokens.starts, named.end - 1)
    text = tokens.text[named.end : named.end + 2]
    if text[:1] not in ("'", "’"):
        return True
    after += tokens.word(after) in ("'s", "'", "s")
    follows = tokens.starts[after] if after < len(tokens.starts) else len(tokens.text)
    if any(other.start == follows and other.kind is not NameKind.DEMONYM for other in names):
        return False
    return any(tokens.word(place) in _PLACE_NOUNS for place in (after, after + 1))


def _in_a_list(tokens: Tokens, joint: int, named: Named, names: Sequence[Named]) -> bool:
    """Whether the name before "and" or a comma is itself a place: in Bryansk and Kursk."""
    end = tokens.ends[joint - 1] if joint else -1
    earlier = next((other for other in names if other.end == end), None)
    if earlier is None or (named.kind is not earlier.kind and NameKind.METONYM in (named.kind, earlier.kind)):
        return False
    return is_locative(tokens, earlier, [other for other in names if other.start < earlier.start][-_LONGEST_LIST:])
