"""Where originals are opened: in processes of their own, each with a limit of time and memory, or here where no harm can come.

A hostile file can make a parser hang, crash or eat memory. It then costs one worker and becomes a Problem; the case goes on.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from closewatch.capture.limits import Limits

T = TypeVar("T")
G = TypeVar("G", covariant=True)

PARENT_SECONDS = 1.0
"""How often a worker looks whether the process it works for is still there."""


THRIFT = {"MALLOC_ARENA_MAX": "1", "OPENBLAS_NUM_THREADS": "1"}
"""What worker processes find in their environment: else the C library and numpy set address space aside for every thread and core, which
counts against a worker's memory, and which none of them uses."""


class TooSlow(Exception):
    """A task took longer than its limit."""


class Died(Exception):
    """The process that worked on a task ended in the middle of it."""


class Workers(Protocol):
    """Somebody to hand work to. `submit` returns at once; `result` of what it returns raises what the work raised, TooSlow or Died."""

    count: int

    def submit(self, work: Callable[..., T], *arguments: Any, size: int = 0) -> Task[T]:
        """Hand over one task; `size` is how many bytes or characters it works on, for which it is given more time."""
        ...

    def close(self) -> None:
        """Send everybody home."""
        ...


class Task(Protocol[G]):
    """One task that was handed over."""

    def result(self) -> G:
        """Wait for the task and give what it returned."""
        ...


class Here:
    """Does the work in this process when its result is asked for: for tests and for small, harmless inputs."""

    count = 1

    def submit(self, work: Callable[..., T], *arguments: Any, size: int = 0) -> Task[T]:
        """Put a task off until its result is wanted."""
        return _Deferred(work, arguments)

    def close(self) -> None:
        """Nobody to send home."""


class _Deferred(Task[T]):
    def __init__(self, work: Callable[..., T], arguments: tuple[Any, ...]) -> None:
        self._work, self._arguments = work, arguments

    def result(self) -> T:
        return self._work(*self._arguments)


class Pool:
    """Processes that each take one task at a time, are stopped when it takes too long, and are replaced when they die."""

    def __init__(self, count: int, limits: Limits, *, prepared: bool = True) -> None:
        """Start `count` processes. They come from one that is `prepared` and shares with them what the reader needs; otherwise each loads
        what it needs when it is asked for it, which takes less memory where there is one, or none of them reads."""
        from pebble import ProcessPool

        self.count = count
        self._limits = limits
        # Started afresh and not forked: a fork of a process with threads and an open database can hang.
        context = multiprocessing.get_context("forkserver" if os.name == "posix" and prepared else "spawn")
        if os.name == "posix" and prepared:
            from multiprocessing import forkserver

            context.set_forkserver_preload(["closewatch.desk.work", "closewatch.desk.ready"])
            with _unheard(), _surrounded_by(THRIFT):
                forkserver.ensure_running()
        begun = (limits.memory_bytes, os.getpid(), not prepared)
        self._pool = ProcessPool(max_workers=count, initializer=_begin, initargs=begun, context=context)

    def submit(self, work: Callable[..., T], *arguments: Any, size: int = 0) -> Task[T]:
        """Hand one task to the next free process."""
        return _Pooled(self._pool.schedule(work, args=arguments, timeout=self._limits.seconds_for(size)))

    def close(self) -> None:
        """Stop every process, whatever it is doing."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


class _Pooled(Task[T]):
    def __init__(self, future: Future[T]) -> None:
        self._future = future

    def result(self) -> T:
        from pebble import ProcessExpired

        try:
            return self._future.result()
        except TimeoutError as error:
            raise TooSlow(str(error)) from None
        except ProcessExpired as error:
            raise Died(str(error)) from None


@contextmanager
def _unheard() -> Iterator[None]:
    """Keep what the worker processes write to standard error off the terminal: whatever goes wrong in them comes back as a Problem.

    A file descriptor and not a stream, because processes started here inherit that, and C libraries write to it.
    """
    sys.stderr.flush()
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


@contextmanager
def _surrounded_by(environment: Mapping[str, str]) -> Iterator[None]:
    """Have these in the environment for as long as a process is started; what a person has set stands."""
    added = {name: value for name, value in environment.items() if name not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)


def _begin(memory_bytes: int, parent: int, quiet: bool) -> None:
    """Bound the memory of a worker, and end it when the process it works for is gone (a kill -9 tells nobody)."""
    if quiet:  # what a forkserver starts is already
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    except (ImportError, ValueError, OSError):
        pass  # no such limit on this system; the time limit still holds
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while True:
        time.sleep(PARENT_SECONDS)
        try:
            os.kill(parent, 0)
        except OSError:
            os._exit(1)
