"""Whom a pronoun means: the nearest voice that it fits, somebody who opens a sentence, or whoever "the" and a noun name right before.

Asks the cast for its voices; names and descriptions are the business of `speakers`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from closewatch.reading.actors import known_actor
from closewatch.reading.antecedents import NEAR, SPEAKING_FOR, asked_before, nearest, people_before, persons_before
from closewatch.reading.genders import gender_of
from closewatch.reading.names import Naming
from closewatch.reading.register import opening
from closewatch.reading.voices import Voice
from closewatch.terms.actor import ActorKind

if TYPE_CHECKING:
    from closewatch.reading.speakers import Cast


def pronoun_voice(cast: Cast, pronoun: str, before: int, aside: Voice | None = None) -> Voice | None:
    """Say whom a pronoun at a place means, `aside` excepted, who speaks; None where nobody fits."""
    if pronoun in ("they", "them", "their"):
        fitting = [other for other in cast.near if other.plural or other.kind in (ActorKind.GROUP, ActorKind.BODY)]
        several = people_before(cast.report.text, before)
        if several and (several[-1][0] > max((voice.last_before(before) for voice in fitting), default=-1)):
            return cast.resolve(several[-1])[0]
        fitting = fitting or [other for other in cast.near if other.kind is ActorKind.PERSON and other.pseudonymous]
    elif pronoun in ("it", "its"):
        if (asked := asked_before(cast.report.text, before)) is not None:
            return cast.resolve(asked)[0]
        fitting = [
            other for other in cast.near if other.kind in (ActorKind.BODY, ActorKind.DOCUMENT, ActorKind.OUTLET) and not other.plural
        ]
    elif pronoun in ("he", "him", "his", "she", "her"):
        wanted = "m" if pronoun in ("he", "him", "his") else "f"
        _notice_people(cast, before)
        fitting = [
            other
            for other in cast.near
            if other.kind is ActorKind.PERSON and not other.plural and other.gender in (wanted, None) and other is not aside
        ]
        told = _person_before(cast, before, wanted) if aside is not None else None
        voice = told or nearest(fitting, before) or _person_before(cast, before, wanted)
        if voice is not None and voice.gender is None:
            voice.gender = wanted
        return voice
    else:
        return None
    return nearest(fitting, before)


def own_body(cast: Cast, pronoun: str, speaking: Voice | None) -> Voice | None:
    """ "It" in the words of a spokesman for a body is that body."""
    words = cast.report.text[slice(*speaking.at[-1])] if speaking is not None and speaking.at and pronoun in ("it", "its") else ""
    place = SPEAKING_FOR.search(words)
    return cast.resolve((speaking.at[-1][0] + place.end(), speaking.at[-1][1]))[0] if speaking is not None and place else None


def _person_before(cast: Cast, before: int, gender: str) -> Voice | None:
    """Somebody spoken to or of right before, by "the" and a noun: "I asked the mayor. He said"."""
    found = persons_before(cast.report.text, before, gender)
    return cast.resolve(found[-1])[0] if found else None


def _notice_people(cast: Cast, before: int) -> None:
    """A person who begins a sentence is as good an antecedent as one who spoke."""
    for start, end, full in opening(cast.register.begins, before - NEAR, before):
        places = cast.register.people[full]
        voice = next((other for other in cast.near if other.name == full or full in other.names), None)
        if voice is None:
            if len(full.split()) < 2 or (gender_of(full) is None and not places[0][2]):
                continue
            voice = Voice(full, ActorKind.PERSON, True, names=[full], gender=gender_of(full), heads=set(places[0][2]))
            known = known_actor(full)
            if known is not None:
                voice.key, voice.country = known.key, known.country
            cast.voices.append(voice)
        voice.note((start, end))
    for start, end, name in opening(cast.register.single, before - NEAR, before):
        cast.named_voice(Naming(name, ActorKind.PERSON, True), (start, end))
