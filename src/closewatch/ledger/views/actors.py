"""Who is who: local actors joined by links and by people's decisions into one actor each.

A component is named by the smallest id of a local actor in it, so that any order of arrival gives the same name; every id that ever
named it is the id of a member and still leads to it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from closewatch.ledger.views.counts import move_counts
from closewatch.terms.actor import Actor


def put_actor(tables: sqlite3.Connection, actor: Actor, report: str, seq: int) -> None:
    """Add an actor of one report, standing alone until a link joins it."""
    tables.execute(
        "INSERT OR IGNORE INTO actors VALUES (?, ?, ?, ?, ?, ?)",
        (actor.id, actor.id, seq, report, actor.name, msgspec.json.encode(actor).decode()),
    )


def component_of(tables: sqlite3.Connection, actor: str) -> str:
    """Give the id under which an actor goes today; an id that is not known names itself."""
    row = tables.execute("SELECT component FROM actors WHERE id = ?", (actor,)).fetchone()
    row = row or tables.execute("SELECT component FROM actor_keys WHERE id = ?", (actor,)).fetchone()
    return str(row[0]) if row else actor


def join(tables: sqlite3.Connection, left: str, right: str, seq: int) -> None:
    """Make one actor of two; an id that is no local actor (a shared name, an entry of the lexicon) becomes a key of it."""
    for actor in (left, right):
        if not _is_known(tables, actor):
            tables.execute("INSERT INTO actor_keys VALUES (?, ?)", (actor, actor))
    one, other = component_of(tables, left), component_of(tables, right)
    if one == other:
        return
    local = [component for component in (one, other) if _is_local(tables, component)]
    kept = min(local or (one, other))
    _rename(tables, other if kept == one else one, kept, seq)


def refold(tables: sqlite3.Connection, actors: Iterable[str], seq: int) -> None:
    """Take apart whatever some actors go as, and join it again by the links and decisions that hold now."""
    asked = set(actors)
    ends = asked | {end for joint in _joints(tables, asked) for end in joint}
    members: set[str] = set()
    for component in sorted({component_of(tables, end) for end in ends}):
        members |= _take_apart(tables, component, seq)
    for left, right in _joints(tables, members):
        join(tables, left, right, seq)


def _take_apart(tables: sqlite3.Connection, component: str, seq: int) -> set[str]:
    """Let every member of a component stand alone, with the figures it gives; the members, actors and keys."""
    actors = [row[0] for row in tables.execute("SELECT id FROM actors WHERE component = ? ORDER BY id", (component,)).fetchall()]
    keys = [row[0] for row in tables.execute("SELECT id FROM actor_keys WHERE component = ?", (component,)).fetchall()]
    for actor in actors:
        tables.execute("UPDATE actors SET component = id WHERE id = ?", (actor,))
        move_counts(tables, component, actor, seq, only_of=actor)
    tables.execute("UPDATE actor_keys SET component = id WHERE component = ?", (component,))
    return {*actors, *keys}


def name_of(tables: sqlite3.Connection, component: str) -> Actor:
    """Give the actor of a component under the name its reports use most (then the longest, then the first in the alphabet)."""
    rows = tables.execute("SELECT name, value FROM actors WHERE component = ? ORDER BY id", (component,)).fetchall()
    values = [msgspec.json.decode(value, type=Actor) for _, value in rows]
    counts: dict[str, int] = {}
    for value in values:
        counts[value.name] = counts.get(value.name, 0) + 1
    best = min(values, key=lambda actor: (not actor.named, -counts[actor.name], -len(actor.name), actor.name))
    names = tuple(sorted({name for value in values for name in (value.name, *value.names)}, key=lambda name: (-len(name), name)))
    country = best.country or next((value.country for value in values if value.country), None)
    return Actor(component, best.name, best.kind, names, best.named, any(v.pseudonymous for v in values), country, best.key)


def _joints(tables: sqlite3.Connection, members: Iterable[str]) -> list[tuple[str, str]]:
    """Give the pairs that hold among some actors and their partners: links, and merges by people, in the order they were made.

    Somebody who was split off stands alone, whatever links say, until a person merges them again.
    """
    wanted = set(members)
    query = "SELECT other, max(seq) FROM decisions WHERE verdict = 'split' AND NOT withdrawn GROUP BY other"
    parted = dict(tables.execute(query).fetchall())
    found: set[tuple[int, str, str]] = set()
    for member in wanted:
        for end in ('"left"', '"right"'):
            query = f'SELECT seq, "left", "right" FROM links WHERE {end} = ? AND kind = \'same-actor\' AND NOT withdrawn'
            found.update(link for link in tables.execute(query, (member,)).fetchall() if not parted.keys() & {*link[1:]})
    query = "SELECT seq, \"on\", other FROM decisions WHERE verdict = 'merge' AND NOT withdrawn"
    for seq, left, right in tables.execute(query).fetchall():
        if wanted & {left, right} and seq > max(parted.get(left, 0), parted.get(right, 0)):
            found.add((seq, left, right))
    return [(left, right) for _, left, right in sorted(found)]


def _rename(tables: sqlite3.Connection, old: str, new: str, seq: int) -> None:
    tables.execute("UPDATE actors SET component = ? WHERE component = ?", (new, old))
    tables.execute("UPDATE actor_keys SET component = ? WHERE component = ?", (new, old))
    move_counts(tables, old, new, seq)


def _is_local(tables: sqlite3.Connection, actor: str) -> bool:
    return tables.execute("SELECT 1 FROM actors WHERE id = ?", (actor,)).fetchone() is not None


def _is_known(tables: sqlite3.Connection, actor: str) -> bool:
    return _is_local(tables, actor) or tables.execute("SELECT 1 FROM actor_keys WHERE id = ?", (actor,)).fetchone() is not None
