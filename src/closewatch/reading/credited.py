"""Whom an outlet has its words from, told beside its name: "the agency, which quoted a guard", "the Post, with reference to the navy".

Follows such a row of names from the outlet inward and makes a statement of each, said through those before it. The plain form, "A, citing
B, reports", is the business of `citing`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from closewatch.reading.announced import can_speak
from closewatch.reading.cues import find_cue
from closewatch.reading.drafts import Draft, Offsets, by_paragraph
from closewatch.reading.names import take_apart
from closewatch.reading.outlets import outlet_at
from closewatch.terms.actor import ActorKind

_STOP = r"(?=[,.;:)—–]| (?:that|as|when|while|and|who|which|for|about)\b| (?:in|on|at) (?:an?|its|the|this|last|\w+day)\b|[”\"]| ?$)"
_WHO = rf"(?P<who>[^,.;:“”\"()]{{2,80}}?)(?: as (?:its|the|their|his|her) (?:only )?sources?)?{_STOP}"
_BY = re.compile(
    rf",? ?\(?(?:(?:in turn|itself|themselves|only),? )?(?P<verb>citing|quoting|crediting|with reference to|in reference to|referring to"
    rf"|on the authority of|relying on) {_WHO}"
)
_WHICH = re.compile(
    r",? ?\(?(?:which|who|and) (?:(?:itself|themselves|in turn|also|only|has|had|have|was|were|is|then|later),? )*"
    r"(?P<verb>citing|cites?|cited|quoting|quotes?|quoted|credits?|credited|refer(?:s|red)? to|relie[sd] on|rely on|named?|names"
    rf"|had it from|has it from|heard it from|got it from|attributed? (?:it|this|that|them|the \w+) to|attributes (?:it|this"
    rf"|the \w+) to) {_WHO}"
)
_FROM = re.compile(
    r"(?: (?P<verb>from)|,? (?P<verb2>(?:citing|quoting)(?: from)?)) (?:an?|the|its|one of its) (?:[\w-]+ )?"
    r"(?:statement|report|letter|release|post|briefing|interview|communiqu[eé]|speech|message|dispatch|bulletin)s? "
    rf"(?:of|by|with|from|issued by|made by|published by) {_WHO}"
)
_SAYING = re.compile(r" (?P<who>[^,.;:“”\"()]{2,80}?) (?P<verb>as (?:saying|having said|stating|telling|claiming|reporting|announcing))\b")
_PRESS = re.compile(r"^(?:[\w-]+ ){0,3}(?:journalist|reporter|correspondent|blogger|war correspondent)s?\b")
"""Those of the press who pass on what they cite, as outlets do."""
_GOES_ON = re.compile(
    r"(?: [^,.;:“”\"]{2,40})?, (?P<said>(?P<helped>(?:has|had|have|was|were|is|are|will|would|did|could) )?(?P<verb>(?!according\b|and\b"
    r"|but\b|who\b|which\b|citing\b)[a-z]+))(?= )"
)
"""What follows an attribution that parts somebody's name from what they do: ", swore that"."""
_TAIL = re.compile(r",? (?:(?:with|in) reference to|referring to|citing|quoting)$")
_NAME = 8
"""Words of the longest phrase for somebody that is parted from its verb."""
_MOST = 4
"""Names in one row; nobody writes more."""
_REACH = 160


