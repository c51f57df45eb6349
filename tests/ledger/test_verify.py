"""Each planted fault is named for what it is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from closewatch.ledger.case import Case, open_case
from closewatch.ledger.journal import Fault
from closewatch.ledger.verify import verify
from closewatch.terms.entry import GENESIS, body_digest, chain_digest
from closewatch.terms.ref import canonical

from .conftest import Telling

TRIGGERS = ("entries_stay", "entries_last", "bodies_stay", "bodies_last")


@pytest.fixture
def told(case: Case) -> Path:
    tell = Telling(case)
    for day, (speaker, number) in enumerate([("Harbour Service", 300), ("Coast Ministry", 1000), ("Bureau of Lists", 40)]):
        tell(speaker, number, published=f"2025-01-1{day}")
    assert case.folder
    return case.folder


def faults(folder: Path, head: str | None = None) -> list[Fault]:
    with open_case(folder) as case:
        return list(verify(case, head))


def codes(folder: Path, head: str | None = None) -> set[str]:
    return {fault.code for fault in faults(folder, head)}


def tamper(folder: Path, *statements: str, arguments: tuple[Any, ...] = ()) -> None:
    with sqlite3.connect(folder / "ledger.db") as database:
        for trigger in TRIGGERS:
            database.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            database.execute(statement, arguments)


def test_an_untouched_case_has_no_fault(told: Path) -> None:
    assert faults(told) == []


def test_one_changed_byte_of_an_original_is_named_with_the_original(told: Path) -> None:
    path = next(path for path in sorted((told / "vault").rglob("*")) if path.is_file())
    path.chmod(0o644)
    path.write_bytes(b"X" + path.read_bytes()[1:])
    (fault,) = faults(told)
    assert (fault.code, fault.where) == ("original.altered", f"sha256:{path.name}")


def test_a_deleted_original_is_named(told: Path) -> None:
    path = next(path for path in sorted((told / "vault").rglob("*")) if path.is_file())
    path.unlink()
    (fault,) = faults(told)
    assert (fault.code, fault.where) == ("original.missing", f"sha256:{path.name}")


def test_an_original_that_no_entry_names_is_named(told: Path) -> None:
    (told / "vault" / "00").mkdir(exist_ok=True)
    (told / "vault" / "00" / ("00" * 32)).write_bytes(b"planted")
    assert codes(told) == {"original.unnamed"}


def test_an_edited_entry_is_named_by_its_number(told: Path) -> None:
    tamper(told, "UPDATE entries SET by = 'person:nobody' WHERE seq = 3")
    assert ("journal.altered", "entry 3") in {(fault.code, fault.where) for fault in faults(told)}


def test_an_edited_body_is_named_by_its_number(told: Path) -> None:
    tamper(told, "UPDATE bodies SET body = replace(body, '300', '900') WHERE seq = 3")
    assert ("journal.altered", "entry 3, body") in {(fault.code, fault.where) for fault in faults(told)}


def test_two_swapped_entries_are_named_with_the_numbers_they_were_written_under(told: Path) -> None:
    tamper(
        told,
        *(f"UPDATE {table} SET seq = -seq WHERE seq IN (3, 6)" for table in ("bodies", "entries")),
        *(f"UPDATE {table} SET seq = CASE seq WHEN -3 THEN 6 ELSE 3 END WHERE seq < 0" for table in ("bodies", "entries")),
    )
    found = [fault for fault in faults(told) if fault.code == "journal.swapped"]
    assert [(fault.where, fault.found) for fault in found] == [
        ("entry 3", "the one written as number 6"),
        ("entry 6", "the one written as number 3"),
    ]


def test_an_entry_removed_from_the_middle_is_named(told: Path) -> None:
    tamper(told, "DELETE FROM bodies WHERE seq = 5", "DELETE FROM entries WHERE seq = 5")
    assert ("journal.gap", "entry 5") in {(fault.code, fault.where) for fault in faults(told)}


def test_a_tail_cut_off_is_seen_with_the_head_and_only_then(told: Path) -> None:
    with open_case(told) as case:
        head = case.head().digest
    tamper(told, "DELETE FROM bodies WHERE seq > 7", "DELETE FROM entries WHERE seq > 7")
    with open_case(told) as case:
        case.rebuild()
    for original in (told / "vault").rglob("*"):
        if original.is_file() and f"sha256:{original.name}" in {fault.where for fault in faults(told)}:
            original.unlink()
    assert codes(told) == set()
    assert codes(told, head) == {"journal.cut"}


def test_a_shifted_span_is_seen_even_when_the_whole_chain_was_recomputed(told: Path) -> None:
    def shift(body: dict[str, Any]) -> None:
        body["statements"][0]["content"][0]["start"] += 1
        body["statements"][0]["content"][0]["end"] += 1

    forge(told, 3, shift)
    with open_case(told) as case:
        case.rebuild()
    found = faults(told)
    assert [(fault.code, fault.where) for fault in found] == [("span.shifted", "entry 3")]


def test_an_altered_row_of_a_view_is_named_with_its_table(told: Path) -> None:
    with sqlite3.connect(told / "ledger.db") as database:
        database.execute("UPDATE origins SET figures = 7 WHERE rowid = (SELECT min(rowid) FROM origins)")
    (fault,) = faults(told)
    assert fault.code == "view.altered"
    assert fault.where.startswith("origins cl:")


def test_a_row_taken_out_of_a_view_and_one_put_in_are_named(told: Path) -> None:
    with sqlite3.connect(told / "ledger.db") as database:
        database.execute("DELETE FROM figures WHERE rowid = 1")
        database.execute("INSERT INTO problems VALUES ('pr:1', 1, 'a.b', 'c', 'd', 'note')")
    assert {fault.where.split()[0] for fault in faults(told)} == {"figures", "problems", "tallies"}


def forge(folder: Path, seq: int, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the body of an entry and write the whole chain anew behind it, as a careful forger would."""
    with sqlite3.connect(folder / "ledger.db") as database:
        for trigger in TRIGGERS:
            database.execute(f"DROP TRIGGER {trigger}")
        query = "SELECT e.seq, e.at, e.by, e.kind, b.salt, b.body FROM entries e JOIN bodies b USING (seq) ORDER BY seq"
        prev = GENESIS
        for number, at, by, kind, salt, text in database.execute(query).fetchall():
            body = json.loads(text)
            if number == seq:
                change(body)
            digest_of_body = body_digest(salt, body)
            digest = chain_digest(number, at, by, kind, prev, digest_of_body)
            database.execute("UPDATE bodies SET body = ? WHERE seq = ?", (canonical(body).decode(), number))
            row = (prev, digest_of_body, digest, number)
            database.execute("UPDATE entries SET prev = ?, body_digest = ?, digest = ? WHERE seq = ?", row)
            prev = digest


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET kind = 'rumour' WHERE seq = 3",
        "UPDATE bodies SET body = 'not json' WHERE seq = 3",
        "UPDATE bodies SET body = '[]' WHERE seq = 2",
        "UPDATE bodies SET body = '{\"report\": null}' WHERE seq = 4",
        "UPDATE bodies SET salt = NULL WHERE seq = 3",
        "DELETE FROM bodies WHERE seq = 3",
        "UPDATE entries SET prev = '', digest = '' WHERE seq = 3",
    ],
)
def test_whatever_is_done_to_an_entry_is_a_named_fault_and_no_traceback(told: Path, statement: str) -> None:
    tamper(told, statement)
    assert any(fault.code.startswith("journal.") or fault.code == "view.altered" for fault in faults(told))


def test_words_that_are_no_utf8_any_more_are_named_with_their_entry(told: Path) -> None:
    tamper(
        told,
        "UPDATE bodies SET body = CAST(CAST('{\"a\":\"' AS BLOB) || x'ff22' AS TEXT) WHERE seq = 3",
    )
    found = [(fault.code, fault.where) for fault in faults(told)]
    assert ("journal.altered", "entry 3, body") in found


def test_rows_of_a_view_that_cannot_be_read_are_named_with_their_table(told: Path) -> None:
    tamper(told, "UPDATE reports SET headline = CAST(x'ff' AS TEXT)")
    assert [(fault.code, fault.where) for fault in faults(told)] == [("view.altered", "reports")]
