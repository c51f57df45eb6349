"""Coming in and going out: log in, log out, and what somebody at the desk may change about themselves."""

from __future__ import annotations

from starlette.responses import Response

from closewatch.desk.web.door import Door
from closewatch.desk.web.entry.accounts import account, password_fits, plain_name_of, set_password, signed
from closewatch.desk.web.entry.lockout import counted_as, forgive, seconds_to_wait, take_back
from closewatch.desk.web.entry.own_pages import own_page
from closewatch.desk.web.entry.passwords import Busy
from closewatch.desk.web.entry.sessions import begin_session, end_session, end_sessions
from closewatch.desk.web.visit import Visit
from closewatch.publish.wording import counted
from closewatch.terms.trouble import CaseError

LONGEST_NAME = 100


def login(visit: Visit) -> Response:
    """Ask for a name and a password."""
    return visit.go("/") if visit.person.name else _asked(visit)


def send_login(visit: Visit) -> Response:
    """Log somebody in: with a new token, whatever the browser had before."""
    file, browser, name = visit.desk.file, visit.browser, visit.sent("name")[:LONGEST_NAME]
    refused = _tried(visit, name, _password(visit, "password"))
    if refused is not None:
        return refused
    known = account(file, name)
    if known is None:
        return _asked(visit, "wanted an account, found that it was taken away just now", status=401)
    end_session(file, browser.token)
    response = visit.go(own_page(visit.sent("to")) or "/")
    browser.keep(response, begin_session(file, known.name, visit.desk.clock()))
    browser.keep_known(response, known.name)
    return response


def send_logout(visit: Visit) -> Response:
    """Log this browser out."""
    end_session(visit.desk.file, visit.browser.token)
    return visit.go("/login" if visit.logged_in else "/")


def you(visit: Visit) -> Response:
    """Show who somebody is at the desk."""
    return visit.page("you.html", trouble="", said=visit.asked("done") or "")


def send_name(visit: Visit) -> Response:
    """Sign under another name from now on, in this browser, where nobody logs in."""
    if visit.logged_in:
        raise CaseError("wanted a desk at which nobody logs in, found an account; its name is what you sign with")
    try:
        visit.desk.file.remember(visit.browser.key, "signs-as", signed(plain_name_of(visit.sent("name"))))
    except CaseError as error:
        return visit.page("you.html", status=400, trouble=str(error), said="")
    return visit.go("/you?done=name")


def send_password(visit: Visit) -> Response:
    """Change one's own password: everything that is logged in under it ends, but for this browser."""
    file, name = visit.desk.file, visit.person.name.partition(":")[2]
    if not visit.logged_in:
        raise CaseError("wanted an account, found a desk at which nobody logs in")
    refused = _tried(visit, name, _password(visit, "password"), "you.html")
    if refused is not None:
        return refused
    try:
        set_password(file, visit.desk.passwords, name, _password(visit, "new"))
    except CaseError as error:
        return visit.page("you.html", status=400, trouble=str(error), said="")
    except Busy:
        return _busy(visit, "you.html")
    response = visit.go("/you?done=password")
    visit.browser.keep(response, begin_session(file, name, visit.desk.clock()))
    return response


def send_end(visit: Visit) -> Response:
    """Log oneself out in every browser."""
    end_sessions(visit.desk.file, visit.person.name)
    return visit.go("/login" if visit.logged_in else "/")


def _tried(visit: Visit, name: str, password: str, template: str = "login.html") -> Response | None:
    """Hold a password against an account, unless so many were tried that it has to wait; None where it fits."""
    file, browser = visit.desk.file, visit.browser
    whom = counted_as(name, browser.address, browser.known_as(name))
    wait = seconds_to_wait(file, whom, visit.desk.clock())
    if wait:
        return _later(visit, template, wait, f"Too many tries. The next one is possible in {counted(wait, 'second')}.")
    try:
        fits = password_fits(file, visit.desk.passwords, name, password)
    except Busy:
        take_back(file, whom)
        return _busy(visit, template)
    if not fits:
        return _asked(visit, "The name or the password is not right.", template, 401)
    forgive(file, whom)
    return None


def _asked(visit: Visit, trouble: str = "", template: str = "login.html", status: int = 200) -> Response:
    to = own_page(visit.sent("to") or visit.asked("to") or "") or "/"
    said = "The account is made. From now on everybody logs in." if to == "/people?done=made" else ""
    return visit.page(template, status=status, trouble=trouble, said=said, to=to, name=visit.sent("name")[:LONGEST_NAME])


def _busy(visit: Visit, template: str) -> Response:
    return _later(visit, template, 2, "Many people log in just now. Try again in two seconds.")


def _later(visit: Visit, template: str, seconds: int, trouble: str) -> Response:
    response = _asked(visit, trouble, template, 429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _password(visit: Visit, field: str) -> str:
    """Give a password as it was typed, spaces and all."""
    return str(visit.form.get(field, ""))


DOORS = (
    Door("/login", login, open_to_all=True),
    Door("/login", send_login, posts=True, open_to_all=True),
    Door("/logout", send_logout, posts=True),
    Door("/you", you),
    Door("/you/name", send_name, posts=True),
    Door("/you/password", send_password, posts=True),
    Door("/you/log-out", send_end, posts=True),
)
