"""Finds amounts that no number word gives: "a soldier was killed" (one), "both", "nobody died" (none), "as many", "heavy losses".

Only where a verb or a noun of loss stands by; an article or a "no" anywhere else counts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from closewatch.reading.nouns import CARRIERS, class_of, units_of_people
from closewatch.reading.numerals import Number
from closewatch.reading.tokens import Tokens
from closewatch.reading.triggers import FINITE, Slot, Trigger

_LOSSES = frozenset("killed wounded captured missing abducted detained casualties".split())
_ONE_LOST = _LOSSES - {"casualties"}
_NOBODY = frozenset(("nobody", "noone", "none"))
_LOSS_NOUNS = frozenset(
    "casualties deaths fatalities injuries losses victims dead wounded injured killed prisoners hostages casualty death injury"
    " fatality arrests missing detainees lives".split()
)
_WEIGHTS = {
    "heavy": 1,
    "severe": 1,
    "significant": 1,
    "serious": 1,
    "grave": 1,
    "substantial": 1,
    "considerable": 1,
    "massive": 1,
    "enormous": 1,
    "light": 0,
    "minor": 0,
    "minimal": 0,
    "slight": 0,
}
_GOVERNED_GAP = 4
_BETWEEN = frozenset("was were is has had been later also and others two reportedly being are have".split())
_NOT_ADJECTIVES = frozenset(
    "of in on at by for from with to and or but was were is are had has have who which that when while as the a an his her their"
    " its after before not".split()
)
_BEGINNINGS = frozenset(("a", "an", "no", "nobody", "none", "neither", "both", "as", "whole", *_WEIGHTS))


def can_hold(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether a sentence has a word that an implied amount can begin with."""
    return not _BEGINNINGS.isdisjoint(tokens.words[first:last])


def find_implied(tokens: Tokens, first: int, last: int, triggers: Sequence[Trigger], slots: Sequence[Slot]) -> list[Number]:
    """Find the implied amounts of a sentence, in its order.

    >>> from closewatch.reading.triggers import find_triggers
    >>> from closewatch.reading.tokens import cut
    >>> tokens = cut("Nobody died in the raid.")
    >>> [int(number.low) for number in find_implied(tokens, 0, 6, find_triggers(tokens, 0, 6, []), [])]
    [0]
    """
    taken = {place for slot in slots for place in range(slot.start, slot.noun_last)}
    found = []
    for at in range(first, last):
        word = tokens.words[at]
        if word not in _BEGINNINGS or (at in taken and word != "no"):
            continue
        number = (
            _article(tokens, at, last, triggers)
            if word in ("a", "an")
            else _none(tokens, at, last, triggers)
            if word in ("no", "nobody", "none", "neither")
            else _loaded(tokens, at, last, triggers)
        )
        if number:
            found.append(number)
    return found


def _article(tokens: Tokens, at: int, last: int, triggers: Sequence[Trigger]) -> Number | None:
    noun = _noun_after(tokens, at + 1, last)
    if noun is None:
        return None
    measures = ("deployed",) if class_of(tokens.words[noun]) == "thing" else _ONE_LOST
    for trigger in triggers:
        if (
            trigger.measure in measures
            and not (trigger.measure == "missing" and trigger.object)
            and ((trigger.object and trigger.last == at and trigger.first > 0) or _follows(tokens, noun + 1, trigger))
        ):
            one = Decimal(tokens.word(at - 1) != "not")
            return Number(at, noun + 1, one, one, article=True)
    return None


def _noun_after(tokens: Tokens, at: int, last: int) -> int | None:
    for place in range(at, min(at + 3, last)):
        word = tokens.words[place]
        if word in _NOT_ADJECTIVES or not word[0].isalpha():
            return None
        kind = class_of(word)
        if kind and not (class_of(tokens.word(place + 1)) and place + 1 < last):
            if word.endswith("s") and word != "corps":
                return None
            return place if kind != "thing" or word in units_of_people() - CARRIERS else None
    return None


def _follows(tokens: Tokens, at: int, trigger: Trigger) -> bool:
    if not trigger.subject or trigger.first < at:
        return False
    gap = tokens.words[at : trigger.first]
    return len(gap) <= _GOVERNED_GAP and all(word in _BETWEEN for word in gap)


