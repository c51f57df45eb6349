"""The journal's arithmetic: how drafts become entries of one chain, and how a chain is walked again.

Pure functions; where entries are kept is the business of `stores`.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from closewatch.terms.entry import GENESIS, Draft, Entry, body_digest, chain_digest
from closewatch.terms.trouble import JournalError


@dataclass(frozen=True)
class Head:
    """The end of the chain: how many entries, and the digest that stands for all of them."""

    seq: int = 0
    digest: str = GENESIS


@dataclass(frozen=True)
class Fault:
    """One thing that does not hold: a code, where, what was wanted, what was found."""

    code: str
    where: str
    wanted: str
    found: str


def chain(head: Head, drafts: Sequence[Draft]) -> tuple[Entry, ...]:
    """Put drafts at the end of the chain, each with a salt of its own.

    Raises: JournalError for a draft whose time has no zone.
    """
    entries: list[Entry] = []
    seq, prev = head.seq, head.digest
    for draft in drafts:
        seq += 1
        salt = secrets.token_hex(16)
        at, body = moment(draft.at), body_digest(salt, draft.body)
        digest = chain_digest(seq, at, draft.by, draft.kind.value, prev, body)
        entries.append(Entry(seq, at, draft.by, draft.kind.value, prev, body, digest, salt, draft.body))
        prev = digest
    return tuple(entries)


def sound(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Give the entries of a whole chain, each only once it is seen to follow from the one before it.

    Raises: JournalError at the first that does not, or that is not what its digests say.
    """
    before = Head()
    for entry in entries:
        body = entry.body_digest if entry.body is None else body_digest(entry.salt or "", entry.body)
        digest = chain_digest(before.seq + 1, entry.at, entry.by, entry.kind, before.digest, body)
        if (entry.seq, entry.prev, entry.digest) != (before.seq + 1, before.digest, digest) or body != entry.body_digest:
            raise JournalError(f"wanted entry {before.seq + 1} as it was written, found another one under {entry.seq}")
        before = Head(entry.seq, entry.digest)
        yield entry


def moment(at: datetime) -> str:
    """Write a time for the record: UTC, microseconds.

    >>> moment(datetime(2025, 1, 13, 9, tzinfo=UTC))
    '2025-01-13T09:00:00.000000Z'

    Raises: JournalError for a time without a zone.
    """
    if at.tzinfo is None:
        raise JournalError(f"wanted a time with its zone, found {at.isoformat()}")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def walk(entries: Iterable[Entry], head: str | None = None) -> Iterator[Fault]:
    """Walk the chain from its first entry and name every place where it does not hold.

    `head` is a digest noted down earlier: a chain that never had it was cut or rewritten.
    """
    seq, prev, seen_head = 0, GENESIS, head is None
    broken = False
    looks = 20  # enough to name what was moved without hashing for minutes over a journal that is wholly foreign
    for entry in entries:
        where = f"entry {entry.seq}"
        if entry.seq != seq + 1:
            yield Fault("journal.gap", f"entry {seq + 1}", f"entry {seq + 1}", where)
        found_body = entry.body_digest if entry.salt is None and entry.body is None else body_digest(entry.salt or "", entry.body)
        whole = chain_digest(entry.seq, entry.at, entry.by, entry.kind, entry.prev, entry.body_digest)
        if whole != entry.digest:
            moved = _moved_from(entry) if looks else None
            looks -= bool(looks)
            if moved:
                yield Fault("journal.swapped", where, f"the entry written as number {entry.seq}", f"the one written as number {moved}")
            else:
                yield Fault("journal.altered", where, entry.digest, whole)
        elif found_body != entry.body_digest:
            yield Fault("journal.altered", f"{where}, body", entry.body_digest, found_body)
        elif entry.prev != prev and entry.seq == seq + 1 and not broken:
            yield Fault("journal.broken", where, prev, entry.prev)
        broken = whole != entry.digest
        seen_head = seen_head or entry.digest.startswith(head or "-")
        seq, prev = entry.seq, entry.digest
    if not seen_head:
        yield Fault("journal.cut", f"after entry {seq}", f"the head {head}", f"the head {prev}")


def _moved_from(entry: Entry) -> int | None:
    """Find the number under which an entry was written, where its own digest tells; entries are looked for up to 10,000 places off."""
    for seq in range(max(1, entry.seq - 10_000), entry.seq + 10_000):
        if chain_digest(seq, entry.at, entry.by, entry.kind, entry.prev, entry.body_digest) == entry.digest:
            return seq
    return None
