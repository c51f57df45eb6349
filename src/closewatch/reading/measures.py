"""Decides what a number measures, from the verbs and nouns around it: killed, wounded, deployed, paid ...

`triggers` finds the words that can decide; this file knows how verb, noun and number stand to each other. Lumped
outcomes stay lumped: losses, victims and people shot are casualties, never deaths.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from closewatch.reading.numbers import CHANGES
from closewatch.reading.tokens import Tokens
from closewatch.reading.triggers import FINITE, STOPS, Slot, Trigger

DONE_TO_PEOPLE = frozenset(
    "killed wounded casualties captured detained surrendered released missing abducted displaced evacuated returned recruited"
    " deserted".split()
)
"""What happens to people alone: a noun that no lexicon has, counted by one of these, names people."""
MONEY = frozenset(("paid", "cost", "revenue"))
OF_PEOPLE = frozenset(
    "killed wounded casualties captured detained surrendered released missing abducted displaced evacuated returned trapped"
    " affected recruited"
    " deserted strength deployed population".split()
)
_NEW_CLAUSE = frozenset(
    "when while as because although though where after before but whereas and since until if unlike who which that".split()
)
_JOINTS = frozenset(("and", "or", ",", "including", "among", "plus", "&"))
_OF_PERSONS = frozenset("displaced killed wounded detained released abducted recruited deserted surrendered returned".split())
"""Measures that no thing can have; a vehicle can be captured and a village missing."""
_ASIDE = frozenset("to with against about for at from on in into through toward towards near".split())
"""Prepositions that part a number from the verb in front of it: sent a message to 40 villages."""
_ONLY_COUNTED = frozenset(("fallen", "lives", "life", "souls", "remains", "heroes", "hero"))
"""Nouns that name an outcome only where the number stands on them: 600 lives."""
_PARTITIVES = frozenset("of the those these them his her its their all listed reported confirmed known".split())
_WEAK = frozenset(
    "hold holds holding held remain remained stayed ran get got fell reach reached moved carried takes keeps sold are were is".split()
)
_OF_THINGS = frozenset("destroyed damaged launched intercepted incidents".split())
_NEEDS_PEOPLE = frozenset("burning cost costs costing need needs burned burnt admitted bit struck seeks wanted".split())
"""Verbs that say what happened to people only where people are named: the raid cost the column eight men, repairs cost 800."""
_WHEELS = frozenset("vehicle vehicles truck trucks jeep jeeps lorry lorries".split())
_A_NAMED_ONE = (["the"], ["this"], ["that"], ["a"], ["an"], ["its"], ["their"])
"""What stands before one incident, which is not what a number counts: 190 since the strike began."""
_ON_THE_ROAD = frozenset(("displaced", "evacuated"))
_STANDING = frozenset("in at on under behind along inside".split())
"""Prepositions that begin the words for where or in what state people are."""
_THEN = frozenset("and then later were was".split())
_MOVES = frozenset("returned released evacuated deployed displaced".split())
_AMONG = frozenset(("among", "amongst", "for", "by", "against"))
_STATUSES = frozenset(
    "prisoner prisoners captive captives detainee detainees inmates hostage hostages recruit recruits refugee refugees deserters"
    " deserter defectors pows"
    " victims victim internees evacuees returnees wounded injured missing displaced residents inhabitants migrants exile exiles deportees"
    " abductees"
    " mutineers amputees enlistees escapees absconders turncoats"
    " conscripts convicts idps slaves trainees draftees survivors population".split()
)
"""Nouns for what people are already, so that a verb beside them says what the number measures."""
OUTCOMES = frozenset("killed wounded casualties captured detained released missing abducted".split())
_WHEREABOUTS = frozenset("deployed strength population displaced".split())
_TOGETHER = (["along", "with"], ["together", "with"], ["as", "well", "as"], ["in", "addition", "to"])
_LEAST = 2.0
"""The score below which a trigger is too far off to decide; chosen on sentences of the project's own."""
_MOST_BETWEEN = 5
"""Other numbers that may stand between a number and the word that governs it."""
_FARTHEST = 45
"""Pieces beyond which no verb governs a number; also what keeps a sentence of nothing but numbers cheap."""
_ARMIES = frozenset(
    "army armies force forces garrison militia corps contingent brigade battalion regiment division unit navy police troops group strength"
    " guard ranks gang cell movement network cartel squad legion navy squadron fleet company platoon faction headcount manpower".split()
)


