"""What the server holds for as long as it runs: the case folder, how it was started, and open cases for its threads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, LifoQueue

from closewatch.desk.web.door import Person, Role
from closewatch.ledger.case import Case, open_case


@dataclass(frozen=True)
class Start:
    """How the desk was started: the case, where it listens, and who sits at it where nobody has to log in."""

    folder: Path
    by: str
    host: str = "127.0.0.1"
    port: int = 8765


class Desk:
    """One running desk. Cases are opened as they are needed and handed from one thread to the next, never used by two at once."""

    def __init__(self, start: Start) -> None:
        self.start = start
        self._idle: LifoQueue[Case] = LifoQueue()
        with self.case() as case:
            self.title = title_of(case)

    @property
    def keeper(self) -> Person:
        """Who sits at the desk where nobody has to log in."""
        return Person(self.start.by, Role.KEEPER)

    @contextmanager
    def case(self) -> Iterator[Case]:
        """Lend an open case."""
        try:
            case = self._idle.get_nowait()
        except Empty:
            case = open_case(self.start.folder)
        try:
            yield case
        finally:
            self._idle.put(case)

    def close(self) -> None:
        """Close what is open."""
        while True:
            try:
                self._idle.get_nowait().store.close()
            except Empty:
                return


def title_of(case: Case) -> str:
    """Give the title that a case was made with."""
    return str(case.store.entry(1).body.get("title", ""))
