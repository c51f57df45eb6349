"""What passes between those who ask, read and tell: that something came, who writes first, and what is wrong.

What comes from outside goes on the record before what is read behind, which can wait. Without that the one who reads would take the ledger
again the moment it lets go of it, and the one who asks would wait for most of its time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

from closewatch.terms.trouble import Problem

MOST_SECONDS = 2.0
"""The longest time that the one who reads makes way for one transaction."""


class Handover:
    """Shared by the loops of one watch; `came` is set whenever there is something to read, `say` tells whoever runs it of a new trouble.

    >>> handover = Handover()
    >>> with handover.first():
    ...     handover.wanted
    True
    >>> handover.make_way()
    """

    def __init__(self, say: Callable[[Problem], None] = lambda problem: None) -> None:
        self.say = say
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
