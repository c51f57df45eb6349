"""Fills in what the sentences of figures leave unsaid from the report as a whole: a headline from the text, a part from its whole.

Takes figures as their sentences gave them, in the order of the text, and gives them back with every value taken over under a named rule.
What a sentence says itself is never changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from closewatch.reading.dating import date_figures, find_recaps, publish
from closewatch.reading.moments import TIMES
from closewatch.reading.nations import give_nation
from closewatch.reading.nouns import units_of_people
from closewatch.reading.occasions import share_event
from closewatch.reading.periods import publication_day
from closewatch.reading.setting import EVENT_OUTCOMES, Setting, dated_by, written_number
from closewatch.reading.sighted import Sighting
from closewatch.reading.surroundings import OF_BUILDERS
from closewatch.reading.whereabouts import is_nowhere_yet
from closewatch.terms.about import Place, Population
from closewatch.terms.countries import country_name
from closewatch.terms.figure import Figure, FigureKind, Scope
from closewatch.terms.report import Report

_OF_AN_ARMY = EVENT_OUTCOMES | {"deployed", "strength", "recruited", "paid", "returned"}
_OUTCOME_NOUNS = frozenset("man dead wounded casualty loss fatality death body corpse arrival".split())
_TAKEN_FROM = re.compile(r" of (?:(?:the|its|their|some|about|roughly|around|nearly|over|first|up|to|at|least|more|than|those) )*")
_LONGEST_GAP = 40
_ENOUGH = 2
"""Places, or names and speakers of a country, from which a report can be said to be about it."""
_NEXT = 1
"""Paragraphs for which pay that names nobody is that of the workers counted before."""


def takes_army(sighting: Sighting) -> bool:
    """Whether a number counts people, or what they get, and names none but soldiers: 300 dead, 15,000 men, a third, $100 a month."""
    if sighting.noun is not None and sighting.noun.is_people and sighting.noun.singular not in TIMES:
        return sighting.noun.kind == "combatant" or sighting.noun.singular in _OUTCOME_NOUNS
    if sighting.kind in (FigureKind.SHARE, FigureKind.RATIO, FigureKind.MONEY):
        return True
    return sighting.unit == "person" or sighting.unit in units_of_people()


@dataclass(frozen=True, slots=True)
class Theatre:
    """What a report is about: whose people it counts, their army, where they mostly are, the place in its headline,
    and the one where nearly everything happens.

    `fighters` are the countries whose soldiers it speaks of at all; `nation` is the one it is set in, where it speaks of nobody else's.
    """

    country: str | None = None
    army: Population | None = None
    place: Place | None = None
    headline: Place | None = None
    scene: Place | None = None
    fighters: frozenset[str] = frozenset()
    nation: str | None = None


def settle(report: Report, settings: Sequence[Setting], theatre: Theatre) -> tuple[Figure, ...]:
    """Give the figures of a report with everything that it tells about each of them.

    The order of what is asked: the whole that a figure is part of or made from, the figure told again in the text, the same speaker's words
    before, the event last dated, what the report is about, and for the date the day of publication.
    """
    related = any(setting.figure.part_of or setting.figure.derived_from for setting in settings)
    by_id = {setting.figure.id: setting for setting in settings} if related else {}
    _know_fighters(settings, theatre)
    for setting, following in pairwise(settings):
        _from_the_group(report, setting, following)
    body = [setting for setting in settings if not setting.headline]
    for setting in body:
        _from_the_whole(report, setting, by_id)
    find_recaps(body, len(report.blocks))
    share_event(body)
    date_figures(report, body, [setting for setting in settings if setting.headline])
    if theatre.nation:
        give_nation(settings, theatre.nation)
    for setting in body:
        _from_the_theatre(setting, theatre)
    _pay_workers(body)
    for setting in (setting for setting in settings if setting.headline):
        _from_the_whole(report, setting, by_id)
        _from_the_text(setting, body)
        _from_the_theatre(setting, theatre)
        publish(report, setting)
    return tuple(setting.figure for setting in settings)


def _take(setting: Setting, giver: Figure, rule: str, named_again: bool = False, undated: bool = False) -> None:
    """Take over what a figure leaves open from another one, which may be the same one told again."""
    figure = setting.figure
    own = figure.population
    if giver.population is not None and ((own is None and setting.counts_people) or (own and own.country is None and named_again)):
        figure = replace(figure, population=replace(giver.population, span=None, rule=rule))
    if figure.place is None and giver.place is not None and (setting.placed or named_again):
        figure = replace(figure, place=replace(giver.place, span=None, rule=rule))
    if not undated and figure.as_of is None and giver.as_of is not None:
        figure = dated_by(figure, giver.as_of, rule)
    setting.figure = figure


def _know_fighters(settings: Sequence[Setting], theatre: Theatre) -> None:
    """People named by their country alone are soldiers where the report has soldiers of that country: 4,000 North Koreans were lost."""
    fighters = set(theatre.fighters)
    for setting in settings:
        population = setting.figure.population
        if population and population.country and population.kind == "combatant":
            fighters.add(population.country)
    workers: str | None = None
    for setting in settings:
        population = setting.figure.population
        if population is None:
            continue
        if population.rule == OF_BUILDERS:
            continue
        if population.country in fighters and population.kind in (None, "unknown") and setting.figure.measure in _OF_AN_ARMY:
            role = population.role or "military"
            setting.figure = replace(setting.figure, population=replace(population, kind="combatant", role=role))
        elif population.role == "worker" and population.country:
            workers = population.country
        elif population.role == "worker" and workers:
            named = replace(population, country=workers, rule="inherited: workers spoken of before")
            setting.figure = replace(setting.figure, population=named)
        elif population.role == "prisoner" and setting.figure.measure == "captured":
            setting.figure = replace(setting.figure, population=replace(population, kind="combatant", role="military"))


def _pay_workers(settings: Sequence[Setting]) -> None:
    """Pay that names nobody, in a paragraph after workers were counted, is theirs."""
    last: Setting | None = None
    for setting in settings:
        figure = setting.figure
        if figure.population and figure.population.role == "worker":
            last = setting
        elif last and figure.population is None and figure.measure == "paid" and setting.paragraph - last.paragraph <= _NEXT:
            _take(setting, last.figure, "inherited: workers spoken of before", undated=True)


def _from_the_group(report: Report, setting: Setting, following: Setting) -> None:
    """A number taken out of the next one counts the same people: 4,000 of the roughly 11,000 North Koreans."""
    figure, group = setting.figure, following.figure
    gap = report.text[figure.span.end : group.bound.start if group.bound and group.bound.start < group.span.start else group.span.start]
    open_to_it = figure.population is None or figure.population.span is None
    if open_to_it and group.population and len(gap) < _LONGEST_GAP and _TAKEN_FROM.fullmatch(gap):
        population = replace(group.population, span=None, rule="inherited: the group it is taken from")
        setting.figure = replace(figure, population=population)


def _from_the_whole(report: Report, setting: Setting, by_id: dict[str, Setting]) -> None:
    figure = setting.figure
    for parent in filter(None, (figure.part_of, *figure.derived_from)):
        if parent in by_id:
            rule = "inherited: the whole" if parent == figure.part_of else "inherited: what it is made from"
            if figure.kind in (FigureKind.SHARE, FigureKind.RATIO) and figure.scope is Scope.EVENT:
                setting.figure = replace(setting.figure, scope=by_id[parent].figure.scope)
            _take(setting, by_id[parent].figure, rule, undated=_to_come(report, by_id[parent].figure))


def _to_come(report: Report, figure: Figure) -> bool:
    """Whether a figure is of a day after publication: what is to be has parts that are already."""
    today = publication_day(report.published)
    return bool(today and figure.as_of and figure.as_of.start and figure.as_of.start > today)


def _from_the_text(setting: Setting, body: Sequence[Setting]) -> None:
    """A headline's figure is the one of the text that has the same amount and measure, else the same amount of a like thing."""
    figure = setting.figure
    tests: tuple[Callable[[Figure], bool], ...] = (
        lambda other: other.measure == figure.measure,
        lambda other: {other.measure, figure.measure} <= EVENT_OUTCOMES or {other.measure, figure.measure} <= {"deployed", "strength"},
    )
    for test in tests:
        for other in body:
            same = written_number(other.figure) == written_number(figure)
            if same and test(other.figure):
                setting.figure = replace(figure, scope=other.figure.scope)
                _take(setting, other.figure, "inherited: the same figure in the text", named_again=True)
                return


