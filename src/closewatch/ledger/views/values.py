"""One value by any of its ids, as it holds today, and the decisions on it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

import msgspec

from closewatch.ledger.views.actors import component_of, name_of
from closewatch.ledger.views.lineage import lineage, lost_since, successor_of
from closewatch.terms.actor import Actor
from closewatch.terms.capture import Capture
from closewatch.terms.claim import Link
from closewatch.terms.decision import Decision, person_of
from closewatch.terms.figure import Figure
from closewatch.terms.statement import Statement
from closewatch.terms.trouble import CaseError

_KINDS: dict[str, tuple[str, type[Any]]] = {
    "st": ("statements", Statement),
    "fi": ("figures", Figure),
    "li": ("links", Link),
    "ca": ("captures", Capture),
    "de": ("decisions", Decision),
    "ac": ("actors", Actor),
}


@dataclass(frozen=True)
class Held:
    """A value of the ledger under the id it goes by today, with its review and the actor that its speaker goes as.

    `lost` is the entry since which today's reader does not find it any more; None where it does, or where a person added it.
    """

    id: str
    value: Any
    review: str
    actor: Actor | None
    lost: int | None = None


def value_of(tables: sqlite3.Connection, identity: str) -> Held:
    """Give one statement, figure, link, capture or decision.

    Raises: CaseError when the case does not hold it.
    """
    table, kind = _KINDS[identity[:2]]
    identity = successor_of(tables, identity)
    review = "review" if table in ("statements", "figures") else "'unreviewed'"
    row = tables.execute(f"SELECT value, {review} FROM {table} WHERE id = ?", (identity,)).fetchone()
    if row is None:
        raise CaseError(f"wanted a value of this case, found none under {identity}")
    value = msgspec.json.decode(row[0], type=kind)
    speaker = getattr(value, "speaker", None)
    actor = name_of(tables, component_of(tables, speaker.id)) if speaker else None
    return Held(identity, value, row[1], actor, lost_since(tables, identity))


def decisions_on(tables: sqlite3.Connection, identity: str) -> tuple[tuple[Decision, bool], ...]:
    """Give every decision on a value, under any of its ids, the oldest first, each with whether it was withdrawn."""
    query = 'SELECT at, id, value, withdrawn FROM decisions WHERE "on" = ? OR other = ?'
    rows = {row for one in lineage(tables, identity) for row in tables.execute(query, (one, one)).fetchall()}
    return tuple((msgspec.json.decode(value, type=Decision), bool(withdrawn)) for _, _, value, withdrawn in sorted(rows))


def last_decision_by(tables: sqlite3.Connection, by: str) -> Decision | None:
    """Give the last decision of a person that still holds and is no withdrawal: the one that an undo takes back."""
    query = "SELECT value FROM decisions WHERE person = ? AND NOT withdrawn AND verdict <> 'withdraw' ORDER BY at DESC, id DESC LIMIT 1"
    row = tables.execute(query, (person_of(by),)).fetchone()
    return msgspec.json.decode(row[0], type=Decision) if row else None
