"""On whom a speaker leans, as the sentence says: "informed by the union", "based on figures from the clinics", "officials briefed by".

Finds the words that name them, beside a statement or at its end. The speaker stays the speaker: whoever confirms what another told them
is no second origin (../docs/guide/linking.md), so `ledger.views` counts the two as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from closewatch.reading.actors import country_in
from closewatch.reading.announced import can_speak
from closewatch.reading.credited import is_of_the_press
from closewatch.reading.drafts import Draft, Offsets

_THINGS = (
    r"(?:data|figures?|numbers?|statistics|counts?|tall(?:y|ies)|estimates?|information|intelligence|reports?|records|lists?|findings"
    r"|accounts?|assessments?|evidence|material|documents?|images|photographs|research|testimony|testimonies|surveys?|readings)"
)
_STOP = (
    r"(?=[,.;:)—–“”\"]| (?:that|as|when|while|and (?:that|said|says)|who|which|but|said|says|told|say)\b"
    r"| (?:in|at) (?![A-Z])| (?:on|since|for|about|before|after) |[”\"]| ?$)"
)
_WHO = rf"(?P<who>[^,.;:“”\"()]{{2,80}}?){_STOP}"
_ADVERB = r"(?:(?:partly|largely|mainly|only|also|itself|in part|mostly|previously|earlier|regularly|first|already) )*"
_LEANS = {
    "informed": re.compile(
        rf"\b(?:who|which)? ?(?:(?:was|were|is|are|has|had|have|been|being|after|having) )*{_ADVERB}"
        rf"(?:informed|briefed|notified|alerted|tipped off|advised|warned|told) (?:\w+ )?by {_WHO}"
    ),
    "heard": re.compile(
        rf"\b(?:after|following|upon|on) {_ADVERB}(?:hearing from|speaking (?:to|with)|talks with|consulting(?: with)?|consultations? with"
        rf"|(?:a |the )?(?:\w+ )?(?:briefing|report|warning|tip|alert|message|notice) (?:by|from|of)|receiving {_THINGS} from"
        rf"|being (?:briefed|told|informed) by) {_WHO}"
    ),
    "data": re.compile(
        rf"\b(?:bas(?:ed|ing)(?: (?:it|its \w+|that|this|the \w+|itself|himself|herself|themselves))?|rel(?:ying|ies|ied|y)|draw(?:ing|s"
        rf"|n)?"
        rf"|drew|build(?:ing|s)?|built|rest(?:s|ing)?|lean(?:s|ing)?|count(?:ing|s)?) {_ADVERB}(?:up)?on (?:the |an? )?(?:[\w-]+ ){{0,2}}?"
        rf"{_THINGS} (?:\w+ )?(?:from|of|by) {_WHO}"
    ),
    "according": re.compile(
        rf"\b(?:according to|citing|quoting|using|with|from|on the (?:basis|strength) of|in line with|referring to|judging by)"
        rf" (?:the |its |an? )?(?:[\w-]+ )?{_THINGS} (?:(?:gathered|provided|supplied|shared|passed on|compiled|collected|sent|given"
        rf"|published"
        rf"|released|handed over) )?(?:from|of|by) {_WHO}"
    ),
    "shared": re.compile(
        rf"\b{_THINGS}(?: that was| which was)? (?:(?:provided|supplied|shared|passed on|passed to \w+|given|handed over) (?:\w+ )?by"
        rf"|(?:received|obtained) from) {_WHO}"
    ),
    "theirs": re.compile(
        rf"\b(?:(?:bas(?:ed|ing)|rel(?:ying|ies|ied|y)|drawing|draws|drew) {_ADVERB}(?:up)?on|citing|quoting|using) "
        rf"(?P<who>[^,.;:“”\"()]{{2,60}}?(?:['’]s?)) (?:own )?(?:[\w-]+ )?{_THINGS}\b"
    ),
    "cites": re.compile(rf"\b(?:citing|quoting|crediting) {_WHO}"),
    "on": re.compile(
        rf"\b(?:bas(?:ed|ing (?:it|its \w+|this|that|the \w+|itself|himself|herself|themselves))|rel(?:ying|ies|ied|y)) {_ADVERB}(?:up)?on"
        rf" {_WHO}"
    ),
    "word": re.compile(rf"\bon (?:the )?(?:word|advice|strength of (?:what|word)|information|a tip|the authority) (?:from|of|by) {_WHO}"),
}
"""How dependence is told, by the rule that is named for it; each gives the words for whoever is leaned on."""
_REACH = 200
_GENERAL = frozenset("reporters journalists sources officials media press".split())
_OWN = re.compile(
    r"(?:its|his|her|their|our) (?:own )?(?:[a-z]+ )?(?:correspondents?|reporters?|staff|teams?|lawyers?|spokes\w+|people|editors?)\b"
)


def find_dependence(text: str, draft: Draft) -> tuple[str, Offsets] | None:
    """Find on whom the speaker of a statement leans: the rule that tells it, and the words for them.

    >>> text = "The mission, informed by the fishermen's union, said that 21 boats were missing."
    >>> draft = Draft(None, "", (0, 11), (48, 52), [(53, 79)], sentence=(0, 80))
    >>> rule, place = find_dependence(text, draft)
    >>> rule, text[slice(*place)]
    ('informed', "the fishermen's union")
    """
    opens = min(place[0] for place in (draft.source, draft.cue_at, *draft.contents) if place is not None)
    outlet = draft.source is not None and is_of_the_press(text, draft.source)
    for start, end in _beside(text, draft):
        for rule, pattern in _LEANS.items():
            if rule == "cites" and (outlet or start < opens):
                # An outlet passes on what it cites; and what stands before somebody's name is cited by another.
                continue
            for match in pattern.finditer(text, start, end):
                who = match.start("who"), match.start("who") + len(re.sub(r"['’]s?$", "", match["who"]).rstrip())
                if _is_somebody(match["who"]) and not any(_is_met(who, place) for place in (draft.source, draft.root, *draft.relays)):
                    return rule, who
    return None


def without_leaned_on(text: str, drafts: list[Draft]) -> list[Draft]:
    """Drop the statements laid to those whom another speaker leans on: "The clinic, according to data of the army, counts nine"."""
    sources = [draft.source for draft in drafts if draft.source is not None]
    return [
        draft
        for draft in drafts
        if draft.source is None
        or draft.cue_at is None
        or not any(start < draft.cue_at[0] and draft.source[1] <= end for start, end in sources)
        or _LEANS["according"].match(text, draft.cue_at[0]) is None
    ]


def _is_met(who: Offsets, place: Offsets | None) -> bool:
    """Whether somebody is the speaker or passed the words on; a source may name within its own words whom it leans on."""
    return place is not None and who[0] <= place[0] < who[1]


def _beside(text: str, draft: Draft) -> Iterator[Offsets]:
    """The stretches of a statement's sentence outside its words: those for the source, those around, and the end of the content."""
    first, last = draft.sentence
    if last <= first or draft.cue_at is None:
        return
    places = sorted(place for place in (draft.source, draft.cue_at, *draft.contents) if place is not None)
    if draft.source is not None:
        yield draft.source
    at = max(first, places[0][0] - _REACH)
    for start, end in places:
        if at < start:
            yield at, min(start, at + _REACH)
        at = max(at, end)
    if at < min(last, at + _REACH):
        yield at, min(last, at + _REACH)
    start, end = draft.contents[-1]
    comma = text.rfind(", ", max(start, end - _REACH), end)
    if comma > 0 and not draft.quoted:
        yield comma, end


def _is_somebody(words: str) -> bool:
    return words.lower() not in _GENERAL and not _OWN.match(words) and (can_speak(words) or country_in(words) is not None)