@dataclass(frozen=True, slots=True)
class Decided:
    """A measure with the trigger that decided it and how surely (a score for ranking, not a probability)."""

    measure: str
    trigger: Trigger
    score: float


def decide_measure(tokens: Tokens, slot: Slot, slots: Sequence[Slot], triggers: Sequence[Trigger]) -> Decided | None:
    """Choose the trigger that governs a number most closely, or None where no word of the sentence does."""
    best: Decided | None = None
    slots, first, last = _around(slot, slots)
    asides = [aside for aside in find_asides(tokens, slot) if slot.noun_last <= aside[0]]
    for trigger in triggers:
        if not first < trigger.first < last:
            continue
        if slot.money != (trigger.measure in MONEY):
            continue
        score = _score(tokens, slot, slots, trigger, asides)
        if score > 0:
            score -= _misfit(tokens, slot, trigger)
            if _partitive(tokens, slot, trigger) and any(_is_said_of_the_part(tokens, trigger, one) for one in triggers):
                score -= 2.0
            located = trigger.subject and (trigger.measure in _WHEREABOUTS or tokens.words[trigger.first] in _STANDING)
            if located and any(_says_more(tokens, slot, trigger, one) for one in triggers):
                score -= 2.8
        if score > _LEAST and (best is None or score > best.score + 1e-9):
            best = Decided(trigger.measure, trigger, score)
    if best is None or best.trigger.noun or not best.trigger.subject:
        return best
    end = next((one for one in triggers if _is_their_end(tokens, slot, best.trigger, one)), None)
    return replace(best, measure=end.measure, trigger=end) if end else best


def _around(slot: Slot, slots: Sequence[Slot]) -> tuple[Sequence[Slot], int, int]:
    """The numbers that may stand between a number and the word that governs it, and the pieces between which that word stands."""
    place = bisect_left(slots, slot.first, key=lambda one: one.first)
    near = slots[max(0, place - _MOST_BETWEEN) : place + _MOST_BETWEEN + 1]
    first, last = slot.first - _FARTHEST, slot.first + _FARTHEST
    if place > _MOST_BETWEEN:
        first = max(first, near[0].first - 1)
    if place + _MOST_BETWEEN + 1 < len(slots):
        last = min(last, near[-1].noun_last)
    return near, first, last


def _goes_on_to(tokens: Tokens, slot: Slot, where: Trigger, other: Trigger) -> bool:
    """Tell whether behind where those counted are it is said what became of them: two policemen guarding the house were killed."""
    if not (other.passive and other.measure in OUTCOMES and slot.last <= where.first < where.last < other.first):
        return False
    between = tokens.words[where.last : other.first]
    return (
        between[-1] in FINITE and len(between) < 9 and not any(word in STOPS or word in _NEW_CLAUSE or word in _JOINTS for word in between)
    )


def _says_more(tokens: Tokens, slot: Slot, where: Trigger, other: Trigger) -> bool:
    """Tell words for where people are from what happened to them there."""
    if where.measure in _WHEREABOUTS and where.subject and _goes_on_to(tokens, slot, where, other):
        return True
    return tokens.words[where.first] in _STANDING and _is_done_there(slot, where, other)


def _is_done_there(slot: Slot, where: Trigger, other: Trigger) -> bool:
    """Tell where something happened from what did: 14 soldiers fell in the assault; it carried off 200 children in the camp."""
    if other.measure == where.measure or other.first == where.first:
        return False
    if slot.last <= other.first < where.first:
        return other.subject and where.first - other.last <= 3
    return other.object and not other.passive and slot.last <= where.first and 0 <= slot.start - other.last <= 1


