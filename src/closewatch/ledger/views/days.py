"""On which days reports were published: of a whole case, or of those that one question or one actor is told in."""

from __future__ import annotations

import sqlite3

_OF_QUESTION = """SELECT r.published, count(*) FROM reports r WHERE r.id IN (
    SELECT report FROM members WHERE question = ?1 AND until_seq IS NULL
    UNION SELECT report FROM positions WHERE question = ?1 AND until_seq IS NULL) GROUP BY 1"""
_OF_ACTOR = """SELECT r.published, count(*) FROM reports r
WHERE r.id IN (SELECT report FROM actors WHERE component = (SELECT component FROM actors WHERE id = ?1)) GROUP BY 1"""
_OF_BOTH = """SELECT r.published, count(*) FROM reports r
WHERE r.id IN (SELECT report FROM actors WHERE component = (SELECT component FROM actors WHERE id = ?2))
AND r.id IN (SELECT report FROM members WHERE question = ?1 AND until_seq IS NULL
    UNION SELECT report FROM positions WHERE question = ?1 AND until_seq IS NULL) GROUP BY 1"""


def report_days(tables: sqlite3.Connection, question: str | None = None, actor: str | None = None) -> dict[str, int]:
    """Count reports by their ISO date; those without one are counted under ""."""
    if question and actor:
        rows = tables.execute(_OF_BOTH, (question, actor)).fetchall()
    elif question or actor:
        rows = tables.execute(_OF_QUESTION if question else _OF_ACTOR, (question or actor,)).fetchall()
    else:
        rows = tables.execute("SELECT published, count(*) FROM reports GROUP BY 1").fetchall()
    found: dict[str, int] = {}
    for published, count in rows:
        day = (published or "")[:10]
        found[day] = found.get(day, 0) + count
    return found
