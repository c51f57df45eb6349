"""Why an actor is held to be one, what it answers, and through whom its words came: the ties of one actor, each list bounded.

Who goes as whom is worked out in `actors`; here it is only told again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from closewatch.ledger.views.narrowing import components_called
from closewatch.ledger.views.yes_no import answer_in_words
from closewatch.terms.change import Polarity
from closewatch.terms.claim import Link
from closewatch.terms.decision import Decision
from closewatch.terms.figure import Figure
from closewatch.terms.statement import Statement

MOST_LOOKED_AT = 2_000
"""Rows of one actor that are counted over; whoever has more is told apart by the newest of them."""

MOST_CALLED = 100
"""Actors that share a part of a name up to which it is asked what each of them answers."""


@dataclass(frozen=True)
class Joint:
    """A link by which an actor of one report goes as this one, with the name that it has there, the report and its outlet and day."""

    link: Link
    name: str
    report: str
    outlet: str | None
    day: str | None


@dataclass(frozen=True)
class Answer:
    """One answer that an actor gives: the figure that says it (None for a yes or no), or the yes or no in words (None for an amount)."""

    question: str
    claim: str
    figure: Figure | None
    words: str | None


def joints(tables: sqlite3.Connection, component: str, limit: int) -> tuple[Joint, ...]:
    """Give the links that make one actor of several, report by report."""
    query = """SELECT l.value, a.name, a.report, r.publisher, substr(r.published, 1, 10)
        FROM actors a JOIN links l ON l."left" = a.id AND l.kind = 'same-actor' AND NOT l.withdrawn AND l.state <> 'gone'
        LEFT JOIN reports r ON r.id = a.report
        WHERE a.component = ? AND a.state <> 'gone' ORDER BY a.report, l.id LIMIT ?"""
    rows = tables.execute(query, (component, limit)).fetchall()
    return tuple(Joint(msgspec.json.decode(row[0], type=Link), *row[1:]) for row in rows)


def merges(tables: sqlite3.Connection, component: str) -> tuple[Decision, ...]:
    """Give the merges and splits that people made on this actor, the newest first."""
    query = """SELECT d.value FROM decisions d WHERE d.verdict IN ('merge', 'split') AND NOT d.withdrawn
        AND (d."on" IN (SELECT id FROM actors WHERE component = ?1) OR d.other IN (SELECT id FROM actors WHERE component = ?1))
        ORDER BY d.at DESC, d.id DESC LIMIT 50"""
    return tuple(msgspec.json.decode(row[0], type=Decision) for row in tables.execute(query, (component,)).fetchall())


def answers_to(tables: sqlite3.Connection, component: str, questions: Iterable[str], limit: int) -> tuple[Answer, ...]:
    """Give the answers of an actor to some questions, each claim once."""
    asked = json.dumps(sorted(questions))
    query = """SELECT m.question, m.claim, min(m.figure)
        FROM actors a JOIN members m ON m.actor = a.id AND m.until_seq IS NULL AND NOT m.denied
        WHERE a.component = ? AND m.question IN (SELECT value FROM json_each(?)) GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ?"""
    found = []
    for question, claim, figure in tables.execute(query, (component, asked, limit)).fetchall():
        value = tables.execute("SELECT value FROM figures WHERE id = ?", (figure,)).fetchone()[0]
        found.append(Answer(question, claim, msgspec.json.decode(value, type=Figure), None))
    query = """SELECT p.question, p.claim, p.polarity, min(p.statement)
        FROM actors a JOIN positions p ON p.actor = a.id AND p.until_seq IS NULL
        WHERE a.component = ? AND p.question IN (SELECT value FROM json_each(?)) GROUP BY 1, 2, 3 ORDER BY 1, 2 LIMIT ?"""
    for question, claim, polarity, statement in tables.execute(query, (component, asked, limit)).fetchall():
        held = tables.execute("SELECT value FROM statements WHERE id = ?", (statement,)).fetchone()
        found.append(Answer(question, claim, None, answer_in_words(msgspec.json.decode(held[0], type=Statement), Polarity(polarity))))
    return tuple(found)


def questions_of(tables: sqlite3.Connection, source: str) -> frozenset[str]:
    """Give the questions that somebody answers by themselves who goes by a part of a name; none where too many go by it.

    What goes back to somebody through the words of others is known to the questions alone.
    """
    components = components_called(tables, source)
    if len(components) > MOST_CALLED:
        return frozenset()
    query = """SELECT c.question FROM origins o JOIN claims c ON c.id = o.claim AND c.until_seq IS NULL
            WHERE o.actor IN (SELECT value FROM json_each(?1)) AND o.until_seq IS NULL
        UNION SELECT p.question FROM actors a JOIN positions p ON p.actor = a.id AND p.until_seq IS NULL
            WHERE a.component IN (SELECT value FROM json_each(?1))"""
    return frozenset(row[0] for row in tables.execute(query, (json.dumps(sorted(components)),)).fetchall())


def carried_by(tables: sqlite3.Connection, component: str, limit: int) -> tuple[tuple[str, int], ...]:
    """Give the outlets in whose reports an actor speaks, with the number of these reports, the most first."""
    query = f"""SELECT r.publisher, count(*) FROM
        (SELECT DISTINCT report FROM actors WHERE component = ? AND state <> 'gone' ORDER BY seq DESC LIMIT {MOST_LOOKED_AT}) a
        JOIN reports r ON r.id = a.report WHERE r.publisher IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"""
    return tuple(tables.execute(query, (component, limit)).fetchall())


def passed_on_by(tables: sqlite3.Connection, component: str, limit: int) -> tuple[tuple[str, int], ...]:
    """Give those through whom the words of an actor came, as its statements name them, with how many do."""
    query = """SELECT v.value, count(*) FROM
        (SELECT s.value AS said FROM actors a JOIN statements s ON s.speaker = a.id AND s.state <> 'gone' AND s.review <> 'rejected'
            WHERE a.component = ? LIMIT 200) x,
        json_each(x.said, '$.via') v GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"""
    return tuple(tables.execute(query, (component, limit)).fetchall())
