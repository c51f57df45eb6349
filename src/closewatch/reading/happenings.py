"""Finds what a stretch of words says happened, whether or not it counts anything: people are somewhere, fight there, die, are captured.

Knows words and their order alone, by lexicons/acts.toml. To whom it happened and where is read in `about`, what words
like "the reports" point at in `pointing`.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from closewatch.reading.nouns import PEOPLE, class_of
from closewatch.reading.tokens import Tokens
from closewatch.reading.triggers import FINITE
from closewatch.terms.about import Act

EVENTS = frozenset(
    "killed wounded casualties captured detained surrendered released missing abducted displaced evacuated returned trapped recruited"
    " deserted destroyed damaged launched intercepted incidents".split()
)
"""The measures of which can be asked whether it happened at all; pay and strength are only asked how much."""
BEING_THERE = frozenset(("deployed", "strength"))
"""Measures that count people where they are."""
_AFTER = frozenset("after before when while since because where if until following amid despite for".split())
"""Words behind which stands what came with an event, not the event itself."""
_ASKED = frozenset("what how where why who whom which when whose".split())
_REACH = 9
"""Pieces in front of the word for an event in which a "no" or a "would" is said of it."""
_CLAUSE = frozenset((";", ".", ":", "but", "although", "though", "while"))
_LIKELY = frozenset(("likely", "possible", "probable", "doubt"))
_NOTHING = frozenset(("nothing",))
ANYBODY = frozenset("anyone anybody nobody someone somebody everyone everybody".split())
"""Words for people who are told by nothing else than what was said of others before."""
_HAVING = frozenset("have has had having keep keeps kept keeping".split())
_HAD_WITHIN = 5
"""Pieces behind a form of "have" in which those stand whom somebody has somewhere."""
_AT_LEAST = frozenset("more fewer less later longer earlier".split())
"""Words behind which a "no" denies nothing: sent no fewer than 80."""
_OBJECT_WITHIN = 8
"""Pieces behind a verb of delivering, or in front of it where it is passive, in which the goods stand."""
_BREAKS = frozenset((";", ".", ",", ":", "that", "who", "which", "while", "after", "before", "because"))
_PASSIVE = frozenset("been was were being is are".split())
_OF_ITSELF = frozenset(("arrived", "reached"))
"""What goods do without being given by anybody."""
_SIGNS = frozenset("sign signs evidence proof indication indications information word".split())
"""What is missing where there is "no sign of fighting": nobody has said yet that there was none."""


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened, by pieces `first` to `last` (excluded): a measure, or an act where no measure counts it."""

    first: int
    last: int
    measure: str | None
    act: Act | None
    negated: bool = False
    planned: bool = False
    noun: bool = False
    """Whether a noun tells it, which may leave out who: a deployment, any clash."""
    armed: bool = False
    """Whether it takes arms: those are fighters who fly a drone, or guard a runway."""


def find_happening(tokens: Tokens, first: int, last: int) -> Happening | None:
    """Find what the words of some pieces say happened; None where they tell of no event, or only ask about it or miss signs of it.

    >>> from closewatch.reading.tokens import cut
    >>> tokens = cut("that no soldiers from the North had been sent to Russia")
    >>> find_happening(tokens, 0, len(tokens.words))
    Happening(first=8, last=9, measure=None, act=<Act.PRESENT: 'present'>, negated=True, planned=False, noun=False, armed=False)
    """
    opening = first + (tokens.word(first) in ("about", "on", "of", "that", '"', "“"))
    if opening >= last or tokens.words[opening] in _ASKED:
        return None
    found = list(_found(tokens, first, last))
    told = [one for one in found if _AFTER.isdisjoint(tokens.words[max(first, one.first - 5) : one.first])] or found
    best = next((one for one in told if one.measure is not None), told[0]) if told else None
    if best and best.measure is not None:
        fought = next((one for one in told if one.act is Act.FOUGHT and one.first < best.first), None)
        best = fought or best
    elif best and best.act is Act.PRESENT:
        best = next((one for one in told if one.act is Act.FOUGHT), best)
    if best is None:
        return None
    before = _clause_before(tokens, first, best.first)
    negations, plans = lexicon_words("negated"), lexicon_words("planned")
    if best.act is Act.DELIVERED:
        negations |= _NOTHING
    if not negations.isdisjoint(before) and not _SIGNS.isdisjoint(before):
        return None
    planned = any(word in plans for word in before) and _LIKELY.isdisjoint(before)
    denied = any(_denies(word, negations) for word, behind in zip(before, (*before[1:], ""), strict=False) if behind not in _AT_LEAST)
    negated = denied or _has_no_object(tokens, best.last, last, negations)
    return replace(best, negated=negated, planned=planned)


def _has_no_object(tokens: Tokens, at: int, last: int, negations: frozenset[str]) -> bool:
    """Whether a "no" stands right behind the verb: sent nobody, has no soldiers there, but not: sent no fewer than 80."""
    if at >= last or not _denies(tokens.words[at], negations):
        return False
    return tokens.words[at] in ("nobody", "none", "nothing") or (tokens.words[at] == "no" and tokens.word(at + 1) not in _AT_LEAST)


def _clause_before(tokens: Tokens, first: int, at: int) -> list[str]:
    near = tokens.words[max(first, at - _REACH) : at]
    stops = [place for place, word in enumerate(near) if word in _CLAUSE]
    return near[stops[-1] + 1 :] if stops else near


def _denies(word: str, negations: frozenset[str]) -> bool:
    return word in negations or word.endswith(("n't", "n’t"))


