"""How many of a claim's origins are proved independent of each other: the rule of docs/interfaces.md.

Proved means: no common government, party, employer or outlet, and each with its own stated basis, witness or document. Where the
ledger does not know, nothing is proved; a person's decision can say more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from closewatch.terms.claim import Origin
from closewatch.terms.statement import Basis

FIRST_HAND = (Basis.WITNESS, Basis.DOCUMENT)
"""The bases that an origin can have of its own; a lone origin, or one whose basis is unstated, counts nothing."""


def count_proved(origins: Sequence[Origin], publishers: Mapping[str, str | None]) -> int:
    """Count origins that are proved independent of every other counted one.

    `publishers` gives the outlet of each member figure.
    """
    counted: list[Origin] = []
    for origin in sorted(origins, key=lambda origin: origin.id):
        if origin.basis in FIRST_HAND and all(_independent(origin, other, publishers) for other in counted):
            counted.append(origin)
    return len(counted) if len(counted) > 1 else 0


def _independent(left: Origin, right: Origin, publishers: Mapping[str, str | None]) -> bool:
    countries = (left.actor.country, right.actor.country)
    if None in countries or countries[0] == countries[1] or not (left.actor.named and right.actor.named):
        return False
    ours, theirs = ({publishers.get(member) for member in origin.members} for origin in (left, right))
    leaning = {edge.left for edge in (*left.edges, *right.edges)} | {edge.right for edge in (*left.edges, *right.edges)}
    return None not in ours | theirs and not ours & theirs and not leaning & ({*left.reports} & {*right.reports})
