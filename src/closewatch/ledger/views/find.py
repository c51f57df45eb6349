"""From the beginning of an id to the whole of it, and to the id that a value goes by today.

Origins and conflicts are computed, so they are looked for among the questions that can have them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice

from closewatch.ledger.views.drift import drifts
from closewatch.ledger.views.lineage import TABLES_OF, successor_of
from closewatch.ledger.views.questions import question
from closewatch.terms.claim import Claim, Conflict, Origin, Question
from closewatch.terms.ref import ID_DIGITS
from closewatch.terms.trouble import CaseError

_TABLES = {
    "ca": ("captures",),
    "re": ("reports",),
    "st": ("statements",),
    "fi": ("figures",),
    "ac": ("actors", "actor_keys"),
    "li": ("links",),
    "de": ("decisions",),
    "pr": ("problems",),
    "al": ("alerts",),
    "qu": ("questions",),
    "cl": ("claims", "merged_claims"),
}

_ANSWERED = {"qu": "question", "cl": "claim"}
"""The columns of `positions` that hold ids of yes/no questions and of the answers to them."""

MOST_LIKE = 5
"""Of how many values that begin alike the questions are put together."""

_SHOWN = 3
"""How many of several ids are named when a beginning fits them all."""


def whole_id(tables: sqlite3.Connection, beginning: str) -> str:
    """Give the one id of the case that begins so; for a former id the one that a value goes by today.

    Raises: CaseError when there is none, or more than one.
    """
    return successor_of(tables, known_id(tables, beginning))


def known_id(tables: sqlite3.Connection, beginning: str) -> str:
    """Give the one id that begins so, of today or, where there is none, a former one as it stands.

    Words of a report go by the report's id and their offsets, `re:…#START-END`. Raises: CaseError when there is none, or more than one.
    """
    report, mark, offsets = beginning.partition("#")
    if mark:
        return f"{known_id(tables, report)}#{offsets}"
    found = sorted(set(_ids(tables, beginning))) or sorted(set(_former_ids(tables, beginning)))
    if beginning in found:
        return beginning
    if len(found) != 1:
        several = ", ".join(found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
        raise CaseError(f"wanted the id of one value of this case, found {several or 'none'} for {beginning!r}")
    return found[0]


def _ids(tables: sqlite3.Connection, beginning: str) -> Iterator[str]:
    kind = beginning.partition(":")[0]
    for table in _TABLES.get(kind, ()):
        today = "AND state <> 'gone'" if table in TABLES_OF.values() else ""
        yield from _beginning(tables, table, beginning, today)
    if column := _ANSWERED.get(kind):
        # Answers to yes/no questions; which of these questions are shown is told in `yes_no`.
        query = f"SELECT DISTINCT {column} FROM positions WHERE {column} >= ? AND {column} < ? AND until_seq IS NULL ORDER BY 1 LIMIT 5"
        yield from (row[0] for row in tables.execute(query, (beginning, beginning + "\uffff")))
    most = 1 if len(beginning.partition(":")[2]) == ID_DIGITS else None  # a whole id is looked for until it is found
    if kind == "or":
        yield from (beginning if most else origin.id for origin, _ in islice(origins_like(tables, beginning), most))
    if kind == "co":
        yield from (conflict.id for conflict, _ in islice(conflicts_like(tables, beginning), most))
    if kind == "dr":
        yield from (drift.id for drift in drifts(tables) if drift.id.startswith(beginning))


def _former_ids(tables: sqlite3.Connection, beginning: str) -> Iterator[str]:
    """Find ids among those that are not read any more, whether or not they lead to another."""
    table = TABLES_OF.get(beginning.partition(":")[0])
    return _beginning(tables, table, beginning, "AND state = 'gone'") if table else iter(())


def _beginning(tables: sqlite3.Connection, table: str, beginning: str, which: str) -> Iterator[str]:
    # The sign after every hexadecimal digit bounds the ids that begin so; "LIKE" would read _ and % in what was typed.
    query = f"SELECT DISTINCT id FROM {table} WHERE id >= ? AND id < ? {which} ORDER BY id LIMIT 5"
    yield from (row[0] for row in tables.execute(query, (beginning, beginning + "\uffff")))


def claims_like(tables: sqlite3.Connection, identity: str) -> Iterator[tuple[Claim, Question]]:
    """Give the claim of an id with its question, as it stands today."""
    query = """SELECT question FROM claims WHERE id = ?1 AND until_seq IS NULL
        UNION SELECT question FROM positions WHERE claim = ?1 AND until_seq IS NULL"""
    for (asked,) in tables.execute(query, (identity,)).fetchall():
        whole = question(tables, asked)
        if whole is not None:
            yield from ((claim, whole) for claim in whole.claims if claim.id == identity)


def origins_like(tables: sqlite3.Connection, beginning: str) -> Iterator[tuple[Origin, Question]]:
    """Give the origins whose id begins so, with the question; for a whole id that an origin went by before, the one that has its value.

    An origin's id is that of its smallest figure (or statement), so only the questions of such figures are put together.
    """
    sought = beginning.partition(":")[2]
    asked = [(f"{kind}:{sought}", f"{kind}:{sought}\uffff") for kind in ("fi", "st")]
    query = """SELECT question, figure FROM members WHERE until_seq IS NULL AND NOT denied AND figure >= ?1 AND figure < ?2
        UNION SELECT question, statement FROM positions
        WHERE until_seq IS NULL AND statement >= ?1 AND statement < ?2 ORDER BY 2 LIMIT ?3"""
    rows = [row for first, last in asked for row in tables.execute(query, (first, last, MOST_LIKE)).fetchall()]
    values = {value for _, value in rows}
    for whole in (found for identity in sorted({row[0] for row in rows}) if (found := question(tables, identity))):
        for origin in (origin for claim in whole.claims for origin in claim.origins):
            if origin.id.startswith(beginning) or (len(sought) == ID_DIGITS and values & {*origin.members, *origin.statements}):
                yield origin, whole


def conflicts_like(tables: sqlite3.Connection, beginning: str) -> Iterator[tuple[Conflict, Question]]:
    """Give the conflicts whose id begins so, with the question; only questions with two answers or a denial can have any."""
    query = """SELECT question FROM claims WHERE until_seq IS NULL GROUP BY question HAVING count(*) > 1
        UNION SELECT question FROM members WHERE denied AND until_seq IS NULL UNION SELECT question FROM positions WHERE until_seq IS NULL
        UNION SELECT m.question FROM links l JOIN members m ON m.statement = l."right" WHERE l.kind = 'denies' AND m.until_seq IS NULL"""
    for (identity,) in tables.execute(query).fetchall():
        whole = question(tables, identity)
        if whole is None:
            continue
        for conflict in whole.conflicts:
            if conflict.id.startswith(beginning):
                yield conflict, whole
