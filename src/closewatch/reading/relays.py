"""Through whom words reached a report, as its own sentence tells: "told Meridian Wire", "in an interview with", "whose account it carried".

Gives the places of those who passed a statement on. Whom those words mean, and what a speaker's later statements come through, is the
business of `chains`.
"""

from __future__ import annotations

import re

from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.names import take_apart
from closewatch.reading.outlets import outlet_at
from closewatch.reading.quotes import QUOTED
from closewatch.reading.words import MONTHS
from closewatch.terms.report import Report

_TELLING = re.compile(
    r"\b(?:tell|tells|told|telling|inform\w*|assur\w+|brief\w*|messag\w+|show\w*"
    r"|(?:spok?e|speaks?|speaking|talk\w*|confirm\w*|wrote|writes) (?:to|with))$",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r" (?:[a-z-]+ )?(?:investigators|researchers|monitors|interviewers|field workers|staff|volunteers|lawyers|observers) (?:of|from|at"
    r"|for|with) "
    r"(?P<body>(?:the )?[A-Z][\w’'-]*(?: (?:(?:of|for) )?[A-Z][\w’'-]*){0,4})"
)
_ON_AIR = re.compile(r"\b(?:[Ss]peaking|[Aa]ppearing|[Ii]nterviewed|live) on $")
_WRITES_THAT = re.compile(
    r"(?:^|[.,;] )([^,.;:“”\"]{3,60}?) (?:has |had )?(?:reported|reports|wrote|writes|said|says|claimed|claims|added|adds) that,? $"
)
_TO = re.compile(
    r"\b(?:to|with|by|on|in|for) |, (?:as )?(?:reports?|reported|writes|wrote|according to) |"
    + (_CARRIED := r"\b(?:whose|which) (?:(?:account|words|report|story|version|remarks|interview|figures) )?"),
    re.IGNORECASE,
)
_SEEN_BY = re.compile(
    _CARRIED + r"|, as (?=(?:the )?[\w ]{2,40} (?:quoted|cited|translated|transcribed|showed|gave|published|carried) (?:it|them|him|her)\b)"
    r"|\b(?:seen|obtained|reviewed|viewed|quoted|cited|interviewed|published|carried|released|broadcast|printed) by "
)
_SAME = re.compile(
    r"\b(?:in|on) the same (?:article|report|interview|paper|broadcast|story|programme|program|podcast|page)\b", re.IGNORECASE
)
_HAS_SAYING = re.compile(r"((?:[\w’'&-]+ ){0,5}?[\w’'&-]+?)(?:['’]s \w+)? (?:has|had|lets|let|quotes|quoted|shows) $")
_HAD_THIS = re.compile(
    r"((?:[\w’'&-]+ ){0,4}?[\w’'&-]+?) (?:had|has|heard|reports|reported|carried|carries|quotes|quoted|wrote|writes) [^.:\n]{0,60}: [\"“]?$"
)
_SPUN = re.compile(
    r"((?:[\w’'&-]+ ){0,5}?[\w’'&-]+?) (?:(?:made|makes|had made) (?:of|out of) (?:it|this|that|them)(?: all)?|turned (?:it|this|that|them)"
    r" into(?: a headline)?|made (?:it|this|that|them) into(?: a headline)?|ran (?:it|this|that) (?:as|under the (?:title|headline)))"
    r":? [\"“]?$"
)
"""What an outlet's own headline makes of somebody's words: "Podgorie Online made of that:"."""
_ELIDED = re.compile(
    r"(?:^|[.!?] )(?P<subject>It|The (?:site|page|paper|portal|channel|outlet)) [^.;:]{5,120}?,? and (?:has|had|lets|let) $"
)
_OPENING = re.compile(
    r"(?:^|[.!?] )(?:Another|Yet another|A|An|The|One) (?:\w+ )?(?:outlet|site|page|paper|portal|channel|station|agency), "
    r"(?P<outlet>[A-Z][^,.;]{2,40}), [^.;:]{5,120}? and (?:has|had|lets|let) $"
)
"""An outlet that opens the sentence, with what else it did before it "has him say" something."""
_IN_ACCOUNT = re.compile(r"\b[Ii]n (?P<outlet>(?:the )?[A-Z][\w’' &-]{2,40}?)['’]s (?:account|version|report|telling|story|words),? $")
_SAME_WORDS = re.compile(
    r"\b(?:ran|copied|carried|reprinted|repeated|translated|picked up|took over|rewrote|quoted) (?:the|this|that|his|her|their)"
    r"(?: same)? (?:interview|remarks|words|story|report|article|statement|account|text)\b"
)
_REPORTED = re.compile(r",? (?:as )?([^,.;:“”\"]{3,60}?) (?:has |had )?(?:reported|reports|wrote|writes|quoted|carried it|said|says)\b")
_STATED = re.compile(
    r",? (?:in|on) (?:an? |the |his |her |its |their )?(?:[\w-]+ ){0,3}?"
    r"(?:statement|letter|message|interview|broadcast|video|speech|remarks|comments|recording|article|call|conversation) "
    r"(?:(?:that was |which was )?(?:carried|published|released|printed|broadcast|aired|quoted|obtained|seen) by|with|to|for|on|in) "
)
"""How words were spoken, told behind them: "..., in a statement carried by the agency"."""
_WE_ASKED = re.compile(
    r"\b(?:[Ww]e|I|[Tt]his (?:news)?paper|[Oo]ur \w+) (?:\w+ )?(?:asked|rang|called|wrote to|contacted|reached|approached|put)\b"
    r"[^.?!]{2,120}[.?!] $"
)
_QUOTED_BY = re.compile(
    r"(?:^|[.,;:”\"] ?)(?P<who>[A-Z][\w’' -]{2,60}?) (?:was|were|is|are|has been|have been) (?:quoted|cited)(?: \w+ \w+)? by $"
)
_PASSED_ON = re.compile(
    r", as ([^,.;:“”\"]{3,60}?) (?:later |then )?(?:passed (?:it|them|this|that) on|relayed|retold|conveyed|repeated|tells"
    r" it|told it|remembers it|remembered it|recalls it|recalled it)\b"
)
REACH = 140
"""Characters behind a cue, or behind its source, in which those who carried the words are named."""
_ASKED_NEAR = 160
_NEAR = 2_000
"""Characters before and behind a statement that are looked at for its paragraph: one of millions would each time be searched whole."""
_ALL = re.compile(
    r"\b(?:statement|parliament\w*|hearing|reporters|journalists|briefing|press conference|news conference|speech|address|lawmakers"
    r"|committee|council|assembly|broadcast|telegram|x|facebook|website)\b",
    re.IGNORECASE,
)


