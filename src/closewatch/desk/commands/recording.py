"""How the commands that put many things on the record end: whole, stopped half-way or interrupted, they list what failed and sum up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from closewatch.desk.commands.shared import say

if TYPE_CHECKING:
    from closewatch.ledger.case import Case


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
    from closewatch.desk.failures import FAILURES, write_failures

    try:
        write_failures(case)
    except OSError as error:
        say(f"wanted to list the failures in {FAILURES}, found: {error}")
