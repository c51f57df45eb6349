"""The people of the desk, for its keeper: who may come in, and as what."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from closewatch.desk.web.door import Door, Role
from closewatch.desk.web.entry.accounts import accounts, folded, make_account, remove_account, set_password, set_role
from closewatch.desk.web.entry.passwords import Busy
from closewatch.desk.web.entry.sessions import end_sessions
from closewatch.desk.web.visit import Visit
from closewatch.terms.trouble import CaseError

DONE = {
    "made": "The account was made.",
    "role": "The role was changed.",
    "password": "The password was changed, and every browser logged out.",
    "out": "Every browser was logged out.",
    "gone": "The account was removed. What was decided under its name stays on the record.",
}


def people(visit: Visit) -> Response:
    """List who has an account."""
    return _shown(visit)


def send_account(visit: Visit) -> Response:
    """Make an account; the first one is a keeper's, for else nobody could make a second."""
    file = visit.desk.file

    def make() -> None:
        role = _role(visit)
        if not accounts(file) and role is not Role.KEEPER:
            raise CaseError("wanted a keeper first, who can make the other accounts, found another role")
        password = str(visit.form.get("password", ""))
        make_account(file, visit.desk.passwords, visit.sent("name"), role, password, by=visit.person.name, at=visit.desk.clock())

    return _done(visit, make, "made")


def send_role(visit: Visit) -> Response:
    """Give somebody another role."""
    return _done(visit, lambda: set_role(visit.desk.file, visit.part("name"), _role(visit)), "role")


def send_password(visit: Visit) -> Response:
    """Give somebody another password."""
    password = str(visit.form.get("password", ""))
    return _done(visit, lambda: set_password(visit.desk.file, visit.desk.passwords, visit.part("name"), password), "password")


def send_out(visit: Visit) -> Response:
    """Log somebody out in every browser."""
    return _done(visit, lambda: end_sessions(visit.desk.file, visit.part("name")), "out")


def send_away(visit: Visit) -> Response:
    """Remove an account; its name has to be typed again."""

    def remove() -> None:
        if folded(visit.sent("again")) != folded(visit.part("name")):
            raise CaseError("wanted the name of the account typed again, found another; nothing was removed")
        remove_account(visit.desk.file, visit.part("name"))

    return _done(visit, remove, "gone")


def _done(visit: Visit, change: Callable[[], None], word: str) -> Response:
    try:
        change()
    except CaseError as error:
        return _shown(visit, str(error), 400)
    except Busy:
        response = _shown(visit, "Many people log in just now. Try again in two seconds.", 429)
        response.headers["Retry-After"] = "2"
        return response
    return visit.go(f"/people?done={word}")


def _shown(visit: Visit, trouble: str = "", status: int = 200) -> Response:
    said = DONE.get(visit.asked("done") or "", "")
    return visit.page(
        "people.html",
        status=status,
        people=accounts(visit.desk.file),
        roles=tuple(Role),
        trouble=trouble,
        said=said,
        typed=visit.sent("name"),
    )


def _role(visit: Visit) -> Role:
    try:
        return Role(visit.sent("role"))
    except ValueError:
        raise CaseError(f"wanted a role ({', '.join(Role)}), found none") from None


DOORS = (
    Door("/people", people, role=Role.KEEPER),
    Door("/people", send_account, posts=True, role=Role.KEEPER),
    Door("/people/{name}/role", send_role, posts=True, role=Role.KEEPER),
    Door("/people/{name}/password", send_password, posts=True, role=Role.KEEPER),
    Door("/people/{name}/log-out", send_out, posts=True, role=Role.KEEPER),
    Door("/people/{name}/remove", send_away, posts=True, role=Role.KEEPER),
)
