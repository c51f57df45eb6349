"""What passes between those who ask and those who read: that something came, and who writes first. What comes from outside goes
on the record before what is read behind, which can wait.

Without it the one who reads would take the ledger again the moment it lets go of it, and the one who asks would wait for most of its time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

MOST_SECONDS = 2.0
"""The longest time that the one who reads makes way for one transaction."""


class Handover:
    """Shared by the loops of one watch; `came` is set whenever there is something to read.

    >>> handover = Handover()
    >>> with handover.first():
    ...     handover.wanted
    True
    >>> handover.make_way()
    """

    def __init__(self) -> None:
        self.came = Event()
        self._nobody = Event()
        self._nobody.set()

    @property
    def wanted(self) -> bool:
        """Whether somebody wants to write first."""
        return not self._nobody.is_set()

    @contextmanager
    def first(self) -> Iterator[None]:
        """Write first, for as long as this lasts."""
        self._nobody.clear()
        try:
            yield
            self.came.set()
        finally:
            self._nobody.set()

    def make_way(self) -> None:
        """Wait while somebody wants to write first."""
        self._nobody.wait(MOST_SECONDS)
