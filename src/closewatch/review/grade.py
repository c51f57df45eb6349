"""The grades that people gave, and the best one that the record leaves room for: the Admiralty code, reliability and credibility apart.

A grade is a person's. What is proposed here is a ceiling with its reason, never a grade of our own making.
"""

from __future__ import annotations

import sqlite3

from closewatch.ledger.views.actors import component_of
from closewatch.ledger.views.decisions import held
from closewatch.ledger.views.find import claims_like
from closewatch.ledger.views.lineage import successor_of
from closewatch.terms.claim import Claim
from closewatch.terms.decision import Decision, Verdict, person_of
from closewatch.terms.review import Graded, ProposedGrade

UNJUDGED = "F"
"""Reliability that cannot be judged (STANAG 2511): what a source has until a person has judged it."""


def proposed_grade(tables: sqlite3.Connection, identity: str) -> ProposedGrade | None:
    """Give the best grade that the record leaves room for, a credibility for a claim and a reliability for an actor; None for other values,
    and for a claim that no report makes."""
    if identity.startswith("cl:"):
        found = next(claims_like(tables, successor_of(tables, identity)), None)
        return found and ceiling_of(found[0])
    if identity.startswith("ac:"):
        return _of_actor(tables, component_of(tables, identity))
    return None


def ceiling_of(claim: Claim) -> ProposedGrade:
    """Give the best credibility of a claim: 1 where origins proved independent confirm it, else 2 (docs/guide/linking.md)."""
    return ProposedGrade(None, claim.ceiling, claim.ceiling_because)


def _of_actor(tables: sqlite3.Connection, component: str) -> ProposedGrade:
    query = """SELECT count(*), count(DISTINCT s.report) FROM actors a JOIN statements s ON s.speaker = a.id
        WHERE a.component = ? AND s.review <> 'rejected' AND s.state <> 'gone'"""
    statements, reports = tables.execute(query, (component,)).fetchone()
    said = f"{statements:,} statement{'' if statements == 1 else 's'} in {reports:,} report{'' if reports == 1 else 's'}"
    return ProposedGrade(UNJUDGED, None, f"what it said ({said}) does not tell how reliable it is; a person who knows its record can")


def grades_on(tables: sqlite3.Connection, identity: str) -> tuple[Graded, ...]:
    """Give the grade that each person gives to a value today, with the earlier ones; the person who graded last comes first."""
    by_person: dict[str, list[Decision]] = {}
    for decision in _grades(tables, identity):
        by_person.setdefault(person_of(decision.by), []).append(decision)
    found = [Graded(made[-1].by, made[-1].grade, made[-1], tuple(made[:-1])) for made in by_person.values() if made[-1].grade]
    return tuple(sorted(found, key=lambda one: (one.decision.at, one.decision.id), reverse=True))


def _grades(tables: sqlite3.Connection, identity: str) -> list[Decision]:
    """Give the grades that hold, the oldest first; those of an actor under any of the names that go as one today."""
    today = successor_of(tables, identity)
    members = [today]
    if today.startswith("ac:"):
        query = "SELECT id FROM actors WHERE component = ? AND id IN (SELECT \"on\" FROM decisions WHERE verdict = 'grade')"
        members = [row[0] for row in tables.execute(query, (component_of(tables, today),)).fetchall()]
    made = {decision.id: decision for one in members for decision in held(tables, one) if decision.verdict is Verdict.GRADE}
    return sorted(made.values(), key=lambda decision: (decision.at, decision.id))
