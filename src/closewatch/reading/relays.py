"""Through whom words reached a report, as its own sentence tells: "told Meridian Wire", "in an interview with", "whose account it carried".

Gives the places of those who passed a statement on. Whom those words mean, and what a speaker's later statements come through, is the
business of `speakers`.
"""

from __future__ import annotations

import re

from closewatch.reading.actors import is_known
from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.kinds import OUTLET_NOUNS
from closewatch.reading.names import OUTLET_ENDS, take_apart
from closewatch.reading.words import AUXILIARIES, CONJUNCTIONS, DAYS, MONTHS, PREPOSITIONS, SUBJECT_PRONOUNS
from closewatch.terms.actor import ActorKind
from closewatch.terms.report import Report

_TELLING = re.compile(r"\b(?:tell|tells|told|telling|inform\w*|assur\w+|brief\w*|messag\w+|show\w*)$", re.IGNORECASE)
_TO = re.compile(
    r"\b(?:to|with|by|on|in|for) |, (?:as )?(?:reports?|reported|writes|wrote|according to) |"
    + (_CARRIED := r"\b(?:whose|which) (?:(?:account|words|report|story|version|remarks|interview|figures) )?"),
    re.IGNORECASE,
)
_SEEN_BY = re.compile(
    _CARRIED + r"|\b(?:seen|obtained|reviewed|viewed|quoted|cited|interviewed|published|carried|released|broadcast|printed) by "
)
_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]")
_STEP = re.compile(r"[^\W_][\w’'&.-]*|&")
_STOPPING = PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | SUBJECT_PRONOUNS | DAYS | {*MONTHS, "last", "this", "earlier", "two", "three"}
_SAME = re.compile(
    r"\b(?:in|on) the same (?:article|report|interview|paper|broadcast|story|programme|program|podcast|page)\b", re.IGNORECASE
)
_HAS_SAYING = re.compile(r"((?:[\w’'&-]+ ){0,5}?[\w’'&-]+?)(?:['’]s \w+)? (?:has|had|lets|let|quotes|quoted|shows) $")
_HAD_THIS = re.compile(
    r"((?:[\w’'&-]+ ){0,4}?[\w’'&-]+?) (?:had|has|heard|reports|reported|carried|carries|quotes|quoted|wrote|writes) [^.:\n]{0,60}: [\"“]?$"
)
_REPORTED = re.compile(r",? (?:as )?([^,.;:“”\"]{3,60}?) (?:has |had )?(?:reported|reports|wrote|writes|quoted|carried it|said|says)\b")
_PASSED_ON = re.compile(
    r", as ([^,.;:“”\"]{3,60}?) (?:later |then )?(?:passed (?:it|them|this|that) on|relayed|retold|conveyed|repeated|tells"
    r" it|told it|remembers it|remembered it|recalls it|recalled it)\b"
)
_CARRYING = OUTLET_NOUNS | {"agency", "paper", "podcast", "&"}
_PRESS = frozenset("press media reporters journalists newspapers outlets news papers".split())
_SHORT = re.compile(rf"the (?:{'|'.join(sorted(end.capitalize() for end in OUTLET_ENDS))})")
_TITLE = re.compile(r"the [A-Z][\w’'-]+(?: (?:of |the )*[A-Z][\w’'-]+)+")
_WIRE = re.compile(r"(?:an?|one|another|the) (?:\w+ )?(?:news |press |wire )?agency", re.IGNORECASE)
REACH = 140
"""Characters behind a cue, or behind its source, in which those who carried the words are named."""
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
        if telling and (place := outlet_at(report.text, start, end)) is not None:
            found.append(place)
        for match in _TO.finditer(report.text, start, end):
            place = outlet_at(report.text, match.end(), end)
            if place is not None and report.text[slice(*place)] == "it":
                continue
            if (
                place is not None
                and place not in found
                and (match[0].lower().strip() not in ("in", "on", "for") or _is_name(report, place))
            ):
                found.append(place)
    found.extend(place for place in _reporting_behind(report.text, draft) if place not in found)
    own = [place for place in (draft.source, draft.root) if place is not None]
    outside = [place for place in found[carried:] if not any(place[0] < end and start < place[1] for start, end in own)]
    return [*found[:carried], *outside, *_has_saying(report.text, draft)]


