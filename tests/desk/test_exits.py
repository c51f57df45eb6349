from __future__ import annotations

import sqlite3

import pytest

from closewatch.desk.exits import Exit, exit_of, in_one_line
from closewatch.terms.trouble import CaseError, EvidenceAltered, JournalError, NotVerbatim, PluginError, Problem, Unreadable


def locked() -> CaseError:
    error = CaseError("wanted to write, found the case in use")
    error.__cause__ = sqlite3.OperationalError("database is locked")
    return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (CaseError("wanted a case, found none"), Exit.WRONG_CALL),
        (locked(), Exit.MACHINE_FAILED),
        (OSError(28, "No space left on device"), Exit.MACHINE_FAILED),
        (MemoryError(), Exit.MACHINE_FAILED),
        (sqlite3.DatabaseError("disk image is malformed"), Exit.MACHINE_FAILED),
        (PluginError("wanted a report, found a string"), Exit.MACHINE_FAILED),
        (EvidenceAltered("wanted a digest, found another"), Exit.CHECK_FAILED),
        (NotVerbatim("wanted words, found others"), Exit.CHECK_FAILED),
        (Unreadable(Problem("text.empty", "wanted words, found none", "a.txt")), Exit.CHECK_FAILED),
        (JournalError("wanted a chain, found a gap"), Exit.CHECK_FAILED),
        (KeyboardInterrupt(), Exit.INTERRUPTED),
        (RuntimeError("a mistake of ours"), Exit.MACHINE_FAILED),
    ],
)
def test_every_error_ends_in_the_code_of_its_kind(error: BaseException, code: Exit) -> None:
    assert exit_of(error) is code


def test_an_error_is_one_line() -> None:
    assert in_one_line(ValueError("wanted one line,\n  found two")) == "wanted one line, found two"
    assert in_one_line(KeyboardInterrupt()) == "KeyboardInterrupt"
