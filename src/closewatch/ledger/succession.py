"""Which value of a new reading takes the place of which old one: house rule 6, judged within one report.

A value with the same id is the same value. Else `likeness` tells how well two go together: the best pair first, each value in one pair.
Words that a decision was made on have to match themselves: however many readings lie between, a decision never drifts to another
statement.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from closewatch.ledger.likeness import Value, likeness, places
from closewatch.ledger.views.again import speakers_of
from closewatch.ledger.views.decisions import additions_to, held
from closewatch.terms.actor import Actor
from closewatch.terms.figure import Figure
from closewatch.terms.reading import Reading
from closewatch.terms.statement import Statement


@dataclass(frozen=True)
class Tally:
    """How many values have the same id, are found in other words, are not found any more, and are new.

    And how many decisions are on values that are still found, and on values that are not found any more from now on.
    """

    kept: int = 0
    changed: int = 0
    gone: int = 0
    new: int = 0
    carried: int = 0
    lost: int = 0


@dataclass(frozen=True)
class Succession:
    """What becomes of the values of a report that is read again.

    `pairs` are (old id, new id), with None where a former id leads to no other any more.
    """

    pairs: tuple[tuple[str, str | None], ...]
    statements: Tally
    figures: Tally


@dataclass
class _Old:
    """One value as it goes today: what it was found and decided to be, the former ids that lead to it, and the decisions on each id."""

    id: str
    shapes: tuple[Value, ...]
    found: bool
    formers: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    decisions: dict[str, int] = field(default_factory=dict)


def find_succession(tables: sqlite3.Connection, reading: Reading) -> Succession:
    """Judge which values of a reading take the place of which values that the case holds of the same report."""
    pairs: list[tuple[str, str | None]] = []
    tallies = []
    for table, kind, new in (("statements", Statement, reading.statements), ("figures", Figure, reading.figures)):
        found, tally = _succeed(_held_values(tables, table, reading.report, kind), {value.id: value for value in new})
        pairs += found
        tallies.append(tally)
    return Succession((*pairs, *_actors(tables, reading)), *tallies)


def _held_values(tables: sqlite3.Connection, table: str, report: str, kind: type[Any]) -> list[_Old]:
    """Give the values of a report that are shown today, in the order of its text."""
    query = (
        "SELECT id, coalesce(base, value), value, state, successor, lost_seq IS NULL AND seq NOT IN (SELECT seq FROM decisions)"
        f" FROM {table} WHERE report = ? ORDER BY place, id"
    )
    rows = tables.execute(query, (report,)).fetchall()
    shapes = {row[0]: tuple(msgspec.json.decode(one, type=kind) for one in dict.fromkeys(row[1:3])) for row in rows}
    olds = {row[0]: _Old(row[0], shapes[row[0]], bool(row[5])) for row in rows if row[3] != "gone"}
    for identity, _, _, _, successor, _ in rows:
        if successor in olds:
            olds[successor].formers[identity] = shapes[identity]
    added = additions_to(tables, report)
    for old in olds.values():
        made = [decision.on for decision in held(tables, old.id)] + [one for one in added if one == old.id or one in old.formers]
        old.decisions = {identity: made.count(identity) for identity in made}
    return list(olds.values())


def _succeed(olds: Sequence[_Old], new: Mapping[str, Value]) -> tuple[list[tuple[str, str | None]], Tally]:
    others = [old for old in olds if old.id not in new]
    free = {identity: value for identity, value in new.items() if identity not in {old.id for old in olds}}
    chosen = _best_first(others, free)
    pairs: list[tuple[str, str | None]] = []
    carried = lost = 0
    for old in olds:
        total = sum(old.decisions.values())
        target = new.get(chosen.get(old.id, old.id))
        if target is None:
            lost += total if old.found else 0
            continue
        if old.id in chosen:
            pairs.append((old.id, chosen[old.id]))
            behind = _left_behind(old, target, new)
            pairs += [(former, None) for former in behind]
            lost += sum(old.decisions[former] for former in behind)
            total -= sum(old.decisions[former] for former in behind)
        carried += total
    kept = sum(old.found for old in olds if old.id in new)
    changed = sum(old.found for old in others if old.id in chosen)
    gone = sum(old.found for old in others if old.id not in chosen)
    return pairs, Tally(kept, changed, gone, len(new) - kept - changed, carried, lost)


def _left_behind(old: _Old, target: Value, new: Mapping[str, Value]) -> list[str]:
    """Name the former ids whose decisions were made on words that the new value does not match."""
    return [
        former
        for former, shapes in old.formers.items()
        if former in old.decisions and former not in new and not any(likeness(shape, target) for shape in shapes)
    ]


def _best_first(olds: Sequence[_Old], new: Mapping[str, Value]) -> dict[str, str]:
    """Pair old values with new ones, the pair that is most alike first; a value's own former id comes before everything else."""
    at: dict[int, list[str]] = {}
    for identity, value in new.items():
        for place in places(value):
            at.setdefault(place, []).append(identity)
    found = []
    for old in olds:
        near = {identity for shape in old.shapes for place in places(shape) for identity in at.get(place, ())}
        for identity in near:
            score = max(likeness(shape, new[identity]) for shape in old.shapes)
            if score:
                found.append((identity not in old.formers, -score, old.id, identity))
    chosen: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, old_id, identity in sorted(found):
        if old_id not in chosen and identity not in taken:
            chosen[old_id] = identity
            taken.add(identity)
    return chosen


def _actors(tables: sqlite3.Connection, reading: Reading) -> Iterator[tuple[str, str]]:
    """Pair each actor that speaks no more with the one that is called by a name of it, where there is one alone."""
    new = speakers_of(reading)
    names = {actor.id: {actor.name, *actor.names} for actor in new}
    outlet = "SELECT outlet FROM reports WHERE id = ?1"
    query = f"SELECT id, value FROM actors WHERE report = ?1 AND state <> 'gone' AND id <> ({outlet}) ORDER BY id"
    for identity, value in tables.execute(query, (reading.report,)).fetchall():
        old = msgspec.json.decode(value, type=Actor)
        called = [actor for actor in new if names[actor.id] & {old.name, *old.names} and actor.pseudonymous == old.pseudonymous]
        if identity not in names and len(called) == 1:
            yield identity, called[0].id
