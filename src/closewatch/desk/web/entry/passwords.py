"""Passwords: how they are kept (argon2id), held against what somebody types, and which are refused."""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from collections.abc import Callable
from threading import BoundedSemaphore
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from closewatch.terms.trouble import CaseError

T = TypeVar("T")

SHORTEST, LONGEST = 12, 256
"""NIST SP 800-63B asks for at least 8 signs and OWASP for 12 to 15 where nothing else guards the door; the longest only bounds the work."""

AT_ONCE = 2
"""How many are hashed at one time: each takes 64 MiB."""

PATIENCE = 0.5
"""How many seconds one waits for its turn; the threads are needed for pages."""


class Busy(Exception):
    """Too many passwords are being checked just now."""


class Passwords:
    """Hashes and checks passwords, a few at one time."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        # The defaults of argon2-cffi are the second choice of RFC 9106, section 4: argon2id, 3 passes, 64 MiB, 4 lanes.
        self._hasher = hasher or PasswordHasher()
        self._turns = BoundedSemaphore(AT_ONCE)
        self._nobody = _hash_of_nothing(self._hasher)

    def hashed(self, password: str) -> str:
        """Give what is kept of a password. Raises: Busy."""
        return self._in_turn(lambda: self._hasher.hash(_plain(password)))

    def fits(self, kept: str | None, password: str) -> bool:
        """Hold a password against what is kept; where nothing is kept it takes as long. Raises: Busy."""
        return self._in_turn(lambda: self._verified(kept or self._nobody, password))

    def is_outdated(self, kept: str) -> bool:
        """Tell whether a hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(kept)

    def _verified(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, _plain(password))
        except (VerificationError, InvalidHashError):
            return False

    def _in_turn(self, work: Callable[[], T]) -> T:
        if not self._turns.acquire(timeout=PATIENCE):
            raise Busy
        try:
            return work()
        finally:
            self._turns.release()


def check_password(password: str, name: str) -> None:
    """Refuse a password that is too short, too long, or made of next to nothing.

    Raises: CaseError.

    >>> check_password("a long sentence of mine", "anna")
    """
    plain = _plain(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise CaseError(f"wanted a password of {SHORTEST} to {LONGEST} signs, found {len(plain)}")
    if len(set(plain.casefold().replace(name.casefold(), ""))) < 5:
        raise CaseError("wanted a password with at least 5 different signs beside the name, found fewer")


def _plain(password: str) -> str:
    """Write the same signs the same way, whatever keyboard they were typed on (NIST SP 800-63B: NFKC)."""
    return unicodedata.normalize("NFKC", password)


def _hash_of_nothing(hasher: PasswordHasher) -> str:
    """Give a hash that no password has, with today's parameters."""
    salt, digest = (b64encode(bytes(length)).decode().rstrip("=") for length in (hasher.salt_len, hasher.hash_len))
    return f"$argon2id$v=19$m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}${salt}${digest}"