def _from_the_theatre(setting: Setting, theatre: Theatre) -> None:
    """The army that the report speaks of, for losses, troops and pay that name nobody else, and the place where the report has it."""
    figure, army = setting.figure, theatre.army
    if army is not None and figure.measure in _OF_AN_ARMY:
        own = figure.population
        open_to_it = own and own.country is None and (not own.rule or own.rule.startswith("inherited"))
        if own is None and setting.counts_people:
            figure = replace(figure, population=army)
        elif own and own.country is None and own.rule == OF_BUILDERS:
            figure = replace(figure, population=replace(own, country=army.country))
        elif own and open_to_it and (own.kind == "combatant" or (own.kind == "unknown" and setting.counts_people)):
            soldiers = replace(own, country=army.country, kind="combatant", role=own.role or army.role, rule=army.rule)
            figure = replace(figure, population=soldiers)
    place = figure.place
    if place is None and setting.placed:
        theirs = theatre.country is not None and figure.population is not None and figure.population.country == theatre.country
        place = (theatre.headline or theatre.place) if theirs else theatre.headline if figure.measure in EVENT_OUTCOMES else None
    if place is None and not setting.elsewhere and not is_nowhere_yet(figure.scope, figure.measure):
        place = theatre.scene
    if place is not None and place.country is None and theatre.scene is not None:
        place = replace(place, country=theatre.scene.country)
    setting.figure = figure if place is figure.place else replace(figure, place=place)


