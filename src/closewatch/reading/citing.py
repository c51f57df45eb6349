"""Two statements of the same words, neither within the other: "A, citing B, reported X" is said by A, and by B through A.

Makes the second one beside the first, where outlets cite; whoever else cites papers or services speaks for themselves, and leans on them
(`dependence`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from closewatch.reading.announced import can_speak
from closewatch.reading.cues import find_cue
from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.names import is_pronoun, take_apart
from closewatch.reading.outlets import outlet_at, told_outlets
from closewatch.terms.actor import ActorKind

_VERBS = (
    r"(?:has |had )?(?:reported|reports|report|said|says|wrote|writes|claimed|claims|announced|announces|added|adds|stated|states|confirmed"
    r"|confirms|declared|estimated|estimates|warned|alleged|revealed|noted)"
)
_AHEAD = re.compile(
    rf"(?:^|[,.] |[”\"] ?|[—–-] )([^,.“”\"—–]{{2,60}}?) ({_VERBS})"
    r"(?: (?:on|in|this|last|late|early|at|during|to|after|before|from)\b[^,.“”\"]{0,60})?,? ?[—–-]? ?$"
)
_SUBJECT = re.compile(r"(?:^|[,.:;] |\d )([A-Za-z][^,.“”\"]{1,60}?), $")
_VERB = re.compile(rf",? ({_VERBS})\b")
_TOLD_WHICH = re.compile(
    r"(?:^|[,”\"] )(?P<who>[^,.;:“”\"]{2,60}?) (?:(?:has|had|have) )?(?P<cue>told|tells) [^.;:“”\"]{2,80}, (?:which|whom) $"
)
_BEFORE = 200
"""Characters before an outlet that cites another in which stands who told it."""
_SAME = 0.5
"""The share of its words by which a statement of the one cited is the same as the one that would be made."""


def cited_beside(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Give the drafts with a statement of whoever an outlet cites behind each that cites, unless it is there already.

    Where only the one cited was found, the statement of the outlet is put before it.
    """
    found: list[Draft] = []
    for draft in drafts:
        if (first := _told_before(text, draft)) is not None:
            if not any(other is not draft and _gives(first.source, other) for other in drafts):
                found.append(first)
            continue
        if (citer := _citer(text, draft)) is not None:
            outlet, verb = citer
            if outlet_at(text, *outlet) is None:
                # Whoever else cites says so in their own name.
                draft.source, draft.cue, draft.cue_at = outlet, find_cue(text[slice(*verb)]), verb
                found.append(draft)
                continue
            cue = find_cue(text[slice(*verb)])
            if draft.source is not None and _touch(draft.source, outlet):
                # Of the two verbs of the outlet, "citing" belongs to whoever is cited.
                draft.cue, draft.cue_at = cue, verb
            else:
                draft.relays = draft.relays or [outlet]
                if not any(other.source is not None and _touch(other.source, outlet) and _shares(draft, other) for other in drafts):
                    found.append(replace(draft, source=outlet, cue=cue, cue_at=verb, contents=list(draft.contents), relays=[]))
        found.append(draft)
        if draft.cited is None or draft.citing is None or draft.source is None or not _repeats(text, draft.source):
            continue
        there = next((other for other in drafts if other is not draft and _gives(draft.cited, other) and _shares(draft, other)), None)
        if there is not None:
            there.relays = there.relays or [draft.source]
            continue
        second = replace(draft, source=draft.cited, cue=find_cue("said"), cue_at=draft.citing, contents=list(draft.contents))
        second.relays, second.cited, second.citing = [draft.source], None, None
        found.append(second)
    return found


def _told_before(text: str, draft: Draft) -> Draft | None:
    """The statement of whoever told the outlet that another cites: "it rained, he told Beacon, which the Post cites"."""
    if draft.source is None or draft.cue_at is None or draft.cue is None or draft.cue.lemma not in ("cite", "quote", "carry"):
        return None
    first = max(draft.sentence[0], draft.source[0] - _BEFORE)
    match = _TOLD_WHICH.search(text[first : draft.source[0]])
    if match is None or outlet_at(text, *draft.source) is None or not (can_speak(match["who"]) or is_pronoun(match["who"])):
        return None
    source, cue_at = ((first + match.start(name), first + match.end(name)) for name in ("who", "cue"))
    contents = [piece for piece in draft.contents if piece[1] <= source[0]]
    if not contents:
        return None
    relays = [draft.source, *draft.relays]
    found = replace(
        draft, source=source, cue=find_cue("told"), cue_at=cue_at, contents=contents, relays=[], cited=None, citing=None, root=None
    )
    told = next((at for name in told_outlets(text) if (at := text.find(name, cue_at[1], draft.source[0])) >= 0), cue_at[1] + 1)
    place = outlet_at(text, told, draft.source[0])
    found.relays = [place, *relays] if place is not None else relays
    return found


def _citer(text: str, draft: Draft) -> tuple[Offsets, Offsets] | None:
    """Whoever stands before "citing" or "quoting", and their verb, where a statement has only the one cited."""
    if draft.cue_at is None or draft.source is None or text[slice(*draft.cue_at)].lower() not in ("citing", "quoting"):
        return None
    before = text[draft.sentence[0] : draft.cue_at[0]]
    ahead = _AHEAD.search(before)
    if ahead is not None:
        outlet = draft.sentence[0] + ahead.start(1), draft.sentence[0] + ahead.end(1)
        verb = draft.sentence[0] + ahead.start(2), draft.sentence[0] + ahead.end(2)
        return (outlet, verb) if _cites(text, outlet) else None
    opening = _SUBJECT.search(before)
    verb_behind = _VERB.match(text, draft.source[1], min(len(text), draft.source[1] + 60))
    if opening is None or verb_behind is None:
        return None
    outlet = draft.sentence[0] + opening.start(1), draft.sentence[0] + opening.end(1)
    return (outlet, verb_behind.span(1)) if _cites(text, outlet) else None


def _cites(text: str, citer: Offsets) -> bool:
    return outlet_at(text, *citer) is not None or can_speak(text[slice(*citer)])


def _repeats(text: str, source: Offsets) -> bool:
    """Whether a source is an outlet or a paper, which pass on what they cite."""
    return outlet_at(text, *source) is not None or take_apart(text[slice(*source)]).kind is ActorKind.DOCUMENT


def _gives(cited: Offsets | None, other: Draft) -> bool:
    return cited is not None and other.source is not None and _touch(other.source, cited)


def _touch(one: Offsets, other: Offsets) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _shares(draft: Draft, other: Draft) -> bool:
    """Whether two drafts have the same words for their content."""
    shared = sum(max(0, min(end, last) - max(start, first)) for start, end in draft.contents for first, last in other.contents)
    return other is not draft and shared >= _SAME * max(draft.width, 1)