def _is_their_end(tokens: Tokens, slot: Slot, said: Trigger, other: Trigger) -> bool:
    """Tell what a sentence ends with from what came before it: 80 soldiers were cut off and killed, seven came back wounded."""
    if other.measure not in OUTCOMES or said.measure == other.measure or not (slot.last <= said.first < other.first):
        return False
    if not (said.subject and other.subject) or said.noun or (said.measure in OUTCOMES and other.measure != "killed"):
        return False
    if said.measure in ("killed", "casualties"):
        return False
    between = tokens.words[said.last : other.first]
    goes_on = 0 < len(between) <= 3 and between[0] == "and" and all(word in _THEN for word in between)
    return goes_on or (not between and said.measure in _MOVES)


def _partitive(tokens: Tokens, slot: Slot, group: Trigger) -> bool:
    return tokens.word(slot.last) == "of" and slot.last < group.first and group.first - slot.last <= 4


def _is_said_of_the_part(tokens: Tokens, group: Trigger, other: Trigger) -> bool:
    """Tell what is said of a part from what its group is: five of those reported missing were in truth detained."""
    between = tokens.words[group.last : other.first]
    said = (other.passive or other.subject) and other.measure in DONE_TO_PEOPLE and other.measure != group.measure
    finite = any(word in FINITE for word in between) or tokens.words[other.first] in FINITE or (other.subject and not other.passive)
    return said and finite and other.first >= group.last and len(between) < 6 and not any(word in STOPS or word == "," for word in between)


def _misfit(tokens: Tokens, slot: Slot, trigger: Trigger) -> float:
    """How badly a measure fits what is counted: houses are not wounded, villagers not deployed."""
    measure, counted, first = trigger.measure, slot.counted, tokens.words[trigger.first]
    alone = trigger.last - trigger.first == 1
    weak = (alone or first in FINITE) and first in _WEAK and not (measure in OUTCOMES and first in FINITE)
    weak_place = not alone and tokens.words[trigger.last - 1] == "in"
    cost = 2.6 if weak or weak_place else 0.0
    if counted == "thing" or (counted == "carrier" and measure not in ("deployed", "missing", "captured")):
        itself = slot.last <= trigger.first < trigger.last == slot.noun_last
        cost += 0.0 if itself else 7.0 if measure in _OF_PERSONS else 4.0 if measure in OF_PEOPLE else 0.0
        cost += 4.0 if measure == "strength" and tokens.words[slot.noun_last - 1] in _WHEELS else 0.0
    elif counted == "protected" and measure == "displaced":
        cost += 4.0
    elif counted in ("combatant", "unit") and measure in _ON_THE_ROAD:
        cost += 0.5
    elif counted == "household":
        cost += 3.0 if measure in ("deployed", "strength", "recruited") else 0.0
    elif counted not in ("", "carrier", "unsure") and measure in _OF_THINGS:
        cost += 1.0 if measure == "intercepted" and alone else 9.0
    if measure == "strength" and counted in ("civilian", "household", "unknown", "child") and _is_staying(tokens, trigger):
        return 1.0
    if measure in OF_PEOPLE and alone and first in _NEEDS_PEOPLE and counted in ("", "thing", "unsure", "carrier", "household"):
        cost += 9.0
    has = alone and first in ("had", "has", "have")
    if has and slot.start - trigger.last > 0:
        cost += 9.0
    elif measure in ("deployed", "strength") and counted not in ("combatant", "unit", "carrier"):
        men = tokens.words[slot.noun_last - 1] == "men" or tokens.word(trigger.first - 1) in _ARMIES
        army = has and counted == "unknown" and men
        cost += 0.0 if first == "strong" else 1.5 if not counted or counted == "unknown" else 6.0 if counted == "unsure" else 4.0
        cost += 9.0 if has and not army else 0.0
        cost += 2.0 if weak_place and first in FINITE and counted in ("civilian", "child", "protected", "household") else 0.0
    if measure == "strength" and not alone and tokens.words[trigger.last - 1] in ("to", "from") and not _of_an_army(tokens, trigger):
        cost += 9.0
    return cost


