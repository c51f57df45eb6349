"""Of whom a part speaks: "most of them" after "experts", "another" after "one reader", "nobody in the tents".

Fills the noun in from the words before; whether the part has spoken already is the business of `speakers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from closewatch.reading.actors import country_in
from closewatch.reading.kinds import PERSON_NOUNS, noun_kind
from closewatch.reading.mentions import Mention
from closewatch.reading.names import Naming, names_trade, take_apart
from closewatch.reading.plurals import singular
from closewatch.reading.words import AUXILIARIES, CONJUNCTIONS, DETERMINERS, NUMBER_WORDS, POSSESSIVES, PREPOSITIONS
from closewatch.terms.actor import ActorKind

_BEFORE = 500
"""Characters before a part in which the whole is named."""
_PART = re.compile(
    r"((?:almost |nearly )?(?:all|most|many|some|several|a few|few|both|half|one|two|three|four|five|none|neither|not one|another|each"
    r"|others?)) of (?:them|these|those)",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"((?:almost |nearly )?(?:all|most|many|some|several|a few|few|both|half|one|two|three|four|five|each|dozens|hundreds)) of"
    r" (?:the|my|our|his|her|their|its|these|those) (.+)",
    re.IGNORECASE | re.DOTALL,
)
_OTHER = re.compile(r"(?:yet )?(another|(?:the|a) (?:other|second|third|fourth)(?: one)?|(?:the )?others)", re.IGNORECASE)
_THOSE = re.compile(
    r"(?:all )?(those|people|anyone|everyone|families) (?:still |already |now )?(?:who|whose|with|in|from|at|on|outside)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_NOBODY = re.compile(
    r"(?:nobody|no one|no-one|not one) (?:else )?((?:in|at|on|inside|outside|from|near) (?:the|a|this|that|[A-Z]).*)",
    re.IGNORECASE | re.DOTALL,
)
_NONE = re.compile(r"(?:none|not one|neither) of (?:the|these|those) (.+)", re.IGNORECASE | re.DOTALL)
_SPOKE = re.compile(
    r"(?: (?:in|at|from|of|with|who) [^.,;“”\"]{1,40}?)?(?: (?:have|had|also|later))? "
    r"(?:said|says?|told|tells?|added|reported|warned|described|recalled?|estimated?|put|believed?|spoke|speak|confirmed|denied)\b"
)
_TOLD = re.compile(r"\b(?:told|informed|briefed|assured) (?:the |\w+ )?$")
_ONE = frozenset("one another each neither".split())
_PEOPLE = frozenset("people families parents children villagers relatives troops".split())
_LONGEST = 90


def part_named(text: str, start: int, end: int, mentions: Sequence[Mention]) -> Naming | None:
    """Name the part of a group that words at a place mean; None where they mean no part, or nobody tells of whom.

    >>> text = "Three experts came. Most of them laughed."
    >>> part_named(text, 20, 32, ()).name
    'most of the experts'
    """
    words = text[start:end]
    if len(words) > _LONGEST:
        return None
    if (part := _PART.fullmatch(words)) is not None:
        much = part[1].lower()
        whole = _several_before(text, start, speaking=much == "one")
        if whole is None:
            return None
        if much in ("none", "not one", "neither"):
            return _group(whole)
        one = much.split()[-1] in _ONE
        return Naming(
            f"{much} of the {whole}", ActorKind.PERSON if one else ActorKind.GROUP, False, (singular(whole.split()[-1]),), plural=not one
        )
    if (part := _PART_OF.fullmatch(words)) is not None:
        whole_naming = take_apart(part[2])
        if whole_naming.named or whole_naming.kind is not ActorKind.GROUP:
            return None
        one = part[1].lower().split()[-1] in _ONE
        return replace(
            whole_naming,
            name=f"{part[1].lower()} of the {whole_naming.name}",
            kind=ActorKind.PERSON if one else ActorKind.GROUP,
            plural=not one,
        )
    if words in ("One", "one"):
        whole = _several_before(text, start, speaking=True, only=True)
        return Naming(f"one of the {whole}", ActorKind.PERSON, False, (singular(whole.split()[-1]),)) if whole else None
    if (other := _OTHER.fullmatch(words)) is not None:
        return _another(other[1].lower(), text, start, mentions)
    if (those := _THOSE.fullmatch(words)) is not None and those[1].lower() in ("those", "anyone", "everyone"):
        return Naming(words[:1].lower() + words[1:], ActorKind.GROUP, False, ("people",), plural=True)
    if (nobody := _NOBODY.fullmatch(words)) is not None:
        return Naming(f"people {nobody[1]}", ActorKind.GROUP, False, ("people",), plural=True)
    if (none := _NONE.fullmatch(words)) is not None and noun_kind(none[1].split()[0]) is ActorKind.GROUP:
        return _group(none[1])
    return None


def _group(words: str) -> Naming:
    return Naming(words, ActorKind.GROUP, False, (singular(words.split()[0]),), plural=True)


def _another(words: str, text: str, start: int, mentions: Sequence[Mention]) -> Naming | None:
    if words.endswith("others"):
        whole = _several_before(text, start)
        return Naming(f"other {whole}", ActorKind.GROUP, False, (singular(whole.split()[-1]),), plural=True) if whole else None
    for mention in reversed([mention for mention in mentions if start - _BEFORE < mention.start < mention.end <= start]):
        noun = singular(mention.naming.name.split()[-1]) if not mention.naming.named else next(iter(mention.naming.heads), "")
        if mention.naming.kind is ActorKind.PERSON and noun:
            which = re.sub(r"^(?:the|a) | one$", "", words)
            return Naming(f"{which} {noun}", ActorKind.PERSON, False, (noun,))
    return None


def _several_before(text: str, start: int, *, speaking: bool = False, only: bool = False) -> str | None:
    """The last plural noun for people before a place, with the words that describe it: "independent experts".

    Where one of them is `speaking`, those who spoke themselves, or were told, come before others; with `only` nobody else does.

    >>> text = "Two envoys counted 60 soldiers, they said. One of them"
    >>> _several_before(text, len(text) - 11), _several_before("Two guards said that 60 soldiers left. One", 39, speaking=True)
    ('soldiers', 'two guards')
    """
    first = max(0, start - _BEFORE)
    last = None
    for match in reversed(list(re.finditer(r"[^\W\d_][\w’-]*", text[first:start]))):
        low = match[0].lower()
        one = singular(low)
        if noun_kind(low) is not ActorKind.GROUP and not (one != low and names_trade(one)):
            continue
        if (low in DETERMINERS or (one not in PERSON_NOUNS and not names_trade(one))) and low not in _PEOPLE:
            continue
        at = first + match.start()
        words = f"{_described_before(text, at)}{match[0] if country_in(match[0]) else low}"
        if not speaking:
            return words
        if _SPOKE.match(text, first + match.end()) or _TOLD.search(text, max(0, at - 30), at):
            return _counted(text, at, words)
        last = last or words
    return None if only else last


def _counted(text: str, at: int, words: str) -> str:
    """The words with the small number, or the capitals, that stand before them: "two envoys", "UN officials"."""
    bare = text[:at].removesuffix(" ") if len(words.split()) == 1 else text[: at - len(" ".join(words.split()[:-1])) - 1].removesuffix(" ")
    before = re.search(r"(?:^|[\s(])([A-Z]{2,}|two|three|four|five|Two|Three|Four|Five)$", bare[-12:])
    return f"{before[1] if before[1].isupper() else before[1].lower()} {words}" if before else words


def _described_before(text: str, at: int) -> str:
    """Adjectives right before a noun, where a determiner or a number opens the phrase."""
    words: list[str] = []
    while (match := re.search(r"([^\W\d_][\w’-]*|\d+) $", text[max(0, at - 30) : at])) is not None:
        low = match[1].lower()
        if low in DETERMINERS or low in POSSESSIVES or low in NUMBER_WORDS or low.isdigit():
            return "".join(f"{word} " for word in words)
        if low in PREPOSITIONS | CONJUNCTIONS | AUXILIARIES or len(words) == 2:
            break
        words.insert(0, match[1])
        at -= len(match[0])
    return ""
