"""The application: the doors of all pages behind one gate, each page called in a thread with an open case.

Every answer leaves with the headers of `safety`. An error of the caller is a page in one line; nothing shows a traceback.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, nullcontext

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from closewatch.desk.exits import in_one_line
from closewatch.desk.web.desk import Desk
from closewatch.desk.web.door import Door
from closewatch.desk.web.gate import Admitted, Gate
from closewatch.desk.web.pages import DOORS
from closewatch.desk.web.rendering import TEMPLATES
from closewatch.desk.web.safety import SafeHeaders
from closewatch.desk.web.static_files import static_files
from closewatch.ledger.case import Case
from closewatch.terms.trouble import CaseError, ClosewatchError

THREADS = 8
"""How many pages are made at one time; more than this wait, and none of them takes long."""

A_YEAR = "public, max-age=31536000, immutable"


def desk_app(desk: Desk, doors: Sequence[Door] = DOORS) -> Starlette:
    """Make the application of a running desk."""
    threads, gate = CapacityLimiter(THREADS), Gate(desk)
    routes = [Route("/static/{digits}/{name}", _static)]
    routes += [Route(door.path, _behind(door, desk, gate, threads), methods=["POST"] if door.posts else ["GET"]) for door in doors]
    return Starlette(
        routes=routes,
        middleware=[Middleware(SafeHeaders)],
        exception_handlers={HTTPException: _refused, ClosewatchError: _wrong, sqlite3.Error: _broken, Exception: _broken},
    )


def _behind(door: Door, desk: Desk, gate: Gate, threads: CapacityLimiter) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        admitted = await gate.admit(request, door)
        if isinstance(admitted, Response):
            return admitted
        form = await gate.form(request, door, admitted)
        response = await to_thread.run_sync(_page, door, desk, gate, request, admitted, form, limiter=threads)
        return gate.seen_out(response, admitted)

    return answer


def _page(door: Door, desk: Desk, gate: Gate, request: Request, admitted: Admitted, form: FormData) -> Response:
    with desk.case() as case, _moment(case, door):
        return door.page(gate.visit(desk, case, request, admitted, form))


def _moment(case: Case, door: Door) -> AbstractContextManager[None]:
    """What is only read is read as of one moment; what may be recorded takes the case's lock by itself."""
    return nullcontext() if door.posts else case.at_one_moment()


async def _static(request: Request) -> Response:
    found = static_files().get(request.path_params["name"])
    if found is None or found.digits != request.path_params["digits"]:
        raise HTTPException(404, "wanted a file of the desk, found none of that name")
    return Response(found.data, media_type=found.media_type, headers={"Cache-Control": A_YEAR})


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else ""
    return trouble(request, status, detail)


async def _wrong(request: Request, error: Exception) -> Response:
    missing = isinstance(error, CaseError) and request.method == "GET"
    return trouble(request, 404 if missing else 400, in_one_line(error))


async def _broken(request: Request, error: Exception) -> Response:
    return trouble(request, 500, f"the desk could not do this: {in_one_line(error)}")


def trouble(request: Request, status: int, detail: str) -> Response:
    """Answer with one line that says what was wanted and what was found: as a page, or as JSON where JSON was asked for."""
    if request.url.path.endswith(".json"):
        return JSONResponse({"error": detail}, status)
    words = TEMPLATES.get_template("trouble.html").render(status=status, detail=detail)
    return Response(words, status, media_type="text/html")
