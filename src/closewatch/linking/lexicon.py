"""The lexicon as linking asks it: who goes by a name, which body of a country has a role, who held an office on a day.

A value made of entries (`terms.known`): the shipped ones, and those that a case adds, which come first. It never guesses: where two
entries fit, none is given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache

from closewatch.linking.names import body_form, person_form, person_forms
from closewatch.terms.actor import ActorKind
from closewatch.terms.known import KnownActor, Title, load_actors


@dataclass(frozen=True)
class Lexicon:
    """Entries of the shipped list, and a case's own."""

    shipped: tuple[KnownActor, ...]
    own: tuple[KnownActor, ...] = ()

    def named(self, name: str, kind: ActorKind, country: str | None) -> KnownActor | None:
        """Give the one entry that goes by a name, in any of its spellings; a name that needs a country only where that is given.

        >>> shipped_lexicon().named("Volodymyr Zelenskiy", ActorKind.PERSON, None).key
        'person:UA:zelensky'
        """
        return self.own_named(name, kind, country) or _one(self._names.get(_form(name, kind), ()), country)

    def own_named(self, name: str, kind: ActorKind, country: str | None) -> KnownActor | None:
        """Give the one entry of the case's own that goes by a name."""
        return _one(self._own_names.get(_form(name, kind), ()), country) if self.own else None

    def is_name(self, name: str, kind: ActorKind) -> bool:
        """Whether anybody goes by a name, even where several do and only a country could decide."""
        form = _form(name, kind)
        return form in self._names or form in self._own_names

    def body_key(self, country: str, role: str) -> str:
        """Give the key of the body that has a role in a country: that of its entry where there is just one, else one of its own.

        >>> shipped_lexicon().body_key("KR", "intelligence"), shipped_lexicon().body_key("BT", "intelligence")
        ('body:KR:nis', 'body:BT:intelligence')
        """
        entries = self._roles.get((country, role), ())
        return entries[0].key if len(entries) == 1 else f"body:{country}:{role}"

    def holder(self, country: str | None, office: str, day: date) -> KnownActor | None:
        """Give who held an office of a country (or the head of a body, by its key) on a day, where just one entry says so.

        >>> shipped_lexicon().holder("RU", "minister of defence", date(2024, 1, 1)).names[0]
        'Sergei Shoigu'
        """
        held = [actor for title, actor in self._offices.get((country, office), ()) if title.held_on(day)]
        return held[0] if len(held) == 1 else None

    @cached_property
    def _names(self) -> dict[tuple[bool, str], tuple[tuple[KnownActor, bool], ...]]:
        return _by_form(self.shipped)

    @cached_property
    def _own_names(self) -> dict[tuple[bool, str], tuple[tuple[KnownActor, bool], ...]]:
        return _by_form(self.own)

    @cached_property
    def _roles(self) -> dict[tuple[str | None, str], tuple[KnownActor, ...]]:
        found: dict[tuple[str | None, str], tuple[KnownActor, ...]] = {}
        for actors in (self.shipped, self.own):
            here: dict[tuple[str | None, str], tuple[KnownActor, ...]] = {}
            for actor in actors:
                for role in actor.roles:
                    here[actor.country, role] = (*here.get((actor.country, role), ()), actor)
            found |= here
        return found

    @cached_property
    def _offices(self) -> dict[tuple[str | None, str], tuple[tuple[Title, KnownActor], ...]]:
        found: dict[tuple[str | None, str], tuple[tuple[Title, KnownActor], ...]] = {}
        for actor in (*self.own, *self.shipped):
            for title in actor.titles:
                at = (None if title.office.startswith("head of body:") else actor.country, title.office)
                found[at] = (*found.get(at, ()), (title, actor))
        return found


@cache
def shipped_lexicon() -> Lexicon:
    """Give the lexicon that travels with the package."""
    return Lexicon(load_actors())


@lru_cache(maxsize=8)
def lexicon_with(own: tuple[KnownActor, ...]) -> Lexicon:
    """Give the shipped lexicon with a case's own entries, which come before the shipped ones."""
    return Lexicon(load_actors(), own) if own else shipped_lexicon()


def _form(name: str, kind: ActorKind) -> tuple[bool, str]:
    if kind is not ActorKind.PERSON:
        return False, body_form(name)
    whole = person_form(name)
    return True, whole[1] if whole else ""


def _by_form(actors: Iterable[KnownActor]) -> dict[tuple[bool, str], tuple[tuple[KnownActor, bool], ...]]:
    """Give the entries by each folded name, and whether the name means an entry without its country too."""
    found: dict[tuple[bool, str], dict[str, tuple[KnownActor, bool]]] = {}
    for actor in actors:
        person = actor.kind is ActorKind.PERSON
        for names, alone in ((actor.names, True), (actor.generic, False)):
            for name in names:
                forms = {_form(name, actor.kind)[1], *(person_forms(name) if person else ())}
                for form in forms:
                    found.setdefault((person, form), {}).setdefault(actor.key, (actor, alone))
    return {form: tuple(entries.values()) for form, entries in found.items()}


def _one(entries: tuple[tuple[KnownActor, bool], ...], country: str | None) -> KnownActor | None:
    if country is None:
        fitting = [actor for actor, alone in entries if alone]
        # A name that somebody bears only with a country is none that tells the others apart without one.
        return fitting[0] if len(fitting) == len(entries) == 1 else None
    fitting = [actor for actor, _ in entries if actor.country == country] or [actor for actor, _ in entries if actor.country is None]
    return fitting[0] if len(fitting) == 1 else None
