"""Finds the words of a sentence that can decide what its numbers measure: verbs, nouns, and phrases of several words.

Every such word stands in lexicons/measures.toml. Which of them governs which number is decided in `measures`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import TypeAlias

from closewatch.reading.nouns import class_of
from closewatch.reading.tokens import Tokens, cut

_ADVERBS = frozenset(
    "also since later now already reportedly then either not still all allegedly seriously badly newly recently ever once just"
    " again so".split()
)
_OBJECT = frozenset(
    "a an the his her its their our my your some up more less fewer nearly almost as no another all both"
    " several many dozens"
    " hundreds thousands scores tens between only just roughly an them him us every each half upwards well not innocent these those"
    " civilians people"
    " soldiers two three four five six seven eight nine ten most what".split()
)
_ALWAYS_DONE_TO = frozenset("killed wounded captured detained released abducted".split())
"""Measures whose verbs are never said of oneself: "have freed, in good health, six hostages" goes on to whom it was done."""
FINITE = frozenset("was were been is are being be".split())
STOPS = frozenset((";", ".", "!", "?", "—"))
_PARTICIPLES = {
    "took": "taken", "threw": "thrown", "drove": "driven", "blew": "blown", "tore": "torn", "beat": "beaten", "flew": "flown",
    "gave": "given", "froze": "frozen",
}  # fmt: skip
_ENDS_IN_DEATH = frozenset(("wounded", "casualties", "destroyed", "damaged"))
_GUESSED = frozenset(("feared", "presumed", "believed"))
"""Words by which those missing may be dead, but are not counted so."""
_LUMPED = frozenset("killed wounded missing captured casualties".split())
_CHOICES = re.compile(r"[()]")
_FRAME = 13
"""Pieces within which what completes a verb stands behind those counted: took 112 people into custody."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that decides a measure: pieces `first` to `last` (excluded), and where those counted may stand."""

    first: int
    last: int
    measure: str
    object: bool
    subject: bool
    noun: bool
    passive: bool = False
    """Whether a verb form that may take an object has none here, so that it says what was done to those in front of it."""
    framed: bool = False
    """Whether the verb is completed behind those counted."""


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


def find_triggers(tokens: Tokens, first: int, last: int, slots: Sequence[Slot]) -> list[Trigger]:
    """Find the words of a sentence that can decide a measure, the longest phrase at each place."""
    phrases, frames = _phrases(), _frames()
    numbers = {place for slot in slots for place in range(slot.first, slot.last)}
    starts = {slot.start for slot in slots} | {slot.first for slot in slots}
    found: list[Trigger] = []
    framed: list[tuple[Trigger, int]] = []
    reached = first
    for at in [at for at, word in enumerate(tokens.words[first:last], first) if word in phrases]:
        if at in numbers or (tokens.word(at - 1) == "-" and tokens.joined(at)):
            continue
        if tokens.words[at] in frames:
            framed.extend(_framed(tokens, at, last, starts, frames[tokens.words[at]]))
        options = phrases[tokens.words[at]]
        for length, phrases_of_it in (*options.get(tokens.word(at + 1), ()), *options.get("", ())):
            end = at + length
            senses = phrases_of_it.get(tuple(tokens.words[at:end])) if reached < end <= last else None
            if senses:
                if at < reached:
                    # "being held" goes on as "held hostage": what is said in full is meant.
                    found = [one for one in found if one.last <= at]
                found.extend(_resolved(tokens, at, end, measure, roles, starts) for measure, roles in senses.items())
                reached = end
                break
    found = _lumped(tokens, found, starts)
    if framed:
        ends = {place: trigger.measure for trigger, tail in framed for place in range(tail, tail + 2)}
        found = [one for one in found if ends.get(one.first, one.measure) == one.measure or one.first == one.last - 1]
        found.extend(trigger for trigger, _ in framed)
    return found


def _framed(tokens: Tokens, at: int, last: int, starts: set[int], frames: Sequence[tuple[str, list[str]]]) -> list[tuple[Trigger, int]]:
    """A verb that is completed behind those counted, with the place of what completes it: took 112 people into custody."""
    found = []
    for measure, tail in frames:
        for place in range(at + 2, min(at + _FRAME, last - len(tail) + 1)):
            word = tokens.words[place]
            if word == tail[0] and tokens.words[place : place + len(tail)] == tail:
                if any(start in starts for start in range(at + 1, place)):
                    found.append((Trigger(at, at + 1, measure, True, False, False, framed=True), place))
                elif tokens.word(at - 1) in FINITE or (tokens.word(at - 1) in _ADVERBS and tokens.word(at - 2) in FINITE):
                    found.append((Trigger(at, at + 1, measure, False, True, False, passive=True, framed=True), place))
                break
            if word in STOPS or word in (",", "and", "who", "which", "when", "after", "before"):
                break
    return found


def _lumped(tokens: Tokens, found: list[Trigger], starts: set[int]) -> list[Trigger]:
    """Lump two outcomes that one number has together: 40 killed or wounded; deaths and injuries."""
    lumped: list[Trigger] = []
    for trigger in found:
        last = lumped[-1] if lumped else None
        joint = tokens.word(last.last) if last and trigger.first == last.last + 1 else ""
        both = last is not None and {last.measure, trigger.measure} <= _LUMPED and last.measure != trigger.measure
        both = both and tokens.words[trigger.first] not in _GUESSED
        if last and both and joint in _joints(last, trigger) and trigger.last not in starts and last.noun + last.subject + last.object:
            lumped[-1] = replace(
                trigger, first=last.first, measure="casualties", object=last.object and trigger.object,
                subject=last.subject or trigger.subject, noun=last.noun or trigger.noun, passive=last.passive or trigger.passive,
            )  # fmt: skip
        else:
            lumped.append(trigger)
    return lumped


