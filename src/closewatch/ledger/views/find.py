"""From the beginning of an id to the whole of it, and to the id that a value goes by today.

Origins and conflicts are computed, so they are looked for among the questions.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from closewatch.ledger.views.lineage import TABLES_OF, successor_of
from closewatch.ledger.views.questions import questions
from closewatch.terms.claim import Claim, Conflict, Origin, Question
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
    "qu": ("questions",),
    "cl": ("claims",),
}

_SHOWN = 3
"""How many of several ids are named when a beginning fits them all."""


def whole_id(tables: sqlite3.Connection, beginning: str) -> str:
    """Give the one id of the case that begins so; for a former id the one that a value goes by today.

    Raises: CaseError when there is none, or more than one.
    """
    return successor_of(tables, known_id(tables, beginning))


def known_id(tables: sqlite3.Connection, beginning: str) -> str:
    """Give the one id that begins so, of today or, where there is none, a former one as it stands.

    Raises: CaseError when there is none, or more than one.
    """
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
    if kind == "or":
        yield from (origin.id for origin, _, _ in origins(tables) if origin.id.startswith(beginning))
    if kind == "co":
        yield from (conflict.id for conflict, _ in conflicts(tables) if conflict.id.startswith(beginning))


def _former_ids(tables: sqlite3.Connection, beginning: str) -> Iterator[str]:
    """Find ids among those that are not read any more, whether or not they lead to another."""
    table = TABLES_OF.get(beginning.partition(":")[0])
    return _beginning(tables, table, beginning, "AND state = 'gone'") if table else iter(())


def _beginning(tables: sqlite3.Connection, table: str, beginning: str, which: str) -> Iterator[str]:
    # The sign after every hexadecimal digit bounds the ids that begin so; "LIKE" would read _ and % in what was typed.
    query = f"SELECT DISTINCT id FROM {table} WHERE id >= ? AND id < ? {which} ORDER BY id LIMIT 5"
    yield from (row[0] for row in tables.execute(query, (beginning, beginning + "\uffff")))


def claims(tables: sqlite3.Connection) -> Iterator[tuple[Claim, Question]]:
    """Give every claim with the question it answers."""
    for question in questions(tables):
        for claim in question.claims:
            yield claim, question


def origins(tables: sqlite3.Connection) -> Iterator[tuple[Origin, Claim, Question]]:
    """Give every origin with its claim and question."""
    for claim, question in claims(tables):
        for origin in claim.origins:
            yield origin, claim, question


def conflicts(tables: sqlite3.Connection) -> Iterator[tuple[Conflict, Question]]:
    """Give every conflict with its question."""
    for question in questions(tables):
        for conflict in question.conflicts:
            yield conflict, question
