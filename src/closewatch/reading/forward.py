"""Whom a headline means: the first place in the body of a report where the one that it names by a capital or a bare noun is named.

Finds places only; whom the words at a place mean is the business of `speakers`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from closewatch.reading.actors import country_in, known_actor
from closewatch.reading.drafts import Offsets
from closewatch.reading.mentions import Mention, Places, begins_clause
from closewatch.reading.names import Naming
from closewatch.reading.plurals import singular
from closewatch.reading.register import Register
from closewatch.reading.voices import nouns_for
from closewatch.reading.words import AUXILIARIES, CONJUNCTIONS, PREPOSITIONS
from closewatch.terms.actor import ActorKind
from closewatch.terms.report import BlockKind, Report

_LEAD = 900
"""Characters of the body in which the one whom a headline means is named."""
_LONGEST = 160
_BEARER = re.compile(r"((?<![\w’'-])(?:[A-Z][\w’'&-]*)(?: (?:(?:of|for|the|and) )*[A-Z][\w’'&-]*)+), (?:an?|the|its)? ?$")
"""Whose apposition a phrase is: "the Mill Street Committee, a network"."""
_HOLDER = re.compile(
    r"(?:^|[.!?\n] ?|[\n])(?P<state>[A-Z]\w+(?: [A-Z]\w+){0,2})(?:['’]s)? (?:[a-z]+ ){0,3}"
    r"(?:minister|president|ambassador|spokesman|spokeswoman|leader|chief of staff|envoy|premier|chancellor),? $"
)
"""What stands before the name of somebody in office: "North Korea's vice foreign minister, "."""
_WORD_BEFORE = re.compile(r"([^\W_][\w’'-]*) $")


def headline_end(report: Report) -> int:
    """Where the headline of a report ends; 0 where it has none.

    >>> from closewatch.testing import plain_report
    >>> headline_end(plain_report("Kyiv said so.", headline="Bridge falls")), headline_end(plain_report("Kyiv said so."))
    (12, 0)
    """
    for block in report.blocks[:2]:
        if block.kind is BlockKind.HEADLINE:
            return block.span.end
    first = report.text.split("\n\n", 1)[0]
    alone = len(first) < min(_LONGEST, len(report.text)) and first[-1:] not in '.!?”"' and ". " not in first
    return len(first) if alone else 0


def place_ahead(text: str, after: int, naming: Naming, mentions: Sequence[Mention], register: Register) -> Offsets | None:
    """Find where the lead names whom a capital or a bare noun of the headline means: "Seoul says", "sources say"."""
    if naming.named and naming.known is None and (state := country_in(naming.name)) is not None:
        return state_ahead(text, after, state, mentions, register.people)
    if naming.known is None and (not naming.named or naming.name[1:].islower()):
        return head_ahead(text, after, naming, mentions, register.titled)
    return None


def state_ahead(text: str, after: int, state: str, mentions: Sequence[Mention], people: Mapping[str, Places]) -> Offsets | None:
    """Find the first public body, or office holder who opens a clause, of a state that the lead names."""
    stop = after + _LEAD
    found = [
        (mention.start, mention.end)
        for mention in mentions
        if after <= mention.start < stop
        and (known := mention.naming.known) is not None
        and known.kind is ActorKind.BODY
        and known.country == state
    ]
    for places in people.values():
        for start, end, _ in places:
            holder = _HOLDER.search(text[max(after, start - _LONGEST) : start]) if after <= start < stop else None
            if holder is not None and country_in(holder["state"]) == state:
                found.append((max(after, start - _LONGEST) + holder.start("state"), end))
    for full, places in people.items():
        known_person = known_actor(full)
        if known_person is not None and known_person.country == state:
            found.extend((start, end) for start, end, _ in places if after <= start < stop and begins_clause(text, start))
    return min(found, default=None)


def _two_paragraphs(text: str, after: int) -> int:
    """Where the second paragraph of the body ends."""
    ends = [match.start() for match in islice(re.finditer(r"\S\n\s*\n", text[after + 2 : after + 4 * _LEAD]), 2)]
    return after + 3 + ends[1] if len(ends) > 1 else len(text)


def head_ahead(
    text: str, after: int, naming: Naming, mentions: Sequence[Mention], titled: Mapping[str, Sequence[tuple[int, int, str]]]
) -> Offsets | None:
    """Find the first phrase of the lead with the noun of a headline's source: "sources in Ukrainian intelligence" for "sources"."""
    head = naming.heads[0] if naming.heads else singular(naming.name.split()[-1]).lower()
    stop = min(after + _LEAD, _two_paragraphs(text, after))
    found = [(start, end) for start, end, _ in titled.get(head, ()) if after <= start < stop and not naming.plural]
    for mention in mentions:
        known = mention.naming.known
        if after <= mention.start < stop and known is not None and head in nouns_for(known) and naming.country in (None, known.country):
            found.append((mention.start, mention.end))
    for match in re.finditer(rf"(?<![\w’'-]){re.escape(head)}(?:s|es)?(?![\w’'-])", text[after:stop], re.IGNORECASE):
        if (singular(match[0].lower()) != match[0].lower()) != naming.plural:
            continue
        start = after + match.start()
        for _ in range(4):
            before = _WORD_BEFORE.search(text[max(after, start - 40) : start])
            if before is None or before[1].lower() in PREPOSITIONS | CONJUNCTIONS | AUXILIARIES or before[1].endswith(("ed", "ing")):
                break
            start -= len(before[0])
        bearer = _BEARER.search(text[max(after, start - _LONGEST) : start])
        first = max(after, start - _LONGEST)
        found.append((first + bearer.start(1), first + bearer.end(1)) if bearer else (start, after + match.end()))
        break
    return min(found, default=None)
