"""Whom a reprint thanks: the outlet whose report a paragraph, or a whole page, repeats.

Finds the words of thanks and the outlet in them; which statements came through it is told by `chains`.
"""

from __future__ import annotations

import re

from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.names import take_apart
from closewatch.reading.outlets import outlet_at
from closewatch.terms.actor import ActorKind
from closewatch.terms.report import Report

_THANKED = re.compile(r", (?:which|whom|to which|to whom) we (?:thank|owe)\b|, whose (?:report|story|account) (?:this|our|we)\b")
_OUTLET = r"(?P<outlet>(?:the )?[A-Z][\w&’'-]*(?: (?:(?:of|de|do|da|del|for) )?[A-Z&][\w&’'-]*){0,5}(?: (?:news |press )?agency)?)"
_TEXT = r"(?:story|report|reports|article|text|piece|account|dispatch|interview|item|material|copy|reporting)"
_AGAIN = (
    r"(?:re-?published|re-?printed|reproduced|reposted|posted|published|printed|syndicated|run|carried|used|translated|adapted|taken"
    r"|shortened)"
)
_BYLINE = r"(?:[A-Z][\w.’'-]+ ){1,3}?(?:[A-Z][\w’'-]+)(?:(?:,| and) (?:[A-Z][\w.’'-]+ ){1,3}?[A-Z][\w’'-]+)*(?: in [A-Z]\w+)?"
"""The names of those who wrote a report, and where."""
_LINES = (
    re.compile(
        rf"(?m)^[ \t]*[(\[*—–-]*[ \t]*(?i:(?:with )?(?:additional |further )?{_TEXT} (?:by|from|of|courtesy of|:)|(?:first "
        rf"|originally )?published"
        r" (?:first |originally )?(?:by|in|on)|source(?:s)?:|via:?|text:|story:|from|courtesy of|by arrangement with|©(?: ?\d{4})?"
        r"|copyright:?(?: \d{4})?"
        rf"|{_AGAIN} (?:here )?(?:with (?:the )?(?:kind )?permission )?(?:from|of|by|courtesy of)) {_OUTLET}"
        r"(?:[,;.] (?i:with|used|all rights|translated|published|reprinted|editing|edited|additional|further|writing|written)[^\n]{0,80}"
        r"| in [A-Z][\w ]{1,30}|[’']s (?:news )?service)?[.)\]*]*[ \t]*$"
    ),
    re.compile(
        rf"\b(?:[Tt]his {_TEXT}|[Tt]he (?:above|following|present) {_TEXT}|[Tt]he {_TEXT} (?:above|below|here)),? (?:first |originally )?"
        rf"(?:(?:is|was|were|has been) (?:(?:first|originally|also|here) )?(?:that|{_AGAIN}|written|filed|produced|provided|supplied"
        rf"|issued)"
        r"(?: (?:here|in full|by (?:this|our) \w+))?|appeared|appears|ran|comes|came)(?: (?:first|originally|to us|here))? (?:by|in|on"
        r"|from|of|with"
        rf" permission (?:of|from)|courtesy of) {_OUTLET}"
    ),
    re.compile(rf"\b[Tt]he {_TEXT} (?:is|was) that of {_OUTLET}"),
    re.compile(
        rf"(?m)^[ \t]*(?:(?:By|BY|by) (?:{_BYLINE}(?: for |, | of |/| \| | [-–—] )(?:the )?)?|{_BYLINE}(?: for |/| \| ))"
        rf"{_OUTLET}(?:,? in [A-Z]\w+)?\.?[ \t]*$"
    ),
    re.compile(
        rf"(?m)^[ \t]*[(\[*—–-]*[ \t]*{_OUTLET},? (?:also )?(?:contributed|(?:has )?provided|supplied)(?: to)?"
        rf" (?:this|the) (?:{_TEXT}|reporting)[.)\]*]*[ \t]*$"
    ),
    re.compile(
        r"\b(?:[Tt]his|[Tt]he above) \w+ (?:(?:is|was|has been) )?(?:first |originally )?(?:published|reported|released|distributed|issued)"
        r"(?: first| originally)? by (?P<sure>[A-Z]\w+(?: [A-Z]\w+)?)(?=[.,;]|$| (?:and|on|in)\b)"
    ),
    re.compile(rf"\n[ \t]*(?:[—–-]{{1,2}} ?)?{_OUTLET}[ \t]*\s*$"),
    re.compile(
        rf"\b(?i:{_AGAIN}) (?:here )?(?:in full |in part )?(?:with (?:the )?(?:kind )?permission"
        rf" (?:of|from)|courtesy of|by (?:kind )?(?:permission|arrangement) (?:of|with|from)"
        rf"|under (?:an? )?(?:\w+ )?licen[cs]e from) {_OUTLET}"
    ),
    re.compile(
        rf"\b[Ww]e (?:take|took|have|reprint|republish|carry|reproduce|run|print|owe|thank)(?: for)? (?:this|the|it"
        rf"|all of this)(?: [\w-]+)?"
        rf"(?: {_TEXT})?(?: here)?,? (?:from|of|by|to|courtesy of|with (?:the )?(?:kind )?permission of) {_OUTLET}"
    ),
    re.compile(
        rf"(?<=[.!?”\"] )[(\[]?(?:(?:[Ss]ource|[Vv]ia|[Cc]redit|[Rr]eporting|[Tt]ext):|(?:[Ww]ith )?"
        rf"(?:[Rr]eporting|[Tt]ext|[Rr]eport|[Dd]ispatch"
        rf"|[Mm]aterial) (?:by|from)|©|[Ff]rom) ?{_OUTLET}(?: in [A-Z]\w+)?[.)\]]*\s*$"
    ),
)
"""Lines and sentences at the head or the foot of a page by which it says where all of it comes from."""
_NAME = r"[A-Z][\w&’'-]*(?: (?:& )?[A-Z][\w’'-]*){0,5}"
_ALL = re.compile(rf"\b(?P<outlet>{_NAME}), (?:which|whom|to which|to whom) we (?:thank|owe)(?: for)? (?:the|this|its) {_TEXT}\b")
"""Thanks for the whole story, in a sentence anywhere."""
_FILED = re.compile(
    r"[A-Z][A-Z.'’ /-]{2,40}(?:, (?:[A-Z][\w.’' ]{1,24}|\d{1,2} [A-Z][a-z]{2,9}\.?)){0,2} \((?P<outlet>[A-Z][^)\n]{1,40})\) (?:-|–|—|--"
    r"|―) (?=\S)"
)
"""Where and by which agency a report was filed: "MARBANE (Harrow Agency) - "."""
_SIGNED = re.compile(r"[.!?”\"’)]\s+\((?P<outlet>[A-Z][\w&.’'/-]{1,30}(?: [A-Z][\w&.’'/-]{1,30}){0,3})\)\s*$")
"""The agency in brackets behind the last word of a report, as reprints name it."""
_SIGNS_FOR = re.compile(r"(?: for |, | of |/| \| | [-–—] | \()(?:the )?")
"""What stands between whoever wrote a report and the agency that they wrote it for: "Ann Roe for Meridian Wire"."""
_ENDS_THERE = re.compile(r"\)?\.?|(?:/| \| |, | and ).*")
_NEAR = 2_000
"""Characters before and behind a statement that are looked at for its paragraph: one of millions would each time be searched whole."""
_LAST = 200
"""Characters at the very end in which an agency in brackets stands."""
_ENDS = 3_000
"""Characters at the head and at the foot of a report where a line of credit stands."""


