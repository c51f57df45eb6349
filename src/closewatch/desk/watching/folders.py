"""Looks into watched folders for files that are new or changed, and takes them in whole: never one that somebody is still writing.

Nothing is moved, renamed or deleted there. What a file is, is told where it is read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Event
from time import time

from closewatch.capture.names import path_name
from closewatch.capture.take import take
from closewatch.capture.tool import TOOL
from closewatch.desk.line import Tools
from closewatch.ledger.case import Case
from closewatch.terms.trouble import Problem
from closewatch.terms.watch import Poll, PollOutcome, Watched, WatchedKind

SETTLED_SECONDS = 1.0
"""A file that was written to within this time may not be whole yet, and is left for the next look."""

WAKE_MILLISECONDS = 5000
"""How often the one who listens to the system looks whether to stop."""

BATCH_BYTES = 32 * 2**20
"""Files of about so many bytes go on the record in one transaction."""

_Stamp = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds: what tells without reading it that a file is the same as before."""


class Folders:
    """The watched folders of one case, and what of them was seen since the watch began; after a restart every file is hashed once."""

    def __init__(self, case: Case, tools: Tools) -> None:
        self._case, self._tools = case, tools
        self._folder = case.folder or Path()
        self._seen: dict[str, _Stamp] = {}
        self.unsettled = False

    def polls(self, source: Watched) -> Iterator[tuple[list[Poll], list[bytes]]]:
        """Look into a folder: polls for it and for each file that is new, with the bytes of those, a few at a time."""
        at = self._tools.clock()
        self.unsettled = False
        polls: list[Poll] = []
        originals: list[bytes] = []
        number, about = 0, (source.address, source.address, WatchedKind.FOLDER, at)
        try:
            for path, stamp in self._new_files(self._folder / source.address):
                poll, data = self._taken(source, path, at)
                self._seen[path] = stamp
                number += 1
                if poll is None:
                    continue
                polls.append(poll)
                originals += data
                if sum(map(len, originals)) > BATCH_BYTES:
                    yield polls, originals
                    polls, originals = [], []
            found = Poll(
                source.address, source.address, WatchedKind.FOLDER, at, PollOutcome.UNCHANGED, TOOL, notes=(("looked at", str(number)),)
            )
        except OSError as error:
            message = f"wanted a folder that can be read, found: {error.strerror or error}"
            problem = Problem("watch.no-folder", message, source.address)
            found = Poll(*about, PollOutcome.FAILED, TOOL, problem=problem)
        yield [found, *polls], originals

    def _new_files(self, folder: Path) -> Iterator[tuple[str, _Stamp]]:
        """Name the files that were not seen as they are now, in the order of their names; hidden ones and links are left alone."""
        waiting = [os.fspath(folder)]
        while waiting:
            with os.scandir(waiting.pop()) as listed:
                found = sorted(listed, key=lambda one: os.fsencode(one.name))
            waiting += [one.path for one in reversed(found) if one.is_dir(follow_symlinks=False) and not one.name.startswith(".")]
            for one in found:
                if not one.name.startswith(".") and one.is_file(follow_symlinks=False):
                    state = one.stat()
                    stamp = (state.st_size, state.st_mtime_ns)
                    if self._seen.get(one.path) == stamp:
                        continue
                    if abs(time() - state.st_mtime) < SETTLED_SECONDS:
                        self.unsettled = True
                    else:
                        yield one.path, stamp

    def _taken(self, source: Watched, path: str, at: datetime) -> tuple[Poll | None, list[bytes]]:
        """Take one file; no poll for one that is on the record as it is."""
        one = next(take(path, self._tools.by, self._tools.clock, limits=self._tools.limits))
        about = (path_name(path), source.address, WatchedKind.FOLDER, at)
        if isinstance(one, Problem):
            return Poll(*about, PollOutcome.FAILED, TOOL, problem=one), []
        capture = one.capture
        if self._case.holds("captures", capture.id):
            return None, []
        return Poll(*about, PollOutcome.NEW, TOOL, digest=capture.digest, size=capture.size, received=capture), [one.data]


def wake_on_change(folders: Sequence[Path], stop: Event, wake: Callable[[], None]) -> None:
    """Call `wake` whenever the system says that something changed in a folder; where it cannot say so, the rhythm of the folder holds."""
    from watchfiles import watch

    with suppress(OSError, RuntimeError):
        for changes in watch(*folders, stop_event=stop, rust_timeout=WAKE_MILLISECONDS, yield_on_timeout=True, raise_interrupt=False):
            if changes:
                wake()
