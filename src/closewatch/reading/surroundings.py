"""Reads whom a figure is about from the words around it, in its sentence and in those before.

Keeps in mind what was last spoken of in a report, so that "those doing the work" and "another 11" find their people; every value taken
over says so in its rule. Where figures hold is read in `whereabouts`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from closewatch.reading.dates import Spoken
from closewatch.reading.nouns import class_of, read_noun, units_of_people
from closewatch.reading.places import Named, NameKind
from closewatch.reading.populations import Described, describe, inherit_country, spoken_of, subject_of
from closewatch.reading.sighted import Sighting
from closewatch.reading.tokens import Tokens
from closewatch.reading.whereabouts import Places, is_locative
from closewatch.terms.figure import Figure, Population
from closewatch.terms.report import Report
from closewatch.terms.statement import Statement
from closewatch.terms.when import Dated

_INHERITED = "inherited"
OF_OTHERS = "of a unit, or of several countries, that no one country is named for"
MAIN_ARMY = "the army that the report is about"
_ON_THE_OUTCOME = frozenset((" ", "'s ", "’s "))
_BESIDE = 70
"""Characters behind the name of a nation in which its soldiers, or what soldiers do, must be named."""
_FORCES = frozenset(
    "army force contingent unit units losses brigade brigades battalion regiment division infantry prisoners captives servicemen"
    " deserters casualties".split()
)
_SPIES = frozenset(("spies", "spy", "general", "officers", "commander", "commanders"))
_FIGHTING = re.compile(
    r"(?: [a-z]+){0,8} (?:fight|fights|fought|fighting|combat|battle|deserted|deployed|captured|sent to (?:fight|the front|[A-Z]\w*)"
    r"|left their positions|taken off the front|(?:killed|wounded) or (?:wounded|killed)|have become casualties)\b"
)
_OWN_FORCE = re.compile(r"['’]s (?:own |elite |new |first |fallen |dead )?([A-Za-z]+)(?! intelligence| [A-Z])")
_LOST_MEN = re.compile(
    r"(?:['’]s \w+)?(?: [a-z]+){0,2} (?:lost|send|sends|sent|sending|deployed|dispatched|mobilised|mobilized)"
    r"[^.;]{0,40} (?:men|soldiers|troops|fighters)\b|[^.;]{0,40} (?:its|own) (?:soldiers|troops|army|fighters)\b"
)
_TITLE = re.compile(r"(?:chief|commander|head|leader|general|spokes\w+|minister|director|deputy|officer|staff)s? of (?:the )?\Z")
_CLAUSE = re.compile(r"[.,;:!?\"”\n]")
_OF_STATE = re.compile(r"([A-Za-z]+(?:s|men)) (?:of|from) (?:the )?\Z")
_MOSTLY = 3
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


_DONE_BY_TROOPS = frozenset(("deployed", "deserted", "recruited", "strength", "captured", "surrendered"))
_LOST_OR_SENT = frozenset("killed wounded casualties captured missing deserted surrendered deployed strength".split())


class Memory:
    """What was last spoken of, for what a sentence leaves unsaid."""

    def __init__(self, armies: Counter[str] | None = None) -> None:
        self.population: Described | None = None
        self.paragraphs_since = 0
        self.armies = armies or Counter()
        self.main = main_army(self.armies)
        self.places = Places()
        self.seen: list[Sighting] = []
        self.figure: Figure | None = None
        self.spoken: Spoken = (None, None)
        self.day: Dated | None = None
        self.heading: Dated | None = None

    def speak_of(self, described: Described) -> Described:
        """Keep the population last spoken of; one named by its country alone has the class that the report gave it before."""
        if described.country in self.armies and described.kind in (None, "unknown"):
            described = replace(described, kind="combatant", role=described.role or "military")
        self.population, self.paragraphs_since = described, 0
        return described

    def of_late(self) -> Described | None:
        """The population last spoken of: in this paragraph, or before it where the report is not about another army."""
        kept = self.population
        if kept and self.paragraphs_since and self.main and kept.country != self.main and kept.kind != "civilian":
            return None
        return kept

    def keep(self, sightings: list[Sighting], figure: Figure) -> None:
        """Keep the figures of a sentence for the sentences that go on from them; the last few are enough."""
        self.seen = (self.seen + sightings)[-_KEPT:]
        self.figure = figure

    def new_paragraph(self) -> None:
        """Places last for a paragraph, populations until another is named."""
        self.places.paragraph = None
        self.day = None
        self.paragraphs_since += 1


def armies_of(text: str, names: Sequence[Named]) -> Counter[str]:
    """Count how often a text speaks of a country's soldiers, so that its "North Koreans" are known for soldiers from the first line.

    >>> from closewatch.reading.places import find_names
    >>> text = "North Koreans lost. The North Korean elite troops went home. Pyongyang's troops fought."
    >>> armies_of(text, find_names(text))
    Counter({'KP': 2})
    """
    found: Counter[str] = Counter()
    for named in names:
        beside = text[named.end : named.end + _BESIDE]
        if named.kind is NameKind.DEMONYM:
            following = [word.lower() for word in _CLAUSE.split(beside, maxsplit=1)[0].split()[:3]]
            if any(class_of(word) == "combatant" or word in _FORCES for word in following) or (
                text[named.end - 1 : named.end] == "s" and _FIGHTING.match(beside)
            ):
                found[named.country] += 1
        elif named.kind in (NameKind.STATE, NameKind.METONYM):
            of_state = _OF_STATE.search(text, max(0, named.start - _BESIDE), named.start)
            by_state = of_state is not None and class_of(of_state[1].lower()) == "combatant"
            in_a_title = _TITLE.search(text, max(0, named.start - _BESIDE), named.start) is not None
            if by_state or (_owns_fighters(beside) and not in_a_title) or _LOST_MEN.match(beside):
                found[named.country] += 1
    return found


def _owns_fighters(beside: str) -> bool:
    """Russia's soldiers; but not Ukraine's forces where they only make a title, or its military intelligence."""
    owned = _OWN_FORCE.match(beside)
    return (
        owned is not None and owned[1].lower() not in _SPIES and (class_of(owned[1].lower()) == "combatant" or owned[1].lower() in _FORCES)
    )


def main_army(armies: Counter[str]) -> str | None:
    """Give the country whose army a report is about: the only one, or the one spoken of at least three times as often as any other.

    >>> main_army(Counter(KP=6, RU=1)), main_army(Counter(UA=2, RU=2))
    ('KP', None)
    """
    ranked = armies.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _MOSTLY * ranked[1][1]):
        return None
    return ranked[0][0]


def find_population(
    report: Report,
    tokens: Tokens,
    sighting: Sighting,
    names: Sequence[Named],
    memory: Memory,
    sentence: tuple[int, int],
    made: dict[int, Figure],
    statement: Statement | None = None,
) -> Population | None:
    """The people counted, or paid: the noun of the number, the subject of the verb of pay, or the population last spoken of.

    "Its soldiers" in what somebody says are those of the speaker's country.
    """
    described: Described | None = None
    if sighting.noun and sighting.number.shape != "ratio":
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
    country = statement.speaker.country if statement and statement.speaker else None
    if country and described.country is None and described.of_war and tokens.word(described.first - 1) in ("its", "our"):
        span = report.span(tokens.starts[described.first - 1], tokens.ends[described.last - 1])
        settled = memory.speak_of(replace(described, country=country))
        return Population(country, settled.role, settled.kind, span, "its: the speaker's country")
    sent = _of_the_state(report, tokens, sighting, described, names) if described.country is None else None
    if sent:
        return sent
    if described.of_several:
        span = report.span(tokens.starts[described.first], tokens.ends[described.last - 1])
        return Population(None, described.role, described.kind, span, OF_OTHERS)
    settled, taken = inherit_country(described, memory.of_late())
    if settled.country is None and settled.kind == "combatant" and memory.of_late() is None and memory.main:
        span = report.span(tokens.starts[described.first], tokens.ends[described.last - 1])
        return Population(memory.main, settled.role, settled.kind, span, MAIN_ARMY)
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
    kept = memory.of_late()
    lost = (
        sighting.unit in ("person", "percent")
        and sighting.measure in _LOST_OR_SENT
        and (sighting.noun is None or not sighting.noun.is_people)
    )
    paid = sighting.measure == "paid" and sighting.per is not None
    near = memory.paragraphs_since <= _NEAR or (kept is not None and memory.main == kept.country)
    if kept is None and memory.main and (lost or paid):
        return Population(memory.main, "military", "combatant", None, MAIN_ARMY)
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
    sent = sighting.measure in ("deployed", "recruited") and (described is not None or sighting.unit in units_of_people())
    kind, role = ("combatant", "military") if sent else (described.kind, described.role) if described else (None, None)
    return Population(named.country, role, kind, span, "of the state that sent or lost them")


def remember(tokens: Tokens, first: int, last: int, names: Sequence[Named], memory: Memory) -> None:
    """Keep the population that a sentence, or its part before a figure, speaks of last, and the place where it says that it is."""
    if first >= last:
        return
    start, end = tokens.starts[first], tokens.ends[last - 1]
    inside = [named for named in names if start <= named.start < end]
    for described in spoken_of(tokens, first, last, inside):
        described = memory.speak_of(described)
        opens, closes = tokens.starts[described.first], tokens.ends[described.last - 1]
        for named in inside:
            if opens <= named.start < closes and is_locative(tokens, named, inside):
                memory.places.speak_of(named, described.country)