_ANOTHER_DAY = re.compile(
    rf" (?:already |then )?(?:in|last|on \d{{1,2}}) (?:{'|'.join(month.capitalize() for month in MONTHS)}|year|month|summer|spring"
    rf"|autumn|winter)\b"
)


def find_relays(report: Report, draft: Draft) -> list[Offsets]:
    """Find the outlets that a statement was made to, or that carried it, from the speaker outward.

    >>> from closewatch.testing import plain_report
    >>> report = plain_report("A diplomat told The Ferry Dispatch that it rained.")
    >>> draft = Draft(None, "", (0, 10), (11, 15), [(35, 49)], sentence=(0, 50))
    >>> [report.text[start:end] for start, end in find_relays(report, draft)]
    ['The Ferry Dispatch']
    """
    found: list[Offsets] = []
    for place in (draft.root, draft.source):
        for match in _SEEN_BY.finditer(report.text[place[0] : place[1]]) if place else ():
            carrier = outlet_at(report.text, place[0] + match.end(), place[1]) if place else None
            found.extend([carrier] if carrier else [])
    carried = len(found)
    for start, end, telling in _areas(report.text, draft):
        if telling and (place := outlet_at(report.text, start, end) or _asked_by(report.text, start, end)) is not None:
            found.append(place)
        for match in _TO.finditer(report.text, start, end):
            place = outlet_at(report.text, match.end(), end)
            to_it = match[0].lower() == "to " and draft.cue_at is not None and match.start() == draft.cue_at[1] + 1
            if place is not None and report.text[slice(*place)] == "it" and not to_it:
                continue
            if (
                place is not None
                and place not in found
                and (
                    match[0].lower().strip() not in ("in", "on", "for")
                    or _is_name(report, place)
                    or _ON_AIR.search(report.text[max(start, match.end() - 20) : match.end()]) is not None
                )
            ):
                found.append(place)
    for inside in _TO.finditer(report.text, *draft.cue_at) if draft.cue_at is not None else ():
        # "spoke to a Swiss broadcaster of", "said in a statement to the agency"
        place = outlet_at(report.text, inside.end(), draft.cue_at[1]) if draft.cue_at is not None else None
        if place is not None and place not in found and (inside[0].lower().strip() in ("to", "with") or _is_name(report, place)):
            found.append(place)
    if draft.cue_at is not None and draft.cue is not None and draft.cue.lemma == "according to":
        # "Il Faro writes that, according to its sources, it rained"
        first = max(draft.sentence[0], draft.cue_at[0] - REACH)
        writing = _WRITES_THAT.search(report.text[first : draft.cue_at[0]])
        place = outlet_at(report.text, first + writing.start(1), first + writing.end(1)) if writing is not None else None
        found.extend([place] if place is not None and place not in found else [])
    found.extend(place for place in _reporting_behind(report.text, draft) if place not in found)
    own = [place for place in (draft.source, draft.root) if place is not None]
    outside = [place for place in found[carried:] if not any(place[0] < end and start < place[1] for start, end in own)]
    return [*found[:carried], *outside, *_has_saying(report.text, draft)]


