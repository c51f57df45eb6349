"""Says of each statement what it is about apart from how many: who is said to have been where, to have fought there, to have died.

Puts together what `happenings` finds in the words of a statement with the people and places of `populations` and `whereabouts`. What words
like "the reports" or "it" point at is taken from what others were read to say before; every value taken over names its rule.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from closewatch.reading.armies import armies_of
from closewatch.reading.happenings import BEING_THERE, EVENTS, Happening, Pointing, find_happening, piece_at, points_back
from closewatch.reading.nouns import PEOPLE, class_of, read_noun, units_of_people
from closewatch.reading.places import Named, NameKind, find_names
from closewatch.reading.plurals import singular
from closewatch.reading.populations import Described, inherit_country, subject_of
from closewatch.reading.surroundings import Memory, remember
from closewatch.reading.tokens import Tokens, cut
from closewatch.reading.whereabouts import headline_place, is_locative, remember_places
from closewatch.terms.about import About, Act, Place, Population
from closewatch.terms.countries import country_name
from closewatch.terms.figure import Figure, Scope, Standing
from closewatch.terms.report import BlockKind, Report
from closewatch.terms.statement import Part, Stance, Statement

POINTS_BACK = "points back at what was told"
LAST_SPOKEN_OF = "inherited: last spoken of"
OF_THE_SPEAKER = "of the speaker's country"
_DETAILS = re.compile(r"\b(?:details?|number|numbers|figures?|breakdown|how many)\b")
"""What is refused where the event itself is not in question: gave no details of casualties."""
_OWN = frozenset(("its", "our", "their", "his", "her"))
_ARMED = ("combatant", "protected", "unknown")
_BEGINNINGS = frozenset("having sending deploying being sent to any".split())
_PLANNED = (Scope.PLANNED, Scope.FORECAST)
_SUPPOSED = (Standing.HYPOTHETICAL, Standing.FEARED)
_ANSWERED = (Stance.DENIES, Stance.DECLINES)
OF_THINGS = frozenset("destroyed damaged incidents launched intercepted".split())
"""Measures of what befalls things and places; whose things they are is not told by the people spoken of."""
REACH = 40
"""How many statements before and behind a denial can point at, so that the time stays linear (as in linking.denials)."""
_NESTED = 8
"""How many sources and cues can lie one in another."""
_Whose: TypeAlias = tuple[str | None, str | None]
"""The country of the people spoken of, and that of the place."""
_MOST_PEOPLE = 6
"""Nouns for people looked at in one content, so that a list of any length takes linear time."""


def say_about(report: Report, statements: Sequence[Statement], figures: Sequence[Figure]) -> tuple[Statement, ...]:
    """Give the statements with what each is about, in their order.

    Works on statements and figures that were read before; ids do not change.
    """
    of_statement: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.statement:
            of_statement.setdefault(figure.statement, []).append(figure)
    walk = _Walk(report, statements, of_statement)
    told = {id(statement): about for statement, about in walk.explicit()}
    found = dict(told)
    spoken = sorted((one for one in statements if one.content), key=lambda one: one.content[0].start)
    usual = next((whose for whose, _ in Counter(map(_whose, told.values())).most_common(1)), None)
    for place, statement in enumerate(spoken):
        if id(statement) in found or statement.stance not in _ANSWERED or statement.id in of_statement:
            continue
        near = spoken[max(0, place - REACH) : place + REACH]
        if about := _pointed_at(report, statement, near, told, usual):
            found[id(statement)] = about
    return tuple(replace(one, about=found[id(one)]) if id(one) in found else one for one in statements)


def _pointed_at(
    report: Report, statement: Statement, spoken: Sequence[Statement], told: Mapping[int, About], usual: _Whose | None
) -> About | None:
    """What a denial or a refusal to say is about that names nothing itself.

    One claim is the last one told, by anybody else or by somebody whom the words name; all the reports are what the report mostly tells.
    """
    span = statement.content[0]
    tokens = cut(report.text, span.start, span.end)
    pointing = points_back(tokens, 0, len(tokens.words))
    if pointing is None:
        return None
    others = [one for one in spoken if one is not statement and _can_be_meant(one, statement, told.get(id(one)))]
    before = [one for one in others if one.content[0].start < span.start]
    owned = [one for one in before if one.speaker and _owns(span.exact, one.speaker.names)]
    if pointing is Pointing.ALL and not owned:
        before, others = ([one for one in some if id(one) in told and _whose(told[id(one)]) == usual] for some in (before, others))
    target = owned[-1] if owned else before[-1] if before else others[0] if others else None
    if target is None:  # nobody is told to say so, only others to deny it
        apart = (one for one in spoken if id(one) in told and one.speaker != statement.speaker)
        target = next((one for one in apart if not told[id(one)].planned), None)
    about = told.get(id(target)) if target else None
    return replace(about, act=None, planned=False, span=span, rule=POINTS_BACK) if about else None


def _can_be_meant(one: Statement, denial: Statement, about: About | None) -> bool:
    """Nobody denies a denial, a plan that others foresee, or what they say themselves, but for what they had declined to say."""
    own = one.speaker is not None and one.speaker == denial.speaker
    return one.stance is not Stance.DENIES and not (about and about.planned) and (not own or one.stance is Stance.DECLINES)


def _whose(about: About) -> _Whose:
    """Whose people it is about and in which country: what a report speaks of most is what "the reports" are about."""
    return (about.population.country if about.population else None, about.place.country if about.place else None)


def _owns(words: str, names: Sequence[str]) -> bool:
    return any(f"{name}'s " in words or f"{name}’s " in words for name in names)


class _Walk:
    """Goes through a report sentence by sentence and reads the statements that begin in each, with what was spoken of before."""

    def __init__(self, report: Report, statements: Sequence[Statement], figures: dict[str, list[Figure]]) -> None:
        self._report, self._figures = report, figures
        self._names = find_names(report.text)
        tellers = sorted((span.start, span.end) for one in statements for span in (*one.source, *one.cue))
        self._memory = Memory(armies_of(report.text, [one for one in self._names if not _is_inside(one.start, tellers)]))
        self._waiting = sorted((one for one in statements if one.content), key=lambda one: one.content[0].start)
        self._topic: Place | None = None
        self._last: Population | None = None
        self._inside: dict[str, list[Statement]] = {}
        for one in statements:
            if one.within:
                self._inside.setdefault(one.within, []).append(one)

    def explicit(self) -> Iterator[tuple[Statement, About]]:
        """Give each statement whose own words tell of an event, in the order of the text."""
        at = 0
        for block in self._report.blocks:
            tokens = cut(self._report.text, block.span.start, block.span.end)
            names = _between(self._names, block.span.start, block.span.end)
            self._memory.new_paragraph()
            if block.kind is BlockKind.HEADLINE:
                self._topic = headline_place(tokens, names) or _state_after_for(tokens, names)
            for first, last in tokens.sentences:
                end = tokens.ends[last - 1]
                while at < len(self._waiting) and self._waiting[at].content[0].start < end:
                    about = self._about(self._waiting[at], tokens, names)
                    if about:
                        yield self._waiting[at], about
                    at += 1
                inside = _between(names, tokens.starts[first], end)
                remember(tokens, first, last, inside, self._memory)
                remember_places(tokens, inside, self._memory.places)

    def _about(self, statement: Statement, tokens: Tokens, names: Sequence[Named]) -> About | None:
        counted = self._figures.get(statement.id, [])
        if counted and statement.stance in _ANSWERED:
            return None  # It is the number that is denied, which is a matter of the figure (linking.denials).
        happening: Happening | None = None
        for span in statement.content:
            first, last = piece_at(tokens, span.start), piece_at(tokens, span.end)
            happening = find_happening(tokens, first, last) if first < last else None
            if happening:
                break
        if happening and statement.stance is Stance.DECLINES:
            asked = (*(span.exact for span in statement.cue), self._report.text[span.start : tokens.starts[happening.first]])
            if any(_DETAILS.search(words) for words in asked):
                return None
        if happening and self._passes_on(statement, tokens.starts[happening.first]):
            return None  # It is the one quoted inside who says it.
        figure = next((one for one in counted if one.measure in EVENTS | BEING_THERE and one.place), None)
        about = self._counted(figure, happening) if figure else None
        if about is None and happening:
            about = self._told(statement, tokens, (first, last), names, happening)
        if about is None or (about.measure is None and (about.population is None or about.place is None)):
            return None
        if about.population and about.population.country and about.place:
            self._memory.places.of[about.population.country] = about.place
            self._last = about.population
        return about

    def _passes_on(self, statement: Statement, offset: int) -> bool:
        inner = self._inside.get(statement.id, ())
        return any(span.start <= offset < span.end for one in inner for span in one.content)

    def _counted(self, figure: Figure, happening: Happening | None) -> About:
        """What a number counts is what the statement is about."""
        there = figure.measure in BEING_THERE
        fought = happening is not None and happening.act is Act.FOUGHT
        return About(
            measure=None if there else figure.measure,
            population=figure.population,
            place=figure.place,
            act=(Act.FOUGHT if fought else Act.PRESENT) if there else None,
            negated=figure.standing is Standing.NONE_REPORTED or figure.amount.high == 0,
            planned=figure.scope in _PLANNED or figure.standing in _SUPPOSED or bool(happening and happening.planned),
            span=figure.span,
            rule="what the figure counts",
        )

    def _told(self, statement: Statement, tokens: Tokens, pieces: tuple[int, int], names: Sequence[Named], happening: Happening) -> About:
        first, last = pieces
        start, end = tokens.starts[first], tokens.ends[last - 1]
        inside = _between(names, start, end)
        population = self._population(statement, tokens, pieces, inside, happening)
        return About(
            measure=happening.measure,
            population=population,
            place=self._place(tokens, inside, happening, population),
            act=happening.act,
            negated=happening.negated,
            planned=happening.planned,
            span=self._report.span(tokens.starts[happening.first], tokens.ends[happening.last - 1]),
        )

    def _population(
        self, statement: Statement, tokens: Tokens, pieces: tuple[int, int], names: Sequence[Named], happening: Happening
    ) -> Population | None:
        """The people nearest to the word for what happened; where the words only point, those last spoken of."""
        first, last = pieces
        found = sorted(_people(tokens, first, last, names), key=lambda one: _distance(one, happening))
        if happening.measure is None:
            found = [one for one in found if one.kind in (*_ARMED, None)]
        for described in found[:1]:
            country, rule = described.country, ""
            if country is None:
                owner = self._owner(statement, tokens, described, first, names)
                country, rule = owner or (None, "")
            if country is None:
                settled, taken = inherit_country(described, self._memory.of_late())
                settled, rule = (settled, LAST_SPOKEN_OF) if taken else (described, "")
                if settled.country is None and described.kind == "combatant" and self._memory.main:
                    settled, rule = replace(described, country=self._memory.main), LAST_SPOKEN_OF
            else:
                settled = replace(described, country=country)
            if settled.country:
                settled = self._memory.speak_of(settled)
                if settled.kind in (None, "unknown") and happening.act is Act.FOUGHT:
                    settled = replace(settled, kind="combatant", role=settled.role or "military")
            span = self._report.span(tokens.starts[described.first], tokens.ends[described.last - 1])
            return Population(settled.country, settled.role, settled.kind, span, rule)
        if not happening.noun or happening.measure in OF_THINGS:
            return None
        late = self._memory.of_late()
        if late and late.country:
            return Population(late.country, late.role, late.kind, None, LAST_SPOKEN_OF)
        return replace(self._last, span=None, rule=LAST_SPOKEN_OF) if self._last else None

    def _owner(
        self, statement: Statement, tokens: Tokens, described: Described, first: int, names: Sequence[Named]
    ) -> tuple[str, str] | None:
        """Whose soldiers they are: of the state that sent them, or of the country that speaks of its own."""
        head = tokens.starts[described.first]
        states = [one for one in names if one.end <= head and one.kind in (NameKind.STATE, NameKind.METONYM)]
        acting = [one for one in states if not is_locative(tokens, one, names)]
        country = statement.speaker.country if statement.speaker else None
        own = tokens.words[described.first] in _OWN or tokens.word(described.first - 1) in _OWN
        if acting and described.kind in _ARMED and (own or _sent_by(tokens, acting[-1], described)):
            return acting[-1].country, "of the state that sent or lost them"
        if country and own:
            return country, OF_THE_SPEAKER
        begins = tokens.word(first) in _BEGINNINGS and described.first - first <= 4
        if country and begins and described.kind in ("combatant", "unknown"):
            return country, OF_THE_SPEAKER
        opens = statement.part is Part.HEADLINE and described.first <= first + 1 and described.kind == "combatant"
        return (country, OF_THE_SPEAKER) if country and opens else None

    def _place(self, tokens: Tokens, names: Sequence[Named], happening: Happening, population: Population | None) -> Place | None:
        """Where it happened: the place named nearest behind the word for it, else before it; else where these people were last."""
        where = [named for named in names if is_locative(tokens, named, names)]
        at = tokens.starts[happening.first]
        behind = [named for named in where if named.start >= at]
        named = behind[0] if behind else where[-1] if where else _state_after_for(tokens, names)
        if isinstance(named, Named):
            name = country_name(named.country) if named.kind is NameKind.STATE else named.name
            return Place(name, named.country or None, self._report.span(named.start, named.end), region=named.region)
        if named is not None:
            return named
        country = population.country if population else None
        of_them = self._memory.places.of.get(country) if country else None
        kept = of_them or self._memory.places.paragraph or self._topic
        if kept is None or (kept.country == country and happening.measure is None and of_them is None):
            return None
        return replace(kept, span=None, rule=LAST_SPOKEN_OF)


def _between(names: Sequence[Named], start: int, end: int) -> Sequence[Named]:
    return names[bisect_left(names, start, key=_begins) : bisect_left(names, end, key=_begins)]


def _begins(named: Named) -> int:
    return named.start


def _is_inside(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether an offset lies in one of some spans, sorted by their starts; of those that begin before it the last few are enough."""
    place = bisect_left(spans, (offset + 1, 0))
    return any(start <= offset < end for start, end in spans[max(0, place - _NESTED) : place])


