"""Settles what one number of a sentence measures: the trigger that governs it, held against what is counted and who the group is.

`measures` scores how closely a word governs a number; here stands what a close word still does not mean: a whole is not its part, those
who escaped were held, a share of recruits was not recruited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from closewatch.reading.measures import DONE_TO_PEOPLE, OF_PEOPLE, decide_measure
from closewatch.reading.nouns import GOODS, Noun, class_of
from closewatch.reading.sighted import Sighting
from closewatch.reading.tokens import Tokens
from closewatch.reading.triggers import Slot, Trigger

_RECORDED = frozenset(
    "reported listed logged registered counted recorded seen verified confirmed documented taken given killed wounded"
    " expected believed".split()
)
_SWAPS = frozenset("swap swaps swapped exchange exchanges exchanged prisoners pows".split())
_STAYING = ("remain", "stay", "left", "are", "were", "is")
_RESIDENTS = frozenset("person family household soul".split())
_NAMES_NOTHING = frozenset(("revenue", "uncounted"))
"""Senses of the lexicon that say what a number is not: money that is neither pay nor cost, those who survived."""
_HOLDING = frozenset("hold holds holding held".split())
_SOFT = frozenset("the its their his our some those first last roughly about".split())
_OF_A_WHOLE = frozenset(("recruited", "population", "strength", "deployed"))
"""What a whole is; a share of it tells what share of them did something else."""
_BUILT = frozenset("house home building bridge tower wall apartment block school church mosque hut shop minaret pylon chimney".split())
_UPROOTED = frozenset("refugee idp evacuee migrant exile deportee".split())
_HARMLESS = frozenset(("civilian", "child"))
_SICKNESS = frozenset(
    "cholera fever plague measles epidemic disease typhus typhoid malaria dysentery ebola smallpox influenza hunger famine pneumonia"
    " tuberculosis virus outbreak flood floods avalanche wave waves current".split()
)
"""What carries people off or takes them without holding them."""
_GIFTS = frozenset("aid loan loans grant grants donation donations donors credit credits funding relief".split())
_LOST = frozenset(("lost", "lose", "loses", "losing"))
_HITS = frozenset(("hit", "struck"))
_PARENTS = frozenset("mother father parent parents mothers fathers grandmother grandfather".split())
_SURE_OF_A_SHARE = 4.0
_SURE_OF_PEOPLE = 5.0
"""Scores that a percentage and a noun that no lexicon has need, since these stand in any text for other reasons."""


def settle_measure(
    tokens: Tokens, sighting: Sighting, slots: Sequence[Slot], triggers: Sequence[Trigger], sentence: tuple[int, int]
) -> None:
    """Settle the measure by the words of the sentence, where they do."""
    if is_group(tokens, sighting, slots, sentence[0]):
        triggers = [one for one in triggers if _says_what_the_group_is(tokens, sighting, one)]
    if sighting.number.shape == "share":
        # A share of recruits tells what share of them did something, not that they were recruited.
        triggers = [one for one in triggers if one.measure not in _OF_A_WHOLE or not one.noun or not _is_of_the_whole(sighting, one)]
    if _is_of_a_parent(tokens, sighting):
        sighting.noun, sighting.unit = None, "child"
        return
    decided = decide_measure(tokens, sighting.slot, slots, triggers)
    if tokens.word(sighting.slot.start - 1) == "per" or decided is None:
        return
    if sighting.number.shape == "share" and decided.score < _SURE_OF_A_SHARE:
        return
    if sighting.noun and sighting.noun.kind == "unsure" and decided.measure in OF_PEOPLE and decided.score < _SURE_OF_PEOPLE:
        return
    sighting.decided, sighting.measure, sighting.rule = decided, decided.measure, "word"
    noun = sighting.noun
    if noun and noun.kind == "unsure" and decided.trigger.object and tokens.words[decided.trigger.first] in _LOST:
        sighting.measure = "destroyed"
        return
    if noun and noun.kind == "unsure" and decided.measure in DONE_TO_PEOPLE:
        noun = sighting.noun = replace(noun, kind="unknown")
    if decided.measure in _NAMES_NOTHING or (sighting.number.shape == "ratio" and "ratio" in tokens.words[sentence[0] : sentence[1]]):
        sighting.measure = "other"
    elif (
        decided.measure == "strength"
        and noun
        and (noun.kind in ("civilian", "child") or noun.singular in _RESIDENTS)
        and tokens.words[decided.trigger.first].startswith(_STAYING)
    ):
        sighting.measure = "population"
    elif decided.measure == "released" and tokens.words[decided.trigger.first] == "escaped" and not _was_held(noun, triggers):
        sighting.measure = "other"
    elif decided.measure == "returned" and not _SWAPS.isdisjoint(tokens.words[sentence[0] : sentence[1]]):
        sighting.measure = "released"
    elif decided.measure == "detained" and noun and noun.kind == "combatant" and tokens.words[decided.trigger.first] in _HOLDING:
        sighting.measure = "captured"
    elif decided.measure == "intercepted" and noun and noun.is_people:
        sighting.measure = "detained"
    elif decided.measure == "intercepted" and noun and noun.singular in _BUILT:
        sighting.measure = "destroyed"
    elif decided.measure == "detained" and noun and tokens.words[noun.last : noun.last + 2] == ["of", "war"]:
        sighting.measure = "captured"
    elif decided.measure == "paid" and _is_no_pay(tokens, sighting, sentence[0]):
        sighting.measure = "cost"
    elif noun and (
        (decided.measure == "population" and noun.singular in _UPROOTED)
        or (decided.measure == "deployed" and _has_come(noun, tokens.words[decided.trigger.first]))
    ):
        sighting.measure = "displaced"
    elif decided.measure == "captured" and tokens.words[decided.trigger.first] == "seized" and noun and noun.kind in _HARMLESS:
        sighting.measure = "abducted"
    elif decided.measure == "abducted" and not _SICKNESS.isdisjoint(
        tokens.words[max(sentence[0], decided.trigger.first - 4) : decided.trigger.first]
    ):
        sighting.measure = "killed"
    elif decided.measure in ("captured", "detained") and noun and noun.singular == "hostage":
        sighting.measure = "abducted"
    elif decided.measure in ("casualties", "killed") and noun and noun.kind == "thing" and noun.singular in GOODS:
        sighting.measure = "damaged" if tokens.words[decided.trigger.first] in _HITS else "destroyed"
    elif (
        noun
        and noun.is_people
        and decided.score < 7
        and decided.trigger.first < sighting.slot.noun_last
        and _suffers_something_else(tokens, sighting)
    ):
        sighting.measure = "other"


def _is_of_the_whole(sighting: Sighting, trigger: Trigger) -> bool:
    """Whether a word stands in what a share is taken of: half the population, a third of its reservists, two in five recruits."""
    slot = sighting.slot
    return slot.last <= trigger.first and (trigger.first < slot.noun_last or trigger.first - slot.last <= 2)


def _is_no_pay(tokens: Tokens, sighting: Sighting, first: int) -> bool:
    """Tell gifts and prices from pay: aid worth 40 million was promised; they paid 2 billion for the jets."""
    start, at = sighting.slot.start, sighting.slot.last
    given = not _GIFTS.isdisjoint(tokens.words[max(first, start - 6) : start])
    return given or (tokens.word(at) == "for" and any(class_of(word) == "thing" for word in tokens.words[at + 1 : at + 3]))


def _was_held(noun: Noun | None, triggers: Sequence[Trigger]) -> bool:
    """Whether those who escaped had been prisoners or hostages; others escaped harm."""
    held = noun is not None and noun.kind == "protected"
    return held or any(one.measure in ("abducted", "captured", "detained", "trapped") for one in triggers)


def _is_of_a_parent(tokens: Tokens, sighting: Sighting) -> bool:
    """A mother of five: children, whatever happened to her."""
    at = sighting.slot.first
    return tokens.word(at - 1) == "of" and tokens.word(at - 2) in _PARENTS and sighting.noun is None


def is_group(tokens: Tokens, sighting: Sighting, slots: Sequence[Slot], first: int) -> bool:
    """Tell the whole that another number is taken from: 600 of 15,000 soldiers; of about 15,000 soldiers 600; among the 12,000."""
    at = sighting.slot.start - 1
    while tokens.word(at) in _SOFT:
        at -= 1
    if tokens.word(at) == "among" and sighting.number.shape == "count" and not sighting.money:
        return True
    if tokens.word(at) != "of" or sighting.money or sighting.number.shape != "count":
        return False
    return at == first or any(
        slot.last <= at <= slot.noun_last + 3 and "," not in tokens.words[slot.noun_last : at]
        for slot in slots
        if slot.first < sighting.slot.first
    )


def _says_what_the_group_is(tokens: Tokens, sighting: Sighting, trigger: Trigger) -> bool:
    """Whether a trigger stands on the group itself: the nine dead, the 11,000 sent, the 12,000 who had come."""
    slot = sighting.slot
    if slot.last <= trigger.first < slot.noun_last or (trigger.noun and trigger.first == slot.last):
        return True
    clause = tokens.word(slot.noun_last) in ("who", "that") and trigger.first - slot.noun_last <= 4
    return trigger.measure in ("deployed", "recruited") and (trigger.first == slot.noun_last or clause)


def _suffers_something_else(tokens: Tokens, sighting: Sighting) -> bool:
    """Detainees who "were beaten", victims who "have been named": the noun says what they are, the verb that it is not counted here."""
    at = sighting.slot.noun_last
    if tokens.word(at) in ("have", "has", "had") and tokens.word(at + 1) == "been":
        at += 1
    if tokens.word(at) not in ("was", "were", "been", "are", "is"):
        return False
    verb = tokens.word(at + 1)
    return verb.endswith(("ed", "en")) and class_of(verb) is None and verb not in _RECORDED


def is_outcome(sighting: Sighting) -> bool:
    """Tell a group that is itself an outcome ("of the nine dead", "of the 14 fishermen killed") from the mere size of one."""
    if sighting.decided is None:
        return False
    trigger, at = sighting.decided.trigger, sighting.decided.trigger.first
    if trigger.passive and at == sighting.slot.noun_last:
        return True
    return (
        trigger.noun
        and sighting.decided.score >= 8.5
        and (at < sighting.slot.noun_last or (sighting.noun is None and at == sighting.slot.last))
    )


def _has_come(noun: Noun, verb: str) -> bool:
    """Whether those who come somewhere are people in flight rather than troops: 2,100 people were still arriving."""
    civil = noun.kind in ("civilian", "child", "household") or noun.singular in ("people", "person", "family", "resident")
    return civil and verb.startswith(("arriv", "reach", "enter", "cross"))
