"""Who comes in: the person at the desk, what they may do, and whether a form was sent by a page of ours.

Where nobody has an account, and only this machine reaches the desk, whoever asks sits at it as its keeper; else everybody logs in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from closewatch.desk.web.desk import Desk
from closewatch.desk.web.door import NOBODY, Door, Person
from closewatch.desk.web.entry.accounts import has_accounts
from closewatch.desk.web.entry.browser import Browser, browser_of, secret_of
from closewatch.desk.web.entry.forms import form_of
from closewatch.desk.web.entry.handed_over import Handed, handed_over
from closewatch.desk.web.entry.sessions import SEEN_EVERY, mark_seen, session_of
from closewatch.desk.web.trouble import trouble
from closewatch.desk.web.visit import Visit
from closewatch.ledger.case import Case

NOT_OURS = "wanted a form of this desk, found one without its token; load the page again"


@dataclass(frozen=True)
class Admitted:
    """Somebody whom the gate let in, the browser they sit at, and whether they are logged in with it."""

    person: Person
    browser: Browser
    logged_in: bool


@dataclass(frozen=True)
class Sent:
    """What came with a form: its fields, and files where the door takes any."""

    form: FormData
    handed: Handed | None = None


class Gate:
    """Lets people in, door by door."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._secret = secret_of(desk.file)
        self._secure = bool(desk.start.behind)

    def admit(self, request: Request, door: Door) -> Admitted | Response:
        """Tell who it is, or answer in the page's stead. Raises: HTTPException where their role does not allow it."""
        _refuse_nul(request)
        browser = browser_of(request, self._secret, self._secure)
        known = self._known(browser)
        if known is None and not door.open_to_all:
            return _log_in_first(request, door)
        admitted = known or Admitted(NOBODY, browser, False)
        if not door.open_to_all and not admitted.person.role.includes(door.role):
            raise HTTPException(403, f"wanted a {door.role}, found that you are a {admitted.person.role}")
        return admitted

    def known(self, request: Request) -> Admitted | None:
        """Tell who asks, whatever for; None where they have to log in first."""
        return self._known(browser_of(request, self._secret, self._secure))

    def _known(self, browser: Browser) -> Admitted | None:
        if not self._login_wanted:
            return Admitted(self._keeper(browser), browser, False)
        person = self._session(browser)
        return Admitted(person, browser, True) if person else None

    async def sent(self, request: Request, door: Door, admitted: Admitted) -> Sent:
        """Read what was sent. Raises: HTTPException where no page of ours sent it, or it is more than a form holds."""
        if not door.posts:
            return Sent(FormData())
        if not _from_here(request.headers):
            raise HTTPException(403, "wanted a form of this desk, found one that another site sent")

        def approve(token: str) -> None:
            if not admitted.browser.sent_by_us(token):
                raise HTTPException(403, NOT_OURS)

        if door.takes_files:
            handed = await handed_over(request, self._desk.start.folder, self._desk.limits, approve)
            return Sent(handed.form, handed)
        form = await form_of(request)
        approve(str(form.get("token", "")))
        return Sent(form)

    def visit(self, case: Case, request: Request, admitted: Admitted, sent: Sent) -> Visit:
        """Put together what a page is told."""
        browser = admitted.browser
        token, logged_in = browser.form_token, admitted.logged_in
        return Visit(self._desk, case, admitted.person, request, token, browser, sent.form, logged_in, sent.handed)

    def seen_out(self, response: Response, admitted: Admitted) -> Response:
        """Give a browser that has none yet the cookie that its forms are held against."""
        if admitted.browser.is_new and "set-cookie" not in response.headers:
            admitted.browser.keep(response, admitted.browser.token)
        return response

    @property
    def _login_wanted(self) -> bool:
        return self._desk.is_reached_from_outside or has_accounts(self._desk.file)

    def _session(self, browser: Browser) -> Person | None:
        at = self._desk.clock()
        found = None if browser.is_new else session_of(self._desk.file, browser.token, at)
        if found is None:
            return None
        if at - found.seen_at > SEEN_EVERY:
            mark_seen(self._desk.file, browser.token, at)
        return found.account.person

    def _keeper(self, browser: Browser) -> Person:
        name = None if browser.is_new else self._desk.file.recall(browser.key, "signs-as")
        return Person(name, self._desk.keeper.role) if name else self._desk.keeper


def _log_in_first(request: Request, door: Door) -> Response:
    path: str = request.scope["path"]
    if door.posts:
        detail = "wanted somebody who is logged in, found that your session has ended; log in in another tab, come back and send this again"
        return trouble(request, 401, detail)
    if path.endswith((".json", ".csv", ".atom")):
        return trouble(request, 401, "wanted somebody who is logged in, found nobody; log in at /login")
    wanted = quote(path, safe="/:") + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse("/login" if wanted == "/" else f"/login?to={quote(wanted, safe='')}", 303)


def _refuse_nul(request: Request) -> None:
    if b"%00" in request.scope.get("query_string", b""):
        raise HTTPException(400, "wanted words in the address, found a NUL among them")


def _from_here(headers: Mapping[str, str]) -> bool:
    """Tell whether a browser says that a page of ours sent this; one that says nothing is held to the token alone.

    Pages of ours send no referrer, so that old browsers, and any over plain HTTP, say "null" for where they come from.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site == "same-origin"
    return origin in (None, "null") or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
