"""Fetches one address, once, as evidence: what was asked, through which redirects, and what came back.

Only http and https, only from public addresses (`addresses`) unless a host is allowed by name, within limits of size and time, with no
cookies, no proxies of the environment and no password. What the bytes are is told elsewhere.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from closewatch.capture.addresses import Resolver, refusal, resolve
from closewatch.capture.limits import Limits
from closewatch.capture.names import plain_name
from closewatch.capture.payload import Damaged, TooLarge, charset_note, decoded
from closewatch.capture.tool import TOOL
from closewatch.terms.trouble import Problem

_KEPT_FIELDS = ("content-type", "etag", "last-modified", "date")
_REDIRECTS = (301, 302, 303, 307, 308)
_PIECE = 64 * 1024
_URL_LIMIT = 8_000
_PATH_SIGNS = "/%:@!$&'()*+,;=~-._"
_QUERY_SIGNS = _PATH_SIGNS + "?[]{}|^"


@dataclass(frozen=True)
class Fetched:
    """What an address gave: the address that answered in the end, its body, the media type it states, and notes for the receipt."""

    url: str
    data: bytes
    declared: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


Fetcher = Callable[[str], Fetched | Problem]
"""From an address to what it gave, or the problem that was met."""


class _Refused(Exception):
    """Carries a Problem, which has no place yet, out of a request. Never leaves this module."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def fetch(
    url: str,
    *,
    limits: Limits = Limits(),
    allowed_hosts: frozenset[str] = frozenset(),
    resolver: Resolver = resolve,
    context: ssl.SSLContext | None = None,
) -> Fetched | Problem:
    """Fetch an address once, following its redirects by hand, or say why it could not be had.

    `allowed_hosts` are names (or addresses as written) that may be fetched from wherever they lead; `limits.fetch_seconds` bounds the
    whole, all redirects included. Never raises for what the network does.
    """
    request = _Request(limits, allowed_hosts, resolver, context, time.monotonic() + limits.fetch_seconds)
    asked = [url]
    try:
        while True:
            answer = request.ask(asked[-1])
            if isinstance(answer, Fetched):
                redirects = tuple(("redirect", passed) for passed in asked[1:])
                problems = tuple(replace(problem, at=_shown(url)) for problem in answer.problems)
                return Fetched(asked[-1], answer.data, answer.declared, redirects + answer.notes, problems)
            if answer in asked or len(asked) > limits.redirects:
                raise _Refused(Problem("fetch.redirect-loop", f"wanted at most {limits.redirects} redirects, found more or a circle", ""))
            asked.append(answer)
    except _Refused as refused:
        step = f" (after {len(asked) - 1} redirects, at {_shown(asked[-1])})" if len(asked) > 1 else ""
        return replace(refused.problem, message=plain_name(refused.problem.message + step), at=_shown(url))


def _shown(url: str) -> str:
    """An address as it may be recorded: without the user name and password that it may hold."""
    return plain_name(re.sub(r"^([A-Za-z][A-Za-z0-9+.-]*://)[^/?#]*@", r"\1", url))


def _pointed(url: str, location: str) -> str:
    """The address that a redirect points to; the standard library reads header fields as Latin-1, but senders write UTF-8."""
    words = location.encode("latin-1", "replace").decode("utf-8", "replace").strip().replace(" ", "%20")
    try:
        return urljoin(url, words).partition("#")[0]
    except ValueError as error:
        raise _Refused(Problem("fetch.bad-address", f"wanted a redirect to a web address, found {error}", "")) from error


