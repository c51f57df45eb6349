"""One GET over a connection that stands: what is sent, and what of the answer is kept.

Where the connection leads is decided before (`destination`, `proxy`), whether the answer points on is followed in `ask`.
"""

from __future__ import annotations

import http.client
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, cast
from urllib.parse import urljoin

from closewatch.capture.deadline import Connection, Deadline, Refused
from closewatch.capture.destination import Destination
from closewatch.capture.limits import Limits
from closewatch.capture.names import plain_name
from closewatch.capture.payload import Damaged, TooLarge, charset_note, decoded
from closewatch.terms.trouble import Problem

_KEPT_FIELDS = ("content-type", "etag", "last-modified", "date")
_REDIRECTS = (301, 302, 303, 307, 308)
_PIECE = 64 * 1024
_LONGEST_WAIT = 7 * 24 * 3600


@dataclass(frozen=True)
class Response:
    """What one request gave. `to` is the address that it points on to; `data` is the body of status 200 or 203."""

    status: int
    reason: str
    notes: tuple[tuple[str, str], ...] = ()
    declared: str = ""
    to: str | None = None
    data: bytes | None = None
    problems: tuple[Problem, ...] = ()
    retry_after: int | None = None


def get(
    destination: Destination, connection: Connection, fields: tuple[tuple[str, str], ...], limits: Limits, deadline: Deadline
) -> Response:
    """Send one GET and read what comes.

    Raises: Refused (fetch.too-large, fetch.timeout, fetch.bad-address); OSError, ValueError and http.client.HTTPException where no answer
    came that can be understood.
    """
    speaker = http.client.HTTPConnection(destination.host, destination.port)
    speaker.sock = cast(Any, connection)
    speaker.putrequest("GET", destination.path, skip_host=True, skip_accept_encoding=True)
    for name, value in (("Host", destination.named), *fields, ("Connection", "close")):
        speaker.putheader(name, value)
    speaker.endheaders()
    with closing(speaker.getresponse()) as answer:
        location = answer.getheader("Location")
        if answer.status in _REDIRECTS and location:
            return Response(answer.status, answer.reason, to=_pointed(destination.url, location))
        content_type = answer.getheader("Content-Type") or ""
        kept = tuple((name, plain_name(stated)) for name in _KEPT_FIELDS if (stated := answer.getheader(name)))
        notes = (("status", str(answer.status)), *kept, *charset_note(content_type))
        wait = retry_after(answer.getheader("Retry-After") or "", answer.getheader("Date") or "", datetime.now(UTC))
        declared = content_type.partition(";")[0].strip().lower()
        if answer.status not in (200, 203):
            return Response(answer.status, answer.reason, notes, declared, retry_after=wait)
        data, problems = _opened(answer, limits, deadline)
        return Response(answer.status, answer.reason, notes, declared, None, data, problems, wait)


def retry_after(stated: str, date: str, now: datetime) -> int | None:
    """Give the seconds that a server wants to be left alone (RFC 9110, 10.2.3), from none to 7 days; None where it states no time.

    A point of time is counted from the server's own `date`, so that a clock that is wrong here or there does no harm.

    >>> noon = datetime(2024, 11, 19, 12, tzinfo=UTC)
    >>> retry_after("120", "", noon), retry_after("Tue, 19 Nov 2024 12:01:00 GMT", "", noon), retry_after("soon", "", noon)
    (120, 60, None)
    """
    stated = stated.strip()
    if stated.isascii() and stated.isdigit():
        return min(int(stated[:12]), _LONGEST_WAIT)
    until = _time(stated)
    if until is None:
        return None
    return min(max(int((until - (_time(date) or now)) / timedelta(seconds=1)), 0), _LONGEST_WAIT)


def _time(words: str) -> datetime | None:
    try:
        time = parsedate_to_datetime(words[:100])
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _pointed(url: str, location: str) -> str:
    """The address that a redirect points to; the standard library reads header fields as Latin-1, but senders write UTF-8."""
    words = location.encode("latin-1", "replace").decode("utf-8", "replace").strip().replace(" ", "%20")
    try:
        return urljoin(url, words).partition("#")[0]
    except ValueError as error:
        raise Refused(Problem("fetch.bad-address", f"wanted a redirect to a web address, found {error}", "")) from error


def _opened(answer: http.client.HTTPResponse, limits: Limits, deadline: Deadline) -> tuple[bytes, tuple[Problem, ...]]:
    body, problems = _body(answer, limits, deadline)
    try:
        return decoded(body, answer.getheader("Content-Encoding") or "", limits.fetch_bytes), problems
    except TooLarge as error:
        raise _too_large(limits) from error
    except Damaged as damage:
        broken = Problem("fetch.broken-body", f"wanted a whole body, found damage ({damage}); kept as it was sent", "")
        return body, (*problems, broken)


def _body(answer: http.client.HTTPResponse, limits: Limits, deadline: Deadline) -> tuple[bytes, tuple[Problem, ...]]:
    """Read the body as it is sent; one that ends early is kept with its problem."""
    stated = answer.length
    if stated is not None and stated > limits.fetch_bytes:
        raise _too_large(limits)
    body = bytearray()
    cut = False
    try:
        while piece := answer.read1(_PIECE):
            body += piece
            if len(body) > limits.fetch_bytes:
                raise _too_large(limits)
    except http.client.IncompleteRead as error:
        body += error.partial
        cut = True
    if deadline.over:
        raise deadline.passed()
    if cut or (stated is not None and len(body) < stated):
        wanted = f"{stated:,} bytes" if stated is not None else "a last chunk"
        return bytes(body), (Problem("fetch.truncated", f"wanted {wanted}, found the end after {len(body):,} bytes", ""),)
    return bytes(body), ()


def _too_large(limits: Limits) -> Refused:
    return Refused(Problem("fetch.too-large", f"wanted at most {limits.fetch_bytes:,} bytes, found more", ""))
