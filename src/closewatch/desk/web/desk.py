"""What the server holds for as long as it runs: the case folder, how it was started, open cases for its threads, the desk's own file, and
what is being taken in.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, LifoQueue

from closewatch.capture.limits import Limits
from closewatch.desk.line import Tools
from closewatch.desk.sources import tools_for
from closewatch.desk.titles import title_of
from closewatch.desk.web.desk_file import DeskFile
from closewatch.desk.web.disputes.digests import Digests
from closewatch.desk.web.disputes.kept_questions import KeptQuestions
from closewatch.desk.web.door import Person, Role
from closewatch.desk.web.entry.accounts import has_accounts
from closewatch.desk.web.entry.hosts import is_loopback
from closewatch.desk.web.entry.passwords import Passwords
from closewatch.desk.web.reading.originals import Originals
from closewatch.desk.web.reviewing.in_line import Lines
from closewatch.desk.web.works import Works
from closewatch.ledger.case import Case, open_case
from closewatch.terms.trouble import CaseError

CACHE = 16 * 1024
"""Kilobytes of the ledger that an open case keeps in memory. With the 2 MB of SQLite a page of a large case reads most of it anew."""


@dataclass(frozen=True)
class Start:
    """How the desk was started: the case, where it listens, and who sits at it where nobody has to log in.

    `behind` is the name of a proxy with HTTPS that stands in front of it, if any.
    """

    folder: Path
    by: str
    host: str = "127.0.0.1"
    port: int = 8765
    behind: str = ""


class Desk:
    """One running desk. Cases are opened as they are needed and handed from one thread to the next, never used by two at once."""

    def __init__(
        self,
        start: Start,
        *,
        clock: Callable[[], float] = time.time,
        passwords: Passwords | None = None,
        tools: Callable[[str], AbstractContextManager[Tools]] = tools_for,
        limits: Limits = Limits(),
    ) -> None:
        """Open a desk. Raises: CaseError where there is no case, or other machines could come in and nobody has an account."""
        self.start, self.clock, self.limits = start, clock, limits
        self.passwords = passwords or Passwords()
        self._idle: LifoQueue[Case] = LifoQueue()
        with self.case() as case:
            self.title = title_of(case)
        try:
            self.file = DeskFile(start.folder)
        except CaseError:
            self._close_cases()
            raise
        self.digests = Digests(self.case, self.file)
        self.lines = Lines(self.case)
        self.questions = KeptQuestions()
        self.works = Works(start.folder, tools, limits, clock)
        self.originals = Originals()
        if self.is_reached_from_outside and not has_accounts(self.file):
            self.close()
            found = f"none; make one with: closewatch account {start.folder} NAME --role keeper"
            raise CaseError(f"wanted an account before other machines may come in, found {found}")

    @property
    def keeper(self) -> Person:
        """Who sits at the desk where nobody has to log in."""
        return Person(self.start.by, Role.KEEPER)

    @property
    def is_reached_from_outside(self) -> bool:
        """Whether other machines reach it, so that everybody logs in."""
        return bool(self.start.behind) or not is_loopback(self.start.host)

    @contextmanager
    def case(self) -> Iterator[Case]:
        """Lend an open case."""
        try:
            case = self._idle.get_nowait()
        except Empty:
            case = open_case(self.start.folder)
            case.tables.execute(f"PRAGMA cache_size = -{CACHE}")
        try:
            yield case
        finally:
            self._idle.put(case)

    def close(self) -> None:
        """Stop what is being taken in, and close what is open."""
        self.works.close()
        self.digests.close()
        self.lines.wait()
        self.originals.close()
        self._close_cases()
        self.file.close()

    def _close_cases(self) -> None:
        while True:
            try:
                self._idle.get_nowait().store.close()
            except Empty:
                return
