"""Reads whom a figure is about from the words around it, in its sentence and in those before.

Keeps in mind what was last spoken of in a report, so that "those doing the work" and "another 11" find their people; every value taken
over says so in its rule. Where figures hold is read in `whereabouts`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from closewatch.reading.armies import main_army
from closewatch.reading.dates import Spoken
from closewatch.reading.nouns import read_noun, units_of_people
from closewatch.reading.places import Named, NameKind
from closewatch.reading.populations import Described, describe, inherit_country, number_of, spoken_of, subject_of
from closewatch.reading.sighted import Sighting
from closewatch.reading.tokens import Tokens
from closewatch.reading.whereabouts import Places, is_locative
from closewatch.terms.about import Population
from closewatch.terms.figure import Figure, FigureKind
from closewatch.terms.report import Report
from closewatch.terms.statement import Statement
from closewatch.terms.when import Dated

_INHERITED = "inherited"
OF_OTHERS = "of a unit, or of several countries, that no one country is named for"
OF_BUILDERS = "builders whom some count as soldiers and others as workers"
MAIN_ARMY = "the army that the report is about"
_ON_THE_OUTCOME = frozenset((" ", "'s ", "’s "))
_KEPT = 20
_NEAR = 2
"""Paragraphs for which an army stays the one spoken of, unless it is the only one of the report."""
_OWN = frozenset(("its", "our", "their", "his"))
_ARMED = ("army", "military", "armed forces", "general staff", "defence forces", "defense forces", "navy", "air force")
_HAPPENED = frozenset(("dead", "wounded", "injured", "missing", "captured"))
_LOSSES = frozenset("losses casualties dead killed wounded toll".split())
_THEM = frozenset(("them", "these", "those", "whom"))
_GOING_ON = frozenset("more have has had are were will would of others in at".split())
_MEDICAL = frozenset("hospital hospitals doctor doctors medics surgeon surgeons clinic morgue nurse health".split())
_CLOSE = 7
"""Pieces in front of a bare number in which those whom it counts are named."""
_CLAUSE = 20
"""Pieces of the clause in front of a bare number."""
_OPENING = 2
"""Paragraphs, the headline included, with which a report opens."""
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
        self.in_paragraph: Figure | None = None
        self.spoken: Spoken = (None, None)
        self.day: Dated | None = None
        self.heading: Dated | None = None
        self.struck: Dated | None = None
        self.struck_lately = False
        self._struck_first = False
        self._struck_for = 0
        self._paragraphs = 0

    def speak_of(self, described: Described) -> Described:
        """Keep the population last spoken of; one named by its country alone has the class that the report gave it before."""
        if described.country in self.armies and described.kind in (None, "unknown"):
            described = replace(described, kind="combatant", role=described.role or "military")
        self.population, self.paragraphs_since = described, 0
        return described

    def of_late(self) -> Described | None:
        """The population last spoken of: in this paragraph, or before it where the report is not about another army."""
        kept = self.population
        others = kept is not None and (kept.country != self.main if self.main else len(self.armies) > 1)
        return None if kept and self.paragraphs_since and kept.kind != "civilian" and others else kept

    def keep(self, sightings: list[Sighting], figure: Figure) -> None:
        """Keep the figures of a sentence for the sentences that go on from them; the last few are enough."""
        self.seen = (self.seen + sightings)[-_KEPT:]
        self.figure = self.in_paragraph = figure

    def new_paragraph(self) -> None:
        """Places last for a paragraph, populations until another is named."""
        self.places.paragraph = None
        self.day = None
        self.in_paragraph = None
        self._paragraphs += 1
        self.paragraphs_since += 1
        self._struck_for -= 1
        self.struck_lately = self._struck_for >= 0
        if not self.struck_lately and not self._struck_first:
            self.struck = None

    def strike(self, dated: Dated | None) -> None:
        """Keep when an attack was: for this paragraph and the next one, or for the whole report where it opens with it."""
        if dated is not None:
            self.struck, self.struck_lately, self._struck_for = dated, True, 1
            self._struck_first = self._paragraphs <= _OPENING


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
        noun = sighting.noun
        if noun.singular in _HAPPENED:
            noun = read_noun(tokens, noun.last, min(noun.last + 3, sentence[1])) or noun
            noun = noun if noun.is_people else sighting.noun
        begins = sighting.number.first if sighting.number.article else min(sighting.slot.last, noun.last - 1)
        described = describe(tokens, noun, begins, names, sentence[1])
    elif sighting.decided and sighting.measure == "paid":
        described = _recipients(tokens, sighting, names, sentence[1])
        described = described or subject_of(tokens, sighting.decided.trigger.first, names, sentence[0])
    if described is None and sighting.noun is None and sighting.kind is FigureKind.COUNT:
        described = number_of(tokens, sighting.slot.first, sentence[0], names)
    if described is None:
        carried = _of_the_demonym(report, tokens, sighting, names, memory) or _carried(sighting, made, memory.figure)
        carried = carried or _of_the_state(report, tokens, sighting, None, names)
        carried = carried or _of_the_losses(report, tokens, sighting, names, memory)
        carried = (
            carried or _out_of_them(tokens, sighting, memory) or _before_the_number(report, tokens, sighting, names, memory, sentence, made)
        )
        if carried is None:
            remember(tokens, sentence[0], sighting.slot.first, names, memory)
        return carried or (None if is_of_hospitals(tokens, *sentence) else _last_spoken_of(sighting, memory))
    remember(tokens, sentence[0], described.first, names, memory)
    if described.builds:
        span = report.span(tokens.starts[described.first], tokens.ends[described.last - 1])
        late = memory.of_late()
        return Population(described.country or (late.country if late else memory.main), described.role, None, span, OF_BUILDERS)
    country = _owner(tokens, described, names, memory, sentence, statement)
    if country:
        first = described.first - (tokens.word(described.first - 1) in _OWN)
        span = report.span(tokens.starts[first], tokens.ends[described.last - 1])
        if described.kind in (None, "unknown") and sighting.measure in _DONE_BY_TROOPS:
            described = replace(described, kind="combatant", role="military")
        settled = memory.speak_of(replace(described, country=country[0]))
        return Population(country[0], settled.role, settled.kind, span, country[1])
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
    if settled.country is None and settled.kind in (None, "unknown") and settled.role is None:
        return None
    if settled.country and settled.kind in (None, "unknown") and settled.of_war and sighting.measure in _DONE_BY_TROOPS:
        settled = replace(settled, kind="combatant", role="military")
    if settled.country and (settled.of_war or settled.points_back or settled.role == "worker"):
        settled = memory.speak_of(settled)
    span = report.span(tokens.starts[described.first], tokens.ends[described.last - 1])
    return Population(settled.country, settled.role, settled.kind, span, _INHERITED if taken else "")


def _owner(
    tokens: Tokens,
    described: Described,
    names: Sequence[Named],
    memory: Memory,
    sentence: tuple[int, int],
    statement: Statement | None,
) -> tuple[str, str] | None:
    """Whose soldiers "its men" are: of the state that is the subject, else of who speaks; an army's plain "soldiers" are its own."""
    if described.country is not None or not described.of_war:
        return None
    speaker = statement.speaker.country if statement and statement.speaker else None
    if tokens.word(described.first - 1) in _OWN:
        start, end = tokens.starts[sentence[0]], tokens.starts[described.first]
        states = [named for named in names if start <= named.start < end and named.kind in (NameKind.STATE, NameKind.METONYM)]
        acting = [named for named in states if named.start == start or not is_locative(tokens, named, states)]
        if acting and acting[0].start == start:
            return acting[0].country, "its: the country that acts"
        return (speaker, "its: the speaker's country") if speaker and tokens.word(described.first - 1) != "their" else None
    if speaker and statement and memory.of_late() is None and (not memory.armies or speaker in memory.armies):
        source = " ".join(span.exact for span in statement.source).lower()
        if any(word in source for word in _ARMED):
            return speaker, "of the army that speaks"
    return None