def credited_on(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Give the drafts with a statement of each that an outlet beside them is told to have its words from.

    >>> text = "The bridge fell, wrote the Gazette with reference to the mayor."
    >>> outlet = Draft(find_cue("wrote"), "behind", (23, 34), (17, 22), [(0, 15)], sentence=(0, 63))
    >>> [[text[slice(*draft.source)], *[text[slice(*place)] for place in draft.relays]] for draft in credited_on(text, [outlet])]
    [['the Gazette'], ['the mayor', 'the Gazette']]
    """
    found: list[Draft] = []
    named: list[Offsets] = []
    near = by_paragraph(drafts)
    for draft in drafts:
        found.append(draft)
        row = draft
        for _ in range(_MOST):
            _cut(text, row)
            step = _step(text, row)
            if step is None:
                break
            who, verb = step
            named.append(who)
            row.contents = _without(text, row.contents, (min(who[0], verb[0]), max(who[1], verb[1])))
            relays = [*([row.source] if row.source is not None else []), *row.relays]
            there = next(
                (
                    other
                    for other in near[draft.paragraph]
                    if other is not row and (_touches(other.source, who) or _touches(other.root, who)) and _shares(row, other)
                ),
                None,
            )
            if there is not None:
                there.relays = there.relays or relays
                break
            row = replace(row, source=who, cue=find_cue("said"), cue_at=verb, contents=list(row.contents), relays=relays)
            row.cited, row.citing, row.root = None, None, None
            found.append(row)
    for draft in found:
        draft.contents = [piece for piece in draft.contents if not _is_name_only(piece, named)] or draft.contents
    return [draft for draft in found if not _is_name_only(draft.contents[0], named)]


def _without(text: str, contents: Sequence[Offsets], words: Offsets) -> list[Offsets]:
    """The pieces of a content without the words that only say whose it is."""
    kept = [
        (
            max(start, words[1] + len(text[words[1] : end]) - len(text[words[1] : end].lstrip(" ,")))
            if words[0] <= start < words[1]
            else start,
            end,
        )
        for start, end in contents
        if not (words[0] <= start and end <= words[1])
    ]
    return kept or list(contents)


def _cut(text: str, draft: Draft) -> None:
    """Take "with reference to the mayor" out of the words for an outlet, and "with reference to" out of its cue."""
    tail = _TAIL.search(text, *draft.cue_at) if draft.cue_at is not None else None
    if tail is not None and draft.cue_at is not None and tail.start() > draft.cue_at[0]:
        draft.cue_at = draft.cue_at[0], tail.start()
        draft.cue = find_cue(text[slice(*draft.cue_at)])
    match = _BY.search(text, *draft.source) if draft.source is not None else None
    if match is None or draft.source is None or match.start() == draft.source[0]:
        return
    if outlet_at(text, draft.source[0], match.start()) is not None:
        draft.source = draft.source[0], match.start()


def _step(text: str, draft: Draft) -> tuple[Offsets, Offsets] | None:
    """Whom the source of a draft has its words from, and by which words that is told."""
    if draft.source is None or draft.cue_at is None or not is_of_the_press(text, draft.source):
        return None
    limit = max(draft.sentence[1], draft.source[1])
    saying = draft.cue_at[1]
    if draft.cue is not None and draft.cue.lemma == "quote" and (match := _SAYING.match(text, saying, min(limit, saying + _REACH))):
        return (match.span("who"), match.span("verb")) if can_speak(match["who"]) else None
    for at in dict.fromkeys((draft.source[1], draft.cue_at[1])):
        for pattern in (_FROM, _WHICH, _BY):
            match = pattern.match(text, at, min(limit, at + _REACH))
            if match is None:
                continue
            verb = match.span("verb") if match["verb"] else match.span("verb2")
            if _touches(draft.cue_at, verb) and draft.cue_at[0] < draft.source[0]:
                continue
            if can_speak(match["who"]):
                return match.span("who"), verb
    return None


def is_of_the_press(text: str, source: Offsets) -> bool:
    """Whether words are for an outlet or a reporter, who pass on what they cite; whoever else cites leans on it."""
    if _PRESS.search(text[slice(*source)]) is not None:
        return True
    return outlet_at(text, *source) is not None or take_apart(text[slice(*source)]).kind is ActorKind.OUTLET


def _is_name_only(piece: Offsets, named: Sequence[Offsets]) -> bool:
    """Whether a piece of a content is no more than the name of somebody who is cited: "which | cited | two people"."""
    return any(first <= piece[0] and piece[1] <= last for first, last in named)


def _touches(one: Offsets | None, other: Offsets) -> bool:
    return one is not None and one[0] < other[1] and other[0] < one[1]


def _shares(one: Draft, other: Draft) -> bool:
    shared = sum(max(0, min(end, last) - max(start, first)) for start, end in one.contents for first, last in other.contents)
    return shared * 2 >= max(one.width, 1)


def parted(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Make two statements of words with another's in between: "The colonel, the deserter recalled, swore that no shell had been fired".

    >>> text = "The colonel, the deserter recalled, swore that it was over."
    >>> draft = Draft(find_cue("recalled"), "behind", (13, 25), (26, 34), [(0, 11)], sentence=(0, 59))
    >>> [[text[slice(*found.source)], text[slice(*found.contents[0])]] for found in parted(text, [draft])]
    [['the deserter', 'swore that it was over'], ['The colonel', 'that it was over']]
    """
    found: list[Draft] = []
    near = by_paragraph(drafts)
    for draft in drafts:
        found.append(draft)
        first = draft.contents[0]
        if draft.source is None or draft.cue_at is None or draft.quoted or not first[1] < draft.source[0] < draft.cue_at[0]:
            continue
        verb = _GOES_ON.match(text, draft.cue_at[1], min(len(text), draft.cue_at[1] + _REACH))
        cue = find_cue(verb["verb"]) if verb is not None else None
        words = text[slice(*first)]
        if verb is None or text[first[1] : draft.source[0]] != ", " or "," in words or len(words.split()) > _NAME or not can_speak(words):
            continue
        end = max(draft.sentence[1] - 1, verb.end(), draft.contents[-1][1] if len(draft.contents) > 1 else 0)
        if cue is None or cue.kind != "verb" or verb["helped"]:
            draft.contents = [first, (verb.start("said"), end)]
            continue
        if not any(other.cue_at is not None and _touches(other.cue_at, verb.span("verb")) for other in near[draft.paragraph]):
            found.append(
                replace(
                    draft,
                    source=first,
                    cue=cue,
                    cue_at=verb.span("verb"),
                    contents=[(verb.end() + 1, end)],
                    relays=[],
                    root=None,
                    cited=None,
                )
            )
        draft.contents = [(verb.start("verb"), end)]
    return found
