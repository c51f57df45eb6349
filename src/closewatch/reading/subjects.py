"""The subject before a cue: over its auxiliaries and adverbs, its description between commas and its relative clause.

No tagger is used: a phrase is what stands between the joints of the sentence. The phrase behind a cue is the business of `phrases`.
"""

from __future__ import annotations

from collections.abc import Sequence

from closewatch.reading.cues import finite_verbs
from closewatch.reading.phrases import LONGEST, is_abbreviation_dot, is_adverb, is_plural_possessive
from closewatch.reading.sentences import Unit
from closewatch.reading.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    IRREGULAR_PASTS,
    MONTHS,
    NEGATIONS,
    POSSESSIVES,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
)

_QUANTIFIERS = (("at", "least"), ("at", "most"), ("up", "to"), ("as", "many"), ("no", "fewer"), ("over", "a"))
_TIMES = frozenset("day days week weeks month months year years".split())
_BEFOREHAND = frozenset("earlier later before after ago".split())
_APPOSITION = frozenset(
    "not a an the who which whose whom where one head chief director chairman chairwoman president secretary minister deputy former "
    "spokesman spokeswoman spokesperson leader commander professor editor author founder now then age aged speaking also himself "
    "herself himself of from in at with along including citing referring formerly his her their its co-founder executive "
    "senior".split()
)


def verb_group_start(units: Sequence[Unit], first: int, cue: int) -> int:
    """Go left from a cue over its auxiliaries, negations and adverbs ("has repeatedly", "on Monday also")."""
    at = cue
    while at > first:
        unit = units[at - 1]
        if unit.low in ("'s", "’s") and (at < 2 or units[at - 2].low not in SUBJECT_PRONOUNS):
            break
        if unit.low in AUXILIARIES or unit.low in NEGATIONS or (is_adverb(unit) and not (unit.low == "both" and at - 1 == first)):
            at -= 1
            if unit.low in DAYS and at > first and units[at - 1].low in ("on", "late", "early"):
                at -= 1
        elif unit.low.isdigit() and at - 2 >= first and units[at - 2].low.rstrip(".") in MONTHS:
            at -= 2
            if at > first and units[at - 1].low == "on":
                at -= 1
        else:
            break
    return at


def noun_before(units: Sequence[Unit], first: int, end: int) -> tuple[int, int] | None:
    """Find the noun phrase that ends at a place, as (first, one past the last) unit, or None."""
    if end <= first:
        return None
    last = units[end - 1]
    if last.low in SUBJECT_PRONOUNS or last.low in ("who", "which"):
        return end - 1, end
    if last.low in ("that",) or not (last.is_word or last.quotation is not None or last.text in ').%"”' or last.low == "'s"):
        return None
    at = end
    floor = max(first, end - LONGEST)
    joined = -1
    while at > floor:
        unit = units[at - 1]
        low = unit.low
        if unit.text == ")":
            opening = _opening(units, floor, at - 1)
            if opening is None:
                break
            at = opening
            continue
        if unit.quotation is not None:
            if at == end or not _is_scare(unit, units, at - 1):
                break
        elif not unit.is_word:
            if not (unit.text in '&$/#-–"“”' or is_abbreviation_dot(units, at - 1) or is_plural_possessive(units, at - 1)):
                break
        elif low in ("and", "or", "nor"):
            if joined < 0:
                joined = at - 1
        elif (
            low in CONJUNCTIONS
            or (low in AUXILIARIES and low not in ("'s", "’s", "will", "may", "might", "can"))
            or (low in ("will", "may", "might", "can") and unit.text.islower())
            or (low in SUBJECT_PRONOUNS and unit.text != "US")
            or low in ("who", "which", "whom", "him", "them")
            or (unit.text.islower() and (low in finite_verbs() or low in IRREGULAR_PASTS))
            or (low in DAYS and at == end)
        ):
            break
        at -= 1
        if low in ("a", "an", "the", "this", "these") and at > floor and _is_other_phrase(units[at - 1]):
            break
    stopped_inside = at > first and at == floor
    if joined > at and (units[at - 1].is_word if at > first else False) and units[at - 1].low not in CONJUNCTIONS:
        # "... did this and the ministry said": what stands left of "and" belongs to another verb.
        at = joined + 1
    at = _trimmed(units, at, end, at == first or not units[at - 1].is_word)
    if at >= end or stopped_inside or not any(unit.is_word for unit in units[at:end]):
        return None
    return at, end


