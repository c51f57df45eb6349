"""The file in a case folder that names every source of the case that had a problem, one JSON object to a line."""

from __future__ import annotations

import os

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
    # Of its own: the desk in the browser and `closewatch add` can come to this at the same time.
    partial = case.folder / f"{FAILURES}.{os.getpid()}.part"
    count = 0
    try:
        with partial.open("wb") as file:
            for problem in problems(case.tables, Wanted()):
                if problem.severity is Severity.PROBLEM:
                    file.write(encode(problem_shape(problem)) + b"\n")
                    count += 1
        if count:
            partial.replace(case.folder / FAILURES)
        else:
            (case.folder / FAILURES).unlink(missing_ok=True)
    finally:
        partial.unlink(missing_ok=True)
