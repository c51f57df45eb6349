"""Small servers for the tests of asking: one that answers each path as it is told, and proxies that note what they were asked for."""

from __future__ import annotations

import base64
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Answers = dict[str, Callable[[dict[str, str]], bytes]]
"""From a path to what is sent for a request with such header fields."""


def reply(status: str, body: bytes = b"", *fields: tuple[str, str]) -> bytes:
    """Write a whole HTTP answer."""
    head = "".join(f"{name}: {value}\r\n" for name, value in (*fields, ("Content-Length", str(len(body)))))
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, talk: Callable[[socket.socket], None]) -> None:
        self.talk = talk
        super().__init__(("127.0.0.1", 0), _Talk)


class _Talk(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, _Server)
        with suppress(OSError, EOFError):  # the other side went away, as it may
            self.server.talk(self.request)


@contextmanager
def serving(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """Let each connection be talked to in a thread; gives the port on 127.0.0.1."""
    server = _Server(talk)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def exactly(line: socket.socket, size: int) -> bytes:
    """Read so many bytes."""
    got = b""
    while len(got) < size:
        piece = line.recv(size - len(got))
        if not piece:
            raise EOFError
        got += piece
    return got


def head_of(line: socket.socket) -> list[str]:
    """Read the head of a message, in lines."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += exactly(line, 1)
    return head.decode("latin-1").split("\r\n")[:-2]


class Site:
    """Answers as it is told and remembers the header fields of each request, with its path."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.asked: list[dict[str, str]] = []
        self.port = 0

    def __call__(self, line: socket.socket) -> None:
        first, *rest = head_of(line)
        fields = {name.lower(): value.strip() for name, _, value in (field.partition(":") for field in rest)}
        path = first.split(" ")[1]
        self.asked.append(fields | {"path": path})
        line.sendall(self.answers[path](fields))


class SocksProxy:
    """Speaks SOCKS 4 and 5 (RFC 1928 and 1929) and leads every connection to one port of this machine, whatever was asked for."""

    def __init__(self, port: int, *, user: str = "", password: str = "", reply: int = 0, drip: float = 0.0) -> None:
        self.port, self.user, self.password, self.reply, self.drip = port, user, password, reply, drip
        self.asked: list[tuple[str, int]] = []

    def __call__(self, line: socket.socket) -> None:
        version = exactly(line, 1)[0]
        if version == 4:
            _, high, low, *numbers = exactly(line, 7)
            while exactly(line, 1) != b"\0":
                pass
            self.asked.append((".".join(str(number) for number in numbers), high * 256 + low))
            line.sendall(b"\0\x5a" + bytes(6))
        else:
            self._fifth(line)
        join(line, self.port)

    def _fifth(self, line: socket.socket) -> None:
        methods = exactly(line, exactly(line, 1)[0])
        if self.user:
            line.sendall(b"\5\2" if 2 in methods else b"\5\xff")
            exactly(line, 1)
            user = exactly(line, exactly(line, 1)[0]).decode()
            password = exactly(line, exactly(line, 1)[0]).decode()
            line.sendall(b"\1\0" if (user, password) == (self.user, self.password) else b"\1\1")
        else:
            line.sendall(b"\5\0")
        kind = exactly(line, 4)[3]
        if kind == 3:
            host = exactly(line, exactly(line, 1)[0]).decode()
        else:
            host = socket.inet_ntop(socket.AF_INET if kind == 1 else socket.AF_INET6, exactly(line, 4 if kind == 1 else 16))
        self.asked.append((host, int.from_bytes(exactly(line, 2), "big")))
        for sign in b"\5" + bytes([self.reply]) + b"\0\1" + bytes(6):
            line.sendall(bytes([sign]))
            time.sleep(self.drip)


class ConnectProxy:
    """Answers CONNECT (RFC 9110, 9.3.6), its head in two pieces, and leads every connection to one port of this machine."""

    def __init__(self, port: int, *, login: str = "", status: str = "200 Connection established") -> None:
        self.port, self.login, self.status = port, login, status
        self.asked: list[str] = []

    def __call__(self, line: socket.socket) -> None:
        first, *fields = head_of(line)
        self.asked.append(first)
        wanted = f"Proxy-Authorization: Basic {base64.b64encode(self.login.encode()).decode()}"
        if self.login and wanted not in fields:
            line.sendall(reply("407 Proxy Authentication Required"))
            return
        line.sendall(f"HTTP/1.1 {self.status}\r\nVia: a gate\r\n".encode())
        time.sleep(0.02)
        line.sendall(b"\r\n")
        join(line, self.port)


def join(line: socket.socket, port: int) -> None:
    """Pass on what two sides say to each other."""
    with socket.create_connection(("127.0.0.1", port)) as other:
        back = threading.Thread(target=_pass_on, args=(other, line), daemon=True)
        back.start()
        _pass_on(line, other)
        back.join()


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            sink.sendall(piece)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


class Names:
    """A resolver that notes what it was asked for; what it gives for a name may change from time to time."""

    def __init__(self, *answers: str) -> None:
        self.answers = answers or ("127.0.0.1",)
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> tuple[str, ...]:
        self.asked.append(host)
        return (self.answers[min(len(self.asked), len(self.answers)) - 1],)
