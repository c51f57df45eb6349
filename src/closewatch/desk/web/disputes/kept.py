"""What is dear to work out and holds for a while: kept in memory with the state of the case for which it was worked out.

What was cheap, and has not been asked for lately, goes first. Everything here is told by a question or a list; nothing here is evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from time import thread_time
from typing import Any, Generic, TypeVar

Made = TypeVar("Made")

MOST = 512
"""How many things are kept."""

MOST_SECONDS = 6.0
"""How many seconds of work are kept: a second makes about 12 MB, measured on questions of 50 to 500 answers."""


class Dear(Generic[Made]):
    """Things by name, each with the seconds of work that it cost; whoever uses it sees to it that one thread at a time does.

    A thing stays for as long as others do that cost as much: each time that one goes, all others are worth that much less ("greedy dual",
    N. Young, Algorithmica 11, 1994).

    >>> dear = Dear(most=2, seconds=9)
    >>> for name, seconds in (("dear", 3.0), ("cheap", 0.1), ("other", 0.2)): dear.put(name, name, seconds)
    >>> [dear.get(name) for name in ("dear", "cheap", "other")]
    ['dear', None, 'other']
    """

    def __init__(self, most: int = MOST, seconds: float = MOST_SECONDS) -> None:
        self._most, self._seconds = most, seconds
        self._things: dict[str, tuple[Made, float]] = {}
        self._worth: dict[str, float] = {}
        self._gone = self._kept = 0.0

    def get(self, name: str) -> Made | None:
        """Give what is kept under a name; None where nothing is."""
        found = self._things.get(name)
        if found is None:
            return None
        self._worth[name] = self._gone + found[1]
        return found[0]

    def put(self, name: str, made: Made, seconds: float) -> None:
        """Keep a thing in the place of what was under its name; it stays itself, however dear."""
        before = self._things.pop(name, None)
        self._kept += seconds - (before[1] if before else 0.0)
        self._things[name], self._worth[name] = (made, seconds), self._gone + seconds
        while len(self._things) > 1 and (len(self._things) > self._most or self._kept > self._seconds):
            least = min((one for one in self._things if one != name), key=self._worth.__getitem__)
            self._gone = max(self._gone, self._worth.pop(least))
            self._kept -= self._things.pop(least)[1]


class Kept:
    """Things worked out from a case, by name; any thread may ask."""

    def __init__(self, most: int = MOST, seconds: float = MOST_SECONDS) -> None:
        self._things: Dear[tuple[str, Any]] = Dear(most, seconds)
        self._lock = Lock()

    def get(self, state: str, name: str, make: Callable[[], Made]) -> Made:
        """Give what was made under a name in this state of the case (the head of its journal, or the edition of its looks), or make it."""
        with self._lock:
            found = self._things.get(name)
        if found and found[0] == state:
            kept: Made = found[1]
            return kept
        begun = thread_time()
        made = make()
        with self._lock:
            self._things.put(name, (state, made), thread_time() - begun)
        return made
