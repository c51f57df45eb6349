"""Reads the numbers of one sentence as figures to be: the amount with its bounds, the unit, the measure, what it is a part of.

Puts numbers, nouns, units, bounds and measures together; where and when a figure holds, whom it is about and who gives it are left to
`figures`, which sees the whole report.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from closewatch.reading.bounds import plain, read_bounds
from closewatch.reading.carried import inherit_from_the_end, inherit_measure, open_floors, whole_of
from closewatch.reading.distractors import why_no_figure
from closewatch.reading.implied import can_hold, find_implied, multiplied, read_relative
from closewatch.reading.labels import is_denominator
from closewatch.reading.measures import OF_PEOPLE, OUTCOMES
from closewatch.reading.nouns import CARRIERS, Noun, class_of, read_noun, units_of_people
from closewatch.reading.numbers import can_begin, read_number
from closewatch.reading.numerals import Number
from closewatch.reading.outcomes import is_group, is_outcome, settle_measure
from closewatch.reading.plurals import singular
from closewatch.reading.rows import MOST_ALONE, MOST_IN_A_SENTENCE, has_words, without_rows
from closewatch.reading.sighted import Sighting
from closewatch.reading.tokens import Tokens
from closewatch.reading.triggers import Slot, find_triggers
from closewatch.reading.units import per_before, read_money, read_per, read_percent
from closewatch.terms.figure import FigureKind, Range

_HOUSEHOLDS = frozenset("family household case village hamlet town settlement convoy patrol house home".split())
_EVENTS_AS_PEOPLE = frozenset(
    "death killing murder execution suicide fatality injury desertion abduction kidnapping disappearance detention arrest burial"
    " funeral life surrender defection"
    " release name rank casualty loss homicide drowning beheading soul victim".split()
)
_COLLECTIVES = frozenset(
    "them those these whom which it us you him her force army unit population crew garrison group staff total dead wounded"
    " killed missing displaced"
    " injured casualties losses country nation public workforce contingent strength team community captured detained"
    " electorate males females"
    " men women people household class year cohort intake family generation town village city district region state"
    " parliament cabinet council fleet assembly".split()
)
_OWNING = frozenset("had has have his her my our their with".split())
_KIN = frozenset("brother sister son daughter child wife uncle aunt cousin dog cat".split())
_PRICES = frozenset("ransom bribe bribes ransoms release settlement bounty".split())
_SURE = 6.5
"""The score that a vague word or a lone "one" needs, since these stand in any text for other reasons."""
_SMALL = 10
"""Number words up to here stand in any text ("two things"); larger ones mostly count."""
_BARE = frozenset(("several", "many", "few", "multiple", "numerous"))
_LOOSE = frozenset(("several", "many", "few", "multiple", "numerous", "most", "a few", "a couple", "a handful", "a number"))
_SPEAKERS = frozenset(
    "official lawmaker source expert analyst witness diplomat reporter researcher lawyer journalist officer observer".split()
)
_TOO_MUCH = Decimal(10) ** 16
"""More than anything reported: world output in the weakest currency stays below."""
_BEFORE_A_STRAY_NUMBER = frozenset("by between from in on against for of with the into after all at near to".split())


def read_sightings(tokens: Tokens, first: int, last: int, before: list[Sighting]) -> list[Sighting]:
    """Read the figures to be of the sentence in pieces `first` to `last`; `before` are those already read in the paragraph."""
    if not has_words(tokens.words[first:last]):
        return []
    relative = read_relative(tokens, first, last)
    numbers = _numbers(tokens, first, last, {number.first for number, _ in relative} | {number.last - 1 for number, _ in relative})
    numbers = sorted((*numbers, *(number for number, _ in relative)), key=lambda number: number.first)
    times = {number.first: factor for number, factor in relative}
    seen = [_sighted(tokens, number, first, last) for number in numbers]
    idle = {id(sighting) for sighting in seen if _is_idle(tokens, sighting, first)}
    slots = [sighting.slot for sighting in seen if id(sighting) not in idle]
    triggers = find_triggers(tokens, first, last, slots) if seen or can_hold(tokens, first, last) else []
    if triggers:
        implied = find_implied(tokens, first, last, triggers, slots)
        if implied:
            more = [_sighted(tokens, number, first, last) for number in implied]
            idle |= {id(sighting) for sighting in more if _is_idle(tokens, sighting, first)}
            seen = sorted((*seen, *more), key=lambda sighting: sighting.number.first)
            slots = [sighting.slot for sighting in seen if id(sighting) not in idle]
    alone = 0 if triggers else sum(one.noun is None and one.money is None for one in seen)
    if len(seen) > MOST_IN_A_SENTENCE or alone > MOST_ALONE:
        return []
    kept: list[Sighting] = []
    for sighting in seen:
        number = sighting.number
        if number.first in times:
            previous = next((one for one in reversed(kept) if one.amount.low is not None and not one.money), None)
            if previous is None or previous.amount.low is None:
                continue
            sighting.number = multiplied(number, previous.amount.low, times[number.first])
            sighting.amount = read_bounds(tokens, sighting.number, number.first, number.last, first, last).amount
            sighting.derived_from = previous
        elif id(sighting) in idle:
            continue
        settle_measure(tokens, sighting, slots, triggers, (first, last))
        if not sighting.money and is_denominator(tokens, number, sighting.noun, is_outcome(sighting)):
            continue
        inherit_measure(tokens, sighting, kept, before, (first, last), is_group(tokens, sighting, slots, first))
        sighting.part_of = whole_of(tokens, sighting, kept)
        if not _stays(tokens, sighting):
            continue
        _finish(tokens, sighting, kept, first, last)
        kept.append(sighting)
    inherit_from_the_end(tokens, kept)
    open_floors(tokens, kept, first, last)
    return kept


def _is_idle(tokens: Tokens, sighting: Sighting, first: int) -> bool:
    """Whether a number counts nothing; one with a currency counts, but for pounds that weigh."""
    if sighting.money and not ("GBP|" in sighting.money.code and tokens.word(sighting.money.last - 1) in ("pound", "pounds")):
        return False
    reason = why_no_figure(tokens, sighting.number, sighting.noun, first)
    return reason == "size" if sighting.money else reason is not None


def _numbers(tokens: Tokens, first: int, last: int, taken: set[int]) -> list[Number]:
    found: list[Number] = []
    past = first
    for at in [at for at, word in enumerate(tokens.words[first:last], first) if can_begin(word) and at not in taken]:
        number = read_number(tokens, at) if at >= past else None
        past = number.last if number else past
        if number and past <= last and (number.low or 0) >= 0 and max(number.low or 0, number.high or 0) < _TOO_MUCH:
            found.append(number)
            if len(found) > MOST_IN_A_SENTENCE:
                break
    return without_rows(tokens, found)


def _sighted(tokens: Tokens, number: Number, first: int, last: int) -> Sighting:
    money = read_money(tokens, number.first, number.last) if number.shape == "count" else None
    end = money.last if money else number.last
    percent = None if money else read_percent(tokens, end)
    if percent:
        number, end = replace(number, shape="share"), percent
    start = money.first if money else number.first
    if tokens.words[number.first] == "one" and number.single and tokens.word(number.first - 1) == "not":
        number = replace(number, low=Decimal(0), high=Decimal(0))
    bounded = read_bounds(tokens, number, start, end, first, last)
    past = bounded.after[1] if bounded.after and bounded.after[0] == end else end
    if number.article:
        noun: Noun | None = Noun(
            number.first, number.last, singular(tokens.words[number.last - 1]), class_of(tokens.words[number.last - 1]) or "unknown"
        )
    else:
        strong = tokens.word(past) == "-" and tokens.word(past + 1) == "strong"
        noun = None if money or strong else read_noun(tokens, past, last)
    bound = bounded.words
    counted = _sort_of(noun) if noun else "thing" if number.shape == "share" and _is_of_a_thing(tokens, past) else ""
    slot = Slot(start, end, noun.last if noun else past, bounded.before[0] if bounded.before else start, money is not None, counted)
    return Sighting(number, slot, noun, bounded.amount, bound, money)


def _is_of_a_thing(tokens: Tokens, at: int) -> bool:
    """A share of something that is nobody: 30 per cent of the territory."""
    if tokens.word(at) != "of":
        return False
    at += 1 + (tokens.word(at + 1) in ("the", "its", "their", "his", "all", "our"))
    word = tokens.word(at)
    return word.isalpha() and word not in _COLLECTIVES and class_of(word) is None and not tokens.capital(at)


def _sort_of(noun: Noun) -> str:
    if noun.singular in CARRIERS:
        return "carrier"
    if noun.singular in units_of_people():
        return "unit"
    return "household" if noun.singular in _HOUSEHOLDS else noun.kind


def _stays(tokens: Tokens, sighting: Sighting) -> bool:
    """Drop what nothing is counted by: a vague word, a lone "one" or a small number word without a sure outcome."""
    if sighting.money or sighting.unit == "child":
        return True
    number, noun, before = sighting.number, sighting.noun, tokens.word(sighting.number.first - 1)
    small = not number.digits and number.single and (number.high or 0) <= _SMALL and not number.article
    surely = sighting.rule == "inherited" or (sighting.decided is not None and sighting.decided.score >= _SURE)
    loose = number.vague in _LOOSE
    people = noun is not None and noun.is_people
    if tokens.words[number.first : number.last + 1] == ["one", "of"] and not (surely and sighting.measure in OUTCOMES):
        return False
    if (loose and tokens.word(number.last) == "more") or (number.vague and number.vague.endswith("loads") and before[:1].isdigit()):
        return False
    if small and noun is None and not surely and before in ("for", "between", "against"):
        return False
    if number.vague == "most":
        return surely and (noun is None or noun.singular != "life")
    if sighting.measure != "other":
        if small and sighting.measure == "incidents" and before in _BEFORE_A_STRAY_NUMBER:
            return False
        if not surely and (loose or (tokens.words[number.first] == "one" and not people)):
            return False
        stray = small and noun is not None and not noun.is_people and sighting.decided is not None and not surely
        return not (stray and before in _BEFORE_A_STRAY_NUMBER)
    if number.vague and number.shape == "count" and (noun is None or number.vague in _BARE or (loose and not people)):
        return False
    if small and noun is not None and (not people or noun.singular in _SPEAKERS or (noun.singular in _KIN and before in _OWNING)):
        return False
    if small and noun is None and tokens.word(number.last).isalpha() and tokens.word(number.last) not in ("and", "of", "or"):
        return False
    return not (small and (tokens.words[number.first] == "one" or before in _BEFORE_A_STRAY_NUMBER))


def _finish(tokens: Tokens, sighting: Sighting, kept: list[Sighting], first: int, last: int) -> None:
    """Settle kind, unit and period."""
    number, noun, slot = sighting.number, sighting.noun, sighting.slot
    sighting.per = read_per(tokens, slot.last, last, sighting.money is not None, 7 if sighting.money else 12) or per_before(
        tokens, slot.start, first
    )
    if sighting.money:
        sighting.kind, sighting.unit = FigureKind.MONEY, sighting.money.code
        if sighting.money.cents and sighting.amount.high is not None:
            sighting.amount = _hundredth(sighting.amount)
        previous = next((one for one in reversed(kept) if one.money and one.per), None)
        if not sighting.per and previous and previous.measure == "paid" == sighting.measure:
            sighting.per = previous.per
        last_money = kept[-1] if kept and kept[-1].money and kept[-1].per else None
        if not sighting.per and last_money and tokens.word(slot.start - 1) in ("from", "to"):
            sighting.per, sighting.measure = last_money.per, last_money.measure
        if sighting.measure == "paid" and not _PRICES.isdisjoint(tokens.words[first:last]):
            sighting.measure = "cost"
        if (
            sighting.per
            and sighting.per.per in ("month", "year", "hour")
            and sighting.measure in ("cost", "other")
            and sighting.rule != "inherited"
        ):
            sighting.measure = "paid"
        return
    if number.shape == "share":
        sighting.kind, sighting.unit = FigureKind.SHARE, "percent"
    elif number.vague and number.vague.endswith("loads"):
        sighting.unit = singular(number.vague)
    elif number.shape == "ratio":
        sighting.kind, sighting.unit = FigureKind.RATIO, "ratio"
    elif noun and not noun.is_people and not (noun.singular in _EVENTS_AS_PEOPLE and sighting.measure in OF_PEOPLE):
        sighting.unit = noun.singular
    elif noun or sighting.measure in OF_PEOPLE:
        sighting.unit = sighting.unit or "person"
    elif sighting.measure in ("intercepted", "launched", "destroyed", "damaged"):
        sighting.unit = next((one.unit for one in reversed(kept) if one.noun and one.noun.kind == "thing"), None)
    if number.vague == "none reported":
        sighting.none_reported, sighting.amount = True, Range()
    if sighting.per and sighting.kind is FigureKind.COUNT:
        sighting.kind = FigureKind.RATE


def _hundredth(amount: Range) -> Range:
    def cut(value: Decimal | None) -> Decimal | None:
        return plain(value / 100) if value is not None else None

    return replace(amount, low=cut(amount.low), best=cut(amount.best), high=cut(amount.high))
