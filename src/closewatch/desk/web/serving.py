"""The server: uvicorn over one application, on a socket that was bound before anybody is told the address."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from time import sleep

from uvicorn import Config, Server

from closewatch.desk.web.app import desk_app
from closewatch.desk.web.desk import Desk
from closewatch.terms.trouble import CaseError


def bound(host: str, port: int) -> socket.socket:
    """Bind the address of the desk; port 0 takes any that is free.

    Raises: CaseError when it cannot be had.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError as error:
        raise CaseError(f"wanted to listen on {host} port {port}, found: {error}") from error
    return listening


def server_of(desk: Desk) -> Server:
    """Make the server of a desk."""
    # Addresses hold ids and words searched for: they are nobody's business, so no access log is kept.
    return Server(Config(desk_app(desk), log_level="warning", access_log=False, ws="none", lifespan="off", server_header=False))


@contextmanager
def served(desk: Desk, listening: socket.socket) -> Iterator[str]:
    """Serve a desk in a thread for as long as this lasts; gives its address."""
    server = server_of(desk)
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        sleep(0.01)
    try:
        host, port = listening.getsockname()[:2]
        yield f"http://{host}:{port}"
    finally:
        server.should_exit = True
        thread.join()
        desk.close()
