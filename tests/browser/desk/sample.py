"""The sample case, read by the reader that ships: what the tests in the browser, the pictures and the bench of painting look at."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from closewatch.desk.line import now, take_in
from closewatch.desk.sources import taken_from, tools_for
from closewatch.ledger.case import create_case


def sample_case(folder: Path) -> None:
    """Read the sample into a case of its own."""
    source = str(files("closewatch.desk") / "sample" / "reports")
    title = "Sample: North Korean soldiers in Russia's war"
    with create_case(folder, title, "person:demo", now()) as case, tools_for("person:demo") as tools:
        for _ in take_in(case, taken_from((source,), tools.by), tools):
            pass
