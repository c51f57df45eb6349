"""Workers give an original more time the larger it is, have room for the reader, and say when the reader is not what was released."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import closewatch
from closewatch.capture.limits import Limits
from closewatch.capture.take import take
from closewatch.desk.line import Tools, now, read_only
from closewatch.desk.work import HANDED_OVER, Worked
from closewatch.desk.workers import Here, Pool, TooSlow, Workers
from closewatch.reading.encoder.weights import load_weights
from closewatch.reading.readers.encoder import NAME, read_by_encoder
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report
from closewatch.terms.trouble import DamagedWeights, Problem
from closewatch.testing import plain_report

PACKAGE = Path(closewatch.__file__).parent
REPORT = "Title: Shelling near the harbour\nOutlet: The Harbour Gazette\nDate: 2025-01-11\n\n" + "\n\n".join(
    f"The coast guard said on Monday that at least {number} Ukrainian soldiers had been killed near Kursk. “It rained,” a medic added."
    for number in range(30, 50)
)


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool(1, Limits(seconds=1, seconds_a_megabyte=30))
    yield made
    made.close()


def sleep_for(seconds: float) -> float:
    """Take that long."""
    time.sleep(seconds)
    return seconds


def room_left() -> float:
    """The share of the address space that a worker may have which it has not taken."""
    import resource

    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    return 1 - taken / limit


def read_with_damaged_weights(report: Report) -> Reading:
    """A reader whose files are gone."""
    load_weights(PACKAGE / "nowhere")
    raise AssertionError("the files were not missed")


def test_the_time_of_a_task_grows_with_what_it_is_about(pool: Pool) -> None:
    small, large = pool.submit(sleep_for, 2.5, size=1_000), pool.submit(sleep_for, 2.5, size=1_000_000)
    with pytest.raises(TooSlow):
        small.result()
    assert large.result() == 2.5


def test_the_time_of_a_task_does_not_grow_beyond_the_longest_text() -> None:
    limits = Limits(seconds=20, seconds_a_megabyte=60, text_chars=1_000_000)
    assert [limits.seconds_for(size) for size in (0, 10_000, 500_000, 1_000_000, 2**40)] == [20, 20, 50, 80, 80]


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="counts address space as Linux shows it")
def test_a_worker_that_holds_the_reader_has_most_of_its_memory_left(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    pool = Pool(1, Limits())
    try:
        tools = Tools(by="person:a", workers=pool)
        (step,) = read_only(take(str(tmp_path), "person:a", now), tools)
        assert step.worked.reading is not None
        assert (step.worked.reading.read_by, step.worked.problems) == (NAME, ())
        assert len(step.worked.reading.statements) >= 20
        assert pool.submit(room_left).result() > 0.5
    finally:
        pool.close()


@pytest.mark.parametrize("kind", ["here", "pool"])
def test_damaged_weights_are_no_problem_of_a_report_but_end_the_work(tmp_path: Path, pool: Pool, kind: str) -> None:
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    workers: Workers = pool if kind == "pool" else Here()
    tools = Tools(by="person:a", workers=workers, reader=read_with_damaged_weights)
    with pytest.raises(DamagedWeights, match=r"reader\.damaged: wanted reader\.toml"):
        list(read_only(take(str(tmp_path), "person:a", now), tools))


@pytest.mark.parametrize("damage", ["altered", "missing"])
def test_commands_that_read_say_in_one_line_that_the_reader_is_damaged(tmp_path: Path, damage: str) -> None:
    copied = tmp_path / "installed" / "closewatch"
    shutil.copytree(PACKAGE, copied, ignore=shutil.ignore_patterns("__pycache__"))
    report, case = tmp_path / "report.txt", tmp_path / "case"
    report.write_text(REPORT, "utf-8")

    def run(*words: str) -> tuple[int, bytes, bytes]:
        start = f"import sys; sys.path.insert(0, {str(copied.parent)!r}); from closewatch.desk.commands import main; sys.exit(main())"
        ended = subprocess.run([sys.executable, "-c", start, *words], capture_output=True)
        return ended.returncode, ended.stdout, ended.stderr

    assert run("new", str(case))[0] == 0
    model = copied / "reading" / "weights" / "reader.onnx"
    if damage == "missing":
        model.unlink()
    else:
        model.write_bytes(model.read_bytes()[:-1] + b"?")
    before = run("show", str(case), "journal")
    for words in (("read", str(report), "--json"), ("add", str(case), str(report)), ("read-again", str(case)), ("demo",)):
        code, out, err = run(*words)
        assert (code, out, err.count(b"\n")) == (1, b"", 1)
        assert err.startswith(b"closewatch: reader.damaged: wanted reader.onnx ")
    assert run("show", str(case), "journal") == before
    assert not (case / "failures.jsonl").exists()


def test_reading_twice_and_alone_or_among_others_gives_the_same(tmp_path: Path) -> None:
    lines = [paragraph for paragraph in REPORT.split("\n\n") if "said" in paragraph]
    for number in range(64):
        said = "\n\n".join(lines[number % 7 : number % 7 + 1 + number % 5])
        (tmp_path / f"{number:02}.txt").write_text(
            f"Title: Day {number}\nOutlet: Quay Wire\n\n{said}\n\nMoscow denied it {number} times.\n"
        )
    pool = Pool(2, Limits())
    try:
        tools = Tools(by="person:a", workers=pool, reader=read_by_encoder)

        def read(path: Path) -> dict[str, Reading | None]:
            return {step.source: step.worked.reading for step in read_only(take(str(path), "person:a", now), tools)}

        among, again = read(tmp_path), read(tmp_path)
        alone = {source: reading for number in (0, 17, 42, 63) for source, reading in read(tmp_path / f"{number:02}.txt").items()}
    finally:
        pool.close()
    assert len(among) == 64
    assert all(reading and reading.statements for reading in among.values())
    assert again == among
    assert alone == {source: among[source] for source in alone}


def test_a_long_reading_comes_from_a_worker_as_it_was_made() -> None:
    report = plain_report("\n\n".join(f"Kyiv said that {number} soldiers had been killed. Moscow denied it." for number in range(600)))
    reading = read_by_rules(report)
    problem = Problem("reading.test", "wanted a test, found one", report.id)
    assert len(reading.statements) > 2 * HANDED_OVER
    for worked in (Worked(report, reading, (problem,)), Worked(report, Reading(report.id, "none")), Worked(problems=(problem,)), Worked()):
        assert pickle.loads(pickle.dumps(worked)) == worked