def _reporting_behind(text: str, draft: Draft) -> list[Offsets]:
    """The outlet of "..., state agency Sana reported", and the member of "as lawmaker Roe passed it on", behind cue and content."""
    last = max(place[1] for place in (draft.cue_at, draft.source, *draft.contents) if place is not None)
    end = min(len(text), last + REACH, max(last, draft.sentence[1]))
    found: list[Offsets] = []
    if (reporting := _REPORTED.match(text, last, end)) is not None:
        place = outlet_at(text, reporting.start(1), reporting.end(1))
        found.extend([place] if place is not None else [])
    if (passing := _PASSED_ON.match(text, last, end)) is not None:
        found.append(passing.span(1))
    return found


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
    if draft.source is None or draft.cue_at is None or draft.cue_at[0] < draft.source[0]:
        return []
    first = max(draft.sentence[0], draft.source[0] - 80)
    match = _HAS_SAYING.search(text[first : draft.source[0]])
    place = outlet_at(text, first + match.start(1), first + match.end(1)) if match else None
    return [place] if place is not None else []


def in_same_article(report: Report, draft: Draft) -> bool:
    """Whether a statement stands "in the same article" as the one before it."""
    areas = [*_areas(report.text, draft), *((*place, False) for place in (draft.source,) if place is not None)]
    return any(_SAME.search(report.text, start, end) for start, end, _ in areas)


def speaks_to_all(report: Report, draft: Draft) -> bool:
    """Whether the sentence says that the words were spoken for all to hear: in a statement, to reporters, before a parliament."""
    return any(_ALL.search(report.text, start, end) for start, end, _ in _areas(report.text, draft))


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
        areas.append((max((quoted.end() for quoted in _QUOTED.finditer(text, start, first)), default=start), first, False))
    return areas


def outlet_at(text: str, at: int, end: int) -> Offsets | None:
    """The phrase at a place that names an outlet, the longest one."""
    at += len(text[at:end]) - len(text[at:end].lstrip())
    if re.match(r"it\b", text[at:end]):
        return at, at + 2
    stops: list[int] = []
    place = at
    for _ in range(8):
        word = _STEP.match(text, place, end)
        if word is None or (word[0].lower() in _STOPPING and word[0].lower() not in ("for", "of")):
            break
        stops.append(word.end())
        if text[word.end() : word.end() + 1] != " ":
            break
        place = word.end() + 1
    if not _may_carry(text[at : stops[-1]] if stops else ""):
        return None
    for stop in reversed(stops):
        words = text[at:stop].rstrip(".")
        naming = take_apart(words)
        if words.split()[-1].lower() in _PRESS:
            continue
        if _SHORT.fullmatch(words) or (naming.kind is ActorKind.PERSON and _TITLE.fullmatch(words) and not naming.heads):
            # "the Post" and "the Ridge Morning": nobody's name has an article.
            return at, at + len(words)
        paper = words.split()[-1] == "paper" and len(words.split()) > 2
        if (naming.kind is ActorKind.OUTLET or paper or _WIRE.fullmatch(words) or " & " in naming.name) and not words.lower().startswith(
            ("this ", "our ")
        ):
            return at, at + len(words)
    return None


def _may_carry(words: str) -> bool:
    """Whether any word is one that outlets go by; saves taking apart what is none."""
    if _TITLE.match(words):
        return True
    low = [word.rstrip(".,").removesuffix("'s").removesuffix("’s") for word in words.lower().split()]
    if any(word in _CARRYING or word in OUTLET_ENDS or word.removesuffix("s") in _CARRYING for word in low):
        return True
    return any(is_known(" ".join(low[first:end])) for first in range(min(2, len(low))) for end in range(first + 1, len(low) + 1))


def _is_name(report: Report, place: Offsets) -> bool:
    name = take_apart(report.text[place[0] : place[1]]).name
    return name[:1].isupper() and len(name.split()) > 1 and name.split()[-1][:1].isupper()
