"""Who tells what another said, in the sentence that gives it: "my aunt told me that the mayor had said", "Amna told us what he said".

Finds the words for the teller before the inner source; who that is, and whether they pass it on, is the business of `chains`.
"""

from __future__ import annotations

import re

from closewatch.reading.drafts import Draft, Offsets

_TELLER = re.compile(
    r"(?P<teller>\b(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir|[Tt]he|[Aa]n?) (?:[\w’-]+ ){0,3}?[\w’-]+|\b[A-Z][\w’-]+(?: [A-Z][\w’-]+)?)"
    r" (?:(?:has|had|have|later|also|once|then) )?(?:told|tells|wrote to|repeated to) (?:me|us|this \w+|our [\w ]{1,30}?)"
    r"(?: (?:on|in|last|this|that) \w+)?(?:,? (?:that|what|how|of what|about what))? $"
)
_REACH = 120
"""Characters before the inner source in which the teller stands."""


def find_teller(text: str, draft: Draft) -> Offsets | None:
    """Find who tells the one who writes what the source of a statement said.

    >>> from closewatch.reading.drafts import Draft
    >>> text = "My aunt told me that the mayor had said it rained."
    >>> place = find_teller(text, Draft(None, "", (21, 30), (35, 39), [(40, 49)], sentence=(0, 50)))
    >>> text[slice(*place)]
    'My aunt'
    """
    if draft.source is None:
        return None
    first = max(draft.sentence[0], draft.source[0] - _REACH)
    match = _TELLER.search(text[first : draft.source[0]])
    return (first + match.start("teller"), first + match.end("teller")) if match else None
