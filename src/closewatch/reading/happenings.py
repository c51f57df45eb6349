"""Finds what a stretch of words says happened, whether or not it counts anything: people are somewhere, fight there, die, are captured.

Knows words and their order alone, by lexicons/acts.toml. To whom it happened, where, and what words like
"the reports" point at, is read in `about`.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from importlib.resources import files
from typing import Any

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


def find_happening(tokens: Tokens, first: int, last: int) -> Happening | None:
    """Find what the words of some pieces say happened; None where they tell of no event, or only ask about it or miss signs of it.

    >>> from closewatch.reading.tokens import cut
    >>> tokens = cut("that no soldiers from the North had been sent to Russia")
    >>> find_happening(tokens, 0, len(tokens.words))
    Happening(first=8, last=9, measure=None, act=<Act.PRESENT: 'present'>, negated=True, planned=False, noun=False)
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
    negations, plans = _words("negated"), _words("planned")
    if not negations.isdisjoint(before) and not _SIGNS.isdisjoint(before):
        return None
    planned = any(word in plans for word in before) and _LIKELY.isdisjoint(before)
    return Happening(best.first, best.last, best.measure, best.act, any(_denies(word, negations) for word in before), planned, best.noun)


def _clause_before(tokens: Tokens, first: int, at: int) -> list[str]:
    near = tokens.words[max(first, at - _REACH) : at]
    stops = [place for place, word in enumerate(near) if word in _CLAUSE]
    return near[stops[-1] + 1 :] if stops else near


def _denies(word: str, negations: frozenset[str]) -> bool:
    return word in negations or word.endswith(("n't", "n’t"))


def _found(tokens: Tokens, first: int, last: int) -> Iterator[Happening]:
    """Every word of the lexicon among the pieces, the longest phrase at each place, and every "are in" and "was there"."""
    phrases, armed = _phrases(), not _words("weapons").isdisjoint(tokens.words[first:last])
    at = first
    while at < last:
        word = tokens.words[at]
        length, event, noun = next((found for found in phrases.get(word, ()) if _matches(tokens, at, last, found[0])), ((), "", False))
        if event and (event != "launched" or armed):
            act = Act(event) if event in (Act.PRESENT, Act.FOUGHT) else None
            yield Happening(at, at + len(length), None if act else event, act, noun=noun and not _is_a_verb(tokens, at, first))
        elif word in FINITE and _says_where(tokens, at, last):
            yield Happening(at, at + 1, None, Act.PRESENT)
        at += len(length) or 1


def _matches(tokens: Tokens, at: int, last: int, phrase: tuple[str, ...]) -> bool:
    return at + len(phrase) <= last and tuple(tokens.words[at : at + len(phrase)]) == phrase


def _says_where(tokens: Tokens, at: int, last: int) -> bool:
    following = at + 1 + (tokens.word(at + 1) in _words("where", "adverbs"))
    return following < last and tokens.words[following] in _words("where")


def _is_a_verb(tokens: Tokens, at: int, first: int) -> bool:
    """Whether a word that can be both stands as a verb: "bombing the market", "had been fighting"."""
    after = tokens.word(at + 1)
    if after in ("the", "a", "its", "their", "his"):
        return True
    return at > first and tokens.words[at - 1] in (*FINITE, "of", "by", "to") and after != "of"


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, Any]:
    return tomllib.loads((files("closewatch.reading") / "lexicons" / "acts.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def _words(part: str, key: str = "words") -> frozenset[str]:
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


class Pointing(Enum):
    """Whether words point at one thing that was told, or at all of it."""

    ONE = "one"
    ALL = "all"


def points_back(tokens: Tokens, first: int, last: int) -> Pointing | None:
    """Tell whether words name nothing themselves but point at what was told: the reports as groundless, all of it, such a thing.

    >>> from closewatch.reading.tokens import cut
    >>> [points_back(cut(words), 0, len(cut(words).words)) for words in ("the reports as groundless", "it", "his holiday")]
    [<Pointing.ALL: 'all'>, <Pointing.ONE: 'one'>, None]
    """
    one, many = (_words("pointing", key) for key in ("one", "all"))
    at = first + (tokens.word(first) == "that" and last - first > 1)
    if at < last and tokens.words[at] in _PRONOUNS:
        following = tokens.word(at + 1) if at + 1 < last else ""
        if following in _BEHIND_A_PRONOUN:
            return Pointing.ALL if tokens.words[at] in many else Pointing.ONE
    for word in tokens.words[at : min(last, at + _POINTING)]:
        if word in one or word in many:
            return Pointing.ALL if word in many else Pointing.ONE
        if word in _BETWEEN:
            return None
    return None


_PRONOUNS = frozenset("it this that them these those everything all so".split())
_BEHIND_A_PRONOUN = frozenset(("", "of", "as", ",", ".", "out", "outright", "flatly", "was", "were", "is", "are", "had", "has", "to", "a"))
_POINTING = 6
"""Pieces within which the noun stands that points: all of the Western press reports."""
_BETWEEN = frozenset("that which who in by to with from because , ; : and".split())


def piece_at(tokens: Tokens, offset: int) -> int:
    """Give the first piece that begins at or behind an offset."""
    return bisect_left(tokens.starts, offset)
