"""The server: uvicorn over one application, on a socket that was bound before anybody is told the address."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Thread
from time import sleep
from typing import Any

import h11
from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

from closewatch.desk.web.app import desk_app
from closewatch.desk.web.desk import Desk
from closewatch.desk.web.door import Door
from closewatch.desk.web.entry.hosts import shown
from closewatch.desk.web.pages import DOORS
from closewatch.terms.trouble import CaseError

HEADER_SECONDS = 20
"""How long a browser may take to say what it wants; else a few thousand that say nothing would shut everybody out."""

MOST_CONNECTIONS = 512
HEADER_BYTES = 32 * 1024
IDLE_SECONDS = 30
LAST_SECONDS = 1


class Impatient(H11Protocol):
    """Hangs up on who does not finish asking."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for the first request."""
        super().connection_made(transport)  # type: ignore[arg-type]
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Go on waiting only where a request has begun and its header is not whole."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._wait_no_more()
        elif self.timeout_keep_alive_task is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._patience is None:
            self._patience = self.loop.call_later(HEADER_SECONDS, self.transport.close)

    def _wait_no_more(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None


def bound(host: str, port: int) -> socket.socket:
    """Bind the address of the desk; port 0 takes any that is free.

    Raises: CaseError when it cannot be had.
    """
    # Named as TCP, because only then asyncio sends what is written at once, and a kept connection does not wait 40 ms for each answer.
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(MOST_CONNECTIONS)
    except (OSError, TypeError, ValueError) as error:  # some hosts cannot even be written
        listening.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise CaseError(f"wanted to listen on {host} port {port}, found: {reason}; --port takes another one") from error
    return listening


def server_of(desk: Desk, doors: Sequence[Door] = DOORS) -> Server:
    """Make the server of a desk."""
    # Addresses hold ids and words searched for: they are nobody's business, so no access log is kept.
    return Server(
        Config(
            desk_app(desk, doors),
            http=Impatient,
            ws="none",
            lifespan="off",
            log_level="critical",
            access_log=False,
            server_header=False,
            # Who asks is told by a proxy only where there is one, and only where it stands on this machine.
            proxy_headers=bool(desk.start.behind),
            forwarded_allow_ips=["127.0.0.1", "::1"],
            limit_concurrency=MOST_CONNECTIONS,
            h11_max_incomplete_event_size=HEADER_BYTES,
            timeout_keep_alive=IDLE_SECONDS,
            timeout_graceful_shutdown=LAST_SECONDS,
        )
    )


def address_on(desk: Desk, listening: socket.socket) -> str:
    """Give the address under which the desk is opened."""
    if desk.start.behind:
        return f"https://{desk.start.behind}"
    return f"http://{shown(desk.start.host)}:{listening.getsockname()[1]}"


@contextmanager
def served(desk: Desk, listening: socket.socket, doors: Sequence[Door] = DOORS) -> Iterator[str]:
    """Serve a desk in a thread for as long as this lasts; gives its address."""
    server = server_of(desk, doors)
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        sleep(0.01)
    try:
        host, port = listening.getsockname()[:2]
        yield f"http://{shown(host)}:{port}"
    finally:
        server.should_exit = True
        thread.join()
        desk.close()
