"""What waits for the person at the desk, in the order of the queue, and how far they are.

To put the queue in order takes a look at hundreds of values and at the questions in dispute, so that the order is kept for a while for each
person; what somebody judged meanwhile is passed over. The order itself is the business of `review.queue`.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from closewatch.desk.line import now
from closewatch.desk.web.reviewing.skipping import skipped
from closewatch.ledger.case import Case
from closewatch.ledger.views.questions import question
from closewatch.ledger.views.waiting import likely_disputed
from closewatch.review.queue import queue
from closewatch.terms.claim import Question
from closewatch.terms.decision import person_of
from closewatch.terms.review import Waiting
from closewatch.terms.trouble import ClosewatchError

if TYPE_CHECKING:
    from closewatch.desk.web.visit import Visit

AHEAD = 400
"""How many values that wait are put in order at one time."""

KEPT_SECONDS = 300.0
"""For how long an order is kept while people go on deciding: the reasons on a page may be that old, the decisions never are."""

MOST_PEOPLE = 64
"""For how many people an order is kept."""

FEW_QUESTIONS = 12
"""In how many questions of a large case it is looked at what hangs on a value: those with the most answers take 0.1 s each."""

LARGE = 5_000
"""With more statements than this a case is first put in order by confidence alone, and the questions are looked at in the background."""


@dataclass(frozen=True)
class Line:
    """The values that wait for one person in their order, as of entry `seq`, and how many wait; `made_at` is a time of this machine's
    clock, `whole` tells whether what hangs on each was looked at."""

    waiting: tuple[Waiting, ...]
    number: int
    seq: int
    made_at: float
    whole: bool


class Lines:
    """The orders that are kept, by person; any thread may ask. `lend` gives the background a case of its own."""

    def __init__(self, lend: Callable[[], AbstractContextManager[Case]]) -> None:
        self._lend = lend
        self._lines: OrderedDict[str, Line] = OrderedDict()
        self._lock = Lock()
        self._thread: Thread | None = None

    def of(self, case: Case, person: str, *, fresh: bool = False) -> Line:
        """Give the order of a person, made now where there is none, or where a `fresh` one is asked for."""
        with self._lock:
            line = self._lines.get(person)
        if line and not (fresh and line.seq < case.head().seq):
            if not line.whole or (line.seq < case.head().seq and monotonic() - line.made_at > KEPT_SECONDS):
                self._begin(person)
            return line
        return self._put(person, _line(case, person, whole=not _is_large(case.tables)))

    def wait(self) -> None:
        """Wait until the background has nothing left to do."""
        thread = self._thread
        if thread:
            thread.join()

    def _put(self, person: str, line: Line) -> Line:
        with self._lock:
            self._lines[person] = line
            self._lines.move_to_end(person)
            while len(self._lines) > MOST_PEOPLE:
                self._lines.popitem(last=False)
        return line

    def _begin(self, person: str) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._work, args=(person,), name="queue", daemon=True)
                self._thread.start()

    def _work(self, person: str) -> None:
        try:
            with self._lend() as case, case.at_one_moment():
                self._put(person, _line(case, person, whole=True))
        except (ClosewatchError, sqlite3.Error):
            return  # the old order stays, and the next visit tries again


@dataclass(frozen=True)
class Progress:
    """How far a person is: how much waits, how much of that they put off, and what they decided today."""

    waiting: int
    skipped: int
    today: int


def first_in_line(visit: Visit, but: str = "") -> Waiting | None:
    """Give what comes next for a person, `but` not what they just left; None where nothing else waits."""
    for fresh in (False, True):
        line = visit.desk.lines.of(visit.case, visit.person.name, fresh=fresh)
        found = next((one for one in _in_turn(visit, line) if one.id != but), None)
        if found:
            return found
    return None


def place_in_line(visit: Visit, identity: str) -> Waiting | None:
    """Give a value as it waits, with the reasons; None where it does not, or far behind."""
    line = visit.desk.lines.of(visit.case, visit.person.name)
    return next((one for one in line.waiting if one.id == identity), None)


def progress_of(visit: Visit) -> Progress:
    """Count what waits and what a person decided since the day began, in UTC."""
    tables, name, today = visit.case.tables, visit.person.name, now().date().isoformat()
    line = visit.desk.lines.of(visit.case, name)
    judged = """SELECT count(DISTINCT "on") FROM decisions WHERE seq > ? AND NOT withdrawn
        AND verdict IN ('accept', 'correct', 'reject') AND substr("on", 1, 2) IN ('st', 'fi')"""
    since = int(tables.execute(judged, (line.seq,)).fetchone()[0])
    query = "SELECT count(*) FROM decisions WHERE person = ? AND at >= ? AND verdict <> 'withdraw' AND NOT withdrawn"
    decided = int(tables.execute(query, (person_of(name), today)).fetchone()[0])
    return Progress(max(0, line.number - since), len(skipped(visit.desk.file, name)), decided)


def _line(case: Case, person: str, *, whole: bool) -> Line:
    seq = case.head().seq
    few = _disputed(case.tables) if _is_large(case.tables) else None
    waiting = tuple(islice(queue(case, person, disputed=few if whole else ()), AHEAD))
    query = "SELECT count(*) FROM {} WHERE review = 'unreviewed' AND state = 'read'"
    number = sum(int(case.tables.execute(query.format(table)).fetchone()[0]) for table in ("statements", "figures"))
    return Line(waiting, number, seq, monotonic(), whole)


def _disputed(tables: sqlite3.Connection) -> Iterator[Question]:
    """Put together the questions with the most answers, one by one, as far as a large case allows."""
    return (found for identity in likely_disputed(tables, FEW_QUESTIONS) if (found := question(tables, identity)))


def _is_large(tables: sqlite3.Connection) -> bool:
    return int(tables.execute("SELECT count(*) FROM (SELECT 1 FROM statements LIMIT ?)", (LARGE + 1,)).fetchone()[0]) > LARGE


def _in_turn(visit: Visit, line: Line) -> Iterator[Waiting]:
    """Give what still waits, what was skipped last of all."""
    put_off = skipped(visit.desk.file, visit.person.name)
    for one in line.waiting:
        if one.id not in put_off and not _is_judged(visit.case, one.id, line.seq):
            yield one
    told = {one.id: one for one in line.waiting}
    for identity in put_off:
        if not _is_judged(visit.case, identity, line.seq if identity in told else 0):
            yield told.get(identity) or Waiting(identity, Decimal(0), ("skipped before",))


def _is_judged(case: Case, identity: str, seq: int) -> bool:
    query = "SELECT 1 FROM decisions WHERE \"on\" = ? AND seq > ? AND NOT withdrawn AND verdict IN ('accept', 'correct', 'reject')"
    return case.tables.execute(query, (identity, seq)).fetchone() is not None
