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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from closewatch.capture.limits import GIBIBYTE, Limits
from closewatch.capture.take import take
from closewatch.capture.taken import Taken
from closewatch.desk.line import Tools, take_in
from closewatch.ledger.case import create_case
from closewatch.ledger.verify import verify
from closewatch.terms.trouble import Problem
from mutations import mutated_inputs

Outcome = Counter[str]
Alive = Callable[[int], None]
"""Is called whenever something gets further, with the size of the largest original that may be next."""
Work = Callable[[Path, Alive], Outcome]
"""Does something with a file, and calls back whenever it gets further."""

BY, AT = "person:soak", datetime(2025, 1, 1, tzinfo=UTC)


@dataclass
class Soak:
    """What came of all inputs: counts by kind, the inputs that failed with the reason, the peak memory in bytes."""

    counts: Counter[str] = field(default_factory=Counter)
    failed: list[tuple[str, str]] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    peak: tuple[int, str] = (0, "")


def add_file(path: Path, alive: Alive) -> Outcome:
    """Put a file and everything in it into a new case, as `add` does: the codes of all problems, and how many reports came of it.

    `alive` is called with each original, so that neither an archive of thousands nor a long text is taken for a hang.

    Raises: AssertionError when the case is not whole afterwards, which would mean that something was half recorded.
    """
    found: Outcome = Counter()

    def watched_items() -> Iterator[Taken | Problem]:
        for item in take(path.name, BY, lambda: AT):
            alive(len(item.data) if isinstance(item, Taken) else 0)
            yield item

    with tempfile.TemporaryDirectory() as room, create_case(Path(room) / "case", "soak", BY, AT) as case:
        for step in take_in(case, watched_items(), Tools(by=BY, clock=lambda: AT)):
            alive(0)
            found[f"original: {step.state}"] += 1
            found.update(problem.code for problem in step.worked.problems)
        faults = list(verify(case))
        assert not faults, faults[:3]
    return found


def watched(work: Work, path: Path, limits: Limits, memory: int) -> tuple[str, Outcome | str, int]:
    """Run work on one file in a child: ("done", outcome, peak), ("traceback", text, peak), ("hang", "", 0) or ("killed", code, 0).

    A hang is not getting any further for as long as the largest original so far may take.
    """
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_work, args=(work, path, memory, theirs))
    child.start()
    theirs.close()
    try:
        largest = 0
        while ours.poll(limits.seconds_for(largest)):
            kind, outcome, number = ours.recv()
            if kind != "alive":
                return kind, outcome, number
            largest = max(largest, number)
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
        outcome = work(path, lambda size: answer.send(("alive", "", size)))
    except BaseException:
        kind, outcome = "traceback", traceback.format_exc()
    answer.send((kind, outcome, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024))


def soak(inputs: Iterable[tuple[str, bytes]], work: Work, limits: Limits, memory: int) -> Soak:
    """Watch the work on each input and count what came of it."""
    result = Soak()
    with tempfile.TemporaryDirectory() as folder:
        for name, data in inputs:
            path = Path(folder) / name
            path.write_bytes(data)
            started = time.monotonic()
            kind, outcome, peak = watched(work, path, limits, memory)
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
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=Limits().seconds, help="for a small original; a larger one may take longer")
    parser.add_argument(
        "--memory", type=int, default=2 * GIBIBYTE, help="address space of one process in bytes; resident memory is printed"
    )
    asked = parser.parse_args()
    # The heavy libraries are loaded once, before the children are made; their pages are shared.
    import lxml.html
    import pypdfium2
    import trafilatura

    print("with", *(module.__name__ for module in (lxml.html, pypdfium2, trafilatura)), file=sys.stderr)
    limits = Limits(seconds=asked.seconds)
    result = soak(mutated_inputs(asked.seed, asked.count), add_file, limits, asked.memory)
    for name, count in sorted(result.counts.items()):
        print(f"{count:8d}  {name}")
    print(f"slowest {result.slowest[0]:.1f} s ({result.slowest[1]}), peak {result.peak[0] / 2**20:.0f} MiB ({result.peak[1]})")
    for name, reason in result.failed:
        print(f"FAILED {name}: {reason[-2000:]}")
    over = result.peak[0] > limits.memory_bytes
    return 1 if result.failed or over else 0


if __name__ == "__main__":
    sys.exit(main())
