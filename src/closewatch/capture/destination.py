"""Where a request goes: a web address taken apart, and the one network address that may be connected to for it.

Which network addresses are public is known to `addresses`; what is sent there is the business of `request`.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from closewatch.capture.addresses import Resolver, name_refusal, refusal
from closewatch.capture.deadline import Deadline, Refused
from closewatch.capture.lookup import Lookups
from closewatch.terms.trouble import Problem

_URL_LIMIT = 8_000
_PATH_SIGNS = "/%:@!$&'()*+,;=~-._"
_QUERY_SIGNS = _PATH_SIGNS + "?[]{}|^"
_UNFIT = re.compile("[\\x00-\\x20\\x7f]")
_LOOKUPS = Lookups()


@dataclass(frozen=True)
class Destination:
    """A web address in its parts: `host` in ASCII and lower case, without brackets; `port` also where the address names none."""

    url: str
    parts: SplitResult
    host: str
    port: int

    @property
    def path(self) -> str:
        """The path and query as they are sent."""
        query = f"?{quote(self.parts.query, safe=_QUERY_SIGNS)}" if self.parts.query else ""
        return quote(self.parts.path or "/", safe=_PATH_SIGNS) + query

    @property
    def named(self) -> str:
        """The host as the Host field names it (RFC 9110, 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.parts.port}" if self.parts.port else host


def destination_of(url: str) -> Destination:
    """Take an address apart.

    >>> destination_of("https://News.example./a").host
    'news.example'

    Raises: Refused (fetch.bad-address, fetch.scheme, fetch.credentials).
    """
    if len(url) > _URL_LIMIT or _UNFIT.search(url):
        raise Refused(
            Problem("fetch.bad-address", f"wanted an address of at most {_URL_LIMIT:,} characters without spaces, found another", "")
        )
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        if ":" not in host and not host.isascii():
            host = host.encode("idna").decode("ascii")
    except ValueError as error:
        raise Refused(Problem("fetch.bad-address", f"wanted a web address, found {error}", "")) from error
    if parts.scheme not in ("http", "https"):
        raise Refused(Problem("fetch.scheme", f"wanted http or https, found {parts.scheme or 'no scheme'}", ""))
    if parts.username is not None or parts.password is not None:
        raise Refused(Problem("fetch.credentials", "wanted an address without a user name or password, found one with it", ""))
    if not host or "\\" in parts.netloc or port == 0:
        raise Refused(Problem("fetch.bad-address", "wanted a web address with a host, found none", ""))
    return Destination(url, parts, host.lower(), port or (443 if parts.scheme == "https" else 80))


def address_of(
    destination: Destination, allowed_hosts: frozenset[str], resolver: Resolver, deadline: Deadline, *, only_ipv4: bool = False
) -> str:
    """Look a host up once and choose the first address that may be fetched from: the very one that is then connected to.

    Raises: Refused (fetch.failed, fetch.refused-address, fetch.timeout).
    """
    host = destination.host
    if host.endswith(".onion"):
        raise _refused(f"{host}, which only a proxy that looks names up can find")  # RFC 7686, 2: such a name is never asked for in DNS
    found = addresses_of(host, destination.port, resolver, deadline)
    if only_ipv4:
        found = tuple(address for address in found if ":" not in address)
    if host in allowed_hosts and found:
        return found[0]
    refused = "none"
    for address in found:
        reason = refusal(address)
        if reason is None:
            return address
        refused = f"{address} ({reason})"
    raise _refused(refused)


def name_of(destination: Destination, allowed_hosts: frozenset[str]) -> str:
    """Give the name that a proxy is to look up, where it may be fetched from as far as a name tells.

    Raises: Refused (fetch.refused-address).
    """
    reason = None if destination.host in allowed_hosts else name_refusal(destination.host)
    if reason is not None:
        raise _refused(f"{destination.host} ({reason})")
    return destination.host


def addresses_of(host: str, port: int, resolver: Resolver, deadline: Deadline) -> tuple[str, ...]:
    """Give the addresses of a host, best first: that which it is, or those that the resolver knows in time.

    Raises: Refused (fetch.failed, fetch.timeout).
    """
    try:
        return (str(ipaddress.ip_address(host)),)
    except ValueError:
        pass
    found = _LOOKUPS.addresses(resolver, host, port, deadline.left())
    if found is None:
        raise deadline.passed()
    if not found:
        raise Refused(Problem("fetch.failed", f"wanted an address for {host}, found none", ""))
    return found


def _refused(found: str) -> Refused:
    return Refused(Problem("fetch.refused-address", f"wanted a public address or a host allowed by name, found {found}", ""))
