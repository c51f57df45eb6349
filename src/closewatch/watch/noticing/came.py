"""What came in at one time, held against one question as it stood before and after: what the rules of noticing ask of it.

Knows which answers are fresh, which only recall what was said before, and which stand in another version of the same page. What is worth
telling is left to the rules.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import msgspec

from closewatch.ledger.views.arrivals import Arrival
from closewatch.ledger.views.drift import drifts_from
from closewatch.ledger.views.versions import versions_of
from closewatch.terms.actor import Actor, ActorKind
from closewatch.terms.alert import Alert, AlertKind
from closewatch.terms.claim import Claim, Origin, Question
from closewatch.terms.figure import Figure
from closewatch.terms.report import Excerpt, excerpt_of
from closewatch.terms.statement import Basis, Part, Statement
from closewatch.watch.noticing.wording import MOST_PROOFS

Value = TypeVar("Value", Statement, Figure)


@dataclass(frozen=True)
class Came:
    """What came in at one time, with the values it brought; `versions` are the other reports that stood at its address."""

    tables: sqlite3.Connection
    arrival: Arrival

    @cached_property
    def versions(self) -> tuple[str, ...]:
        """The versions of the same page that were there before, the oldest first."""
        query = "SELECT 1 FROM reports WHERE id = ? AND seq <= ?"
        found = versions_of(self.tables, self.arrival.report) if self.arrival.is_report else ()
        return tuple(one for one in found if self.tables.execute(query, (one, self.arrival.before)).fetchone())

    @cached_property
    def page(self) -> frozenset[str]:
        """The report itself and its earlier versions: one page speaks with one voice."""
        return frozenset((self.arrival.report, *self.versions))

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """The statements that came, by their ids, with those that the figures which came stand in."""
        wanted = {*self.arrival.values, *(figure.statement for figure in self.figures.values() if figure.statement)}
        return _values(self.tables, "statements", wanted, Statement)

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The figures that came, by their ids."""
        return _values(self.tables, "figures", self.arrival.values, Figure)

    @cached_property
    def changed(self) -> frozenset[str]:
        """Those of the values that only retell, with a change, what stands elsewhere."""
        return frozenset(drift.here for drift in drifts_from(self.tables, sorted(self.arrival.values)))

    def statement_of(self, value: str) -> Statement | None:
        """Give the statement that a value is or stands in."""
        figure = self.figures.get(value)
        return self.statements.get((figure.statement or "") if figure else value)

    def recalls(self, value: str) -> bool:
        """Tell a value that only recalls what was: in a background paragraph, without a date of its own, or "had said"."""
        figure, statement = self.figures.get(value), self.statement_of(value)
        if (figure and figure.as_of is None) or (statement and statement.part is Part.BACKGROUND):
            return True
        return bool(statement and statement.cue and statement.cue[0].exact.lower().startswith("had "))

    def tells(self, value: str) -> bool:
        """Tell whether a value came and says something of its own now: it recalls nothing, and changes nothing in passing on."""
        statement = self.figures[value].statement if value in self.figures else None
        return value in self.arrival.values and not self.recalls(value) and not {value, statement} & self.changed

    def told_in(self, origin: Origin) -> tuple[str, ...]:
        """Give the answers of an origin that came and are told here for themselves, not leaning on what was there before."""
        leaning = {joined.member for joined in origin.joined if joined.onto not in self.arrival.values}
        return tuple(one for one in origin.members if self.tells(one) and one not in leaning)

    def was_there(self, values: Iterable[str]) -> bool:
        """Tell whether any of some values stood on the record before this came."""
        others = json.dumps(sorted(set(values) - self.arrival.values))
        query = """SELECT 1 FROM json_each(?1) j WHERE EXISTS (SELECT 1 FROM statements WHERE id = j.value AND seq <= ?2)
            OR EXISTS (SELECT 1 FROM figures WHERE id = j.value AND seq <= ?2)"""
        return self.tables.execute(query, (others, self.arrival.before)).fetchone() is not None

    def alert(self, kind: AlertKind, words: str, proof: Iterable[Excerpt], about: Iterable[str] = ()) -> Alert:
        """Make an alert that rests on what came: it is the first thing the alert is about."""
        kept = tuple(dict.fromkeys(proof))[:MOST_PROOFS]
        return Alert(kind, (self.arrival.id, *about), words, proof=kept, reports=(self.arrival.report,))

    def proof(self, values: Iterable[str]) -> tuple[Excerpt, ...]:
        """Give the words that values rest on: what is said to have been said, or where nobody speaks the number alone."""
        return proof_of(self.tables, values)