def _none(tokens: Tokens, at: int, last: int, triggers: Sequence[Trigger]) -> Number | None:
    """No casualties; nobody died; none were killed; neither side reported losses."""
    word, following = tokens.words[at], tokens.word(at + 1)
    end = next((place for place in range(at, min(at + 8, last)) if tokens.words[place] in (":", ";")), last)
    near = [trigger for trigger in triggers if at < trigger.first <= at + 7 and trigger.first < end and trigger.measure in _LOSSES]
    if word == "neither":
        silent = following == "side" and near and "reported" in tokens.words[at : at + 5]
        return Number(at, at + 1, None, None, vague="none reported") if silent else None
    if word in _NOBODY or (word == "no" and following in ("one", "-")):
        end = at + (2 if word == "no" else 1)
        verbs = [trigger for trigger in near if trigger.subject and trigger.measure != "casualties"]
        verbs = [trigger for trigger in verbs if trigger.measure != "missing" or tokens.words[trigger.first - 1] in FINITE]
        if (
            word == "none"
            and following in (".", ";", "", ")")
            and any(-12 < trigger.first - at < 0 for trigger in triggers if trigger.measure in _LOSSES)
        ):
            return Number(at, end, Decimal(0), Decimal(0))
        if word == "none":
            verbs = [
                trigger
                for trigger in verbs
                if trigger.first <= at + (7 if tokens.word(at + 1) == "of" else 4)
                and tokens.word(at + 1) in ("was", "were", "of", "have", "has", "had", "died", "survived")
            ]
        return Number(at, end, Decimal(0), Decimal(0)) if verbs else None
    for place in range(at + 1, min(at + 4, last)):
        if tokens.words[place] in _LOSS_NOUNS or (
            class_of(tokens.words[place]) not in (None, "thing") and any(_follows(tokens, place + 1, trigger) for trigger in near)
        ):
            silent = any(
                word in ("reported", "reports", "announced", "recorded", "acknowledged")
                for word in tokens.words[max(0, at - 3) : place + 7]
            )
            return Number(at, at + 1, None, None, vague="none reported") if silent else Number(at, at + 1, Decimal(0), Decimal(0))
        if (
            tokens.words[place] in _NOT_ADJECTIVES
            or not tokens.words[place][0].isalpha()
            or tokens.words[place] in ("more", "fewer", "less", "official", "longer")
        ):
            return None
    return None


def _loaded(tokens: Tokens, at: int, last: int, triggers: Sequence[Trigger]) -> Number | None:
    """Heavy losses, light casualties; both brothers killed; whole families wiped out."""
    word, following = tokens.words[at], tokens.word(at + 1)
    if word in _WEIGHTS:
        nouns = ("losses", "casualties", "loss")
        near = following in nouns or (following in ("and", ",") and tokens.word(at + 3) in nouns)
        behind = tokens.word(at - 1) in ("was", "were", "are") and tokens.word(at - 2) in nouns
        return Number(at, at + 1, Decimal(_WEIGHTS[word]), None, vague=word) if near or behind else None
    if word == "whole" and following in ("families", "villages", "households", "battalions", "platoons", "units", "companies", "squads"):
        return (
            Number(at, at + 1, Decimal(2), None, vague="whole") if any(_follows(tokens, at + 2, trigger) for trigger in triggers) else None
        )
    if word == "both":
        noun = _plural_after(tokens, at + 1, last)
        governed = noun is not None and any(
            trigger.measure in _LOSSES and (_follows(tokens, noun + 1, trigger) or (trigger.object and trigger.last == at))
            for trigger in triggers
        )
        return Number(at, at + 1, Decimal(2), Decimal(2)) if governed else None
    return None


def _plural_after(tokens: Tokens, at: int, last: int) -> int | None:
    for place in range(at, min(at + 4, last)):
        if class_of(tokens.words[place]) not in (None, "thing") and tokens.words[place].endswith(("s", "men", "people", "children")):
            return place
    return None


def read_relative(tokens: Tokens, first: int, last: int) -> list[tuple[Number, Decimal]]:
    """Find amounts said by an earlier one, with what it is to be multiplied by: as many, twice as many, half as many."""
    found = []
    for at in range(first, last - 1):
        if tokens.words[at] != "as" or tokens.words[at + 1] != "many" or tokens.word(at + 2) == "as":
            continue
        before = tokens.word(at - 1)
        times = {"twice": Decimal(2), "half": Decimal("0.5")}.get(before)
        start = at - 1 if times else at
        found.append((Number(start, at + 2, Decimal(1), Decimal(1)), times or Decimal(1)))
    return found


def multiplied(number: Number, amount: Decimal, times: Decimal) -> Number:
    """Give a relative amount its value."""
    value = amount * times
    return replace(number, low=value, high=value)