def _is_staying(tokens: Tokens, trigger: Trigger) -> bool:
    return tokens.words[trigger.first].startswith(("remain", "stay")) or "left" in tokens.words[trigger.first : trigger.last]


def _of_an_army(tokens: Tokens, trigger: Trigger) -> bool:
    """Tell an army that grows or shrinks from a toll that does."""
    return any(word in _ARMIES for word in tokens.words[max(0, trigger.first - 8) : trigger.first])


def _score(tokens: Tokens, slot: Slot, slots: Sequence[Slot], trigger: Trigger, asides: Sequence[tuple[int, int]]) -> float:
    if slot.last <= trigger.first < slot.noun_last:
        if tokens.words[trigger.last - 1] in _STATUSES or tokens.words[trigger.first] in _STATUSES:
            return 6.9 + 0.05 * (trigger.last == slot.noun_last)
        if trigger.last < slot.noun_last and trigger.passive and slot.counted:
            # 14 kidnapped engineers: what they are already, so that a verb that governs them says what happened now.
            return 7.0
        if trigger.subject and not trigger.passive and not trigger.noun and trigger.last < slot.noun_last and slot.counted:
            return 4.0
        return 10.0 + (trigger.last - trigger.first) if trigger.noun or trigger.subject else 6.0
    if trigger.noun and not trigger.object and tokens.words[trigger.first] in _ONLY_COUNTED:
        return 0.0
    if trigger.first >= slot.last:
        return _behind(tokens, slot, slots, trigger, asides)
    if trigger.last <= slot.start or trigger.last <= slot.first:
        return _in_front(tokens, slot, slots, trigger)
    return 0.0


def _behind(tokens: Tokens, slot: Slot, slots: Sequence[Slot], trigger: Trigger, asides: Sequence[tuple[int, int]]) -> float:
    """A trigger after the number: 14 were killed; 14 dead; 14 of those killed."""
    skipped = {place for first, last in asides if last <= trigger.first for place in range(first, last)}
    words = [tokens.words[place] for place in range(slot.noun_last, trigger.first) if place not in skipped]
    if any(word in STOPS for word in words):
        return 0.0
    if trigger.measure == "incidents" and words[-1:] in _A_NAMED_ONE:
        return 0.0
    long = 0.15 * (trigger.last - trigger.first)
    adjacent = trigger.first == slot.last or (
        len(words) <= 2 and not any(word in _JOINTS or word in (":", "(", "of", "in") for word in words)
    )
    if words and words[0] in _ASIDE and trigger.noun and not trigger.subject and words[0] not in ("in", "at", "from"):
        return 0.0
    between = [other for other in slots if slot.noun_last <= other.first < trigger.first and other.first not in skipped]
    if adjacent and not between and (trigger.noun or trigger.subject):
        return 9.0 - 0.3 * len(words) + long
    crossed = sum(_crossing(tokens, slot, other, skipped) for other in between)
    if words[:1] == ["of"] and all(word in _PARTITIVES for word in words) and (trigger.noun or trigger.subject):
        return 7.3 - 0.1 * len(words)
    score = 0.0
    if trigger.subject:
        score = 8.0 + long
    elif trigger.noun:
        score = 4.5
    elif trigger.object and not between:
        score = 2.2
    if score:
        score -= 0.12 * len(words) + crossed
        score -= 0.4 * words.count(",") + 1.0 * words.count(":")
        goes_on = words[-1:] == ["and"] and not FINITE.isdisjoint(words)
        score -= sum(1.3 for word in words[: -1 if goes_on else None] if word in _NEW_CLAUSE and word not in ("who", "that"))
    return score


