"""Room on a chart: which part of it is taken, and the nearest free place for the next mark.

Knows boxes alone. Marks are given out in the order of asking, so that the same marks asked for in the same order stand in the same places.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """What a mark takes up: `left` and `right` counted from its own x, `top` and `bottom` on the chart."""

    left: float
    top: float
    right: float
    bottom: float


class Places:
    """The boxes that are taken so far."""

    def __init__(self) -> None:
        self._taken: list[Box] = []

    def take(self, wanted: float, box: Box, edges: tuple[float, float], aside: float) -> float | None:
        """Give the x nearest to the one wanted at which nothing else stands, and take it; None where that is too far aside.

        >>> places = Places()
        >>> box = Box(-5, 0, 5, 10)
        >>> [places.take(50, box, (0, 100), 20) for _ in range(4)]
        [50, 60, 40, 70]
        """
        least, most = edges[0] - box.left, edges[1] - box.right
        start = min(max(wanted, least), max(most, least))
        ends = self._blocked_around(start, box)
        if ends is None:
            x: float | None = start
        else:
            near = [end for end in (ends[1], ends[0]) if least <= end <= most and abs(end - start) <= aside]
            x = min(near, key=lambda end: abs(end - start), default=None)
        if x is not None:
            self._taken.append(Box(x + box.left, box.top, x + box.right, box.bottom))
        return x

    def _blocked_around(self, start: float, box: Box) -> tuple[float, float] | None:
        """Give the whole stretch around an x that is taken for such a box; None where it is free."""
        stretch: tuple[float, float] | None = None
        for left, right in sorted(
            (other.left - box.right, other.right - box.left) for other in self._taken if other.top < box.bottom and box.top < other.bottom
        ):
            if stretch and left < stretch[1]:
                stretch = (stretch[0], max(stretch[1], right))
            elif stretch and stretch[0] < start < stretch[1]:
                break
            else:
                stretch = (left, right)
        return stretch if stretch and stretch[0] < start < stretch[1] else None
