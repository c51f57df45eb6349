"""Which names in a report stand for whom in the lexicon of public bodies, news agencies and persons in office, and for which country.

The lexicon itself is kept by `terms.known`. An acronym that several bodies share is only resolved with a country. Wrong expansions are not
in the lexicon, so they never become aliases.
"""

from __future__ import annotations

import re
from functools import lru_cache

from closewatch.reading.places import country_of
from closewatch.terms.actor import ActorKind
from closewatch.terms.known import KnownActor, load_actors

_CAPITAL = re.compile(r"[A-Z]\w+")
_NEAR = 3_000
"""Characters of a report in which the country that it is about is named."""


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[KnownActor, ...]]:
    table: dict[str, list[KnownActor]] = {}
    for actor in load_actors():
        for name in (*actor.names, *actor.generic):
            table.setdefault(_plain(name), []).append(actor)
    return {name: tuple(actors) for name, actors in table.items()}


def _plain(name: str) -> str:
    return name.lower().replace("’", "'").replace(".", "").removeprefix("the ")


def known_actor(name: str, country: str | None = None) -> KnownActor | None:
    """Find the one entry that a name stands for, with the country it is said to belong to where that is known.

    >>> known_actor("NIS", "KR").key, known_actor("National Intelligence Agency", "KR")
    ('body:KR:nis', None)
    """
    fitting = _by_name().get(_plain(name), ())
    if country is not None:
        fitting = tuple(actor for actor in fitting if actor.country in (country, None))
    elif any(_plain(name) in map(_plain, actor.generic) for actor in fitting):
        return None
    return fitting[0] if len(fitting) == 1 else None


def known_in(name: str, text: str) -> KnownActor | None:
    """Find which of several entries that share a name a report means: the one whose country it names near its beginning.

    >>> known_in("RSF", "A market in Sudan was hit.").names[0], known_in("RSF", "A market was hit.")
    ('Rapid Support Forces', None)
    """
    fitting = _by_name().get(_plain(name), ())
    if len(fitting) < 2:
        return None
    countries = {country_in(word) for word in set(_CAPITAL.findall(text[:_NEAR]))}
    meant = [actor for actor in fitting if actor.country is not None and actor.country in countries]
    return meant[0] if len(meant) == 1 else None


def is_known(name: str) -> bool:
    """Whether anybody in the lexicon goes by a name, even where several do and only a country could decide.

    >>> is_known("Joint Chiefs of Staff"), known_actor("Joint Chiefs of Staff")
    (True, None)
    """
    return _plain(name) in _by_name()


def is_independent(key: str) -> bool:
    """Whether the body of the lexicon with a key is no state's, no party's to a war and no body of states.

    >>> is_independent("body:INT:hrw"), is_independent("body:INT:unicef")
    (True, False)
    """
    return key in _independent()


@lru_cache(maxsize=1)
def _independent() -> frozenset[str]:
    return frozenset(actor.key for actor in load_actors() if actor.independent)


def is_outlet_name(name: str) -> bool:
    """Whether an outlet of the lexicon goes by a name, even where a body does too: AFP is an agency and an army.

    >>> is_outlet_name("AFP"), is_outlet_name("NIS")
    (True, False)
    """
    return any(actor.kind is ActorKind.OUTLET for actor in _by_name().get(_plain(name), ()))


@lru_cache(maxsize=16384)
def country_in(words: str) -> str | None:
    """Say which country a name, a possessive or a demonym stands for.

    >>> country_in("South Korea's"), country_in("Ukrainian"), country_in("Elsewhere")
    ('KR', 'UA', None)
    """
    return country_of(words.removesuffix("'s").removesuffix("’s").removesuffix("'").removesuffix("’"))
