"""Work in turn: items are begun before the first is finished, and come back in the order in which they were given."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from closewatch.desk.work import Worked
from closewatch.desk.workers import Task, Workers

IN_FLIGHT_BYTES = 64 * 2**20
"""How many bytes of originals wait for workers at one time, so that a pile of large files does not fill the memory."""

Item = TypeVar("Item")


def in_turn(
    items: Iterable[Item], begin: Callable[[Item], Worked | Task[Worked]], size: Callable[[Item], int], workers: Workers
) -> Iterator[tuple[Item, Worked | Task[Worked]]]:
    """Begin work on items before the first is finished, and give them back in the order they came, whatever is ready first."""
    waiting: deque[tuple[Item, Worked | Task[Worked]]] = deque()
    for item in items:
        waiting.append((item, begin(item)))
        while len(waiting) > 3 * workers.count or sum(size(one) for one, _ in waiting) > IN_FLIGHT_BYTES:
            yield waiting.popleft()
    while waiting:
        yield waiting.popleft()
