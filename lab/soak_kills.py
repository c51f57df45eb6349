"""Kills `add` at random instants and holds what is left against an undisturbed run.

    python lab/soak_kills.py --count 500 --seed 1 SOURCE...     (the sample case's reports unless told)

Each time: a new case, an `add` in a process of its own, kill -9 after a random time; the case must open and verify, and a second `add`
must bring it to the same rows, in every table of the views, as a run that nobody disturbed. `--whole` kills the command itself with
its worker processes; without it the line runs in the forked process, which puts many more kills into the moment of recording.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from closewatch.capture.take import take
from closewatch.desk.line import Tools, take_in
from closewatch.ledger.case import Case, create_case, open_case
from closewatch.ledger.verify import verify
from closewatch.ledger.views.schema import COMPARED
from command import command

AT = datetime(2025, 12, 31, tzinfo=UTC)
BY = "person:soak"


def add_here(folder: Path, sources: Sequence[str]) -> None:
    """Put the sources into the case, in this process, under a clock that stands still so that rows can be compared."""
    tools = Tools(by=BY, clock=lambda: AT)
    with open_case(folder) as case:
        for source in sources:
            for _ in take_in(case, take(source, BY, lambda: AT), tools):
                pass


def rows(case: Case, *, times: bool) -> dict[str, list[tuple[object, ...]]]:
    """Give every row of every table of the views; captures without their times where a real clock was running."""
    found = {}
    for table in COMPARED:
        columns = "id, seq, digest, source, within, report" if table == "captures" and not times else "*"
        found[table] = sorted(case.tables.execute(f"SELECT {columns} FROM {table}").fetchall(), key=repr)
    return found


def killed(folder: Path, sources: Sequence[str], delay: float, *, whole: bool) -> bool:
    """Run an `add` and kill it after a delay; tell whether it was still running."""
    if whole:
        process = subprocess.Popen(
            command("add", str(folder), *sources, "--by", "soak"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            process.wait(delay)
            return False
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return True
    child = os.fork()
    if child == 0:
        try:
            add_here(folder, sources)
        finally:
            os._exit(0)
    time.sleep(delay)
    done, _ = os.waitpid(child, os.WNOHANG)
    if done:
        return False
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def soak(sources: Sequence[str], count: int, seed: int, *, whole: bool, room: Path) -> list[str]:
    """Kill that many times; give one line for everything that did not hold."""
    dice, wrong, struck = random.Random(seed), [], 0
    began = time.perf_counter()
    with create_case(room / "undisturbed", "soak", BY, AT):
        pass
    add_here(room / "undisturbed", sources)
    length = time.perf_counter() - began + (1.5 if whole else 0)
    with open_case(room / "undisturbed") as case:
        wanted = rows(case, times=not whole)
    tries = 0
    while struck < count:
        tries += 1
        folder = room / f"killed-{tries}"
        with create_case(folder, "soak", BY, AT):
            pass
        if not killed(folder, sources, dice.uniform(0, length), whole=whole):
            shutil.rmtree(folder)
            length *= 0.95
            continue
        struck += 1
        with open_case(folder) as case:
            held = case.head().seq
            wrong += [f"kill {struck} after entry {held}: {fault}" for fault in verify(case)]
        add_here(folder, sources)
        with open_case(folder) as case:
            found = rows(case, times=not whole)
            wrong += [
                f"kill {struck} after entry {held}: {table} is not as undisturbed" for table in COMPARED if found[table] != wanted[table]
            ]
            wrong += [f"kill {struck}, completed: {fault}" for fault in verify(case)]
        shutil.rmtree(folder)
        if struck % 50 == 0:
            print(f"{struck} kills, {len(wrong)} faults, {time.perf_counter() - began:.0f} s", flush=True)
    return wrong


def main() -> int:
    """Print the figures; exit 1 when anything did not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sample = Path(__file__).parent.parent / "src" / "closewatch" / "desk" / "sample" / "reports"
    parser.add_argument("sources", nargs="*", default=[str(sample)])
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--whole", action="store_true", help="kill the command itself, with its workers")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        wrong = soak(given.sources, given.count, given.seed, whole=given.whole, room=Path(room))
    print("\n".join(wrong[:20]))
    print(f"{given.count} kills -9 ({'whole command' if given.whole else 'the line'}): {len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
