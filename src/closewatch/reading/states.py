"""By which body a state speaks: "North Korea confirmed ... Its Central Military Commission said in a statement" is the commission's word.

Finds the body that the sentence right after a state's statement names; who that is, is asked of the cast.
"""

from __future__ import annotations

import re

from closewatch.reading.actors import country_in
from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.kinds import OFFICIAL_NOUNS

_PUBLIC = (
    r"[Mm]inistry|[Cc]ommission|[Ss]taff|[Cc]ommand|[Cc]ouncil|[Gg]overnment|[Cc]abinet|[Pp]residency|[Gg]eneral|[Cc]ommittee"
    r"|[Aa]rmy|[Nn]avy|[Oo]ffice"
)
_NEXT = re.compile(
    r"[.!]?[”\"]? (?P<body>(?:The|Its) (?P<words>(?:[\w’'-]+ ){0,4}?(?:"
    + _PUBLIC
    + r"))(?: (?:of|in|for) (?:the )?[\w’'-]+(?: [\w’'-]+)?)?)"
    r" (?:(?:has|had|then|later|also) )?(?:said|says|announced|declared|stated|wrote|told|added|put out|issued|confirmed|explained)\b"
)


def body_of_state(text: str, draft: Draft) -> Offsets | None:
    """Find the body by which a state says what a statement gives it: the subject of the next sentence, unless it is another state's.

    >>> text = "Varland denied it. The foreign ministry said that nobody had been there."
    >>> draft = Draft(None, "", (0, 7), (8, 14), [(15, 17)], sentence=(0, 18))
    >>> text[slice(*body_of_state(text, draft))]
    'The foreign ministry'
    """
    if draft.source is None or draft.quoted or draft.level:
        return None
    last = max(place[1] for place in (draft.cue_at, draft.source, *draft.contents) if place is not None)
    end = text.find(".", last, last + 200)
    match = _NEXT.match(text, end) if end >= 0 and "\n" not in text[last:end] else None
    if match is None:
        return None
    own = country_in(text[slice(*draft.source)])
    words = match["words"].split()
    others = {country_in(word) for word in words if word[0].isupper()} - {None, own}
    named = country_in(" ".join(words[:2]))
    if others or (named is not None and named != own):
        return None
    return match.span("body") if words[-1].lower() in OFFICIAL_NOUNS | {"commission", "committee", "general", "office"} else None
