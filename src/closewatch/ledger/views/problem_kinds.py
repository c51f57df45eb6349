"""The problems of a case by their codes: how many of each there are, and the first few with their places."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from closewatch.terms.trouble import Problem, Severity


@dataclass(frozen=True)
class ProblemKind:
    """All problems with one code: how many, how much they matter, and the first few."""

    code: str
    severity: Severity
    number: int
    first: tuple[Problem, ...]


def problem_kinds(tables: sqlite3.Connection, few: int) -> tuple[ProblemKind, ...]:
    """Give the problems code by code, those that mean missing evidence first, then those that were met most."""
    query = """SELECT code, message, at, severity, number FROM (
            SELECT code, message, at, severity, row_number() OVER (PARTITION BY code ORDER BY seq, at) AS place,
                count(*) OVER (PARTITION BY code) AS number FROM problems p
            WHERE NOT EXISTS (SELECT 1 FROM problems e WHERE e.id = p.id AND e.seq < p.seq)
        ) WHERE place <= ? ORDER BY severity = 'note', number DESC, code, place"""
    kinds: dict[str, tuple[int, list[Problem]]] = {}
    for code, message, at, severity, number in tables.execute(query, (few,)).fetchall():
        kinds.setdefault(code, (number, []))[1].append(Problem(code, message, at, Severity(severity)))
    return tuple(ProblemKind(code, first[0].severity, number, tuple(first)) for code, (number, first) in kinds.items())
