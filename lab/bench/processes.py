"""Runs one command and says what it cost with everything it started: wall and CPU seconds, and the peak of the memory of all together.

Linux alone: memory is read from /proc, and what the command leaves behind (its workers' server) becomes a child of this process, so
that the operating system's own account of CPU seconds is whole.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from add import memory_of

_BECOME_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of prctl(2)."""
LOOK_SECONDS = 0.1


@dataclass(frozen=True)
class Cost:
    """What a command cost: wall seconds until it ended, CPU seconds of its whole tree, peak memory in bytes; its exit code and output."""

    wall: float
    cpu: float
    peak: int
    code: int
    output: bytes


def run(words: Sequence[str], *, look: float = LOOK_SECONDS, errors: int | None = subprocess.DEVNULL) -> Cost:
    """Run a command to its end, and wait for what it leaves behind. No other child of this process may be running."""
    ctypes.CDLL(None).prctl(_BECOME_SUBREAPER, 1, 0, 0, 0)
    began = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=errors)
    over, peak = threading.Event(), [0]

    def watch() -> None:
        while not over.is_set():
            peak[0] = max(peak[0], memory_of(process.pid))
            over.wait(look)

    watcher = threading.Thread(target=watch)
    watcher.start()
    assert process.stdout is not None
    output = process.stdout.read()
    code, wall, cpu = 0, 0.0, 0.0
    while True:
        try:
            child, status, used = os.wait4(-1, 0)
        except ChildProcessError:
            break
        cpu += used.ru_utime + used.ru_stime
        if child == process.pid:
            code, wall = os.waitstatus_to_exitcode(status), time.perf_counter() - began
            over.set()
    process.returncode = code
    process.stdout.close()
    watcher.join()
    return Cost(wall, cpu, peak[0], code, output)


def files_in(folder: Path) -> list[Path]:
    """Give the files of a folder in order."""
    return sorted(path for path in folder.iterdir() if path.is_file())
