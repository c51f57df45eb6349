"""One line of the journal: who put what on the record, when, and after which other line.

The chain covers seq, at, by, kind, prev and the digest of the salted body. The body is kept apart, so that it can be sealed or
lawfully destroyed while the chain still holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from closewatch.terms.ref import canonical, digest_of

GENESIS = "sha256:" + "0" * 64
"""What the first entry names as the one before it."""


class EntryKind(StrEnum):
    """What an entry puts on the record."""

    CASE = "case"
    CAPTURE = "capture"
    READING = "reading"
    LINKS = "links"
    DECISION = "decision"
    PROBLEM = "problem"
    KEY = "key"
    DESTRUCTION = "destruction"
    POLL = "poll"
    ALERT = "alert"
    DELIVERY = "delivery"


@dataclass(frozen=True)
class Draft:
    """What is about to become an entry: everything but its place in the chain."""

    kind: EntryKind
    by: str
    at: datetime
    body: Any


@dataclass(frozen=True)
class Entry:
    """One line of the journal, as it lies in its store; `kind` is one of EntryKind unless somebody meddled with it.

    `body` is plain data, `salt` 32 hexadecimal digits; both are None once lawfully destroyed.
    """

    seq: int
    at: str
    by: str
    kind: str
    prev: str
    body_digest: str
    digest: str
    salt: str | None
    body: Any


def body_digest(salt: str, body: Any) -> str:
    """Name a salted body; the salt keeps a short body from being guessed after it was destroyed.

    >>> body_digest("00", {"a": 1}) != body_digest("01", {"a": 1})
    True
    """
    return digest_of(canonical({"body": body, "salt": salt}))


def chain_digest(seq: int, at: str, by: str, kind: str, prev: str, body: str) -> str:
    """Name an entry by its place in the chain; every field is a value of one JSON object, so none can run into the next.

    >>> chain_digest(1, "t", "ab", "c", GENESIS, "") != chain_digest(1, "t", "a", "bc", GENESIS, "")
    True
    """
    return digest_of(canonical({"at": at, "body": body, "by": by, "kind": kind, "prev": prev, "seq": seq}))
