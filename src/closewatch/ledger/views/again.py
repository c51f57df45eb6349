"""What a second reading of a report does to the views: what it finds takes the place of what was found, and what people decided stays.

Which value takes the place of which was judged when the report was read and stands in the entry. What is not found any more leaves the
views unless a decision holds it there; its rows stay, so that former ids and earlier heads can still be asked.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from closewatch.ledger.views.actors import join, name_again, put_actor, refold, split_off
from closewatch.ledger.views.decisions import additions_to, restate, restate_link, settle_lost
from closewatch.ledger.views.lineage import is_decided, lineage, part, succeed, successor_of
from closewatch.ledger.views.members import refresh
from closewatch.ledger.views.propositions import refresh_positions
from closewatch.ledger.views.rows import put_figure, put_link, put_statement
from closewatch.terms.actor import Actor
from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.figure import Figure
from closewatch.terms.reading import Reading
from closewatch.terms.ref import ref
from closewatch.terms.statement import Statement

Read = TypeVar("Read", bound=Statement | Figure)

VALUES = ("statements", "figures")


def fold_again(tables: sqlite3.Connection, reading: Reading, successors: Sequence[tuple[str, str | None]], seq: int) -> None:
    """Put a reading in the place of the one before it of the same report."""
    _forget_problems(tables, reading.report)
    for actor in speakers_of(reading):
        put_actor(tables, actor, reading.report, seq, again=True)
    for statement in _first_of_each(reading.statements):
        put_statement(tables, statement, seq, again=True)
    for figure in _first_of_each(reading.figures):
        put_figure(tables, figure, seq, again=True)
    _follow(tables, successors, seq)
    for table in VALUES:
        _lose(tables, table, reading.report, seq)
    _restate_decided(tables, reading.report, seq)
    figures = "SELECT id FROM figures WHERE report = ? ORDER BY state <> 'read', place, id"  # who comes enters before who leaves
    refresh(tables, [row[0] for row in tables.execute(figures, (reading.report,)).fetchall()], seq)
    statements = "SELECT id FROM statements WHERE report = ? ORDER BY place, id"
    refresh_positions(tables, [row[0] for row in tables.execute(statements, (reading.report,)).fetchall()], seq)
    _settle_actors(tables, reading.report, {old: new for old, new in successors if new and old.startswith("ac:")}, seq)


def fold_links_again(tables: sqlite3.Connection, report: str, links: Sequence[Link], seq: int) -> None:
    """Put the links of a report that was read again in the place of those it had."""
    given = {link.id: link for link in links}
    query = 'SELECT id, kind, "left", "right", state FROM links WHERE report = ? ORDER BY id'
    before = [row[:4] for row in tables.execute(query, (report,)).fetchall() if row[4] != "gone"]
    new = [link for link in given.values() if put_link_again(tables, link, report, seq)]
    apart: set[str] = set()
    for identity, kind, left, right in before:
        if identity in given:
            continue
        mapped = ref("li", kind, successor_of(tables, left), successor_of(tables, right))
        if mapped in given:
            succeed(tables, identity, mapped, seq)
        elif kind == LinkKind.SAME_ACTOR and _is_gone(tables, left):
            continue  # the id of an actor that is not read any more still leads to whom it was
        else:
            tables.execute("UPDATE links SET lost_seq = coalesce(lost_seq, ?) WHERE id = ?", (seq, identity))
        apart.update(restate_link(tables, identity) or ())
    for identity in given:
        if is_decided(tables, lineage(tables, identity)):
            apart.update(restate_link(tables, identity) or ())
    parted = split_off(tables)
    for link in new:
        if link.kind is LinkKind.SAME_ACTOR and not parted.keys() & {link.left, link.right}:
            join(tables, link.left, link.right, seq)
    if apart:
        refold(tables, sorted(apart), seq)


def speakers_of(reading: Reading) -> tuple[Actor, ...]:
    """Give everybody who speaks in a reading, each once, as named first."""
    found: dict[str, Actor] = {}
    values: tuple[Statement | Figure, ...] = (*reading.statements, *reading.figures)
    for value in values:
        if value.speaker:
            found.setdefault(value.speaker.id, value.speaker)
    return tuple(found.values())


def _first_of_each(values: Iterable[Read]) -> Iterable[Read]:
    found: dict[str, Read] = {}
    for value in values:
        found.setdefault(value.id, value)
    return found.values()


def _forget_problems(tables: sqlite3.Connection, report: str) -> None:
    """Take away what the reading before had trouble with, and what kept a reader from reading at all; not where people noted something."""
    own = "seq = (SELECT seq FROM readings WHERE report = ?1)"
    kept_from = "(code LIKE 'reading.%' OR code IN ('capture.too-heavy', 'capture.too-slow', 'capture.died'))"
    of_its_captures = f"seq IN (SELECT seq FROM captures WHERE report = ?1) AND {kept_from}"
    for which in (own, f"at = ?1 AND {kept_from}", of_its_captures):
        query = f'DELETE FROM problems WHERE {which} AND NOT EXISTS (SELECT 1 FROM decisions WHERE "on" = problems.id AND NOT withdrawn)'
        tables.execute(query, (report,))


def _follow(tables: sqlite3.Connection, successors: Sequence[tuple[str, str | None]], seq: int) -> None:
    values = [(old, new) for old, new in successors if not old.startswith("ac:")]
    for old, new in values:
        if new is None:
            part(tables, old, seq)
    for old, new in values:
        if new is not None:
            succeed(tables, old, new, seq)


def _lose(tables: sqlite3.Connection, table: str, report: str, seq: int) -> None:
    """Mark what was read before and is not any more; what a person added was not read and is not lost."""
    query = (
        f"UPDATE {table} SET lost_seq = ?1 WHERE report = ?2 AND lost_seq IS NULL AND successor IS NULL AND seq <> ?1"
        f" AND NOT EXISTS (SELECT 1 FROM decisions WHERE decisions.seq = {table}.seq)"
    )
    tables.execute(query, (seq, report))


def _restate_decided(tables: sqlite3.Connection, report: str, seq: int) -> None:
    """Bring up to date whatever people decided on in a report, and say how everything stands that is not found any more."""
    added = {successor_of(tables, identity) for identity in additions_to(tables, report)}
    for table in VALUES:
        tables.execute(f"DELETE FROM judged WHERE id IN (SELECT id FROM {table} WHERE report = ?)", (report,))
        query = f"SELECT id FROM {table} WHERE report = ? AND successor IS NULL ORDER BY place, id"
        for (identity,) in tables.execute(query, (report,)).fetchall():
            if identity in added or is_decided(tables, lineage(tables, identity)):
                restate(tables, identity, seq)
    for table in reversed(VALUES):  # a statement stays where a figure does that rests on it
        query = f"SELECT id FROM {table} WHERE report = ? AND lost_seq IS NOT NULL AND successor IS NULL ORDER BY place, id"
        for (identity,) in tables.execute(query, (report,)).fetchall():
            settle_lost(tables, table, identity)


def _settle_actors(tables: sqlite3.Connection, report: str, successors: Mapping[str, str], seq: int) -> None:
    """Let go of the actors of a report that nobody reads in it any more, and that no decision keeps."""
    speaking = _speaking(tables, report)
    query = "SELECT id FROM actors WHERE report = ? AND state <> 'gone' ORDER BY id"
    for (actor,) in tables.execute(query, (report,)).fetchall():
        if actor in speaking:
            continue
        component = tables.execute("SELECT component FROM actors WHERE id = ?", (actor,)).fetchone()[0]
        decided = is_decided(tables, lineage(tables, actor))
        if actor in successors:
            succeed(tables, actor, successors[actor], seq)
            if decided:
                refold(tables, (actor, successors[actor]), seq)
        else:
            query = "UPDATE actors SET state = ?, lost_seq = coalesce(lost_seq, ?) WHERE id = ?"
            tables.execute(query, ("kept" if decided else "gone", seq, actor))
        name_again(tables, component, seq)


def _speaking(tables: sqlite3.Connection, report: str) -> set[str]:
    """Name everybody who speaks in what is shown of a report, its outlet too."""
    found = {row[0] for row in tables.execute("SELECT outlet FROM reports WHERE id = ?", (report,)).fetchall()}
    query = "SELECT speaker FROM statements WHERE report = ? AND state <> 'gone' AND speaker IS NOT NULL"
    found |= {row[0] for row in tables.execute(query, (report,)).fetchall()}
    for (value,) in tables.execute("SELECT value FROM figures WHERE report = ? AND state <> 'gone'", (report,)).fetchall():
        speaker = msgspec.json.decode(value, type=Figure).speaker
        found |= {speaker.id} if speaker else set()
    return found


def _is_gone(tables: sqlite3.Connection, actor: str) -> bool:
    return tables.execute("SELECT 1 FROM actors WHERE id = ? AND state = 'gone'", (actor,)).fetchone() is not None


def withdraw_links(tables: sqlite3.Connection, identities: Iterable[str], seq: int) -> None:
    """Let go of links that other reports have no more since a report arrived or was read again, unless a decision keeps them."""
    for identity in identities:
        tables.execute("UPDATE links SET lost_seq = coalesce(lost_seq, ?) WHERE id = ?", (seq, identity))
        restate_link(tables, identity)


def put_link_again(tables: sqlite3.Connection, link: Link, report: str, seq: int) -> bool:
    """Put a link in its place; gives whether it joins what was not joined before."""
    if put_link(tables, link, report, seq):
        return True
    lost = tables.execute("SELECT lost_seq FROM links WHERE id = ?", (link.id,)).fetchone()[0]
    value = msgspec.json.encode(link).decode()
    tables.execute("UPDATE links SET value = ?, lost_seq = NULL, state = 'read', successor = NULL WHERE id = ?", (value, link.id))
    if lost is None:
        return False
    restate_link(tables, link.id)
    return not tables.execute("SELECT withdrawn FROM links WHERE id = ?", (link.id,)).fetchone()[0]
