"""What a person decides at the desk is put on the record here: one verdict at a time, under their name, and every undo as well.

A form says which decision its sender had seen last: where somebody decided meanwhile, that is shown first, and a second press records all
the same. What cannot be recorded comes back with what was typed, and a line that says why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from starlette.responses import Response

from closewatch.desk.line import decide as record
from closewatch.desk.line import now
from closewatch.desk.web.door import Door, Role
from closewatch.desk.web.entry.own_pages import own_page
from closewatch.desk.web.pages.review import SCREENS, next_address, review_address, screen
from closewatch.desk.web.reviewing.decided import ago, meanwhile, verdict_words, with_done
from closewatch.desk.web.reviewing.skipping import unskip
from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.decisions import decision_of
from closewatch.ledger.views.find import known_id
from closewatch.ledger.views.values import last_decision_by
from closewatch.review.decide import make_decision
from closewatch.terms.decision import Decision, Verdict
from closewatch.terms.trouble import CaseError, ClosewatchError

_SCREEN = re.compile(r"/review/[a-z]{2}:[0-9a-f]+(/correct)?")
"""The address of one value in review: an undo from there shows what it changed."""


def decide(visit: Visit) -> Response:
    """Record a verdict and go on, to the next in the queue or to where the form says.

    Raises: CaseError for what is no verdict, or on no value of the case.
    """
    verdict = verdict_of(visit.sent("verdict"))
    known_id(visit.case.tables, visit.sent("on"))
    seen_last = meanwhile(visit, visit.sent("on"))
    if seen_last:
        return refused(visit, seen_words(seen_last))
    grade = visit.sent("reliability") + visit.sent("credibility") or None
    try:
        pseudonym = visit.sent("pseudonym").strip() if verdict is Verdict.PROTECT else ""
        fields = [f"pseudonym={pseudonym}"] if pseudonym else []
        decision = put_on_record(visit, visit.sent("on"), verdict, other=visit.sent("other") or None, grade=grade, fields=fields)
    except ClosewatchError as error:
        return refused(visit, str(error))
    back = own_page(visit.sent("back"))
    if back or not decision.on.startswith(SCREENS):
        return visit.go(with_done(back or f"/at/{decision.on}", decision.id))
    if verdict is Verdict.NOTE:
        return visit.go(review_address(decision.on, decision.id))
    return visit.go(next_address(visit, decision.on, decision.id))


def put_on_record(
    visit: Visit, on: str, verdict: Verdict, *, other: str | None = None, grade: str | None = None, fields: Sequence[str] = ()
) -> Decision:  # fmt: skip
    """Record a verdict under the name of the person at the desk. Raises: NotAField, NotVerbatim, CaseError."""
    name, reason = visit.person.name, visit.sent("reason")
    decision = make_decision(visit.case, on, verdict, name, now(), reason=reason, other=other, fields=fields, grade=grade)
    record(visit.case, decision)
    unskip(visit.desk.file, name, decision.on)
    return decision


def undo(visit: Visit) -> Response:
    """Take back a decision: the one that the form names, else the last one of this person that holds. Nothing is erased.

    Raises: CaseError where there is none.
    """
    last = _named(visit) or last_decision_by(visit.case.tables, visit.person.name)
    if last is None:
        raise CaseError(f"wanted a decision of {visit.person.name} that holds, found none to undo")
    withdrawal = put_on_record(visit, last.id, Verdict.WITHDRAW)
    back = own_page(visit.sent("back"))
    about = last
    while about.verdict is Verdict.WITHDRAW:
        about = decision_of(visit.case.tables, about.on)
    if about.on.startswith(SCREENS) and (not back or _SCREEN.fullmatch(back)):
        return visit.go(review_address(about.on, withdrawal.id))
    return visit.go(with_done(back or f"/at/{about.on}", withdrawal.id))


def _named(visit: Visit) -> Decision | None:
    if not visit.sent("decision"):
        return None
    identity = known_id(visit.case.tables, visit.sent("decision"))
    if not identity.startswith("de:"):
        raise CaseError(f"wanted a decision to take back, found {identity}")
    return decision_of(visit.case.tables, identity)


def refused(visit: Visit, words: str) -> Response:
    """Show the value again with the reason why nothing was recorded on it, and with what was typed.

    Raises: CaseError where the value has no screen of its own.
    """
    on = known_id(visit.case.tables, visit.sent("on"))
    if on.startswith(SCREENS):
        return screen(visit, on, status=409, refused=words)
    raise CaseError(words)


def seen_words(decision: Decision) -> str:
    """Say what somebody decided since the page was loaded."""
    who = decision.by.removeprefix("person:")
    return f"decided by {who} {ago(decision.at, now())}: {verdict_words(decision)}. Press again to record yours all the same."


def verdict_of(words: str) -> Verdict:
    """Read a verdict. Raises: CaseError for what is none, or is made by a form of its own."""
    try:
        verdict = Verdict(words)
    except ValueError:
        raise CaseError(f"wanted a verdict, found {words[:40]!r}") from None
    if verdict in (Verdict.CORRECT, Verdict.ADD, Verdict.WITHDRAW):
        raise CaseError(f"wanted a verdict of one press, found {verdict}, which has a form of its own")
    return verdict


DOORS = (
    Door("/decide", decide, posts=True, role=Role.REVIEWER),
    Door("/undo", undo, posts=True, role=Role.REVIEWER),
)
