"""Who comes in: the person at the desk, what they may do, and whether a form was sent by a page of ours.

(The simple beginning: whoever can reach 127.0.0.1 sits at the desk under the name it was started with.)
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hmac import compare_digest

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from closewatch.desk.web.desk import Desk
from closewatch.desk.web.door import Door, Person
from closewatch.desk.web.visit import Visit
from closewatch.ledger.case import Case

COOKIE = "closewatch"


@dataclass(frozen=True)
class Admitted:
    """Somebody whom the gate let in, with the token that their forms carry."""

    person: Person
    token: str


class Gate:
    """Lets people in, door by door."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def admit(self, request: Request, door: Door) -> Admitted | Response:
        """Tell who it is, or answer in the page's stead."""
        return Admitted(self._desk.keeper, request.cookies.get(COOKIE) or secrets.token_urlsafe(32))

    async def form(self, request: Request, door: Door, admitted: Admitted) -> FormData:
        """Read the form that was sent. Raises: HTTPException where no page of ours sent it."""
        if not door.posts:
            return FormData()
        form = await request.form()
        if not compare_digest(str(form.get("token", "")), admitted.token):
            raise HTTPException(403, "wanted a form of this desk, found one without its token; load the page again")
        return form

    def visit(self, desk: Desk, case: Case, request: Request, admitted: Admitted, form: FormData) -> Visit:
        """Put together what a page is told."""
        return Visit(desk, case, admitted.person, request, admitted.token, form)

    def seen_out(self, response: Response, admitted: Admitted) -> Response:
        """Give the answer the cookie that the next form is held against."""
        response.set_cookie(COOKIE, admitted.token, httponly=True, samesite="strict", path="/")
        return response
