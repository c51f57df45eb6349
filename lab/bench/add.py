"""How fast `add` takes in a pile of reports, how much memory it needs, and whether it stays so.

    python lab/bench/add.py --count 10000       (a short run: --count 300)

Makes reports of about 300 words (lab/generated.py), adds them by the command line with its workers, interrupts it once in the middle
(Ctrl+C) and goes on, then verifies. Prints reports a second, those of the first and the last tenth, and the peak of the memory of the
command and its workers together (the sum of their proportional set sizes, looked at five times a second).
"""

from __future__ import annotations

import argparse
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from command import command
from generated import write

LOOK_SECONDS = 0.2


def memory_of(process: int) -> int:
    """Give the proportional set size of a process and all below it, in bytes."""
    total = 0
    waiting = [process]
    while waiting:
        one = waiting.pop()
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
            total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) * 1024
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
        except (OSError, StopIteration):
            continue
    return total


def run(words: list[str], stop_after: float | None = None) -> tuple[float, int, int]:
    """Run one command; give its seconds, its peak memory in bytes and its exit code."""
    began, peak = time.perf_counter(), 0
    # A shell lets what it runs in the background ignore Ctrl+C, and children inherit that.
    listening = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen(command(*words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=listening)
    while process.poll() is None:
        time.sleep(LOOK_SECONDS)
        peak = max(peak, memory_of(process.pid))
        if stop_after is not None and time.perf_counter() - began > stop_after:
            process.send_signal(signal.SIGINT)
            stop_after = None
    return time.perf_counter() - began, peak, process.returncode


def recorded_at(folder: Path) -> list[float]:
    """Give the moments at which reports were recorded, in order."""
    with sqlite3.connect(folder / "ledger.db") as database:
        rows = database.execute("SELECT at FROM entries WHERE kind = 'reading' ORDER BY seq").fetchall()
    return [datetime.fromisoformat(row[0]).timestamp() for row in rows]


def main() -> int:
    """Print the figures; exit 1 when the case is not whole at the end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        folder, articles = Path(room) / "case", Path(room) / "articles.jsonl"
        write(articles, given.count, given.seed)
        run(["new", str(folder)])
        first, peak_one, code_one = run(["add", str(folder), str(articles)], stop_after=max(4.0, given.count / 100))
        held = len(recorded_at(folder))
        second, peak_two, code_two = run(["add", str(folder), str(articles)])
        moments = recorded_at(folder)
        check, peak_three, whole = run(["verify", str(folder)])
        tenth = max(2, len(moments) // 10)
        # Neither tenth may hold the pause between the two runs; the start of the workers is left out with the first few reports.
        lead = min(20, tenth // 4)
        rates = [(len(part) - 1) / max(part[-1] - part[0], 1e-9) for part in (moments[lead:tenth], moments[-tenth:])]
    in_all = len(moments) / (first + second)
    print(f"reports: {given.count} of about 300 words; interrupted after {held} (exit {code_one}), then completed (exit {code_two})")
    print(f"rate: {in_all:.1f} reports a second in all, {rates[0]:.1f} in the first tenth, {rates[1]:.1f} in the last")
    print(f"slowdown from the first tenth to the last: {rates[0] / rates[1]:.2f}")
    print(f"peak memory: {max(peak_one, peak_two) / 2**20:.0f} MiB; verify {check:.1f} s, {peak_three / 2**20:.0f} MiB, exit {whole}")
    return 0 if whole == 0 and len(moments) == given.count else 1


if __name__ == "__main__":
    sys.exit(main())
