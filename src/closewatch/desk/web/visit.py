"""One visit to the desk: what was asked, by whom, and the case as it stands at that moment. Pages are functions from it to a response."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from closewatch.desk.web.desk import Desk
from closewatch.desk.web.door import Person, Role
from closewatch.desk.web.entry.browser import Browser
from closewatch.desk.web.entry.handed_over import Handed
from closewatch.desk.web.rendering import TEMPLATES
from closewatch.desk.web.reviewing.bindings import Bindings, bindings_of
from closewatch.desk.web.reviewing.decided import Recorded, recorded
from closewatch.ledger.case import Case


@dataclass(frozen=True)
class Visit:
    """What a page is told. `case` is looked at as it stands at one moment where nothing is sent; `token` guards the forms of the page.

    `browser` is where the person sits, `logged_in` whether they had to log in, `handed` what came with a form with files.
    """

    desk: Desk
    case: Case
    person: Person
    request: Request
    token: str
    browser: Browser
    form: FormData = field(default_factory=FormData)
    logged_in: bool = False
    handed: Handed | None = None

    def part(self, name: str) -> str:
        """Give a part of the address, as the door's path names it."""
        return str(self.request.path_params[name])

    def asked(self, name: str) -> str | None:
        """Give a word of the query; None where it is not there or empty."""
        return self.request.query_params.get(name, "").strip() or None

    def sent(self, name: str) -> str:
        """Give a field of the form that was sent; empty where it is not there, or a file."""
        value = self.form.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def words_sent(self) -> dict[str, str]:
        """Give every field of the form that was sent, but for files."""
        return {name: value for name, value in self.form.items() if isinstance(value, str)}

    def may(self, role: str) -> bool:
        """Tell whether the person has at least this role."""
        return self.person.role.includes(Role(role))

    @property
    def keys(self) -> Bindings:
        """The keys of the person."""
        return bindings_of(self.desk.file, self.person.name)

    @property
    def recorded(self) -> Recorded | None:
        """The decision that the page before put on the record, to be said and to be undone."""
        return recorded(self)

    @property
    def path(self) -> str:
        """The address of this page without its query, written as addresses are: names of outlets hold question marks."""
        return quote(self.request.scope["path"], safe="/:")

    @property
    def way_back(self) -> str:
        """The address of this page for a form that leads back to it; empty where the page answers a form, and cannot be asked for."""
        return "" if self.request.method == "POST" else self.path

    def page(self, template: str, *, status: int = 200, **values: Any) -> Response:
        """Render a template with what it is given, and with the visit itself."""
        words = TEMPLATES.get_template(template).render(visit=self, **values)
        return HTMLResponse(words, status)

    def go(self, address: str) -> Response:
        """Send the browser to another page of the desk."""
        return RedirectResponse(address, 303)

    def here(self, **changed: str | None) -> str:
        """Give the address of this page with some words of its query changed; None takes one away."""
        kept: Mapping[str, str | None] = {**self.request.query_params, **changed}
        words = urlencode({name: value for name, value in kept.items() if value})
        return self.path + (f"?{words}" if words else "")
