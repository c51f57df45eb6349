"""A case made of a journal and originals that were handed on: the same entries with their digests and salts, and so the same head.

Where they come from (a WACZ) and whether that is whole is known to others. Here each entry must follow from the one before it, and what the
journal says must hold; a folder becomes a case only once all of that is done.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from closewatch.ledger.case import Case, new_settings
from closewatch.ledger.stores.sqlite import SqliteStore
from closewatch.ledger.verify import UNREADABLE, verify_journal
from closewatch.terms.entry import Entry
from closewatch.terms.trouble import CaseError, JournalError, NotVerbatim

_MARK = "import.unfinished"
"""Stands in the folder for as long as it is not a case yet: what an import that was killed left behind may be taken away by the next."""


@dataclass(frozen=True)
class Imported:
    """A case that was made, open, and how many originals and bodies it lacks that were not lawfully destroyed."""

    case: Case
    originals: int
    bodies: int


def import_case(folder: Path, title: str, entries: Iterable[Entry], originals: Iterable[bytes]) -> Imported:
    """Make a case of a journal and originals that were handed on, with the views made anew.

    Bodies that were left out stay out, and `verify` names them. Raises: CaseError when something is there already or the disk will not
    take it, JournalError when the journal does not hold; then nothing is left behind.
    """
    try:
        was_there = _cleared(folder)
        try:
            return _imported(folder, title, entries, originals)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            if was_there:
                folder.mkdir(exist_ok=True)
            raise
    except (OSError, sqlite3.Error) as error:
        raise CaseError(f"wanted to make a case, found: {error} ({folder})") from error


def _cleared(folder: Path) -> bool:
    """Make sure that nothing is in a folder but the leavings of an import; tell whether the folder was there."""
    if not folder.exists():
        return False
    if folder.is_dir() and (folder / _MARK).is_file() and not (folder / "case.toml").exists():
        shutil.rmtree(folder)
    elif not folder.is_dir() or any(folder.iterdir()):
        raise CaseError(f"wanted a new folder for the case, found one that is in use ({folder})")
    return True


def _imported(folder: Path, title: str, entries: Iterable[Entry], originals: Iterable[bytes]) -> Imported:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).touch()
    (folder / "vault").mkdir()
    case = Case(SqliteStore(folder), folder)
    try:
        without: list[str] = []
        try:
            case.restore(originals, _noting(entries, without))
        except (NotVerbatim, RecursionError, *UNREADABLE) as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            raise JournalError(f"wanted entries that can be added up, found {type(error).__name__}: {error} ({folder})") from error
        gone = {what for (what,) in case.tables.execute("SELECT what FROM destroyed")}
        named = {digest for (digest,) in case.tables.execute("SELECT digest FROM captures UNION SELECT digest FROM received")}
        bodies = len(set(without) - gone)
        fault = None if bodies else next(verify_journal(case), None)  # words cannot be held against a report that was left out
        if fault is not None:
            raise JournalError(f"{fault.code}: wanted {fault.wanted}, found {fault.found} ({fault.where})")
        # Last, because it is what makes a folder a case.
        (folder / "case.toml").write_text(new_settings(title), "utf-8")
        (folder / _MARK).unlink()
    except BaseException:
        case.store.close()
        raise
    return Imported(case, len(named - gone - set(case.store.digests())), bodies)


def _noting(entries: Iterable[Entry], without: list[str]) -> Iterator[Entry]:
    """Note which entries come without their bodies, as destructions name them."""
    for entry in entries:
        if entry.body is None:
            without.append(f"entry {entry.seq}")
        yield entry
