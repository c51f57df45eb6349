"""The whole line, from bytes to the record. Read this first.

    sources --take--> originals --work (render, read)--> readings --link--> links --record--> the journal

The jobs above it are functions from values to values; this is the one place that puts them in order and the only one that records.
It knows no formats and no commands.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from closewatch.capture.containers import HOLDERS
from closewatch.capture.format import Format
from closewatch.capture.formats import FORMATS
from closewatch.capture.limits import Limits
from closewatch.capture.taken import Taken
from closewatch.desk.work import Worked, work_on
from closewatch.desk.workers import Died, Here, Task, TooSlow, Workers
from closewatch.ledger.bodies import capture_body, links_body, reading_body
from closewatch.ledger.case import Case
from closewatch.linking.link import link
from closewatch.reading.read import Reader
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.decision import Decision
from closewatch.terms.entry import Draft, Entry, EntryKind
from closewatch.terms.record import to_plain
from closewatch.terms.trouble import Problem

Clock = Callable[[], datetime]

IN_FLIGHT_BYTES = 64 * 2**20
"""How many bytes of originals wait for workers at one time, so that a pile of large files does not fill the memory."""


def now() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Tools:
    """What the line works with; tests and plugins pass their own."""

    by: str
    workers: Workers = field(default_factory=Here)
    formats: tuple[Format, ...] = FORMATS
    reader: Reader = read_by_rules
    limits: Limits = field(default_factory=Limits)
    clock: Clock = now


@dataclass(frozen=True)
class Step:
    """What became of one original, or of a source that gave none: `state` is new, held, holder (opened for what it holds) or problem."""

    state: str
    source: str
    worked: Worked
    capture: str | None = None


def read_only(items: Iterable[Taken | Problem], tools: Tools) -> Iterator[Step]:
    """Read originals without a case, in the order they come."""
    for item, worked in _worked(items, lambda _: None, tools):
        yield _step(item, worked)


def take_in(case: Case, items: Iterable[Taken | Problem], tools: Tools) -> Iterator[Step]:
    """Put originals on the record, in the order they come: one report, one transaction. What is held already is passed over."""
    for item, worked in _worked(items, lambda taken: _held(case, taken), tools):
        step = _step(item, worked)
        if isinstance(item, Problem):
            _record_problem(case, item, tools)
        elif step.state != "held" and not _record(case, item, worked, tools):
            step = _step(item, HELD)  # given twice, or another process recorded it while this one read it
        yield step


def decide(case: Case, decision: Decision) -> Entry:
    """Put one person's decision on the record; the views refuse a correction that does not fit, and then nothing is recorded.

    Raises: NotAField, NotVerbatim, CaseError.
    """
    return case.record((), (Draft(EntryKind.DECISION, decision.by, decision.at, to_plain(decision)),))[0]


def _worked(
    items: Iterable[Taken | Problem], held: Callable[[Taken], Worked | None], tools: Tools
) -> Iterator[tuple[Taken | Problem, Worked]]:
    """Hand originals to the workers and give back what became of them, in the order they came, whatever is ready first."""
    waiting: deque[tuple[Taken | Problem, Worked | Task[Worked]]] = deque()
    for item in items:
        waiting.append((item, _begun(item, held, tools)))
        while len(waiting) > 3 * tools.workers.count or _bytes_in(waiting) > IN_FLIGHT_BYTES:
            yield _finished(*waiting.popleft())
    while waiting:
        yield _finished(*waiting.popleft())


def _begun(item: Taken | Problem, held: Callable[[Taken], Worked | None], tools: Tools) -> Worked | Task[Worked]:
    if isinstance(item, Problem):
        return Worked(problems=(item,))
    known = held(item)
    if known is not None:
        return known
    if item.capture.media_type in HOLDERS or not item.data:
        return Worked(problems=item.problems)
    return tools.workers.submit(work_on, item.capture, item.data, tools.formats, tools.reader)


def _finished(item: Taken | Problem, work: Worked | Task[Worked]) -> tuple[Taken | Problem, Worked]:
    if isinstance(work, Worked) or isinstance(item, Problem):
        return item, work if isinstance(work, Worked) else Worked()
    try:
        worked = work.result()
    except TooSlow:
        worked = Worked(problems=(Problem("capture.too-slow", "wanted a report in time, found none", item.capture.source),))
    except Died as error:
        worked = Worked(problems=(Problem("capture.died", f"wanted a report, found that its reading ended: {error}", item.capture.source),))
    return item, Worked(worked.report, worked.reading, (*item.problems, *worked.problems))


def _bytes_in(waiting: Iterable[tuple[Taken | Problem, Worked | Task[Worked]]]) -> int:
    return sum(len(item.data) for item, _ in waiting if isinstance(item, Taken))


HELD = Worked()
"""Stands for an original whose capture is on the record."""


def _held(case: Case, taken: Taken) -> Worked | None:
    return HELD if case.holds("captures", taken.capture.id) else None


def _step(item: Taken | Problem, worked: Worked) -> Step:
    if isinstance(item, Problem):
        return Step("problem", item.at, worked)
    if worked is HELD:
        return Step("held", item.capture.source, worked, item.capture.id)
    state = "holder" if item.capture.media_type in HOLDERS else "new" if worked.report else "problem"
    return Step(state, item.capture.source, worked, item.capture.id)


def _record(case: Case, taken: Taken, worked: Worked, tools: Tools) -> tuple[Entry, ...]:
    """Record a capture with what it brought; nothing where its capture is on the record by now."""
    at, report, reading = tools.clock(), worked.report, worked.reading
    links = link(report, reading) if report is not None and reading is not None else ()

    def drafts() -> Iterator[Draft]:
        if case.holds("captures", taken.capture.id):
            return
        known = report is not None and case.holds("reports", report.id)
        body = capture_body(taken.capture, None if known else report, report.id if report else None, worked.problems)
        yield Draft(EntryKind.CAPTURE, tools.by, at, body)
        if report is not None and reading is not None and not known:
            yield Draft(EntryKind.READING, f"reader:{reading.read_by}", at, reading_body(reading))
            yield Draft(EntryKind.LINKS, "linker:1", at, links_body(report.id, links))

    return case.record((taken.data,), lambda: tuple(drafts()))


def _record_problem(case: Case, problem: Problem, tools: Tools) -> None:
    """A source that gave no bytes is still on the record, once."""
    draft = Draft(EntryKind.PROBLEM, tools.by, tools.clock(), {"problems": to_plain((problem,))})
    case.record((), lambda: () if case.holds("problems", problem.id) else (draft,))
