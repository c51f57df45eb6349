"""The lexicon of cues: which words introduce what somebody says, with the stance and the complements of each.

Loads `lexicons/cues.toml` once and finds its words in a sentence. Whether a word found is really used as a cue, and who its
source is, is the business of `patterns`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from closewatch.terms.statement import Basis, Stance

if TYPE_CHECKING:
    from closewatch.reading.sentences import Unit


@dataclass(frozen=True)
class Cue:
    """One entry of the lexicon. `kind` is verb, noun, phrase or adverb; `takes` lists that, quote, noun, to, wh, person."""

    lemma: str
    kind: str
    stance: Stance
    reporting: bool
    takes: frozenset[str]
    forms: tuple[str, ...]
    basis: Basis | None = None
    test: str = ""

    @property
    def sourced(self) -> bool:
        """Whether it has a source at all: "was told" and "by all accounts" have none."""
        return "[s" in self.test


@dataclass(frozen=True, slots=True)
class CueFound:
    """A form of a cue at its place: units from `first` up to `end`; `others` are further entries with the same form."""

    first: int
    end: int
    cue: Cue
    form: str
    others: tuple[Cue, ...] = ()


@lru_cache(maxsize=1)
def load_cues() -> tuple[Cue, ...]:
    """Read the shipped lexicon of cues."""
    source = resources.files("closewatch.reading").joinpath("lexicons/cues.toml").read_text(encoding="utf-8")
    return tuple(
        Cue(
            lemma=entry["lemma"],
            kind=entry["kind"],
            stance=Stance(entry["stance"]),
            reporting=entry["class"] == "reporting",
            takes=frozenset(entry.get("takes", ())),
            forms=tuple(entry["forms"]),
            basis=Basis(entry["basis"]) if "basis" in entry else None,
            test=entry.get("test", ""),
        )
        for entry in tomllib.loads(source)["cue"]
    )


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], Cue]]]:
    table: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for cue in load_cues():
        for form in cue.forms:
            words = tuple(form.lower().replace("…", "...").split())
            if words:
                table.setdefault(words[0], []).append((words, cue))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


@lru_cache(maxsize=1)
def finite_verbs() -> frozenset[str]:
    """Give the one-word verb forms that are no noun forms: where one stands, a clause has its verb."""
    # Base forms and most forms in -s are nouns too ("judge", "records"), so they end no clause by themselves.
    pasts = {
        form
        for cue in load_cues()
        if cue.kind == "verb"
        for form in cue.forms
        if " " not in form and form != cue.lemma and form[-1] != "s" and not form.endswith("ing")
    }
    nouns = {form for cue in load_cues() if cue.kind == "noun" for form in cue.forms}
    return frozenset(pasts - nouns - {"found", "estimated", "intended", "expected", "suspected", "alleged"}) | _PRESENTS


_PRESENTS = frozenset(
    "say says tells believes thinks insists argues denies adds knows wants writes explains suggests expects maintains".split()
)


@lru_cache(maxsize=1)
def speech_forms() -> frozenset[str]:
    """Give the verb forms that can stand with a quotation ("said", "asks")."""
    return frozenset(
        form for cue in load_cues() if cue.kind == "verb" and "quote" in cue.takes for form in cue.forms if not form.endswith("ing")
    )


_BEFORE = frozenset(
    "has have had is are was were be been being am do does did will would can could may might must shall should not never n't also now "
    "then later still already just only even yet to once again always often repeatedly previously reportedly himself herself itself "
    "themselves".split()
)
"""Auxiliaries, negations and adverbs that a span of a cue can open with."""


def find_cue(words: str) -> Cue | None:
    """Find the entry that the words of a cue stand for: "has denied", "did not say", "was told by", "according to".

    The longest form wins that the words hold, one that they open or close with before one in their midst. A negation that is part of an
    entry ("would not say") counts for it; any other is left to whoever judges the stance.

    >>> [cue.lemma if (cue := find_cue(words)) else None for words in ("has denied", "did not say", "put the toll at", "sang")]
    ['deny', 'not say', 'put the toll at', None]
    """
    low = re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*", words.lower())
    low = [piece for word in low for piece in ((word[:-3], "n't") if word.endswith(("n't", "n’t")) and len(word) > 3 else (word,))]
    table = _by_first_word()
    if len(low) > 3 and low[-2] == "to" and low[0] in ("is", "are", "was", "were"):
        # "are said to assume": what they are said to do is the cue, the saying only its frame.
        return find_cue(low[-1]) or find_cue(" ".join(low[:-2]))
    best: tuple[int, bool, int, Cue] | None = None
    for place, word in enumerate(low):
        for form, cue in table.get(word, ()):
            if tuple(low[place : place + len(form)]) != form:
                continue
            at_edge = place + len(form) == len(low) or all(earlier in _BEFORE for earlier in low[:place])
            rank = (len(form), at_edge, -("verb", "phrase", "adverb", "noun").index(cue.kind), cue)
            if best is None or rank[:3] > best[:3]:
                best = rank
    return best[3] if best else None


def find_cues(units: Sequence[Unit], first: int, end: int) -> list[CueFound]:
    """Find every cue among the units of a sentence, the longest form first; a place belongs to one form only.

    >>> from closewatch.reading.sentences import find_units
    >>> [found.cue.lemma for found in find_cues(find_units("Kyiv denied it.", 0, 15, ()), 0, 4)]
    ['deny']
    """
    table = _by_first_word()
    found: list[CueFound] = []
    lows = [unit.low for unit in units[first:end]]
    place = first
    while place < end:
        at = place - first
        entries = table.get(lows[at])
        if not entries:
            place += 1
            continue
        words: tuple[str, ...] = ()
        fitting: list[Cue] = []
        for form, cue in entries:
            if fitting and len(form) < len(words):
                break
            if len(form) == 1 or tuple(lows[at : at + len(form)]) == form:
                words = form
                fitting.append(cue)
        if fitting:
            order = sorted(fitting, key=lambda cue: ("verb", "phrase", "adverb", "noun").index(cue.kind))
            found.append(CueFound(place, place + len(words), order[0], " ".join(words), tuple(order[1:])))
            place += len(words)
        else:
            place += 1
    return found
