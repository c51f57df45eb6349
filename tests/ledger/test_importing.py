"""A case made of what was handed on: the same head, whole or not there at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from closewatch.ledger.case import Case, case_in_memory, create_case, open_case
from closewatch.ledger.importing import import_case
from closewatch.ledger.verify import verify
from closewatch.terms.entry import Entry
from closewatch.terms.trouble import CaseError, JournalError

from .conftest import AT, Telling


@pytest.fixture
def told() -> Case:
    case = case_in_memory("Kursk", "person:tester", AT)
    tell = Telling(case)
    tell("Harbour Service", 300)
    tell("Coast Ministry", 500)
    return case


def originals_of(case: Case) -> Iterator[bytes]:
    return (case.store.get(digest) for digest in case.store.digests())


def test_a_case_made_of_a_journal_has_its_head_and_is_whole(told: Case, folder: Path) -> None:
    made = import_case(folder, "Kursk", told.store.entries(), originals_of(told))
    with made.case as case:
        assert (made.originals, made.bodies) == (0, 0)
        assert case.head() == told.head()
        assert list(verify(case, told.head().digest)) == []
    with open_case(folder) as case:
        Telling(case)("Third Voice", 700)
        assert list(verify(case)) == []


def test_what_was_left_out_is_counted_and_named_by_verify(told: Case, folder: Path) -> None:
    entries = [replace(entry, salt=None, body=None) if entry.seq in (2, 7) else entry for entry in told.store.entries()]
    made = import_case(folder, "Kursk", entries, [])
    with made.case as case:
        assert (made.originals, made.bodies) == (1, 2)
        assert case.head() == told.head()
        found = [fault.code for fault in verify(case)]
        assert {"original.missing", "journal.body-missing"} <= set(found)
        assert "view.altered" not in found


@pytest.mark.parametrize(
    "change",
    [
        lambda entries: entries[1:],
        lambda entries: [*entries[:2], *entries[3:]],
        lambda entries: [entries[0], entries[2], entries[1], *entries[3:]],
        lambda entries: [replace(entries[0], by="person:other"), *entries[1:]],
        lambda entries: [replace(entries[0], body={"title": "Other"}), *entries[1:]],
        lambda entries: [replace(entries[0], prev="sha256:" + "1" * 64), *entries[1:]],
    ],
)
def test_a_journal_that_does_not_hold_makes_no_case(told: Case, folder: Path, change: object) -> None:
    entries: list[Entry] = change(list(told.store.entries()))  # type: ignore[operator]
    with pytest.raises(JournalError):
        import_case(folder, "Kursk", entries, originals_of(told))
    assert not folder.exists()


def test_what_is_there_already_stays_as_it_is(told: Case, folder: Path) -> None:
    with create_case(folder, "Mine", "person:a", AT) as case:
        head = case.head()
    with pytest.raises(CaseError, match="in use"):
        import_case(folder, "Kursk", told.store.entries(), [])
    with open_case(folder) as case:
        assert case.head() == head


def test_an_import_that_is_stopped_leaves_nothing(told: Case, folder: Path) -> None:
    def stopped() -> Iterator[bytes]:
        yield from originals_of(told)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_case(folder, "Kursk", told.store.entries(), stopped())
    assert not folder.exists()


KILLED = f"""
import os, sys
from pathlib import Path
from closewatch.ledger.case import open_case
from closewatch.ledger.importing import import_case
def originals():
    yield b"one of them"
    os.kill(os.getpid(), {int(signal.SIGTERM if os.name == "nt" else signal.SIGKILL)})
with open_case(Path(sys.argv[1])) as case:
    import_case(Path(sys.argv[2]), "Kursk", case.store.entries(), originals())
"""


def test_an_import_that_is_killed_leaves_no_case_and_the_next_one_goes_through(tmp_path: Path, folder: Path) -> None:
    with create_case(tmp_path / "source", "Kursk", "person:a", AT) as case:
        Telling(case)("Harbour Service", 300)
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "source"), str(folder)], check=False)
    assert done.returncode != 0
    with pytest.raises(CaseError, match="found none"):
        open_case(folder)
    with open_case(tmp_path / "source") as case, import_case(folder, "Kursk", case.store.entries(), originals_of(case)).case as made:
        assert list(verify(made, case.head().digest)) == []
