"""The loop that reads behind: what came is taken in as if somebody had added it, and then held against what was there before.

What moved is judged by `watch.noticing`. Whatever came and is not on the record as taken in is taken up again after a restart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Event
from time import monotonic

from closewatch.capture.containers import HOLDERS
from closewatch.capture.inside import look_inside
from closewatch.capture.limits import Limits
from closewatch.capture.taken import Taken
from closewatch.desk.line import Step, Tools, note_alerts, take_in
from closewatch.desk.watching.handover import Handover
from closewatch.desk.watching.health import Health
from closewatch.desk.watching.thrift import give_back
from closewatch.ledger.case import Case
from closewatch.ledger.views.watching import half_taken, has_moved, is_held_from, noticed_until, received, unread
from closewatch.terms.alert import Alert
from closewatch.terms.capture import Capture
from closewatch.terms.report import TEXT_LIMIT
from closewatch.terms.trouble import EvidenceAltered, Problem
from closewatch.terms.watch import Takes, Watched, WatchedKind
from closewatch.watch.noticing.gone import quiet
from closewatch.watch.noticing.notice import notice

NOTICED_SECONDS = 2.0
"""While much is read, what moved is noticed about this often: each look costs the questions that were touched once."""

LONGEST_SECONDS = float(Limits().seconds_for(TEXT_LIMIT))
"""How long one report may take."""

BATCH = 64
WAIT = 2.0


class ReadBehind:
    """Takes in what the watch received for one case, and notices what moved."""

    def __init__(self, case: Case, tools: Tools, health: Health, handover: Handover, quiet_days: int | None) -> None:
        self._case, self._tools, self._health, self._handover, self._quiet_days = case, tools, health, handover, quiet_days
        self._lost: set[str] = set()
        self._looked = 0
        self._begin()
        self._half = half_taken(case.tables)

    def read_all(self, stop: Event) -> tuple[Alert, ...]:
        """Take in whatever came, and give what moved by it."""
        moved: list[Alert] = []
        while not stop.is_set() and (pending := self._pending()):
            looked = monotonic()
            for step in take_in(self._case, self._items(pending), self._tools):
                self._tell(step)
                if stop.is_set():
                    break
                if monotonic() - looked > NOTICED_SECONDS:
                    moved += self._notice()
                    looked = monotonic()
        return (*moved, *self._notice())

    def read_for_ever(self, stop: Event, moved: Event) -> None:
        """Take in whatever comes, until somebody wants it to end; `moved` is set for whoever tells people."""
        while not stop.is_set():
            if self.read_all(stop):
                moved.set()
            self._handover.came.wait(WAIT)
            self._handover.came.clear()

    def _begin(self) -> None:
        """What the case held before anybody kept watch is no news."""
        if noticed_until(self._case.tables) is None:
            note_alerts(self._case, (), self._case.head().seq, self._tools)

    def _pending(self) -> tuple[tuple[Capture, Watched], ...]:
        """Give what has to be taken in; first what was stopped half-way, whose members may not all be there."""
        half, self._half = self._half, None
        found = tuple(one for one in received(self._case.tables, BATCH) if one[0].id not in self._lost)
        self._health.beat("reader", LONGEST_SECONDS if found else WAIT * 10)
        self._health.set("unread", unread(self._case.tables))
        return (*((half,) if half else ()), *found)

    def _items(self, pending: Iterable[tuple[Capture, Watched]]) -> Iterator[Taken | Problem]:
        for capture, source in pending:
            try:
                data = self._case.store.get(capture.digest)
            except EvidenceAltered as error:
                self._lost.add(capture.id)
                yield Problem("watch.original-lost", str(error), capture.source)
                continue
            yield Taken(capture, data)
            yield from self._inside(capture, data, source)

    def _inside(self, capture: Capture, data: bytes, source: Watched) -> Iterator[Taken | Problem]:
        """Give what an original holds. Of a feed, where its entries are what is taken, those that it did not give before."""
        is_feed = source.kind in (WatchedKind.FEED, WatchedKind.SITEMAP) and capture.source == source.address
        if is_feed and (source.takes is not Takes.ENTRIES or capture.media_type not in HOLDERS):
            return
        for one in look_inside(capture, data, self._tools.limits, lambda: capture.taken_at):
            if is_feed and isinstance(one, Taken) and is_held_from(self._case.tables, one.capture.digest, source.address):
                continue
            yield one

    def _tell(self, step: Step) -> None:
        self._health.count("taken", state=step.state)
        self._health.beat("reader", LONGEST_SECONDS)
        self._handover.make_way()

    def _notice(self) -> tuple[Alert, ...]:
        since, until = noticed_until(self._case.tables) or 0, self._case.head().seq
        found: tuple[Alert, ...] = ()
        moved, self._looked = has_moved(self._case.tables, max(since, self._looked)), until
        if moved:
            found = note_alerts(self._case, notice(self._case, since, until), until, self._tools)
            give_back()
        still = quiet(self._case, self._quiet_days, self._tools.clock()) if self._quiet_days else None
        if still:
            found += note_alerts(self._case, (still,), self._case.head().seq, self._tools)
        for alert in found:
            self._health.count("alerts", kind=alert.kind.value)
        return found
