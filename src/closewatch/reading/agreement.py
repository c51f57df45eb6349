"""Whether a word that could be a verb agrees with its subject, so that "the judge ruled" is not read as somebody judging.

Looks at endings only; which words are the subject is the business of `subjects`.
"""

from __future__ import annotations

from collections.abc import Sequence

from closewatch.reading.cues import CueFound, finite_verbs, speech_forms
from closewatch.reading.sentences import Unit
from closewatch.reading.words import AUXILIARIES, BE, IRREGULAR_PASTS, PREPOSITIONS

_PLURALS = frozenset("people police men women children media percent others majority number data".split())
"""Subjects that take a plural verb without an ending in -s."""
_LIKE_PASTS = frozenset("forecast put set cast read cut broadcast bet let hit".split())


def agrees(units: Sequence[Unit], subject: tuple[int, int], found: CueFound, group: int) -> bool:
    """Whether subject and verb agree in number: "the judge" is no subject of "judge", "Two former" none of "judges"."""
    form = found.form.split()[0]
    following = units[found.end] if found.end < len(units) else None
    verb_follows = following is not None and following.text.islower() and following.low in finite_verbs() & speech_forms()
    if found.cue.kind == "verb" and verb_follows:
        return False
    if any(units[place].low in AUXILIARIES for place in range(group, found.first)) or found.cue.kind != "verb":
        return True
    if following is not None and following.low == "by" and form.endswith("ed"):
        return False
    number = inflection(form) if form != found.cue.lemma or form in _LIKE_PASTS else "base"
    if form in _LIKE_PASTS or number in ("past", "ing") or form in IRREGULAR_PASTS or form in BE:
        return True
    words = [unit.low for unit in units[subject[0] : subject[1]] if unit.is_word]
    plural = _is_plural_subject(units, subject, words)
    if number == "base":
        return plural or words[-1] in ("i", "we", "you", "they", "who", "which")
    return words[-1] not in ("i", "we", "you", "they", "former", "two", "three", "several", "many")


def _is_plural_subject(units: Sequence[Unit], subject: tuple[int, int], words: Sequence[str]) -> bool:
    if "and" in words or words[0] in ("some", "many", "most", "few", "several", "both", "all", "others", "these", "those"):
        return True
    head: list[str] = []
    for unit in units[subject[0] : subject[1]]:
        if head and (not unit.is_word or unit.low in PREPOSITIONS or unit.low in ("who", "that", "which")):
            break
        head.append(unit.low)
    last = head[-1] if head else words[-1]
    return (last.endswith("s") and not last.endswith(("ss", "'s", "’s"))) or last in _PLURALS


def inflection(form: str) -> str:
    """Say how a verb form ends: ing, past, s or base.

    >>> inflection("says"), inflection("said"), inflection("say")
    ('s', 'past', 'base')
    """
    if form.endswith("ing"):
        return "ing"
    if form.endswith("s") and not form.endswith("ss"):
        return "s"
    return "past" if form.endswith("ed") or form in finite_verbs() - {"say"} or form in IRREGULAR_PASTS else "base"
