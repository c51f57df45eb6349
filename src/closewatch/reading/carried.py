"""Reads what a number takes over from the words and figures before it: the measure, the whole it is part of, money without a sign.

What a number says by itself is read in `sightings`; here stands only what a sentence leaves unsaid, each under a named rule.
"""

from __future__ import annotations

from itertools import pairwise

from closewatch.reading.bounds import opened
from closewatch.reading.measures import MONEY, OF_PEOPLE
from closewatch.reading.nouns import CARRIERS, GOODS, class_of, units_of_people
from closewatch.reading.sighted import Sighting
from closewatch.reading.tokens import Tokens
from closewatch.reading.units import Money, read_money, read_per
from closewatch.terms.figure import FigureKind

_NOT_BEFORE_A_CARRIED_NUMBER = frozenset("for between against with by in on at into under".split())
_CARRIED_FROM = 20
"""Amounts below are too often something else (hours, days, pages) to take over what the figure before counted."""
_A_FORCE = 1000
_MONEY_WORDS = frozenset(
    "pay salary salaries wage wages stipend ransom price transferred asked paid bonus allowance fee rent bribe cost costs fine"
    " pension rate roubles rubles dollars euros".split()
)
_OF_A_FORCE = (["of", "the"], ["of", "its"], ["of", "their"], ["of", "his"], ["of", "our"])
"""What stands before the size of a force that a part is taken from: a fifth of the 250 fighters."""
_PARTS = frozenset(("including", "among", "them", "include", "includes", "included", "mostly", ":"))
"""Words between two numbers by which the second tells of a part of the first."""
_LISTING = frozenset((",", "and", "plus"))
_BELONGING = frozenset("the their his her its other another also".split())
_COUNTS = frozenset("count counts figure figures total tally counted".split())
_ESTIMATES = frozenset(("estimate", "estimates"))
_GIVEN = frozenset("claimed conceded admitted acknowledged given cited announced".split())
_PAY_WORDS = frozenset("pay salary salaries wage wages stipend bonus allowance pension".split())
_PAYDAYS = frozenset(("hour", "shift", "day", "week", "month"))
"""What money is mostly paid for work by, where nothing says what it is for."""
_HIGHER = (
    "many more feared", "number is higher", "toll is higher", "not complete",
    "incomplete", "more are under", "more under the rubble", "more feared",
    "number may be higher",
    "figure is higher", "number is likely higher", "true number", "considerably higher", "likely to be higher", "is likely higher",
    "could be higher", "may be higher", "keeps growing", "keeps rising", "keeps climbing", "still rising", "still climbing",
    "toll to rise", "many more are", "others are still under", "more bodies are", "far higher", "much higher", "is believed to be higher",
)  # fmt: skip


