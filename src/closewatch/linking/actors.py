"""Who is who across reports, as far as names, roles and offices tell.

Two actors are joined through a key that both lead to (`keys`): a star round a key, never all pairs, and the same for any order of arrival.
What only a person can tell is left to people: they merge and split actors by decisions.
"""

from __future__ import annotations

from closewatch.linking.keys import Key, keys_of
from closewatch.linking.lexicon import Lexicon, shipped_lexicon
from closewatch.linking.setting import country_told_of
from closewatch.terms.actor import Actor, outlet_of
from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.reading import Reading
from closewatch.terms.ref import ref
from closewatch.terms.report import Excerpt, Report, Span

MADE_BY = "linker:names-2"


def link_actors(report: Report, reading: Reading, lexicon: Lexicon | None = None) -> tuple[Link, ...]:
    """Link each actor of a report, and its outlet, to the keys under which other reports may know them."""
    known, country = lexicon or shipped_lexicon(), country_told_of(report, reading)
    links: dict[tuple[str, str], Link] = {}
    for actor, span in _introduced(reading):
        because = (report.excerpt(span),) if span else ()
        for key in keys_of(actor, report, known, span.exact if span else "", country):
            links[actor.id, key.name] = _link(actor, key, because)
    outlet = outlet_of(report.id, report.publisher)
    for key in keys_of(outlet, report, known) if outlet.named else ():
        links[outlet.id, key.name] = _link(outlet, key, ())
    return tuple(links[pair] for pair in sorted(links))


def _introduced(reading: Reading) -> tuple[tuple[Actor, Span | None], ...]:
    """Give each actor once, with the words by which the report names it: "Kyrylo Budanov, the head of", rather than "he"."""
    found: dict[str, tuple[Actor, Span | None]] = {}
    for statement in reading.statements:
        actor = statement.speaker
        if actor is None:
            continue
        span = statement.source[0] if statement.source else None
        if actor.id not in found or (_names(span, actor) and not _names(found[actor.id][1], actor)):
            found[actor.id] = (actor, span)
    return tuple(found.values())


def _names(span: Span | None, actor: Actor) -> bool:
    return span is not None and actor.name.casefold() in span.exact.casefold()


def _link(actor: Actor, key: Key, because: tuple[Excerpt, ...]) -> Link:
    return Link(LinkKind.SAME_ACTOR, actor.id, ref("ac", "key", key.name), key.score, because, rule=f"name: {key.name}", made_by=MADE_BY)
