"""In which order things stand in the columns of a graph, so that few lines cross: each is put at the mean place of those it is tied to.

The barycentre method of Sugiyama, Tagawa and Toda (1981), swept there and back a fixed number of times; the best order seen is kept.
Ties are parted by the order given, so that the same graph always looks the same.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

K = TypeVar("K", bound=Hashable)

SWEEPS = 6


def settle(columns: Sequence[Sequence[K]], edges: Mapping[tuple[K, K], int]) -> list[list[K]]:
    """Order the columns of a graph whose edges run from one column to the next, weighed by their number.

    >>> settle([["a", "b"], ["x", "y"]], {("a", "y"): 1, ("b", "x"): 1})
    [['a', 'b'], ['y', 'x']]
    """
    current = [list(column) for column in columns]
    best, fewest = [list(column) for column in current], crossings(current, edges)
    forward: dict[K, list[tuple[K, int]]] = {}
    backward: dict[K, list[tuple[K, int]]] = {}
    for (left, right), weight in edges.items():
        forward.setdefault(left, []).append((right, weight))
        backward.setdefault(right, []).append((left, weight))
    for sweep in range(SWEEPS):
        if not fewest:
            break
        down = sweep % 2 == 0
        order = range(1, len(current)) if down else range(len(current) - 2, -1, -1)
        for number in order:
            beside = current[number - 1 if down else number + 1]
            current[number] = _by_mean(current[number], beside, backward if down else forward)
        found = crossings(current, edges)
        if found < fewest:
            best, fewest = [list(column) for column in current], found
    return best


def settle_two(lefts: Sequence[K], rights: Sequence[K], edges: Mapping[tuple[K, K], int]) -> tuple[list[K], list[K]]:
    """Order the two sides of a graph."""
    sided = {((0, left), (1, right)): weight for (left, right), weight in edges.items()}
    first, second = settle([[(0, key) for key in lefts], [(1, key) for key in rights]], sided)
    return [key for _, key in first], [key for _, key in second]


def _by_mean(column: Sequence[K], beside: Sequence[K], ties: Mapping[K, Sequence[tuple[K, int]]]) -> list[K]:
    places = {key: place for place, key in enumerate(beside)}
    means = {}
    for place, key in enumerate(column):
        near = [(places[other], weight) for other, weight in ties.get(key, ()) if other in places]
        means[key] = sum(at * weight for at, weight in near) / sum(weight for _, weight in near) if near else float(place)
    return sorted(column, key=lambda key: means[key])  # a stable sort keeps the order given among equals


def crossings(columns: Sequence[Sequence[K]], edges: Mapping[tuple[K, K], int]) -> int:
    """Count how many pairs of lines cross between each two neighbouring columns."""
    total = 0
    for left, right in pairwise(columns):
        first, second = ({key: place for place, key in enumerate(column)} for column in (left, right))
        ends = sorted((first[one], second[other]) for one, other in edges if one in first and other in second)
        seen: list[int] = []
        for _, end in ends:
            total += len(seen) - bisect_left(seen, end + 1)
            insort(seen, end)
    return total
