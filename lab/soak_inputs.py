"""Give Closewatch thousands of broken and hostile files, each in a process of its own with bounded time and memory, and count what comes.

    python lab/soak_inputs.py --count 2000 --seed 1

Each is taken in by the whole line, into a case of its own, and the case is verified. Passes (exit 0) when no input ends in a traceback, a
hang beyond the limit, a process that was killed, or a case that is not whole.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from closewatch.capture.limits import GIBIBYTE, Limits
from closewatch.capture.take import take
from closewatch.desk.line import Tools, take_in
from closewatch.ledger.case import create_case
from closewatch.ledger.verify import verify
from mutations import mutated_inputs

Outcome = Counter[str]
Work = Callable[[Path, Callable[[], None]], Outcome]
"""Does something with a file, and calls back whenever it gets further."""

BY, AT = "person:soak", datetime(2025, 1, 1, tzinfo=UTC)


@dataclass
class Soak:
    """What came of all inputs: counts by kind, the inputs that failed with the reason, the peak memory in bytes."""

    counts: Counter[str] = field(default_factory=Counter)
    failed: list[tuple[str, str]] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    peak: tuple[int, str] = (0, "")


def add_file(path: Path, alive: Callable[[], None]) -> Outcome:
    """Put a file and everything in it into a new case, as `add` does: the codes of all problems, and how many reports came of it.

    `alive` is called after each original, so that an archive of thousands is not taken for a hang.

    Raises: AssertionError when the case is not whole afterwards, which would mean that something was half recorded.
    """
    found: Outcome = Counter()
    with tempfile.TemporaryDirectory() as room, create_case(Path(room) / "case", "soak", BY, AT) as case:
        for step in take_in(case, take(path.name, BY, lambda: AT), Tools(by=BY, clock=lambda: AT)):
            alive()
            found[f"original: {step.state}"] += 1
            found.update(problem.code for problem in step.worked.problems)
        faults = list(verify(case))
        assert not faults, faults[:3]
    return found


def watched(work: Work, path: Path, seconds: int, memory: int) -> tuple[str, Outcome | str, int]:
    """Run work on one file in a child: ("done", outcome, peak), ("traceback", text, peak), ("hang", "", 0) or ("killed", code, 0).

    A hang is that many seconds without getting any further.
    """
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_work, args=(work, path, memory, theirs))
    child.start()
    theirs.close()
    try:
        while ours.poll(seconds):
            kind, outcome, peak = ours.recv()
            if kind != "alive":
                return kind, outcome, peak
        return "hang", "", 0
    except EOFError:
        child.join()
        return "killed", f"exit code {child.exitcode}", 0
    finally:
        child.kill()
        child.join()
        ours.close()


def _work(work: Work, path: Path, memory: int, answer: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    import os

    os.chdir(path.parent)
    kind = "done"
    outcome: Outcome | str
    try:
        outcome = work(path, lambda: answer.send(("alive", "", 0)))
    except BaseException:
        kind, outcome = "traceback", traceback.format_exc()
    answer.send((kind, outcome, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024))


def soak(inputs: Iterable[tuple[str, bytes]], work: Work, seconds: int, memory: int) -> Soak:
    """Watch the work on each input and count what came of it."""
    result = Soak()
    with tempfile.TemporaryDirectory() as folder:
        for name, data in inputs:
            path = Path(folder) / name
            path.write_bytes(data)
            started = time.monotonic()
            kind, outcome, peak = watched(work, path, seconds, memory)
            result.slowest = max(result.slowest, (time.monotonic() - started, name))
            result.peak = max(result.peak, (peak, name))
            result.counts[kind] += 1
            if isinstance(outcome, str):
                result.failed.append((name, f"{kind}: {outcome}"))
            else:
                result.counts.update(outcome)
            path.unlink()
    return result


def main() -> int:
    """Soak, print the figures, and say whether all held."""
    limits = Limits()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=limits.seconds)
    parser.add_argument(
        "--memory", type=int, default=2 * GIBIBYTE, help="address space of one process in bytes; resident memory is printed"
    )
    asked = parser.parse_args()
    # The heavy libraries are loaded once, before the children are made; their pages are shared.
    import lxml.html
    import pypdfium2
    import trafilatura

    print("with", *(module.__name__ for module in (lxml.html, pypdfium2, trafilatura)), file=sys.stderr)
    result = soak(mutated_inputs(asked.seed, asked.count), add_file, asked.seconds, asked.memory)
    for name, count in sorted(result.counts.items()):
        print(f"{count:8d}  {name}")
    print(f"slowest {result.slowest[0]:.1f} s ({result.slowest[1]}), peak {result.peak[0] / 2**20:.0f} MiB ({result.peak[1]})")
    for name, reason in result.failed:
        print(f"FAILED {name}: {reason[-2000:]}")
    over = result.peak[0] > limits.memory_bytes
    return 1 if result.failed or over else 0


if __name__ == "__main__":
    sys.exit(main())