def _in_front(tokens: Tokens, slot: Slot, slots: Sequence[Slot], trigger: Trigger) -> float:
    """A trigger before the number: killed 14; deaths: 14; the toll rose to 14."""
    words = [tokens.words[place] for place in range(trigger.last, min(slot.start, slot.first))]
    stops = sum(word in STOPS for word in words)
    if stops or (trigger.measure == "incidents" and words and words[0] not in (":", "is", "was", "rose", "fell", "reached", "to", "at")):
        return 0.0
    if words[-1:] == ["by"] and (trigger.object or trigger.subject) and not (trigger.noun and len(words) > 1 and words[-2] in CHANGES):
        return 0.0
    between = [other for other in slots if trigger.last <= other.first < slot.first]
    crossed = sum(0.4 if _coordinated(tokens, other, slot) else 1.5 for other in between)
    cost = 0.14 * len(words) + crossed + 0.5 * words.count(",")
    cost += sum(0.9 for word in words if word in _NEW_CLAUSE)
    apart = not trigger.noun or slot.counted in ("thing", "household")
    if words and words[-1] in _ASIDE and apart and not slot.money and words[-1] not in ("at", "to", "about"):
        cost += 3.5
    if trigger.passive and any(words[-len(joint) :] == joint for joint in _TOGETHER):
        return 7.5 - 0.05 * len(words)
    joined = any(word in ("including", "among", "of", "mostly", "include") for word in words[-4:])
    if trigger.object:
        happened = (
            tokens.words[trigger.last - 1] == "of" and trigger.measure in DONE_TO_PEOPLE and all(word in _PARTITIVES for word in words)
        )
        return 7.9 + 1.2 * happened + 0.6 * trigger.framed + 0.1 * (trigger.last - trigger.first) - cost
    if trigger.noun:
        before = tokens.word(trigger.first - 1)
        cost += (tokens.word(trigger.first - 2) if before in ("the", "its", "their", "his") else before) in _AMONG
        return 7.0 + 0.1 * (trigger.last - trigger.first) - cost
    return (6.4 if joined and trigger.measure in OUTCOMES else 2.2 if slot.counted else 4.3) - cost


def _coordinated(tokens: Tokens, left: Slot, right: Slot, skipped: Collection[int] = ()) -> bool:
    """Tell whether two numbers are items of one list: nothing stands between them but their nouns, commas and "and"."""
    gap = [tokens.words[place] for place in range(left.noun_last, right.start) if place not in skipped]
    return 0 < len(gap) <= 2 and all(word in _JOINTS for word in gap)


def _crossing(tokens: Tokens, left: Slot, right: Slot, skipped: Collection[int]) -> float:
    """What it costs a number that another one stands between it and the word behind both."""
    if _coordinated(tokens, left, right, skipped):
        return 0.5
    if _joined_late(tokens, right):
        return 1.2
    return 0.4 if tokens.word(right.start - 1) == "of" else 2.5


def _joined_late(tokens: Tokens, right: Slot) -> bool:
    """Tell the last item of a list, right before its verb, from items with words of their own: two men who ran and a boy were shot."""
    return tokens.word(right.start - 1) == "and" and tokens.word(right.noun_last) in FINITE


def find_asides(tokens: Tokens, slot: Slot) -> list[tuple[int, int]]:
    """Find what stands in brackets or between two dashes behind a number, as ranges of pieces; what it tells is told of another number."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    at = slot.noun_last
    last = min(len(tokens.words), at + _FARTHEST)
    while at < last:
        word = tokens.words[at]
        dash = word in ("—", "–") or (word == "-" and tokens.word(at + 1) == "-" and tokens.joined(at + 1))
        width = 2 if word == "-" else 1
        if word == "." and not dash:
            break
        if word == "," and opened is None and tokens.words[at + 2 : at + 4] in (["of", "them"], ["of", "whom"]):
            end = next((place for place in range(at + 4, last) if tokens.words[place] in (",", ".", ";")), last)
            if tokens.word(end) == ",":
                found.append((at, end + 1))
                at = end
        elif word == "(" and opened is None:
            opened = at
        elif (word == ")" or dash) and opened is not None and (word == ")") == (tokens.words[opened] == "("):
            found.append((opened, at + width))
            opened, at = None, at + width - 1
        elif dash and opened is None:
            opened, at = at, at + width - 1
        at += 1
    return found
