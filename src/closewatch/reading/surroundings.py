"""Reads whom and where a figure is about from the words around it, in its sentence and in those before.

Keeps in mind what was last spoken of in a report, so that "those doing the work" and "another 11" find their people and place; every value
taken over says so in its rule.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from closewatch.reading.nouns import class_of, read_noun, units_of_people
from closewatch.reading.places import Named, NameKind
from closewatch.reading.populations import Described, describe, inherit_country, spoken_of, subject_of
from closewatch.reading.sighted import Sighting
from closewatch.reading.tokens import Tokens
from closewatch.terms.countries import country_name
from closewatch.terms.figure import Figure, Place, Population
from closewatch.terms.report import Report

_LOCATIVE = frozenset(
    "in at near inside to into across around outside over on throughout of within through for against towards toward".split()
)
_INHERITED = "inherited"
_ONLY = "the only army that the report speaks of"
_ON_THE_OUTCOME = frozenset((" ", "'s ", "’s "))
_KEPT = 20
_NEAR = 2
"""Paragraphs for which an army stays the one spoken of, unless it is the only one of the report."""
_SUBJECT_REACH = 7
"""Pieces in which the subject of a verb is looked for."""
_BEFORE_A_VERB = frozenset(
    "has have had also already now would will may might could reportedly decided is to plans been being about - 's".split()
)
_OWN_TROOPS = frozenset(
    "sent send sends sending deployed deploy deploys deploying dispatched dispatch lost lose loses losing mobilised mobilized recruited"
    " drafted contributed has had have massed moved stationed committed".split()
)


_DONE_BY_TROOPS = frozenset(("deployed", "deserted", "recruited", "strength"))
_LOST_OR_SENT = frozenset("killed wounded casualties captured missing deserted surrendered deployed strength".split())


class Memory:
    """What was last spoken of, for what a sentence leaves unsaid."""

    def __init__(self, armies: frozenset[str] = frozenset()) -> None:
        self.population: Described | None = None
        self.paragraphs_since = 0
        self.armies = armies
        self.place: Place | None = None
        self.place_of: dict[tuple[str | None, str | None], Place] = {}
        self.seen: list[Sighting] = []
        self.figure: Figure | None = None

    def speak_of(self, described: Described) -> Described:
        """Keep the population last spoken of; one named by its country alone has the class that the report gave it before."""
        if described.country in self.armies and described.kind in (None, "unknown"):
            described = replace(described, kind="combatant", role=described.role or "military")
        self.population, self.paragraphs_since = described, 0
        return described

    def keep(self, sightings: list[Sighting], figure: Figure) -> None:
        """Keep the figures of a sentence for the sentences that go on from them; the last few are enough."""
        self.seen = (self.seen + sightings)[-_KEPT:]
        self.figure = figure

    def new_paragraph(self) -> None:
        """Places last for a paragraph, populations until another is named."""
        self.place = None
        self.paragraphs_since += 1


def armies_of(text: str, names: Sequence[Named]) -> frozenset[str]:
    """Find the countries whose soldiers a text speaks of anywhere, so that its "North Koreans" are known for soldiers from the first line.

    >>> from closewatch.reading.places import find_names
    >>> text = "North Koreans lost. The North Korean elite troops went home."
    >>> sorted(armies_of(text, find_names(text)))
    ['KP']
    """
    found = set()
    for named in names:
        if named.kind is NameKind.DEMONYM and named.country not in found:
            following = text[named.end : named.end + 40].split()[:3]
            if any(class_of(word.strip('.,;:!?"”’').lower()) == "combatant" for word in following):
                found.add(named.country)
    return frozenset(found)


def find_population(
    report: Report,
    tokens: Tokens,
    sighting: Sighting,
    names: Sequence[Named],
    memory: Memory,
    sentence: tuple[int, int],
    made: dict[int, Figure],
) -> Population | None:
    """The people counted, or paid: the noun of the number, the subject of the verb of pay, or the population last spoken of."""
    described: Described | None = None
    if sighting.noun:
        begins = sighting.number.first if sighting.number.article else min(sighting.slot.last, sighting.noun.last - 1)
        described = describe(tokens, sighting.noun, begins, names, sentence[1])
    elif sighting.decided and sighting.measure == "paid":
        described = _recipients(tokens, sighting, names, sentence[1])
        described = described or subject_of(tokens, sighting.decided.trigger.first, names, sentence[0])
    if described is None:
        carried = _of_the_demonym(report, tokens, sighting, names, memory) or _carried(sighting, made, memory.figure)
        carried = carried or _of_the_state(report, tokens, sighting, None, names)
        if carried is None:
            remember(tokens, sentence[0], sighting.slot.first, names, memory)
        return carried or _last_spoken_of(sighting, memory)
    remember(tokens, sentence[0], described.first, names, memory)
    settled, taken = inherit_country(described, memory.population)
    if settled.country is None and not taken:
        sent = _of_the_state(report, tokens, sighting, described, names)
        if sent:
            return sent
    if settled.country is None and settled.kind == "combatant" and memory.population is None and len(memory.armies) == 1:
        span = report.span(tokens.starts[described.first], tokens.ends[described.last - 1])
        return Population(next(iter(memory.armies)), settled.role, settled.kind, span, _ONLY)
    if settled.country is None and settled.kind is None and settled.role is None:
        return None
    if settled.country and settled.kind in (None, "unknown") and settled.of_war and sighting.measure in _DONE_BY_TROOPS:
        settled = replace(settled, kind="combatant", role="military")
    if settled.country and (settled.of_war or settled.points_back or settled.role == "worker"):
        settled = memory.speak_of(settled)
    span = report.span(tokens.starts[described.first], tokens.ends[described.last - 1])
    return Population(settled.country, settled.role, settled.kind, span, _INHERITED if taken else "")


def _recipients(tokens: Tokens, sighting: Sighting, names: Sequence[Named], last: int) -> Described | None:
    """Those a pay is said to be for: $2,000 a month for each North Korean soldier."""
    for at in range(sighting.slot.last, min(sighting.slot.last + 6, last - 1)):
        if tokens.words[at] in ("for", "to", "per") and tokens.word(at - 1) not in ("according", "due", "up", "close"):
            noun = read_noun(tokens, at + 1 + (tokens.words[at + 1] in ("each", "every", "a")), last)
            if noun and noun.is_people:
                return describe(tokens, noun, noun.first, names, last)
    return None


def _last_spoken_of(sighting: Sighting, memory: Memory) -> Population | None:
    """The army spoken of here or in the paragraph before, for losses and pay that name nobody: 100 dead, so the agency."""
    kept = memory.population
    lost = (
        sighting.unit in ("person", "percent")
        and sighting.measure in _LOST_OR_SENT
        and (sighting.noun is None or not sighting.noun.is_people)
    )
    paid = sighting.measure == "paid" and sighting.per is not None
    near = memory.paragraphs_since <= _NEAR or memory.armies == {kept.country if kept else None}
    if kept is None and len(memory.armies) == 1 and (lost or paid):
        return Population(next(iter(memory.armies)), "military", "combatant", None, _ONLY)
    if kept is None or not near or kept.kind not in ("combatant", "protected") or not (lost or paid):
        return None
    memory.paragraphs_since = 0
    return Population(kept.country, kept.role, kept.kind, None, "inherited: last spoken of")


def _carried(sighting: Sighting, made: dict[int, Figure], earlier: Figure | None) -> Population | None:
    """The people of the figure before in the sentence, or the one it goes on from: 300 soldiers died and 2,700 were wounded."""
    last = earlier if sighting.carried_from else list(made.values())[-1] if made else None
    if last is None or sighting.noun or sighting.money or sighting.unit != "person" or last.unit != "person" or not last.population:
        return None
    return replace(last.population, span=None, rule="inherited: the figure before")


def _of_the_demonym(report: Report, tokens: Tokens, sighting: Sighting, names: Sequence[Named], memory: Memory) -> Population | None:
    """The nation named on the outcome itself: about 300 North Korean dead; Russian losses at 1,000."""
    trigger = sighting.decided.trigger if sighting.decided else None
    if trigger is None or not trigger.noun or sighting.unit != "person" or sighting.measure not in _LOST_OR_SENT:
        return None
    at = tokens.starts[trigger.first]
    own = [named for named in names if named.end < at and report.text[named.end : at] in _ON_THE_OUTCOME]
    named = next((named for named in own if named.kind in (NameKind.DEMONYM, NameKind.STATE)), None)
    if named is None:
        return None
    army = named.country in memory.armies
    span = report.span(named.start, named.end)
    return Population(named.country, "military" if army else None, "combatant" if army else "unknown", span, "named on the outcome")


def _of_the_state(
    report: Report, tokens: Tokens, sighting: Sighting, described: Described | None, names: Sequence[Named]
) -> Population | None:
    """Troops that a state has sent or lost are its own: Russia lost 1,570 troops."""
    trigger = sighting.decided.trigger if sighting.decided else None
    if trigger is None or (sighting.unit != "person" and sighting.unit not in units_of_people()) or trigger.first >= sighting.slot.first:
        return None
    start = tokens.starts[trigger.first]
    end = tokens.starts[max(0, trigger.first - _SUBJECT_REACH)]
    own = [named for named in names if end <= named.start and named.end < start and named.kind in (NameKind.STATE, NameKind.METONYM)]
    men = sighting.noun is not None and sighting.noun.singular == "man"
    if not own or (described and described.kind != "combatant" and not men):
        return None
    named = own[-1]
    gap = tokens.words[bisect_right(tokens.starts, named.end) : trigger.first]
    verbs = trigger.object and all(word in _BEFORE_A_VERB for word in gap) and tokens.words[trigger.first] in _OWN_TROOPS
    if not verbs or sighting.measure not in ("casualties", "deployed", "recruited", "strength"):
        return None
    span = (
        report.span(tokens.starts[described.first], tokens.ends[described.last - 1]) if described else report.span(named.start, named.end)
    )
    sent = described is not None and sighting.measure in ("deployed", "recruited")
    kind, role = ("combatant", "military") if sent else (described.kind, described.role) if described else (None, None)
    return Population(named.country, role, kind, span, "of the state that sent or lost them")


def find_place(
    report: Report, tokens: Tokens, sighting: Sighting, names: Sequence[Named], memory: Memory, population: Population | None, limit: int
) -> Place | None:
    """Where the figure holds: in the sentence, else where the same population was last said to be, else the paragraph's last place."""
    key = (population.country, population.kind) if population else None
    named = _nearest_place(tokens, sighting, [named for named in names if named.start < limit])
    if named:
        name = country_name(named.country) if named.kind is NameKind.STATE else named.name
        place = Place(name, named.country, report.span(named.start, named.end))
        memory.place = place
        if key:
            memory.place_of[key] = place
        return place
    kept = memory.place_of.get(key) if key else None
    if kept:
        return Place(kept.name, kept.country, None, "inherited: the same population")
    if memory.place:
        return Place(memory.place.name, memory.place.country, None, "inherited: the paragraph")
    return None


