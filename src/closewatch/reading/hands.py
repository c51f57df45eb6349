"""Through whose hands words came before an outlet had them: a lawyer who passed on a letter, a family that released a statement.

Finds the words for those hands beside a statement, from the speaker outward; outlets are found by `relays`, and whether a hand is the
speaker's own office is asked of the cast by `chains`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.kinds import noun_kind
from closewatch.reading.outlets import outlet_at
from closewatch.reading.plurals import singular
from closewatch.reading.quotes import QUOTED
from closewatch.terms.actor import ActorKind

_WHOM = r"(?:(?:his|her|their|its|an?|the|one|two|three|several) (?:[a-z][\w’'-]* ){0,3}?[a-z][\w’'-]*|[a-z]+ies)"
_NAMED = r"(?:[a-z]+ )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}(?: (?:news |press )?(?:agency|network|channel))?"
_STOP = r"(?=[,.;:]| (?:that|to|and|on|in|from|at|with|for|of|who|which|last|this|after|before)\b| ?$)"
_GIVEN = (
    r"(?:passed on|passed along|passed|relayed|released|shared|published|posted|circulated|smuggled out|handed over|handed|read out"
    r"|read aloud|read|sent|given|delivered|conveyed|forwarded|leaked|made public|distributed|brought out|carried out|played)"
)
_BY = re.compile(rf"\b{_GIVEN}(?: out)?(?: (?:to|with) [^,.;:]{{2,40}}?)? by (?P<hand>{_WHOM}|{_NAMED}){_STOP}")
_PUBLISHED = re.compile(
    r"\b(?:published|released|posted|passed on|shared|leaked|circulated|obtained|collected|recorded|documented|taken down|smuggled out) by "
    r"(?P<hand>(?:an?|the|his|her|their|its) (?:[\w’'-]+ ){0,3}?[\w’'-]+(?: [A-Z][\w’'-]+){0,3}|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})"
    r"(?=[,.;:]| (?:that|to|and|on|in|from|at|with|for|of|who|which|last|this|after|before)\b| ?$)"
)
"""Within the words for a source: "a former prisoner whose account was published by a rights group"."""
_THROUGH = re.compile(rf"\b(?:through|via|by way of) (?P<hand>{_WHOM}|{_NAMED}){_STOP}")
_WHO_TOLD = re.compile(
    r"(?:^|\b(?:to|told|with|wrote) ?) ?(?P<hand>(?:his|her|their|an?|the) [a-z][\w’'-]*), who (?:had |has |then |later )?"
    r"(?:told|showed|gave|passed|handed|sent|forwarded|read|played|shared|published|posted)\b"
)
_HIS_PLAYED = re.compile(
    r"\b(?:message|letter|note|recording|video|call|statement|text) (?:that|which) (?P<hand>(?:his|her|their) [a-z][\w’'-]*|an? [a-z]\w*) "
    r"(?:had |has |later )?(?:played|showed|shared|gave|passed|read|sent|forwarded|handed|released|posted)\b"
)
_WENT = re.compile(
    r"[;.,–—]? ?(?:[Ii]t|[Tt]he (?:letter|note|message|text|recording|video|paper|statement|tape|film)) (?:then |later )?"
    r"(?:went|was (?:then |later )?(?:handed|passed|given|brought|carried|smuggled out|sent|leaked|shown)(?: on)?|travelled|passed|came)"
    rf"(?: (?:from|by|through) (?P<one>{_WHOM}))? to (?P<two>{_WHOM}|{_NAMED})"
    rf"(?:, (?:who|which) (?:gave|handed|passed|sent|showed|brought|forwarded|took) it (?:on )?to (?P<three>{_WHOM}|{_NAMED}))?{_STOP}"
)
_TRADES = frozenset(
    "lawyer attorney counsel solicitor family relative kin intermediary mediator courier cellmate hotline supporter chaplain priest "
    "group association network charity organisation organization union rescuer smuggler producer militia aide contact channel".split()
)
"""Nouns for those who hand words on, beside those that name people."""
_OWN = frozenset(
    "spokesman spokeswoman spokesperson spokespeople office ministry government embassy consulate presidency headquarters interpreter "
    "translator microphone loudspeaker service staff command website page account department council commission army minister press "
    "administration party".split()
)
"""Whoever speaks in another's name, or only lends a voice, is no hand: the words are still the speaker's own."""
_BEFORE = 140
_BEHIND = 260
"""Characters before a statement, in its sentence, and behind it that are looked at for a hand."""


def find_hands(text: str, draft: Draft) -> list[Offsets]:
    """Find those who passed a statement on before any outlet had it: "in a letter passed on by his lawyer", "through a cousin".

    >>> text = "The general said through his lawyer that he would appeal."
    >>> draft = Draft(None, "", (0, 11), (12, 16), [(36, 56)], sentence=(0, 57))
    >>> [text[start:end] for start, end in find_hands(text, draft)]
    ['his lawyer']
    """
    found: list[Offsets] = []
    for place in (draft.source, draft.root):
        for match in _PUBLISHED.finditer(text, *place) if place is not None else ():
            found.extend([match.span("hand")] if outlet_at(text, *match.span("hand")) is None and _is_hand(match["hand"]) else [])
    for start, end in _beside(text, draft):
        for pattern in (_BY, _THROUGH, _WHO_TOLD, _HIS_PLAYED):
            found.extend(match.span("hand") for match in pattern.finditer(text, start, end) if _is_hand(match["hand"]))
    last = max(place[1] for place in (draft.cue_at, draft.source, *draft.contents) if place is not None)
    went = _WENT.match(text, last, min(len(text), last + _BEHIND))
    if went is not None and not draft.quoted:
        found.extend(went.span(name) for name in ("one", "two", "three") if went[name] and _is_hand(went[name]))
    return list(dict.fromkeys(found))


def _beside(text: str, draft: Draft) -> Iterator[Offsets]:
    """The stretches of a statement's sentence outside its content, source and cue, without what others are quoted with."""
    first, last = draft.sentence
    if last <= first:
        return
    places = sorted(place for place in (draft.source, draft.cue_at, *draft.contents) if place is not None)
    first, last = max(first, places[0][0] - _BEFORE), min(last, places[-1][1] + _BEHIND)
    quoted = [match.end() for match in QUOTED.finditer(text, first, max(first, places[0][0]))]
    at = max([first, *quoted])
    for start, end in places:
        if at < start:
            yield at, min(start, at + _BEHIND)
        at = max(at, end)
    if at < last and not re.match(r"[;.]|, (?:and|but|while|whereas)\b", text[at:last]):
        yield at, last


def _is_hand(words: str) -> bool:
    """Whether words name people, or those by trade, who pass on what is not their own; no spokeswoman, ministry or interpreter."""
    nouns = [singular(word.lower()) for word in re.findall(r"[\w’-]+", words)]
    if any(noun in _OWN for noun in nouns):
        return False
    if words[:1].isupper() or re.search(r" [A-Z]", words):
        return True
    kind = noun_kind(nouns[-1])
    return nouns[-1] in _TRADES or kind in (ActorKind.PERSON, ActorKind.GROUP) or noun_kind(words.split()[-1]) is ActorKind.GROUP
