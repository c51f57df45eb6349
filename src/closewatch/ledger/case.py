"""One investigation, one folder: the store, the views beside it, and what every job may ask of what is already known."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from closewatch.ledger import bodies
from closewatch.ledger.journal import Head
from closewatch.ledger.stores.contract import Drafts, Store
from closewatch.ledger.stores.memory import MemoryStore
from closewatch.ledger.stores.sqlite import SqliteStore
from closewatch.ledger.views.fold import fold
from closewatch.ledger.views.lists import add_functions
from closewatch.ledger.views.schema import TABLES_VERSION, drop_tables, make_tables
from closewatch.terms.entry import Draft, Entry, EntryKind
from closewatch.terms.known import KnownActor, actors_from
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report
from closewatch.terms.trouble import CaseError, JournalError


class Case:
    """An open case. `folder` is None for one that lives in memory."""

    def __init__(self, store: Store, folder: Path | None = None) -> None:
        self.store = store
        self.folder = folder
        add_functions(store.tables)
        self._make_views()

    def __enter__(self) -> Case:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.store.close()
        if isinstance(error, sqlite3.Error):
            raise CaseError(f"wanted a ledger that can be used, found {error} ({self.folder or 'in memory'})") from error
        if isinstance(error, msgspec.DecodeError):
            raise JournalError(f"wanted views as they were written, found damage that `verify` names: {error} ({self.folder})") from error

    @property
    def tables(self) -> sqlite3.Connection:
        """The tables of the views, for the functions of `ledger.views`."""
        return self.store.tables

    def head(self) -> Head:
        """Give the end of the journal."""
        return self.store.head()

    def record(self, originals: Sequence[bytes], drafts: Sequence[Draft] | Drafts) -> tuple[Entry, ...]:
        """Put originals and entries on the record, with what they add up to, in one transaction. For desk/line.py alone.

        Drafts that depend on what the case holds are given as a function, which is asked once nobody else can write.
        """
        return self.store.record(originals, drafts if callable(drafts) else lambda: drafts, fold)

    def restore(self, originals: Iterable[bytes], entries: Iterable[Entry]) -> Head:
        """Keep originals and a journal that was written elsewhere, as they are, with what they add up to. For ledger/importing.py alone."""
        return self.store.restore(originals, entries, fold)

    def destroy(self, draft: Draft, bodies: Sequence[int], originals: Sequence[str], files: Sequence[str] = ()) -> Entry:
        """Take bodies and originals away, with the entry that says so, and make the views anew without them. For desk/line.py alone.

        `files` are files of the case's folder that go too (keys).
        """
        entry = self.store.destroy(draft, bodies, originals)
        if self.folder:
            for name in files:
                (self.folder / name).unlink(missing_ok=True)
        self._make_views()
        return entry

    def was_destroyed(self, digest: str) -> bool:
        """Tell whether an original was lawfully destroyed: it is not taken in again."""
        return self.tables.execute("SELECT 1 FROM destroyed WHERE what = ?", (digest,)).fetchone() is not None

    def holds(self, table: str, identity: str) -> bool:
        """Tell whether a capture, a report or a problem is on the record already."""
        if table not in ("captures", "reports", "problems"):
            raise CaseError(f"wanted captures, reports or problems, found {table}")
        return self.tables.execute(f"SELECT 1 FROM {table} WHERE id = ?", (identity,)).fetchone() is not None

    def report(self, identity: str) -> Report:
        """Give a report as it was recorded. Raises: CaseError when the case does not hold it."""
        row = self.tables.execute("SELECT seq FROM reports WHERE id = ?", (identity,)).fetchone()
        report = bodies.report_in(self.store.entry(row[0]).body) if row else None
        if report is None:
            raise CaseError(f"wanted a report of this case, found none under {identity}")
        return report

    def reading(self, report: str) -> Reading | None:
        """Give what was found in a report when it was read last, as it was recorded; None where it was never read."""
        row = self.tables.execute("SELECT seq FROM readings WHERE report = ?", (report,)).fetchone()
        return bodies.reading_in(self.store.entry(row[0]).body) if row else None

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """Look at the case as it stands now for as long as this lasts, whatever other processes record meanwhile."""
        self.tables.execute("BEGIN")
        try:
            yield
        finally:
            if self.tables.in_transaction:
                self.tables.execute("ROLLBACK")

    def rebuild(self) -> None:
        """Make the views again from the journal alone; whoever else has the case open sees the old ones until all is done."""
        with self._alone():
            self._remake()

    def _make_views(self) -> None:
        if self._tables_version() == TABLES_VERSION:
            return
        with self._alone():
            if self._tables_version() != TABLES_VERSION:  # another process may have done it while this one waited
                self._remake()
        self.tables.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _remake(self) -> None:
        self.tables.execute("PRAGMA secure_delete = ON")  # words that were destroyed are not to stay in pages that nobody uses any more
        drop_tables(self.tables)
        make_tables(self.tables)
        for entry in self.store.entries():
            fold(self.tables, entry)
        self.tables.execute(f"PRAGMA user_version = {TABLES_VERSION}")

    def _tables_version(self) -> int:
        return int(self.tables.execute("PRAGMA user_version").fetchone()[0])

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.tables.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.tables.execute("COMMIT")
        except BaseException:
            if self.tables.in_transaction:
                self.tables.execute("ROLLBACK")
            raise


SEALED = "sealed.age"
"""The one file of a sealed case (ledger/sealing.py)."""


def create_case(folder: Path, title: str, by: str, at: datetime) -> Case:
    """Make the folder of a new case, with its first entry; what a `new` that was killed left there is taken away first.

    Raises: CaseError when something is there already, or the disk will not take it; then nothing is left behind.
    """
    try:
        if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not _half_made(folder))):
            raise CaseError(f"wanted a new folder for the case, found one that is in use ({folder})")
        return _created(folder, title, by, at)
    except (OSError, sqlite3.Error) as error:
        raise CaseError(f"wanted to make a case, found: {error} ({folder})") from error


def _created(folder: Path, title: str, by: str, at: datetime) -> Case:
    was_there = folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    case: Case | None = None
    try:
        _clear(folder)
        (folder / "vault").mkdir()
        case = Case(SqliteStore(folder), folder)
        case.record((), (Draft(EntryKind.CASE, by, at, {"title": title}),))
        # Last, because it is what makes a folder a case.
        (folder / "case.toml").write_text(new_settings(title), "utf-8")
    except BaseException:
        if case is not None:
            case.store.close()
        _clear(folder)
        if not was_there:
            folder.rmdir()
        raise
    return case


_PARTS = ("case.toml", "ledger.db", "ledger.db-wal", "ledger.db-shm")


def _half_made(folder: Path) -> bool:
    """Tell whether a folder holds nothing but the beginnings of a case: no settings, no original, no entry after the first."""
    if {path.name for path in folder.iterdir()} - {*_PARTS[1:], "vault"} or any((folder / "vault").glob("*")):
        return False
    ledger = folder / "ledger.db"
    if not ledger.is_file() or not ledger.stat().st_size:
        return True
    store = SqliteStore(folder)
    with closing(store.tables):
        return store.head().seq <= 1


def _clear(folder: Path) -> None:
    for name in _PARTS:
        (folder / name).unlink(missing_ok=True)
    if (folder / "vault").is_dir():
        (folder / "vault").rmdir()


def open_case(folder: Path) -> Case:
    """Open a case that is there.

    Raises: CaseError when the folder holds none or it cannot be used, JournalError when its ledger is gone.
    """
    if (folder / SEALED).is_file():
        raise CaseError(f"wanted an open case, found one that is sealed: `closewatch open {folder}` opens it")
    if not (folder / "case.toml").is_file():
        raise CaseError(f"wanted a case folder with case.toml in it, found none ({folder})")
    store = SqliteStore(folder, new=False)
    try:
        return Case(store, folder)
    except sqlite3.Error as error:
        store.close()
        raise CaseError(f"wanted a ledger that can be used, found {error} ({folder})") from error


def case_in_memory(title: str, by: str, at: datetime) -> Case:
    """Make a case that lives as long as the process."""
    case = Case(MemoryStore())
    case.record((), (Draft(EntryKind.CASE, by, at, {"title": title}),))
    return case


def actors_of(case: Case) -> tuple[KnownActor, ...]:
    """Give the bodies and persons that a case adds to the lexicon, as `[[actor]]` tables of its case.toml.

    Raises: CaseError when the settings or an actor in them are not of the form that docs/guide/linking.md gives.
    """
    if case.folder is None:
        return ()
    return actors_from(settings_of(case.folder).get("actor", []), str(case.folder / "case.toml"))


@dataclass(frozen=True)
class Rules:
    """What the `[rules]` of case.toml ask for: `second_reviewer` wants two people for every answer to a question."""

    second_reviewer: bool = False


def rules_of(case: Case) -> Rules:
    """Give the rules of a case. Raises: CaseError when its settings or a rule in them are not of the form of docs/guide/review.md."""
    if case.folder is None:
        return Rules()
    found = settings_of(case.folder).get("rules", {})
    second = found.get("second_reviewer", False) if isinstance(found, dict) else None
    if not isinstance(second, bool):
        raise CaseError(f"wanted true or false for second_reviewer in [rules], found {found!r} ({case.folder / 'case.toml'})")
    return Rules(second)


def settings_of(folder: Path) -> dict[str, Any]:
    """Read the case.toml of a case. Raises: CaseError when it cannot be read or is no TOML."""
    try:
        return tomllib.loads((folder / "case.toml").read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise CaseError(f"wanted settings in TOML, found {error} ({folder / 'case.toml'})") from error


def new_settings(title: str) -> str:
    """Write the case.toml of a new case."""
    escaped = "".join(f"\\u{ord(c):04x}" if ord(c) < 32 or ord(c) == 127 else "\\" + c if c in '"\\' else c for c in title)
    return (
        f'title = "{escaped}"\n'
        'people = []           # who works on it, as they sign: ["reviewer-1"]\n'
        'languages = ["en"]    # languages its reports are read in\n'
        "feeds = []            # what to keep watching\n\n"
        "[rules]\n"
    )
