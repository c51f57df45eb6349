"""Which answers people judged to be the same claim, and which figure makes a claim of its own: kept apart from what amounts say.

Merged claims go as the one with the smallest id; every figure keeps its own amount. A claim is split off again as an actor is: it stands
alone until somebody merges it anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from closewatch.ledger.views.lineage import lineage
from closewatch.ledger.views.members import refresh
from closewatch.ledger.views.propositions import refresh_positions


def regroup(tables: sqlite3.Connection, claims: Iterable[str], seq: int) -> None:
    """Work out again as what some claims go, with all that were or are merged with them, and move the answers that make them."""
    before = {one for claim in claims for one in _group(tables, claim)}
    touched = set(before)
    joints, new = _joints(tables), before
    while new:  # everybody who may now go with them
        new = {end for joint in joints if touched & {*joint} for end in joint} - touched
        touched |= {one for end in new for one in _group(tables, end)}
    goes_as = {claim: claim for claim in touched}
    for left, right in joints:
        if left in touched:
            one, other = sorted((goes_as[left], goes_as[right]))
            goes_as = {claim: one if name == other else name for claim, name in goes_as.items()}
    alone = {claim for claim, name in goes_as.items() if list(goes_as.values()).count(name) == 1}
    for claim in sorted(touched):
        tables.execute("DELETE FROM merged_claims WHERE id = ?", (claim,))
        if claim not in alone:
            tables.execute("INSERT INTO merged_claims VALUES (?, ?)", (claim, goes_as[claim]))
    for claim in sorted(touched):
        figures = "SELECT figure FROM members WHERE claim = ? AND until_seq IS NULL ORDER BY figure"
        refresh(tables, [row[0] for row in tables.execute(figures, (claim,)).fetchall()], seq)
        statements = "SELECT statement FROM positions WHERE claim = ? AND until_seq IS NULL ORDER BY statement"
        refresh_positions(tables, [row[0] for row in tables.execute(statements, (claim,)).fetchall()], seq)


def _group(tables: sqlite3.Connection, claim: str) -> set[str]:
    row = tables.execute("SELECT goes_as FROM merged_claims WHERE id = ?", (claim,)).fetchone()
    return {claim, *(lineage(tables, row[0]) if row else ())}


def _joints(tables: sqlite3.Connection) -> list[tuple[str, str]]:
    """Give the pairs of claims that people merged and nobody split apart since."""
    parted: dict[str, str] = {}
    query = "SELECT at || id, \"on\", other FROM decisions WHERE verdict = ? AND other LIKE 'cl:%' AND NOT withdrawn ORDER BY at, id"
    for made, _, claim in tables.execute(query, ("split",)).fetchall():
        parted[claim] = made
    merges = tables.execute(query, ("merge",)).fetchall()
    return [(left, right) for made, left, right in merges if made > max(parted.get(left, ""), parted.get(right, ""))]
