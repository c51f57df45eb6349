"""How many of a claim's origins are proved independent of each other, and what grade that leaves room for: the rules of docs/interfaces.md.

Proved means: no common government, party, employer or outlet, no copy, relay or stated dependence between them, and each with its own
stated basis, witness or document. Where the ledger does not know, nothing is proved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from closewatch.ledger.views.answers import Answer
from closewatch.ledger.views.known import Known
from closewatch.terms.actor import ActorKind
from closewatch.terms.claim import Origin
from closewatch.terms.statement import Basis

FIRST_HAND = (Basis.WITNESS, Basis.DOCUMENT)
"""The bases that an origin can have of its own; a lone origin, or one whose basis is unstated, counts nothing."""


INSTITUTIONS = {ActorKind.BODY, ActorKind.DOCUMENT, ActorKind.OUTLET}
"""Kinds of actor behind which a government, a party or an employer can stand."""

Outlets = Mapping[str, tuple[str, str | None]]
"""For the id of a report the ISO date on which it was published ("9999" where it has none), and its outlet."""


def proved_among(origins: Sequence[Origin], outlets: Outlets, known: Known | None = None) -> tuple[Origin, ...]:
    """Give the origins that are proved independent of every other given one, by their ids; none where there are not two.

    `outlets` gives day and outlet of each report; `known` under which ids the ends of links go today, where they may have changed.
    """
    counted: list[Origin] = []
    for origin in sorted(origins, key=lambda origin: origin.id):
        if origin.basis in FIRST_HAND and all(_independent(origin, other, outlets, known) for other in counted):
            counted.append(origin)
    return tuple(counted) if len(counted) > 1 else ()


def outlets_of(answers: Iterable[Answer]) -> dict[str, tuple[str, str | None]]:
    """Give the day and the outlet of each answer's report by the report's id."""
    return {answer.report: (answer.published or "9999", answer.publisher) for answer in answers}


def _independent(left: Origin, right: Origin, outlets: Outlets, known: Known | None) -> bool:
    countries = (left.actor.country, right.actor.country)
    # Who saw it himself speaks for no government; bodies, papers and outlets may, unless their countries are known to be two.
    if {left.actor.kind, right.actor.kind} <= INSTITUTIONS and (None in countries or countries[0] == countries[1]):
        return False
    if not (left.actor.named or right.actor.named) and left.actor.name.casefold() == right.actor.name.casefold():
        return False  # equal labels may be the same people
    ours, theirs = (_first_outlet(origin, outlets) for origin in (left, right))
    return None not in (ours, theirs) and ours != theirs and not (_leans(left, right, known) or _leans(right, left, known))


def _first_outlet(origin: Origin, outlets: Outlets) -> str | None:
    """Give the outlet that had an origin first: a later report that sets two side by side makes them no less independent."""
    first = min(origin.reports, key=lambda report: (outlets[report][0], report))
    return outlets[first][1]


def _leans(origin: Origin, other: Origin, known: Known | None) -> bool:
    """Tell whether a link leads from what makes one origin to what makes the other: its words, or whom it goes back to."""
    ends = {*other.statements, *other.members, other.actor.id}
    return any({edge.right, *((known.today(edge.right), known.component(edge.right)) if known else ())} & ends for edge in origin.edges)
