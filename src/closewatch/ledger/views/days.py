"""On which days reports were published: of a whole case, or of those that one question or one actor is told in."""

from __future__ import annotations

import sqlite3

from closewatch.ledger.views.actors import component_of

_OF_QUESTION = """SELECT r.published, count(*) FROM reports r WHERE r.id IN (
    SELECT report FROM members WHERE question = ?1 AND until_seq IS NULL
    UNION SELECT report FROM positions WHERE question = ?1 AND until_seq IS NULL) GROUP BY 1"""
_OF_ACTOR = """SELECT r.published, count(*) FROM reports r
WHERE r.id IN (SELECT report FROM actors WHERE component = ?1 AND state <> 'gone') GROUP BY 1"""
_OF_BOTH = """SELECT r.published, count(*) FROM reports r
WHERE r.id IN (SELECT report FROM actors WHERE component = ?2 AND state <> 'gone')
AND r.id IN (SELECT report FROM members WHERE question = ?1 AND until_seq IS NULL
    UNION SELECT report FROM positions WHERE question = ?1 AND until_seq IS NULL) GROUP BY 1"""


def report_days(tables: sqlite3.Connection, question: str | None = None, actor: str | None = None) -> dict[str, int]:
    """Count reports by their ISO date; those without one are counted under ""."""
    component = component_of(tables, actor) if actor else None
    if question and component:
        rows = tables.execute(_OF_BOTH, (question, component)).fetchall()
    elif question or component:
        rows = tables.execute(_OF_QUESTION if question else _OF_ACTOR, (question or component,)).fetchall()
    else:
        rows = tables.execute("SELECT published, count(*) FROM reports GROUP BY 1").fetchall()
    found: dict[str, int] = {}
    for published, count in rows:
        day = (published or "")[:10]
        found[day] = found.get(day, 0) + count
    return found
