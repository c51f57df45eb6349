"""Who speaks or is spoken of: people, bodies, groups, documents and outlets, as one report names them.

An actor here is local to its report; who is who across reports is the business of `linking` and of a person's decisions.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from closewatch.terms.ref import ref


class ActorKind(StrEnum):
    """What an actor is, as ACLED and UCDP tell actors apart, and what can speak in a report besides."""

    PERSON = "person"
    BODY = "body"
    GROUP = "group"
    DOCUMENT = "document"
    OUTLET = "outlet"


@dataclass(frozen=True)
class Actor:
    """Somebody or something that speaks in one report.

    `name` is the fullest form that the report itself writes; `names` are all forms found there, the fullest first. `named` is False
    for "officials" or "a soldier"; `pseudonymous` is True where the report says that the name is not the real one. `country` is
    an ISO 3166-1 alpha-2 code. `key` names an entry of the shipped lexicon of public bodies and persons, where one fits.
    """

    id: str
    name: str
    kind: ActorKind
    names: tuple[str, ...] = ()
    named: bool = True
    pseudonymous: bool = False
    country: str | None = None
    key: str | None = None


def actor_id(report: str, name: str) -> str:
    """Name an actor of one report by the fullest form of its name there.

    >>> actor_id("re:1", "Chung") == actor_id("re:1", "Chung") != actor_id("re:2", "Chung")
    True
    """
    return ref("ac", report, name)


def outlet_of(report: str, publisher: str | None) -> Actor:
    """Make the actor that stands for the outlet of a report: it gives the figures that the report attributes to nobody.

    >>> outlet_of("re:1", None).named
    False
    """
    name = publisher or "outlet not named"
    return Actor(actor_id(report, f"outlet: {name}"), name, ActorKind.OUTLET, (name,), named=publisher is not None)
