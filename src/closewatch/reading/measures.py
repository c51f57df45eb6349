"""Decides what a number measures, from the verbs and nouns around it: killed, wounded, deployed, paid ...

Every word that can decide stands in lexicons/measures.toml; this file knows how verb, noun and number stand to each other. Lumped
outcomes stay lumped: losses, victims and people shot are casualties, never deaths.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TypeAlias

from closewatch.reading.nouns import class_of
from closewatch.reading.tokens import Tokens, cut

MONEY = frozenset(("paid", "cost", "revenue"))
OF_PEOPLE = frozenset(
    "killed wounded casualties captured detained surrendered released missing abducted displaced evacuated returned trapped"
    " affected recruited"
    " deserted strength deployed population".split()
)
_ADVERBS = frozenset(
    "also since later now already reportedly then either not still all allegedly seriously badly newly recently ever once just"
    " again so".split()
)
_OBJECT = frozenset(
    "a an the his her its their our my your some at up more less fewer over about around nearly almost as no another all both"
    " several many dozens"
    " hundreds thousands scores tens between only just roughly an them him us every each half upwards well not innocent these those"
    " civilians people"
    " soldiers two three four five six seven eight nine ten most what".split()
)
_NEW_CLAUSE = frozenset(
    "when while as because although though where after before but whereas and since until if unlike who which that".split()
)
_JOINTS = frozenset(("and", "or", ",", "including", "among", "plus", "&"))
_ASIDE = frozenset("to with against about for at from on in into through toward towards near".split())
"""Prepositions that part a number from the verb in front of it: sent a message to 40 villages."""
_ONLY_COUNTED = frozenset(("fallen", "lives", "life", "souls", "remains", "heroes", "hero"))
"""Nouns that name an outcome only where the number stands on them: 600 lives."""
_PARTITIVES = frozenset("of the those these them his her its their all listed reported confirmed known".split())
_WEAK = frozenset(
    "hold holds holding held remain remained stayed ran get got fell reach reached moved carried takes keeps sold are were is".split()
)
_OF_THINGS = frozenset("destroyed damaged launched intercepted incidents".split())
_STATUSES = frozenset(
    "prisoner prisoners captive captives detainee detainees inmates hostage hostages recruit recruits refugee refugees deserters"
    " deserter defectors pows"
    " victims victim internees evacuees returnees wounded injured missing displaced residents inhabitants migrants".split()
)
"""Nouns for what people are already, so that a verb beside them says what the number measures."""
_LEAST = 2.0
"""The score below which a trigger is too far off to decide; chosen on sentences of the project's own."""
_FARTHEST = 45
"""Pieces beyond which no verb governs a number; also what keeps a sentence of nothing but numbers cheap."""
_STOP = frozenset((";", ".", "!", "?", "—"))


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that decides a measure: pieces `first` to `last` (excluded), and where those counted may stand."""

    first: int
    last: int
    measure: str
    object: bool
    subject: bool
    noun: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """A number in a sentence: its pieces with currency, the end of its noun phrase, and the first piece of its bound words."""

    first: int
    last: int
    noun_last: int
    start: int
    money: bool
    counted: str = ""
    """The class of the noun counted: a class of people, "thing", "unit" (of people), "carrier", "household"; "" where none is named."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A measure with the trigger that decided it and how surely (a score for ranking, not a probability)."""

    measure: str
    trigger: Trigger
    score: float


def find_triggers(tokens: Tokens, first: int, last: int, slots: Sequence[Slot]) -> list[Trigger]:
    """Find the words of a sentence that can decide a measure, the longest phrase at each place."""
    phrases = _phrases()
    numbers = {place for slot in slots for place in range(slot.first, slot.last)}
    starts = {slot.start for slot in slots} | {slot.first for slot in slots}
    found: list[Trigger] = []
    past = first
    for at in [at for at, word in enumerate(tokens.words[first:last], first) if word in phrases]:
        if at < past or at in numbers or (tokens.word(at - 1) == "-" and tokens.joined(at)):
            continue
        options = phrases[tokens.words[at]]
        for words, senses in (*options.get(tokens.word(at + 1), ()), *options.get("", ())):
            end = at + len(words)
            if end <= last and tokens.words[at:end] == words:
                for measure, roles in senses.items():
                    found.append(_resolved(tokens, at, end, measure, roles, starts))
                past = at + 1 if words[-1] in ("in", "at", "the") else end
                break
    return found


