"""What was decided, in words: what the page says was recorded, what somebody else decided meanwhile, and what an undo takes back.

Only looks and words; deciding itself goes through `review.decide` and `desk.line`.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from closewatch.ledger.views.actors import component_of, name_of
from closewatch.ledger.views.decisions import decision_of
from closewatch.ledger.views.protections import SEALED
from closewatch.ledger.views.values import decisions_on, value_of
from closewatch.publish.wording import figure_words, one_line
from closewatch.terms.decision import Decision, Verdict, person_of
from closewatch.terms.figure import Figure
from closewatch.terms.report import words_of
from closewatch.terms.statement import Statement
from closewatch.terms.trouble import CaseError, ClosewatchError

if TYPE_CHECKING:
    from closewatch.desk.web.visit import Visit

SAID = {
    Verdict.ACCEPT: "accepted",
    Verdict.CORRECT: "corrected",
    Verdict.ADD: "added",
    Verdict.REJECT: "rejected",
    Verdict.MERGE: "merged",
    Verdict.SPLIT: "split off",
    Verdict.GRADE: "graded",
    Verdict.PROTECT: "protected",
    Verdict.NOTE: "noted",
    Verdict.WITHDRAW: "took back",
    Verdict.REQUIRE: "second reviewer required",
}
"""Each verdict as something that was done."""

_OFFSETS = re.compile(r"[0-9]{1,9}:[0-9]{1,9}(?:,[0-9]{1,9}:[0-9]{1,9})*")
"""How a decision writes the place of words; it is refused in any other form."""

_PLACED = ("content", "source", "cue", "span", "bound")
"""The fields that hold the place of words."""

WIDTH = 90
"""How much of a value's words a line about a decision shows."""


@dataclass(frozen=True)
class Recorded:
    """A decision that was just recorded, in words; `undone` tells that it does not hold any more, `restores` the one that it took back."""

    decision: Decision
    words: str
    about: str
    undone: bool
    mine: bool


def recorded(visit: Visit) -> Recorded | None:
    """Give the decision that the page before recorded, as its address says; None where it names none of this case."""
    identity = visit.asked("done")
    if not identity or not identity.startswith("de:"):
        return None
    row = visit.case.tables.execute("SELECT withdrawn FROM decisions WHERE id = ?", (identity,)).fetchone()
    if row is None:
        return None
    decision = decision_of(visit.case.tables, identity)
    mine = person_of(decision.by) == person_of(visit.person.name)
    return Recorded(decision, verdict_words(with_words(visit.case.tables, decision)), about_words(visit, decision.on), bool(row[0]), mine)


def verdict_words(decision: Decision) -> str:
    """Say what a decision did, with what it set.

    >>> from datetime import UTC, datetime
    >>> verdict_words(Decision("st:1", Verdict.CORRECT, "person:a", datetime(2025, 1, 13, tzinfo=UTC), "", (("stance", "denies"),)))
    'corrected: stance = denies'
    """
    said = SAID[decision.verdict]
    if decision.grade:
        return f"{said} {decision.grade.reliability}{decision.grade.credibility}"
    if decision.verdict is Verdict.PROTECT:
        told = [word if field == "pseudonym" else f"“{word}”" for field, word in decision.replacement if field in ("pseudonym", "words")]
        sealed = ["a sealed name"] if any(field == SEALED for field, _ in decision.replacement) else []
        return ": ".join((said, *([one_line(", ".join((*told, *sealed)), 2 * WIDTH)] if told or sealed else [])))
    if decision.replacement:
        return f"{said}: " + one_line(", ".join(f"{field} = {word or 'nothing'}" for field, word in decision.replacement), 2 * WIDTH)
    return said


def with_words(tables: sqlite3.Connection, decision: Decision) -> Decision:
    """Give a decision with the words of the report in place of the offsets that it sets, for people to read."""
    placed = {field for field, word in decision.replacement if field in _PLACED and _OFFSETS.fullmatch(word)}
    report = _report_of(tables, decision.on) if placed else None
    if report is None:
        return decision
    query = "SELECT substr(body, ?2 + 1, min(?3 - ?2, ?4)) FROM words WHERE rowid = (SELECT seq FROM reports WHERE id = ?1)"

    def words_at(span: str) -> str:
        start, end = map(int, span.split(":"))
        row = tables.execute(query, (report, start, end, WIDTH)).fetchone()
        return f"“{one_line(row[0], WIDTH)}”" if row else span

    told = [(field, " … ".join(map(words_at, word.split(","))) if field in placed else word) for field, word in decision.replacement]
    return replace(decision, replacement=tuple(told))


def _report_of(tables: sqlite3.Connection, identity: str) -> str | None:
    """Give the report that a decision is on, or that its value stands in; None where this case does not hold it, as after a merge."""
    if identity.startswith("re:"):
        return identity
    if not identity.startswith(("st:", "fi:")):
        return None
    try:
        return str(value_of(tables, identity).value.report)
    except CaseError:
        return None


