"""What a case holds in numbers, with what was read by what: what a dossier says of the record as a whole.

Counted from the tables at one stroke; no question is put together here.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True)
class Holdings:
    """How much a case holds. `reviewed` counts the statements and figures that a person decided on, `undated` the reports without a date,
    `unread` those of which no reading is on the record, `destroyed` what was lawfully destroyed. `begun` and `ended` are the moments of the
    first and the last capture. `readers`, `tools`, `collectors`, `deciders` and `languages` are names with how often each stands."""

    originals: int
    reports: int
    outlets: int
    statements: int
    figures: int
    reviewed: int
    undated: int
    unread: int
    decisions: int
    destroyed: int
    begun: str | None
    ended: str | None
    readers: tuple[tuple[str, int], ...]
    tools: tuple[tuple[str, int], ...]
    collectors: tuple[tuple[str, int], ...]
    deciders: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]


_NUMBERS = """SELECT (SELECT count(DISTINCT digest) FROM captures), (SELECT count(*) FROM reports),
(SELECT count(DISTINCT publisher) FROM reports),
(SELECT count(*) FROM statements WHERE state <> 'gone'), (SELECT count(*) FROM figures WHERE state <> 'gone'),
(SELECT count(*) FROM statements WHERE state <> 'gone' AND review <> 'unreviewed')
    + (SELECT count(*) FROM figures WHERE state <> 'gone' AND review <> 'unreviewed'),
(SELECT count(*) FROM reports WHERE published IS NULL), (SELECT count(*) FROM reports r WHERE r.id NOT IN (SELECT report FROM readings)),
(SELECT count(*) FROM decisions), (SELECT count(*) FROM destroyed),
(SELECT min(json_extract(value, '$.taken_at')) FROM captures), (SELECT max(json_extract(value, '$.taken_at')) FROM captures)"""
_NAMES = (
    "SELECT read_by, count(*) FROM readings GROUP BY 1 ORDER BY 2 DESC, 1",
    "SELECT json_extract(value, '$.tool'), count(*) FROM captures GROUP BY 1 ORDER BY 2 DESC, 1",
    "SELECT json_extract(value, '$.taken_by'), count(*) FROM captures GROUP BY 1 ORDER BY 2 DESC, 1",
    'SELECT min("by"), count(*) FROM decisions GROUP BY person ORDER BY 2 DESC, 1',
    "SELECT coalesce(language, ''), count(*) FROM reports GROUP BY 1 ORDER BY 2 DESC, 1",
)
_CANDIDATES = """SELECT question, sum(rows) FROM (
    SELECT question, count(*) AS rows, count(DISTINCT claim) AS answers FROM members WHERE until_seq IS NULL GROUP BY question
        HAVING answers > 1 OR sum(denied) > 0
    UNION ALL SELECT question, count(*), count(DISTINCT claim) FROM positions WHERE until_seq IS NULL GROUP BY question
) GROUP BY question ORDER BY max(answers) DESC, question"""


def holdings_of(tables: sqlite3.Connection) -> Holdings:
    """Count what a case holds."""
    numbers = tables.execute(_NUMBERS).fetchone()
    many = [tuple((str(name), int(number)) for name, number in tables.execute(query)) for query in _NAMES]
    return Holdings(*numbers, *many)


def perhaps_disputed(tables: sqlite3.Connection, most_rows: int) -> tuple[tuple[str, ...], int]:
    """Name the questions that can be disputed, those with the most answers first, until so many answers would have to be looked at, and
    say how many such questions are left: only putting a question together tells whether any two of its answers do not fit."""
    rows = tables.execute(_CANDIDATES).fetchall()
    taken = [row[0] for row, sum_so_far in zip(rows, accumulate(row[1] for row in rows), strict=True) if sum_so_far <= most_rows]
    taken = taken or [row[0] for row in rows[:1]]
    return tuple(taken), len(rows) - len(taken)


def standing_on(tables: sqlite3.Connection, identity: str) -> str | None:
    """Name a statement, figure or report that anything of the record stands on: what a claim or a question is answered by, what a link
    joins, in which report an actor is named; None where there is none."""
    queries = {
        "qu": """SELECT figure FROM members WHERE question = ?1 UNION ALL SELECT statement FROM positions WHERE question = ?1
            ORDER BY 1 LIMIT 1""",
        "cl": """SELECT figure FROM members WHERE claim = ?1 UNION ALL SELECT statement FROM positions WHERE claim = ?1
            ORDER BY 1 LIMIT 1""",
        "li": "SELECT report FROM links WHERE id = ?1",
        "ac": "SELECT report FROM actors WHERE id = ?1 OR component = ?1 ORDER BY id LIMIT 1",
        "ca": "SELECT report FROM captures WHERE id = ?1",
        "de": 'SELECT "on" FROM decisions WHERE id = ?1',
    }
    kind = identity[:2]
    if kind in ("st", "fi", "re"):
        return identity
    row = tables.execute(queries[kind], (identity,)).fetchone() if kind in queries else None
    if row is None or row[0] is None:
        return None
    return standing_on(tables, str(row[0])) if kind == "de" else str(row[0])
