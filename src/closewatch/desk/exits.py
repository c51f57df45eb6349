"""What the desk says to a shell when it is done: exit codes, and errors as one line (docs/interfaces, Exit codes)."""

from __future__ import annotations

from enum import IntEnum

from closewatch.publish.wording import one_line
from closewatch.terms.trouble import CaseError, ClosewatchError, EvidenceError, JournalError, PluginError, SealError


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    CHECK_FAILED = 1
    WRONG_CALL = 2
    PROBLEMS = 3
    MACHINE_FAILED = 4
    INTERRUPTED = 130


def exit_of(error: BaseException) -> Exit:
    """Say how a command ended that raised this.

    >>> exit_of(CaseError("wanted a case, found nothing (kursk)")).name
    'WRONG_CALL'
    >>> exit_of(OSError(28, "No space left on device")).name
    'MACHINE_FAILED'
    """
    import sqlite3  # late: it is asked for only when something went wrong

    machine = (OSError, MemoryError, sqlite3.Error, PluginError, SealError)
    if isinstance(error, KeyboardInterrupt):
        return Exit.INTERRUPTED
    # A case that cannot be had because of the machine (locked, disk full) is raised from what the machine said.
    if isinstance(error, machine) or (isinstance(error, CaseError) and isinstance(error.__cause__, machine)):
        return Exit.MACHINE_FAILED
    if isinstance(error, (EvidenceError, JournalError)):
        return Exit.CHECK_FAILED
    return Exit.WRONG_CALL if isinstance(error, ClosewatchError) else Exit.MACHINE_FAILED


def in_one_line(error: BaseException) -> str:
    """Put an error into one line that is safe to show, without the traceback.

    >>> in_one_line(ValueError("two\\nlines")), in_one_line(MemoryError())
    ('two lines', 'MemoryError')
    """
    return one_line(str(error)) or type(error).__name__