def about_words(visit: Visit, identity: str) -> str:
    """Say what a decision is on, as people know it: the words of a statement, a figure with what it counts, a name, a question, an answer
    with its question; else the id."""
    tables = visit.case.tables
    try:
        if identity.startswith("re:"):
            row = tables.execute("SELECT coalesce(headline, outlet) FROM reports WHERE id = ?", (identity,)).fetchone()
            return one_line(row[0], WIDTH) if row else identity
        if identity.startswith("de:"):
            decision = decision_of(tables, identity)
            return f"{verdict_words(decision)} ({about_words(visit, decision.on)})"
        if identity.startswith("qu:"):
            look = visit.desk.digests.look(identity)
            asked = None if look else visit.desk.questions.get(visit.case, identity, patient=True).question
            wording = look.digest.wording if look else asked.wording if asked else identity
            return one_line(wording, WIDTH)
        if identity.startswith("cl:"):
            return _claim_words(visit, identity)
        if identity.startswith("ac:"):
            return one_line(name_of(tables, component_of(tables, identity)).name, WIDTH)
        if identity[:3] not in ("st:", "fi:"):
            return identity
        value = value_of(tables, identity).value
    except (ClosewatchError, TypeError):
        return identity
    if isinstance(value, Figure):
        return one_line(figure_words(value), WIDTH)
    if isinstance(value, Statement):
        return one_line("“" + words_of(value.content) + "”", WIDTH)
    return identity


def _claim_words(visit: Visit, identity: str) -> str:
    """Say which answer to which question a claim is; its id where no question has it today."""
    query = "SELECT question FROM claims WHERE id = ?1 UNION SELECT question FROM positions WHERE claim = ?1 LIMIT 1"
    row = visit.case.tables.execute(query, (identity,)).fetchone()
    asked = visit.desk.questions.get(visit.case, row[0], patient=True).question if row else None
    claim = next((claim for claim in asked.claims if claim.id == identity), None) if asked else None
    return one_line(f"{claim.wording}: {asked.wording}", WIDTH) if asked and claim else identity


def latest_on(tables: sqlite3.Connection, identity: str) -> str:
    """Name the latest decision on a value, or the latest that took one back; a form says which one its sender had seen."""
    made = [decision for decision, _ in decisions_on(tables, identity)]
    for decision in made:  # it grows as it is gone through: what took one back can be taken back itself
        made += [later for later, _ in decisions_on(tables, decision.id)]
    return max(made, key=lambda decision: (decision.at, decision.id)).id if made else ""


def meanwhile(visit: Visit, identity: str) -> Decision | None:
    """Give what was decided on a value since the form was made that is sent now; None where its sender saw all there is."""
    latest = latest_on(visit.case.tables, identity)
    if "seen" not in visit.form or not latest or visit.sent("seen") == latest:
        return None
    return decision_of(visit.case.tables, latest)


@dataclass(frozen=True)
class Made:
    """One decision in somebody's history, whether it was taken back, and the id of the one that it stands under in the journal."""

    decision: Decision
    words: str
    about: str
    withdrawn: bool
    seq: int


def history_of(visit: Visit, by: str, before: str | None, limit: int) -> tuple[Made, ...]:
    """Give the decisions of a person, the newest first, from the one before a decision on."""
    query = """SELECT id, withdrawn, seq FROM decisions
        WHERE person = ?1 AND (?2 IS NULL OR (at, seq) < (SELECT at, seq FROM decisions WHERE id = ?2))
        ORDER BY at DESC, seq DESC LIMIT ?3"""
    tables = visit.case.tables
    rows = tables.execute(query, (person_of(by), before, limit)).fetchall()
    found = [(decision_of(tables, identity), bool(withdrawn), seq) for identity, withdrawn, seq in rows]
    return tuple(
        Made(one, verdict_words(with_words(tables, one)), about_words(visit, one.on), withdrawn, seq) for one, withdrawn, seq in found
    )


def ago(at: datetime, now: datetime) -> str:
    """Say how long something is past.

    >>> from datetime import UTC
    >>> noon = datetime(2025, 1, 13, 12, tzinfo=UTC)
    >>> ago(noon, noon), ago(noon, noon.replace(minute=1)), ago(noon, noon.replace(day=15))
    ('just now', '1 minute ago', '2 days ago')
    """
    seconds = max(0, int((now - at).total_seconds()))
    for length, noun in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= length:
            number = seconds // length
            return f"{number:,} {noun}{'' if number == 1 else 's'} ago"
    return "just now"


def with_done(address: str, done: str) -> str:
    """Let a page say what was recorded just before, by the id of the decision.

    >>> with_done("/actors/ac:1?page=2#here", "de:1"), with_done("/actors/ac:1?done=de:1", "de:2")
    ('/actors/ac:1?page=2&done=de:1#here', '/actors/ac:1?done=de:2')
    """
    place, hash_sign, anchor = address.partition("#")
    path, _, query = place.partition("?")
    kept = "&".join(pair for pair in query.split("&") if pair and not pair.startswith("done="))
    return f"{path}?{kept}{'&' if kept else ''}done={quote(done, safe=':')}{hash_sign}{anchor}"
