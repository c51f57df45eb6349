"""How the desk says no to somebody whom it knows: within its frame, with the menu and a field to search, so that the way goes on.

Whoever has to log in first is told on a bare page, and so is everybody where the frame itself cannot be made.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from closewatch.desk.web.desk import Desk
from closewatch.desk.web.entry.gate import Gate, Sent
from closewatch.desk.web.trouble import for_programs, trouble
from closewatch.terms.trouble import ClosewatchError


class Refusing:
    """Says no at one desk."""

    def __init__(self, desk: Desk, gate: Gate, threads: CapacityLimiter) -> None:
        self._desk, self._gate, self._threads = desk, gate, threads

    async def refuse(self, request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
        """Answer with one line that says what was wanted and what was found."""
        if for_programs(request):
            return trouble(request, status, detail, headers)
        return await to_thread.run_sync(self._page, request, status, detail, headers, limiter=self._threads)

    def _page(self, request: Request, status: int, detail: str, headers: Mapping[str, str] | None) -> Response:
        try:
            known = self._gate.known(request)
            if known:
                with self._desk.case() as case:
                    return trouble(request, status, detail, headers, self._gate.visit(case, request, known, Sent(FormData())))
        except (ClosewatchError, sqlite3.Error, OSError):
            pass  # what is wrong with the case may be what is told here
        return trouble(request, status, detail, headers)
