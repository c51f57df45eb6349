"""Whether a value needs a second reviewer, who judged it first, and whether another agrees: pure over the views.

A person requires it for one question (`decide qu: require`), or the settings of the case for all (`[rules] second_reviewer = true`). The
latest decision holds in the meantime; what is told here is that it waits.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from closewatch.ledger.case import Case, rules_of
from closewatch.ledger.views.decisions import added_id
from closewatch.ledger.views.judged import judged, open_for_a_second, questions_answered, requiring
from closewatch.terms.decision import Decision, Verdict, person_of
from closewatch.terms.review import JUDGING, SecondReview, SecondState
from closewatch.terms.trouble import CaseError

_SAID = {Verdict.ACCEPT: "accepted", Verdict.ADD: "added", Verdict.CORRECT: "corrected", Verdict.REJECT: "rejected"}


@dataclass(frozen=True)
class Required:
    """Of which questions a second reviewer is required: of all, or of some."""

    every: bool
    questions: frozenset[str]

    def of(self, question: str) -> bool:
        """Tell whether it is required of a question."""
        return self.every or question in self.questions


def required_in(case: Case) -> Required:
    """Say of which questions of a case a second reviewer is required. Raises: CaseError when its settings cannot be read."""
    return Required(rules_of(case).second_reviewer, requiring(case.tables))


def needs_second(tables: sqlite3.Connection, identity: str, required: Required) -> bool:
    """Tell whether a statement or figure answers a question of which a second reviewer is required."""
    if not required.every and not required.questions:
        return False
    return any(required.of(question) for question in questions_answered(tables, identity))


def second_of(tables: sqlite3.Connection, identity: str, required: Required) -> SecondReview | None:
    """Say how far two people agree on a value that needs it; None where it does not, or nobody judged it yet."""
    return judged(tables, identity) if needs_second(tables, identity, required) else None


def second_words(found: SecondReview) -> str:
    """Say in words how a value stands: "accepted, waits for a second reviewer"."""
    said = _SAID[found.latest.verdict]
    if found.state is SecondState.WAITS:
        return f"{said}, waits for a second reviewer"
    if found.state is SecondState.AGREED:
        return f"{said}, by two reviewers"
    return f"{_SAID[found.first.verdict]} by {found.first.by}, {said} by {found.latest.by}: waits for them to agree"


def check_second(case: Case, decision: Decision) -> None:
    """Refuse a judgement by the person who made the one that waits for a second.

    Raises: CaseError.
    """
    required = required_in(case)
    if not required.every and not required.questions:
        return
    if decision.verdict is Verdict.ADD and decision.on.startswith("re:"):
        identity = added_id(case.tables, decision)
    elif decision.verdict in JUDGING and decision.on[:3] in ("st:", "fi:"):
        identity = decision.on
    else:
        return
    found = second_of(case.tables, identity, required)
    if found and found.state is not SecondState.AGREED and person_of(found.latest.by) == person_of(decision.by):
        raise CaseError(
            f"wanted a second reviewer for {identity}, found {decision.by}, who {_SAID[found.latest.verdict]} it"
            f" (withdraw {found.latest.id} to decide anew)"
        )


def waiting_for_second(case: Case, by: str, limit: int) -> tuple[tuple[str, SecondReview], ...]:
    """Give the values that wait for a second reviewer who is not the one that judged them last, those that wait longest first."""
    required, person = required_in(case), person_of(by)
    questions: tuple[str | None, ...] = (None,) if required.every else tuple(sorted(required.questions))
    found: dict[str, SecondReview] = {}
    for question in questions:
        for identity in open_for_a_second(case.tables, question, person, limit):
            state = judged(case.tables, identity)
            if state is not None:
                found[identity] = state
    ordered = sorted(found.items(), key=lambda one: (one[1].latest.at, one[0]))
    return tuple(ordered[:limit])
