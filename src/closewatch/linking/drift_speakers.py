"""Whether two tellings credit the same speaker: by the key of a public body or person, by the name, or by the sort of source.

Says "other" only where both phrases show it: a shorter name, an acronym, a spokesman for his body or a pronoun is the same speaker
until something in the words speaks against it. Who is who across reports is the business of `actors`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from closewatch.linking.drift_sides import Side
from closewatch.linking.drift_words import SEEN, content_words, lexicon, nation, nations_in
from closewatch.linking.names import shared_form
from closewatch.terms.actor import Actor, ActorKind


@lru_cache(maxsize=SEEN)
def sorts(phrase: str) -> frozenset[str]:
    """Give the sorts of source that a phrase names.

    >>> sorted(sorts("two residents of the port")), sorted(sorts("the port authority")), sorted(sorts("Olha"))
    (['witness'], ['official'], [])
    """
    return frozenset(name for name, words in lexicon().sources.items() if words.search(phrase))


def same_speaker(here: Side, there: Side) -> bool:
    """Tell whether two tellings are surely of one speaker: by one key, or by one name."""
    left, right = _speakers(here, there)
    if left is None or right is None:
        return False
    if here.speaker.keys & there.speaker.keys:
        return True
    if left.key and right.key:
        return left.key == right.key
    if not left.named and not right.named:
        return left.name == right.name
    forms = here.speaker.forms, there.speaker.forms
    if left.kind is right.kind is ActorKind.PERSON and any(_surname(one, other) for one in forms[0] for other in forms[1]):
        return True
    return bool(forms[0] & forms[1])


def same_state(here: Side, there: Side) -> bool:
    """Tell whether one of two speakers is a state, by its name or capital, and the other is somebody of that state."""
    left, right = _speakers(here, there)
    if left is None or right is None or not left.country or left.country != right.country:
        return False
    return any(one.kind is ActorKind.BODY and (nation(one.name) or _capital(one)) for one in (left, right))


def _capital(actor: Actor) -> bool:
    """A body of a country that goes by one bare name is its government: "Seoul", "the North"."""
    return actor.key is None and re.fullmatch(r"(?:[Tt]he )?[A-Z]\w+", actor.name) is not None


def same_hand(here: Side, there: Side) -> bool:
    """Tell whether both tellings came through one outlet."""
    vias = [{shared_form(name) for name in side.statement.via} if side.statement else set() for side in (here, there)]
    return bool(vias[0] & vias[1] - {""})


def namesakes(here: Side, there: Side) -> bool:
    """Tell whether two speakers are two bodies of like names, as the general staffs of two states are."""
    left, right = content_words(here.source), content_words(there.source)
    return len(left & right) >= 2 and len(left & right) >= 0.6 * min(len(left), len(right))


def like_speaker(here: Side, there: Side) -> bool:
    """Tell whether two sources may well be one: described in like words, or of one sort and state."""
    left, right = content_words(here.source), content_words(there.source)
    if other_speaker(here, there):
        return False
    if left & right and len(left & right) >= 0.6 * min(len(left), len(right)):
        return True
    states = {speaker.country for speaker in _speakers(here, there) if speaker and speaker.country}
    return len(states) == 1 and bool(sorts(here.source) & sorts(there.source))


def other_speaker(here: Side, there: Side) -> bool:
    """Tell whether the words of two tellings show two different speakers, by the rules of this module."""
    left, right = _speakers(here, there)
    if left is None or right is None or not here.source or not there.source or same_speaker(here, there):
        return False
    if here.source_words.casefold() == there.source_words.casefold() != "":
        return False
    if ActorKind.OUTLET in (left.kind, right.kind):
        return False  # who passes on is credited beside who says it
    kinds = sorts(here.source), sorts(there.source)
    if "press" in kinds[0] | kinds[1]:
        return False
    nations = nations_in(here.source), nations_in(there.source)
    offices = all(one.kind is not ActorKind.PERSON or (not one.named and kind) for one, kind in zip((left, right), kinds, strict=True))
    if all(nations) and not nations[0] & nations[1] and offices:
        return True
    if "anonymous" in kinds[1] and not right.named and _named_body(left):
        return True
    if left.key and right.key and left.kind is right.kind and left.country != right.country:
        return True
    if _two_persons(left, right):
        return True
    return bool(kinds[0] and kinds[1]) and not any(
        one == other or frozenset((one, other)) in lexicon().together for one in kinds[0] for other in kinds[1]
    )


def still_named(here: Side, there: Side) -> bool:
    """Tell whether the sentence of one telling has the words for the speaker of the other: he may well be passed on, and misread."""
    sources = content_words(here.source_words), content_words(there.source_words)
    return bool(sources[0] and sources[0] <= content_words(there.whole)) or bool(sources[1] and sources[1] <= content_words(here.whole))


def _speakers(here: Side, there: Side) -> tuple[Actor | None, Actor | None]:
    return here.statement.speaker if here.statement else None, there.statement.speaker if there.statement else None


def _two_persons(left: Actor, right: Actor) -> bool:
    """Two people with names of at least two words, none of them shared."""
    if not (left.kind is right.kind is ActorKind.PERSON and left.named and right.named):
        return False
    words = set(shared_form(left.name).split()), set(shared_form(right.name).split())
    return all(len(one) > 1 for one in words) and not words[0] & words[1] and not any(name.islower() for name in (left.name, right.name))


def _surname(left: str, right: str) -> bool:
    """One form is the last word of the other."""
    words = left.split(), right.split()
    return min(map(len, words)) == 1 and max(map(len, words)) > 1 and words[0][-1] == words[1][-1] and len(words[0][-1]) > 3


def _named_body(actor: Actor) -> bool:
    """A body, and no spokesman, official or source of one."""
    return (
        actor.kind is ActorKind.BODY and actor.named and not re.search(r"\b(?:officials?|spokes\w+|sources?)\b", actor.name, re.IGNORECASE)
    )