def _asked_by(text: str, start: int, end: int) -> Offsets | None:
    """The organisation whose people were told: "told investigators of the Truth Project"."""
    match = _ASKING.match(text, start, end)
    return match.span("body") if match is not None else None


def _reporting_behind(text: str, draft: Draft) -> list[Offsets]:
    """The outlet of "..., state agency Sana reported", and the member of "as lawmaker Roe passed it on", behind cue and content."""
    last = max(place[1] for place in (draft.cue_at, draft.source, *draft.contents) if place is not None)
    end = min(len(text), last + REACH, max(last, draft.sentence[1]))
    found: list[Offsets] = []
    if (reporting := _REPORTED.match(text, last, end)) is not None:
        place = outlet_at(text, reporting.start(1), reporting.end(1))
        found.extend([place] if place is not None else [])
    if (stated := _STATED.match(text, last, end)) is not None and (place := outlet_at(text, stated.end(), end)) is not None:
        found.append(place)
    ends = {place[1] for place in (draft.cue_at, draft.source, *draft.contents) if place is not None}
    passing = next((match for at in sorted(ends) if (match := _PASSED_ON.search(text, at, _clause(text, at, end))) is not None), None)
    found.extend([passing.span(1)] if passing is not None else [])
    return found


def _clause(text: str, at: int, end: int) -> int:
    """Where the first thing said aside behind a place ends: "told the members, as Roe recalled it"."""
    stop = re.match(r"[^,.;:“”\"\n]{0,60}(?:, [^,.;:\n]{0,80})?", text[at:end])
    return at + stop.end() if stop is not None else at


def _has_saying(text: str, draft: Draft) -> list[Offsets]:
    """The outlet of "one agency has the minister saying that", or of "Meridian Wire had this from the border:"."""
    opening = draft.contents[0][0]
    near = max(0, opening - _NEAR)
    line = max(near - 1, text.rfind("\n", near, opening), text.rfind(". ", near, opening)) + 1
    announced = _HAD_THIS.search(text[max(line, opening - 140) : opening]) if draft.quoted else None
    if announced is not None:
        first = max(line, opening - 140)
        place = outlet_at(text, first + announced.start(1), first + announced.end(1))
        return [place] if place is not None and place != draft.source else []
    opens = min(place[0] for place in (draft.source, draft.cue_at, *draft.contents) if place is not None)
    first = max(near, opens - 160)
    before = text[first:opens]
    spun = _SPUN.search(before) or (_IN_ACCOUNT.search(before) if draft.source is not None else None)
    if spun is None and draft.source is not None and draft.cue_at is not None and draft.cue_at[0] >= draft.source[0]:
        spun = _OPENING.search(before) or _ELIDED.search(before) or _HAS_SAYING.search(before[-80:])
        first = opens - len(before[-80:]) if spun is not None and spun.re is _HAS_SAYING else first
    place = outlet_at(text, first + spun.start(1), first + spun.end(1)) if spun is not None else None
    if place is None and spun is not None and spun.re is _ELIDED:
        place = first + spun.start(1), first + spun.end(1)
    return [place] if place is not None else []


