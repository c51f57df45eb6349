"""Attributions in headlines, which drop verbs and marks: "Hundreds dead: minister", "Minister: hundreds dead".

Sentences with a cue of their own ("Hundreds dead, says minister") are read like any other.
"""

from __future__ import annotations

from collections.abc import Sequence

from closewatch.reading.actors import known_actor
from closewatch.reading.clauses import content_offsets, offsets, trimmed
from closewatch.reading.cues import finite_verbs
from closewatch.reading.drafts import Draft
from closewatch.reading.kinds import noun_kind
from closewatch.reading.patterns import Sentence, read_sentence
from closewatch.reading.sentences import Paragraph, Unit
from closewatch.reading.words import AUXILIARIES, TITLES
from closewatch.terms.report import BlockKind

_LONGEST = 40
"""Units of the longest headline: a first line longer than this is a paragraph."""


def is_headline(text: str, paragraph: Paragraph, number: int, units: Sequence[Unit]) -> bool:
    """Whether a paragraph is a headline: marked as one, or a short first line without a full stop inside."""
    if paragraph.kind is BlockKind.HEADLINE:
        return True
    line = text[paragraph.start : paragraph.end]
    return number == 0 and len(units) <= _LONGEST and line[-1:] not in '.!?”"' and ". " not in line


def headline_drafts(units: Sequence[Unit], number: int) -> list[Draft]:
    """Read a headline: with its cue where it has one, else by its colon."""
    found = read_sentence(Sentence(units, 0, len(units), number, headline=True))
    if not found:
        found = _by_colon(units)
    for draft in found:
        draft.paragraph = number
        draft.sentence = offsets(units, 0, len(units))
    return found


def _by_colon(units: Sequence[Unit]) -> list[Draft]:
    for place, unit in enumerate(units):
        if unit.text != ":" or not 0 < place < len(units) - 1:
            continue
        before, behind = trimmed(units, 0, place), trimmed(units, place + 1, len(units))
        for (first, end), (start, stop) in ((behind, before), (before, behind)):
            if first < end <= first + 6 and start < stop and _names_speaker(units[first:end]):
                quoted = any(other.quotation is not None for other in units[start:stop])
                contents = content_offsets(units, start, stop)
                return [Draft(None, "headline", offsets(units, first, end), (unit.start, unit.end), contents, quoted=quoted)]
    return []


def _names_speaker(units: Sequence[Unit]) -> bool:
    if any(not unit.is_word or unit.low in AUXILIARIES or unit.low in finite_verbs() for unit in units):
        return False
    if noun_kind(units[-1].text) is not None or any(unit.low in TITLES for unit in units):
        return True
    return known_actor(" ".join(unit.text for unit in units)) is not None
