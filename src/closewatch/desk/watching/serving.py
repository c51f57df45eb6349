"""Gives out the health of a watch over HTTP: `/metrics` for Prometheus, `/health` for whoever asks whether all is well.

What there is to say is known to `health`. It listens on loopback unless told otherwise, and says nothing of what the case is about.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from closewatch.desk.watching.health import Health, metrics_text
from closewatch.terms.trouble import CaseError

METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = 5
"""How long a caller may take to say what it wants."""


@contextmanager
def served_health(where: str, health: Health) -> Iterator[str]:
    """Serve the health of a watch for as long as this lasts; gives its address, which is empty where `where` is.

    `where` is a port, or a host and a port (`9187`, `0.0.0.0:9187`, `[::1]:9187`); port 0 takes any that is free.

    Raises: CaseError when the address cannot be had.
    """
    if not where:
        yield ""
        return
    host, port = _parted(where)
    try:
        server = _server(health, host, port)
    except (OSError, OverflowError, UnicodeError) as error:
        raise CaseError(f"wanted to give out the health of the watch on {where}, found: {error}") from error
    thread = threading.Thread(target=server.serve_forever, name="health", daemon=True)
    thread.start()
    try:
        yield f"http://{f'[{host}]' if ':' in host else host}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _parted(where: str) -> tuple[str, int]:
    host, _, port = where.rpartition(":")
    if not (port.isascii() and port.isdecimal() and int(port) < 2**16):
        raise CaseError(f"wanted a port, or a host and a port (127.0.0.1:9187), to give out the health of the watch, found {where}")
    return host.removeprefix("[").removesuffix("]") or "127.0.0.1", int(port)


def health_answer(health: Health) -> tuple[int, bytes]:
    """Say whether all is well: 200, or 503 with the loops that are stuck.

    >>> health_answer(Health())
    (200, b'{"well": true, "stuck": []}')
    """
    stuck = [{"loop": one.loop, "silent_seconds": round(one.seconds), "promised_seconds": round(one.within)} for one in health.stuck()]
    return 503 if stuck else 200, json.dumps({"well": not stuck, "stuck": stuck}).encode()


def _server(health: Health, host: str, port: int) -> ThreadingHTTPServer:
    class Asked(BaseHTTPRequestHandler):
        timeout = SECONDS
        server_version, sys_version = "closewatch", ""

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path == "/metrics":
                self._answer(200, METRICS_TYPE, metrics_text(health.samples()).encode())
            elif path == "/health":
                self._answer(health_answer(health)[0], "application/json", health_answer(health)[1])
            else:
                self._answer(404, "text/plain; charset=utf-8", b"wanted /metrics or /health\n")

        def do_HEAD(self) -> None:
            self.do_GET()

        def _answer(self, status: int, media_type: str, body: bytes) -> None:
            self.send_response(status)
            for name, value in (("Content-Type", media_type), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")):
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Keep no log of who asks."""

    class Server(ThreadingHTTPServer):
        address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        daemon_threads, block_on_close = True, False

        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing: who hangs up before the answer is there is nobody's trouble."""

    return Server((host, port), Asked)
