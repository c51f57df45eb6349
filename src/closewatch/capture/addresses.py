"""Which network addresses may be fetched from: public ones only, judged on the address that is really connected to.

An archive of other people's links must not become a way into the networks of those who use it. Where a proxy looks names up, names alone
can be judged. How a page is fetched is the business of `ask`.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import cast

Resolver = Callable[[str, int], tuple[str, ...]]
"""From a host and a port to the addresses it stands for, best first. Raises OSError when there are none."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# RFC 6052 and RFC 8215: IPv6 addresses that a translator turns into the IPv4 address in their last 32 bits.
_TRANSLATED = tuple(ipaddress.IPv6Network(network) for network in ("64:ff9b::/96", "64:ff9b:1::/48"))

# Names that only a network of its own knows: RFC 6761 (6.3), RFC 6762 (3 and appendix G), RFC 8375.
_INNER_NAMES = (
    "localhost", "local", "intranet", "internal", "private", "corp", "home", "lan", "home.arpa", "localdomain",
)  # fmt: skip


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Ask the system for the addresses of a host.

    Raises: OSError (socket.gaierror) when the name is not known.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(cast(str, entry[4][0]) for entry in found))


def refusal(address: str) -> str | None:
    """Say why an address may not be fetched from; None when it is a public one.

    >>> refusal("::ffff:127.0.0.1"), refusal("169.254.169.254"), refusal("2001:4860:4860::8888")
    ('loopback', 'link-local', None)
    """
    try:
        found: Address = ipaddress.ip_address(address)
    except ValueError:
        return "no address"
    if isinstance(found, ipaddress.IPv6Address):
        if found.scope_id:
            return "link-local"
        inner = _inner(found)
        if inner is not None:
            return refusal(str(inner))
    for kind, holds in (
        ("unspecified", found.is_unspecified),
        ("loopback", found.is_loopback),
        ("link-local", found.is_link_local),
        ("multicast", found.is_multicast),
        ("reserved", found.is_reserved),
        ("private", not found.is_global),
    ):
        if holds:
            return kind
    return None


def name_refusal(host: str) -> str | None:
    """Say why a host that is looked up elsewhere may not be fetched from, as far as its name tells; None when it may be a public one.

    >>> name_refusal("router.local"), name_refusal("0x7f.1"), name_refusal("[::1]".strip("[]")), name_refusal("news.example")
    ('a name of a network of its own', 'loopback', 'loopback', None)
    """
    if ":" in host:
        return refusal(host)
    last = host.rpartition(".")[2]
    # A host whose last label is a number is an IPv4 address, however it is written (WHATWG URL, 3.5, "ends in a number").
    if last.isdigit() or last.lower().startswith("0x"):
        try:
            return refusal(socket.inet_ntoa(socket.inet_aton(host)))
        except OSError:
            return "no address"
    if "." not in host or any(host == name or host.endswith(f".{name}") for name in _INNER_NAMES):
        return "a name of a network of its own"
    return None


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, 6to4, Teredo's client, or translated (NAT64)."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in network for network in _TRANSLATED):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