def _joints(left: Trigger, right: Trigger) -> tuple[str, ...]:
    """Wounded and captured can be the same people, killed and wounded cannot; what is lumped already takes in more."""
    if left.measure == "casualties" and left.last - left.first > 2:
        return ("and", "or", ",", "/")
    return ("and", "or", ",", "/") if "killed" in (left.measure, right.measure) else ("or", "/")


def _resolved(tokens: Tokens, at: int, end: int, measure: str, roles: frozenset[str], starts: set[int]) -> Trigger:
    """Settle whether a verb form that can be both takes its object here or stands behind its subject."""
    if tokens.words[end : end + 2] == ["to", "death"] and measure in _ENDS_IN_DEATH:
        measure = "killed"
    governs, follows, noun = "object" in roles, "subject" in roles, "noun" in roles
    passive = False
    if follows and not noun and len(roles) == 1 and end == at + 1 and tokens.word(at - 1) in ("the", "a", "an", "this", "that", "its"):
        follows = False
    if "both" in roles:
        takes = _takes_object(tokens, at, end, measure, starts)
        passive = not takes
        governs, follows = governs or takes, follows or not takes
    return Trigger(at, end, measure, governs, follows, noun, passive)


def _takes_object(tokens: Tokens, at: int, end: int, measure: str, starts: set[int]) -> bool:
    before = at - 1
    while before >= 0 and (tokens.words[before] in _ADVERBS or tokens.words[before].endswith("ly")):
        before -= 1
    word = tokens.word(before)
    following = tokens.word(end)
    begins_object = end in starts or following in _OBJECT or class_of(following) is not None
    if word in ("was", "were", "been", "be", "being", "is", "are", "get", "gets", "got", "getting"):
        return False
    if word in ("have", "has", "had", "having"):
        return begins_object or measure in _ALWAYS_DONE_TO
    return begins_object and before >= 0 and (word.isalpha() or word in ('"', "”", ",", ")")) and not _is_counted(tokens, before, starts)


def _is_counted(tokens: Tokens, before: int, starts: set[int]) -> bool:
    """In "33 killed, 12 wounded" the number right before the participle is what it counts; "a platoon of thirty" is who acts."""
    return (before in starts or tokens.word(before)[:1].isdigit()) and tokens.word(before - 1) != "of"


def _of_events(nouns: Sequence[str]) -> list[str]:
    """The phrases in which a noun for what happened takes those it happened to: murder of six, arrests of 40."""
    return [f"{form} of" for noun in nouns for form in (noun, f"{noun}s")]


def _spelled_out(phrase: str) -> Iterator[str]:
    """Every form of a phrase of the lexicon: "left (the/their) (town/valley)" has four."""
    parts = [part.split("/") for part in _CHOICES.split(phrase)]
    return ("".join(chosen).strip() for chosen in product(*parts))


Senses: TypeAlias = list[tuple[int, dict[tuple[str, ...], dict[str, frozenset[str]]]]]
"""Phrases by their number of words, the longest first, each with what it speaks for."""


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("closewatch.reading") / "lexicons" / "measures.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _frames() -> dict[str, list[tuple[str, list[str]]]]:
    """The verbs that are completed behind those counted, each with its measure and the words that complete it."""
    frames: dict[str, list[tuple[str, list[str]]]] = {}
    for measure, roles in _lexicon().items():
        for phrase in roles.get("around", ()):
            verb, _, rest = phrase.partition("|")
            for form in {verb, _PARTICIPLES.get(verb, verb)}:
                frames.setdefault(form, []).extend((measure, cut(tail).words) for tail in _spelled_out(rest))
    return frames


@lru_cache(maxsize=1)
def _phrases() -> dict[str, dict[str, Senses]]:
    """The lexicon by first and second word ("" for a word alone), the longest phrase first; one may speak for several measures."""
    senses: dict[tuple[str, ...], dict[str, set[str]]] = {}
    for measure, roles in _lexicon().items():
        for role, phrases in roles.items():
            if role == "around":
                for phrase in phrases:
                    verb = phrase.partition("|")[0]
                    for form in {verb, _PARTICIPLES.get(verb, verb)}:
                        senses.setdefault((form,), {})
                continue
            for phrase in _of_events(phrases) if role == "event" else phrases:
                for spelled in _spelled_out(phrase):
                    senses.setdefault(tuple(cut(spelled).words), {}).setdefault(measure, set()).add("object" if role == "event" else role)
    index: dict[str, dict[str, Senses]] = {}
    for words, found in sorted(senses.items(), key=lambda item: -len(item[0])):
        second = words[1] if len(words) > 1 else ""
        lengths = index.setdefault(words[0], {}).setdefault(second, [])
        if not lengths or lengths[-1][0] != len(words):
            lengths.append((len(words), {}))
        lengths[-1][1][words] = {measure: frozenset(roles) for measure, roles in found.items()}
    return index
