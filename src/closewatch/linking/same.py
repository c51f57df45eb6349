"""Which statements make the same claim as some words: first by the words they share, then by how like they are in what they say.

Knows texts and numbers alone. How like two texts are is told by a function that is passed in; what a statement is, who made it and which
are looked at is left to whoever asks.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

SATURATION, LENGTH = 1.2, 0.75
"""k1 and b of BM25: how soon more of one word adds no more, and how much a long text is held back. The usual values (Robertson and
Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009, section 3.4)."""

WEIGHT = 80.0
"""How much a likeness of 1 counts beside BM25. The best of 10 to 160 on CheckThat 2020 task 2, dev and train (lab/links/same_claim.py)."""

COMPARED = 200
"""How many texts are compared by likeness, those that share the most words."""

LEAST_LIKE = 0.3
"""Likeness below which a text does not make the claim. Of the pairs of one claim in CheckThat's dev and train 2 in 100 are less alike."""

_WORD = re.compile(r"\w+")

Likeness = Callable[[str, Sequence[str]], Sequence[float]]
"""From a text and others: how like each of them is to it, 1 for the same claim in any words, about 0 for what has nothing to do with it."""


@dataclass(frozen=True)
class Alike:
    """One text by its key, and how well it fits: `words` by BM25, `likeness` by what it says, `score` by both."""

    key: str
    words: float
    likeness: float

    @property
    def score(self) -> float:
        """Words and likeness together, by which the best is told; comparable within one answer alone."""
        return self.words + WEIGHT * self.likeness


def words_of(text: str) -> list[str]:
    """Give the words of a text without case.

    >>> words_of("Kyiv's 3,000 men")
    ['kyiv', 's', '3', '000', 'men']
    """
    return _WORD.findall(text.casefold())


def score_words(claim: str, texts: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Score texts, each with its key, by the words that they share with a claim (BM25); one that shares none scores 0.

    Rare words count for more, repeated ones for little more, and words in a long text for less (Robertson and Zaragoza 2009; the weight
    of a word with 1 added, so that none counts against a text). Of each text only the counts of shared words are kept in memory.

    >>> found = score_words("the bridge fell", [("a", "the bridge has fallen"), ("b", "the ferry left"), ("c", "rain")])
    >>> sorted(found, key=found.get, reverse=True), found["c"]
    (['a', 'b', 'c'], 0.0)
    """
    wanted = frozenset(words_of(claim))
    shared: dict[str, Counter[str]] = {}
    lengths: dict[str, int] = {}
    held_by = Counter[str]()
    for key, text in texts:
        words = words_of(text)
        lengths[key] = len(words)
        if counts := Counter(word for word in words if word in wanted):
            shared[key] = counts
            held_by.update(counts.keys())
    mean = sum(lengths.values()) / max(len(lengths), 1) or 1.0
    rarity = {word: log(1 + (len(lengths) - count + 0.5) / (count + 0.5)) for word, count in held_by.items()}
    scores = dict.fromkeys(lengths, 0.0)
    for key, counts in shared.items():
        held_back = SATURATION * (1 - LENGTH + LENGTH * lengths[key] / mean)
        # Summed in one order, so that the same texts give the same score to the last digit.
        scores[key] = sum(rarity[word] * counts[word] * (SATURATION + 1) / (counts[word] + held_back) for word in sorted(counts))
    return scores


def best_by_words(scores: Mapping[str, float], most: int = COMPARED) -> list[str]:
    """Give the keys of the best scores, best first, those of one score by their keys.

    >>> best_by_words({"b": 1.0, "a": 1.0, "c": 0.0}, most=2)
    ['a', 'b']
    """
    return heapq.nsmallest(most, scores, key=lambda key: (-scores[key], key))


def rank_same(claim: str, texts: Mapping[str, str], scores: Mapping[str, float], likeness: Likeness) -> list[Alike]:
    """Rank texts by whether they make the same claim as some words, best first; those that say something else are left out.

    `texts` are those that `best_by_words` chose, by key; `scores` are theirs by `score_words`.

    >>> said = {"a": "nine ships have sailed", "b": "nine ships of rice were eaten"}
    >>> scores = score_words("nine ships of the navy left", said.items())
    >>> scores["b"] > scores["a"], [alike.key for alike in rank_same("nine ships of the navy left", said, scores, lambda _, __: [0.8, 0.2])]
    (True, ['a'])
    """
    likenesses = likeness(claim, list(texts.values()))
    found = [Alike(key, scores[key], like) for key, like in zip(texts, likenesses, strict=True) if like >= LEAST_LIKE]
    return sorted(found, key=lambda alike: (-alike.score, alike.key))
