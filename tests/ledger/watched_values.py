"""Polls, alerts and deliveries made by hand, for tests that need no network."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from closewatch.ledger.bodies import alerts_body, delivery_body, polls_body
from closewatch.ledger.case import Case
from closewatch.terms.alert import Alert, AlertKind, Delivery
from closewatch.terms.capture import Capture
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.ref import digest_of
from closewatch.terms.report import Excerpt
from closewatch.terms.watch import Poll, PollOutcome, Watched, WatchedKind

AT = datetime(2025, 1, 13, 9, tzinfo=UTC)
FEED = "https://wire.example/feed.xml"
PAGE = "https://wire.example/2025/harbour"
SOURCE = Watched(FEED, every=900, why="official counts", person="reviewer-1")


def receipt(data: bytes, source: str = PAGE, at: datetime = AT) -> Capture:
    return Capture(digest_of(data), len(data), "text/plain", source, at, "person:watcher", "closewatch test")


def poll(address: str, outcome: PollOutcome, hours: int = 0, *, data: bytes | None = None, found: tuple[str, ...] = ()) -> Poll:
    at = AT + timedelta(hours=hours)
    made = Poll(
        address, FEED, WatchedKind.FEED if address == FEED else WatchedKind.PAGE, at, outcome, "closewatch test",
        410 if outcome is PollOutcome.GONE else 200, notes=(("etag", f'"{hours}"'),), found=found,
    )  # fmt: skip
    return made if data is None else replace(made, digest=digest_of(data), size=len(data), received=receipt(data, address, at))


def record_polls(case: Case, polls: list[Poll], *originals: bytes, sources: tuple[Watched, ...] = ()) -> int:
    entries = case.record(originals, (Draft(EntryKind.POLL, "person:watcher", AT, polls_body(polls, sources)),))
    return entries[0].seq


def record_alerts(case: Case, alerts: list[Alert], until: int) -> int:
    return case.record((), (Draft(EntryKind.ALERT, "notice:1", AT, alerts_body(alerts, until)),))[0].seq


def record_delivery(case: Case, channel: str, *alerts: str, message: str = "al:m") -> int:
    body = delivery_body(Delivery(channel, message, alerts))
    return case.record((), (Draft(EntryKind.DELIVERY, "person:watcher", AT, body),))[0].seq


def alert_on(report: str, text: str, *about: str, words: str = "A figure moved", end: int = 8) -> Alert:
    return Alert(AlertKind.FIGURE_MOVED, about or (report,), words, proof=(Excerpt(report, 0, end, text[:end]),), reports=(report,))
