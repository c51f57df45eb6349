"""When a watched source is asked again, and when a page that it lists: by its rhythm, later after failures, never all at once.

Pure reckoning from what is known of an address. A time that has passed means at once, so that a missed poll is caught up.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from closewatch.terms.watch import Asked, Poll, PollOutcome, Watched
from closewatch.watch.robots import robots_refusal

JITTER = 0.1
"""The share of a wait by which it is made longer or shorter, so that sources with one rhythm do not come at one time."""

LONGEST_WAIT = timedelta(hours=24)
"""How far failures in a row stretch a wait; a source whose own rhythm is slower keeps it."""

LONGEST_REFUSAL = timedelta(days=7)
"""How long a server may ask not to be asked again (Retry-After); RFC 9110, 10.2.3 sets no limit."""

AFTER_FAILURES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480, 1440, 1440, 1440, 1440))
"""The waits of a listed page that could not be had, after the first failure, the second, and so on; then it is given up."""

_GONE_LIMIT = 3
_DOUBLINGS_LIMIT = 20


def due_at(source: Watched, known: Asked | None, now: datetime) -> datetime:
    """Tell when a source is to be asked: now where it never was, else after its rhythm, which failures in a row double up to a day.

    What the server asked for with Retry-After holds, for a week at most. A last poll that lies in the future was written by a clock that
    went wrong, so that the source is due now.

    >>> from datetime import UTC
    >>> due_at(Watched("https://gazette.example/feed.xml"), None, datetime(2024, 11, 24, tzinfo=UTC)).isoformat()
    '2024-11-24T00:00:00+00:00'
    """
    if known is None or known.last is None:
        return now
    rhythm = timedelta(seconds=source.every)
    if known.last.asked_at > now + rhythm * JITTER:
        return now
    doubled = rhythm * 2 ** min(known.failures, _DOUBLINGS_LIMIT)
    return _after(known, min(doubled, max(LONGEST_WAIT, rhythm)))


def page_due_at(source: Watched, known: Asked, now: datetime) -> datetime | None:
    """Tell when an address that a source lists is to be asked; None where that is over.

    At once first, then, until it comes, after 1 minute, 5, 30, 2 hours, 8 hours and daily; it is given up after ten failures, where it was
    not there three times, or where its robots.txt closes it, which falls with a decision not to follow that here. A page that came is asked
    for again when its source says so. A list that a list points to (a sitemap of a sitemap index) has the rhythm of its source.
    """
    last = known.last
    if last is None:
        return now
    if known.got and known.failures == 0:
        return _again_at(source, known, last, now)
    if known.digest is not None and not known.got:
        return due_at(source, known, now)
    is_closed = last.problem == robots_refusal(known.address)
    if is_closed and not source.robots:
        return now
    is_gone = last.outcome == PollOutcome.GONE and known.failures >= _GONE_LIMIT
    if is_gone or is_closed or known.failures > len(AFTER_FAILURES):
        return _again_at(source, known, last, now)
    wait = AFTER_FAILURES[max(known.failures, 1) - 1]
    return now if last.asked_at > now + wait else _after(known, wait)


def _again_at(source: Watched, known: Asked, last: Poll, now: datetime) -> datetime | None:
    """When a page that once came is asked for again, to see whether it was changed; several times that were missed are one."""
    if known.got_at is None:
        return None
    for seconds in source.again:
        wait = timedelta(seconds=seconds)
        if known.got_at + wait > last.asked_at:
            return now if known.got_at > now + wait else known.got_at + wait
    return None


def _after(known: Asked, wait: timedelta) -> datetime:
    """The time of the last poll and a wait, give or take; never before the time that the server asked for."""
    assert known.last is not None
    asked_at = known.last.asked_at
    due = asked_at + wait * (1 + JITTER * _sway(known))
    if known.last.not_before is None:
        return due
    return max(due, min(known.last.not_before, asked_at + LONGEST_REFUSAL))


def _sway(known: Asked) -> float:
    """A number between -1 and 1 that is the same whenever it is asked for, and another for each address and each poll."""
    drawn = sha256(f"{known.address}\n{known.asked}".encode("utf-8", "replace")).digest()
    return int.from_bytes(drawn[:4]) / 2**31 - 1
