"""The way through a proxy: which one a setting names, and the line through it to a destination. There is never a way around it.

The protocols are spoken by python-socks, over a connection that keeps to its deadline; it is imported late.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from closewatch.capture.deadline import Connection, Deadline, Refused
from closewatch.terms.trouble import Problem

_LOOKS_UP = {"socks5h": True, "socks5": False, "socks4": False, "http": True}
"""Kinds of proxies, and whether they look names up, so that nobody here is asked for them."""

_UNREACHED = {"socks5h": (3, 4, 5, 6), "socks5": (3, 4, 5, 6), "http": (502, 503, 504)}
"""Replies of a proxy that works, about a destination that it cannot reach (RFC 1928, 6; RFC 9110, 15.6)."""

_HEAD_LIMIT = 16 * 1024


@dataclass(frozen=True)
class Proxy:
    """One proxy. Its user name and password are never shown."""

    kind: str
    host: str
    port: int
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def looks_up(self) -> bool:
        """Tell whether the proxy is handed names; else it is handed addresses that were looked up and checked here."""
        return _LOOKS_UP[self.kind]

    @property
    def shown(self) -> str:
        """The proxy as it may be recorded."""
        return f"{self.kind}://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    def failed(self, found: str) -> Refused:
        """Name that there is no way through the proxy."""
        return Refused(Problem("fetch.proxy", f"wanted a way through the proxy {self.shown}, found {found}", ""))


def proxy_from(address: str) -> Proxy:
    """Read which proxy a setting names: socks5h:// (the proxy looks names up), socks5://, socks4:// or http://, with a port.

    >>> proxy_from("http://anna:secret@gate.example:3128").shown
    'http://gate.example:3128'

    Raises: Refused (fetch.proxy); what was written is not repeated, because it may hold a password.
    """
    try:
        parts = urlsplit(address.strip())
        kind, host, port = parts.scheme, parts.hostname, parts.port
        if kind in _LOOKS_UP and host and port and host.isascii() and host.isprintable():
            return Proxy(kind, host, port, unquote(parts.username or ""), unquote(parts.password or ""))
    except ValueError:
        pass
    raise Refused(Problem("fetch.proxy", "wanted a proxy such as socks5h://127.0.0.1:9050, found another form", ""))


def go_through(proxy: Proxy, connection: Connection, host: str, port: int, deadline: Deadline) -> None:
    """Have a proxy, to which the connection leads, lead it on to a host.

    Raises: Refused (fetch.proxy, or fetch.failed where the proxy itself says that it cannot reach the host).
    """
    from python_socks import ProxyError, ProxyType
    from python_socks.sync import Proxy as Speaker

    kinds = {"socks5h": ProxyType.SOCKS5, "socks5": ProxyType.SOCKS5, "socks4": ProxyType.SOCKS4, "http": ProxyType.HTTP}
    line = _Line(_Heads(connection) if proxy.kind == "http" else connection)
    speaker = Speaker(kinds[proxy.kind], proxy.host, proxy.port, proxy.user, proxy.password, rdns=proxy.looks_up, forward=cast(Any, line))
    try:
        speaker.connect(host, port)
    except ProxyError as error:
        if error.error_code in _UNREACHED.get(proxy.kind, ()):
            raise Refused(Problem("fetch.failed", f"wanted an answer from {host}, found what the proxy says: {error}", "")) from error
        raise proxy.failed(str(error)) from error
    except Refused as refused:
        raise proxy.failed(f"no answer within {deadline.seconds} seconds") from refused
    except Exception as error:  # what answers may be no proxy at all, and the other library raises then what it likes
        late = deadline.over or isinstance(error, TimeoutError)
        raise proxy.failed(f"no answer within {deadline.seconds} seconds" if late else type(error).__name__) from error


class _Line:
    """What python-socks takes for a proxy before its own: a connection that already stands."""

    def __init__(self, connection: Connection | _Heads) -> None:
        self._connection = connection

    def connect(self, dest_host: str, dest_port: int, timeout: float | None = None) -> Connection | _Heads:
        return self._connection


class _Heads:
    """Gives the head of an answer in one piece and nothing of what follows: python-socks reads once and forgets the rest."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.sendall = connection.sendall
        self.close = connection.close

    def recv(self, size: int) -> bytes:
        head = bytearray()
        while not head.endswith(b"\r\n\r\n") and len(head) < _HEAD_LIMIT:
            sign = self._connection.recv(1)
            if not sign:
                break
            head += sign
        return bytes(head)
