"""The whole watch: who asks, who reads behind and who tells, over one case, once or until somebody ends it.

Each of the three has a connection to the ledger of its own and remembers nothing that is not in it, so that it does not matter when one of
them, or the process, is stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread, current_thread

from closewatch.capture.ask import Way
from closewatch.desk.line import Tools
from closewatch.desk.watching.folders import wake_on_change
from closewatch.desk.watching.handover import Handover
from closewatch.desk.watching.health import Health
from closewatch.desk.watching.messenger import Messenger
from closewatch.desk.watching.poller import Poller
from closewatch.desk.watching.reader import ReadBehind
from closewatch.ledger.case import Case, open_case
from closewatch.terms.alert import Alert
from closewatch.terms.watch import WatchedKind
from closewatch.watch.channels.channel import Means
from closewatch.watch.settings import Watching

LOOK_SECONDS = 10.0
"""How often it is looked whether it is over."""

LAST_SECONDS = 10.0
"""How long the loops may take to come to an end."""


@dataclass(frozen=True)
class Watch:
    """What one case is kept watch on with: its settings, how addresses are asked, what channels work with, and the tools of the line."""

    folder: Path
    watching: Watching
    way: Way
    means: Means
    tools: Tools
    health: Health = field(default_factory=Health)
    handover: Handover = field(default_factory=Handover)

    def once(self, stop: Event) -> tuple[Alert, ...]:
        """Ask what is due, take in what came, tell who is to be told, and come back with what moved."""
        with open_case(self.folder) as case:
            reader = self._reader(case)
            with closing(self._poller(case)) as poller:
                poller.poll_all_due(stop)
            moved = reader.read_all(stop)
            self._messenger(case).tell_all(stop)
            return moved

    def for_ever(self, stop: Event, is_over: Callable[[], bool] = lambda: False) -> None:
        """Keep watch until somebody wants it to end, or `is_over` says so. Raises: what ended one of the three."""
        moved = Event()
        ended: list[BaseException] = []
        loops = {
            "poller": lambda case: self._poll(case, stop),
            "reader": lambda case: self._reader(case).read_for_ever(stop, moved),
            "messenger": lambda case: self._messenger(case).tell_for_ever(stop, moved),
        }
        threads = [Thread(target=self._run, args=(work, stop, ended), name=name, daemon=True) for name, work in loops.items()]
        for thread in threads:
            thread.start()
        try:
            while not stop.wait(LOOK_SECONDS) and not is_over():
                pass
        finally:
            stop.set()
            self.handover.came.set()
            moved.set()
            for thread in threads:
                thread.join(LAST_SECONDS)
        if ended:
            raise ended[0]

    def _run(self, work: Callable[[Case], None], stop: Event, ended: list[BaseException]) -> None:
        try:
            with open_case(self.folder) as case:
                work(case)
            self.health.ended(current_thread().name)
        except BaseException as error:  # handed to the thread that a person can see
            ended.append(error)
        finally:
            stop.set()

    def _poll(self, case: Case, stop: Event) -> None:
        with closing(self._poller(case)) as poller:
            if self.folders:
                Thread(target=wake_on_change, args=(self.folders, stop, poller.wake), name="folders", daemon=True).start()
            poller.poll_for_ever(stop)

    def _poller(self, case: Case) -> Poller:
        return Poller(case, self.watching, self.way, self.tools, self.health, self.handover)

    def _messenger(self, case: Case) -> Messenger:
        return Messenger(case, self.watching, self.means, self.tools, self.health, self.handover)

    def _reader(self, case: Case) -> ReadBehind:
        return ReadBehind(case, self.tools, self.health, self.handover, self.watching.quiet_days)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that are kept watch on."""
        return tuple(self.folder / source.address for source in self.watching.sources if source.kind is WatchedKind.FOLDER)
