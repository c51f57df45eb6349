"""For whom somebody speaks or works, as the words for them tell: "its head in the country", "a surgeon in our team", "the mayor's aide".

Gives the body as a voice that is not among those of the report unless it was named there; what follows from it is told by `offices`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from closewatch.reading.actors import known_actor
from closewatch.reading.drafts import Offsets
from closewatch.reading.kinds import noun_kind
from closewatch.reading.names import take_apart
from closewatch.reading.voices import Voice
from closewatch.terms.actor import ActorKind

if TYPE_CHECKING:
    from closewatch.reading.speakers import Cast

_POST = (
    r"(?:(?:deputy|acting|regional|country|medical|press|field|local|senior|chief) )*"
    r"(?:heads?|chiefs?|directors?|coordinators?|representatives?|spokes(?:man|woman|person|people)|envoys?|commissioners?|presidents?"
    r"|managers?|members?|officials?|officers?|workers?|employees?|delegates?|secretary(?: general)?|commanders?|leaders?"
    r"|chair(?:man|woman)?"
    r"|founders?|editors?|surgeons?|doctors?|nurses?|medics?|engineers?|inspectors?|volunteers?|lawyers?|staff|advis[eo]rs?|aides?|ambassadors?)"
)
_OF = re.compile(
    rf"\b{_POST}(?: of (?:mission|operations|office|staff|delegation|programmes?|programs?))?(?: here| there)? (?:of|for|at|with) "
    r"(?P<body>(?:(?:the|our|its|a|an) )?[^,.;:()“”\"]{2,60})",
    re.IGNORECASE,
)
_ITS = re.compile(
    rf"^(?:its|their|our|the (?:organisation|organization|agency|group|charity|network)['’]s) (?:[\w-]+ )?{_POST}\b", re.IGNORECASE
)
_HEAD = re.compile(
    r", (?:deputy )?(?:head of (?:mission|programmes?|operations)|medical director|country director"
    r"|(?:medical |field |project )?coordinator)\b"
)
_OURS = re.compile(r"\bour (?:[\w-]+ )?(?:team|staff|hospital|clinic)|, our ")
_DIRECTS = re.compile(r" who (?:directs|leads|heads|runs|coordinates|manages) ")
_ITS_BEHIND = re.compile(rf", (?:its|their|our) (?:[\w-]+ )?{_POST}\b", re.IGNORECASE)
_OWNER = re.compile(rf"^(?P<body>[^,.;:()“”\"]{{2,50}}?)['’]s (?:[\w-]+ )?{_POST}\b", re.IGNORECASE)


def body_served(cast: Cast, at: Offsets) -> Voice | None:
    """Give the body that the words for a person say they speak or work for; None where they do not say."""
    words = cast.report.text[slice(*at)]
    if cast.own.release and not cast.own.in_quotation(at[0]) and _works_here(words):
        return _voice(cast, cast.own.publisher)
    if _ITS.search(words) or _ITS_BEHIND.search(words):
        bodies = [voice for voice in cast.near if voice.kind in (ActorKind.BODY, ActorKind.OUTLET)]
        placed = [(place, voice) for voice in bodies if (place := voice.last_before(at[0], seen=True)) >= 0]
        return max(placed, key=lambda found: found[0])[1] if placed else None
    match = _OF.search(words) or _OWNER.search(words)
    return _voice(cast, match["body"]) if match is not None else None


def _works_here(words: str) -> bool:
    """Whether somebody in an organisation's own release works for it: "our surgeon", the head of mission, whoever else is named."""
    if words.lower().startswith("our ") or _OURS.search(words) or _HEAD.search(words) or _DIRECTS.search(words):
        return True
    naming = take_apart(words)
    return naming.named and naming.kind is ActorKind.PERSON and naming.known is None and not _OF.search(words)


def _voice(cast: Cast, words: str) -> Voice | None:
    naming = take_apart(words)
    if cast.own.is_publisher(naming.name):
        naming = cast.own.naming
    met = next((voice for voice in cast.near if naming.name in (voice.name, *voice.names)), None)
    if met is not None:
        return met if met.kind is ActorKind.BODY else None
    last = naming.name.split()[-1] if naming.name.split() else ""
    known = naming.known or known_actor(naming.name)
    if naming.kind is not ActorKind.BODY and noun_kind(last) is not ActorKind.BODY and known is None:
        return None
    voice = Voice(naming.name, ActorKind.BODY, naming.named)
    voice.learn(naming, naming.name)
    voice.heads.add(last.lower())
    return voice
