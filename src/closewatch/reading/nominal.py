"""Nouns and fixed phrases as cues: "the ministry's claim that", "a warning from the observatory", "according to", "as she put it".

Gives drafts like `patterns`, for the cues that have no subject of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from closewatch.reading.clauses import content_offsets, offsets, trimmed
from closewatch.reading.cues import Cue, CueFound, finite_verbs
from closewatch.reading.drafts import Draft
from closewatch.reading.phrases import noun_after
from closewatch.reading.sentences import Unit
from closewatch.reading.subjects import noun_before
from closewatch.reading.words import AUXILIARIES, CONJUNCTIONS, DASHES, IRREGULAR_PASTS, POSSESSIVES, PREPOSITIONS, RELATIVES

_POSSESSIVE_ENDS = ("'s", "’s", "'", "’")


def noun_draft(units: Sequence[Unit], first: int, end: int, found: CueFound, cue: Cue) -> list[Draft]:
    """Read a noun cue: its source in front ("the junta's claim") or behind ("a claim by the junta"), and its complement."""
    draft = Draft(cue, "noun", cue_at=offsets(units, found.first, found.end))
    at = found.end
    source = _possessor(units, first, found.first)
    if source is None and at < end and units[at].low in ("by", "from", "among"):
        after = noun_after(units, at + 1, end, with_description=False, as_subject=found.first <= first + 1)
        if after > at + 1:
            source, at = (at + 1, after), after
    if at >= end:
        return []
    opener = units[at].low
    if source is None and opener in ("of", "in"):
        after = noun_after(units, at + 1, end, with_description=False)
        if at + 1 < after < end and units[after].low == "that":
            source, at, opener = (at + 1, after), after, "that"
    governs = cue.lemma.split()[-1] in PREPOSITIONS
    if opener in ("that", "to") and (source is not None or opener == "that"):
        stop = _complement_end(units, first, at, end, found.first)
    elif governs or (opener in ("of", "about", "for", "on") and source is not None):
        stop = _complement_end(units, first, at, end, found.first, phrase=True)
        by = next((place for place in range(at, stop) if units[place].low == "by"), None)
        if by is not None and source is None:
            after = noun_after(units, by + 1, end, with_description=False, as_subject=found.first <= first + 1)
            if after > by + 1:
                source, stop = (by + 1, after), by
        at = at if governs else at + 1
    else:
        return []
    if (
        source is None
        and not (governs and not cue.sourced)
        and (opener != "that" or (found.first > first and units[found.first - 1].low in ("no", "such")))
    ):
        return []
    start, stop = trimmed(units, at, stop)
    if start >= stop:
        return []
    draft.source = offsets(units, *source) if source else None
    draft.contents = content_offsets(units, start, stop)
    return [draft]


def _possessor(units: Sequence[Unit], first: int, noun: int) -> tuple[int, int] | None:
    """The possessor of a noun, over one or two adjectives: "[the ministry]'s latest claim", "[his] dismissal"."""
    for place in range(noun - 1, max(first - 1, noun - 4), -1):
        low = units[place].low
        if low in POSSESSIVES:
            return place, place + 1
        if low in _POSSESSIVE_ENDS and units[place].quotation is None:
            return noun_before(units, _after_preposition(units, first, place), place)
        if not units[place].is_word or low in PREPOSITIONS or low in CONJUNCTIONS:
            return None
    return None


def _after_preposition(units: Sequence[Unit], first: int, end: int) -> int:
    """Leave out what only leads up to a possessor: "over the exiles' desire" names the exiles."""
    for place in range(end - 2, first - 1, -1):
        leads = units[place].low in PREPOSITIONS and (units[place].low != "of" or units[place - 1].low in IRREGULAR_PASTS)
        if leads or units[place].low in ("after", "before", "amid", "despite"):
            return place + 1
    return first


def _complement_end(units: Sequence[Unit], first: int, at: int, end: int, noun: int, *, phrase: bool = False) -> int:
    """Where the complement of a noun ends: before the main verb when the noun is the subject of the sentence, else with the clause."""
    object_of_verb = any(
        (units[place].low in AUXILIARIES and units[place].low not in _POSSESSIVE_ENDS) or _is_finite(units, place)
        for place in range(first, noun)
    )
    seen = phrase or units[at].low == "to"
    joint = False
    for place in range(at + 1, end):
        unit = units[place]
        if unit.quotation is not None:
            continue
        if unit.text in (";", *DASHES) or (
            unit.text == ","
            and place + 1 < end
            and (units[place + 1].low in CONJUNCTIONS or units[place + 1].low in RELATIVES or units[place + 1].low.endswith("ing"))
        ):
            return place
        if object_of_verb:
            continue
        if unit.low in CONJUNCTIONS or unit.low in RELATIVES:
            joint = True
        if (
            (unit.low in AUXILIARIES and unit.low not in ("'s", "’s", "be", "been", "being", "had", "have"))
            or _is_finite(units, place)
            or (unit.low in ("had", "have") and units[place - 1].low not in AUXILIARIES)
        ):
            group_goes_on = units[place - 1].low in AUXILIARIES or units[place - 1].low in ("not", "to")
            if seen and not joint and not group_goes_on:
                return place
            if not group_goes_on:
                joint = False
                seen = True
    return end


def _is_finite(units: Sequence[Unit], place: int) -> bool:
    unit = units[place]
    if not unit.text.islower():
        return False
    if unit.low in IRREGULAR_PASTS:
        return True
    if units[place - 1].low in ("of", "by", "with", "for"):
        return False
    return unit.low in finite_verbs() or (unit.low.endswith("ed") and len(unit.low) > 3 and units[place - 1].low not in ("the", "a", "an"))


def phrase_draft(units: Sequence[Unit], first: int, end: int, found: CueFound) -> list[Draft]:
    """Read a fixed phrase that governs its source: "According to the ministry, X", "X, according to it", "In a statement, S: X"."""
    draft = Draft(found.cue, "phrase", cue_at=offsets(units, found.first, found.end))
    at = found.end
    in_front = (
        found.first == first
        or units[found.first - 1].text in (";", ":", *DASHES)
        or (units[found.first - 1].low in ("but", "and", "while", "although") and found.first - 2 <= first)
    )
    if not found.cue.sourced:
        closed = (at < end and units[at].text == ",") or not in_front
        draft.contents = content_offsets(units, *((at, end) if in_front else (_clause_start(units, first, found.first), found.first)))
        return [draft] if draft.contents and closed else []
    own_source = units[found.end - 1].low not in PREPOSITIONS
    if own_source:
        # "In a statement, the embassy: ..." carries words only where no verb does.
        if at >= end or units[at].text != ",":
            return []
        after = noun_after(units, at + 1, end, with_description=False)
        if after <= at + 1 or after >= end or units[after].text != ":":
            return []
        draft.source = offsets(units, at + 1, after)
        draft.contents = content_offsets(units, after + 1, end)
        draft.quoted = len(draft.contents) > 0 and units[min(after + 1, end - 1)].quotation is not None
        return [draft] if draft.contents else []
    if found.cue.lemma == "per" and not in_front and units[found.first - 1].text != ",":
        return []
    after = noun_after(units, at, end, with_description=not in_front)
    if (
        in_front
        and after < end
        and units[after].text == ","
        and after + 1 < end
        and (units[after + 1].low in RELATIVES or units[after + 1].low in ("a", "an", "the") or units[after + 1].text[0].isdigit())
    ):
        # "According to Chung, who served there, ...": a second comma ends the description.
        after = next((place for place in range(after + 1, end) if units[place].text == ","), after)
    if after <= at and at < end and units[at].low in ("its", "his", "her", "their", "him", "them", "what"):
        after = at + 1
    if after <= at:
        return []
    if in_front:
        comma = next((place for place in range(after, end) if units[place].text == "," or units[place].quotation is not None), after)
        if comma - after > 25:
            comma = after
        source = (at, _source_end(units, at, max(after, comma)))
        draft.source = offsets(units, *source)
        draft.contents = content_offsets(units, source[1], _until_semicolon(units, source[1], end))
        return [draft] if draft.contents else []
    source = (at, after)
    if after < end and units[after].is_word:
        source = (
            at,
            _source_end(
                units, at, next((place for place in range(after, end) if units[place].text in ",;.:" or units[place].text in DASHES), end)
            ),
        )
    draft.source = offsets(units, *source)
    begin = _clause_start(units, first, found.first)
    draft.contents = content_offsets(units, begin, found.first)
    rest = trimmed(units, source[1], end)
    if (
        rest[0] < rest[1]
        and source[1] < end
        and units[source[1]].text == ","
        and found.first > first
        and units[found.first - 1].text == ","
    ):
        opener = units[rest[0]]
        if (
            opener.low not in CONJUNCTIONS
            and opener.low not in RELATIVES
            and not opener.low.endswith("ing")
            and opener.low not in ("a", "an")
        ):
            draft.contents += content_offsets(units, *rest)
    return [draft] if draft.contents else []


def _source_end(units: Sequence[Unit], first: int, end: int) -> int:
    """Leave out what follows the name of the source: a day, a reference to where it was said."""
    while end > first + 1 and units[end - 1].text in ",;.:—–":
        end -= 1
    return end


def _until_semicolon(units: Sequence[Unit], first: int, end: int) -> int:
    return next((place for place in range(first, end) if units[place].text == ";"), end)


def _clause_start(units: Sequence[Unit], first: int, before: int) -> int:
    for place in range(before - 1, first, -1):
        if units[place].text == ";" and units[place].quotation is None:
            return place + 1
    return first
