"""Clusters of mentions and how well one set of them agrees with another: B3, and the share that goes to the right cluster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping


class Joined:
    """Things that were joined pair by pair, each in one cluster named by one of its things."""

    def __init__(self) -> None:
        self._parents: dict[Hashable, Hashable] = {}

    def of(self, thing: Hashable) -> Hashable:
        """Give the name of the cluster that a thing is in; one that was never joined is alone.

        >>> joined = Joined()
        >>> joined.join("a", "b")
        >>> joined.of("a") == joined.of("b") != joined.of("c")
        True
        """
        root = thing
        while (parent := self._parents.get(root, root)) != root:
            root = parent
        self._parents[thing] = root
        return root

    def join(self, one: Hashable, other: Hashable) -> None:
        """Make one cluster of two."""
        self._parents[self.of(one)] = self.of(other)


def b_cubed(wanted: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> tuple[float, float, float]:
    """Give precision, recall and F1 of B3 in per cent (Bagga and Baldwin 1998) over the mentions that both have.

    >>> b_cubed({"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 1, "c": 1})
    (55.55555555555556, 100.0, 71.42857142857143)
    """
    shared = wanted.keys() & found.keys()
    left, right = (Counter(side[mention] for mention in shared) for side in (wanted, found))
    both = Counter((wanted[mention], found[mention]) for mention in shared)
    right_here = [(count, count / right[have], count / left[want]) for (want, have), count in both.items()]
    precision = 100 * sum(count * share for count, share, _ in right_here) / max(1, len(shared))
    recall = 100 * sum(count * share for count, _, share in right_here) / max(1, len(shared))
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def right_ones(wanted: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> set[str]:
    """Give the mentions that are in the cluster that stands for theirs: each wanted cluster and each found one stand for one at most."""
    both = Counter((wanted[mention], found[mention]) for mention in wanted.keys() & found.keys())
    stands: dict[Hashable, Hashable] = {}
    taken: set[Hashable] = set()
    for (want, have), _ in sorted(both.items(), key=lambda item: (-item[1], str(item[0]))):
        if want not in stands and have not in taken:
            stands[want] = have
            taken.add(have)
    return {mention for mention in wanted.keys() & found.keys() if stands.get(wanted[mention]) == found[mention]}


def rates(wanted: Mapping[str, Hashable], found: Mapping[str, Hashable], of: Iterable[str]) -> str:
    """Write the right ones over all that are wanted and over those that were found, and B3 (precision, recall, F1) over those found."""
    every = set(of)
    asked = {mention: wanted[mention] for mention in every}
    precision, recall, f1 = b_cubed(asked, found)
    right = len(right_ones(asked, found))
    of_all, of_found = (100 * right / max(1, count) for count in (len(every), len(asked.keys() & found.keys())))
    return f"{right:5} of {len(every):5} {of_all:6.1f} %, of found {of_found:5.1f} %   B3 {precision:5.1f} {recall:5.1f} {f1:5.1f}"
