"""Reads words that give no number: dozens, several hundred, hundreds if not thousands, a handful, high double digits.

The smallest value of such a word is the smallest literal plural (MUC-4 and ISAF coders: dozens 24, hundreds 200, several 3);
no upper end is ever made up.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from closewatch.reading.numerals import UNITS, Number, scale_at
from closewatch.reading.tokens import Tokens

_PLURALS = {
    "dozens": 24, "scores": 40, "tens": 20, "hundreds": 200, "thousands": 2000, "millions": 2 * 10**6, "billions": 2 * 10**9,
}  # fmt: skip
_LOADS = frozenset(word + "loads" for word in ("bus", "truck", "train", "plane", "boat", "lorry", "car", "ship"))
_SOME = {"several": 3, "few": 3, "many": 3, "numerous": 3, "multiple": 2, "countless": 3, "couple": 2, "handful": 3, "innumerable": 3}
_VAGUE_PHRASES = {
    ("a", "couple"): 2, ("a", "handful"): 3, ("a", "few"): 3, ("quite", "a", "few"): 3, ("a", "good", "many"): 3,
    ("a", "number", "of"): 2, ("a", "large", "number", "of"): 2, ("large", "numbers", "of"): 2, ("great", "numbers", "of"): 2,
    ("an", "unknown", "number", "of"): 1, ("a", "small", "number", "of"): 2, ("a", "growing", "number", "of"): 2,
    ("significant", "numbers", "of"): 2, ("a", "great", "many"): 3, ("huge", "numbers", "of"): 2, ("small", "numbers", "of"): 2,
    ("an", "unspecified", "number", "of"): 1, ("a", "significant", "number", "of"): 2,
}  # fmt: skip
_PHRASES_BY_FIRST: dict[str, list[tuple[tuple[str, ...], int]]] = {}
for _phrase, _least in sorted(_VAGUE_PHRASES.items(), key=lambda item: -len(item[0])):
    _PHRASES_BY_FIRST.setdefault(_phrase[0], []).append((_phrase, _least))
BEGINNINGS = frozenset((*_PLURALS, *_LOADS, *_SOME, *_PHRASES_BY_FIRST, "untold", "uncounted", "the", "low", "high", "mid"))
"""The words that a vague amount can begin with; besides, "three-figure" begins with a number word."""
AFTER_AN_ARTICLE = frozenset(("low", "high", "mid", *(phrase[1] for phrase in _VAGUE_PHRASES)))
"""The words that stand second in a vague amount that begins with "a", "an" or "the"."""


def read_vague(tokens: Tokens, at: int) -> Number | None:
    """A word that gives no number: dozens, several hundred, hundreds if not thousands, a handful."""
    word = tokens.words[at]
    if word in ("untold", "uncounted") and tokens.word(at + 1) in _PLURALS:
        inner = read_vague(tokens, at + 1)
        return replace(inner, first=at) if inner else None
    if word in _LOADS:
        return Number(at, at + 1, Decimal(2), None, vague=word)
    if word in _PLURALS:
        value = Decimal(_PLURALS[word])
        last = at + 1
        while value < 10**16 and tokens.word(last) == "of" and tokens.word(last + 1) in ("thousands", "millions", "hundreds", "billions"):
            value, last = value * (_PLURALS[tokens.word(last + 1)] // 2), last + 2
        if tokens.word(last) in ("upon", "and") and tokens.word(last + 1) == word:
            last += 2
        last = _if_not_more(tokens, last)
        return Number(at, last, value, None, vague=_said(tokens, at, last))
    for phrase, least in _PHRASES_BY_FIRST.get(word, ()):
        if tuple(tokens.words[at : at + len(phrase)]) == phrase:
            last = at + len(phrase)
            return _vague_times(tokens, at, last, Decimal(least))
    compared = word in ("many", "few") and tokens.word(at - 1) in ("as", "so", "how", "too", "the", "very", "that")
    if word in _SOME and word not in ("couple", "handful") and not compared:
        if word == "few" and tokens.word(at - 1) not in ("last", "past"):
            return None
        inner = read_vague(tokens, at + 1) if tokens.word(at + 1) in _PLURALS else None
        if inner and inner.low:
            return Number(at, inner.last, inner.low / 2 * _SOME[word], None, vague=_said(tokens, at, inner.last))
        return _vague_times(tokens, at, at + 1, Decimal(_SOME[word]))
    if word in ("the", "low", "high", "mid") and tokens.word(at + (word == "the")) in ("low", "high", "mid"):
        last = at + 1 + (word == "the")
        last += tokens.word(last) == "-"
        if tokens.word(last) in _PLURALS:
            least_of_one = Decimal(_PLURALS[tokens.word(last)] // 2)
            return Number(at, last + 1, least_of_one, None, vague=_said(tokens, at, last + 1))
        if tokens.word(last) in ("double", "triple") and tokens.word(last + 1) in ("digits", "figures"):
            floor = 10 if tokens.word(last) == "double" else 100
            halves = {"low": (floor, 5 * floor - 1), "high": (5 * floor, 10 * floor - 1)}
            low, high = next((halves[word] for word in tokens.words[at:last] if word in halves), (floor, 10 * floor - 1))
            return Number(at, last + 2, Decimal(low), Decimal(high), vague=_said(tokens, at, last + 2))
    if word in ("two", "three", "four", "five", "six") and tokens.word(at + 1) == "-" and tokens.word(at + 2) in ("figure", "digit"):
        size = UNITS[word]
        return Number(at, at + 3, Decimal(10 ** (size - 1)), Decimal(10**size - 1), vague=_said(tokens, at, at + 3))
    return None


def _vague_times(tokens: Tokens, at: int, last: int, value: Decimal) -> Number:
    some_of = tokens.word(last) == "of" and tokens.word(last + 1) in ("dozen", "hundred", "thousand", "million", "billion")
    scale = scale_at(tokens, last + some_of)
    while scale and value < 10**16:
        value, last = value * scale[0], scale[1]
        scale = scale_at(tokens, last)
    return Number(at, last, value, None, vague=_said(tokens, at, last))


def _if_not_more(tokens: Tokens, last: int) -> int:
    """Step over "if not thousands" and "perhaps hundreds"."""
    at = last + (tokens.word(last) == ",")
    at += tokens.word(at) == "and" and tokens.word(at + 1) in ("perhaps", "possibly", "maybe", "even")
    hedge = (
        2
        if (tokens.word(at), tokens.word(at + 1)) == ("if", "not")
        else 1
        if tokens.word(at) in ("perhaps", "possibly", "or", "maybe", "even")
        else 0
    )
    if not hedge:
        return last
    at += hedge
    at += tokens.word(at) in ("even", "perhaps")
    if tokens.word(at) not in _PLURALS:
        return last
    return at + 1


def _said(tokens: Tokens, first: int, last: int) -> str:
    return " ".join(tokens.words[first:last]).replace(" - ", "-").removesuffix(" of").replace(" ,", ",")