def inherit_measure(
    tokens: Tokens, sighting: Sighting, kept: list[Sighting], before: list[Sighting], sentence: tuple[int, int], group: bool = False
) -> None:
    """Take the measure over from the figure before, where a sentence goes on without naming it again; a group has none of its part."""
    if sighting.decided and not (
        sighting.decided.score < 5 and sighting.noun is None and sighting.number.shape == "count" and not sighting.money
    ):
        return
    if _as_money(tokens, sighting, sentence) or sighting.decided:
        return
    last = kept[-1] if kept and not group else None
    noun = sighting.noun
    if group and kept and kept[-1].measure == "intercepted" and noun and noun.kind == "thing":
        sighting.measure, sighting.rule = "launched", "of those launched"
        return
    if tokens.word(sighting.slot.start - 1) in _NOT_BEFORE_A_CARRIED_NUMBER and noun is None:
        last = None
    if (
        last
        and last.measure != "other"
        and noun
        and not sighting.money
        and not last.money
        and _listed(tokens, last, sighting)
        and _alike(last, sighting)
    ):
        goods = noun.singular in GOODS and last.measure in ("casualties", "killed")
        sighting.measure, sighting.rule = "destroyed" if goods else last.measure, "inherited"
        return
    if last and last.measure != "other" and last.money is None and not sighting.money:
        joined = tokens.words[last.slot.last : sighting.slot.first]
        if noun is None or (noun.is_people and (_is_of_them(tokens, sighting) or any(word in _PARTS for word in joined))):
            sighting.measure, sighting.rule = last.measure, "inherited"
    if last and last.money and not noun and not sighting.money and last.measure in MONEY and sighting.number.shape == "count":
        sighting.measure, sighting.rule, sighting.money = last.measure, "inherited", last.money
    if last and last.money and sighting.money and last.measure in MONEY:
        sighting.measure, sighting.rule = last.measure, "inherited"
    if sighting.rule and not (sighting.rule == "inherited" and sighting.measure == "other"):
        return
    if sighting.money:
        per = read_per(tokens, sighting.slot.last, sentence[1], True)
        sighting.measure, sighting.rule = "paid" if per and per.per in _PAYDAYS else "cost", "money"
    elif noun is None and last and last.measure == "other" and last.noun and last.noun.kind == "thing" and sighting.number.shape == "count":
        sighting.rule, sighting.unit = "inherited", last.noun.singular
    elif (
        (noun is None or noun.singular == "name")
        and sighting.number.shape == "count"
        and _points_to_a_count(tokens, sighting, sentence, before)
    ):
        earlier = next((one for one in reversed(before) if one.measure in OF_PEOPLE), None)
        sighting.measure, sighting.rule = (earlier.measure, "inherited") if earlier else ("killed", "toll assumed: a bare count")
    elif noun and noun.kind == "combatant" and (sighting.number.high is None or sighting.number.high > 1):
        of_a_force = tokens.words[sighting.slot.start - 2 : sighting.slot.start] in _OF_A_FORCE if sighting.slot.start > 1 else False
        if of_a_force or sighting.number.shape != "share":
            sighting.measure, sighting.rule = "strength" if of_a_force else "deployed", "troops"
    elif noun and noun.singular == "man" and tokens.word(sighting.slot.start - 1) == "," and _are_fighters(tokens, sighting.slot.start - 2):
        sighting.measure, sighting.rule = "deployed", "troops"
    elif noun and noun.is_people and _is_sent_abroad(tokens, sighting, before):
        sighting.measure, sighting.rule = "deployed", "people of a country abroad"
    elif group and noun is None and (sighting.number.low or 0) >= _A_FORCE and any(one.measure == "deployed" for one in (*before, *kept)):
        sighting.measure, sighting.rule = "deployed", "the whole of a force"
    elif noun is None and not group and sighting.number.shape == "count" and (sighting.number.low or 0) >= _CARRIED_FROM and before:
        earlier = before[-1]
        if earlier.unit == "person" and earlier.measure != "other" and not earlier.money:
            sighting.measure, sighting.rule, sighting.carried_from = earlier.measure, "inherited", earlier
    elif noun and noun.singular in units_of_people() - CARRIERS and noun.singular != "company":
        sighting.measure, sighting.rule = "deployed", "units"


def _are_fighters(tokens: Tokens, at: int) -> bool:
    """Whether those just named are fighters, whom a number goes on to count: the raiders, 60 to 80 men, came at dawn."""
    return class_of(tokens.word(at)) == "combatant"


def _is_sent_abroad(tokens: Tokens, sighting: Sighting, before: list[Sighting]) -> bool:
    """People named by their country beside a place or a movement, or men where troops were just counted: 12,000 North Koreans in Russia."""
    noun = sighting.noun
    if noun is None or sighting.number.shape != "count" or not (sighting.number.low or sighting.number.high or 0) >= _CARRIED_FROM:
        return False
    demonym = noun.singular[:1].isalpha() and tokens.capital(noun.last - 1)
    men = noun.singular in ("man", "other") and bool(before) and before[-1].measure in ("deployed", "strength")
    return demonym or men


def _as_money(tokens: Tokens, sighting: Sighting, sentence: tuple[int, int]) -> bool:
    """Read a bare number as money where the sentence speaks of pay or price: base pay 800; 40k was brought in."""
    if (
        tokens.word(sighting.slot.start - 1) == "per"
        or sighting.noun
        or sighting.money
        or sighting.number.shape != "count"
        or sighting.number.high is None
    ):
        return False
    words = tokens.words[sentence[0] : sentence[1]]
    near = tokens.words[max(sentence[0], sighting.slot.start - 4) : min(sentence[1], sighting.slot.last + 8)]
    if not any(word in _MONEY_WORDS for word in near):
        return False
    code = "unknown"
    for place in range(sentence[0], sentence[1]):
        if tokens.words[place] == "in":
            named = read_money(tokens, place, place + 1)
            code = named.code if named and named.first == place else code
    if code == "unknown" and (sighting.number.high < 100 or any(word in ("killed", "dead", "troops", "soldiers") for word in words)):
        return False
    sighting.money = Money(sighting.slot.first, sighting.slot.last, code)
    sighting.measure = "paid" if any(word in _PAY_WORDS for word in near) else "cost"
    sighting.rule = "bare number in a sentence on money"
    return True


