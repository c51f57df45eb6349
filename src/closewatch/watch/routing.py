"""Which alerts a channel is told now: whether a rule sends them there, at once or in a digest, outside of quiet hours.

A pure decision from the time and what is on the record. What is decided again after a crash is decided in the same way: which alerts go
into one message hangs on when they were noticed and never on when somebody tried to send it, so a message sent again has the same id.
How a message is written is known to `digest`, how it is sent to the channels.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from itertools import groupby
from zoneinfo import ZoneInfo

from closewatch.terms.alert import Alert, AlertKind, Noted
from closewatch.terms.claim import QuestionKey
from closewatch.terms.figure import Range
from closewatch.watch.digest import compose
from closewatch.watch.facts import Facts, facts_of
from closewatch.watch.message import Message
from closewatch.watch.settings import AlertRule, ChannelKind, ChannelSettings, HowOften, QuietHours, Watching

MOST_SINGLE = 10
"""How many alerts a person is told one by one within `WINDOW`; more come together in a digest (ours: what one still reads)."""

WINDOW = timedelta(minutes=10)
"""For how long alerts beyond `MOST_SINGLE` are put together."""

MOST_IN_DIGEST = 100
"""Alerts of one digest; more are parted into several."""

LATE_DAYS = 2
"""From which day on after that on which they were noticed alerts come in a digest of their day: a channel that could not be told for long,
or that is new, does not get hundreds of messages."""

_FOR_PEOPLE = (ChannelKind.MAIL, ChannelKind.WEBHOOK)
"""Channels where each message calls on somebody; the others are lists, in which a message of many alerts is one line each."""

_URGENCY = (HowOften.AT_ONCE, HowOften.DAILY, HowOften.WEEKLY)
_PERIOD = {HowOften.DAILY: timedelta(days=1), HowOften.WEEKLY: timedelta(days=7)}


def messages_due(
    watching: Watching, channel: ChannelSettings, untold: Sequence[Noted], now: datetime, tables: sqlite3.Connection, title: str = ""
) -> tuple[Message, ...]:
    """Give the messages that a channel is due now, the first noticed first; `untold` are the alerts it was not told yet."""
    if not untold or is_quiet(watching, now):
        return ()
    facts = facts_of(tables, channel.name, title)
    return tuple(
        compose(batch.alerts, now, watching.link, facts, batch.heading, watching.zone)
        for batch in batches_due(watching, channel, untold, now, facts)
    )


@dataclass(frozen=True)
class Batch:
    """Alerts that go into one message; `heading` is what a digest of them is called."""

    alerts: tuple[Noted, ...]
    heading: str


def batches_due(watching: Watching, channel: ChannelSettings, untold: Sequence[Noted], now: datetime, facts: Facts) -> tuple[Batch, ...]:
    """Give the alerts of each message that a channel is due now."""
    if is_quiet(watching, now):
        return ()
    by_rhythm: dict[HowOften, list[Noted]] = {rhythm: [] for rhythm in HowOften}
    for noted in untold:
        rhythm = rhythm_of(watching.rules, channel.name, noted.alert, facts.key_of)
        if rhythm is not None:
            by_rhythm[rhythm].append(noted)
    at_once = by_rhythm[HowOften.AT_ONCE]
    made = [*_one_by_one(watching, at_once, now, facts.told)] if channel.kind in _FOR_PEOPLE else [*_parted(at_once, "Alerts")]
    for rhythm, heading in ((HowOften.DAILY, "Daily digest"), (HowOften.WEEKLY, "Weekly digest")):
        due = [(slot, noted) for noted in by_rhythm[rhythm] if (slot := _digest_slot(watching, rhythm, noted, now)) <= now]
        for _, group in groupby(sorted(due, key=lambda one: (one[0], one[1].seq)), key=lambda one: one[0]):
            made += _parted([noted for _, noted in group], heading)
    return tuple(sorted(made, key=lambda batch: batch.alerts[0].seq))


def rhythm_of(rules: Iterable[AlertRule], channel: str, alert: Alert, key_of: Callable[[str], QuestionKey | None]) -> HowOften | None:
    """Say how often a channel is told of an alert: the most urgent of the rules that send it there; None where none does."""
    found = {rule.how_often for rule in rules if channel in (rule.to or (channel,)) and _is_meant(rule, alert, key_of)}
    return next((rhythm for rhythm in _URGENCY if rhythm in found), None)


def _is_meant(rule: AlertRule, alert: Alert, key_of: Callable[[str], QuestionKey | None]) -> bool:
    if rule.kinds and alert.kind not in rule.kinds:
        return False
    if rule.questions and alert.question not in rule.questions:
        return False
    if rule.measures or rule.places or rule.populations:
        key = key_of(alert.question) if alert.question else None
        if key is None:
            return False
        asked = ((rule.measures, key.measure), (rule.places, key.place_country), (rule.populations, key.population_country))
        if not all(not wanted or found in wanted for wanted, found in asked):
            return False
    return rule.least is None or alert.kind is not AlertKind.FIGURE_MOVED or _moved_enough(rule.least, rule.least_is_share, alert)


def _moved_enough(least: Decimal, is_share: bool, alert: Alert) -> bool:
    """Tell whether a figure moved by as much as a rule wants; what cannot be measured is told."""
    moved = move(alert.was, alert.now)
    if moved is None:
        return True
    by, was = moved
    return by >= least * abs(was) if is_share else by >= least


def move(was: Range | None, now: Range | None) -> tuple[Decimal, Decimal] | None:
    """Say by how much a figure moved, and from what: the end of the amounts that moved most; None where no two ends can be compared.

    >>> amounts = Range(low=Decimal(300), best=Decimal(300), high=Decimal(300)), Range(low=Decimal(350), open_high=True)
    >>> move(*amounts)
    (Decimal('50'), Decimal('300'))
    """
    if was is None or now is None:
        return None
    ends = ((was.low, now.low), (was.best, now.best), (was.high, now.high))
    moves = [(abs(after - before), before) for before, after in ends if before is not None and after is not None]
    return max(moves, default=None)


def is_quiet(watching: Watching, now: datetime) -> bool:
    """Tell whether a time lies in the quiet hours, by the clock on the wall."""
    quiet = watching.quiet_hours
    local = now.astimezone(ZoneInfo(watching.zone))
    return quiet is not None and _within(quiet, local.hour * 60 + local.minute)


def _within(quiet: QuietHours, minute: int) -> bool:
    if quiet.start <= quiet.end:
        return quiet.start <= minute < quiet.end
    return minute >= quiet.start or minute < quiet.end


def next_at(after: datetime, minute: int, zone: str, weekday: int | None = None) -> datetime:
    """Give the first time after one at which the clock on a wall shows a minute of the day, on a weekday (Monday is 0) where one is wanted.

    A minute that is skipped when clocks go forward is taken where they go on; one that comes twice is taken the first time.

    >>> next_at(datetime(2026, 3, 28, 12, tzinfo=UTC), 2 * 60 + 30, "Europe/Berlin").isoformat()
    '2026-03-29T01:30:00+00:00'
    """
    day = after.astimezone(ZoneInfo(zone)).date()
    while True:
        at = datetime.combine(day, time(minute // 60, minute % 60), ZoneInfo(zone)).astimezone(UTC)
        if at > after and weekday in (None, day.weekday()):
            return at
        day += timedelta(days=1)


def _digest_slot(watching: Watching, rhythm: HowOften, noted: Noted, now: datetime) -> datetime:
    """Say when the digest that an alert belongs to is due; at once where a clock that went wrong would make it wait for longer than one."""
    weekday = watching.digest_day if rhythm is HowOften.WEEKLY else None
    slot = next_at(noticed_at(noted), watching.digest_at, watching.zone, weekday)
    return slot if slot - now <= _PERIOD[rhythm] + timedelta(hours=1) else now


def noticed_at(noted: Noted) -> datetime:
    """Give the time at which an alert went on the record, in UTC."""
    at = datetime.fromisoformat(noted.at)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _one_by_one(watching: Watching, untold: Sequence[Noted], now: datetime, told_last: Callable[[], Sequence[Noted]]) -> Iterator[Batch]:
    """Part alerts that are told at once: one by one while they are few, together where they came together or are of long ago."""
    if not untold:
        return
    today, told = now.astimezone(ZoneInfo(watching.zone)).date(), told_last()
    groups: dict[_Group, list[Noted]] = {}
    for noted in untold:
        groups.setdefault(_group_of(noted, watching, today), []).append(noted)
    told_in = Counter(_group_of(noted, watching, today) for noted in told)
    singles = Counter(map(_window, told))
    held: dict[int, list[Noted]] = {}
    for group, members in groups.items():
        why, window = group[0], _window(members[0])
        if why is _Why.LATE or len(members) + told_in[group] > MOST_SINGLE:
            yield from _parted(members, "Alerts not told before" if why is _Why.LATE else "Alerts")
        elif why is _Why.QUIET or (singles[window] + len(members) <= MOST_SINGLE and window not in held):
            singles[window] += len(members) if why is _Why.ENTRY else 0
            yield from (Batch((noted,), "Alerts") for noted in members)
        else:
            held.setdefault(window, []).extend(members)
    for window, members in held.items():
        begins = datetime.fromtimestamp(window * WINDOW.total_seconds(), UTC)
        if not begins <= now < begins + WINDOW:  # the window is over, or the clock was put back
            yield from _parted(members, "Alerts")


class _Why(Enum):
    """Why alerts belong together: they are of one day of long ago, of the same quiet hours, or of one entry."""

    LATE = "late"
    QUIET = "quiet"
    ENTRY = "entry"


_Group = tuple[_Why, object]


def _group_of(noted: Noted, watching: Watching, today: date) -> _Group:
    at = noticed_at(noted)
    day = at.astimezone(ZoneInfo(watching.zone)).date()
    if day + timedelta(days=LATE_DAYS) <= today:
        return _Why.LATE, day
    if watching.quiet_hours and is_quiet(watching, at):
        return _Why.QUIET, next_at(at, watching.quiet_hours.end, watching.zone)
    return _Why.ENTRY, noted.seq


def _window(noted: Noted) -> int:
    return int(noticed_at(noted).timestamp() // WINDOW.total_seconds())


def _parted(noted: Sequence[Noted], heading: str) -> Iterator[Batch]:
    for start in range(0, len(noted), MOST_IN_DIGEST):
        yield Batch(tuple(noted[start : start + MOST_IN_DIGEST]), heading)
