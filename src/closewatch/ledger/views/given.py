"""The answers that reports give to one yes/no question: each statement in its place, and which answer stands against which."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import msgspec

from closewatch.ledger.views.facets import day_number
from closewatch.terms.about import Act, Place
from closewatch.terms.actor import Actor
from closewatch.terms.change import Polarity
from closewatch.terms.statement import Statement


@dataclass(frozen=True)
class GivenAnswer:
    """One statement as an answer: `actor` is who gives it as that actor goes today, `published` the report's ISO date where it has one.

    `retold` tells a retelling that changed what was said; it stands with the answer that it changed and is none of its own.
    """

    statement: Statement
    claim: str
    polarity: Polarity
    actor: Actor
    published: str | None
    publisher: str | None
    retold: bool = False

    @cached_property
    def act(self) -> Act | None:
        """Whether it speaks of being there or of fighting; None where it takes on all that is told, or a measure says what happened."""
        return self.statement.about.act if self.statement.about else None

    @cached_property
    def said(self) -> str | None:
        """The day on which it was said, as far as known: the statement's own date, else the report's."""
        dated = self.statement.said
        return dated.start.isoformat() if dated and dated.start else self.published and self.published[:10]

    @cached_property
    def day(self) -> int | None:
        """The number of that day, of a month or a year its first; None where no day is known."""
        return day_number(self.said) or None

    @cached_property
    def happened_in(self) -> Place | None:
        """The place where what happened is said in words to have been; None where it was inferred, or nothing but presence is told."""
        about = self.statement.about
        return about.place if about and about.measure and about.place and not about.place.rule else None

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Earliest first; what has no date comes last."""
        first = self.statement.content[0].start if self.statement.content else 0
        return (self.published or "9999", self.statement.report, first, self.statement.id)


THINGS = frozenset(("incidents", "launched", "destroyed", "damaged", "intercepted"))
"""Measures of attacks, each of which is an event of its own: news of one is told within weeks."""
_WEEKS = 42
"""How many days after an attack was told of another still answers the same, where neither names the place: a threshold of our own."""


def meets(yes: GivenAnswer, other: GivenAnswer) -> bool:
    """Tell whether a "no", or a refusal to say, is about the same as a "yes": who was never there has not fought there, but who did not
    fight may have been there; an attack in one town is none in another, and what one state delivers is not what another does."""
    if other.act is Act.DELIVERED and _of_two_states(yes, other):
        return False
    return not (other.act is Act.FOUGHT and yes.act is not Act.FOUGHT) and not (_elsewhere(yes, other) or _long_apart(yes, other))


def _of_two_states(left: GivenAnswer, right: GivenAnswer) -> bool:
    """Tell whether two deliveries are said to be of two states: what one sends, another cannot deny."""
    whose = {about.population.country for one in (left, right) if (about := one.statement.about) and about.population}
    return len(whose) > 1


def _long_apart(left: GivenAnswer, right: GivenAnswer) -> bool:
    """Tell whether two attacks are told of too long apart to be one, unless both are said in words to have been in one place."""
    one, other = left.statement.about, right.statement.about
    if one is None or other is None or one.measure not in THINGS or not (left.day and right.day):
        return False
    named = one.place and other.place and not one.place.rule and not other.place.rule and one.place.name == other.place.name
    return not named and abs(left.day - right.day) > _WEEKS


def _elsewhere(left: GivenAnswer, right: GivenAnswer) -> bool:
    """Tell whether what happened is said in words to have been in two places of which neither is known to lie in the other."""
    here, there = left.happened_in, right.happened_in
    if here is None or there is None or here.name == there.name:
        return False
    return not (here.contains(there) or there.contains(here))


_ANSWERS = """
SELECT coalesce((SELECT value FROM pasts WHERE id = p.statement AND until_seq > ?1 ORDER BY until_seq LIMIT 1), s.value),
    p.claim, p.polarity, p.actor, r.published, r.publisher
FROM positions p JOIN statements s ON s.id = p.statement JOIN reports r ON r.id = p.report
WHERE p.question = ?2 AND p.since_seq <= ?1 AND (p.until_seq IS NULL OR p.until_seq > ?1)
"""


def answers_given(
    tables: sqlite3.Connection, question: str, at: int, component: Callable[[str], str], name: Callable[[str], Actor]
) -> tuple[GivenAnswer, ...]:
    """Give the answers to a yes/no question as they stood after an entry, the earliest first."""
    found = []
    for value, claim, polarity, actor, published, publisher in tables.execute(_ANSWERS, (at, question)).fetchall():
        statement = msgspec.json.decode(value, type=Statement)
        found.append(GivenAnswer(statement, claim, Polarity(polarity), name(component(actor)), published, publisher))
    return tuple(sorted(found, key=lambda answer: answer.order))
