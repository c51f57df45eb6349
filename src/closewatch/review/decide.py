"""How a person's words become a decision: what it is on must be there, and the verdict must fit it.

Whether a correction's fields fit is told by the views when it is recorded; here it is only put together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from closewatch.ledger.case import Case
from closewatch.ledger.views.actors import component_of
from closewatch.ledger.views.decisions import check_fits, decision_of, held
from closewatch.ledger.views.find import claims_like, known_id, whole_id
from closewatch.ledger.views.lineage import lineage, successor_of
from closewatch.ledger.views.values import value_of
from closewatch.review.protection import check_protection, pairs_of_protection
from closewatch.review.second import check_second
from closewatch.terms.decision import Decision, Grade, Verdict
from closewatch.terms.trouble import CaseError

FITS = {
    Verdict.ACCEPT: ("st", "fi", "li"),
    Verdict.CORRECT: ("st", "fi"),
    Verdict.ADD: ("re", "st"),
    Verdict.REJECT: ("st", "fi", "li"),
    Verdict.MERGE: ("ac", "cl"),
    Verdict.SPLIT: ("ac", "cl", "fi"),
    Verdict.GRADE: ("ac", "cl", "re", "st"),
    Verdict.PROTECT: ("ac", "ca", "fi", "re", "st"),
    Verdict.NOTE: ("ac", "ca", "cl", "de", "fi", "li", "pr", "qu", "re", "st"),
    Verdict.WITHDRAW: ("de",),
    Verdict.REQUIRE: ("qu",),
}
"""Which kinds of value a verdict can be on."""

NAMING = {"statement": "st", "part_of": "fi"}
"""Fields that name another value, and its kind."""

AMOUNTS = ("low", "best", "high")
"""Fields that hold an amount; a fall is a scope (decrement) and not a number below zero."""


def make_decision(
    case: Case, on: str, verdict: Verdict, by: str, at: datetime, *, reason: str = "", other: str | None = None,
    fields: Sequence[str] = (), grade: str | None = None,
) -> Decision:  # fmt: skip
    """Put a decision together from what a person typed; ids may be shortened, fields are FIELD=VALUE.

    Raises: CaseError when an id is not of this case, the verdict does not fit what it is on, or a second reviewer is wanted; NotAField and
    NotVerbatim when a field cannot be set so.
    """
    # The claims that a split takes apart go as one by now, and each is named by the id that it had.
    meant = known_id if verdict is Verdict.SPLIT and on.startswith("cl:") else whole_id
    whole = meant(case.tables, on)
    if whole[:2] not in FITS[verdict]:
        kinds = ", ".join(FITS[verdict])
        raise CaseError(f"wanted an id of kind {kinds} to {verdict}, found {on}")
    paired = verdict in (Verdict.MERGE, Verdict.SPLIT) and not whole.startswith("fi:")
    if paired != (other is not None):
        found = f"{verdict} {'with' if other else 'without'} it"
        raise CaseError(f"wanted --with for merge and split of actors and claims and for nothing else, found {found}")
    if verdict is not Verdict.PROTECT and (verdict in (Verdict.CORRECT, Verdict.ADD)) != bool(fields):
        raise CaseError(
            f"wanted --set for correct, add and protect and for nothing else, found {verdict} {'with' if fields else 'without'} it"
        )
    if (verdict is Verdict.GRADE) != (grade is not None):
        raise CaseError(f"wanted --grade for grade and for nothing else, found {verdict} {'with' if grade else 'without'} it")
    if verdict is Verdict.NOTE and not reason:
        raise CaseError("wanted --reason with the words of the note, found none")
    partner = meant(case.tables, other) if other else None
    if partner and (partner[:2] != whole[:2] or partner == whole):
        raise CaseError(f"wanted two different {'claims' if whole.startswith('cl:') else 'actors'}, found {on} and {other}")
    _check_standing(case, whole, verdict, partner)
    if verdict is Verdict.ADD and whole.startswith("st:"):
        _check_question(case, whole, fields)
    pairs = tuple(_whole(case, whole, *_pair(field)) for field in fields)
    if verdict is Verdict.PROTECT:
        pairs = pairs_of_protection(pairs)
    when = _after_all(case, [one for one in (whole, partner) if one], at)
    decision = Decision(whole, verdict, by, when, reason, pairs, partner, _grade(grade) if grade else None)
    check_fits(case.tables, decision)
    if verdict is Verdict.PROTECT:
        check_protection(case, decision)
    check_second(case, decision)
    return decision


def _after_all(case: Case, identities: Sequence[str], at: datetime) -> datetime:
    """Give a time after every decision on the same values: a clock that was set back must not make it older than they are.

    Raises: CaseError where there is none, for one of them was made at the end of all time.
    """
    query = 'SELECT max(at) FROM decisions WHERE "on" = ?1 OR other = ?1'
    rows = [case.tables.execute(query, (one,)).fetchone()[0] for whole in identities for one in lineage(case.tables, whole)]
    latest = max((datetime.fromisoformat(row) for row in rows if row), default=None)
    if latest is None or at > latest:
        return at
    try:
        return latest + timedelta(microseconds=1)
    except OverflowError as error:
        raise CaseError(f"wanted a time after every decision on {identities[0]}, found one made at {latest.isoformat()}") from error


def _check_standing(case: Case, on: str, verdict: Verdict, partner: str | None) -> None:
    """A split needs two names of one actor, and a decision that is withdrawn cannot be withdrawn again."""
    if on.startswith("cl:"):
        _check_claims(case, on, verdict, partner)
    elif on.startswith("fi:") and verdict is Verdict.SPLIT:
        _check_alone(case, on)
    elif verdict is Verdict.SPLIT and partner:
        known = case.tables.execute("SELECT 1 FROM actors WHERE id = ?", (partner,)).fetchone()
        if not known or component_of(case.tables, on) != component_of(case.tables, partner):
            raise CaseError(f"wanted two actors of reports that go as one, found {on} and {partner} apart")
    if verdict is Verdict.WITHDRAW and on not in (decision.id for decision in held(case.tables, decision_of(case.tables, on).on)):
        raise CaseError(f"wanted a decision that holds, found one that was withdrawn already ({on})")


def _check_claims(case: Case, on: str, verdict: Verdict, partner: str | None) -> None:
    """Claims are merged that answer one question alike, and split that were merged."""
    if partner is None:
        return
    together = successor_of(case.tables, on) == successor_of(case.tables, partner)
    if verdict is Verdict.SPLIT and not together:
        raise CaseError(f"wanted two claims that people merged, found {on} and {partner} apart")
    if verdict is Verdict.MERGE:
        sides = [next(claims_like(case.tables, one), None) for one in (on, partner)]
        if None in sides:
            raise CaseError(f"wanted two claims that reports make today, found {on} and {partner}")
        if len({(found[1].id, found[0].polarity) for found in sides if found}) > 1:
            raise CaseError(f"wanted two answers to one question that say the same of it, found {on} and {partner}")


def _check_alone(case: Case, figure: str) -> None:
    """A figure is split off a claim that others make too."""
    own = "SELECT claim FROM members WHERE figure = ? AND until_seq IS NULL"
    query = f"SELECT count(*) FROM members WHERE until_seq IS NULL AND claim = ({own})"
    if case.tables.execute(query, (figure,)).fetchone()[0] < 2:
        raise CaseError(f"wanted a figure whose claim other figures make too, found {figure}")


def _check_question(case: Case, statement: str, fields: Sequence[str]) -> None:
    """What is added on a statement is the yes/no question that it answers."""
    if [_pair(field) for field in fields] != [("question", "yes-no")]:
        raise CaseError(f"wanted question=yes-no to add on a statement, found {', '.join(fields)}")
    if not case.tables.execute("SELECT 1 FROM positions WHERE statement = ? AND until_seq IS NULL", (statement,)).fetchone():
        raise CaseError(f"wanted a statement that answers yes or no (whose people, and in which country), found {statement}")


def _whole(case: Case, on: str, field: str, value: str) -> tuple[str, str]:
    """Make the id whole in a field that names a value of the same report: the statement of a figure, the figure that it is part of.

    Raises: CaseError for a value of another kind or report, and for an amount below zero.
    """
    if field in AMOUNTS and value.startswith(("-", "−")):
        raise CaseError(f"wanted an amount of 0 or more for {field}, found {value} (a fall has scope=decrement)")
    if field not in NAMING or not value:
        return field, value
    named = whole_id(case.tables, value)
    report = on if on.startswith("re:") else value_of(case.tables, on).value.report
    if named[:2] != NAMING[field] or named == on or value_of(case.tables, named).value.report != report:
        raise CaseError(f"wanted another value of kind {NAMING[field]} of the same report for {field}, found {value}")
    return field, named


def _pair(field: str) -> tuple[str, str]:
    name, equals, value = field.partition("=")
    if not equals or not name:
        raise CaseError(f"wanted FIELD=VALUE, found {field!r}")
    return name.strip(), value.strip()


def _grade(word: str) -> Grade:
    match = re.fullmatch(r"([A-Fa-f])([1-6])", word)
    if match is None:
        raise CaseError(f"wanted a grade like B2 (A-F and 1-6), found {word!r}")
    return Grade(match[1].upper(), int(match[2]))
