"""How alerts, watched sources and polls stand in the lists of `closewatch show`: as rows and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from closewatch.ledger.case import Case
from closewatch.ledger.views.alert_pages import Told, told_of
from closewatch.ledger.views.narrowing import Wanted
from closewatch.ledger.views.watch_lists import alerts_listed, polls_listed, watched_listed
from closewatch.ledger.views.watch_state import ListedPoll
from closewatch.publish.shapes import Shape, alert_shape, poll_shape, watched_shape
from closewatch.terms.alert import Noted
from closewatch.terms.watch import Asked, Watched

ALERT_COLUMNS = ("id", "noticed", "kind", "what moved", "question", "told")
WATCHED_COLUMNS = ("address", "kind", "every", "take", "person", "why", "last asked", "outcome")
POLL_COLUMNS = ("poll", "asked", "address", "outcome", "status", "received", "found", "problem")


@dataclass(frozen=True)
class ListedAlert:
    """An alert on the record, and who was told of it."""

    noted: Noted
    told: tuple[Told, ...]


def alerts_asked(case: Case, wanted: Wanted) -> Iterator[ListedAlert]:
    """Look up alerts, in the order of the record."""
    for noted in alerts_listed(case.tables, wanted):
        identity = noted.alert.id
        yield ListedAlert(noted, told_of(case.tables, [identity]).get(identity, ()))


def alert_row(listed: ListedAlert) -> tuple[str, ...]:
    """Give an alert as a row."""
    alert = listed.noted.alert
    told = ", ".join(one.channel for one in listed.told) or "nobody yet"
    return (alert.id, listed.noted.at, alert.kind.value, alert.words, alert.wording, told)


def alert_shown(listed: ListedAlert) -> tuple[str, ...]:
    """Give an alert as a row that a terminal has room for."""
    identity, at, kind, words, _, told = alert_row(listed)
    return (identity, to_the_minute(at), kind, words, told)


def to_the_minute(at: str) -> str:
    """Say a time of the record as a person reads it, in UTC.

    >>> to_the_minute("2024-12-19T05:21:19.507785Z")
    '2024-12-19 05:21'
    """
    return at[:16].replace("T", " ")


def alert_listed_shape(listed: ListedAlert) -> Shape:
    """Give an alert with who was told of it, by which entry and when."""
    told = [{"channel": one.channel, "entry": one.seq, "at": one.at} for one in listed.told]
    return {**alert_shape(listed.noted), "told": told}


def watched_asked(case: Case, wanted: Wanted) -> Iterator[tuple[Watched, Asked | None]]:
    """Look up watched sources, each with how it stands."""
    return watched_listed(case.tables, wanted)


def watched_row(listed: tuple[Watched, Asked | None]) -> tuple[str, ...]:
    """Give a watched source as a row."""
    source, known = listed
    last = known.last if known else None
    stands = (last.asked_at.isoformat(), last.outcome.value) if last else ("", "not asked yet")
    return (source.address, source.kind.value, every_words(source.every), source.takes.value, source.person, source.why, *stands)


def watched_shown(listed: tuple[Watched, Asked | None]) -> tuple[str, ...]:
    """Give a watched source as a row that a terminal has room for."""
    address, kind, every, _, person, why, at, outcome = watched_row(listed)
    return (address, kind, every, person, why, to_the_minute(at), outcome)


def every_words(seconds: int) -> str:
    """Say a rhythm in the largest unit that fits.

    >>> every_words(1800), every_words(86400), every_words(3600), every_words(90)
    ('30 min', '1 d', '1 h', '90 s')
    """
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds and seconds % size == 0:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def watched_listed_shape(listed: tuple[Watched, Asked | None]) -> Shape:
    """Give a watched source with how often it was asked, how often in a row in vain, and what it gave last."""
    source, known = listed
    last = known.last if known else None
    stands = {"at": last.asked_at.isoformat(), "outcome": last.outcome.value, "status": last.status} if last else None
    return {**watched_shape(source), "asked": known.asked if known else 0, "failures": known.failures if known else 0, "last": stands}


def polls_asked(case: Case, wanted: Wanted) -> Iterator[ListedPoll]:
    """Look up polls, in the order of the record."""
    return polls_listed(case.tables, wanted)


def poll_row(listed: ListedPoll) -> tuple[str, ...]:
    """Give a poll as a row."""
    poll = listed.poll
    received = "" if poll.received is None else poll.received.id if listed.taken else f"{poll.received.id} (not read yet)"
    problem = f"{poll.problem.code}: {poll.problem.message}" if poll.problem else ""
    status, found = str(poll.status or ""), str(len(poll.found) or "")
    return (f"{listed.seq}.{listed.place}", poll.asked_at.isoformat(), poll.address, poll.outcome.value, status, received, found, problem)


def poll_shown(listed: ListedPoll) -> tuple[str, ...]:
    """Give a poll as a row that a terminal has room for."""
    place, at, address, outcome, _, _, found, problem = poll_row(listed)
    return (place, to_the_minute(at), address, outcome, found, problem)


def poll_listed_shape(listed: ListedPoll) -> Shape:
    """Give a poll under its place on the record, and whether what it received was taken in."""
    taken = listed.taken if listed.poll.received else None
    return {"poll": f"{listed.seq}.{listed.place}", **poll_shape(listed.poll, listed.seq), "taken_in": taken}
