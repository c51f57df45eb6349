"""Where the content of a cue begins and ends in its sentence, and which words turn or weaken the cue.

Knows the joints of clauses, nothing of who speaks. Content keeps "that" and the quotation marks inside it and leaves out its outer
ones, and what stands outside of them: the comma before the cue and the final stop (the conventions at the top of `lexicons/cues.toml`).
"""

from __future__ import annotations

from collections.abc import Sequence

from closewatch.reading.cues import Cue, CueFound
from closewatch.reading.drafts import Offsets
from closewatch.reading.phrases import noun_after, skip_adverbials
from closewatch.reading.sentences import Unit
from closewatch.reading.words import (
    AUXILIARIES,
    DETERMINERS,
    MODALS,
    NEGATIONS,
    NEGATIVE_AUXILIARIES,
    POSSESSIVES,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
)

_STOPS = ".,;:—–―-"
_OPENERS = frozenset("that whether if how why what who when where".split())
_OBJECT_CUES = frozenset("tell inform remind assure notify brief reassure".split())


def trimmed(units: Sequence[Unit], first: int, end: int) -> tuple[int, int]:
    """Leave out the punctuation at both ends of a stretch, but keep question and exclamation marks, brackets and abbreviations."""
    while first < end and units[first].quotation is None and units[first].text in ",;:—–―-.":
        first += 1
    while end > first and units[end - 1].quotation is None and units[end - 1].text in _STOPS:
        end -= 1
    return first, end


def offsets(units: Sequence[Unit], first: int, end: int) -> Offsets:
    """Give the offsets of a stretch of units."""
    return units[first].start, units[end - 1].end


def content_offsets(units: Sequence[Unit], first: int, end: int) -> list[Offsets]:
    """Give the offsets of a content, without its outer quotation marks where it is one quotation or several in a row."""
    first, end = trimmed(units, first, end)
    if first >= end:
        return []
    between = [unit for unit in units[first:end] if unit.quotation is None]
    if all(not unit.is_word for unit in between) and len(between) < end - first:
        return [inner for unit in units[first:end] if unit.quotation is not None and (inner := inner_offsets(unit)) is not None]
    return [offsets(units, first, end)]


def inner_offsets(unit: Unit) -> Offsets | None:
    """The words of a quotation without its marks; a comma or full stop that stands inside them belongs to the words."""
    if unit.quotation is None:
        return None
    start, end = unit.quotation.inner_start, unit.quotation.inner_end
    end -= unit.trailing
    return (start, end) if start < end else None


def content_start(units: Sequence[Unit], found: CueFound, end: int) -> tuple[int, tuple[int, int] | None]:
    """Find where the content behind a cue begins, and the addressee that was passed over ("told lawmakers that")."""
    at = found.end
    cue = found.cue
    addressee: tuple[int, int] | None = None
    if at < end and "person" in cue.takes:
        after = _addressee_end(units, at, end)
        tells = cue.lemma in _OBJECT_CUES
        if after > at and (tells or _clause_opens(units, after, end)):
            addressee, at = (at, after), after
    elif at < end and units[at].low == "to" and "to" not in cue.takes:
        after = noun_after(units, at + 1, end, with_description=False)
        if after > at + 1:
            addressee, at = (at + 1, after), after
    at = skip_adverbials(units, at, end)
    that = _that_ahead(units, at, end) if "that" in cue.takes and not (at < end and units[at].low == "to") else None
    if that is not None:
        return that, addressee
    if at < end and units[at].text in (":", ",") and at + 1 < end and (units[at + 1].quotation is not None or units[at].text == ":"):
        at += 1
    return at, addressee


def _addressee_end(units: Sequence[Unit], at: int, end: int) -> int:
    if units[at].quotation is not None or units[at].low in _OPENERS:
        return at
    after = noun_after(units, at, end, with_description=False)
    # "told [the service was ready]": a subject of the content, not the one told.
    if after < end and units[after].low in AUXILIARIES and units[after].low not in ("'s", "’s"):
        return at
    if (
        units[at].low in ("me", "us", "him", "her", "them", "reporters", "journalists", "lawmakers")
        and after > at + 1
        and units[at + 1].low not in ("in", "at", "from", "and", "of", "on")
    ):
        return at + 1
    return after


def _clause_opens(units: Sequence[Unit], at: int, end: int) -> bool:
    """Whether a content of its own opens behind the one addressed: that, a question word, a quotation or a colon."""
    at = skip_adverbials(units, at, end)
    if at >= end:
        return False
    if units[at].text in (",", ":"):
        return at + 1 < end and units[at + 1].quotation is not None
    return units[at].low in _OPENERS - {"who", "when"} or (units[at].quotation is not None)


def _that_ahead(units: Sequence[Unit], at: int, end: int) -> int | None:
    """The "that" that opens the content, when only an aside of a few words stands before it."""
    for place in range(at, min(end, at + 12)):
        unit = units[place]
        if unit.low == "that" and place + 1 < end:
            if place > at and units[at].text != "," and (units[at].low not in PREPOSITIONS or units[at].low == "of"):
                return None
            return place
        if unit.quotation is not None or unit.text in ".:;" or unit.low in AUXILIARIES or unit.low in SUBJECT_PRONOUNS:
            return None
    return None


def negation_before(units: Sequence[Unit], first: int, cue: int) -> tuple[int, int] | None:
    """Find the words that negate a cue in its verb group ("did not", "has never", "neither")."""
    for place in range(first, cue):
        if units[place].low in NEGATIONS or units[place].low in NEGATIVE_AUXILIARIES:
            start = place - 1 if place > first and units[place - 1].low in AUXILIARIES else place
            return start, place + 1
    return None


def modal_before(units: Sequence[Unit], first: int, cue: int) -> tuple[int, int] | None:
    """Find a modal verb in the verb group of a cue ("may deny", "could confirm")."""
    for place in range(first, cue):
        if units[place].low in MODALS:
            return place, place + 1
    return None


def takes_content(units: Sequence[Unit], at: int, end: int, cue: Cue) -> bool:
    """Whether what stands at a place can be the content of a cue, by the complements that the lexicon gives it."""
    at, end = trimmed(units, at, end)
    if at >= end:
        return False
    unit = units[at]
    if unit.quotation is not None:
        return bool(cue.takes & {"quote", "noun", "that"})
    low = unit.low
    if low == "to":
        return "to" in cue.takes
    if low in ("whether", "if", "how", "why", "what", "who", "when", "where"):
        return bool(cue.takes & {"wh", "that", "noun"})
    if low in ("that",) or low in SUBJECT_PRONOUNS:
        return "that" in cue.takes or "noun" in cue.takes
    if low in DETERMINERS or low in POSSESSIVES:
        return bool(cue.takes & {"noun", "that", "person"})
    return bool(cue.takes & {"noun", "that", "person"}) or unit.quotation is not None