def _people(tokens: Tokens, first: int, last: int, names: Sequence[Named]) -> list[Described]:
    """The people that words name, each with the whole of their noun phrase."""
    found: dict[int, Described] = {}
    demonyms = {piece_at(tokens, one.end) - 1: one for one in names if one.kind is NameKind.DEMONYM}
    units = units_of_people() | {"force", "unit"}
    for at in range(first, last):
        if len(found) >= _MOST_PEOPLE:
            break
        word = tokens.words[at]
        beside = next((place for place in (at - 1, at - 2) if place in demonyms), None)
        if beside is not None and singular(word) in units:
            opening = piece_at(tokens, demonyms[beside].start)
            found[opening] = Described(opening, at + 1, demonyms[beside].country, "military", "combatant", of_war=True)
        elif class_of(word) in PEOPLE or word in ("they", "those", "them"):
            described = subject_of(tokens, at + 1, names, first)
            if described and described.last <= last:
                found[described.first] = described
        elif beside == at - 1 and (noun := read_noun(tokens, at, min(last, at + 1))) and noun.is_people:
            opening = piece_at(tokens, demonyms[at - 1].start)
            found[opening] = Described(opening, at + 1, demonyms[at - 1].country, None, noun.kind, of_war=True)
        elif at in demonyms and word.endswith("s"):
            opening = piece_at(tokens, demonyms[at].start)
            found.setdefault(opening, Described(opening, at + 1, demonyms[at].country, None, "unknown", of_war=True))
    return list(found.values())


def _distance(described: Described, happening: Happening) -> tuple[bool, int]:
    """Nearest first, and those that only point last."""
    gap = happening.first - described.last if described.last <= happening.first else described.first - happening.last + 1
    return (described.points_back and described.country is None, abs(gap))


def _sent_by(tokens: Tokens, state: Named, described: Described) -> bool:
    """Whether a state is right in front of a verb whose object they are: Russia had sent soldiers."""
    return 0 < described.first - piece_at(tokens, state.end) <= 5


def _state_after_for(tokens: Tokens, names: Sequence[Named]) -> Place | None:
    """Where troops are meant for: troops for Russia."""
    for named in names:
        at = piece_at(tokens, named.start)
        if named.kind is NameKind.STATE and tokens.word(at - 1) == "for" and class_of(tokens.word(at - 2)) == "combatant":
            return Place(country_name(named.country), named.country)
    return None
