"""Outlets that repeat another's figure or claim: "a Kyiv news site repeated the figure" gives the words of whoever gave it first.

Finds whose words are repeated, as far as the phrase tells; that the outlet passed them on is noted by `sourced`.
"""

from __future__ import annotations

import re

from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.outlets import outlet_at

_REPEATING = re.compile(
    r"(?:(?:has|have|had|then|later|also|soon) )*(?:repeat(?:s|ed)?|carr(?:y|ies|ied)|reprint(?:s|ed)?|relay(?:s|ed)?"
    r"|re-?publish(?:es|ed)?|cop(?:y|ies|ied)|echo(?:es|ed)?|pick(?:s|ed)? up|tak(?:es?|en) (?:up|over)|took (?:up|over)"
    r"|pass(?:es|ed)? on|quot(?:es?|ed)|spread|ran|runs?|recycl(?:es?|ed)|syndicat(?:es?|ed))",
    re.IGNORECASE,
)
_THE_FIGURE = re.compile(
    r"(?:(?P<owner>(?:the )?[\w’' -]{2,40}?)['’]s? |(?:the|this|that|the same|these|those) (?:\w+ )?)"
    r"(?:figures?|numbers?|claims?|story|report|statement|tally|count|account|estimate|allegation|remarks|words|rumou?r|toll)"
    r"(?: of (?P<of>(?:the|an?) [\w’' -]{2,40}))?",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"(?:two|three|four|several|some|many|other|dozens of|a few) (?:\w+ )?"
    r"(?:papers|newspapers|sites|outlets|channels|agencies|stations)"
)


def repeated(text: str, draft: Draft) -> tuple[bool, Offsets | None]:
    """Say whether an outlet only repeats another's figure, claim or story, and where the phrase names whose; papers have claims too.

    >>> from closewatch.reading.drafts import Draft
    >>> text = "A news site repeated the union's figure."
    >>> only, whose = repeated(text, Draft(None, "", (0, 11), (12, 20), [(21, 39)]))
    >>> only, text[slice(*whose)]
    (True, 'the union')
    """
    if draft.source is None or draft.cue_at is None or len(draft.contents) != 1 or draft.quoted:
        return False, None
    content = _THE_FIGURE.fullmatch(text, *draft.contents[0])
    if content is None or _REPEATING.fullmatch(text, *draft.cue_at) is None:
        return False, None
    outlet = outlet_at(text, *draft.source) is not None or _MANY.match(text, *draft.source) is not None
    whose = next((content.span(name) for name in ("owner", "of") if content[name]), None)
    return outlet, whose
