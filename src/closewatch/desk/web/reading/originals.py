"""Originals to look at: opened one at a time in a process with limits, what came of it kept for the next who looks.

What an original becomes is known to `opened`; here it is only asked for, waited for, and remembered within bounds. What could not be opened
is remembered too, so that a hostile file costs its time once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from threading import BoundedSemaphore, Lock
from typing import Any

from closewatch.capture.limits import GIBIBYTE, MEBIBYTE, Limits
from closewatch.desk.web.reading.opened import Look, Opened, draw_page, open_original
from closewatch.desk.workers import Died, Pool, TooSlow, Workers

LIMITS = Limits(seconds=10, seconds_a_megabyte=1, memory_bytes=GIBIBYTE)
MOST_BYTES = 64 * MEBIBYTE
"""The largest original that is opened to be looked at."""

KEPT_BYTES = 32 * MEBIBYTE
"""How much of what originals became is kept."""

AT_ONE_TIME = 3
"""How many wait for the process; whoever comes then is told to come back, so that slow originals never stop the other pages."""

BUSY = Opened(Look.NOTHING, "Other originals are being opened. Load this page again in a moment.")
FAILED = Opened(Look.NOTHING, "It could not be opened within the limits of time and memory. Its bytes are kept as they are.")
TOO_LARGE = Opened(Look.NOTHING, f"It is larger than the {MOST_BYTES // MEBIBYTE} MB that are opened here; its bytes can be had.")


def light_workers() -> Workers:
    """One process that knows nothing of reading."""
    return Pool(1, LIMITS, prepared=False)


class Originals:
    """Opens originals for a desk. The process is started with the first one."""

    def __init__(self, workers: Callable[[], Workers] = light_workers) -> None:
        self._make, self._workers = workers, None if workers is light_workers else workers()
        self._kept: OrderedDict[tuple[object, ...], Any] = OrderedDict()
        self._weight = 0
        self._lock, self._places = Lock(), BoundedSemaphore(AT_ONE_TIME)

    def opened(self, digest: str, media_type: str, size: int, bytes_of: Callable[[], bytes], charset: str | None = None) -> Opened:
        """Give what can be seen of an original; `bytes_of` gives its bytes where they are needed. Raises: EvidenceAltered."""
        if size > MOST_BYTES:
            return TOO_LARGE
        key = (digest, media_type, charset)
        found: Opened = self._remembered(key, lambda: self._do(open_original, FAILED, media_type, bytes_of(), charset), BUSY)
        return found

    def picture(self, digest: str, number: int, size: int, bytes_of: Callable[[], bytes]) -> bytes | None:
        """Give the picture of one page of a PDF; None where there is none, or it could not be drawn. Raises: EvidenceAltered."""
        if size > MOST_BYTES or number < 1:
            return None
        found: bytes | None = self._remembered((digest, number), lambda: self._do(draw_page, None, bytes_of(), number), None)
        return found

    def close(self) -> None:
        """Send the process home."""
        with self._lock:
            if self._workers:
                self._workers.close()

    def _do(self, work: Callable[..., Any], failed: Any, *arguments: Any) -> Any:
        with self._lock:
            self._workers = self._workers or self._make()
            task = self._workers.submit(work, *arguments, size=sum(len(one) for one in arguments if isinstance(one, bytes)))
        try:
            return task.result()
        except (TooSlow, Died):
            return failed
        except BrokenExecutor:  # no process could be started; the next one who looks tries again
            with self._lock:
                self._workers = None
            return failed

    def _remembered(self, key: tuple[object, ...], make: Callable[[], Any], busy: Any) -> Any:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        if not self._places.acquire(blocking=False):
            return busy
        try:
            made = make()
        finally:
            self._places.release()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self._weight += _weight(made)
            while self._weight > KEPT_BYTES and len(self._kept) > 1:
                self._weight -= _weight(self._kept.popitem(last=False)[1])
        return made


def _weight(kept: Opened | bytes | None) -> int:
    """How much is kept of one original, with something for the keeping itself."""
    return 500 + (len(kept.page) * 2 if isinstance(kept, Opened) else len(kept or b""))
