"""What holds for every message: answers leave with headers by which nothing runs that is not ours, nothing is fetched from elsewhere and
nobody frames the desk; and only requests that name this desk come in.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from closewatch.desk.web.entry.hosts import answers_to
from closewatch.desk.web.trouble import trouble

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
"""Set where a page has not set its own: an archived page is shown under a stricter policy than ours."""


class SafeHeaders:
    """Adds the headers to whatever the application answers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_safely)


class OwnNames:
    """Lets only requests through that name this desk (see `hosts`)."""

    def __init__(self, app: ASGIApp, host: str, behind: str) -> None:
        self.app, self._host, self._behind = app, host, behind

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it in one line."""
        if scope["type"] == "http":
            named = Headers(scope=scope).getlist("host")
            port = (scope.get("server") or ("", 0))[1] or 0
            if len(named) != 1 or not answers_to(named[0], self._host, port, self._behind):
                wanted = self._behind or f"the address that the desk is open on, with port {port}"
                answer = trouble(Request(scope), 421, f"wanted {wanted}, found another name in the request")
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)
