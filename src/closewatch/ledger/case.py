"""One investigation, one folder: the store, the views beside it, and what every job may ask of what is already known."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType

from closewatch.ledger import bodies
from closewatch.ledger.journal import Head
from closewatch.ledger.stores.contract import Store
from closewatch.ledger.stores.memory import MemoryStore
from closewatch.ledger.stores.sqlite import SqliteStore
from closewatch.ledger.views.fold import fold
from closewatch.ledger.views.schema import TABLES_VERSION, drop_tables, make_tables
from closewatch.terms.entry import Draft, Entry, EntryKind
from closewatch.terms.report import Report
from closewatch.terms.trouble import CaseError


class Case:
    """An open case. `folder` is None for one that lives in memory."""

    def __init__(self, store: Store, folder: Path | None = None) -> None:
        self.store = store
        self.folder = folder
        self._make_views()

    def __enter__(self) -> Case:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.store.close()

    @property
    def tables(self) -> sqlite3.Connection:
        """The tables of the views, for the functions of `ledger.views`."""
        return self.store.tables

    def head(self) -> Head:
        """Give the end of the journal."""
        return self.store.head()

    def record(self, originals: Sequence[bytes], drafts: Sequence[Draft]) -> tuple[Entry, ...]:
        """Put originals and entries on the record, with what they add up to, in one transaction. For desk/line.py alone."""
        return self.store.record(originals, drafts, fold)

    def holds(self, table: str, identity: str) -> bool:
        """Tell whether a capture or a report is on the record already."""
        if table not in ("captures", "reports"):
            raise CaseError(f"wanted captures or reports, found {table}")
        return self.tables.execute(f"SELECT 1 FROM {table} WHERE id = ?", (identity,)).fetchone() is not None

    def report(self, identity: str) -> Report:
        """Give a report as it was recorded. Raises: CaseError when the case does not hold it."""
        row = self.tables.execute("SELECT seq FROM reports WHERE id = ?", (identity,)).fetchone()
        report = bodies.report_in(self.store.entry(row[0]).body) if row else None
        if report is None:
            raise CaseError(f"wanted a report of this case, found none under {identity}")
        return report

    def rebuild(self) -> None:
        """Make the views again from the journal alone."""
        drop_tables(self.tables)
        make_tables(self.tables)
        self.tables.execute("BEGIN IMMEDIATE")
        for entry in self.store.entries():
            fold(self.tables, entry)
        self.tables.execute("COMMIT")

    def _make_views(self) -> None:
        found = self.tables.execute("PRAGMA user_version").fetchone()[0]
        if found == TABLES_VERSION:
            return
        if self.head().seq:
            self.rebuild()
        else:
            make_tables(self.tables)
        self.tables.execute(f"PRAGMA user_version = {TABLES_VERSION}")


def create_case(folder: Path, title: str, by: str, at: datetime) -> Case:
    """Make the folder of a new case, with its first entry.

    Raises: CaseError when something is there already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CaseError(f"wanted a new folder for the case, found one that is in use ({folder})")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vault").mkdir()
    case = Case(SqliteStore(folder), folder)
    case.record((), (Draft(EntryKind.CASE, by, at, {"title": title}),))
    # Last, because it is what makes a folder a case: a process killed before this line leaves a folder that `new` can be told to clear.
    (folder / "case.toml").write_text(_settings(title), "utf-8")
    return case


def open_case(folder: Path) -> Case:
    """Open a case that is there.

    Raises: CaseError when the folder holds none.
    """
    if not (folder / "case.toml").is_file():
        raise CaseError(f"wanted a case folder with case.toml in it, found none ({folder})")
    return Case(SqliteStore(folder), folder)


def case_in_memory(title: str, by: str, at: datetime) -> Case:
    """Make a case that lives as long as the process."""
    case = Case(MemoryStore())
    case.record((), (Draft(EntryKind.CASE, by, at, {"title": title}),))
    return case


def title_of(case: Case) -> str:
    """Give the title under which a case was made."""
    if case.folder is None:
        return str(case.store.entry(1).body["title"])
    try:
        settings = tomllib.loads((case.folder / "case.toml").read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise CaseError(f"wanted settings in TOML, found {error} ({case.folder / 'case.toml'})") from error
    return str(settings.get("title", case.folder.name))


def _settings(title: str) -> str:
    escaped = "".join(f"\\u{ord(c):04x}" if ord(c) < 32 or ord(c) == 127 else "\\" + c if c in '"\\' else c for c in title)
    return (
        f'title = "{escaped}"\n'
        'people = []           # who works on it, as they sign: ["reviewer-1"]\n'
        'languages = ["en"]    # languages its reports are read in\n'
        "feeds = []            # what to keep watching\n\n"
        "[rules]\n"
    )
