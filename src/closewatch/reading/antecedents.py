"""Which of the voices met so far a name or a description fits: the same name, the same noun and number, the nearest of several.

Compares one phrase with one voice; gathering the voices of a report is the business of `speakers`.
"""

from __future__ import annotations

from collections.abc import Sequence

from closewatch.reading.names import Naming
from closewatch.reading.voices import Voice
from closewatch.terms.actor import ActorKind

_FAMILY_NAMES = frozenset(
    "Kim Lee Park Yoon Choi Jung Chung Kang Cho Shin Han Xi Wang Li Zhang Liu Chen Yang Hwang Ri Pak Moon Nguyen Tran Min Aung".split()
)
_APART = frozenset("second third fourth other another younger older elder next".split())
"""Words by which a description tells its bearer from the one before."""


def nearest(fits: Sequence[Voice], before: int) -> Voice | None:
    """Give the voice that was last meant before a place of the text."""
    near = [(place, voice) for voice in fits if (place := voice.last_before(before)) >= 0]
    return max(near, key=lambda found: found[0])[1] if near else None


def fits(voice: Voice, head: str, naming: Naming) -> bool:
    """Whether a description can mean a voice: its noun, number and country, and what kind of agency or service it says."""
    if head not in voice.heads or voice.plural != naming.plural or naming.country not in (None, voice.country):
        return voice.country is None and head in voice.heads and voice.plural == naming.plural
    words = naming.name.lower().split()
    if _APART & set(words) - set(voice.name.lower().split()):
        return False
    if "news" in words:
        return voice.kind is ActorKind.OUTLET
    return not {"spy", "intelligence"} & set(words) or "intelligence" in voice.heads


def with_country(words: str, name: str) -> str:
    """Give the name with what stands before it, where a body of another country has the same one: "US Joint Chiefs of Staff"."""
    end = words.find(name)
    return words[: end + len(name)].removeprefix("the ").removeprefix("The ") if end >= 0 else name


def is_same(voice: Voice, full: str, naming: Naming) -> bool:
    """Whether a name is that of a voice: the same words, the same entry of the lexicon, a surname, a paper's last word."""
    if voice.kind is ActorKind.BODY is naming.kind and voice.country and naming.country and voice.country != naming.country:
        return False
    if voice.name == full or full in voice.names or (naming.known is not None and voice.key == naming.known.key):
        return True
    if voice.kind is ActorKind.PERSON and naming.kind is ActorKind.PERSON and len(full.split()) == 1:
        return voice.named and voice.name.split()[-1] == full
    if voice.kind is not ActorKind.PERSON and naming.kind is voice.kind and voice.named:
        short = len(full.split()) == 1 and voice.kind is ActorKind.OUTLET and voice.name.split()[-1] == full
        return short or (voice.name.lower() == full.lower() and voice.country in (naming.country, None))
    return naming.acronym is not None and naming.acronym in voice.names


def is_eastern(words: Sequence[str]) -> bool:
    """Whether the family name may stand first, as in Korean, Chinese and Vietnamese names: "Kim" for "Kim Jong Un"."""
    return words[0] in _FAMILY_NAMES