def _is_of_them(tokens: Tokens, sighting: Sighting) -> bool:
    """Whether a number takes its part from the figure right before: 52 people died, 18 of them children."""
    return tokens.words[sighting.slot.last : sighting.slot.last + 2] in (["of", "them"], ["of", "whom"])


def _alike(last: Sighting, sighting: Sighting) -> bool:
    """Whether what happened to one can have happened to the other: goods are lost beside men, but no building is deployed."""
    noun = sighting.noun
    if noun is None or noun.kind != "thing" or last.measure not in OF_PEOPLE:
        return True
    return noun.singular in GOODS and last.measure in ("casualties", "killed")


def _listed(tokens: Tokens, last: Sighting, sighting: Sighting) -> bool:
    """Whether nothing but a comma or "and" stands between two counted nouns: six priests and their two maids."""
    between = tokens.words[last.slot.noun_last : sighting.slot.start]
    joints = [word for word in between if word not in _BELONGING]
    return (
        0 < len(joints) <= 3
        and len(between) <= 4
        and (joints in (["as", "well", "as"], [",", "as", "well", "as"]) or _LISTING.issuperset(joints))
    )


def inherit_from_the_end(tokens: Tokens, kept: list[Sighting]) -> None:
    """Read "from 60,000 before the war to 7,000" backwards: what the second number counts, the first counted before."""
    for earlier, later in pairwise(kept):
        opens, goes_on = tokens.word(earlier.slot.start - 1) == "from", tokens.word(later.slot.start - 1) == "to"
        nameless = earlier.measure == "other" and earlier.noun is None and not earlier.rule
        if opens and goes_on and nameless and later.measure != "other" and not later.money and not earlier.money:
            earlier.measure, earlier.rule, earlier.unit = later.measure, "inherited", later.unit


def _points_to_a_count(tokens: Tokens, sighting: Sighting, sentence: tuple[int, int], before: list[Sighting]) -> bool:
    """Tell "the count stood at 40" and "the figure of 60" from a number that nothing names."""
    near = tokens.words[max(sentence[0], sighting.slot.start - 9) : min(sentence[1], sighting.slot.last + 7)]
    if sighting.noun:
        return any(word in ("list", "register", "carved", "memorial", "wall", "roll") for word in tokens.words[sentence[0] : sentence[1]])
    given = tokens.words[sighting.slot.last : sighting.slot.last + 2]
    if not _ESTIMATES.isdisjoint(near) and tokens.word(sighting.slot.start - 1) in ("to", "from", "of", "at"):
        return True
    put = "number" in near and tokens.word(sighting.slot.start - 1) in ("at", "to", "is", "was")
    if put and any(one.measure in OF_PEOPLE for one in before):
        return True
    return any(word in _COUNTS for word in near) or (len(given) == 2 and given[0] in _GIVEN and given[1] == "by")


def whole_of(tokens: Tokens, sighting: Sighting, kept: list[Sighting]) -> Sighting | None:
    """The figure that this one is a part of: 19 killed, including 7 children; 60 killed: 45 in one town."""
    if not kept or sighting.money or sighting.number.shape != "count":
        return None
    last = kept[-1]
    behind = tokens.words[sighting.slot.last : sighting.slot.last + 2]
    of_them = behind in (["of", "them"], ["of", "whom"], ["of", "these"])
    whole = last if of_them else last.part_of or last
    if (
        whole.money
        or whole.number.shape != "count"
        or (sighting.measure != whole.measure and sighting.decided is not None and sighting.decided.score >= 7.5)
    ):
        return None
    between = tokens.words[last.slot.last : sighting.slot.start]
    named = of_them or any(word in ("including", "includes", "include", "among") for word in between)
    shared = sighting.decided is None or sighting.decided.trigger.first < sighting.slot.first
    listed = last.part_of is not None and len(between) <= 8 and ("," in between or "and" in between) and ";" not in between and shared
    broken = ":" in between and sighting.measure == whole.measure and shared
    if not (named or listed or broken):
        return None
    smaller = whole.amount.high is None or sighting.amount.low is None or sighting.amount.low <= whole.amount.high
    return whole if smaller else None


def open_floors(tokens: Tokens, kept: list[Sighting], first: int, last: int) -> None:
    """Open the upper end where the sentence says that the true number is higher: many more feared, the list is not complete."""
    said = " ".join(tokens.words[first:last])
    if not any(phrase in said for phrase in _HIGHER):
        return
    for sighting in kept:
        if sighting.measure != "other" and sighting.kind is FigureKind.COUNT and not sighting.money:
            sighting.amount = opened(sighting.amount, high=True)
            break