@dataclass(frozen=True)
class _Request:
    limits: Limits
    allowed_hosts: frozenset[str]
    resolver: Resolver
    context: ssl.SSLContext | None
    deadline: float

    def ask(self, url: str) -> Fetched | str:
        """Send one GET; give the answer, or the address that it points on to."""
        parts, host, port = _parted(url)
        address = self._address(host, port)
        sock: socket.socket | None = None
        watch: threading.Timer | None = None
        try:
            sock = socket.create_connection((address, port), timeout=self._seconds_left())
            if parts.scheme == "https":
                context = self.context or ssl.create_default_context()
                sock = context.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)
            # A server that sends one byte a second keeps every single read short, so a clock beside them ends the whole.
            watch = threading.Timer(self._seconds_left(), _shut, (sock,))
            watch.daemon = True
            watch.start()
            if isinstance(sock, ssl.SSLSocket):
                sock.do_handshake()
            return self._answer(url, parts, host, port, sock)
        except (OSError, http.client.HTTPException, ValueError) as error:
            if time.monotonic() >= self.deadline or isinstance(error, TimeoutError):
                raise self._timeout() from error
            raise _Refused(Problem("fetch.failed", f"wanted an answer, found {type(error).__name__}: {error}", "")) from error
        finally:
            if watch is not None:
                watch.cancel()
            if sock is not None:
                sock.close()

    def _answer(self, url: str, parts: SplitResult, host: str, port: int, sock: socket.socket) -> Fetched | str:
        connection = http.client.HTTPConnection(host, port)
        connection.sock = sock
        path = quote(parts.path or "/", safe=_PATH_SIGNS) + (f"?{quote(parts.query, safe=_QUERY_SIGNS)}" if parts.query else "")
        connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
        named = f"[{host}]" if ":" in host else host
        for name, value in (
            ("Host", f"{named}:{parts.port}" if parts.port else named),
            ("User-Agent", TOOL.replace(" ", "/")),
            ("Accept", "*/*"),
            ("Accept-Encoding", "identity"),
            ("Connection", "close"),
        ):
            connection.putheader(name, value)
        connection.endheaders()
        with closing(connection.getresponse()) as answer:
            location = answer.getheader("Location")
            if answer.status in _REDIRECTS and location:
                return _pointed(url, location)
            if answer.status not in (200, 203):
                raise _Refused(Problem("fetch.status", f"wanted status 200, found {answer.status} {answer.reason}", ""))
            return self._fetched(url, answer)

    def _fetched(self, url: str, answer: http.client.HTTPResponse) -> Fetched:
        body, problems = self._body(answer)
        try:
            data = decoded(body, answer.getheader("Content-Encoding") or "", self.limits.fetch_bytes)
        except TooLarge as error:
            raise self._too_large() from error
        except Damaged as damage:
            data = body
            problems += (Problem("fetch.broken-body", f"wanted a whole body, found damage ({damage}); kept as it was sent", url),)
        content_type = answer.getheader("Content-Type") or ""
        declared = content_type.partition(";")[0].strip().lower()
        kept = tuple((name, value) for name in _KEPT_FIELDS if (value := answer.getheader(name)))
        return Fetched(url, data, declared, (("status", str(answer.status)), *kept, *charset_note(content_type)), problems)

    def _body(self, answer: http.client.HTTPResponse) -> tuple[bytes, tuple[Problem, ...]]:
        """Read the body as it is sent; one that ends early is kept with its problem."""
        stated = answer.length
        if stated is not None and stated > self.limits.fetch_bytes:
            raise self._too_large()
        body = bytearray()
        cut = False
        try:
            while piece := answer.read1(_PIECE):
                body += piece
                if len(body) > self.limits.fetch_bytes:
                    raise self._too_large()
        except http.client.IncompleteRead as error:
            body += error.partial
            cut = True
        if time.monotonic() >= self.deadline:
            raise self._timeout()
        if cut or (stated is not None and len(body) < stated):
            wanted = f"{stated:,} bytes" if stated is not None else "a last chunk"
            return bytes(body), (Problem("fetch.truncated", f"wanted {wanted}, found the end after {len(body):,} bytes", ""),)
        return bytes(body), ()

    def _address(self, host: str, port: int) -> str:
        """Resolve a host once and choose the first address that may be fetched from: the very one that is then connected to."""
        found = self._resolved(host, port)
        if host in self.allowed_hosts and found:
            return found[0]
        refused = ""
        for address in found:
            reason = refusal(address)
            if reason is None:
                return address
            refused = f"{address} ({reason})"
        raise _Refused(
            Problem("fetch.refused-address", f"wanted a public address or a host allowed by name, found {refused or 'none'}", "")
        )

    def _resolved(self, host: str, port: int) -> tuple[str, ...]:
        # The system's resolver cannot be told to hurry, so it is asked beside and left alone when time is up.
        found: list[tuple[str, ...]] = []

        def look() -> None:
            try:
                found.append(self.resolver(host, port))
            except (OSError, UnicodeError):
                found.append(())

        asking = threading.Thread(target=look, daemon=True)
        asking.start()
        asking.join(self._seconds_left())
        if not found:
            raise self._timeout()
        if not found[0]:
            raise _Refused(Problem("fetch.failed", f"wanted an address for {host}, found none", ""))
        return found[0]

    def _seconds_left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise self._timeout()
        return left

    def _timeout(self) -> _Refused:
        return _Refused(Problem("fetch.timeout", f"wanted an answer within {self.limits.fetch_seconds} seconds, found none", ""))

    def _too_large(self) -> _Refused:
        return _Refused(Problem("fetch.too-large", f"wanted at most {self.limits.fetch_bytes:,} bytes, found more", ""))


def _parted(url: str) -> tuple[SplitResult, str, int]:
    """Take an address apart into its parts, its host in ASCII and its port."""
    if len(url) > _URL_LIMIT or any(sign <= " " or sign == "\x7f" for sign in url):
        raise _Refused(
            Problem("fetch.bad-address", f"wanted an address of at most {_URL_LIMIT:,} characters without spaces, found another", "")
        )
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        if ":" not in host and not host.isascii():
            host = host.encode("idna").decode("ascii")
    except ValueError as error:
        raise _Refused(Problem("fetch.bad-address", f"wanted a web address, found {error}", "")) from error
    if parts.scheme not in ("http", "https"):
        raise _Refused(Problem("fetch.scheme", f"wanted http or https, found {parts.scheme or 'no scheme'}", ""))
    if parts.username is not None or parts.password is not None:
        raise _Refused(Problem("fetch.credentials", "wanted an address without a user name or password, found one with it", ""))
    if not host or "\\" in parts.netloc or port == 0:
        raise _Refused(Problem("fetch.bad-address", "wanted a web address with a host, found none", ""))
    return parts, host.lower(), port or (443 if parts.scheme == "https" else 80)


def _shut(sock: socket.socket | None) -> None:
    if sock is not None:
        # It may have been closed in the meantime, which is all that is wanted.
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)
