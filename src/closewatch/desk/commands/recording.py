"""How the commands that put many things on the record end: whole, stopped half-way or interrupted, they list what failed and sum up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from closewatch.desk.commands.shared import say
from closewatch.terms.trouble import Severity

if TYPE_CHECKING:
    from closewatch.ledger.case import Case

FAILURES = "failures.jsonl"
"""The file in the case folder that names every source of the case that had a problem, one JSON object to a line."""


class Teller(Protocol):
    """What sums a command up for the person who ran it."""

    def tell(self, case: Case) -> None:
        """Say what was done."""
        ...


@contextmanager
def summed_up(case: Case, summary: Teller) -> Iterator[None]:
    """List the failures and sum up, however the work ends."""
    try:
        yield
    except KeyboardInterrupt:
        say("interrupted; what is named here is on the record, and the same command goes on from there")
        raise
    finally:
        list_failures(case)
        summary.tell(case)


def list_failures(case: Case) -> None:
    """Write the file of failures; where the disk will not take it, say so, and leave the word to what went wrong before."""
    try:
        write_failures(case)
    except OSError as error:
        say(f"wanted to list the failures in {FAILURES}, found: {error}")


def write_failures(case: Case) -> None:
    """List every problem on the record of a case in its file of failures; no problems, no file."""
    from msgspec.json import encode

    from closewatch.ledger.views.lists import Wanted, problems
    from closewatch.publish.shapes import problem_shape

    if case.folder is None:
        return
    partial = case.folder / f"{FAILURES}.part"
    count = 0
    with partial.open("wb") as file:
        for problem in problems(case.tables, Wanted()):
            if problem.severity is Severity.PROBLEM:
                file.write(encode(problem_shape(problem)) + b"\n")
                count += 1
    if count:
        partial.replace(case.folder / FAILURES)
    else:
        partial.unlink()
        (case.folder / FAILURES).unlink(missing_ok=True)