def scene_of(named: Counter[Place], spoken_of: Counter[str], within: Counter[Place] | None = None) -> Place | None:
    """Give the place that a report names most often, where at least two thirds of all its places lie in that country.

    A report that names hardly a place is set in the country that it speaks of: that of two thirds of the countries, peoples and
    towns that it names and of those who speak in it (`spoken_of`), or rather the region or town there that it names most (`within`).

    >>> scene_of(Counter({Place("Goma", "CD"): 2, Place("Sake", "CD"): 1, Place("Uganda", "UG"): 1}), Counter()).name
    'Goma'
    """
    countries: Counter[str] = Counter()
    for place, count in named.items():
        if place.country:
            countries[place.country] += count
    if not countries:
        country = _mostly(spoken_of) if spoken_of.total() >= _ENOUGH else None
        if country is None:
            return None
        most = next((place for place, _ in (named + (within or Counter())).most_common() if place.country in (country, None)), None)
        rule = "inherited: the country that the report speaks of"
        return replace(most or Place(country_name(country), country), country=country, rule=rule)
    country = _mostly(countries)
    most = next((place for place, _ in named.most_common() if place.country in (country, None)), None)
    return replace(most, country=country, rule="inherited: where the report is set") if most and country else None


def _mostly(countries: Counter[str]) -> str | None:
    most = countries.most_common(1)
    return most[0][0] if most and 3 * most[0][1] >= 2 * countries.total() else None


def main_people(figures: Sequence[Figure]) -> str | None:
    """Give the country whose people a report counts, where it is one alone."""
    countries = {
        figure.population.country
        for figure in figures
        if figure.population and figure.population.country and figure.population.span and figure.measure in _OF_AN_ARMY
    }
    return next(iter(countries)) if len(countries) == 1 else None


def main_place(named: Counter[Place], country: str | None) -> Place | None:
    """Give the place outside an army's own country that a report names most often; the first named of equals.

    >>> main_place(Counter({Place("Kursk", "RU"): 2, Place("North Korea", "KP"): 3}), "KP").name
    'Kursk'
    """
    most = next((place for place, _ in named.most_common() if place.country != country), None)
    return replace(most, rule="inherited: where the report has them") if most else None
