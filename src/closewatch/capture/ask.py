"""Asks one address once, as evidence: what was asked and sent along, through which redirects, and what came back.

Only http and https, only from public addresses unless a host is allowed by name, within limits of size and time, with no cookies, no
proxies of the environment and no password. When an address is asked again is decided by `watch`; what the bytes are is told elsewhere.
"""

from __future__ import annotations

import functools
import http.client
import re
import ssl
from dataclasses import dataclass, field, replace

from closewatch.capture.addresses import Resolver, resolve
from closewatch.capture.deadline import Connection, Deadline, Refused
from closewatch.capture.destination import Destination, address_of, addresses_of, destination_of, name_of
from closewatch.capture.limits import Limits
from closewatch.capture.names import plain_name
from closewatch.capture.proxy import Proxy, go_through, proxy_from
from closewatch.capture.request import Response, get
from closewatch.capture.tool import TOOL
from closewatch.terms.trouble import Problem
from closewatch.terms.watch import Answer

_CONDITION_LIMIT = 2_000


@dataclass(frozen=True)
class Way:
    """How addresses are asked: within which limits, by which proxy, and under which name (`agent`).

    `allowed_hosts` are names (or addresses as written) that may be asked wherever they lead. `proxy` is an address such as
    socks5h://127.0.0.1:9050; with it nothing is asked but through it.
    """

    limits: Limits = field(default_factory=Limits)
    allowed_hosts: frozenset[str] = frozenset()
    resolver: Resolver = resolve
    context: ssl.SSLContext | None = None
    proxy: str | None = field(default=None, repr=False)
    agent: str = TOOL.replace(" ", "/")


def ask(url: str, way: Way = Way(), *, etag: str | None = None, modified: str | None = None, coding: str = "gzip") -> Answer:
    """Ask an address once, following its redirects by hand; say what came, or why nothing did.

    `etag` and `modified` are what the last answer stated: an answer that nothing changed since (304) brings neither a body nor a problem.
    They go to the host of `url` alone, wherever it redirects to. `coding` is what the body may be packed with. Never raises for what the
    network does.
    """
    deadline = Deadline(way.limits.fetch_seconds)
    conditions = tuple((name, value) for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value)
    conditions = tuple((name, value) for name, value in conditions if _sendable(value))
    asked = [url]
    sent: dict[str, str] = {}
    try:
        proxy = proxy_from(way.proxy) if way.proxy else None
        if proxy is not None:
            sent["proxy"] = proxy.shown
        first = destination = destination_of(url)
        while True:
            carried = conditions if destination.host == first.host else ()
            connection = _connected(destination, way, proxy, deadline)
            sent |= {"user-agent": way.agent} | {name.lower(): value for name, value in carried}
            fields = (("User-Agent", way.agent), ("Accept", "*/*"), ("Accept-Encoding", coding), *carried)
            response = _got(destination, connection, fields, way, deadline)
            if response.to is None:
                return _answer(asked, tuple(sent.items()), response, unchanged=bool(carried) and response.status == 304)
            if response.to in asked or len(asked) > way.limits.redirects:
                message = f"wanted at most {way.limits.redirects} redirects, found more or a circle"
                raise Refused(Problem("fetch.redirect-loop", message, ""))
            asked.append(response.to)
            destination = destination_of(response.to)
    except Refused as refused:
        problem = _placed(refused.problem, asked)
        return Answer(shown(asked[-1]), sent=tuple(sent.items()), notes=_redirects(asked), problem=problem)


def shown(url: str) -> str:
    """Give an address as it may be recorded: without the user name and password that it may hold.

    >>> shown("https://anna:secret@news.example/1")
    'https://news.example/1'
    """
    return plain_name(re.sub(r"^([A-Za-z][A-Za-z0-9+.-]*://)[^/?#]*@", r"\1", url))


def _sendable(condition: str) -> bool:
    return len(condition) <= _CONDITION_LIMIT and condition.isprintable() and all(sign <= "\xff" for sign in condition)


def _answer(asked: list[str], sent: tuple[tuple[str, str], ...], response: Response, *, unchanged: bool) -> Answer:
    problem = None
    if response.data is None and not unchanged:
        message = f"wanted status 200, found {response.status} {response.reason}"
        problem = _placed(Problem("fetch.status", message, ""), asked)
    return Answer(
        address=asked[-1],
        status=response.status,
        data=response.data,
        declared=response.declared,
        sent=sent,
        notes=_redirects(asked) + response.notes,
        problem=problem,
        problems=tuple(replace(problem, at=shown(asked[0])) for problem in response.problems),
        retry_after=response.retry_after,
    )


def _redirects(asked: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple(("redirect", shown(passed)) for passed in asked[1:])


def _placed(problem: Problem, asked: list[str]) -> Problem:
    step = f" (after {len(asked) - 1} redirects, at {shown(asked[-1])})" if len(asked) > 1 else ""
    return replace(problem, message=plain_name(problem.message + step), at=shown(asked[0]))


def _connected(destination: Destination, way: Way, proxy: Proxy | None, deadline: Deadline) -> Connection:
    """Connect to a destination, checked: directly, or through the proxy and never around it."""
    if proxy is None:
        address = address_of(destination, way.allowed_hosts, way.resolver, deadline)
        try:
            return Connection(address, destination.port, deadline)
        except (OSError, ValueError) as error:
            raise _failed(error, deadline) from error
    if proxy.looks_up:
        host = name_of(destination, way.allowed_hosts)
    else:
        host = address_of(destination, way.allowed_hosts, way.resolver, deadline, only_ipv4=proxy.kind == "socks4")
    try:
        connection = Connection(addresses_of(proxy.host, proxy.port, way.resolver, deadline)[0], proxy.port, deadline)
    except Refused as refused:
        raise proxy.failed("no address for it") from refused
    except (OSError, ValueError) as error:
        late = deadline.over or isinstance(error, TimeoutError)
        raise proxy.failed(f"none within {deadline.seconds} seconds" if late else str(error)) from error
    try:
        go_through(proxy, connection, host, destination.port, deadline)
    except Refused:
        connection.end()
        raise
    return connection


def _got(destination: Destination, connection: Connection, fields: tuple[tuple[str, str], ...], way: Way, deadline: Deadline) -> Response:
    try:
        if destination.parts.scheme == "https":
            connection.secure(way.context or _trusted(), destination.host)
        return get(destination, connection, fields, way.limits, deadline)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _failed(error, deadline) from error
    finally:
        connection.end()


def _failed(error: Exception, deadline: Deadline) -> Refused:
    if deadline.over or isinstance(error, TimeoutError):
        return deadline.passed()
    return Refused(Problem("fetch.failed", f"wanted an answer, found {type(error).__name__}: {error}", ""))


@functools.cache
def _trusted() -> ssl.SSLContext:
    """Whom the system trusts, read once: it takes longer than a whole request."""
    return ssl.create_default_context()
