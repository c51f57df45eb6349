"""What a case is called."""

from __future__ import annotations

from closewatch.ledger.case import Case
from closewatch.publish.wording import one_line


def title_of(case: Case) -> str:
    """Give the title that a case was made with, on one line and with nothing in it that acts on a screen."""
    return one_line(str(case.store.entry(1).body.get("title", "")))
