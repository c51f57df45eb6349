"""Somebody or something that speaks or is named in a report, and by which nouns they can be meant later on.

Keeps what is known of one voice; finding out who is meant at a place is the business of `speakers`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from closewatch.reading.actors import known_actor
from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.genders import gender_of
from closewatch.reading.kinds import noun_kind
from closewatch.reading.names import OUTLET_STARTS, Naming
from closewatch.reading.plurals import singular
from closewatch.terms.actor import Actor, ActorKind, actor_id
from closewatch.terms.known import KnownActor
from closewatch.terms.report import Report

SECRET_SERVICES = frozenset("nis hur sbu cia nsa dia gru fsb svr mi6 mi5 bnd mossad shinbet isi mit di odni dgse".split())
"""Last parts of the lexicon's keys that stand for intelligence services."""
_BROADCASTERS = "broadcaster channel station television"
_OUTLET_NOUNS = {
    "agency wire": "wire agency press",
    _BROADCASTERS: "tv radio channel broadcasting television",
    "site portal website page": "online",
    "weekly monthly magazine paper newspaper": "weekly monthly magazine review",
}
_PAPER = "newspaper paper daily".split()


@dataclass(slots=True, eq=False)
class Voice:
    """Somebody or something that speaks or is named, gathered over the report."""

    name: str
    kind: ActorKind
    named: bool
    country: str | None = None
    key: str | None = None
    pseudonymous: bool = False
    plural: bool = False
    names: list[str] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    described: set[str] = field(default_factory=set)
    """The words by which it was introduced before it was named: those of "a younger woman, whom we call Salma"."""
    gender: str | None = None
    at: list[Offsets] = field(default_factory=list)
    """Where it spoke, was referred to, or opened a sentence, in the order of reading."""
    seen: list[Offsets] = field(default_factory=list)
    """Where else it was named: good for "the agency", not for "it"."""
    through: list[Offsets] = field(default_factory=list)
    """Who passed its last words on, from the speaker outward."""
    once: bool = False
    """Whether those words were of another day."""
    paragraph: int = 0
    """The paragraph of its last statement."""
    direct: bool = False
    """Whether it has spoken in the report itself, with nobody between."""
    gathered: bool = False
    """Whether a reprint says that it heard from it itself."""
    briefed: Voice | None = None
    """The body whose closed briefing it passed on in this report: a lawmaker's, of an intelligence service."""
    saw: Offsets | None = None
    """The words in which it told what it saw or went through."""
    last: Draft | None = None
    """Its last statement."""
    serves: Voice | None = None
    """The body that a person speaks or works for, as the words for them tell."""

    def last_before(self, place: int, *, seen: bool = False) -> int:
        """Give where it was last meant before a place of the text, or -1."""
        last = -1
        for places in (self.at, self.seen) if seen else (self.at,):
            count = bisect_left(places, (place, 0))
            last = max(last, places[count - 1][0] if count else -1)
        return last

    def between(self, after: int, before: int) -> list[Offsets]:
        """Give where it was meant or named between two places of the text."""
        return [at for places in (self.at, self.seen) for at in places[bisect_left(places, (after, 0)) : bisect_left(places, (before, 0))]]

    def note(self, at: Offsets, *, subject: bool = True) -> None:
        """Keep a place where it is named."""
        places = self.at if subject else self.seen
        place = bisect_left(places, at)
        if places[place : place + 1] != [at]:
            places.insert(place, at)

    def learn(self, naming: Naming, full: str) -> None:
        """Take over what a phrase tells of it: titles, country, whether the name is real."""
        self.heads.update(naming.heads)
        self.country = self.country or naming.country
        self.pseudonymous = self.pseudonymous or naming.pseudonymous
        self.plural = self.plural or naming.plural
        known = naming.known or known_actor(full, naming.country)
        if known is not None and known.kind is self.kind:
            self.key, self.country = known.key, self.country or known.country
            self.heads.update(nouns_for(known))
        if self.kind is ActorKind.OUTLET and self.named:
            self.heads.update(_outlet_heads(full))
            for alike in _OUTLET_NOUNS:
                # "The Dutch monthly Kade" is "the magazine".
                if not set(alike.split()).isdisjoint(naming.heads):
                    self.heads.update(alike.split())
        self.gender = self.gender or gender_of(full, naming.heads)

    def actor(self, report: Report) -> Actor:
        """The value that goes on the record."""
        names = tuple(dict.fromkeys([self.name, *self.names]))
        return Actor(actor_id(report.id, self.name), self.name, self.kind, names, self.named, self.pseudonymous, self.country, self.key)


def _is_secret(key: str | None) -> bool:
    return key is not None and key.rsplit(":", 1)[-1] in SECRET_SERVICES


def nouns_for(known: KnownActor) -> set[str]:
    """Give the nouns by which a body of the lexicon can be meant: those of all its names.

    >>> from closewatch.reading.actors import known_actor
    >>> sorted(nouns_for(known_actor("NIS", "KR")))
    ['agency', 'intelligence', 'service', 'spy']
    """
    if known.kind is ActorKind.PERSON:
        return set()
    heads = {singular(word.lower()) for name in known.names for word in re.findall(r"\w+", name) if noun_kind(word) is ActorKind.BODY}
    if known.key.startswith("body:INT:") and any(name.startswith(("UN ", "United", "World ")) for name in known.names):
        heads |= {"agency", "organisation", "organization"}
    return heads | ({"service", "agency", "intelligence", "spy"} if _is_secret(known.key) else set())


def _outlet_heads(name: str) -> set[str]:
    last = name.split()[-1].lower()
    for heads, ends in _OUTLET_NOUNS.items():
        if last in ends.split():
            return {"outlet", "newsroom", *heads.split()}
    if name.split()[0].lower() in OUTLET_STARTS:
        return {"outlet", "newsroom", *_BROADCASTERS.split()}
    return {"outlet", "newsroom", *_PAPER} if name[:1].isupper() else {"outlet"}