def _resolved(tokens: Tokens, at: int, end: int, measure: str, roles: frozenset[str], starts: set[int]) -> Trigger:
    """Settle whether a verb form that can be both takes its object here or stands behind its subject."""
    governs, follows, noun = "object" in roles, "subject" in roles, "noun" in roles
    if "both" in roles:
        takes = _takes_object(tokens, at, end, starts)
        governs, follows = governs or takes, follows or not takes
    return Trigger(at, end, measure, governs, follows, noun)


def _takes_object(tokens: Tokens, at: int, end: int, starts: set[int]) -> bool:
    before = at - 1
    while before >= 0 and (tokens.words[before] in _ADVERBS or tokens.words[before].endswith("ly")):
        before -= 1
    word = tokens.word(before)
    following = tokens.word(end)
    begins_object = end in starts or following in _OBJECT or class_of(following) is not None
    if word in ("was", "were", "been", "be", "being", "is", "are", "get", "gets", "got", "getting"):
        return False
    if word in ("have", "has", "had", "having"):
        return begins_object
    return begins_object and before >= 0 and (word.isalpha() or word in ('"', "”", ",", ")")) and not _is_counted(tokens, before, starts)


def _is_counted(tokens: Tokens, before: int, starts: set[int]) -> bool:
    """In "33 killed, 12 wounded" the number right before the participle is what it counts."""
    return before in starts or tokens.word(before)[:1].isdigit()


def decide_measure(tokens: Tokens, slot: Slot, slots: Sequence[Slot], triggers: Sequence[Trigger]) -> Decided | None:
    """Choose the trigger that governs a number most closely, or None where no word of the sentence does."""
    best: Decided | None = None
    slots = [other for other in slots if -_FARTHEST < other.first - slot.first < _FARTHEST]
    for trigger in triggers:
        if not -_FARTHEST < trigger.first - slot.first < _FARTHEST:
            continue
        if slot.money != (trigger.measure in MONEY):
            continue
        score = _score(tokens, slot, slots, trigger)
        if score > 0:
            score -= _misfit(tokens, slot, trigger)
        if score > _LEAST and (best is None or score > best.score + 1e-9):
            best = Decided(trigger.measure, trigger, score)
    return best


def _misfit(tokens: Tokens, slot: Slot, trigger: Trigger) -> float:
    """How badly a measure fits what is counted: houses are not wounded, villagers not deployed."""
    measure, counted = trigger.measure, slot.counted
    cost = 0.0
    if tokens.words[trigger.first] in _WEAK or (trigger.last - trigger.first > 1 and tokens.words[trigger.last - 1] == "in"):
        cost += 2.6
    if counted == "thing" or (counted == "carrier" and measure != "deployed"):
        cost += 4.0 if measure in OF_PEOPLE else 0.0
    elif counted == "household":
        cost += 3.0 if measure in ("deployed", "strength", "recruited") else 0.0
    elif counted not in ("", "carrier") and measure in _OF_THINGS:
        cost += 9.0
    if measure in ("deployed", "strength") and counted not in ("combatant", "unit", "carrier"):
        cost += 1.5 if not counted or counted == "unknown" else 4.0
        if tokens.words[trigger.first] in ("had", "has", "have"):
            cost += 9.0
    if tokens.words[trigger.first] in ("had", "has", "have") and slot.start - trigger.last > 0:
        cost += 9.0
    return cost


def _score(tokens: Tokens, slot: Slot, slots: Sequence[Slot], trigger: Trigger) -> float:
    if slot.last <= trigger.first < slot.noun_last:
        if tokens.words[trigger.last - 1] in _STATUSES or tokens.words[trigger.first] in _STATUSES:
            return 6.9
        return 10.0 + (trigger.last - trigger.first) if trigger.noun or trigger.subject else 6.0
    if trigger.noun and not trigger.object and tokens.words[trigger.first] in _ONLY_COUNTED:
        return 0.0
    if trigger.first >= slot.last:
        return _behind(tokens, slot, slots, trigger)
    if trigger.last <= slot.start or trigger.last <= slot.first:
        return _in_front(tokens, slot, slots, trigger)
    return 0.0


