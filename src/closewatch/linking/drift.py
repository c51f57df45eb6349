"""How facts change as they are passed on: along a copy, a relay or a citation, and between a report's own tellings of one thing.

Pairs what belongs together, asks what changed, and gives each changed pair one link with the words of both sides. It finds no edges: who
copied or cites whom is told by `copies` and `relays`. A pure function of the two readings and the edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from closewatch.linking.drift_figures import Change, changes_of_figures
from closewatch.linking.drift_pairs import Pair, pair_figures, pair_statements
from closewatch.linking.drift_sides import Side, Sided
from closewatch.linking.drift_statements import changes_of_statements, find_denials, find_grafts, find_other_forces
from closewatch.linking.drift_words import Rarity, rarity, says
from closewatch.terms.claim import DriftKind, Link, LinkKind
from closewatch.terms.reading import Account
from closewatch.terms.report import Excerpt

MADE_BY = "linker:drift-1"

VERBATIM = 40
"""Characters from which a sentence that stands in both reports is a copy and needs no comparing: fewer may be a headline's scrap."""


def find_drift(here: Account, there: Account, edge: Link) -> tuple[Link, ...]:
    """Find what changed between a report and the one that it passes on, in the order of the text.

    An edge between reports (a copy, a citation) lets everything in the two be compared, for facts change where the copying stops;
    an edge between statements lets those two and their figures be compared and nothing else. `parts` names each change (`DriftKind`),
    `because` holds for each its words here and then those there; `rule` names the edge.
    """
    return find_drift_between(Sided(here), Sided(there), edge)


def find_drift_between(here: Sided, there: Sided, edge: Link, *, whole: bool = False) -> tuple[Link, ...]:
    """Find the same between two reports whose sides were gathered before, for a report is held against many.

    With `whole` an edge between statements lets everything be compared too, as other edges beside it give reason to.
    """
    left, right = (here.sides, there.sides) if whole else (here.at(edge.left), there.at(edge.right))
    told = {side.told for side in right if len(side.words) > VERBATIM}
    fresh = tuple(side for side in left if side.told not in told)
    words = rarity(here.account.report.text, there.account.report.text)
    return _links(here.account, there.account, _changes(fresh, right, words), f"along {edge.kind.value}: {edge.id}")


def _changes(here: tuple[Side, ...], there: tuple[Side, ...], words: Rarity) -> Iterator[tuple[Pair, Change]]:
    figures = tuple(side for side in here if side.figure is not None), tuple(side for side in there if side.figure is not None)
    statements = tuple(side for side in here if side.figure is None), tuple(side for side in there if side.figure is None)
    pairs = pair_figures(*figures, words)
    told = {pair.here.statement.id for pair in pairs if pair.here.statement}
    for pair in pairs:
        for change in changes_of_figures(pair):
            yield pair, change
    for pair in pair_statements(*statements, words):
        for change in changes_of_statements(pair):
            # A change that a figure of the statement shows already is one finding.
            if not (pair.here.value.id in told and change.kind in (DriftKind.PLACE_CHANGED, DriftKind.PLANNED_TO_DONE)):
                yield pair, change
    yield from find_denials(*statements, words)
    yield from find_grafts(*statements, words)
    yield from find_other_forces(*statements, words)


def _links(here: Account, there: Account, changes: Iterable[tuple[Pair, Change]], rule: str) -> tuple[Link, ...]:
    """One link for each changed pair, whatever number of changes it has."""
    found: dict[tuple[str, str], Link] = {}
    for pair, change in changes:
        key = pair.here.value.id, pair.there.value.id
        held = found.get(key) or Link(LinkKind.DRIFTS, *key, pair.score, rule=rule, made_by=MADE_BY)
        if change.kind.value in held.parts:
            continue
        because: tuple[Excerpt, ...] = (here.report.excerpt(change.here), there.report.excerpt(change.there))
        found[key] = Link(
            held.kind, *key, max(held.score, pair.score), (*held.because, *because), rule, MADE_BY, (*held.parts, change.kind.value)
        )
    return tuple(found.values())


def find_drift_within(account: Account) -> tuple[Link, ...]:
    """Find what a report's headline, or another outlet's version that it tells, changes of what the report itself tells."""
    sides = Sided(account).sides
    retold = tuple(side for side in sides if side.in_headline or (side.statement and side.statement.via) or says("left_out", side.words))
    own = tuple(side for side in sides if not side.in_headline)
    return _links(account, account, _changes(retold, own, rarity(account.report.text, "")), "within the report")
