"""Which questions can look different since an entry: those of every report that an entry touched, and those that lean on its values.

Rather one too many than one too few: a digest that is kept is made again for each of these, and holds for all others.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

import msgspec

from closewatch.ledger.views.lineage import successor_of
from closewatch.ledger.views.yes_no import BEFALLING
from closewatch.terms.claim import proposition_key
from closewatch.terms.statement import Statement

_HELD = "(until_seq IS NULL OR until_seq > ?2)"
_ANSWERED_IN = f"""
SELECT question FROM members WHERE report IN (SELECT value FROM json_each(?1)) AND {_HELD}
UNION SELECT question FROM positions WHERE report IN (SELECT value FROM json_each(?1)) AND {_HELD}"""
_VALUES_IN = """
WITH told (id) AS (
    SELECT id FROM statements WHERE report IN (SELECT value FROM json_each(?1))
    UNION ALL SELECT id FROM figures WHERE report IN (SELECT value FROM json_each(?1)))
SELECT l."left" FROM told JOIN links l ON l."right" = told.id WHERE l.kind <> 'same-actor'
UNION SELECT l."right" FROM told JOIN links l ON l."left" = told.id WHERE l.kind <> 'same-actor'"""
_ANSWERED_BY = f"""
SELECT question FROM members WHERE figure IN (SELECT value FROM json_each(?1)) AND {_HELD}
UNION SELECT question FROM members WHERE statement IN (SELECT value FROM json_each(?1)) AND {_HELD}
UNION SELECT question FROM positions WHERE statement IN (SELECT value FROM json_each(?1)) AND {_HELD}"""


def questions_touched(tables: sqlite3.Connection, since_seq: int) -> frozenset[str]:
    """Name every question that may have changed since an entry, those that are gone since then too."""
    ids = [row[0] for row in tables.execute("SELECT id FROM touched WHERE seq > ?", (since_seq,)).fetchall()]
    reports = json.dumps([one for one in ids if one.startswith("re:")])
    found = {one for one in ids if one.startswith("qu:")}
    found |= {row[0] for row in tables.execute(_ANSWERED_IN, (reports, since_seq)).fetchall()}
    others = {row[0] for row in tables.execute(_VALUES_IN, (reports,)).fetchall()}
    values = json.dumps(sorted(others | {successor_of(tables, one) for one in others}))
    found |= {row[0] for row in tables.execute(_ANSWERED_BY, (values, since_seq)).fetchall()}
    return frozenset(found | _implied_by(tables, found))


def _implied_by(tables: sqlite3.Connection, questions: set[str]) -> set[str]:
    """Name the questions whether people were there that answers to others speak to: who tells of dead soldiers tells of some."""
    found = set()
    query = """SELECT s.value FROM positions p JOIN statements s ON s.id = p.statement
        WHERE p.question = ? ORDER BY p.until_seq IS NOT NULL LIMIT 1"""
    for question in questions:
        row = tables.execute(query, (question,)).fetchone()
        about = msgspec.json.decode(row[0], type=Statement).about if row else None
        key = proposition_key(about) if about else None
        if key and key.measure in BEFALLING:
            found.add(replace(key, measure=None).id)
    return found
