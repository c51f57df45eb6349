"""A case is made whole or not at all, and looked at as it stood at one moment."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from closewatch.desk.exits import Exit, exit_of
from closewatch.ledger.case import Case, create_case, open_case
from closewatch.ledger.verify import verify
from closewatch.ledger.views.lists import Wanted, statements
from closewatch.ledger.views.schema import TABLES_VERSION
from closewatch.terms.trouble import CaseError, JournalError

from .conftest import AT, Telling


def test_a_case_that_could_not_be_made_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        create_case(tmp_path / "kursk", "\udcff", "person:a", AT)
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_no_folder_can_be_is_one_error_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CaseError, match="wanted to make a case") as caught:
        create_case(tmp_path / "file" / "kursk", "t", "person:a", AT)
    assert exit_of(caught.value) is Exit.MACHINE_FAILED


def test_what_a_killed_new_left_behind_is_no_obstacle(folder: Path) -> None:
    create_case(folder, "Kursk", "person:a", AT).store.close()
    (folder / "case.toml").unlink()
    with create_case(folder, "Kursk", "person:a", AT) as case:
        assert (case.head().seq, list(verify(case))) == (1, [])


def test_a_case_that_only_lost_its_settings_is_not_overwritten(folder: Path) -> None:
    with create_case(folder, "Kursk", "person:a", AT) as case:
        Telling(case)("Harbour Service", 300)
    (folder / "case.toml").unlink()
    with pytest.raises(CaseError, match="in use"):
        create_case(folder, "Kursk", "person:a", AT)


def test_a_case_stands_still_for_whoever_looks_at_it(case: Case, folder: Path) -> None:
    Telling(case)("Harbour Service", 300)
    with open_case(folder) as other:
        with other.at_one_moment():
            before = other.head()
            Telling(case)("Coast Ministry", 400)
            assert other.head() == before
            assert len(list(statements(other.tables, Wanted()))) == 1
        assert other.head() == case.head()


def test_verify_finds_no_fault_in_what_is_being_recorded_meanwhile(case: Case, folder: Path) -> None:
    Telling(case)("Harbour Service", 300)
    with open_case(folder) as other:
        found = verify(other)
        case.store.vault.put(b"its entry is being written")  # type: ignore[attr-defined]
        faults = [next(found, None)]
        Telling(case)("Coast Ministry", 400)
        assert [*faults, *found] == [None]


def test_views_of_another_version_are_made_again_at_once_or_not_at_all(folder: Path) -> None:
    with create_case(folder, "Kursk", "person:a", AT) as case:
        Telling(case)("Harbour Service", 300)
        case.tables.execute("PRAGMA user_version = 99")
        case.tables.execute("DELETE FROM figures")
    with open_case(folder) as case:
        assert case.tables.execute("PRAGMA user_version").fetchone() == (TABLES_VERSION,)
        assert list(verify(case)) == []


def test_damage_met_on_the_way_is_one_error_that_says_where(folder: Path) -> None:
    with create_case(folder, "Kursk", "person:a", AT) as case:
        Telling(case)("Harbour Service", 300)
        case.tables.execute("UPDATE statements SET value = '{'")
    with pytest.raises(JournalError, match="kursk"), open_case(folder) as case:
        list(statements(case.tables, Wanted()))
    with pytest.raises(CaseError, match="kursk"), open_case(folder) as case:
        case.tables.execute("SELECT * FROM nothing")
    assert exit_of(sqlite3.DatabaseError()) is Exit.MACHINE_FAILED
