"""Who is who: local actors joined by links and by people's decisions into one actor each.

A component is named by the smallest id of a local actor in it that is still read, so that any order of arrival gives the same name; every
id that ever named it is the id of a member and still leads to it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

import msgspec

from closewatch.ledger.views.counts import move_counts
from closewatch.ledger.views.lineage import successor_of
from closewatch.terms.actor import Actor
from closewatch.terms.trouble import CaseError


def put_actor(tables: sqlite3.Connection, actor: Actor, report: str, seq: int, *, again: bool = False) -> None:
    """Add an actor of one report, standing alone until a link joins it; one that is there stays as it is, unless it was read `again`."""
    value = msgspec.json.encode(actor).decode()
    if tables.execute("SELECT 1 FROM actors WHERE id = ?", (actor.id,)).fetchone() is None:
        about = (actor.id, actor.id, seq, report, actor.name, value, form_of(tables, actor), actor.id)
        query = "INSERT INTO actors (id, component, seq, report, name, value, form, under) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        tables.execute(query, about)
        return
    if again:
        query = "UPDATE actors SET name = ?, value = ?, form = ? WHERE id = ?"
        tables.execute(query, (actor.name, value, form_of(tables, actor), actor.id))
    _revive(tables, actor.id, seq)


def form_of(tables: sqlite3.Connection, actor: Actor) -> int:
    """Give the number of the way in which a report writes an actor: all that it says of it but for the id."""
    value = msgspec.json.encode(replace(actor, id="")).decode()
    names = "\n".join(dict.fromkeys(name.casefold() for name in (actor.name, *actor.names)))
    tables.execute("INSERT OR IGNORE INTO forms (value, names) VALUES (?, ?)", (value, names))
    return int(tables.execute("SELECT number FROM forms WHERE value = ?", (value,)).fetchone()[0])


def _revive(tables: sqlite3.Connection, actor: str, seq: int) -> None:
    """Let an actor that was not found any more stand among the others again, with the name that this gives to what it goes as."""
    row = tables.execute("SELECT successor, component FROM actors WHERE id = ? AND state <> 'read'", (actor,)).fetchone()
    if row is None:
        return
    tables.execute("UPDATE actors SET state = 'read', lost_seq = NULL, successor = NULL WHERE id = ?", (actor,))
    if row[0]:
        refold(tables, (actor, row[0]), seq)
    elif (_rank(tables, actor), actor) < (_rank(tables, row[1]), row[1]):
        _rename(tables, row[1], actor, seq)


def component_of(tables: sqlite3.Connection, actor: str) -> str:
    """Give the id under which an actor goes today; an id that is not known names itself."""
    row = tables.execute("SELECT component, successor FROM actors WHERE id = ?", (actor,)).fetchone()
    if row and row[1]:
        return component_of(tables, row[1])
    row = row or tables.execute("SELECT component FROM actor_keys WHERE id = ?", (actor,)).fetchone()
    return str(row[0]) if row else actor


def name_again(tables: sqlite3.Connection, component: str, seq: int) -> None:
    """Give a component another name where the one who named it is not read any more."""
    if _rank(tables, component) == 0:
        return
    query = "SELECT id FROM actors WHERE component = ? ORDER BY state = 'gone', id LIMIT 1"
    row = tables.execute(query, (component,)).fetchone()
    if row and row[0] != component:
        _rename(tables, component, row[0], seq)


def join(tables: sqlite3.Connection, left: str, right: str, seq: int) -> None:
    """Make one actor of two; an id that is no local actor (a shared name, an entry of the lexicon) becomes a key of it."""
    for actor in (left, right):
        if not _is_known(tables, actor):
            tables.execute("INSERT INTO actor_keys VALUES (?, ?)", (actor, actor))
    one, other = component_of(tables, left), component_of(tables, right)
    if one == other:
        return
    kept = min((one, other), key=lambda component: (_rank(tables, component), component))
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
    row = tables.execute("SELECT value FROM voices WHERE component = ?", (component,)).fetchone()
    if row is None:
        raise CaseError(f"wanted an actor of this case, found none under {component}")
    # Where the entry that changed it is only being added up, the name is not worked out yet.
    return replace(msgspec.json.decode(row[0], type=Actor), id=component) if row[0] else name_from_forms(tables, component)


def name_from_forms(tables: sqlite3.Connection, component: str) -> Actor:
    """Work out the actor of a component from the ways in which reports write it; of those written equally often, any tie goes by the form
    itself, so that the order of arrival makes no difference."""
    query = (
        "SELECT f.value, v.members FROM voice_forms v JOIN forms f ON f.number = v.form WHERE v.component = ?1"
        # What is not read any more tells who it is only where nothing else is left.
        " AND v.gone = (SELECT min(gone) FROM voice_forms WHERE component = ?1) ORDER BY f.value"
    )
    rows = [(msgspec.json.decode(value, type=Actor), members) for value, members in tables.execute(query, (component,)).fetchall()]
    values = [value for value, _ in rows]
    counts: dict[str, int] = {}
    for value, members in rows:
        counts[value.name] = counts.get(value.name, 0) + members
    best = min(rows, key=lambda row: (not row[0].named, -counts[row[0].name], -len(row[0].name), row[0].name, -row[1]))[0]
    names = tuple(sorted({name for value in values for name in (value.name, *value.names)}, key=lambda name: (-len(name), name)))
    country = best.country or next((value.country for value, _ in sorted(rows, key=lambda row: -row[1]) if value.country), None)
    return Actor(component, best.name, best.kind, names, best.named, any(v.pseudonymous for v in values), country, best.key)


def _joints(tables: sqlite3.Connection, members: Iterable[str]) -> list[tuple[str, str]]:
    """Give the pairs that hold among some actors and their partners: links, and merges by people.

    Somebody who was split off stands alone, whatever links say, until a person merges them again.
    """
    wanted = set(members)
    parted = split_off(tables)
    found: set[tuple[str, str]] = set()
    for member in wanted:
        for end in ('"left"', '"right"'):  # a withdrawn link is one that was rejected, or that is not made any more
            query = f'SELECT "left", "right" FROM links WHERE {end} = ? AND kind = \'same-actor\' AND NOT withdrawn'
            found.update(link for link in tables.execute(query, (member,)).fetchall() if not parted.keys() & {*link})
    query = "SELECT at || id, \"on\", other FROM decisions WHERE verdict = 'merge' AND \"on\" LIKE 'ac:%' AND NOT withdrawn"
    for made, *pair in tables.execute(query).fetchall():
        left, right = (successor_of(tables, actor) for actor in pair)
        if wanted & {left, right} and made > max(parted.get(left, ""), parted.get(right, "")):
            found.add((left, right))
    return sorted(found)


def split_off(tables: sqlite3.Connection) -> dict[str, str]:
    """Give whom people split off from others, each with the time and the id of the last decision that did."""
    found: dict[str, str] = {}
    query = "SELECT at || id, other FROM decisions WHERE verdict = 'split' AND other LIKE 'ac:%' AND NOT withdrawn"
    for made, actor in tables.execute(query).fetchall():
        today = successor_of(tables, actor)
        found[today] = max(made, found.get(today, ""))
    return found


def _rename(tables: sqlite3.Connection, old: str, new: str, seq: int) -> None:
    tables.execute("UPDATE actors SET component = ? WHERE component = ?", (new, old))
    tables.execute("UPDATE actor_keys SET component = ? WHERE component = ?", (new, old))
    move_counts(tables, old, new, seq)


def _rank(tables: sqlite3.Connection, actor: str) -> int:
    """Say what may name a component before what: an actor of a report, one that is not read there any more, a shared name."""
    row = tables.execute("SELECT state = 'gone' FROM actors WHERE id = ?", (actor,)).fetchone()
    return int(row[0]) if row else 2


def _is_known(tables: sqlite3.Connection, actor: str) -> bool:
    return any(tables.execute(f"SELECT 1 FROM {table} WHERE id = ?", (actor,)).fetchone() for table in ("actors", "actor_keys"))