def _of_the_losses(report: Report, tokens: Tokens, sighting: Sighting, names: Sequence[Named], memory: Memory) -> Population | None:
    """The nation whose losses a sentence speaks of in front of the number: Russia's losses he put at 180,000."""
    if sighting.unit not in ("person", None) or sighting.measure not in _LOST_OR_SENT:
        return None
    number = tokens.starts[sighting.slot.first]
    for named in reversed([named for named in names if named.end < number]):
        at = bisect_right(tokens.starts, named.end - 1)
        owned = tokens.word(at) in ("'s", "’s") or report.text[named.end : named.end + 1] in ("'", "’")
        if not owned and named.kind is not NameKind.DEMONYM:
            continue
        at += tokens.word(at) in ("'s", "’s")
        at += tokens.word(at) in ("own", "total", "military", "battlefield")
        if tokens.word(at) in _LOSSES and named.kind in (NameKind.STATE, NameKind.METONYM, NameKind.DEMONYM):
            between = tokens.words[at : sighting.slot.first]
            if ";" in between or ("," in between and "and" in between):
                return None
            span = report.span(named.start, named.end)
            army = named.country in memory.armies or tokens.word(at) == "losses"
            return Population(
                named.country, "military" if army else None, "combatant" if army else "unknown", span, "whose losses they are"
            )
    return None


