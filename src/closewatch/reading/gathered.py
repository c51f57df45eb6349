"""What a reprint says that it got itself: the sentences in which a paper that repeats another's report names itself or its own town.

Finds the stretches of the text; that what is told there did not come through the one who is credited is said by `chains`.
"""

from __future__ import annotations

import re

from closewatch.reading.drafts import Offsets
from closewatch.reading.names import take_apart
from closewatch.reading.ourselves import Ourselves
from closewatch.terms.actor import ActorKind

_OURS = (
    r"\b(?:[Tt]his|[Oo]ur(?: own)?) (?:news)?(?:paper|page|site|magazine|website|broadcaster|station|channel|weekly|daily|programme)\b"
    r"|\b[Oo]ur (?:own )?(?:[\w-]+ )?(?:readers?|viewers|listeners|town|city|village|street|market|harbour|port|county|region|province"
    r"|country|state|capital|district|correspondents?|reporters?|photographers?|newsroom|desk|questions?|request|requests|enquir(?:y|ies)"
    r"|inquir(?:y|ies)|calls?|e-?mails?|letters?)\b"
    r"|\b(?:[Ww]e|I) (?:\w+ )?(?:asked|rang|called|wrote to|contacted|reached|approached|visited|met|counted|spoke|obtained|found)\b"
    r"|\b(?:told|tells|wrote to|spoke to|answered|asked) us\b"
)
_SHORT = 3
"""Letters that the last word of an outlet's name must have to mean it with "the" alone."""
_OPENS = re.compile(r"(?:[.!?][”\"’)]*\s+|\n)(?=\S)")
_NEAR = 600
"""Characters before the words that mean the paper in which their sentence begins."""


def gathered_here(own: Ourselves) -> list[Offsets]:
    """Find the stretches in which a paper tells what it got itself: from a sentence in which it means itself to the paragraph's end.

    >>> from closewatch.testing import plain_report
    >>> report = plain_report("It rained. A baker told the Courier that it snowed. He laughed.", publisher="Valley Courier")
    >>> [report.text[start:end] for start, end in gathered_here(Ourselves(report))]
    ['A baker told the Courier that it snowed. He laughed.']
    """
    names = _names(own.publisher)
    spoken = re.compile("|".join((*names, _OURS)))
    found: list[Offsets] = []
    for match in spoken.finditer(own.text):
        if (found and match.start() < found[-1][1]) or own.in_quotation(match.start()):
            continue
        first = max(0, match.start() - _NEAR)
        opens = max((stop.end() for stop in _OPENS.finditer(own.text, first, match.start())), default=first)
        closes = own.text.find("\n\n", match.end())
        found.append((opens, closes if closes > 0 else len(own.text)))
    return found


def _names(publisher: str) -> list[str]:
    """The patterns for the name of an outlet: the whole one, and its last word with "the" where a paper is called so."""
    plain = publisher.removeprefix("The ").removeprefix("the ")
    words = plain.split()
    if not words:
        return []
    found = [rf"(?<![\w’'-]){re.escape(plain)}(?![\w’'-])"]
    if len(words) > 1 and len(words[-1]) > _SHORT and words[-1][:1].isupper() and take_apart(plain).kind is not ActorKind.BODY:
        found.append(rf"\b[Tt]he {re.escape(words[-1])}(?:['’]s)?(?! [A-Z])(?![\w’'-])")
    return found
