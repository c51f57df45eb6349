"""Whom a pronoun means: the nearest voice that it fits, somebody who opens a sentence, or whoever "the" and a noun name right before.

Asks the cast for its voices; names and descriptions are the business of `speakers`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from closewatch.reading.actors import known_actor
from closewatch.reading.antecedents import NEAR, SPEAKING_FOR, asked_before, nearest, people_before, persons_before
from closewatch.reading.drafts import Offsets
from closewatch.reading.genders import gender_of
from closewatch.reading.names import Naming, take_apart
from closewatch.reading.register import opening
from closewatch.reading.salience import WINDOW, most_salient, opening_of, people_near
from closewatch.reading.voices import Voice
from closewatch.terms.actor import ActorKind

if TYPE_CHECKING:
    from closewatch.reading.speakers import Cast

_NOBODY = frozenset(("nobody", "no one", "no-one", "none", "everyone", "everybody", "anyone", "anybody"))
"""Those who are meant by no pronoun later on, though they spoke."""


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
            if other.kind is ActorKind.PERSON
            and other.name.lower() not in _NOBODY
            and not other.plural
            and other.gender in (wanted, None)
            and other is not aside
        ]
        told = _person_before(cast, before, wanted) if aside is not None else None
        voice = told or nearest(fitting, before) or _person_before(cast, before, wanted)
        spoke = voice is not None and voice.last is not None
        if told is None and not (
            spoke and voice is not None and voice.last_before(before, seen=True) >= opening_of(cast.report.text, before)
        ):
            # Whoever has spoken goes on speaking in their own sentence; else the one who stands out is meant.
            voice = _weighed(cast, pronoun, before, wanted, fitting, aside) or voice
        if voice is not None and voice.gender is None:
            voice.gender = wanted
        return voice
    else:
        return None
    return nearest(fitting, before)


def _weighed(cast: Cast, pronoun: str, before: int, gender: str, fitting: Sequence[Voice], aside: Voice | None) -> Voice | None:
    """Whoever stands out among those named near by, whether or not the report met them yet."""
    people = people_near(cast.report.text, before, cast.register.by_last)
    places = {person.name: person.places for person in people}
    met: list[tuple[Voice, set[Offsets]]] = []
    for voice in fitting:
        near = set(voice.between(before - WINDOW, before))
        if near:
            met.append((voice, near.union(*(places.get(name, ()) for name in voice.names))))
    # Whoever was met is known better than by a name: as of another gender, as several, as a body.
    known = {name for voice in cast.near if voice not in fitting for name in (voice.name, *voice.names)}
    known.update(name for voice, _ in met for name in (voice.name, *voice.names))
    known.update(aside.names if aside is not None else ())
    named = [person for person in people if person.name not in known and person.gender in (gender, None)]
    chosen = most_salient(cast.report.text, before, pronoun, [*(sorted(near) for _, near in met), *(person.places for person in named)])
    if chosen is None or chosen < len(met):
        return met[chosen][0] if chosen is not None else None
    person = named[chosen - len(met)]
    if not person.proven:
        return None
    voice, _ = cast.named_voice(take_apart(person.name), person.places[0])
    return voice if voice.kind is ActorKind.PERSON and voice.gender in (gender, None) and voice is not aside else None


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
