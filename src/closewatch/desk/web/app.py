"""The application: the doors of all pages behind one gate, each page called in a thread with an open case.

Every answer leaves with the headers of `safety`. An error of the caller is a page in one line; nothing shows a traceback.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, nullcontext

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from closewatch.desk.exits import in_one_line
from closewatch.desk.web.desk import Desk
from closewatch.desk.web.door import Door
from closewatch.desk.web.entry.gate import Admitted, Gate, Sent
from closewatch.desk.web.entry.refusing import Refusing
from closewatch.desk.web.entry.safety import OwnNames, SafeHeaders
from closewatch.desk.web.pages import DOORS
from closewatch.desk.web.static_files import static_files
from closewatch.ledger.case import Case
from closewatch.terms.trouble import CaseError, ClosewatchError

THREADS = 4
"""How many pages are made at one time; more than this wait, and none of them takes long. Python makes them one at a time anyhow: more
threads make each page later, and each has an open case with a cache of its own."""

A_YEAR = "public, max-age=31536000, immutable"


def desk_app(desk: Desk, doors: Sequence[Door] = DOORS) -> Starlette:
    """Make the application of a running desk."""
    threads, gate = CapacityLimiter(THREADS), Gate(desk)
    refusing = Refusing(desk, gate, threads)
    routes = [Route("/static/{digits}/{name}", _static)]
    routes += [
        Route(door.path, _behind(door, desk, gate, refusing, threads), methods=["POST"] if door.posts else ["GET"]) for door in doors
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(SafeHeaders), Middleware(OwnNames, desk.start.host, desk.start.behind)],
        exception_handlers={HTTPException: _refused(refusing)},
    )


def _behind(
    door: Door, desk: Desk, gate: Gate, refusing: Refusing, threads: CapacityLimiter
) -> Callable[[Request], Awaitable[Response]]:  # fmt: skip
    async def answer(request: Request) -> Response:
        admitted = gate.admit(request, door)
        if isinstance(admitted, Response):
            return admitted
        sent = await gate.sent(request, door, admitted)
        try:
            response = await to_thread.run_sync(_page, door, desk, gate, request, admitted, sent, limiter=threads)
        except BaseException:
            if sent.handed:  # nobody else knows of the files that came with the form
                sent.handed.pile.close()
            raise
        return gate.seen_out(response, admitted)

    async def answer_or_say_why_not(request: Request) -> Response:
        try:
            return await answer(request)
        except HTTPException:
            raise
        except ClosewatchError as error:
            missing = isinstance(error, CaseError) and request.method in ("GET", "HEAD")
            return await refusing.refuse(request, 404 if missing else 400, in_one_line(error))
        except Exception as error:  # whatever it was, no traceback leaves the desk
            return await refusing.refuse(request, 500, f"the desk could not do this: {type(error).__name__}: {in_one_line(error)}")

    return answer_or_say_why_not


def _page(door: Door, desk: Desk, gate: Gate, request: Request, admitted: Admitted, sent: Sent) -> Response:
    with desk.case() as case, _moment(case, door):
        return door.page(gate.visit(case, request, admitted, sent))


def _moment(case: Case, door: Door) -> AbstractContextManager[None]:
    """What is only read is read as of one moment; what may be recorded takes the case's lock by itself."""
    return nullcontext() if door.posts else case.at_one_moment()


async def _static(request: Request) -> Response:
    found = static_files().get(request.path_params["name"])
    if found is None or found.digits != request.path_params["digits"]:
        raise HTTPException(404, "wanted a file of the desk, found none of that name")
    return Response(found.data, media_type=found.media_type, headers={"Cache-Control": A_YEAR})


def _refused(refusing: Refusing) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            return await refusing.refuse(request, 500, in_one_line(error))
        status, detail = error.status_code, error.detail
        if status in (404, 405) and detail in ("Not Found", "Method Not Allowed"):
            detail = f"wanted {'another way of asking here' if status == 405 else 'a page of the desk'}, found none"
        return await refusing.refuse(request, status, detail, error.headers)

    return answer
