"""Looks names up within a time: the system's resolver cannot be told to hurry, so it is asked by a thread beside.

The threads stay for the next name, because starting one for each would cost a third of a short request; one that hangs is left alone and
comes back when it is done. Which addresses may be used is known to `addresses`.
"""

from __future__ import annotations

import os
import threading
from queue import Empty, SimpleQueue

from closewatch.capture.addresses import Resolver

_Found = tuple[str, ...]
_Wish = tuple[Resolver, str, int, "SimpleQueue[_Found]"]


class Lookups:
    """The threads that look names up, as many as were ever needed at once."""

    def __init__(self) -> None:
        self._idle: list[SimpleQueue[_Wish]] = []
        # Threads do not go with a process that is forked.
        os.register_at_fork(after_in_child=self._idle.clear)

    def addresses(self, resolver: Resolver, host: str, port: int, seconds: float) -> _Found | None:
        """Give the addresses of a host, best first; an empty tuple where it has none, None where time was up before.

        >>> Lookups().addresses(lambda host, port: ("192.0.2.1",), "news.example", 80, 5)
        ('192.0.2.1',)
        """
        found: SimpleQueue[_Found] = SimpleQueue()
        try:
            wishes = self._idle.pop()
        except IndexError:
            wishes = SimpleQueue()
            threading.Thread(target=self._serve, args=(wishes,), daemon=True).start()
        wishes.put((resolver, host, port, found))
        try:
            return found.get(timeout=seconds)
        except Empty:
            return None

    def _serve(self, wishes: SimpleQueue[_Wish]) -> None:
        while True:
            resolver, host, port, found = wishes.get()
            addresses: _Found = ()
            try:
                addresses = resolver(host, port)
            except Exception:  # a name that cannot be looked up, for whatever reason, has no addresses; the thread must stay
                addresses = ()
            self._idle.append(wishes)
            found.put(addresses)
