"""A stranger with Python's standard library alone finds the same head, and whatever was changed behind the back of the journal."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from closewatch.ledger.case import create_case, open_case
from closewatch.ledger.journal import moment, walk
from closewatch.ledger.verify import verify
from closewatch.terms.entry import chain_digest
from tests.referees.test_archives import write_warc
from tests.whole_line import BY, NOON, add

SCRIPT = Path(__file__).with_name("walk_by_hand.py")


def by_hand(folder: Path, head: str = "") -> tuple[int, list[str]]:
    # Isolated and without site-packages: there is nothing there but what comes with Python.
    command = [sys.executable, "-I", "-S", str(SCRIPT), str(folder), *([head] if head else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    room = tmp_path_factory.mktemp("room")
    write_warc(room / "crawl.warc.gz")
    (room / "note.txt").write_text("Title: A note\nOutlet: Meridian Wire\nDate: 2024-12-01\n\nКиїв said that 3,000 came. 😀\n", "utf-8")
    with create_case(room / "case", "A case", BY, NOON) as case:
        add(case, (room / "crawl.warc.gz", room / "note.txt", room / "nothing.txt"))
    return room / "case"


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of the case, to be changed."""
    return shutil.copytree(made, tmp_path / "case")


def head_of(folder: Path) -> tuple[int, str]:
    with open_case(folder) as case:
        return case.head().seq, case.head().digest


def faults_of(folder: Path, head: str | None = None) -> list[str]:
    with open_case(folder) as case:
        return [fault.code for fault in verify(case, head)]


def meddle(folder: Path, *statements: str) -> None:
    """Change the ledger as somebody would who has the file: without the triggers that refuse it."""
    with sqlite3.connect(folder / "ledger.db") as ledger:
        for (trigger,) in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            ledger.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            ledger.execute(statement)
    ledger.close()


def test_a_stranger_finds_the_same_head(folder: Path) -> None:
    seq, head = head_of(folder)
    assert by_hand(folder, head) == (0, [f"head {seq} {head}"])
    assert faults_of(folder, head) == []


def change_an_original(folder: Path) -> None:
    path = next((folder / "vault").glob("??/*"))
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b" ")


def lose_an_original(folder: Path) -> None:
    next((folder / "vault").glob("??/*")).unlink()


def add_an_original(folder: Path) -> None:
    (folder / "vault" / "ab").mkdir(exist_ok=True)
    (folder / "vault" / "ab" / ("ab" * 32)).write_bytes(b"slipped in")


def edit_a_body(folder: Path) -> None:
    meddle(folder, "UPDATE bodies SET body = replace(body, '3,000', '9,000')")


def edit_an_entry(folder: Path) -> None:
    meddle(folder, "UPDATE entries SET by = 'person:other' WHERE seq = 2")


def take_an_entry_out(folder: Path) -> None:
    meddle(folder, "DELETE FROM bodies WHERE seq = 3", "DELETE FROM entries WHERE seq = 3")


def swap_two_entries(folder: Path) -> None:
    numbers = (("entries", 2, 1002), ("entries", 3, 2), ("entries", 1002, 3), ("bodies", 2, 1002), ("bodies", 3, 2), ("bodies", 1002, 3))
    meddle(folder, *(f"UPDATE {table} SET seq = {new} WHERE seq = {old}" for table, old, new in numbers))


@pytest.mark.parametrize(
    ("change", "said", "code"),
    [
        (change_an_original, "was changed", "original.altered"),
        (lose_an_original, "is missing", "original.missing"),
        (add_an_original, "no entry names", "original.unnamed"),
        (edit_a_body, "the body of entry", "journal.altered"),
        (edit_an_entry, "is not the one that was written", "journal.altered"),
        (take_an_entry_out, "does not follow", "journal.gap"),
        (swap_two_entries, "is not the one that was written", "journal.swapped"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_was_changed_is_found_by_hand_and_by_closewatch(folder: Path, change: Callable[[Path], None], said: str, code: str) -> None:
    change(folder)
    failed, lines = by_hand(folder)
    assert failed
    assert any(said in line for line in lines), lines
    assert code in faults_of(folder)


def test_a_chain_that_was_made_anew_is_found_by_the_head_noted_earlier(folder: Path) -> None:
    seq, head = head_of(folder)
    with sqlite3.connect(folder / "ledger.db") as ledger:
        last = ledger.execute("SELECT seq, at, by, kind, prev, body_digest FROM entries ORDER BY seq DESC LIMIT 1").fetchone()
    ledger.close()
    number, _, by, kind, prev, body = last
    at = moment(NOON.replace(year=2030))
    meddle(folder, f"UPDATE entries SET at = '{at}', digest = '{chain_digest(number, at, by, kind, prev, body)}' WHERE seq = {seq}")
    assert by_hand(folder)[0] == 0
    assert by_hand(folder, head) == (1, [f"the journal never had the head {head}", f"head {seq} {head_of(folder)[1]}"])
    with open_case(folder) as case:
        assert [fault.code for fault in walk(case.store.entries(), head)] == ["journal.cut"]


def test_a_body_that_was_lawfully_destroyed_leaves_the_chain_whole(folder: Path) -> None:
    seq, head = head_of(folder)
    with sqlite3.connect(folder / "ledger.db") as ledger:
        (number, body) = ledger.execute("SELECT seq, body FROM bodies ORDER BY seq DESC LIMIT 1").fetchone()
    ledger.close()
    assert json.loads(body)
    meddle(folder, f"UPDATE bodies SET salt = NULL, body = NULL WHERE seq = {number}")
    assert by_hand(folder, head) == (0, [f"head {seq} {head}"])
