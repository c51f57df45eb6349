"""One page of a list that goes on: its items, and the words under which the next and the page before are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from closewatch.ledger.views.lists import Wanted

Group = TypeVar("Group")

BETWEEN = "~"
"""Parts the key of a group from that of the item within it."""


@dataclass(frozen=True)
class Part:
    """Some items of a list in its order; `next` and `previous` are what `after` and `before` have to be, None at the ends.

    `unsearched` where there may be more although no item was found: looking on takes another page; `note` is for people.
    """

    items: tuple[Any, ...]
    next: str | None = None
    previous: str | None = None
    unsearched: bool = False
    note: str = ""


def part_of(found: Sequence[Any], wanted: Wanted, limit: int, key: Callable[[Any], str] = lambda value: str(value.id)) -> Part:
    """Make a page of what was found when one item more was asked for than fits."""
    more = len(found) > limit
    if wanted.before is not None:
        items = tuple(found[-limit:])
        return Part(items, key(items[-1]) if items else None, key(items[0]) if more else None)
    items = tuple(found[:limit])
    return Part(items, key(items[-1]) if more else None, key(items[0]) if items and wanted.after is not None else None)


@dataclass(frozen=True)
class Groups:
    """What a list is made of whose items are put together group by group, such as the claims of one question after the other.

    `start(key, backwards)` gives the groups after (or before) that of a key, its own first. What one page looks at weighs `most` together,
    or is one group alone.
    """

    start: Callable[[str | None, bool], Iterator[Any]]
    key: Callable[[Any], str]
    items: Callable[[Any], Sequence[Any]]
    weight: Callable[[Any], int]
    most: int


def part_of_groups(groups: Groups, wanted: Wanted, limit: int) -> Part:
    """Make a page of the items of groups, however few each has; it ends where enough groups were looked at."""
    backwards = wanted.before is not None
    cursor = wanted.before if backwards else wanted.after
    at, _, within = (cursor or "").partition(BETWEEN)
    found: list[tuple[str, Any]] = []
    stopped_at = _look_at(groups, (at or None, within), backwards, limit, found)
    whole = found[:limit]
    last = _cursor(whole[-1]) if len(found) > limit else stopped_at
    items = tuple(item for _, item in (reversed(whole) if backwards else whole))
    first = (_cursor(whole[0]) if whole else cursor) if cursor else None
    return Part(items, first if backwards else last, last if backwards else first, unsearched=last is not None and not items)


def _look_at(groups: Groups, start: tuple[str | None, str], backwards: bool, limit: int, found: list[tuple[str, Any]]) -> str | None:
    """Gather items until there is one more than fits; gives the group after which enough was looked at, None where that was all."""
    (at, within), weight, last = start, 0, None
    for group in groups.start(at, backwards):
        key = groups.key(group)
        weight += groups.weight(group)
        if last not in (None, at) and weight > groups.most:
            return last
        items = list(groups.items(group))
        if backwards:
            items.reverse()
        if key == at:  # what was shown of it already, or all of it, is passed over
            places = [place for place, item in enumerate(items) if item.id == within]
            items = items[places[0] + 1 :] if places else []
        found += [(key, item) for item in items]
        last = key
        if len(found) > limit:
            break
    return None


def _cursor(one: tuple[str, Any]) -> str:
    return f"{one[0]}{BETWEEN}{one[1].id}"
