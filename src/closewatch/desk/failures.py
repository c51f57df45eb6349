"""The file in a case folder that names every source of the case that had a problem, one JSON object to a line."""

from __future__ import annotations

from msgspec.json import encode

from closewatch.ledger.case import Case
from closewatch.ledger.views.lists import Wanted, problems
from closewatch.publish.shapes import problem_shape
from closewatch.terms.trouble import Severity

FAILURES = "failures.jsonl"


def write_failures(case: Case) -> None:
    """List every problem on the record of a case in its file of failures; no problems, no file."""
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
