"""How far the work has come: a bar with rate and time left on a terminal, nothing in a pipe.

It watches sources as they are taken and steps as they are finished, and changes neither.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from closewatch.capture.taken import Taken
from closewatch.terms.trouble import Problem

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

Finished = TypeVar("Finished")


class Watched:
    """Passes items and steps on; counts originals that were pointed to, not those inside them."""

    def __init__(self, bar: Progress | None = None, task: TaskID | None = None) -> None:
        self._bar, self._task = bar, task
        self._finished = 0

    def items(self, items: Iterable[Taken | Problem]) -> Iterator[Taken | Problem]:
        """Pass on what is taken."""
        for item in items:
            if isinstance(item, Problem) or item.capture.within is None:
                self._advance()
            yield item

    def each(self, steps: Iterable[Finished]) -> Iterator[Finished]:
        """Pass on what is finished, where each of them is one of the whole."""
        for step in self.steps(steps):
            self._advance()
            yield step

    def steps(self, steps: Iterable[Finished]) -> Iterator[Finished]:
        """Pass on what is finished, and show how many a second that is."""
        for step in steps:
            self._finished += 1
            if self._bar is not None and self._task is not None:
                elapsed = self._bar.tasks[0].elapsed or 0
                rate = f"{self._finished / elapsed:.1f}/s" if elapsed > 1 else ""
                self._bar.update(self._task, finished=self._finished, rate=rate)
            yield step

    def _advance(self) -> None:
        if self._bar is not None and self._task is not None:
            task = self._bar.tasks[0]
            if task.total is not None and task.completed + 1 > task.total:
                self._bar.update(self._task, total=task.completed + 1)
            self._bar.advance(self._task)


@contextmanager
def watching(sources: Sequence[str]) -> Iterator[Watched]:
    """Show how far a list of sources was taken, for as long as the work goes on."""
    with counting(lambda: count_sources(sources), "originals") as watched:
        yield watched


@contextmanager
def counting(count: Callable[[], int], noun: str) -> Iterator[Watched]:
    """Show a bar on standard error for as long as the work goes on, if that is a terminal; only then is it counted how much there is."""
    if not sys.stderr.isatty():
        yield Watched()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(f"{{task.fields[finished]}} {noun}  {{task.fields[rate]}}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Watched(bar, bar.add_task("", total=count(), finished=0, rate=""))


def count_sources(sources: Iterable[str]) -> int:
    """Count what sources point to: the files of folders, and one for anything else; what is inside files is not known yet."""
    count = 0
    for source in sources:
        if os.path.isdir(source):
            count += sum(len(files) for _, _, files in os.walk(source))
        else:
            count += 1
    return count
