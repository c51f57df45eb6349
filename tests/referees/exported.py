"""Two cases for the exports that referees look at: the reports of the sample, and invented ones with awkward values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from closewatch.capture.take import take
from closewatch.desk.line import Tools, publish, take_in
from closewatch.ledger.case import Case, create_case
from closewatch.publish.publication import Publication
from closewatch.reading.readers.rules import read_by_rules
from tests.publish.exports.invented import the_case
from tests.publish.small_case import AT, BY


@contextmanager
def the_sample(folder: Path) -> Iterator[Case]:
    """Take the whole sample in, read by rules, because the encoder takes its time."""
    sources = sorted((one for one in (files("closewatch.desk") / "sample" / "reports").iterdir()), key=lambda one: one.name)
    (folder / "in").mkdir(parents=True)
    with create_case(folder / "case", "Sample", BY, AT) as case:
        for report in sources:
            path = folder / "in" / report.name
            path.write_bytes(report.read_bytes())
            for _ in take_in(case, take(str(path), BY, lambda: AT), Tools(by=BY, reader=read_by_rules, clock=lambda: AT)):
                pass
        yield case


def exported(folder: Path, write: Callable[[Publication, Path], None]) -> tuple[Path, Path]:
    """Export both cases and give the folders."""
    with the_sample(folder / "sample") as sample:
        publish(sample, write, folder / "sample_out")
    publish(the_case(), write, folder / "invented_out")
    return folder / "sample_out", folder / "invented_out"
