"""Which address is asked next: one request at a time for each host, with a pause between two, the longest due first.

Times are seconds of a clock that never goes back; what is due when is decided by `watch.schedule`.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from urllib.parse import urlsplit

from closewatch.terms.watch import Asked, Watched


@dataclass(frozen=True)
class Errand:
    """One address to be asked, what is known of it, and the watched source because of which."""

    address: str
    source: Watched
    known: Asked

    @property
    def host(self) -> str:
        """Whom a request goes to: host and port; the path itself for a folder."""
        return urlsplit(self.address).netloc.lower() or self.address


class Errands:
    """Errands in line, host by host."""

    def __init__(self, pause: float) -> None:
        self.pause = pause
        self._lines: dict[str, list[tuple[float, int, Errand]]] = {}
        self._turns: list[tuple[float, str]] = []
        self._free_at: dict[str, float] = {}
        self._busy: set[str] = set()
        self._in_line: set[str] = set()
        self._numbers = count()

    def __len__(self) -> int:
        """Count those in line; those under way are not."""
        return len(self._in_line)

    @property
    def under_way(self) -> int:
        """How many hosts are being asked."""
        return len(self._busy)

    def add(self, errand: Errand, due: float) -> None:
        """Put an errand in line; an address that is there already keeps its place."""
        if errand.address in self._in_line:
            return
        self._in_line.add(errand.address)
        heappush(self._lines.setdefault(errand.host, []), (due, next(self._numbers), errand))
        self._take_turn(errand.host)

    def next(self, now: float) -> Errand | None:
        """Give the next errand whose time has come and whose host is free; it is under way until it is `done`."""
        while self._turns and self._turns[0][0] <= now:
            _, host = heappop(self._turns)
            line = self._lines.get(host)
            if host in self._busy or not line:
                continue
            if line[0][0] > now or self._free_at.get(host, now) > now:
                self._take_turn(host)
                continue
            _, _, errand = heappop(line)
            self._in_line.discard(errand.address)
            self._busy.add(host)
            return errand
        return None

    def done(self, errand: Errand, now: float, pause: float = 0.0) -> None:
        """Note that an errand is over; its host is asked again after the pause, the longer one where it wants one itself."""
        host = errand.host
        self._busy.discard(host)
        self._free_at[host] = now + max(self.pause, pause)
        if self._lines.get(host):
            self._take_turn(host)
        else:
            self._lines.pop(host, None)

    def due(self) -> float | None:
        """Say when the next errand in line may be asked, whoever is being asked now; None where there is none."""
        return self._turns[0][0] if self._turns else None

    def is_any_due(self, now: float) -> bool:
        """Tell whether any errand's time has come, be it that its host is not free yet."""
        return any(line[0][0] <= now for line in self._lines.values() if line)

    def _take_turn(self, host: str) -> None:
        if host not in self._busy:
            heappush(self._turns, (max(self._lines[host][0][0], self._free_at.get(host, 0.0)), host))
