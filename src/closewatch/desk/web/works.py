"""What is being taken into the case from the browser: one upload after another, each in a thread with its own open case.

A work goes on whoever looks at it. What it did is on the record as with `closewatch add`; what is told here is kept in memory alone.
"""

from __future__ import annotations

import secrets
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from queue import Queue
from threading import Lock, Thread

from closewatch.capture.limits import Limits
from closewatch.capture.take import take, take_handed
from closewatch.capture.taken import Taken
from closewatch.desk.exits import in_one_line
from closewatch.desk.failures import write_failures
from closewatch.desk.line import Step, Tools, now, take_in
from closewatch.desk.web.entry.handed_over import Pile
from closewatch.ledger.case import open_case
from closewatch.terms.trouble import ClosewatchError, Problem, Severity

MOST_WAITING = 4
"""So many uploads wait behind the one that is worked on; the next is told to come back."""

ADDRESSES = ("http://", "https://")
"""Anything else might name a file of this machine."""

CLOSED = "the desk was closed"

KEPT, LINES = 20, 500
"""How many works are remembered, and how many lines of each."""


class Stage(StrEnum):
    """How far a work is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Line:
    """What became of one source: new, held, same, holder (opened for what it holds) or problem; the report it gave, its problems.

    `same_as` names the source of the same upload that gave the same report before: it has the same words.
    """

    state: str
    source: str
    report: str | None
    problems: tuple[Problem, ...]
    same_as: str = ""

    @property
    def failed(self) -> bool:
        """Whether a problem stands against it; a note is none."""
        return self.state == "problem" or any(problem.severity is Severity.PROBLEM for problem in self.problems)


@dataclass(frozen=True)
class Progress:
    """A work as it stands at one moment: `done` of `given` sources, counts by state, the last lines, and why it stopped if it did.

    `same` of the sources gave one of its `reports` a second time.
    """

    id: str
    by: str
    begun_at: float
    stage: Stage
    given: int
    done: int
    counts: Counter[str]
    lines: tuple[Line, ...]
    failed: int
    reports: int
    same: int
    reason: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.stage in (Stage.DONE, Stage.STOPPED)


class Work:
    """One upload: the files of a pile, and perhaps an address."""

    def __init__(self, pile: Pile, address: str, by: str, at: float) -> None:
        self.id, self.by, self.begun_at = secrets.token_hex(8), by, at
        self.pile, self.address = pile, address
        self.stage, self.reason = Stage.WAITING, ""
        self._given = len(pile.files) + bool(address)
        self._done, self._failed, self._counts = 0, 0, Counter[str]()
        self._lines: deque[Line] = deque(maxlen=LINES)
        self._given_by: dict[str, str] = {}
        self._same = 0
        self._lock = Lock()

    def progress(self) -> Progress:
        """Tell how far it is."""
        with self._lock:
            counts, lines = Counter(self._counts), tuple(self._lines)
            numbers = (self._failed, len(self._given_by), self._same)
            return Progress(self.id, self.by, self.begun_at, self.stage, self._given, self._done, counts, lines, *numbers, self.reason)

    def follow(self, step: Step) -> None:
        """Write down what became of one source."""
        worked = step.worked
        problems = (*worked.problems, *(worked.reading.problems if worked.reading else ()))
        report = worked.report.id if worked.report else None
        with self._lock:
            same_as = self._given_by.get(report or "", "")
            if report and not same_as:
                self._given_by[report] = step.source
            self._same += bool(same_as)
            line = Line(step.state, step.source, report, problems, same_as)
            self._counts[step.state] += 1
            self._failed += line.failed
            self._lines.append(line)
            # What lies inside a source has a longer name: name!/member, or the address of a page in an archive.
            self._done = min(self._given, self._done + ("/" not in step.source or step.source == self.address))

    def end(self, stage: Stage, reason: str = "") -> None:
        """Say that nothing more will happen."""
        with self._lock:
            self.stage, self.reason = stage, reason
            if stage is Stage.DONE:
                self._done = self._given
        self.pile.close()


class Works:
    """The uploads of a desk, one after another."""

    def __init__(
        self, folder: Path, tools: Callable[[str], AbstractContextManager[Tools]], limits: Limits, clock: Callable[[], float]
    ) -> None:
        self._folder, self._tools, self._limits, self._clock = folder, tools, limits, clock
        self._works: deque[Work] = deque()
        self._queue: Queue[Work | None] = Queue()
        self._lock = Lock()
        self._thread: Thread | None = None
        self._ended = False

    def begin(self, pile: Pile, address: str, by: str) -> Work | None:
        """Take an upload in as soon as it is its turn; None where too many wait already."""
        with self._lock:
            if self._ended or sum(work.stage is Stage.WAITING for work in self._works) >= MOST_WAITING:
                return None
            work = Work(pile, address, by, self._clock())
            self._works.appendleft(work)
            while len(self._works) > KEPT:
                self._works.pop()
            if self._thread is None:
                self._thread = Thread(target=self._go_on, name="taking in", daemon=True)
                self._thread.start()
        self._queue.put(work)
        return work

    def all(self) -> tuple[Progress, ...]:
        """Tell how far all are, the latest first."""
        with self._lock:
            works = tuple(self._works)
        return tuple(work.progress() for work in works)

    def one(self, identity: str) -> Progress | None:
        """Tell how far one is; None where it is not remembered."""
        return next((progress for progress in self.all() if progress.id == identity), None)

    def close(self) -> None:
        """Stop after the source that is worked on; what was recorded is whole, and the rest can be given again."""
        with self._lock:
            self._ended, thread, works = True, self._thread, tuple(self._works)
        self._queue.put(None)
        if thread is not None:
            thread.join(timeout=2)
        for work in works:
            if work.stage is Stage.WAITING:
                work.end(Stage.STOPPED, CLOSED)

    def _go_on(self) -> None:
        while (work := self._queue.get()) is not None and not self._ended:
            try:
                work.stage = Stage.RUNNING
                self._take_in(work)
                work.end(Stage.STOPPED if self._ended else Stage.DONE, CLOSED if self._ended else "")
            except (ClosewatchError, OSError) as error:
                work.end(Stage.STOPPED, in_one_line(error))
            except Exception as error:  # whatever it was, the next upload has its turn
                work.end(Stage.STOPPED, f"the desk could not do this: {in_one_line(error)}")

    def _take_in(self, work: Work) -> None:
        with open_case(self._folder) as case, self._tools(work.by) as tools:
            for step in take_in(case, self._sources(work), tools):
                work.follow(step)
                if self._ended:
                    return
            write_failures(case)

    def _sources(self, work: Work) -> Iterator[Taken | Problem]:
        for file in work.pile.files:
            data = work.pile.data(file, self._limits.original_bytes + 1)
            yield from take_handed(file.name, data, work.by, now, limits=self._limits)
        if work.address.lower().startswith(ADDRESSES):
            yield from take(work.address, work.by, now, limits=self._limits)
