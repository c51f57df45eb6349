"""The time that one request may take as a whole, and a connection that keeps to it however slowly the other end sends.

No clock runs beside it: before each single read and write the socket is told how much time is left. What is sent is known to others.
"""

from __future__ import annotations

import io
import socket
import ssl
import time
from typing import TYPE_CHECKING

from closewatch.terms.trouble import Problem

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer


class Refused(Exception):
    """Carries a Problem, which has no place yet, out of a request. Never leaves `closewatch.capture`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class Deadline:
    """The end of the time that a request may take, counted from now."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def over(self) -> bool:
        """Tell whether the time is up."""
        return time.monotonic() >= self._end

    def left(self) -> float:
        """Give the seconds that are left, always more than none.

        Raises: Refused (fetch.timeout) when the time is up.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.passed()
        return left

    def passed(self) -> Refused:
        """Name that the time is up."""
        return Refused(Problem("fetch.timeout", f"wanted an answer within {self.seconds} seconds, found none", ""))


class Connection:
    """A connection to a numeric address and a port, opened at once; it stands in for a socket where one is read and written."""

    def __init__(self, address: str, port: int, deadline: Deadline) -> None:
        self._deadline = deadline
        self._sock = socket.create_connection((address, port), timeout=deadline.left())

    def secure(self, context: ssl.SSLContext, host: str) -> None:
        """Go on in TLS, with a certificate that the context accepts for the host."""
        self._sock = context.wrap_socket(self._sock, server_hostname=host, do_handshake_on_connect=False)
        self._sock.settimeout(self._deadline.left())
        self._sock.do_handshake()

    def recv(self, size: int) -> bytes:
        """Read what has come, at most `size` bytes; none at the end."""
        self._sock.settimeout(self._deadline.left())
        return self._sock.recv(size)

    def recv_into(self, buffer: WriteableBuffer) -> int:
        """Read what has come into a buffer, and say how much it was."""
        self._sock.settimeout(self._deadline.left())
        return self._sock.recv_into(buffer)

    def sendall(self, data: ReadableBuffer) -> None:
        """Send all of some bytes."""
        self._sock.settimeout(self._deadline.left())
        self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """Give what comes as a file, as `http.client` reads it."""
        return io.BufferedReader(_Incoming(self))

    def close(self) -> None:
        """Do nothing: `http.client` lets go of a connection before it has read the body. `end` closes it."""

    def end(self) -> None:
        """Close the connection."""
        self._sock.close()


class _Incoming(io.RawIOBase):
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        return self._connection.recv_into(buffer)