def _trimmed(units: Sequence[Unit], at: int, end: int, at_clause: bool) -> int:
    while at < end and (
        units[at].low in ("and", "or", "even", "only", "now", "yet", "then", "meanwhile", "not", ")", "-", "–", "&", "'s", "’s", ".")
        or units[at].text in ".)/"
        or (is_adverb(units[at]) and units[at].low not in ("both", "most", "more", "neither"))
    ):
        at += 1
    if at + 1 < end and (units[at].low, units[at + 1].low) in _QUANTIFIERS:
        return at
    if at + 3 < end and units[at + 1].low in _TIMES and units[at + 2].low in _BEFOREHAND:
        # "A day earlier the service said": when it was said, and not who.
        return at + 3
    if at < end and units[at].low in PREPOSITIONS and units[at].low not in ("over", "about", "around", "like"):
        # "In Kyiv officials said": the phrase starts after the prepositional one.
        step = at + 1
        while step < end and (units[step].low in DETERMINERS or units[step].low in POSSESSIVES):
            step += 1
        restart = next(
            (place for place in range(step + 1, end) if units[place].low in DETERMINERS or units[place].low in POSSESSIVES), None
        )
        if restart is not None:
            return restart
        if at_clause and step + 1 < end and units[step].low not in PREPOSITIONS and units[step + 1].low not in PREPOSITIONS:
            return step + 1
        return end
    return at


def _is_other_phrase(before: Unit) -> bool:
    """Whether a determiner behind this word begins a phrase of its own ("dismisses this claim", "a plan the army expects")."""
    return (
        before.is_word
        and before.low not in PREPOSITIONS
        and before.low not in ("and", "or", "all", "both", "half", "such", "many", "than", "'s", "’s")
    )


def _is_scare(unit: Unit, units: Sequence[Unit], place: int) -> bool:
    """Whether a quotation is a name or a word inside a phrase, and no utterance that the phrase follows."""
    if unit.end - unit.start > 30 or unit.quotation is None or place == 0:
        return False
    return unit.quotation.inner_end + 1 == unit.end and units[place - 1].is_word and units[place - 1].low in DETERMINERS | POSSESSIVES


def _opening(units: Sequence[Unit], first: int, closing: int) -> int | None:
    for place in range(closing - 1, max(first, closing - 14) - 1, -1):
        if units[place].text == "(":
            return place
    return None


def subject_before(units: Sequence[Unit], first: int, cue: int) -> tuple[int, int] | None:
    """Find the subject of a cue verb, over auxiliaries and a descriptive clause ("Hugh Hill, a doctor who fled, said")."""
    end = verb_group_start(units, first, cue)
    if end <= first:
        return None
    if units[end - 1].text in (",", "—", "–", "--"):
        return _described(units, first, end - 1)
    return _with_relative_clause(units, first, noun_before(units, first, end), end)


def _with_relative_clause(units: Sequence[Unit], first: int, subject: tuple[int, int] | None, end: int) -> tuple[int, int] | None:
    """Take in what a relative clause without commas describes: "a soldier who fled in March" and not "fled in March"."""
    start = subject[0] if subject is not None else end
    if subject is not None and (units[start].low in SUBJECT_PRONOUNS or units[start].low in RELATIVES or start == first):
        return subject
    if start > first and (
        units[start - 1].low in finite_verbs() or not units[start - 1].is_word or units[start - 1].low in ("that", "and", "but")
    ):
        return subject
    for place in range(start - 1, max(first, start - 16), -1):
        unit = units[place]
        if unit.text in ",;:" or unit.quotation is not None or unit.low in ("that", "because", "when", "while", "if"):
            break
        if unit.low in ("who", "whose") and units[place - 1].is_word:
            head = noun_before(units, first, place)
            return (head[0], end) if head is not None else subject
    return subject


def _described(units: Sequence[Unit], first: int, closing: int) -> tuple[int, int] | None:
    """Find the subject before a description that ends at `closing`, over a chain of descriptions parted by the same mark."""
    mark = units[closing].text
    floor = max(first, closing - LONGEST)
    nearest: tuple[int, int] | None = None
    for place in range(closing - 1, floor, -1):
        if units[place].text != mark or not _can_describe(units[place + 1], mark):
            continue
        head = noun_before(units, first, place)
        if head is None or not units[head[0]].text[0].isalpha() or not _can_head(units, first, head):
            continue
        nearest = head[0], closing
        if head[0] == first or units[head[0] - 1].text != mark:
            break
    return nearest


def _can_head(units: Sequence[Unit], first: int, head: tuple[int, int]) -> bool:
    start = units[head[0]]
    if head[1] - head[0] == 1 and (start.low in ("who", "which", "it", "however", "but") or start.low in MONTHS or start.low in DAYS):
        return False
    if head[0] > first and (
        units[head[0] - 1].low in PREPOSITIONS
        or units[head[0] - 1].low in ("after", "before", "since", "as", "until", "who", "which", "to")
    ):
        return False
    return not (head[1] - head[0] == 1 and start.text.rstrip(".").isupper() and head[0] > first and units[head[0] - 1].text == ",")


def _can_describe(unit: Unit, mark: str) -> bool:
    if mark != ",":
        return unit.is_word
    return unit.low in _APPOSITION or unit.text[0].isdigit() or unit.text[0].isupper() or unit.low.endswith(("ing", "ed"))
