"""Under which names the desk answers: else a page of another name that leads to this machine (DNS rebinding) could read the case."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def is_loopback(host: str) -> bool:
    """Tell whether nobody but this machine reaches an address.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    return host == "localhost" or (_is_address(host) and ip_address(host).is_loopback)


def answers_to(named: str, host: str, port: int, behind: str = "") -> bool:
    """Tell whether the Host of a request names a desk that listens on `host` and `port`, or stands `behind` a proxy of that name.

    On a loopback address only this machine's own names do. Elsewhere any address does, and the name of the machine: what a page of
    another name sends carries that other name.

    >>> answers_to("localhost:8765", "127.0.0.1", 8765), answers_to("evil.example:8765", "127.0.0.1", 8765)
    (True, False)
    >>> answers_to("192.168.1.7:8765", "0.0.0.0", 8765), answers_to("desk.example.org", "127.0.0.1", 8765, "desk.example.org")
    (True, True)
    """
    name, found = _parted(named)
    if behind:
        return (name, found or 443) in (_behind(behind), (behind.lower(), 443))
    if (found or 80) != port:
        return False
    if name in LOOPBACK or name == host.lower():
        return True
    return not is_loopback(host) and (_is_address(name) or name in _machine())


def shown(host: str) -> str:
    """Write a host as addresses of the web have it.

    >>> shown("::1"), shown("127.0.0.1")
    ('[::1]', '127.0.0.1')
    """
    return f"[{host}]" if ":" in host else host


def _parted(named: str) -> tuple[str, int | None]:
    try:
        parts = urlsplit(f"//{named}")
        plain = not (parts.path or parts.query or parts.fragment or parts.username is not None)
        return (parts.hostname or "" if plain else ""), parts.port
    except ValueError:
        return "", None


def _behind(behind: str) -> tuple[str, int]:
    name, port = _parted(behind)
    return name, port or 443


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _machine() -> tuple[str, str]:
    name = socket.gethostname().lower()
    return name, f"{name}.local"
