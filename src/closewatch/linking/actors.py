"""Who is who across reports, as far as a name alone can tell.

Two actors are joined through a key that both lead to: an entry of the lexicon of public bodies and persons, a full name, an outlet's
name. A star round a key, never all pairs. Unnamed groups and people under a pseudonym have no key: "Western officials" of one report
are not those of another, and nobody pseudonymous is joined to anybody by machine.
"""

from __future__ import annotations

from decimal import Decimal

from closewatch.linking.names import shared_form
from closewatch.terms.actor import Actor, ActorKind, outlet_of
from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.reading import Reading
from closewatch.terms.ref import ref
from closewatch.terms.report import Excerpt, Report

MADE_BY = "linker:names-1"


def link_actors(report: Report, reading: Reading) -> tuple[Link, ...]:
    """Link each named actor of a report, and its outlet, to the key under which other reports may know them."""
    links: dict[str, Link] = {}
    for statement in reading.statements:
        actor = statement.speaker
        if actor is None or actor.id in links:
            continue
        key, score = actor_key(actor)
        if key:
            because = tuple(report.excerpt(span) for span in statement.source[:1])
            links[actor.id] = _link(actor, key, score, because)
    outlet = outlet_of(report.id, report.publisher)
    key, score = actor_key(outlet)
    if key:
        links[outlet.id] = _link(outlet, key, score, ())
    return tuple(links[identity] for identity in sorted(links))


def actor_key(actor: Actor) -> tuple[str | None, Decimal]:
    """Say under which key an actor may be known elsewhere, and how sure that is; None where the name alone cannot tell.

    >>> actor_key(Actor("ac:1", "Olena Shevchuk-Bila", ActorKind.PERSON))
    ('person: olena shevchuk bila', Decimal('0.8'))
    >>> actor_key(Actor("ac:1", "Western officials", ActorKind.GROUP, named=False))
    (None, Decimal('0'))
    """
    if not actor.named or actor.pseudonymous or actor.kind in (ActorKind.GROUP, ActorKind.DOCUMENT):
        return None, Decimal(0)
    if actor.key:
        return actor.key, Decimal("0.95")
    form = shared_form(actor.name)
    if actor.kind is ActorKind.PERSON and " " not in form:
        return None, Decimal(0)
    if not form:
        return None, Decimal(0)
    country = f" {actor.country}" if actor.kind is ActorKind.BODY and actor.country else ""
    return f"{actor.kind.value}:{country} {form}", Decimal("0.8")


def _link(actor: Actor, key: str, score: Decimal, because: tuple[Excerpt, ...]) -> Link:
    return Link(LinkKind.SAME_ACTOR, actor.id, ref("ac", "key", key), score, because, rule=f"name: {key}", made_by=MADE_BY)