def _nearest_place(tokens: Tokens, sighting: Sighting, names: Sequence[Named]) -> Named | None:
    """The place behind a preposition that stands nearest, one after the number before one in front of it."""
    number = tokens.starts[sighting.slot.first]
    best: tuple[int, Named] | None = None
    for named in names:
        if named.kind is NameKind.DEMONYM or not _is_locative(tokens, named):
            continue
        distance = named.start - number if named.start > number else 60 + number - named.end
        if best is None or distance < best[0]:
            best = (distance, named)
    return best[1] if best else None


def _is_locative(tokens: Tokens, named: Named) -> bool:
    at = bisect_right(tokens.starts, named.start) - 1
    before = tokens.word(at - 1)
    if before in ("the", "eastern", "western", "northern", "southern", "central", "and", "or", ",") or before.endswith("'s"):
        before = tokens.word(at - 2)
    if before in ("of", "for", "against", "to", "from", "on") and named.kind is NameKind.METONYM:
        return before in ("to", "from")
    return before in _LOCATIVE


def remember(tokens: Tokens, first: int, last: int, names: Sequence[Named], memory: Memory) -> None:
    """Keep the population and the place that a sentence, or its part before a figure, speaks of last."""
    if first >= last:
        return
    start, end = tokens.starts[first], tokens.ends[last - 1]
    inside = [named for named in names if start <= named.start < end]
    for described in spoken_of(tokens, first, last, inside):
        described = memory.speak_of(described)
        attached = next(
            (
                named
                for named in inside
                if tokens.starts[described.first] <= named.start < tokens.ends[described.last - 1] and named.kind is not NameKind.DEMONYM
            ),
            None,
        )
        if attached:
            name = country_name(attached.country) if attached.kind is NameKind.STATE else attached.name
            memory.place_of[(described.country, described.kind)] = Place(name, attached.country)
    for named in inside:
        if named.kind is not NameKind.DEMONYM and _is_locative(tokens, named):
            name = country_name(named.country) if named.kind is NameKind.STATE else named.name
            memory.place = Place(name, named.country)
