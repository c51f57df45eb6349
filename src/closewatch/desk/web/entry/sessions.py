"""Who is logged in, in which browser, and for how long. A browser holds a token; the file of the desk holds only its digest."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256

from closewatch.desk.web.desk_file import DeskFile
from closewatch.desk.web.door import Role
from closewatch.desk.web.entry.accounts import Account, folded

IDLE_SECONDS = 120 * 60
"""A session that nobody uses ends after two hours, as SecureDrop's does."""

LONGEST_SECONDS = 12 * 60 * 60
"""However busy, it ends after a working day."""

SEEN_EVERY = 60
"""How often it is written down that a session is in use."""


@dataclass(frozen=True)
class Session:
    """One browser in which somebody is logged in."""

    account: Account
    begun_at: float
    seen_at: float


def new_token() -> str:
    """Make what a browser is known by: 256 random bits."""
    return secrets.token_urlsafe(32)


def begin_session(file: DeskFile, name: str, at: float) -> str:
    """Log somebody in, and give the token that their browser keeps. It is always a new one (against session fixation)."""
    token = new_token()
    with file.changing() as tables:
        tables.execute("DELETE FROM sessions WHERE seen_at < ? OR begun_at < ?", (at - IDLE_SECONDS, at - LONGEST_SECONDS))
        tables.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", (_digest(token), folded(name), at, at))
    return token


def session_of(file: DeskFile, token: str, at: float) -> Session | None:
    """Give the session of a token; None where there is none, or it has ended."""
    rows = file.ask(
        "SELECT name, role, made_at, made_by, begun_at, seen_at FROM sessions JOIN accounts ON account = folded WHERE digest = ?",
        _digest(token),
    )
    if not rows:
        return None
    name, role, made_at, made_by, begun_at, seen_at = rows[0]
    if at - seen_at > IDLE_SECONDS or at - begun_at > LONGEST_SECONDS:
        return None
    return Session(Account(name, Role(role), made_at, made_by), begun_at, seen_at)


def mark_seen(file: DeskFile, token: str, at: float) -> None:
    """Write down that a session is in use."""
    file.change("UPDATE sessions SET seen_at = ? WHERE digest = ?", at, _digest(token))


def end_session(file: DeskFile, token: str) -> None:
    """Log a browser out."""
    file.change("DELETE FROM sessions WHERE digest = ?", _digest(token))


def end_sessions(file: DeskFile, name: str) -> None:
    """Log somebody out everywhere."""
    file.change("DELETE FROM sessions WHERE account = ?", folded(name))


def _digest(token: str) -> bytes:
    return sha256(token.encode("utf-8", "replace")).digest()
