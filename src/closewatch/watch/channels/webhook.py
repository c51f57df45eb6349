"""Tells a program behind a web address: one POST with JSON, signed as Standard Webhooks lays down, with the id of the message as its key.

The signature lets the receiver know who sent it, the id that it was sent before (https://www.standardwebhooks.com, specification 1.0).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import ipaddress
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import quote, urlsplit

from closewatch import __version__
from closewatch.terms.trouble import CaseError, Problem
from closewatch.watch.channels.channel import Channel, Means, secret_in, undelivered, where, words_in
from closewatch.watch.channels.wire import NETWORK_TROUBLE, line_to, network_trouble, trusted
from closewatch.watch.message import Message, alert_plain
from closewatch.watch.settings import ChannelSettings

LEAST_OF_A_SECRET = 24
"""Bytes of a secret (Standard Webhooks, Signature scheme: 24 to 64)."""

FOR_GOOD = frozenset((401, 403, 404, 410))
"""Answers after which only a person can help; 410 says so outright (Standard Webhooks, Operational considerations)."""

MOST_OF_AN_ANSWER = 64 * 1024
LONGEST_WAIT = 24 * 3600


@dataclass(frozen=True)
class Receiver:
    """Where a webhook goes. Only `host` may be named in a problem: the path can be a secret."""

    host: str
    port: int
    tls: bool
    target: str
    secret_file: Path

    @property
    def authority(self) -> str:
        """The host, and the port where it is not the usual one, as a request names it (RFC 9110, 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.tls else 80) else f"{host}:{self.port}"


def webhook_channel(settings: ChannelSettings, means: Means) -> Channel:
    """Make a channel that posts to a web address. Raises: CaseError when its address or the file with its secret is not of the form."""
    receiver = _receiver(settings, means)

    def tell(message: Message) -> tuple[Problem, ...]:
        secret = _secret(receiver.secret_file, settings.name, message)
        body = payload(message, means.link)
        headers = signed_headers(message.id, int(means.clock().timestamp()), body, secret)
        try:
            status, retry_after = _post(receiver, headers, body, means)
        except NETWORK_TROUBLE as error:
            raise network_trouble(error, receiver.authority, settings.name, message) from error
        if not 200 <= status < 300:
            said = f"wanted an answer from 200 to 299 of {receiver.authority}, found {status}"
            for_good = status in FOR_GOOD or 300 <= status < 400  # who moved has to be asked for the new address
            raise undelivered("channel.refused", said, settings.name, message, for_good=for_good, retry_after=retry_after)
        return ()

    return Channel(settings.name, tell)


def payload(message: Message, link: str) -> bytes:
    """Write a message as the JSON that is posted: what it is, when its last alert was noticed, and each alert with its words."""
    kind = "alert" if len(message.alerts) == 1 else "digest"
    data = {"id": message.id, "subject": message.subject, "alerts": [alert_plain(noted, link) for noted in message.alerts]}
    whole = {"type": f"closewatch.{kind}", "timestamp": max(noted.at for noted in message.alerts), "data": data}
    return json.dumps(whole, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def signed_headers(identity: str, seconds: int, body: bytes, secret: bytes) -> dict[str, str]:
    """Give the headers that let a receiver check who sent a body and when, and whether it came before."""
    signed = hmac.new(secret, f"{identity}.{seconds}.".encode("ascii") + body, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json",
        "User-Agent": f"closewatch/{__version__}",
        "Idempotency-Key": identity,
        "webhook-id": identity,
        "webhook-timestamp": str(seconds),
        "webhook-signature": "v1," + base64.b64encode(signed).decode("ascii"),
    }


def _post(receiver: Receiver, headers: dict[str, str], body: bytes, means: Means) -> tuple[int, int | None]:
    """Post a body and give the status of the answer, with the seconds after which to come again. Raises: what a connection raises."""
    with line_to(receiver.host, receiver.port, means) as line:
        connection = HTTPConnection(receiver.host, receiver.port)
        connection.sock = trusted(means).wrap_socket(line, server_hostname=receiver.host) if receiver.tls else line
        try:
            connection.request("POST", receiver.target, body, {"Host": receiver.authority, "Connection": "close", **headers})
            answer = connection.getresponse()
            answer.read(MOST_OF_AN_ANSWER)
            return answer.status, _retry_after(answer, means.clock())
        finally:
            connection.close()


def _retry_after(answer: HTTPResponse, now: datetime) -> int | None:
    """Read when the receiver wants to be asked again: seconds, or a date (RFC 9110, 10.2.3)."""
    given = (answer.getheader("Retry-After") or "").strip()
    if given.isascii() and given.isdigit():
        return min(int(given[:9]), LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(given)
        seconds = int(((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds())
    except (ValueError, OverflowError):
        return None
    return min(max(seconds, 0), LONGEST_WAIT)


def _receiver(settings: ChannelSettings, means: Means) -> Receiver:
    found = words_in(settings, {"address": True, "secret_file": True})
    try:
        parts = urlsplit(found["address"])
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if parts.scheme not in ("https", "http") or not host or "@" in parts.netloc:
        raise CaseError(f"wanted an address that begins with https:// and has no password in it, found another ({where(settings)})")
    tls = parts.scheme == "https"
    if not tls and not is_loopback(host) and host not in means.allowed_hosts:
        said = "wanted an address that begins with https://, or a host that `allow` in [watch] names"
        raise CaseError(f"{said}, found http:// to {host} ({where(settings)})")
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    )
    return Receiver(host, port or (443 if tls else 80), tls, target, means.folder / found["secret_file"])


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("hooks.example")
    (True, True, False)
    """
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _secret(path: Path, name: str, message: Message) -> bytes:
    given = secret_in(path, name, message)
    try:
        secret = base64.b64decode(given.removeprefix(b"whsec_"), validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) < LEAST_OF_A_SECRET:
        said = f"wanted a secret as whsec_ with at least {LEAST_OF_A_SECRET} bytes in base64, found another form: {path.name}"
        raise undelivered("channel.no-secret", said, name, message, for_good=True)
    return secret
