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
_RECEIVER = re.compile(
    r"(?P<receiver>\b(?:[Aa]n?|[Tt]he|[Oo]ne|[Tt]wo|[Tt]hree|[Ss]everal|[Ss]ome|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)(?: (?!(?:that|said|says"
    r"|he|she|they|it|who|which|and|but)\b)[\w’'-]+){1,5}?"
    r"|\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}|\b(?:lawmakers|legislators|deputies|diplomats|officials|members|senators))"
    r" (?:(?:was|were|is|are|had been|has been|have been) )(?:also |later |then |first |since )?"
    r"(?:told|informed|briefed|assured|notified)(?: (?:on|in|last|this|at|during) [\w -]{2,40}?)? by $"
)
_ASIDE = re.compile(
    r", (?P<teller>[Hh]e|[Ss]he|[Tt]hey|[Tt]he [\w’'-]+(?: [\w’'-]+){0,3}|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})"
    r" (?:(?:has|had|have|later|also|once|then) )?(?:(?:told|tells) [^,.;:“”\"]{2,40}|said|says|recalled|claimed|wrote), "
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
    if match is not None:
        return first + match.start("teller"), first + match.end("teller")
    aside = _ASIDE.fullmatch(text, draft.source[1], draft.cue_at[0]) if draft.cue_at is not None else None
    return aside.span("teller") if aside is not None else None


def find_receiver(text: str, draft: Draft) -> Offsets | None:
    """Find who was told by the source of a statement: "a deputy was told by the coast guard that 40 people drowned".

    >>> from closewatch.reading.drafts import Draft
    >>> text = "A deputy was told by the coast guard that it rained."
    >>> place = find_receiver(text, Draft(None, "", (21, 36), (9, 17), [(37, 51)], sentence=(0, 52)))
    >>> text[slice(*place)]
    'A deputy'
    """
    if draft.source is None:
        return None
    first = max(draft.sentence[0], draft.source[0] - _REACH)
    match = _RECEIVER.search(text[first : draft.source[0]])
    return (first + match.start("receiver"), first + match.end("receiver")) if match else None
