"""What telling of alerts asks the ledger for: what a question asks and where it stands, whose words they are, who was told before."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import msgspec

from closewatch.ledger.views.bylines import bylines_of
from closewatch.ledger.views.questions import question
from closewatch.ledger.views.watching import told_to
from closewatch.terms.alert import Noted
from closewatch.terms.claim import Question, QuestionKey
from closewatch.watch.words import counted, plain

MOST_TOLD = 500
"""How many of the alerts that a channel was told last are looked at: more than it is told one by one in the longest window."""


@dataclass(frozen=True)
class Facts:
    """What messages are decided on and written from, besides the alerts themselves.

    `title` is that of the case. `key_of` tells what a question asks, `standing_of` where it stands in a few words, `byline_of` the outlet
    and day of a report. `told` gives the alerts that the channel was told last, the first first.
    """

    title: str = ""
    key_of: Callable[[str], QuestionKey | None] = lambda question: None
    standing_of: Callable[[str], str] = lambda question: ""
    byline_of: Callable[[str], str] = lambda report: ""
    told: Callable[[], Sequence[Noted]] = tuple


def facts_of(tables: sqlite3.Connection, channel: str, title: str = "") -> Facts:
    """Give what a case knows, as it stands; what costs time is looked up when it is asked for, once."""

    @cache
    def asked(identity: str) -> Question | None:
        return question(tables, identity)

    @cache
    def key_of(identity: str) -> QuestionKey | None:
        row = tables.execute("SELECT value FROM questions WHERE id = ? LIMIT 1", (identity,)).fetchone()
        if row:
            return msgspec.json.decode(row[0], type=QuestionKey)
        found = asked(identity)
        return found.key if found else None

    def standing_of(identity: str) -> str:
        found = asked(identity)
        return standing_words(found) if found else ""

    @cache
    def byline_of(report: str) -> str:
        byline = bylines_of(tables, (report,)).get(report)
        if byline is None:
            return "a report that is not in this case"
        return f"{plain(byline.outlet or 'no outlet named', 40)}, {byline.day or 'no date'}"

    return Facts(title, key_of, standing_of, byline_of, lambda: told_to(tables, channel, MOST_TOLD))


def standing_words(question: Question) -> str:
    """Say in a few words where a question stands: its answers, the conflicts among them, and how many origins they have."""
    proved = f"{counted(question.proved, 'origin')} proved independent" if question.proved > 1 else "no two origins proved independent"
    reversals = f", {counted(len(question.reversals), 'reversal')}" if question.reversals else ""
    conflicts = counted(len(question.conflicts), "conflict")
    return f"{counted(len(question.claims), 'answer')}, {conflicts}{reversals}; {proved}, at most {question.at_most}"
