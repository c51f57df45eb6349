"""Public bodies, news agencies and persons in office as a lexicon lists them: names, roles of bodies, and titles with the time they hold.

The shipped list travels as `actors.toml`; a case can bring entries of the same form. Which name in a text means which entry is left to
`reading` for one report and to `linking` across reports.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from closewatch.terms.actor import ActorKind
from closewatch.terms.trouble import CaseError

_FIELDS = frozenset(("key", "names", "generic", "kind", "country", "roles", "titles", "independent"))


@dataclass(frozen=True)
class Title:
    """An office that a person holds from one day on, up to and without another; None where the day is not known or has not come.

    `office` is written as `linking.roles` names offices: "president", "minister of defence", "head of body:UA:hur".
    """

    office: str
    since: date | None = None
    until: date | None = None

    def held_on(self, day: date) -> bool:
        """Tell whether it was held on a day.

        >>> Title("president", date(2019, 5, 20)).held_on(date(2024, 1, 1))
        True
        """
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True)
class KnownActor:
    """One entry: its key, the names it goes by (the fullest first), what it is, the country it belongs to, the roles of a body by which
    it can be described ("military", "intelligence"), the titles of a person, and generic names that mean it only where its country is
    given ("Ministry of Foreign Affairs")."""

    key: str
    names: tuple[str, ...]
    kind: ActorKind
    country: str | None = None
    roles: tuple[str, ...] = ()
    titles: tuple[Title, ...] = ()
    generic: tuple[str, ...] = ()
    independent: bool = False
    """No state's, no party's to a war and no body of states: an aid group, a watch, an institute."""


@cache
def load_actors() -> tuple[KnownActor, ...]:
    """Read the shipped lexicon of actors."""
    source = files("closewatch.terms").joinpath("actors.toml").read_text(encoding="utf-8")
    return actors_from(tomllib.loads(source)["actor"], "actors.toml")


def actors_from(entries: object, where: str) -> tuple[KnownActor, ...]:
    """Make the entries of a lexicon of what a file lists under `[[actor]]`; `where` names the file.

    >>> actors_from([{"key": "body:XX:nru", "names": ["National Relief Union", "NRU"], "kind": "body"}], "case.toml")[0].names
    ('National Relief Union', 'NRU')

    Raises: CaseError when an entry is not of the form that docs/guide/linking.md gives.
    """
    if not isinstance(entries, list):
        raise CaseError(f"wanted actors as [[actor]] tables, found {type(entries).__name__} ({where})")
    return tuple(_actor(entry, f"{where}, actor {number}") for number, entry in enumerate(entries, 1))


def _actor(entry: object, where: str) -> KnownActor:
    if not isinstance(entry, Mapping):
        raise CaseError(f"wanted an actor as a table, found {type(entry).__name__} ({where})")
    if unknown := sorted(map(str, entry.keys() - _FIELDS)):
        raise CaseError(f"wanted {', '.join(sorted(_FIELDS))}, found {', '.join(unknown)} ({where})")
    names, kind, country = _words(entry, "names", where), entry.get("kind"), entry.get("country")
    if not (names or entry.get("generic")) or kind not in list(ActorKind):
        raise CaseError(f"wanted names and a kind ({', '.join(ActorKind)}), found {entry.get('names')!r} and {kind!r} ({where})")
    if country is not None and not isinstance(country, str):
        raise CaseError(f"wanted a country as a code of two letters, found {country!r} ({where})")
    key = entry.get("key")
    if not isinstance(key, str) or not key.strip():
        raise CaseError(f"wanted a key, found {key!r} ({where})")
    titles = entry.get("titles", [])
    if not isinstance(titles, list):
        raise CaseError(f"wanted titles as a list, found {titles!r} ({where})")
    independent = entry.get("independent", False)
    if not isinstance(independent, bool):
        raise CaseError(f"wanted independent as true or false, found {independent!r} ({where})")
    roles, generic = _words(entry, "roles", where), _words(entry, "generic", where)
    return KnownActor(key, names, ActorKind(kind), country, roles, tuple(_title(title, where) for title in titles), generic, independent)


def _words(entry: Mapping[str, Any], field: str, where: str) -> tuple[str, ...]:
    words = entry.get(field, [])
    if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
        raise CaseError(f"wanted {field} as a list of words, found {words!r} ({where})")
    return tuple(words)


def _title(entry: object, where: str) -> Title:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("office"), str) or entry.keys() - {"office", "from", "until"}:
        raise CaseError(f"wanted a title with its office, from and until, found {entry!r} ({where})")
    ends = [entry.get(end) for end in ("from", "until")]
    if not all(end is None or type(end) is date for end in ends):
        raise CaseError(f"wanted from and until as dates, found {entry!r} ({where})")
    return Title(entry["office"], *ends)
