"""What a watch would have put on the record of the sample case: its alerts, a delivery, and polls of sources that fare differently."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from closewatch.desk.line import Tools, note_alerts, note_delivery, note_polls, now
from closewatch.ledger.case import open_case
from closewatch.terms.alert import Delivery
from closewatch.terms.trouble import Problem
from closewatch.terms.watch import Poll, PollOutcome, Watched, WatchedKind
from closewatch.watch.noticing.notice import notice

SETTINGS = """
[[feeds]]
address = "https://gazette.example/news/feed.xml"
every = "15 minutes"
why = "official casualty statements, daily at noon"
person = "reviewer-1"

[[feeds]]
address = "https://meridian.example/sitemap.xml"
kind = "sitemap"

[[feeds]]
address = "https://fenland.example/a/very/long/address/of/one/single/page/that/is/looked/at/again/and/again?edition=international&page=1"
kind = "page"
every = "6 hours"
why = "was changed silently before"
person = "anna"

[[feeds]]
folder = "inbox"
every = "1 minute"
"""


def watch_sample(folder: Path) -> None:
    """Say what is watched in a case that has been read, notice what moved in it, and tell one channel of some of it."""
    path = folder / "case.toml"
    kept = "".join(line for line in path.read_text("utf-8").splitlines(keepends=True) if not line.startswith("feeds ="))
    path.write_text(kept + SETTINGS, "utf-8")
    at = now()
    feed, listing, _ = (line.split('"')[1] for line in SETTINGS.splitlines() if line.startswith("address"))
    page = feed.replace("feed.xml", "one")
    refused = Problem("watch.robots", "wanted leave to ask, found that robots.txt of gazette.example refuses /news/private", f"{page}/2")
    failed = Problem("fetch.failed", "wanted an answer within 30 seconds, found none", listing)
    polls = (
        Poll(
            feed,
            feed,
            WatchedKind.FEED,
            at - timedelta(hours=1),
            PollOutcome.NEW,
            "closewatch",
            200,
            found=(page, f"{page}/2", f"{page}/3"),
        ),
        Poll(feed, feed, WatchedKind.FEED, at - timedelta(minutes=9), PollOutcome.UNCHANGED, "closewatch", 304),
        Poll(f"{page}/2", feed, WatchedKind.PAGE, at - timedelta(minutes=8), PollOutcome.REFUSED, "closewatch", problem=refused),
        Poll(listing, listing, WatchedKind.SITEMAP, at - timedelta(minutes=5), PollOutcome.FAILED, "closewatch", problem=failed),
    )
    with open_case(folder) as case:
        until = case.head().seq
        note_polls(case, polls, (Watched(feed, every=900), Watched(listing, WatchedKind.SITEMAP)), (), Tools(by="watch", clock=now))
        found = note_alerts(case, notice(case, 0, until), until, Tools(by="watch", clock=now))
        told = tuple(alert.id for alert in found[: len(found) // 2])
        note_delivery(case, Delivery("team", "dg:1", told), Tools(by="watch", clock=now))
