"""What a way of telling people is: a name, and something that hands a message over or says why it could not.

What each kind does is known to its own file; when a message that was not handed over is tried again is left to the desk.
"""

from __future__ import annotations

import io
import os
import socket
import ssl
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from closewatch.terms.alert import Noted
from closewatch.terms.trouble import CaseError, Problem, Severity, Undelivered
from closewatch.watch.message import Message
from closewatch.watch.settings import ChannelSettings

MOST_OF_A_SECRET = 4096
"""Bytes of a file that holds a secret."""

Dial = Callable[[str, int, float], socket.socket]
"""Opens a connection to a host and port within some seconds, by a proxy or without. Raises: OSError when it cannot."""


def dial_directly(host: str, port: int, seconds: float) -> socket.socket:
    """Open a connection without a proxy. Raises: OSError when it cannot."""
    return socket.create_connection((host, port), seconds)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Channel:
    """One way of telling people. `tell` hands a message over; it gives what went wrong where that did not keep it from being told.

    `tell` raises `Undelivered` when the message could not be handed over, and nothing else.
    """

    name: str
    tell: Callable[[Message], tuple[Problem, ...]]


@dataclass(frozen=True)
class Means:
    """What channels work with. `folder` is that of the case, which paths are relative to; `out` is where the terminal writes.

    `title` is that of the case and `link` the address of the desk. `told` gives the alerts that a channel was told before, the first first.
    `dial` opens connections, by a proxy where there is one; `context` has the certificates that are trusted, those of the system unless
    given. `seconds` is the longest that handing over one message may take.
    """

    folder: Path
    out: TextIO = field(default_factory=io.StringIO)
    title: str = ""
    link: str = "http://127.0.0.1:8765"
    zone: str = "UTC"
    told: Callable[[str], Sequence[Noted]] = lambda channel: ()
    allowed_hosts: frozenset[str] = frozenset()
    dial: Dial = dial_directly
    context: ssl.SSLContext | None = None
    seconds: float = 120.0
    clock: Callable[[], datetime] = _now


@dataclass(frozen=True)
class ChannelKindMaker:
    """Makes the channels of one kind from their settings. Raises: CaseError when a setting is missing, unknown or not of its form."""

    kind: str
    make: Callable[[ChannelSettings, Means], Channel]


def undelivered(
    code: str, said: str, name: str, message: Message, *, for_good: bool = False, retry_after: int | None = None
) -> Undelivered:
    """Make the trouble of a message that a channel could not hand over; `said` has what was wanted and found, and no secret.

    The same trouble of the same message is the same problem: nothing in it changes from one try to the next.
    """
    return Undelivered(Problem(code, said, place_of(name, message)), for_good=for_good, retry_after=retry_after)


def note(code: str, said: str, name: str, message: Message) -> Problem:
    """Make the problem of a message that was told all the same."""
    return Problem(code, said, place_of(name, message), Severity.NOTE)


def place_of(name: str, message: Message) -> str:
    """Say where a delivery went wrong: the channel, and the id of the message."""
    return f"channel {name}, {message.id}"


def words_in(settings: ChannelSettings, known: Mapping[str, bool]) -> dict[str, str]:
    """Read the settings of a channel that are words; `known` are their names, and whether each is needed.

    Raises: CaseError when one is missing, is none of these, or is no word.
    """
    unknown = sorted(settings.values.keys() - known.keys())
    if unknown:
        raise CaseError(f"wanted {', '.join(known)} for a channel of kind {settings.kind}, found {', '.join(unknown)} ({where(settings)})")
    found: dict[str, str] = {}
    for name, needed in known.items():
        value = settings.values.get(name)
        if value is None and not needed:
            continue
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            shown = "nothing" if value is None else repr(value)
            raise CaseError(f"wanted words for {name}, which a channel of kind {settings.kind} has, found {shown} ({where(settings)})")
        found[name] = value.strip()
    return found


def where(settings: ChannelSettings) -> str:
    """Say which settings an error is about."""
    return f"case.toml, channel {settings.name}"


def secret_in(path: Path, name: str, message: Message) -> bytes:
    """Read a secret from a file that others cannot read. Raises: Undelivered, without a word of the secret, when it cannot be had."""

    def refused(found: str) -> Undelivered:
        said = f"wanted a file with a secret that only its owner and group can read, found {found}: {path.name}"
        return undelivered("channel.no-secret", said, name, message, for_good=True)

    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        try:
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode):
                raise refused("something that is no file")
            if state.st_mode & 0o027:
                raise refused(f"one with the permissions {stat.S_IMODE(state.st_mode):03o} (chmod 600 sets them right)")
            data = os.read(handle, MOST_OF_A_SECRET + 1).strip()
        finally:
            os.close(handle)
    except OSError as error:
        raise refused(error.strerror or "one that cannot be read") from error
    if not data or len(data) > MOST_OF_A_SECRET:
        raise refused("none in it" if not data else "more than a secret in it")
    return data
