"""Which answers of a question are worth comparing: those that `compare` could hold against each other, found without trying every pair.

A question of a large case has thousands of answers, most of them about days of their own. Leaving a pair out here only saves time; what is
given is still judged by `compare`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter

from closewatch.ledger.views.compare import LONGEST_EVENT, PASSING, SAME_EVENT, WEEK, Held

Pair = tuple[Held, Held]
"""Two answers of different claims and origins that do not touch, the smaller amount first."""


def pairs_worth_comparing(answers: Iterable[Held]) -> Iterator[Pair]:
    """Give the pairs of answers that may be held against each other."""
    groups: dict[object, list[Held]] = defaultdict(list)
    for one in answers:
        groups["rate" if one.is_rate else one.scope].append(one)
    return chain.from_iterable(found for scope, group in groups.items() for found in _of_one_scope(scope, group))


def _of_one_scope(scope: object, group: Sequence[Held]) -> Iterator[Iterator[Pair]]:
    if scope in PASSING:
        yield from _of_their_days(group)
    elif scope == "rate":
        yield _all(group)
    else:
        yield _all([one for one in group if one.last is not None])
        yield _near([one for one in group if one.last is None and one.told is not None], lambda one: one.told or 0, WEEK)


def _of_their_days(group: Sequence[Held]) -> Iterator[Iterator[Pair]]:
    """Pair what is counted for its own days: a long time with the very same time, a short one with what lies beside it."""
    long: dict[tuple[int | None, int | None], list[Held]] = defaultdict(list)
    days: list[Held] = []
    spans: list[Held] = []
    for one in group:
        if one.last is None or one.first is None or one.days > LONGEST_EVENT:
            long[one.first, one.last].append(one)
        else:
            (days if one.days == 1 else spans).append(one)
    long.pop((None, None), None)  # an event of no known day is like no other
    yield from (_all(same) for same in long.values())
    yield _near(days, lambda one: one.first or 0, SAME_EVENT)
    yield _near(spans, lambda one: one.first or 0, LONGEST_EVENT + SAME_EVENT)
    yield _days_in_spans(days, spans)


def _days_in_spans(days: Iterable[Held], spans: Iterable[Held]) -> Iterator[Pair]:
    by_day: dict[int, list[Held]] = defaultdict(list)
    for day in days:
        by_day[day.first or 0].append(day)
    for span in spans:
        for place in range((span.first or 0) - SAME_EVENT, (span.last or 0) + SAME_EVENT + 1):
            yield from _pairs(span, by_day.get(place, ()))


def _near(group: Sequence[Held], day: Callable[[Held], int], days: int) -> Iterator[Pair]:
    """Pair what lies at most so many days apart."""
    by_day: dict[int, list[Held]] = defaultdict(list)
    for later in sorted(group, key=day):
        for back in range(days + 1):
            yield from _pairs(later, by_day.get(day(later) - back, ()))
        by_day[day(later)].append(later)


def _pairs(one: Held, others: Iterable[Held]) -> list[Pair]:
    """Pair one answer with others that it does not touch and that are neither its origin's nor its claim's."""
    least, most, actor, claim = one.least, one.most, one.actor, one.claim
    found = []
    for other in others:
        if other.actor != actor and other.claim != claim:
            if most < other.least:
                found.append((one, other))
            elif other.most < least:
                found.append((other, one))
    return found


def _all(group: Sequence[Held]) -> Iterator[Pair]:
    """Pair all that do not touch."""
    ordered = sorted(group, key=attrgetter("most"))
    for right in sorted(group, key=attrgetter("least")):
        least, actor, claim = right.least, right.actor, right.claim
        for left in ordered:
            if left.most >= least:
                break
            if left.actor != actor and left.claim != claim:
                yield left, right
