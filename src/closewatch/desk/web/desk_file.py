"""The desk's own file: who may come in, and what it remembers for people. It lies beside the ledger and holds no evidence.

What is remembered is a value of JSON under a person and a word; whoever needs a table of its own makes it with `changing`. Losing the
file loses no entry of the ledger. A case that cannot be written works with a copy in memory.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from closewatch.terms.trouble import CaseError

FILE = "desk.db"

LOCK_SECONDS = 5
"""How long one process waits for another that writes to the same file, such as `closewatch account`."""

_TABLES = """
CREATE TABLE IF NOT EXISTS accounts (
    folded TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, password TEXT NOT NULL, made_at REAL NOT NULL, made_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sessions (
    digest BLOB PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE, begun_at REAL NOT NULL, seen_at REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sessions_of ON sessions (account);
CREATE TABLE IF NOT EXISTS attempts (who TEXT PRIMARY KEY, failures INTEGER NOT NULL, last_at REAL NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS remembered (
    person TEXT NOT NULL, what TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (person, what)
) STRICT, WITHOUT ROWID;
"""


class DeskFile:
    """One open file of a desk. Any thread may use it; each call is one transaction, and one at a time."""

    def __init__(self, folder: Path | None = None, *, writable: bool = True) -> None:
        """Open the file of a case folder, or make it; without a folder, or where it cannot be `writable`, in memory.

        Raises: CaseError when what lies there is no such file.
        """
        self._lock = RLock()
        self._path = folder / FILE if folder else None
        self.on_disk = writable and self._path is not None and _writable(self._path)
        try:
            self._tables = _on_disk(self._path) if self._path and self.on_disk else _in_memory(self._path)
        except sqlite3.Error as error:
            hint = "moving it away loses accounts and what the desk remembers, no evidence"
            raise CaseError(f"wanted the file of the desk, found {error}; {hint} ({self._path})") from error

    def remember(self, person: str, what: str, value: Any) -> None:
        """Keep a value of JSON for a person, in the place of what was remembered under the same word; None forgets it."""
        if value is None:
            self.change("DELETE FROM remembered WHERE person = ? AND what = ?", person, what)
        else:
            self.change("INSERT OR REPLACE INTO remembered VALUES (?, ?, ?)", person, what, json.dumps(value))

    def recall(self, person: str, what: str) -> Any:
        """Give what was remembered for a person under a word; None where nothing was."""
        rows = self.ask("SELECT value FROM remembered WHERE person = ? AND what = ?", person, what)
        return json.loads(rows[0][0]) if rows else None

    def ask(self, query: str, *values: Any) -> list[Any]:
        """Give all rows of a query."""
        with self._lock:
            return self._tables.execute(query, values).fetchall()

    def change(self, statement: str, *values: Any) -> int:
        """Carry out one statement; gives how many rows it changed."""
        with self._lock:
            return self._tables.execute(statement, values).rowcount

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """Lend the tables for several statements that hold together; keep it short, for everybody else waits."""
        with self._lock:
            self._tables.execute("BEGIN IMMEDIATE")
            try:
                yield self._tables
                self._tables.execute("COMMIT")
            except BaseException:
                if self._tables.in_transaction:
                    self._tables.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._tables.close()


def _on_disk(path: Path) -> sqlite3.Connection:
    # Made before SQLite does, so that nobody else on the machine can read it; the files beside it take over its rights.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    tables = _connected(str(path))
    try:
        tables.execute("PRAGMA journal_mode = WAL")
        tables.execute("PRAGMA synchronous = NORMAL")
        tables.executescript(_TABLES)
    except BaseException:
        tables.close()
        raise
    return tables


def _writable(path: Path) -> bool:
    return os.access(path.parent, os.W_OK) and (os.access(path, os.W_OK) or not path.exists())


def _in_memory(path: Path | None) -> sqlite3.Connection:
    """Copy what is there: accounts hold on a disk that cannot be written, too."""
    tables = _connected(":memory:")
    try:
        if path is not None and path.exists():
            left = path.with_name(f"{FILE}-wal")
            # Without leftovers of a writer the file alone is all there is, and SQLite needs no files beside it to read it.
            still = "" if left.exists() and left.stat().st_size else "&immutable=1"
            source = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro{still}", uri=True)
            try:
                source.backup(tables)
            finally:
                source.close()
        tables.executescript(_TABLES)
    except BaseException:
        tables.close()
        raise
    return tables


def _connected(name: str) -> sqlite3.Connection:
    tables = sqlite3.connect(name, isolation_level=None, timeout=LOCK_SECONDS, check_same_thread=False)
    tables.execute("PRAGMA foreign_keys = ON")
    return tables
