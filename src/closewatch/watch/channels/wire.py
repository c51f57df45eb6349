"""A connection to a mail server or a receiver that ends in time whatever the other side does.

Says what went wrong with one in plain words, the same each time. What is talked about over it is known to `mail` and `webhook`.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from threading import Timer

from closewatch.terms.trouble import Undelivered
from closewatch.watch.channels.channel import Means, undelivered
from closewatch.watch.message import Message

STEP_SECONDS = 30.0
"""How long one answer is waited for (RFC 5321, 4.5.3.2, allows a server minutes; who is told of news does not wait for so long)."""

NETWORK_TROUBLE = (OSError, UnicodeError, smtplib.SMTPException, HTTPException)
"""What a connection raises."""


@contextmanager
def line_to(host: str, port: int, means: Means) -> Iterator[socket.socket]:
    """Open a connection and close it at the end; after the seconds that a message may take it is cut, also under TLS.

    Raises: OSError when it cannot be opened.
    """
    step = min(STEP_SECONDS, means.seconds)
    line = means.dial(host, port, step)
    line.settimeout(step)
    # A second handle on the connection: TLS takes the first one over, and shutting this one down cuts both.
    other = line.dup()
    timer = Timer(means.seconds, _cut, (other,))
    timer.daemon = True
    timer.start()
    try:
        yield line
    finally:
        timer.cancel()
        timer.join(1.0)
        _cut(other)
        other.close()
        line.close()


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def trusted(means: Means) -> ssl.SSLContext:
    """Give the certificates that are trusted: those of the system, unless others are given."""
    return means.context or ssl.create_default_context()


def network_trouble(error: BaseException, whom: str, name: str, message: Message) -> Undelivered:
    """Say what went wrong with a connection; `whom` names the other side without anything secret."""
    if isinstance(error, ssl.SSLCertVerificationError):
        said = f"wanted a certificate that is trusted of {whom}, found: {error.verify_message}"
        return undelivered("channel.not-trusted", said, name, message)
    return undelivered("channel.not-reached", f"wanted an answer of {whom}, found {_found(error)}", name, message)


def _found(error: BaseException) -> str:
    """Say what happened in words that are the same each time."""
    match error:
        case TimeoutError():
            return "none in time"
        case socket.gaierror():
            return "no address for that name"
        case ssl.SSLError():
            return "no TLS that both sides speak"
        case UnicodeError():
            return "a name that no host can have"
        case smtplib.SMTPServerDisconnected() | ConnectionResetError() | BrokenPipeError():
            return "that the connection was cut"
        case OSError() if error.strerror:
            return error.strerror[:1].lower() + error.strerror[1:]
        case HTTPException() | smtplib.SMTPException():
            return "an answer that does not hold to the protocol"
    return "that the connection was cut"