def _found(tokens: Tokens, first: int, last: int) -> Iterator[Happening]:
    """Every word of the lexicon among the pieces, the longest phrase at each place, and every "are in" and "was there"."""
    phrases, armed = _phrases(), not lexicon_words("weapons").isdisjoint(tokens.words[first:last])
    at = first
    while at < last:
        word = tokens.words[at]
        if delivers(tokens, at, first, last):
            yield Happening(at, at + 1, None, Act.DELIVERED, noun=not _is_a_verb_of_giving(word))
            at += 1
            continue
        length, event, noun = next((found for found in phrases.get(word, ()) if _matches(tokens, at, last, found[0])), ((), "", False))
        if event and (event != "launched" or armed):
            act = Act(event) if event in (Act.PRESENT, Act.FOUGHT) else None
            noun, guards = noun and not _is_a_verb(tokens, at, first), word in lexicon_words("weapons", "borne")
            yield Happening(at, at + len(length), None if act else event, act, noun=noun, armed=guards)
        elif armed and word in lexicon_words("weapons", "used"):
            yield Happening(at, at + 1, None, Act.PRESENT, armed=True)
        elif (word in FINITE and _says_where(tokens, at, last)) or (word in _HAVING and _has_people_somewhere(tokens, at, last)):
            yield Happening(at, at + 1, None, Act.PRESENT)
        at += len(length) or 1


def _matches(tokens: Tokens, at: int, last: int, phrase: tuple[str, ...]) -> bool:
    return at + len(phrase) <= last and tuple(tokens.words[at : at + len(phrase)]) == phrase


def _is_a_verb_of_giving(word: str) -> bool:
    return word in lexicon_words("delivered", "verbs") or word in lexicon_words("delivered", "received")


def delivers(tokens: Tokens, at: int, first: int, last: int) -> bool:
    """Tell whether a word is said of arms, fuel or parts that somebody gives or gets: sold it shells, fuel was shipped, sales of arms.

    >>> from closewatch.reading.tokens import cut
    >>> [delivers(cut(words), 2, 0, 6) for words in ("they had sold drones to Mali", "they had sent soldiers with drones")]
    [True, False]
    """
    word, goods = tokens.words[at], lexicon_words("delivered", "goods")
    if word == "arming" and at + 1 < last:
        return True
    noun = word in lexicon_words("delivered", "nouns")
    if noun and tokens.word(at + 1) not in ("the", "a") and (at > first and tokens.words[at - 1] in goods):
        return True
    if not (noun or _is_a_verb_of_giving(word)) or (noun and not _is_a_verb_of_giving(word) and tokens.word(at + 1) != "of"):
        return False
    for place in range(at + 1, min(last, at + 1 + _OBJECT_WITHIN)):
        thing = tokens.words[place]
        if thing in goods or (thing == "nothing" and place <= at + 2):
            sent_at = thing in lexicon_words("delivered", "driven") and not lexicon_words("delivered", "sent_at").isdisjoint(
                tokens.words[place + 1 : place + 3]
            )
            return not sent_at
        if thing in _BREAKS or (class_of(thing) in PEOPLE and tokens.words[place - 1] not in ("to", "the")):
            break
    if word in lexicon_words("delivered", "received"):
        return False
    before = tokens.words[max(first, at - _OBJECT_WITHIN) : at]
    passive = word in _OF_ITSELF or not _PASSIVE.isdisjoint(before[-3:])
    stops = [place for place, one in enumerate(before) if one in _BREAKS]
    subject = before[stops[-1] + 1 :] if stops else before
    return passive and not (goods | _NOTHING).isdisjoint(subject) and not any(class_of(one) in PEOPLE for one in subject)


def _says_where(tokens: Tokens, at: int, last: int) -> bool:
    following = at + 1 + (tokens.word(at + 1) in lexicon_words("where", "adverbs"))
    return following < last and tokens.words[following] in lexicon_words("where")


def _has_people_somewhere(tokens: Tokens, at: int, last: int) -> bool:
    """Whether a form of "have" tells where somebody's people are: it had fighters in the town, having anybody there."""
    for place in range(at + 1, min(last - 1, at + 1 + _HAD_WITHIN)):
        word = tokens.words[place]
        if word in ANYBODY or class_of(word) in PEOPLE:
            return tokens.words[place + 1] in lexicon_words("where")
    return False


def _is_a_verb(tokens: Tokens, at: int, first: int) -> bool:
    """Whether a word that can be both stands as a verb: "bombing the market", "had been fighting"."""
    after = tokens.word(at + 1)
    if after in ("the", "a", "its", "their", "his"):
        return True
    return at > first and tokens.words[at - 1] in (*FINITE, "of", "by", "to") and after != "of"


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, Any]:
    return tomllib.loads((files("closewatch.reading") / "lexicons" / "acts.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=16)
def lexicon_words(part: str, key: str = "words") -> frozenset[str]:
    """Give a list of words of lexicons/acts.toml."""
    return frozenset(_lexicon()[part][key])


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str, bool], ...]]:
    """The phrases for events by their first word, the longest first: its words, the event, and whether it can be a noun."""
    found: dict[str, dict[tuple[str, ...], tuple[str, bool]]] = {}
    for event, forms in _lexicon()["event"].items():
        for key in ("verbs", "nouns"):
            for phrase in forms[key]:
                words = tuple(phrase.split())
                found.setdefault(words[0], {})[words] = (event, key == "nouns")
    ordered = {word: sorted(phrases.items(), key=lambda one: -len(one[0])) for word, phrases in found.items()}
    return {word: tuple((words, event, noun) for words, (event, noun) in phrases) for word, phrases in ordered.items()}


def piece_at(tokens: Tokens, offset: int) -> int:
    """Give the first piece that begins at or behind an offset."""
    return bisect_left(tokens.starts, offset)
