"""A case on disk: the journal and the views in one SQLite file, the originals in a vault beside it.

SQLite's write lock is the case's write lock: originals are written, the head is read and entries are appended while it is held, so
two processes never fork the chain and a sweep never meets a half-done record.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from closewatch.ledger.journal import Head, chain
from closewatch.ledger.stores.contract import Fold
from closewatch.ledger.vault import Vault
from closewatch.terms.entry import Draft, Entry
from closewatch.terms.ref import canonical, digest_of
from closewatch.terms.trouble import CaseError

LOCK_SECONDS = 30
"""How long a process waits for another one that is writing to the same case."""

_JOURNAL = """
CREATE TABLE IF NOT EXISTS entries (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, kind TEXT NOT NULL,
    prev TEXT NOT NULL, body_digest TEXT NOT NULL, digest TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS bodies (seq INTEGER PRIMARY KEY REFERENCES entries, salt TEXT, body TEXT) STRICT;
CREATE TRIGGER IF NOT EXISTS entries_stay BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER IF NOT EXISTS entries_last BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER IF NOT EXISTS bodies_last BEFORE DELETE ON bodies BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER IF NOT EXISTS bodies_stay BEFORE UPDATE ON bodies BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""

_ENTRY = "SELECT e.seq, e.at, e.by, e.kind, e.prev, e.body_digest, e.digest, b.salt, b.body FROM entries e LEFT JOIN bodies b USING (seq)"


class SqliteStore:
    """The folder of a case: `ledger.db` and `vault/`."""

    def __init__(self, folder: Path) -> None:
        self.vault = Vault(folder / "vault")
        self._path = folder / "ledger.db"
        try:
            self.tables = sqlite3.connect(self._path, isolation_level=None, timeout=LOCK_SECONDS, cached_statements=512)
            self.tables.execute("PRAGMA journal_mode = WAL")
            self.tables.execute("PRAGMA synchronous = FULL")
            self.tables.executescript(_JOURNAL)
        except sqlite3.DatabaseError as error:
            raise CaseError(f"wanted a ledger, found {error} ({self._path})") from error
        self._sweep()

    def record(self, originals: Sequence[bytes], drafts: Sequence[Draft], fold: Fold) -> tuple[Entry, ...]:
        """Keep originals and append drafts with what they add up to, in one transaction.

        Raises: CaseError when another process holds the case for longer than LOCK_SECONDS; OSError when the disk is full.
        """
        with self._writing():
            for data in originals:
                self.vault.put(data)
            entries = chain(self.head(), drafts)
            for entry in entries:
                self._append(entry)
                fold(self.tables, entry)
        self.vault.settle(digest_of(data) for data in originals)
        return entries

    def get(self, digest: str) -> bytes:
        """Give back an original, hashed again. Raises: EvidenceAltered."""
        return self.vault.get(digest)

    def digests(self) -> Iterator[str]:
        """Name every original kept, in order."""
        return self.vault.digests()

    def head(self) -> Head:
        """Give the end of the chain."""
        row = self.tables.execute("SELECT seq, digest FROM entries ORDER BY seq DESC LIMIT 1").fetchone()
        return Head(*row) if row else Head()

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Give the entries after a number, in order, with their bodies."""
        cursor = self.tables.execute(f"{_ENTRY} WHERE e.seq > ? ORDER BY e.seq", (after,))
        yield from map(_entry, cursor)

    def entry(self, seq: int) -> Entry:
        """Give one entry with its body. Raises: CaseError when there is none of that number."""
        row = self.tables.execute(f"{_ENTRY} WHERE e.seq = ?", (seq,)).fetchone()
        if row is None:
            raise CaseError(f"wanted entry {seq}, found {self.head().seq} entries ({self._path})")
        return _entry(row)

    def close(self) -> None:
        """Let go of the file."""
        self.tables.close()

    def _append(self, entry: Entry) -> None:
        self.tables.execute(
            "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)",
            (entry.seq, entry.at, entry.by, entry.kind, entry.prev, entry.body_digest, entry.digest),
        )
        self.tables.execute("INSERT INTO bodies VALUES (?, ?, ?)", (entry.seq, entry.salt, canonical(entry.body).decode("utf-8")))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self.tables.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise CaseError(f"wanted to write, found the case in use by another process: {error} ({self._path})") from error
        try:
            yield
        except BaseException:
            self.tables.execute("ROLLBACK")
            raise
        self.tables.execute("COMMIT")

    def _sweep(self) -> None:
        """Remove the originals that a killed process left without an entry; those that have one only lose their mark."""
        if not self.vault.pending():
            return
        with self._writing():
            named = {row[0] for row in self.tables.execute("SELECT digest FROM captures")} if self._has_views() else set()
            self.vault.sweep(digest for digest in self.vault.pending() if digest not in named)

    def _has_views(self) -> bool:
        return bool(self.tables.execute("SELECT 1 FROM sqlite_master WHERE name = 'captures'").fetchone())


def _entry(row: tuple[Any, ...]) -> Entry:
    seq, at, by, kind, prev, body_digest, digest, salt, body = row
    return Entry(seq, at, by, kind, prev, body_digest, digest, salt, None if body is None else _read_body(body))


def _read_body(body: str) -> Any:
    """Read a body; one that is no JSON any more is given as it is, and the walk of the chain will say so."""
    try:
        return json.loads(body)
    except ValueError:
        return body