def quoted_by(text: str, draft: Draft) -> Offsets | None:
    """Find whose words they are where the source only quoted them: "The commander was quoted by Radio Delta as saying"."""
    if draft.source is None or draft.cue_at is None or outlet_at(text, *draft.source) is None:
        return None
    first = max(draft.sentence[0], draft.source[0] - REACH)
    match = _QUOTED_BY.search(text[first : draft.source[0]])
    return (first + match.start("who"), first + match.end("who")) if match is not None else None


def repeats_same_words(text: str, draft: Draft) -> bool:
    """Whether an outlet only ran again what was said to another: "ran the same remarks", "copied the interview"."""
    opens = min(place[0] for place in (draft.source, draft.cue_at, *draft.contents) if place is not None)
    first = max(0, opens - 2 * REACH)
    return _SAME_WORDS.search(text, max(first, text.rfind("\n", first, opens)), opens) is not None


def in_same_article(report: Report, draft: Draft) -> bool:
    """Whether a statement stands "in the same article" as the one before it."""
    areas = [*_areas(report.text, draft), *((*place, False) for place in (draft.source,) if place is not None)]
    return any(_SAME.search(report.text, start, end) for start, end, _ in areas)


def speaks_to_all(report: Report, draft: Draft) -> bool:
    """Whether the sentence says that the words were spoken for all to hear: in a statement, to reporters, before a parliament."""
    return any(_ALL.search(report.text, start, end) for start, end, _ in _areas(report.text, draft))


def was_asked(text: str, draft: Draft) -> bool:
    """Whether the report says right before that it asked, so that this is the answer: "We asked the navy again. It"."""
    return _WE_ASKED.search(text, max(0, draft.sentence[0] - _ASKED_NEAR), max(0, draft.sentence[0])) is not None


def said_earlier(report: Report, draft: Draft) -> bool:
    """Whether the words were spoken before those that the report is about: "had said", "In April the service put"."""
    if draft.cue_at is None:
        return False
    if any(_ANOTHER_DAY.match(report.text, start, end) for start, end, _ in _areas(report.text, draft)):
        return True
    before = report.text[max(draft.sentence[0], draft.cue_at[0] - 30) : draft.cue_at[1]]
    return re.search(r"\bhad (?:\w+ ){0,2}[\w ]+$|['’]d \w+$", before) is not None


def _areas(text: str, draft: Draft) -> list[tuple[int, int, bool]]:
    """The stretches outside of the content that follow the cue and the source, and whether an addressee follows right there."""
    limit = draft.sentence[1] if draft.sentence[1] > draft.sentence[0] else len(text)
    telling = draft.cue_at is not None and _TELLING.search(text, *draft.cue_at) is not None
    areas = []
    for place in (draft.cue_at, draft.source):
        if place is None:
            continue
        end = min(limit, place[1] + REACH, *(start for start, _ in draft.contents if start >= place[1]))
        others = [start for other in (draft.cue_at, draft.source) if other and (start := other[0]) >= place[1]]
        end = min([end, *others])
        stop = re.search(r"[.!?](?=\s)|\n\n", text[place[1] : end])
        end = place[1] + stop.start() if stop else end
        if place[1] < end:
            areas.append((place[1], end, telling and place is draft.cue_at))
    first = min(place[0] for place in (draft.cue_at, draft.source, *draft.contents) if place is not None)
    if draft.sentence[0] < first and draft.sentence[1] > draft.sentence[0]:
        start = max(draft.sentence[0], first - REACH)
        # What stands in quotation marks before was said by whoever is quoted there.
        areas.append((max((quoted.end() for quoted in QUOTED.finditer(text, start, first)), default=start), first, False))
    return areas


def _is_name(report: Report, place: Offsets) -> bool:
    name = take_apart(report.text[place[0] : place[1]]).name
    last = name.split()[-1] if name.split() else ""
    return name[:1].isupper() and len(name.split()) > 1 and (last[:1].isupper() or last in ("television", "radio"))
