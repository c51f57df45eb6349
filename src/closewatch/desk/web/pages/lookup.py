"""Permalinks: from any id of the ledger to the page that shows it."""

from __future__ import annotations

from starlette.responses import Response

from closewatch.desk.web.door import Door
from closewatch.desk.web.reviewing.decided import with_done
from closewatch.desk.web.visit import Visit
from closewatch.ledger.views.find import claims_like, conflicts_like, origins_like, whole_id
from closewatch.ledger.views.values import value_of
from closewatch.terms.trouble import CaseError


def find_page(visit: Visit) -> Response:
    """Send the browser to the page of an id, or of the beginning of one; what was just recorded is said there.

    Raises: CaseError when the case has none, or more than one.
    """
    identity = whole_id(visit.case.tables, visit.part("id"))
    address, done = page_of(visit, identity), visit.asked("done")
    return visit.go(with_done(address, done) if done else address)


def page_of(visit: Visit, identity: str) -> str:
    """Give the address of the page that shows a value, down to the place on it. Raises: CaseError."""
    tables, kind = visit.case.tables, identity[:2]
    match kind:
        case "qu":
            return f"/questions/{identity}"
        case "re":
            return f"/reports/{identity}"
        case "st" | "fi":
            return f"/reports/{value_of(tables, identity).value.report}?at={identity}#{identity}"
        case "ac":
            return f"/actors/{identity}"
        case "ca":
            return f"/captures/{identity}"
        case "cl":
            for _, question in claims_like(tables, identity):
                return f"/questions/{question.id}#{identity}"
        case "or":
            for origin, question in origins_like(tables, identity):
                return f"/questions/{question.id}#{origin.id}"
        case "co":
            for conflict, question in conflicts_like(tables, identity):
                return f"/questions/{question.id}#{conflict.id}"
        case _:
            return f"/trace/{identity}"
    raise CaseError(f"wanted a value that stands today, found none under {identity}")


DOORS = (Door("/at/{id}", find_page),)
