"""Statements that another's indirect words open with: "the mayor said the service expected snow", "the agency added that he knew".

Makes a statement of them where none was found, so that the chain goes on to whoever is told of; whether they are passed on is told by
`chains`. What stands in quotation marks is read by `stretches`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from closewatch.reading.cues import CueFound
from closewatch.reading.drafts import Draft, by_paragraph
from closewatch.reading.passing import can_be_told, is_of_person, opening_cue
from closewatch.reading.sentences import Unit, find_units
from closewatch.reading.words import AUXILIARIES, PREPOSITIONS

_LONGEST = 600
"""Characters of a content that are read."""
_TELLERS = frozenset("say tell report add write state announce note explain reveal disclose".split()) | {"according to"}
"""Verbs of those who pass words on; who "warns that experts believe" gives a view of their own."""


def retold_within(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Give the drafts with a statement of whoever the words of another open with, unless one of theirs is there.

    >>> from closewatch.reading.cues import find_cue
    >>> text = "Roe said that the service expected snow."
    >>> outer = Draft(find_cue("said"), "", (0, 3), (4, 8), [(9, 39)], sentence=(0, 40))
    >>> [[text[slice(*place)] for place in (draft.source, *draft.contents)] for draft in retold_within(text, [outer])]
    [['Roe', 'that the service expected snow'], ['the service', 'snow']]
    """
    found: list[Draft] = []
    near = by_paragraph(drafts)
    for draft in drafts:
        found.append(draft)
        inner = _inner(text, draft)
        if inner is not None and not any(_overlap(inner, other) for other in near[draft.paragraph]):
            found.append(inner)
    return found


def _inner(text: str, draft: Draft) -> Draft | None:
    if draft.cue is None or draft.cue.lemma not in _TELLERS or draft.quoted or draft.source is None or draft.cue_at is None:
        return None
    start, end = draft.contents[0]
    if len(draft.contents) > 1 or end - start > _LONGEST or any(mark in text[start:end] for mark in '"“”«»\n'):
        return None
    units = find_units(text, start, end, ())
    opened = opening_cue(units, of_person=is_of_person(text, draft))
    if opened is None or not can_be_told(opened[1].cue) or opened[1].end >= len(units):
        return None
    first, cue = opened
    if not _gives_content(units, cue):
        return None
    last = _trimmed(units, first, cue.first)
    return replace(
        draft,
        cue=cue.cue,
        pattern="front",
        source=(units[first].start, units[last - 1].end),
        cue_at=(units[cue.first].start, units[cue.end - 1].end),
        contents=[(units[cue.end].start, end)],
        relays=[],
        root=None,
        antecedent=None,
        telling=None,
        cited=None,
        citing=None,
        negated=None,
        modal=None,
        addressee=None,
    )


def _trimmed(units: Sequence[Unit], first: int, end: int) -> int:
    """Where the words for whoever is told of end: auxiliaries and adverbs before the cue are none of theirs."""
    while end - 1 > first and (units[end - 1].low in AUXILIARIES or units[end - 1].low.endswith("ly")):
        end -= 1
    return end


def _gives_content(units: Sequence[Unit], cue: CueFound) -> bool:
    """Whether a clause or a thing follows a cue that can have a clause."""
    following = units[cue.end]
    if cue.cue.lemma == "put":
        # "The service put the men at 40".
        return any(unit.low == "at" for unit in units[cue.end :])
    return following.is_word and following.low not in PREPOSITIONS and "that" in cue.cue.takes


def _overlap(one: Draft, other: Draft) -> bool:
    return other.cue_at is not None and one.cue_at is not None and other.cue_at[0] < one.cue_at[1] and one.cue_at[0] < other.cue_at[1]