@dataclass(frozen=True)
class Look:
    """One question as it stood before and after something came; how it stood before is looked up when somebody asks."""

    came: Came
    after: Question
    ask_before: Callable[[], Question | None]

    @cached_property
    def before(self) -> Question | None:
        """The question as it stood before; None where it did not stand yet."""
        return self.ask_before()

    @cached_property
    def claims_before(self) -> dict[str, Claim]:
        """The claims there were before, by their ids."""
        return {claim.id: claim for claim in self.before.claims} if self.before else {}

    @cached_property
    def new_origins(self) -> tuple[tuple[Claim, Origin], ...]:
        """Each claim with an origin that is new to it: all that it rests on came now (or later), and some of it is told for itself.

        An outlet that says so on no ground that it tells is none: it repeats what everybody says. Nor is a person or paper that neither has
        a name nor tells how it knows.
        """
        return tuple(
            (claim, origin)
            for claim in self.after.claims
            for origin in claim.origins
            if self.came.told_in(origin)
            and not (origin.basis is Basis.UNSTATED and _is_anybody(origin.actor))
            and not self.came.was_there(origin.members)
        )

    def stood_elsewhere(self, claim: Claim) -> bool:
        """Tell whether a claim has an answer on the record from before, in another place than an earlier version of the same page."""
        others = (origin for origin in claim.origins if set(origin.reports) - self.came.page)
        return any(self.came.was_there(origin.members) for origin in others)

    def alert(self, kind: AlertKind, words: str, proof: Iterable[Excerpt], about: Iterable[str] = ()) -> Alert:
        """Make an alert on this question."""
        return replace(self.came.alert(kind, words, proof, about), question=self.after.id, wording=self.after.wording)


def _is_anybody(actor: Actor) -> bool:
    return actor.kind is ActorKind.OUTLET or not (actor.named or actor.kind is ActorKind.GROUP)


def proof_of(tables: sqlite3.Connection, values: Iterable[str]) -> tuple[Excerpt, ...]:
    """Give the words that values rest on, each once, in the order of the values: what was said, of a figure the words with the number."""
    asked = tuple(dict.fromkeys(values))
    figures = _values(tables, "figures", asked, Figure)
    speaking = {*asked, *(figure.statement for figure in figures.values() if figure.statement)}
    statements = _values(tables, "statements", speaking, Statement)
    found: list[Excerpt] = []
    for value in asked:
        figure = figures.get(value)
        statement = statements.get((figure.statement or "") if figure else value)
        spans = statement.content if statement else ()
        if figure:
            number = figure.span
            spans = tuple(span for span in spans if span.start <= number.start and number.end <= span.end) or (number,)
        holder = figure or statement
        found += [excerpt_of(holder.report, span) for span in spans] if holder else []
    return tuple(dict.fromkeys(found))


def _values(tables: sqlite3.Connection, table: str, identities: Iterable[str], kind: type[Value]) -> dict[str, Value]:
    query = f"SELECT id, value FROM {table} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY place"
    rows = tables.execute(query, (json.dumps(sorted(identities)),)).fetchall()
    return {identity: msgspec.json.decode(value, type=kind) for identity, value in rows}
