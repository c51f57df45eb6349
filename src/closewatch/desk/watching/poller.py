"""The loop that asks: what is due, through threads, and every poll on the record with the bytes that came.

What an answer means is judged by `watch.polling`, when an address is due by `watch.schedule`; the case is used by one thread alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic

from closewatch.capture.ask import Way
from closewatch.capture.take import receipt_of
from closewatch.capture.tool import TOOL
from closewatch.desk.line import Tools, note_polls
from closewatch.desk.watching.asking import Asker, Heard
from closewatch.desk.watching.errands import Errand, Errands
from closewatch.desk.watching.folders import SETTLED_SECONDS, Folders
from closewatch.desk.watching.handover import Handover
from closewatch.desk.watching.health import Health
from closewatch.ledger.case import Case
from closewatch.ledger.views.watching import asked, asked_again, in_vain, is_known, wanted, watched
from closewatch.terms.watch import Asked, Poll, Watched, WatchedKind
from closewatch.watch.polling import heard, refused_by_robots
from closewatch.watch.robots import Robots
from closewatch.watch.schedule import due_at, page_due_at
from closewatch.watch.settings import Watching

THREADS = 32
"""How many hosts are asked at one time."""

MOST_UNDER_WAY = 2 * THREADS
"""How many errands are with the threads, or come back and not on the record yet: what they bring is held in memory."""

BATCH = 64
"""At most so many polls go on the record in one transaction."""

BATCH_BYTES = 32 * 2**20

UNSETTLED_SECONDS = 10.0
"""How long somebody who only wants to look once waits for files that are still being written."""

REFUSED_ADDRESS = "fetch.refused-address"

MEASURED_SECONDS = 10.0
"""How often it is counted how the sources are."""

WAIT = 1.0
"""The longest time in seconds that the loop sleeps before it looks whether it is to stop."""


class Poller:
    """Asks the watched sources of one case, and the pages that they list."""

    def __init__(self, case: Case, watching: Watching, way: Way, tools: Tools, health: Health, handover: Handover) -> None:
        self._case, self._watching, self._tools, self._health, self._handover = case, watching, tools, health, handover
        self._asker = Asker(way, tools.clock)
        self._sources = {source.address: source for source in watching.sources}
        self._errands = Errands(watching.pause)
        self._folders = Folders(case, tools)
        self._folder_turns: dict[str, float] = {}
        self._heard: SimpleQueue[Heard | None] = SimpleQueue()
        self._sent: SimpleQueue[Errand | None] = SimpleQueue()
        self._threads = 0
        self._lay_down()
        self._line_up()
        self._measure()

    def close(self) -> None:
        """Let the threads go once they have done what they are at."""
        for _ in range(self._threads):
            self._sent.put(None)

    def wake(self) -> None:
        """Look at the folders again, and at once: something was put there."""
        self._heard.put(None)

    def poll_all_due(self, stop: Event) -> None:
        """Ask everything that is due now, and what that brings up, until nothing is left."""
        until = monotonic() + UNSETTLED_SECONDS
        while not stop.is_set() and self._has_work(soon=min(SETTLED_SECONDS, until - monotonic())):
            self._step(0.2)

    def poll_for_ever(self, stop: Event) -> None:
        """Ask whatever falls due, until somebody wants it to end."""
        while not stop.is_set():
            turns = [due for due in (self._errands.due(), *self._folder_turns.values()) if due is not None]
            self._step(min(max(min(turns, default=WAIT) - monotonic(), 0.01), WAIT))

    def _has_work(self, soon: float) -> bool:
        """Tell whether anything is under way or due, or a file is being written that will soon be whole."""
        now = monotonic()
        asking = self._errands.under_way > 0 or self._errands.is_any_due(now)
        return asking or any(turn <= now + soon for turn in self._folder_turns.values())

    def _step(self, seconds: float) -> None:
        """Send out what is due, and put on the record what comes back within some time."""
        self._health.beat("poller")
        for address in [address for address, turn in self._folder_turns.items() if turn <= monotonic()]:
            self._look_into(self._sources[address])
        while self._errands.under_way < MOST_UNDER_WAY and (errand := self._errands.next(monotonic())) is not None:
            self._send_out(errand)
        self._record(self._come_back(seconds))
        if monotonic() > self._measured + MEASURED_SECONDS:
            self._measure()

    def _measure(self) -> None:
        """Say how the sources are, for whoever keeps the watch running."""
        self._measured = monotonic()
        failing, most, missing = in_vain(self._case.tables)
        for name, value in (("failing", failing), ("failures_in_a_row", most), ("wanted", missing), ("sources", len(self._sources))):
            self._health.set(name, value)

    def _send_out(self, errand: Errand) -> None:
        """Hand an errand to a thread. They are daemons, so that nobody waits for a slow server when the watch is to end."""
        if self._threads < min(THREADS, self._errands.under_way):
            self._threads += 1
            Thread(target=self._run, name="ask", daemon=True).start()
        self._sent.put(errand)

    def _run(self) -> None:
        while (errand := self._sent.get()) is not None:
            self._heard.put(self._asker.ask(errand))

    def _come_back(self, seconds: float) -> list[Heard]:
        """Wait for one answer, and take with it whatever else is there by then."""
        back: list[Heard] = []
        size = 0
        try:
            one = self._heard.get(timeout=seconds) if seconds else self._heard.get_nowait()
            while True:
                if one is None:
                    self._folder_turns = dict.fromkeys(self._folder_turns, 0.0)
                else:
                    back.append(one)
                    size += len(one.answer.data or b"") if one.answer else 0
                if len(back) >= BATCH or size >= BATCH_BYTES:
                    return back
                one = self._heard.get_nowait()
        except Empty:
            return back

    def _record(self, back: Iterable[Heard]) -> None:
        polls: list[Poll] = []
        originals: list[bytes] = []
        pages: set[str] = set()
        errands = []
        for one in back:
            poll = self._judge(one, pages)
            pages.update(poll.found)
            if poll.received and one.answer and one.answer.data is not None:
                originals.append(one.answer.data)
            polls.append(poll)
            errands.append((one.errand, one.pause))
        if polls:
            self._note(polls, originals)
        for (errand, pause), poll in zip(errands, polls, strict=True):
            self._errands.done(errand, monotonic(), pause)
            self._go_on(errand, poll)

    def _judge(self, one: Heard, pages: Collection[str]) -> Poll:
        """Say what became of an errand; `pages` are addresses that others found a moment ago."""
        errand, answer = one.errand, one.answer
        if answer is None:
            return refused_by_robots(errand.source, errand.known, one.closed_by or Robots(), one.at, tool=TOOL)
        return heard(
            errand.source,
            errand.known,
            answer,
            one.at,
            tool=TOOL,
            is_known=lambda address: address in pages or is_known(self._case.tables, address),
            receipt=lambda: receipt_of(errand.address, answer, self._tools.by, one.at),
        )

    def _go_on(self, errand: Errand, poll: Poll) -> None:
        """Put in line what follows from a poll: the pages that it found, and the next time."""
        if poll.problem and not (errand.known.last and errand.known.last.problem == poll.problem):
            self._handover.say(poll.problem)
        now = self._tools.clock()
        for address in poll.found:
            self._line_up_page(errand.source, Asked(address, errand.source.address, WatchedKind.PAGE), now)
        known = asked(self._case.tables, errand.address)
        if known is None:
            return
        if errand.address == errand.source.address:
            self._line_up_source(errand.source, known, now)
        else:
            self._line_up_page(errand.source, known, now)

    def _look_into(self, source: Watched) -> None:
        """Take what is new in a folder; one in which a file is still being written is looked into again soon."""
        for polls, originals in self._folders.polls(source):
            for problem in (poll.problem for poll in polls if poll.problem):
                self._handover.say(problem)
            self._note(polls, originals)
        self._folder_turns[source.address] = monotonic() + (SETTLED_SECONDS if self._folders.unsettled else source.every)

    def _note(self, polls: Sequence[Poll], originals: Sequence[bytes], sources: Sequence[Watched] = ()) -> None:
        with self._handover.first():
            note_polls(self._case, polls, sources, originals, self._tools)
        for poll in polls:
            self._health.count("polls", outcome=poll.outcome.value)
            if poll.problem:
                self._health.count("problems", code=poll.problem.code)

    def _lay_down(self) -> None:
        """Put on the record what is kept watch on from now on, why, and who answers for it."""
        before = {source.address: source for source in watched(self._case.tables)}
        new = [source for source in self._watching.sources if before.get(source.address) != source]
        if new:
            self._note((), (), new)

    def _line_up(self) -> None:
        now = self._tools.clock()
        for source in self._watching.sources:
            known = asked(self._case.tables, source.address) or _unknown(source)
            if known.last and known.last.problem and known.last.problem.code == REFUSED_ADDRESS:
                known = replace(known, asked=0)  # its host may have been allowed since
            self._line_up_source(source, known, now)
        for known in wanted(self._case.tables):
            source_of = self._sources.get(known.watched)
            if source_of is not None:
                self._line_up_page(source_of, known, now)
        for source in self._watching.sources:
            for known in asked_again(self._case.tables, source):
                self._line_up_page(source, known, now)

    def _line_up_source(self, source: Watched, known: Asked, now: datetime) -> None:
        if source.kind is WatchedKind.FOLDER:
            self._folder_turns[source.address] = 0.0  # looking costs nobody anything, and somebody may just have put a file there
        else:
            wait = due_at(source, known if known.asked else None, now) - now
            self._errands.add(Errand(source.address, source, known), monotonic() + wait.total_seconds())

    def _line_up_page(self, source: Watched, known: Asked, now: datetime) -> None:
        due = page_due_at(source, known, now)
        if due is not None:
            self._errands.add(Errand(known.address, source, known), monotonic() + (due - now).total_seconds())


def _unknown(source: Watched) -> Asked:
    return Asked(source.address, source.address, source.kind)
