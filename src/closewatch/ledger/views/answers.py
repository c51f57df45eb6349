"""The answers that reports give to one question: each figure that is a member of it, with its statement, its origin and its report."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from closewatch.terms.claim import Joined
from closewatch.terms.figure import Figure
from closewatch.terms.report import Span
from closewatch.terms.statement import Basis
from closewatch.terms.when import Dated


@dataclass(frozen=True)
class Said:
    """What an answer needs of its statement: on what ground, when, in which words and through whom it was said."""

    basis: Basis
    said: Dated | None = None
    content: tuple[Span, ...] = ()
    via: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """One figure in its place: `actor` is the actor at the root today, `published` the report's ISO date where it has one.

    `joined` says on what it leans where its speaker is not the root, or where a link says so; `drifted` that it was changed on the way.
    """

    id: str
    figure: Figure
    claim: str
    denied: bool
    actor: str
    report: str
    published: str | None
    publisher: str | None
    statement: str | None
    said: Said | None
    joined: Joined | None = None
    drifted: bool = False

    @property
    def first_said(self) -> str | None:
        """The day on which it was said, as far as known: the statement's own date, else the report's."""
        dated = self.said.said if self.said else None
        return dated.start.isoformat() if dated and dated.start else self.published and self.published[:10]

    @property
    def order(self) -> tuple[str, str, str]:
        """Earliest first; what has no date comes last."""
        return (self.published or "9999", self.report, self.id)


_ANSWERS = """
SELECT m.figure, coalesce((SELECT value FROM pasts WHERE id = m.figure AND until_seq > ?1 ORDER BY until_seq LIMIT 1), f.value),
    m.claim, m.denied, m.actor, m.report, r.published, r.publisher, m.statement,
    coalesce((SELECT value FROM pasts WHERE id = m.statement AND until_seq > ?1 ORDER BY until_seq LIMIT 1), s.value)
FROM members m JOIN figures f ON f.id = m.figure JOIN reports r ON r.id = m.report LEFT JOIN statements s ON s.id = m.statement
WHERE m.question = ?2 AND m.since_seq <= ?1 AND (m.until_seq IS NULL OR m.until_seq > ?1)
"""


def answers_to(tables: sqlite3.Connection, question: str, at: int, component: Callable[[str], str]) -> tuple[Answer, ...]:
    """Give the answers to a question as they stood after an entry, the earliest first; `component` says whom an actor goes as."""
    found = []
    for row in tables.execute(_ANSWERS, (at, question)).fetchall():
        identity, figure, claim, denied, actor, report, published, publisher, statement, said = row
        found.append(
            Answer(
                id=identity,
                figure=msgspec.json.decode(figure, type=Figure),
                claim=claim,
                denied=bool(denied),
                actor=component(actor),
                report=report,
                published=published,
                publisher=publisher,
                statement=statement,
                said=msgspec.json.decode(said, type=Said) if said else None,
            )
        )
    return tuple(sorted(found, key=lambda answer: answer.order))