def find_credit(text: str) -> Offsets | None:
    """Find the outlet that a line at the head or the foot of a report, or a thanks for the story, names as the one whose report it is.

    >>> text = "It rained.\\n\\nReporting by Meridian Wire."
    >>> text[slice(*find_credit(text))]
    'Meridian Wire'
    """
    filed = next((match for start in _openings(text) if (match := _FILED.match(text, start)) is not None), None)
    signed = filed or _SIGNED.search(text, max(0, len(text) - _LAST))
    if signed is not None and (filed is not None or _is_agency(text, signed.span("outlet"))):
        return signed.span("outlet")
    for first in sorted({0, max(0, len(text) - _ENDS)}):
        last = min(len(text), first + _ENDS)
        for line in _LINES:
            for match in line.finditer(text, first, last):
                if (place := _lender(text, match)) is not None:
                    return place
        if (thanks := _ALL.search(text, first, last)) is not None:
            return outlet_at(text, *thanks.span("outlet"))
    return None


def _lender(text: str, match: re.Match[str]) -> Offsets | None:
    """The outlet in a line of credit; where nothing but an outlet can stand, any name that is none of a public body."""
    if "sure" not in match.re.groupindex:
        return outlet_at(text, *match.span("outlet"))
    return match.span("sure") if take_apart(match["sure"]).kind is not ActorKind.BODY else None


def signing_outlet(report: Report) -> str | None:
    """Give the outlet that signs a report of another as its author: a reprint under an agency's name.

    >>> from dataclasses import replace
    >>> from closewatch.testing import plain_report
    >>> signing_outlet(replace(plain_report("It rained.", publisher="Quay Post"), authors=("Meridian Wire",)))
    'Meridian Wire'
    """
    for author in report.authors:
        for start in (0, *(match.end() for match in _SIGNS_FOR.finditer(author))):
            place = outlet_at(author, start, len(author))
            name = author[slice(*place)].removeprefix("the ").removeprefix("The ") if place is not None else ""
            if place is not None and _ENDS_THERE.fullmatch(author, place[1]) and (report.publisher or "").lower() not in (name.lower(), ""):
                return name
    return None


def _openings(text: str) -> tuple[int, ...]:
    """Where the first two paragraphs begin: a headline may stand before the body."""
    gap = re.search(r"\n\s*\n", text[:_ENDS])
    return (0, gap.end()) if gap is not None else (0,)


def _is_agency(text: str, place: Offsets) -> bool:
    """Whether a name in brackets is an agency's: one that outlets bear, or a single word; a reporter signs with two."""
    return outlet_at(text, *place) is not None or " " not in text[slice(*place)]


def thanked(report: Report, draft: Draft) -> Offsets | None:
    """Find the outlet that a paragraph names as the one whose report it repeats: "Meridian Wire, which we thank for the story"."""
    text, at = report.text, draft.contents[0][0]
    near, far = max(0, at - _NEAR), min(len(text), at + _NEAR)
    first, last = max(near, text.rfind("\n\n", near, at) + 1), text.find("\n\n", at, far)
    paragraph = text[first : last if last > 0 else far]
    match = _THANKED.search(paragraph)
    if match is None:
        return None
    for name in reversed(list(re.finditer(r"[A-Z][\w&’'-]*(?: (?:& )?[A-Z][\w’'-]*)*$", paragraph[: match.start()]))):
        return outlet_at(text, first + name.start(), first + name.end())
    return None
