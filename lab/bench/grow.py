"""What one more report costs in a large case, over what it costs in a small one.

    python lab/bench/grow.py --small 1000 --large 20000 --reports 50       (a short run: --small 100 --large 400 --reports 10)

Makes a case of generated reports (lab/generated.py), then adds reports one by one to a copy of it at the small size and to the large one:
`scattered` ones like all the others, and `gathered` ones that all answer the question that has the most answers. Readings are made before
by the rule reader and handed over, so that what is timed is linking and recording alone (and, in the line `with reading`, what the shipped
reader needs for the same report is added to both sides). Prints medians in milliseconds, by the
clock and of the processor, and their ratio.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from closewatch.capture.formats import FORMATS
from closewatch.capture.taken import Taken
from closewatch.capture.tool import TOOL
from closewatch.desk.line import Tools, take_in
from closewatch.desk.work import Worked, work_on
from closewatch.ledger.case import Case, create_case, open_case
from closewatch.reading.readers.encoder import read_by_encoder
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.capture import Capture
from closewatch.terms.reading import Reading
from closewatch.terms.ref import digest_of
from closewatch.terms.report import Report
from generated import FILLERS, reports

AT = datetime(2026, 1, 1, tzinfo=UTC)
SEED_OF_SAMPLES = 7


@dataclass(frozen=True)
class Costs:
    """What each added report cost, in seconds by the clock and of the processor: to render, link and record."""

    seconds: tuple[float, ...]
    processor: tuple[float, ...]

    def median(self, *, processor: bool = False) -> float:
        """Give the median, in milliseconds."""
        return 1000 * statistics.median(self.processor if processor else self.seconds)


def taken(number: int, title: str, outlet: str, date: str, text: str) -> Taken:
    """Make an original of a report as a text file with header lines."""
    data = f"Title: {title}\nOutlet: {outlet}\nDate: {date}\n\n{text}\n".encode()
    return Taken(Capture(digest_of(data), len(data), "text/plain", f"{number}.txt", AT, "person:bench", TOOL), data)


def originals(count: int, seed: int) -> Iterator[Taken]:
    """Make originals of generated reports."""
    for number, row in enumerate(reports(count, seed)):
        yield taken(number, row["title"], row["outlet"], row["date"], row["text"])


def gathered(count: int) -> Iterator[Taken]:
    """Make originals that all answer the question with the most answers: killed North Korean soldiers."""
    for number in range(count):
        told = (
            f"The general staff {cue} that {bound} {100 + 7 * number + place} North Korean soldiers had been killed near Kursk."
            f" Counter {number} of post {place} wrote it down. {FILLERS[place % len(FILLERS)]}"
            for place, (cue, bound) in enumerate((("said", "at least"), ("estimated", "about"), ("reported", "up to")) * 3)
        )
        yield taken(number, f"Losses near Kursk, sheet {number}", "Quay Daily", f"2025-06-{1 + number % 28:02d}", "\n\n".join(told))


def worked(item: Taken) -> Worked:
    """Render and read one original by rules, which is quick."""
    return work_on(item.capture, item.data, FORMATS, read_by_rules)


class Known:
    """A reader that has read everything before: it gives what was found then."""

    def __init__(self) -> None:
        self._readings: dict[str, Reading] = {}

    def learn(self, item: Taken) -> None:
        """Read one original ahead of time."""
        found = worked(item)
        assert found.report is not None, found.problems
        assert found.reading is not None, found.problems
        self._readings[found.report.id] = found.reading

    def __call__(self, report: Report) -> Reading:
        """Give what was found in a report."""
        return self._readings[report.id]


def add(case: Case, items: list[Taken]) -> Costs:
    """Add originals one by one and take the time of each, without its reading."""
    known = Known()
    for item in items:
        known.learn(item)
    tools = Tools("person:bench", reader=known, clock=lambda: AT)
    seconds, processor = [], []
    for item in items:
        begun, used = time.perf_counter(), time.process_time()
        states = [step.state for step in take_in(case, [item], tools)]
        seconds.append(time.perf_counter() - begun)
        processor.append(time.process_time() - used)
        assert states == ["new"], states
    return Costs(tuple(seconds), tuple(processor))


def fill(case: Case, items: Iterator[Taken]) -> None:
    """Add many originals with the rule reader."""
    for step in take_in(case, items, Tools("person:bench", reader=read_by_rules, clock=lambda: AT)):
        assert step.state in ("new", "held"), step


def measure(folder: Path, count: int, kinds: dict[str, list[Taken]]) -> dict[str, Costs]:
    """Add each kind of report to a copy of a case of its own."""
    costs = {}
    for name, items in kinds.items():
        copy = folder.with_name(f"{folder.name}-{count}-{name}")
        shutil.copytree(folder, copy)
        with open_case(copy) as case:
            add(case, items[:1])  # the first pays for opening
            costs[name] = add(case, items[1:])
        shutil.rmtree(copy)
    return costs


def reading_seconds(items: list[Taken]) -> float:
    """Take the median time that the shipped reader needs for a report."""
    seconds = []
    for item in items:
        begun = time.perf_counter()
        work_on(item.capture, item.data, FORMATS, read_by_encoder)
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds[1:])


def main() -> int:
    """Build both cases, add to them and print what it cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--large", type=int, default=20_000)
    parser.add_argument("--reports", type=int, default=50)
    given = parser.parse_args()
    kinds = {
        "scattered": list(originals(given.reports + 1, SEED_OF_SAMPLES)),
        "gathered": list(gathered(given.reports + 1)),
    }
    reading = 1000 * reading_seconds(kinds["scattered"][:20])
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "case"
        with create_case(folder, "bench", "person:bench", AT):
            pass
        items, costs, held = originals(given.large, 1), {}, 0
        for size in (given.small, given.large):
            begun = time.perf_counter()
            with open_case(folder) as case:
                fill(case, islice(items, size - held))
            held = size
            ledger = (folder / "ledger.db").stat().st_size / 2**20
            print(f"{size} reports: {time.perf_counter() - begun:.0f} s to get there, ledger {ledger:.0f} MB", flush=True)
            costs[size] = measure(folder, size, kinds)
        with sqlite3.connect(folder / "ledger.db") as tables:
            largest = tables.execute(
                "SELECT count(*) FROM members WHERE until_seq IS NULL GROUP BY question ORDER BY 1 DESC LIMIT 1"
            ).fetchone()
        print(f"the largest question has {largest[0]} answers; the shipped reader needs {reading:.0f} ms for a report")
    for name in kinds:
        for clock, processor in (("by the clock", False), ("of the processor", True)):
            small, large = (costs[size][name].median(processor=processor) for size in (given.small, given.large))
            print(f"{name}, {clock}: {small:.1f} ms at {given.small}, {large:.1f} ms at {given.large}: {large / small:.2f} times")
        small, large = (costs[size][name].median() for size in (given.small, given.large))
        ratio = (large + reading) / (small + reading)
        print(f"{name}, with reading: {ratio:.2f} times; linking and recording over reading {large / reading:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
