"""Says of each statement what it is about apart from how many: who is said to have been where, to have fought there, to have died.

Puts together what `happenings` finds in the words of a statement with the people and places of `populations` and `whereabouts`; what words
like "the reports" or "it" point at is read in `pointing`. Every value taken over names its rule.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from closewatch.reading.armies import armies_of
from closewatch.reading.deliveries import read_delivery
from closewatch.reading.happenings import ANYBODY, BEING_THERE, EVENTS, Happening, find_happening, lexicon_words, piece_at
from closewatch.reading.means import denies_the_means, struck_before
from closewatch.reading.nouns import PEOPLE, class_of, read_noun, units_of_people
from closewatch.reading.places import Named, NameKind, find_names
from closewatch.reading.plurals import singular
from closewatch.reading.pointing import ANSWERED, DETAILS, REACH, Around, pointed_at, settle_event, usual_of
from closewatch.reading.populations import Described, inherit_country, subject_of
from closewatch.reading.surroundings import Memory, remember
from closewatch.reading.tokens import Tokens, cut
from closewatch.reading.whereabouts import headline_place, is_locative, remember_places
from closewatch.terms.about import OF_THE_SPEAKER, About, Act, Place, Population
from closewatch.terms.countries import country_name
from closewatch.terms.figure import Figure, Scope, Standing
from closewatch.terms.report import BlockKind, Report
from closewatch.terms.statement import Part, Stance, Statement

LAST_SPOKEN_OF = "inherited: last spoken of"
MOST_SPOKEN_OF = "inherited: most spoken of"
_OWN = frozenset(("its", "our", "their", "his", "her"))
_ARMED = ("combatant", "protected", "unknown")
_BEGINNINGS = frozenset("having sending deploying being sent to any".split())
_PLANNED = (Scope.PLANNED, Scope.FORECAST)
_SUPPOSED = (Standing.HYPOTHETICAL, Standing.FEARED)
OF_THINGS = frozenset("destroyed damaged incidents launched intercepted".split())
"""Measures of what befalls things and places; whose things they are is not told by the people spoken of."""
DONE_TO = OF_THINGS | frozenset("killed wounded captured detained released abducted displaced evacuated recruited".split())
"""Measures whose verbs have behind them those to whom it is done, and before them, unless they are passive, those who do it."""
_PASSIVE = frozenset("was were been being is are be get got among including".split())
_OF_ITSELF = frozenset("died die dying dead fallen perished".split())
"""Verbs for what befalls those who stand before them."""
_OBJECTS = frozenset("the a an its their his her our my this that these those any some many several hundreds dozens scores".split())
_OF_HOME = frozenset("the this its our their".split())
_SELF = frozenset("country soil territory nation homeland".split())
_HIRED = frozenset(("mercenary", "mercenaries", "contractors"))
"""Words for fighters who are of another country than the state that has them."""
_FOREIGN = frozenset(("foreign", "foreigner", "foreigners"))
"""Words for people of whom no country is named, and who are not of the country spoken of."""
_NESTED = 8
"""How many sources and cues can lie one in another."""
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
    usual = usual_of(told)
    for place, statement in enumerate(spoken):
        if statement.id in of_statement or not (statement.stance in ANSWERED or denies_the_means(report, statement)):
            continue
        around = Around(report, spoken[max(0, place - REACH) : place + REACH], told, usual)
        own = found.get(id(statement))
        if denies_the_means(report, statement) and (own is None or own.act):
            about = struck_before(statement, around, walk.topic) or own
        else:
            about = settle_event(statement, own, around) if own else pointed_at(statement, around)
        if about:
            found[id(statement)] = about
            if own:
                told[id(statement)] = about
    return tuple(replace(one, about=found[id(one)]) if id(one) in found else one for one in statements)


class _Walk:
    """Goes through a report sentence by sentence and reads the statements that begin in each, with what was spoken of before."""

    def __init__(self, report: Report, statements: Sequence[Statement], figures: dict[str, list[Figure]]) -> None:
        self._report, self._figures = report, figures
        self._names = find_names(report.text)
        tellers = sorted((span.start, span.end) for one in statements for span in (*one.source, *one.cue))
        self._memory = Memory(armies_of(report.text, [one for one in self._names if not _is_inside(one.start, tellers)]))
        self._waiting = sorted((one for one in statements if one.content), key=lambda one: one.content[0].start)
        self.topic: Place | None = None
        self._last: Population | None = None
        self._told_of: Counter[tuple[str | None, str | None, str | None]] = Counter()
        self._where: Place | None = None
        self._delivered_to: Place | None = None
        self._unplaced: list[tuple[Statement, About]] = []
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
                self.topic = headline_place(tokens, names) or _state_after_for(tokens, names)
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
        if self._delivered_to:  # A port that no gazetteer has is named before the country in which it lies.
            yield from ((one, replace(about, place=self._going_there())) for one, about in self._unplaced)

    def _about(self, statement: Statement, tokens: Tokens, names: Sequence[Named]) -> About | None:
        counted = self._figures.get(statement.id, [])
        if counted and statement.stance in ANSWERED:
            return None  # It is the number that is denied, which is a matter of the figure (linking.denials).
        happening: Happening | None = None
        for span in statement.content:
            first, last = piece_at(tokens, span.start), piece_at(tokens, span.end)
            happening = find_happening(tokens, first, last) if first < last else None
            if happening:
                break
        if happening and statement.stance is Stance.DECLINES:
            asked = (*(span.exact for span in statement.cue), self._report.text[span.start : tokens.starts[happening.first]])
            if any(DETAILS.search(words) for words in asked):
                return None
        if happening and happening.negated and statement.stance is Stance.DENIES and _says_plainly(statement):
            happening = replace(happening, negated=False)
        if happening and self._passes_on(statement, tokens.starts[happening.first]):
            return None  # It is the one quoted inside who says it.
        figure = next((one for one in counted if one.measure in EVENTS | BEING_THERE and one.place), None)
        about = self._counted(figure, happening) if figure else None
        if about is None and happening:
            about = self._told(statement, tokens, (first, last), names, happening)
        if about and about.act is Act.DELIVERED:
            self._delivered_to = about.place or self._delivered_to
            if about.place is None:
                self._unplaced.append((statement, about))
            return about if about.place else None
        if about is None or (about.measure is None and (about.population is None or about.place is None)):
            return None
        if about.place:
            self._where = about.place
        if about.population and about.population.kind and about.place:
            self._last = about.population
            self._told_of[about.population.country, about.population.role, about.population.kind] += 1
            if about.population.country:
                self._memory.places.of[about.population.country] = about.place
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
        if happening.act is Act.DELIVERED:
            kept = self._memory.places.paragraph or self.topic
            last_place = self._going_there() or (replace(kept, span=None, rule=LAST_SPOKEN_OF) if kept else None)
            return read_delivery(self._report, statement, tokens, first, inside, happening, last_place)
        population = self._population(statement, tokens, pieces, inside, happening)
        return About(
            measure=happening.measure,
            population=population,
            place=self._place(statement, tokens, last, inside, happening, population),
            act=happening.act,
            negated=happening.negated,
            planned=happening.planned,
            span=self._report.span(tokens.starts[happening.first], tokens.ends[happening.last - 1]),
        )

    def _going_there(self) -> Place | None:
        return replace(self._delivered_to, span=None, rule=LAST_SPOKEN_OF) if self._delivered_to else None

    def _population(
        self, statement: Statement, tokens: Tokens, pieces: tuple[int, int], names: Sequence[Named], happening: Happening
    ) -> Population | None:
        """The people nearest to the word for what happened; where the words only point, those last spoken of."""
        first, last = pieces
        people = _people(tokens, first, last, names)
        if happening.measure in DONE_TO and not happening.noun and not _is_passive(tokens, happening):
            behind = [one for one in people if one.first >= happening.last]
            people = behind or ([] if happening.measure in OF_THINGS or _has_an_object(tokens, happening.last, last) else people)
        found = sorted(people, key=lambda one: _distance(one, happening))
        if happening.measure is None:
            found = [one for one in found if one.kind in (*_ARMED, None)]
        for described in found[:1]:
            country, rule = described.country, ""
            foreign = not _FOREIGN.isdisjoint(tokens.words[described.first : described.last])
            if country is None and not foreign:
                owner = self._owner(statement, tokens, described, first, names)
                country, rule = owner or (None, "")
            if foreign:
                settled = replace(described, country=country)
            elif country is None:
                settled, taken = inherit_country(described, self._memory.of_late())
                owned = statement.speaker is not None and statement.speaker.country is None and _is_own(tokens, described)
                settled, rule = (settled, OF_THE_SPEAKER if owned else LAST_SPOKEN_OF) if taken else (described, "")
                if settled.country is None and described.kind == "combatant" and self._memory.main:
                    settled, rule = replace(described, country=self._memory.main), LAST_SPOKEN_OF
            else:
                settled = replace(described, country=country)
            if tokens.words[described.last - 1] in (*ANYBODY, "one") and self._told_of:
                return Population(*self._told_of.most_common(1)[0][0], rule=MOST_SPOKEN_OF)
            if settled.country is None and settled.kind is None and described.points_back and self._last:
                return replace(self._last, span=None, rule=LAST_SPOKEN_OF)
            if settled.country:
                settled = self._memory.speak_of(settled)
            if settled.kind in (None, "unknown") and (happening.act is Act.FOUGHT or happening.armed):
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
        own = _is_own(tokens, described)
        if acting and described.kind in _ARMED and (own or _sent_by(tokens, acting[-1], described)):
            return acting[-1].country, "of the state that sent or lost them"
        if country and own:
            return country, OF_THE_SPEAKER
        hired = not _HIRED.isdisjoint(tokens.words[described.first : described.last])
        begins = tokens.word(first) in _BEGINNINGS and described.first - first <= 4 and not hired
        if country and begins and described.kind in ("combatant", "unknown"):
            return country, OF_THE_SPEAKER
        opens = statement.part is Part.HEADLINE and described.first <= first + 1 and described.kind == "combatant"
        return (country, OF_THE_SPEAKER) if country and opens else None

    def _place(
        self, statement: Statement, tokens: Tokens, last: int, names: Sequence[Named], happening: Happening, population: Population | None
    ) -> Place | None:
        """Where it happened: the place named nearest behind the word for it, else before it; else where these people were last."""
        where = [named for named in names if is_locative(tokens, named, names)]
        at = tokens.starts[happening.first]
        behind = [named for named in where if named.start >= at]
        struck = [one for one in names if happening.measure == "incidents" and piece_at(tokens, one.start) == happening.last]
        hit = next((one for one in struck if one.kind is NameKind.REGION and not happening.noun), None)
        named = behind[0] if behind else where[-1] if where else hit or _state_after_for(tokens, names)
        if isinstance(named, Named):
            name = country_name(named.country) if named.kind is NameKind.STATE else named.name
            return Place(name, named.country or None, self._report.span(named.start, named.end), region=named.region)
        if named is not None:
            return named
        home = statement.speaker.country if statement.speaker else None
        if home and _is_at_home(tokens, happening.first, last):
            return Place(country_name(home), home, None, OF_THE_SPEAKER)
        country = population.country if population else None
        of_them = self._memory.places.of.get(country) if country else None
        kept = of_them or self._memory.places.paragraph or self.topic
        if kept is None and happening.measure is not None:
            kept = self._where or next((place for place, _ in self._memory.places.named.most_common(1)), None)
        if kept is None or (kept.country == country and happening.measure is None and of_them is None):
            return None
        return replace(kept, span=None, rule=LAST_SPOKEN_OF)


def _between(names: Sequence[Named], start: int, end: int) -> Sequence[Named]:
    return names[bisect_left(names, start, key=_begins) : bisect_left(names, end, key=_begins)]


def _begins(named: Named) -> int:
    return named.start


def _says_plainly(statement: Statement) -> bool:
    """Whether it is the "no" of the content that makes a denial, which then denies no "no": said it had never sent soldiers."""
    return bool(statement.cue) and all(lexicon_words("plain").issuperset(span.exact.lower().split()) for span in statement.cue)


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
        elif word in ANYBODY or (word == "one" and tokens.word(at - 1) == "no"):
            found[at] = Described(at, at + 1, points_back=True)
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


def _is_at_home(tokens: Tokens, first: int, last: int) -> bool:
    """Whether words say that something was in the speaker's own country: in the country, on our soil."""
    return any(
        tokens.words[at] in _SELF and tokens.word(at - 1) in _OF_HOME and tokens.word(at - 2) in ("in", "on") for at in range(first, last)
    )


def _has_an_object(tokens: Tokens, at: int, last: int) -> bool:
    """Whether a verb goes on to those to whom it is done: had killed their sons, but not: were shot dead in the square."""
    return at < last and tokens.words[at] in _OBJECTS


def _is_own(tokens: Tokens, described: Described) -> bool:
    return tokens.words[described.first] in _OWN or tokens.word(described.first - 1) in _OWN


def _is_passive(tokens: Tokens, happening: Happening) -> bool:
    """Whether those who stand before a verb are those to whom it is done: had been killed, have died."""
    before = tokens.words[max(0, happening.first - 3) : happening.first]
    return not _PASSIVE.isdisjoint(before) or tokens.words[happening.first] in _OF_ITSELF


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
