"""What is dear to work out and holds for a while: kept in memory with the state of the case for which it was worked out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

Made = TypeVar("Made")

MOST = 64
"""How many things are kept: those asked for last."""


class Kept:
    """Things worked out from a case, by name; any thread may ask."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._things: OrderedDict[str, tuple[str, Any]] = OrderedDict()
        self._lock = Lock()

    def get(self, state: str, name: str, make: Callable[[], Made]) -> Made:
        """Give what was made under a name in this state of the case (the head of its journal, or the edition of its looks), or make it."""
        with self._lock:
            found = self._things.get(name)
            if found and found[0] == state:
                self._things.move_to_end(name)
                kept: Made = found[1]
                return kept
        made = make()
        with self._lock:
            self._things[name] = (state, made)
            self._things.move_to_end(name)
            while len(self._things) > self._most:
                self._things.popitem(last=False)
        return made
