"""Where the time of reading goes: CPU seconds of each step of the line, in one process, the encoder's own beside what stands around it.

    python lab/bench/inside.py FOLDER          one JSON object

Reads every file of the folder with the reader that the line uses. The encoder is whatever runs in onnxruntime: its sessions are timed,
and the sizes of what goes through them are kept, whatever the reader looks like; without onnxruntime it takes no time.
"""

from __future__ import annotations

import json
import pickle
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

AT = datetime(2025, 12, 31, tzinfo=UTC)


class Clock:
    """CPU seconds by step; the sizes (texts, pieces) of what the encoder was given."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.sizes: Counter[tuple[int, int]] = Counter()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time one step, threads and all."""
        began = time.process_time()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - began


def time_sessions(clock: Clock) -> None:
    """Let every onnxruntime session that is made from now on tell the clock what it takes; does nothing without onnxruntime."""
    try:
        import onnxruntime
    except ImportError:
        return

    class Timed(onnxruntime.InferenceSession):
        def run(self, output_names: Any, input_feed: Any, run_options: Any = None) -> Any:
            size = max((value.shape for value in input_feed.values() if len(value.shape) == 2), default=(1, 1))
            clock.sizes[size] += 1
            with clock.step("encoder"):
                return super().run(output_names, input_feed, run_options)

    onnxruntime.InferenceSession = Timed


def measure(folder: Path) -> dict[str, Any]:
    """Read every file of a folder and give the CPU seconds of each step, the words, and the sizes that the encoder was given."""
    clock = Clock()
    time_sessions(clock)
    from msgspec.json import encode

    from closewatch.capture.render import render
    from closewatch.capture.take import take
    from closewatch.desk.line import Tools
    from closewatch.publish.shapes import reading_shape

    tools = Tools(by="person:bench")
    files = sorted(folder.iterdir())
    words = 0
    # The first file is read twice: once so that lexicons and weights are there, which is start-up.
    for number, file in enumerate([files[0], *files]):
        if number == 1:
            clock.seconds.clear()
            clock.sizes.clear()
            words = 0
        with clock.step("take"):
            taken = next(item for item in take(str(file), tools.by, lambda: AT) if not hasattr(item, "severity"))
        with clock.step("decode"):
            report = render(taken.capture, taken.data, tools.formats)
        before = clock.seconds.get("encoder", 0.0)
        with clock.step("read"):
            reading = tools.reader(report)
        clock.seconds["read"] -= clock.seconds.get("encoder", 0.0) - before
        with clock.step("check"):
            reading.check(report)
        with clock.step("hand over"):
            report, reading = pickle.loads(pickle.dumps((report, reading)))
        with clock.step("shapes and JSON"):
            encode(reading_shape(report, reading))
        words += len(file.read_text(encoding="utf-8").split())
    return {"words": words, "seconds": clock.seconds, "sizes": [[*size, count] for size, count in sorted(clock.sizes.items())]}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
