"""One value by its id, as it holds today, and the decisions on it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

import msgspec

from closewatch.ledger.views.actors import component_of, name_of
from closewatch.terms.actor import Actor
from closewatch.terms.capture import Capture
from closewatch.terms.claim import Link
from closewatch.terms.decision import Decision
from closewatch.terms.figure import Figure
from closewatch.terms.statement import Statement
from closewatch.terms.trouble import CaseError

_KINDS: dict[str, tuple[str, type[Any]]] = {
    "st": ("statements", Statement),
    "fi": ("figures", Figure),
    "li": ("links", Link),
    "ca": ("captures", Capture),
    "de": ("decisions", Decision),
}


@dataclass(frozen=True)
class Held:
    """A value of the ledger under its id, with its review and the actor that its speaker goes as today."""

    id: str
    value: Any
    review: str
    actor: Actor | None


def value_of(tables: sqlite3.Connection, identity: str) -> Held:
    """Give one statement, figure, link, capture or decision.

    Raises: CaseError when the case does not hold it.
    """
    table, kind = _KINDS[identity[:2]]
    review = "review" if table in ("statements", "figures") else "'unreviewed'"
    row = tables.execute(f"SELECT value, {review} FROM {table} WHERE id = ?", (identity,)).fetchone()
    if row is None:
        raise CaseError(f"wanted a value of this case, found none under {identity}")
    value = msgspec.json.decode(row[0], type=kind)
    speaker = getattr(value, "speaker", None)
    return Held(identity, value, row[1], name_of(tables, component_of(tables, speaker.id)) if speaker else None)


def decisions_on(tables: sqlite3.Connection, identity: str) -> tuple[tuple[Decision, bool], ...]:
    """Give every decision on a value, the oldest first, each with whether it was withdrawn."""
    rows = tables.execute(
        'SELECT value, withdrawn FROM decisions WHERE "on" = ? OR other = ? ORDER BY seq', (identity, identity)
    ).fetchall()
    return tuple((msgspec.json.decode(value, type=Decision), bool(withdrawn)) for value, withdrawn in rows)
