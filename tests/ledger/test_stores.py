"""What every store promises, held against each of them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from closewatch.ledger.case import Case, create_case, open_case
from closewatch.ledger.stores.contract import Store
from closewatch.ledger.stores.memory import MemoryStore
from closewatch.ledger.stores.sqlite import SqliteStore
from closewatch.ledger.vault import Vault
from closewatch.ledger.verify import verify
from closewatch.terms.entry import Draft, Entry, EntryKind
from closewatch.terms.ref import digest_of
from closewatch.terms.trouble import CaseError, EvidenceAltered, JournalError

from .conftest import AT, Telling

DRAFT = Draft(EntryKind.CASE, "person:a", AT, {"title": "t"})


def nothing(tables: sqlite3.Connection, entry: Entry) -> None:
    """A fold that adds nothing."""


def refusing(tables: sqlite3.Connection, entry: Entry) -> None:
    raise CaseError("the views refuse it")


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return MemoryStore() if request.param == "memory" else SqliteStore(tmp_path)


def test_entries_come_back_as_they_were_appended(store: Store) -> None:
    recorded = store.record((b"a",), lambda: (DRAFT, DRAFT), nothing)
    assert tuple(store.entries()) == recorded
    assert tuple(store.entries(after=1)) == recorded[1:]
    assert store.entry(2) == recorded[1]
    assert store.head().digest == recorded[1].digest


def test_an_original_comes_back_and_a_wrong_digest_is_refused(store: Store) -> None:
    store.record((b"a",), lambda: (DRAFT,), nothing)
    assert store.get(digest_of(b"a")) == b"a"
    with store.open(digest_of(b"a")) as file:
        assert file.read() == b"a"
    assert list(store.digests()) == [digest_of(b"a")]
    for asked in (store.get, store.open):
        with pytest.raises(EvidenceAltered):
            asked(digest_of(b"b"))


def test_an_entry_that_the_views_refuse_is_not_recorded(store: Store) -> None:
    with pytest.raises(CaseError):
        store.record((), lambda: (DRAFT,), refusing)
    assert list(store.entries()) == []


def test_an_entry_that_is_not_there_is_named(store: Store) -> None:
    with pytest.raises(CaseError, match="wanted entry 5"):
        store.entry(5)


def test_an_original_left_without_an_entry_is_swept_on_the_next_opening(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path)
    store.vault.put(b"left behind by a killed process")
    store.close()
    again = SqliteStore(tmp_path)
    assert list(again.digests()) == []
    again.close()


def test_an_original_whose_entry_was_recorded_loses_only_its_mark(folder: Path) -> None:
    with create_case(folder, "Kursk", "person:a", AT) as case:
        told = Telling(case)("Harbour Service", 300)
        (folder / "vault" / ".incoming" / told.report.capture.digest.removeprefix("sha256:")).touch()
    with open_case(folder) as case:
        assert case.store.get(told.report.capture.digest)


def test_the_journal_refuses_to_be_rewritten(case: Case) -> None:
    for statement in ("UPDATE entries SET by = 'x'", "DELETE FROM entries", "UPDATE bodies SET salt = 'x'", "DELETE FROM bodies"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            case.tables.execute(statement)


def test_a_folder_in_use_is_no_new_case_and_an_empty_one_no_old_one(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(CaseError, match="in use"):
        create_case(tmp_path, "t", "person:a", AT)
    with pytest.raises(CaseError, match="found none"):
        open_case(tmp_path)


def test_a_file_that_is_no_ledger_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text('title = "t"')
    (tmp_path / "ledger.db").write_bytes(b"not a database" * 100)
    with pytest.raises(CaseError, match="wanted a ledger"):
        open_case(tmp_path)


def test_two_connections_to_one_case_take_turns(folder: Path) -> None:
    with create_case(folder, "Kursk", "person:a", AT) as one, open_case(folder) as two:
        Telling(one)("Harbour Service", 300)
        Telling(two)("Coast Ministry", 400)
        assert one.head() == two.head()
        assert [entry.seq for entry in one.store.entries()] == list(range(1, 8))


def test_without_drafts_nothing_is_kept(store: Store) -> None:
    assert store.record((b"a",), lambda: (), nothing) == ()
    assert (list(store.digests()), list(store.entries())) == ([], [])


def test_drafts_are_asked_for_when_nobody_else_can_write(folder: Path) -> None:
    with create_case(folder, "Kursk", "person:a", AT) as one, open_case(folder) as two:
        two.tables.execute("PRAGMA busy_timeout = 0")

        def drafts() -> tuple[Draft, ...]:
            with pytest.raises(CaseError, match="in use by another process"):
                two.record((), (DRAFT,))
            return (DRAFT,)

        one.record((), drafts)
        assert two.head().seq == 2


@pytest.mark.parametrize(
    "lose", [lambda path: path.unlink(), lambda path: path.write_bytes(b""), lambda path: (path.unlink(), path.mkdir())]
)
def test_a_ledger_that_was_lost_is_not_made_anew_and_its_originals_stay(folder: Path, lose: Callable[[Path], None]) -> None:
    with create_case(folder, "Kursk", "person:a", AT) as case:
        told = Telling(case)("Harbour Service", 300)
    (folder / "vault" / ".incoming" / told.report.capture.digest.removeprefix("sha256:")).touch()
    lose(folder / "ledger.db")
    for _ in range(2):
        with pytest.raises(JournalError, match="wanted the ledger of the case"):
            open_case(folder)
    assert Vault(folder / "vault").get(told.report.capture.digest)


def test_a_sweep_asks_the_journal_and_not_the_views(folder: Path) -> None:
    with create_case(folder, "Kursk", "person:a", AT) as case:
        told = Telling(case)("Harbour Service", 300)
        case.tables.execute("DELETE FROM captures")
    (folder / "vault" / ".incoming" / told.report.capture.digest.removeprefix("sha256:")).touch()
    with open_case(folder) as case:
        assert case.store.get(told.report.capture.digest)


def test_nobody_who_reads_waits_for_a_sweep_while_another_writes(folder: Path) -> None:
    with create_case(folder, "Kursk", "person:a", AT) as one:
        one.tables.execute("BEGIN IMMEDIATE")
        one.store.vault.put(b"its entry is being written")  # type: ignore[attr-defined]
        with open_case(folder) as two:
            assert two.head().seq == 1
        one.tables.execute("ROLLBACK")
        assert (folder / "vault" / ".incoming").is_dir()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_case_that_cannot_be_written_can_be_read(folder: Path) -> None:
    with create_case(folder, "Kursk", "person:a", AT) as case:
        Telling(case)("Harbour Service", 300)
    (folder / "ledger.db").chmod(0o444)
    folder.chmod(0o555)
    try:
        with open_case(folder) as case:
            assert list(verify(case)) == []
            with pytest.raises(CaseError, match="readonly"):
                case.record((), (DRAFT,))
    finally:
        folder.chmod(0o755)


def test_a_journal_is_restored_as_it_was_written_and_only_into_an_empty_one(store: Store) -> None:
    other = MemoryStore()
    other.record((b"a",), lambda: (DRAFT, DRAFT), nothing)
    bare = [replace(entry, salt=None, body=None) if entry.seq == 2 else entry for entry in other.entries()]
    assert store.restore([b"a"], bare, nothing) == other.head() == store.head()
    assert list(store.entries()) == bare
    assert store.get(digest_of(b"a")) == b"a"
    with pytest.raises(CaseError, match="empty journal"):
        store.restore([], bare, nothing)


def test_a_journal_that_does_not_hold_is_not_restored(store: Store) -> None:
    other = MemoryStore()
    other.record((), lambda: (DRAFT, DRAFT), nothing)
    with pytest.raises(JournalError, match="wanted entry 1"):
        store.restore([b"a"], list(other.entries())[1:], nothing)
    with pytest.raises(CaseError):
        store.restore([b"a"], other.entries(), refusing)
    assert (list(store.digests()), list(store.entries())) == ([], [])
