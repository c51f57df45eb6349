"""A case in memory: for tests, for reading without a case, and as proof that the store contract does not lean on SQLite's files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from closewatch.ledger.journal import Head, chain, sound
from closewatch.ledger.stores.contract import Drafts, Fold
from closewatch.terms.entry import Draft, Entry
from closewatch.terms.ref import digest_of
from closewatch.terms.trouble import CaseError, EvidenceAltered

_ENTRIES = """CREATE TABLE entries (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, kind TEXT NOT NULL,
    prev TEXT NOT NULL, body_digest TEXT NOT NULL, digest TEXT NOT NULL
) STRICT"""


class MemoryStore:
    """Originals in a mapping, entries in a list, the tables of the views in a database that no file backs."""

    def __init__(self) -> None:
        self.tables = sqlite3.connect(":memory:", isolation_level=None, cached_statements=512)
        self.tables.execute(_ENTRIES)
        self._originals: dict[str, bytes] = {}
        self._entries: list[Entry] = []

    def record(self, originals: Sequence[bytes], drafts: Drafts, fold: Fold) -> tuple[Entry, ...]:
        """Keep originals and append drafts with what they add up to, all or nothing."""
        entries = chain(self.head(), drafts())
        self.tables.execute("BEGIN")
        try:
            for entry in entries:
                self._append(entry)
                fold(self.tables, entry)
        except BaseException:
            self.tables.execute("ROLLBACK")
            raise
        self.tables.execute("COMMIT")
        self._originals.update({digest_of(data): data for data in originals if entries})
        self._entries.extend(entries)
        return entries

    def restore(self, originals: Iterable[bytes], entries: Iterable[Entry], fold: Fold) -> Head:
        """Keep originals and a whole journal that was written elsewhere, as they are, all or nothing."""
        if self._entries:
            raise CaseError(f"wanted an empty journal, found {len(self._entries):,} entries (in memory)")
        kept: list[Entry] = []
        self.tables.execute("BEGIN")
        try:
            for entry in sound(entries):
                self._append(entry)
                fold(self.tables, entry)
                kept.append(entry)
            brought = {digest_of(data): data for data in originals}
        except BaseException:
            self.tables.execute("ROLLBACK")
            raise
        self.tables.execute("COMMIT")
        self._originals.update(brought)
        self._entries.extend(kept)
        return self.head()

    def destroy(self, draft: Draft, bodies: Sequence[int], originals: Sequence[str]) -> Entry:
        """Append the entry that names what goes, and take bodies and originals away."""
        (entry,) = chain(self.head(), (draft,))
        self._append(entry)
        self._entries = [replace(kept, salt=None, body=None) if kept.seq in bodies else kept for kept in self._entries] + [entry]
        for digest in originals:
            self._originals.pop(digest, None)
        self.tables.execute("PRAGMA user_version = 0")
        return entry

    def get(self, digest: str) -> bytes:
        """Give back an original, hashed again. Raises: EvidenceAltered."""
        data = self._originals.get(digest)
        if data is None or digest_of(data) != digest:
            raise EvidenceAltered(f"wanted the original {digest}, found {'none' if data is None else digest_of(data)} (in memory)")
        return data

    def open(self, digest: str) -> BinaryIO:
        """Open an original to read, hashed again. Raises: EvidenceAltered."""
        return BytesIO(self.get(digest))

    def digests(self) -> Iterator[str]:
        """Name every original kept, in order."""
        yield from sorted(self._originals)

    def head(self) -> Head:
        """Give the end of the chain."""
        return Head(self._entries[-1].seq, self._entries[-1].digest) if self._entries else Head()

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Give the entries after a number, in order."""
        yield from self._entries[after:]

    def entry(self, seq: int) -> Entry:
        """Give one entry. Raises: CaseError when there is none of that number."""
        if not 1 <= seq <= len(self._entries):
            raise CaseError(f"wanted entry {seq}, found {len(self._entries)} entries (in memory)")
        return self._entries[seq - 1]

    def close(self) -> None:
        """Let go of the tables."""
        self.tables.close()

    def _append(self, entry: Entry) -> None:
        row = (entry.seq, entry.at, entry.by, entry.kind, entry.prev, entry.body_digest, entry.digest)
        self.tables.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", row)
