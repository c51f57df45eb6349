"""Asks one address, if its robots.txt allows it, and says what came. Runs in threads; one host is never asked by two of them at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic

from closewatch.capture.ask import Way, ask
from closewatch.capture.tool import TOOL
from closewatch.desk.watching.errands import Errand
from closewatch.terms.trouble import Problem
from closewatch.terms.watch import Answer, WatchedKind
from closewatch.watch.robots import Robots, robots_address, robots_from

LIST_BYTES = 8 * 2**20
"""The largest feed or sitemap that is read; all of it is held in memory at once, several times over."""

PRODUCT = TOOL.split()[0]
"""Under which name robots.txt speaks of us (RFC 9309, 2.2.1)."""


@dataclass(frozen=True)
class Heard:
    """What came of an errand, and when it was asked; no answer where the address was not asked because of a robots.txt.

    `pause` is the time in seconds that the host wants between two requests.
    """

    errand: Errand
    at: datetime
    answer: Answer | None
    closed_by: Robots | None = None
    pause: float = 0.0


class Asker:
    """Asks, and remembers what each host allows for a day."""

    def __init__(self, way: Way, clock: Callable[[], datetime]) -> None:
        self._way, self._clock = way, clock
        self._way_to_lists = replace(way, limits=replace(way.limits, fetch_bytes=min(way.limits.fetch_bytes, LIST_BYTES)))
        self._robots: dict[str, tuple[float, Robots]] = {}

    def ask(self, errand: Errand) -> Heard:
        """Run one errand. Never raises for what the network does."""
        at = self._clock()
        try:
            robots = self._robots_for(errand) if errand.source.robots else None
            if robots is not None and not robots.allows(errand.address, PRODUCT):
                return Heard(errand, at, None, robots)
            way = self._way if errand.known.kind is WatchedKind.PAGE else self._way_to_lists
            answer = ask(errand.address, way, etag=errand.known.etag, modified=errand.known.modified)
        except Exception as error:  # a thread that ends in a traceback would be an errand that never comes back
            message = f"wanted an answer, found {type(error).__name__}: {str(error)[:200]}"
            return Heard(errand, at, Answer(errand.address, problem=Problem("fetch.failed", message, errand.address)))
        followed = "allows it" if robots is not None else "not followed, as a person decided"
        pause = robots.crawl_delay(PRODUCT) if robots is not None else None
        return Heard(errand, at, replace(answer, notes=(*answer.notes, ("robots.txt", followed))), None, pause or 0.0)

    def _robots_for(self, errand: Errand) -> Robots:
        address = robots_address(errand.address)
        until, robots = self._robots.get(address, (0.0, None))
        if robots is None or until < monotonic():
            robots = robots_from(ask(address, self._way_to_lists))
            self._robots[address] = (monotonic() + robots.good_for, robots)
        return robots
