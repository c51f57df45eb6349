"""What stands in one report, or in a stretch of it: its statements and figures as they hold today, what was decided on them, which claims
they make, and what links them and the report to others.

Everything is asked for by the report or by the ids of its values, so that the size of the case does not matter.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.decision import Decision
from closewatch.terms.figure import Figure
from closewatch.terms.statement import Statement

Value = TypeVar("Value", Statement, Figure)

REACH = 20_000
"""How many characters before a stretch a value may begin and still be found to reach into it: none of ours comes near that length."""


@dataclass(frozen=True)
class Standing(Generic[Value]):
    """A statement or figure under the id it goes by today, its review, and since which entry it is not read any more (None: it is)."""

    id: str
    value: Value
    review: str
    lost: int | None


@dataclass(frozen=True)
class Made:
    """The claim that a statement or figure makes, or the amount that it denies, and the question that it answers."""

    claim: str
    question: str
    denied: bool


def statements_in(tables: sqlite3.Connection, report: str, start: int, end: int) -> tuple[Standing[Statement], ...]:
    """Give the statements of a report whose words touch a stretch of it, in the order of the text."""
    found = _standing(tables, "statements", Statement, report, start, end)
    return tuple(one for one in found if any(_touches(span.start, span.end, start, end) for span in _own(one.value)))


def figures_in(tables: sqlite3.Connection, report: str, start: int, end: int) -> tuple[Standing[Figure], ...]:
    """Give the figures of a report whose number touches a stretch of it, in the order of the text."""
    found = _standing(tables, "figures", Figure, report, start, end)
    return tuple(one for one in found if _touches(one.value.span.start, one.value.span.end, start, end))


def _own(statement: Statement) -> tuple[Any, ...]:
    return (*statement.source, *statement.cue, *statement.content)


def _touches(start: int, end: int, first: int, last: int) -> bool:
    return start < last and first < end


def _standing(tables: sqlite3.Connection, table: str, kind: type[Value], report: str, start: int, end: int) -> list[Standing[Value]]:
    query = (
        f"SELECT id, value, review, CASE WHEN state = 'read' THEN NULL ELSE lost_seq END FROM {table}"
        " WHERE report = ? AND place >= ? AND place < ? AND state <> 'gone' ORDER BY place, id"
    )
    rows = tables.execute(query, (report, start - REACH, end)).fetchall()
    return [Standing(row[0], msgspec.json.decode(row[1], type=kind), row[2], row[3]) for row in rows]


def places_in(tables: sqlite3.Connection, report: str) -> list[int]:
    """Give the offsets at which the statements and figures of a report begin, in order."""
    query = """SELECT place FROM statements WHERE report = ?1 AND state <> 'gone'
        UNION ALL SELECT place FROM figures WHERE report = ?1 AND state <> 'gone' ORDER BY 1"""
    return [row[0] for row in tables.execute(query, (report,)).fetchall()]


def place_of(tables: sqlite3.Connection, identity: str) -> int | None:
    """Give the offset at which a statement or figure begins; None where there is none."""
    table = {"st": "statements", "fi": "figures"}.get(identity[:2])
    row = table and tables.execute(f"SELECT place FROM {table} WHERE id = ?", (identity,)).fetchone()
    return int(row[0]) if row else None


def claims_made(tables: sqlite3.Connection, values: Iterable[str]) -> dict[str, Made]:
    """Say which claims some figures make, and which yes/no answers some statements give; what answers no question is not among them."""
    query = """SELECT m.figure, m.claim, m.question, m.denied FROM json_each(?1) j JOIN members m ON m.figure = j.value
        WHERE m.until_seq IS NULL
        UNION ALL SELECT p.statement, p.claim, p.question, 0 FROM json_each(?1) j JOIN positions p ON p.statement = j.value
        WHERE p.until_seq IS NULL"""
    rows = tables.execute(query, (_listed(values),)).fetchall()
    return {identity: Made(claim, question, bool(denied)) for identity, claim, question, denied in rows}


def decided_on(tables: sqlite3.Connection, values: Iterable[str]) -> dict[str, list[tuple[Decision, bool]]]:
    """Give the decisions on some values, under any of their ids, the oldest first, each with whether it was withdrawn."""
    query = """WITH asked AS (SELECT value AS id FROM json_each(?)),
        named AS (SELECT id, id AS today FROM asked
            UNION SELECT s.id, s.successor FROM asked a JOIN statements s ON s.successor = a.id
            UNION SELECT f.id, f.successor FROM asked a JOIN figures f ON f.successor = a.id)
        SELECT n.today, d.value, d.withdrawn FROM named n JOIN decisions d ON d."on" = n.id ORDER BY d.at, d.id"""
    found: dict[str, list[tuple[Decision, bool]]] = defaultdict(list)
    for identity, value, withdrawn in tables.execute(query, (_listed(values),)).fetchall():
        found[identity].append((msgspec.json.decode(value, type=Decision), bool(withdrawn)))
    return found


_LINKED = """SELECT l.value FROM json_each(?1) j JOIN links l ON l."left" = j.value
    WHERE l.kind IN (SELECT value FROM json_each(?2)) AND NOT l.withdrawn AND l.state <> 'gone'
    UNION SELECT l.value FROM json_each(?1) j JOIN links l ON l."right" = j.value
    WHERE l.kind IN (SELECT value FROM json_each(?2)) AND NOT l.withdrawn AND l.state <> 'gone' LIMIT ?3"""


def links_among(tables: sqlite3.Connection, values: Iterable[str], kinds: Iterable[LinkKind], most: int) -> tuple[Link, ...]:
    """Give the links of some kinds that hold and lead from or to some values, `most` of them at the most."""
    rows = tables.execute(_LINKED, (_listed(values), json.dumps([kind.value for kind in kinds]), most)).fetchall()
    return tuple(sorted((msgspec.json.decode(row[0], type=Link) for row in rows), key=lambda link: link.id))


def sources_of(tables: sqlite3.Connection, report: str, kind: LinkKind, most: int) -> tuple[Link, ...]:
    """Give the links of a kind from a report to those that it copies or cites."""
    return _ends(tables, '"left"', '"right"', report, kind, most)


def retellings_of(tables: sqlite3.Connection, report: str, kind: LinkKind, most: int) -> tuple[Link, ...]:
    """Give the links of a kind from the reports that copy or cite a report."""
    return _ends(tables, '"right"', '"left"', report, kind, most)


def count_retellings(tables: sqlite3.Connection, report: str, kind: LinkKind) -> int:
    """Count the reports that copy or cite a report."""
    query = "SELECT count(*) FROM links WHERE \"right\" = ? AND kind = ? AND NOT withdrawn AND state <> 'gone'"
    return int(tables.execute(query, (report, kind.value)).fetchone()[0])


def _ends(tables: sqlite3.Connection, end: str, other: str, report: str, kind: LinkKind, most: int) -> tuple[Link, ...]:
    query = f"SELECT value FROM links WHERE {end} = ? AND kind = ? AND NOT withdrawn AND state <> 'gone' ORDER BY {other} LIMIT ?"
    rows = tables.execute(query, (report, kind.value, most)).fetchall()
    return tuple(msgspec.json.decode(row[0], type=Link) for row in rows)


def _listed(identities: Iterable[str]) -> str:
    return json.dumps(sorted(set(identities)))
