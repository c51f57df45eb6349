"""A case on disk: the journal and the views in one SQLite file, the originals in a vault beside it.

SQLite's write lock is the case's write lock: originals are written, the head is read and entries are appended while it is held, so
two processes never fork the chain and a sweep never meets a half-done record.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from closewatch.ledger.journal import Head, chain, sound
from closewatch.ledger.stores.contract import Drafts, Fold
from closewatch.ledger.vault import Vault
from closewatch.terms.entry import Draft, Entry
from closewatch.terms.ref import canonical, digest_of
from closewatch.terms.trouble import CaseError, JournalError

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
"""

_BODIES_STAY = """CREATE TRIGGER IF NOT EXISTS bodies_stay BEFORE UPDATE ON bodies
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"""

_ENTRY = (
    "SELECT e.seq, e.at, e.by, e.kind, e.prev, e.body_digest, e.digest, b.salt, CAST(b.body AS BLOB)"
    " FROM entries e LEFT JOIN bodies b USING (seq)"
)


class SqliteStore:
    """The folder of a case: `ledger.db` and `vault/`. One that cannot be written (a seized disk) can still be read."""

    def __init__(self, folder: Path, *, new: bool = True) -> None:
        """Open the ledger of a folder, or make it where a `new` one is wanted.

        Raises: JournalError when an old one is not there any more, CaseError when it cannot be opened.
        """
        self.vault = Vault(folder / "vault")
        self._path = folder / "ledger.db"
        if not new and not (self._path.is_file() and self._path.stat().st_size):
            # Never made anew: an empty journal beside originals would pass for the whole case from then on.
            found = "an empty file" if self._path.is_file() else "something else than a file" if self._path.exists() else "none"
            raise JournalError(f"wanted the ledger of the case, found {found} ({self._path})")
        self.writable = new or (os.access(self._path, os.W_OK) and os.access(folder, os.W_OK))
        try:
            self.tables = self._connected()
        except sqlite3.DatabaseError as error:
            raise CaseError(f"wanted a ledger, found {error} ({self._path})") from error
        self._sweep()

    def _connected(self) -> sqlite3.Connection:
        if not self.writable:
            return self._connected_to_read()
        tables = sqlite3.connect(self._path, isolation_level=None, timeout=LOCK_SECONDS, cached_statements=512, check_same_thread=False)
        tables.execute("PRAGMA journal_mode = WAL")
        tables.execute("PRAGMA synchronous = FULL")
        tables.executescript(_JOURNAL)
        tables.execute(_BODIES_STAY)
        return tables

    def _connected_to_read(self) -> sqlite3.Connection:
        left = Path(f"{self._path}-wal")
        # Without leftovers of a writer the file alone is the ledger, and SQLite needs no files beside it to read it.
        still = "" if left.exists() and left.stat().st_size else "&immutable=1"
        address = f"file:{quote(str(self._path))}?mode=ro{still}"
        tables = sqlite3.connect(
            address, uri=True, isolation_level=None, timeout=LOCK_SECONDS, cached_statements=512, check_same_thread=False
        )
        tables.execute("SELECT 1 FROM entries LIMIT 1")
        return tables

    def record(self, originals: Sequence[bytes], drafts: Drafts, fold: Fold) -> tuple[Entry, ...]:
        """Keep originals and append drafts with what they add up to, in one transaction; the drafts are asked for under its lock.

        Raises: CaseError when another process holds the case for longer than LOCK_SECONDS, or the disk will not take it.
        """
        with self._writing():
            entries = chain(self.head(), drafts())
            for data in originals if entries else ():
                self.vault.put(data)
            for entry in entries:
                self._append(entry)
                fold(self.tables, entry)
        self.vault.settle(digest_of(data) for data in originals)
        return entries

    def restore(self, originals: Iterable[bytes], entries: Iterable[Entry], fold: Fold) -> Head:
        """Keep originals and a whole journal that was written elsewhere, as they are, in one transaction, and give its end.

        Raises: CaseError where this journal has an entry already or the disk will not take it, JournalError for a chain that does not hold.
        """
        with self._writing():
            if self.head().seq:
                raise CaseError(f"wanted an empty journal, found {self.head().seq:,} entries ({self._path})")
            for entry in sound(entries):
                self._append(entry)
                fold(self.tables, entry)
            kept = [self.vault.put(data) for data in originals]
        self.vault.settle(kept)
        return self.head()

    def destroy(self, draft: Draft, bodies: Sequence[int], originals: Sequence[str]) -> Entry:
        """Append the entry that names what goes and take bodies away, in one transaction; then take originals away.

        What was deleted is overwritten in the ledger's file. Raises: CaseError when the case is in use or cannot be written.
        """
        self.tables.execute("PRAGMA secure_delete = ON")
        with self._writing():
            (entry,) = chain(self.head(), (draft,))
            self.tables.execute("DROP TRIGGER bodies_stay")
            self.tables.executemany("UPDATE bodies SET salt = NULL, body = NULL WHERE seq = ?", [(seq,) for seq in bodies])
            self.tables.execute(_BODIES_STAY)
            self._append(entry)
            self.tables.execute("PRAGMA user_version = 0")
        for digest in originals:
            self.vault.destroy(digest)
        return entry

    def get(self, digest: str) -> bytes:
        """Give back an original, hashed again. Raises: EvidenceAltered."""
        return self.vault.get(digest)

    def open(self, digest: str) -> BinaryIO:
        """Open an original to read, hashed again piece by piece. Raises: EvidenceAltered."""
        return self.vault.open(digest)

    def digests(self) -> Iterator[str]:
        """Name every original kept, in order; not those whose entry is only being written."""
        kept = tuple(self.vault.digests())
        pending = frozenset(self.vault.pending())  # looked at last: whatever lost its mark in between has its entry
        return iter(digest for digest in kept if digest not in pending)

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
        row = self.tables.execute(f"{_ENTRY} WHERE e.seq = ?", (seq,)).fetchone() if seq.bit_length() < 64 else None
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
        body = None if entry.body is None else canonical(entry.body).decode("utf-8")
        self.tables.execute("INSERT INTO bodies VALUES (?, ?, ?)", (entry.seq, entry.salt, body))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self.tables.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            found = f"it in use by another process: {error}" if "locked" in str(error) else str(error)
            raise CaseError(f"wanted to write to the case, found {found} ({self._path})") from error
        try:
            yield
            self.tables.execute("COMMIT")
        except BaseException as error:
            # SQLite has already rolled back by itself where the disk was full.
            if self.tables.in_transaction:
                self.tables.execute("ROLLBACK")
            if isinstance(error, (OSError, sqlite3.OperationalError)):
                raise CaseError(f"wanted to write to the case, found: {error} ({self._path})") from error
            raise

    def _sweep(self) -> None:
        """Remove the originals that a killed process left without an entry; those that have one only lose their mark.

        While somebody writes there is nothing to be swept yet, and nobody who only reads is made to wait.
        """
        pending = self.vault.pending() if self.writable else ()
        if not pending:
            return
        self.tables.execute("PRAGMA busy_timeout = 0")
        try:
            with self._writing():
                named = self._named(frozenset(pending))
                self.vault.sweep(digest for digest in pending if digest not in named)
        except CaseError as error:
            if "locked" not in str(error):
                raise
        finally:
            self.tables.execute(f"PRAGMA busy_timeout = {LOCK_SECONDS * 1000}")

    def _named(self, digests: frozenset[str]) -> frozenset[str]:
        """Tell which originals an entry names: asked of the journal itself, for views can be lost and made again."""
        found: set[str] = set()
        query = "SELECT CAST(body AS BLOB) FROM bodies JOIN entries USING (seq) WHERE kind IN ('capture', 'poll') AND body IS NOT NULL"
        for (body,) in self.tables.execute(query):
            found |= {digest for digest in digests - found if digest.encode() in body}
        return frozenset(found)


def _entry(row: tuple[Any, ...]) -> Entry:
    seq, at, by, kind, prev, body_digest, digest, salt, body = row
    return Entry(seq, at, by, kind, prev, body_digest, digest, salt, None if body is None else _read_body(body))


def _read_body(body: bytes) -> Any:
    """Read a body; one that is no JSON any more is given as it is, and the walk of the chain will say so."""
    words = body.decode("utf-8", "replace")
    try:
        return json.loads(words)
    except (ValueError, RecursionError):
        return words