def _out_of_them(tokens: Tokens, sighting: Sighting, memory: Memory) -> Population | None:
    """Some of those counted just before, or last spoken of: four of them; eight of whom."""
    last = sighting.slot.last
    if sighting.unit not in ("person", None) or tokens.word(last) != "of" or tokens.word(last + 1) not in _THEM:
        return None
    before = memory.in_paragraph
    if before and before.population and before.unit == "person":
        return replace(before.population, span=None, rule="inherited: the figure before")
    kept = memory.of_late()
    return Population(kept.country, kept.role, kept.kind, None, "inherited: last spoken of") if kept else None


def _before_the_number(
    report: Report,
    tokens: Tokens,
    sighting: Sighting,
    names: Sequence[Named],
    memory: Memory,
    sentence: tuple[int, int],
    made: dict[int, Figure],
) -> Population | None:
    """Those whom a bare number counts: the ones that its clause names in front of it, "them", or else those of the figure before."""
    if sighting.unit is not None or sighting.noun is not None or sighting.kind is not FigureKind.COUNT:
        return None
    start = max(sentence[0], sighting.slot.first - _CLAUSE)
    described = [one for one in spoken_of(tokens, start, sighting.slot.first, names) if one.last > sighting.slot.first - _CLOSE]
    if described:
        named = memory.speak_of(described[-1])
        span = report.span(tokens.starts[named.first], tokens.ends[named.last - 1])
        return Population(named.country, named.role, named.kind, span, "named in front of the number")
    kept = memory.of_late()
    if kept and "them" in tokens.words[max(sentence[0], sighting.slot.first - _CLOSE) : sighting.slot.first]:
        return Population(kept.country, kept.role, kept.kind, None, "inherited: last spoken of")
    before = list(made.values())[-1] if made else memory.in_paragraph
    goes_on = tokens.word(sighting.slot.last) in _GOING_ON or "of" in tokens.words[max(0, sighting.slot.first - 3) : sighting.slot.first]
    if before and before.population and before.unit == "person" and goes_on:
        return replace(before.population, span=None, rule="inherited: the figure before")
    return None


def is_of_hospitals(tokens: Tokens, first: int, last: int) -> bool:
    """Tell a sentence in which hospitals or a health ministry count: their dead and wounded are not those of an army alone.

    >>> from closewatch.reading.tokens import cut
    >>> is_of_hospitals(cut("Hospitals received 370 wounded."), 0, 4)
    True
    """
    return not _MEDICAL.isdisjoint(tokens.words[first:last])


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
