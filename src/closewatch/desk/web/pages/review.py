"""Review: one value to a screen, with what it rests on and what hangs on it; then on to the next. What is decided goes to `decisions`."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from closewatch.desk.line import now
from closewatch.desk.web.door import Door, Role
from closewatch.desk.web.reviewing.decided import ago, history_of, latest_on
from closewatch.desk.web.reviewing.in_line import first_in_line, place_in_line, progress_of
from closewatch.desk.web.reviewing.in_review import item_of
from closewatch.desk.web.reviewing.joined import joined_of
from closewatch.desk.web.reviewing.judging import gradable, judged_of
from closewatch.desk.web.reviewing.skipping import skip
from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.find import known_id
from closewatch.review.agreement import agreements, judgements
from closewatch.review.precision import precision, precision_words, share_words

SCREENS = ("st:", "fi:", "li:", "ac:", "cl:")
"""The kinds of value that have a screen in review."""

HISTORY_PAGE = 50
"""How many decisions one page of a history shows."""


def begin(visit: Visit) -> Response:
    """Go to what waits first; say so where nothing does."""
    first = first_in_line(visit)
    if first is None:
        return visit.page("review/nothing.html", progress=progress_of(visit))
    return visit.go(review_address(first.id, visit.asked("done")))


def show(visit: Visit) -> Response:
    """Show one value in review. Raises: CaseError when the case does not hold it."""
    identity = known_id(visit.case.tables, visit.part("id"))
    return screen(visit, identity) if identity.startswith(SCREENS) else visit.go(f"/at/{identity}")


def screen(visit: Visit, identity: str, *, status: int = 200, refused: str = "") -> Response:
    """Make the screen of a value; `refused` says why what was just sent was not recorded."""
    shared: dict[str, Any] = {
        "waiting": place_in_line(visit, identity),
        "progress": progress_of(visit),
        "seen": latest_on(visit.case.tables, identity),
        "refused": refused,
        "reason": visit.sent("reason"),
        "ago": lambda at: ago(at, now()),
    }
    match identity[:2]:
        case "li":
            return visit.page("review/link.html", status=status, item=joined_of(visit, identity), **shared)
        case "ac" | "cl":
            return visit.page("review/judge.html", status=status, item=judged_of(visit, identity), **shared)
        case _:
            item = item_of(visit, identity)
            named, ceilings = gradable(item)
            return visit.page("review/item.html", status=status, item=item, gradable=named, ceilings=ceilings, **shared)


def put_off(visit: Visit) -> Response:
    """Skip a value: it comes back at the end."""
    identity = known_id(visit.case.tables, visit.part("id"))
    skip(visit.desk.file, visit.person.name, identity)
    return visit.go(next_address(visit, identity))


def next_address(visit: Visit, left: str, done: str | None = None) -> str:
    """Give the address of what comes next after a value was left."""
    following = first_in_line(visit, but=left)
    return review_address(following.id, done) if following else "/review" + (f"?done={done}" if done else "")


def review_address(identity: str, done: str | None = None) -> str:
    """Give the address of a value in review, with the decision that was recorded just before."""
    return f"/review/{identity}" + (f"?done={done}" if done else "")


def history(visit: Visit) -> Response:
    """Show what a person decided, the newest first. Raises: CaseError for a decision to go on from that the case does not hold."""
    tables, before = visit.case.tables, visit.asked("before")
    made = history_of(visit, visit.person.name, known_id(tables, before) if before else None, HISTORY_PAGE + 1)
    older = made[HISTORY_PAGE - 1].decision.id if len(made) > HISTORY_PAGE else None
    return visit.page("review/history.html", made=made[:HISTORY_PAGE], older=older)


def summary(visit: Visit) -> Response:
    """Show how far the review is, and how often the reader was right on this case."""
    found, agreed = precision(visit.case.tables), agreements(judgements(visit.case.tables))
    lines = precision_words(found)
    return visit.page("review/summary.html", progress=progress_of(visit), found=found, lines=lines, agreed=agreed, share=share_words)


DOORS = (
    Door("/review", begin),
    Door("/review/history", history),
    Door("/review/summary", summary),
    Door("/review/{id}", show),
    Door("/review/{id}/skip", put_off, posts=True, role=Role.REVIEWER),
)
