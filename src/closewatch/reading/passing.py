"""Whether a content passes on what another said: "the service expects ...", "..., Ukrainian sources say".

Looks at the words of the content alone, so that it holds whether or not the inner statement is read as one of its own.
"""

from __future__ import annotations

from closewatch.reading.actors import country_in, is_known
from closewatch.reading.cues import Cue, CueFound, find_cues
from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.kinds import noun_kind
from closewatch.reading.names import is_pronoun, take_apart
from closewatch.reading.sentences import Unit, find_units
from closewatch.reading.words import AUXILIARIES, BE, CONJUNCTIONS, NEGATIONS, SUBJECT_PRONOUNS
from closewatch.terms.actor import ActorKind
from closewatch.terms.report import Report
from closewatch.terms.statement import Basis, Stance

_FRONT = 16
"""Units in which the one whose words are passed on, and the cue, open the content."""
_BACK = 12
_OPENERS = frozenset("that whether".split())


def passes_on(report: Report, draft: Draft) -> Offsets | None:
    """Find the cue by which the content is another's statement; None where the content is the speaker's own.

    >>> from closewatch.testing import plain_report
    >>> report = plain_report("Lee said the service expects snow.")
    >>> passes_on(report, Draft(None, "", (0, 3), (4, 8), [(9, 33)]))
    (21, 28)
    """
    if draft.telling is not None:
        return draft.telling
    start, end = draft.contents[0]
    if draft.quoted or any(mark in report.text[start : start + 1] for mark in '"“'):
        return None
    units = find_units(report.text, start, min(end, start + 220), ())
    opened = opening_cue(units, of_person=is_of_person(report.text, draft))
    if opened is not None:
        return units[opened[1].first].start, units[opened[1].end - 1].end
    return _at_end(report, draft)


def is_of_person(text: str, draft: Draft) -> bool:
    """Whether the source of a statement is one person, who can mean a body by "it"."""
    words = text[slice(*draft.source)] if draft.source is not None else ""
    return words.lower() in ("he", "she", "i") or (bool(words) and not is_pronoun(words) and take_apart(words).kind is ActorKind.PERSON)


def opening_cue(units: list[Unit], *, of_person: bool = False) -> tuple[int, CueFound] | None:
    """Find the source and the cue that a content opens with: the unit at which that source begins, and the cue.

    In the words of a person "it" can be that source: the body of which they tell.
    """
    at = 1 if units and units[0].low in _OPENERS else 0
    for found in find_cues(units, at, min(len(units), at + _FRONT)):
        if found.first > at and units[found.first].text[:1].isupper():
            # "The State Department" is a name.
            continue
        if units[found.first - 1].low in BE and found.first > at:
            break
        if _is_negated(units, at, found.first):
            # That somebody did not say a thing is told in the speaker's own words.
            break
        if _tells(found) and found.first > at and (_is_source(units, at, found.first) or (of_person and _is_it(units, at, found.first))):
            return at, found
        if found.cue.kind == "verb" and found.first > at and not _is_source(units, at, found.first):
            break
    return None


def _at_end(report: Report, draft: Draft) -> Offsets | None:
    """The cue of an attribution that closes the content: "..., the service added", "..., according to the agency"."""
    start, end = draft.contents[-1]
    comma = report.text.rfind(", ", max(start, end - 120), end)
    if comma < 0:
        return None
    units = find_units(report.text, comma + 2, end, ())
    if not 1 < len(units) <= _BACK:
        return None
    for found in find_cues(units, 0, len(units)):
        alone = found.cue.lemma in ("according to", "in the words of") and found.first == 0
        if alone or (_tells(found) and found.first > 0 and _is_source(units, 0, found.first)):
            return units[found.first].start, units[found.end - 1].end
    return None


def _tells(found: CueFound) -> bool:
    return can_be_told(found.cue) and found.cue.sourced and not found.form.endswith("ing")


def can_be_told(cue: Cue) -> bool:
    """Whether a cue gives words that another can pass on: no document, no demand or plan, and nothing that was not said."""
    told = (
        cue.basis is not Basis.DOCUMENT
        and cue.lemma not in _PARTICIPLES
        and cue.stance is not Stance.DECLINES
        and (cue.reporting or cue.lemma in ("believe", "expect", "think", "suspect"))
    )
    return cue.kind in ("verb", "phrase") and told and cue.stance not in (Stance.DEMANDS, Stance.INTENDS)


def _is_negated(units: list[Unit], first: int, cue: int) -> bool:
    return any(unit.low in NEGATIONS or unit.low.endswith(("n't", "n’t")) for unit in units[max(first, cue - 3) : cue])


def _is_source(units: list[Unit], first: int, end: int) -> bool:
    """Whether the words before a cue, but for its auxiliaries and adverbs, are one phrase for somebody who can speak."""
    while end > first and (units[end - 1].low in AUXILIARIES or units[end - 1].low.endswith("ly") or units[end - 1].low in _ADVERBS):
        end -= 1
    words = [unit for unit in units[first:end] if unit.is_word and unit.low not in ("'s", "’s")]
    if not words or any(unit.low in AUXILIARIES or unit.low in CONJUNCTIONS - {"and"} for unit in words):
        return False
    if len(words) == 1 and words[0].low in SUBJECT_PRONOUNS:
        return False
    named = is_known(" ".join(unit.text for unit in words)) or country_in(words[-1].text) is not None
    head = next((unit for unit in words[1:] if unit.low in ("of", "at", "in", "for", "from")), None)
    last = words[words.index(head) - 1] if head is not None else words[-1]
    return named or noun_kind(last.low) is not None or (last.text[0].isupper() and last is not units[first])


def _is_it(units: list[Unit], first: int, cue: int) -> bool:
    """Whether "it" alone stands before a cue: "It expects a second attack, she added"."""
    return cue == first + 1 and units[first].low == "it" and units[cue].low not in AUXILIARIES


_PARTICIPLES = frozenset("find see call know name".split())
"""Cues whose forms stand behind a noun as participles more often than they pass words on: "memos found on"."""
_ADVERBS = frozenset("now also then later still already again never not had just itself himself herself themselves".split())