def _behind(tokens: Tokens, slot: Slot, slots: Sequence[Slot], trigger: Trigger) -> float:
    """A trigger after the number: 14 were killed; 14 dead; 14 of those killed."""
    gap = range(slot.noun_last, trigger.first)
    words = [tokens.words[place] for place in gap]
    if any(word in _STOP for word in words):
        return 0.0
    long = 0.15 * (trigger.last - trigger.first)
    adjacent = trigger.first == slot.last or (
        len(words) <= 2 and not any(word in _JOINTS or word in (":", "(", "of", "in") for word in words)
    )
    if adjacent and (trigger.noun or trigger.subject):
        return 9.0 - 0.3 * len(words) + long
    between = [other for other in slots if slot.noun_last <= other.first < trigger.first]
    crossed = sum(0.5 if _coordinated(tokens, slot, other) else 2.5 for other in between)
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
        score -= sum(1.3 for word in words if word in _NEW_CLAUSE and word not in ("who", "that"))
    return score


def _in_front(tokens: Tokens, slot: Slot, slots: Sequence[Slot], trigger: Trigger) -> float:
    """A trigger before the number: killed 14; deaths: 14; the toll rose to 14."""
    words = [tokens.words[place] for place in range(trigger.last, min(slot.start, slot.first))]
    stops = sum(word in _STOP for word in words)
    if stops or (trigger.measure == "incidents" and words and words[0] not in (":", "is", "was", "rose", "fell", "reached", "to", "at")):
        return 0.0
    if words[-1:] == ["by"] and (trigger.object or trigger.subject):
        return 0.0
    between = [other for other in slots if trigger.last <= other.first < slot.first]
    crossed = sum(0.4 if _coordinated(tokens, other, slot) else 1.5 for other in between)
    cost = 0.14 * len(words) + crossed + 0.5 * words.count(",")
    cost += sum(0.9 for word in words if word in _NEW_CLAUSE)
    if words and words[-1] in _ASIDE and not trigger.noun and not slot.money:
        cost += 3.5
    joined = any(word in ("including", "among", "of", "mostly", "include") for word in words[-4:])
    if trigger.object:
        return 7.9 + 0.1 * (trigger.last - trigger.first) - cost
    if trigger.noun:
        return 7.0 + 0.1 * (trigger.last - trigger.first) - cost
    return (6.4 if joined else 2.2 if slot.counted else 4.3) - cost


def _coordinated(tokens: Tokens, left: Slot, right: Slot) -> bool:
    """Tell whether two numbers are items of one list: nothing stands between them but their nouns, commas and "and"."""
    gap = tokens.words[left.noun_last : right.start] if left.noun_last <= right.start else []
    return len(gap) <= 2 and all(word in _JOINTS for word in gap) and bool(gap)


Senses: TypeAlias = list[tuple[list[str], dict[str, frozenset[str]]]]


@lru_cache(maxsize=1)
def _phrases() -> dict[str, dict[str, Senses]]:
    """The lexicon by first and second word ("" for a word alone), the longest phrase first; one may speak for several measures."""
    text = (files("closewatch.reading") / "lexicons" / "measures.toml").read_text(encoding="utf-8")
    senses: dict[tuple[str, ...], dict[str, set[str]]] = {}
    for measure, roles in tomllib.loads(text).items():
        for role, phrases in roles.items():
            for phrase in phrases:
                senses.setdefault(tuple(cut(phrase).words), {}).setdefault(measure, set()).add(role)
    index: dict[str, dict[str, Senses]] = {}
    for words, found in sorted(senses.items(), key=lambda item: -len(item[0])):
        second = words[1] if len(words) > 1 else ""
        entry = (list(words), {measure: frozenset(roles) for measure, roles in found.items()})
        index.setdefault(words[0], {}).setdefault(second, []).append(entry)
    return index
