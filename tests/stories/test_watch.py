"""The sample case as a watch sees it: its reports appear by date in feeds, on pages and in a folder, and people are told what moved.

What has to be told is tests/watch/sample_alerts.txt, the list that noticing is tested with: the same reports, read from files one by one.
The web and the folder are real, and so are the polls; only the clock is ours.
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from time import time
from urllib.parse import urlsplit

import pytest

from closewatch.capture.ask import Way
from closewatch.capture.limits import Limits
from closewatch.desk.line import Tools
from closewatch.desk.watching.watch import Watch
from closewatch.ledger.case import Case, create_case, open_case
from closewatch.ledger.verify import verify
from closewatch.ledger.views.watching import alerts, polls, wanted
from closewatch.terms.alert import Alert, AlertKind
from closewatch.terms.watch import PollOutcome, Watched, WatchedKind
from closewatch.watch.channels.channel import Means
from closewatch.watch.settings import ChannelKind, ChannelSettings, Watching
from tests.watch.test_notice import CORRECTED, LIST, RECALLING, RECALLS, SAMPLE, Moved, by_date, listed, published
from tests.watched_pages import RSS, Entry, page, rss
from tests.watched_troubles import PASSING, Plan, Trouble
from tests.watched_web import WatchedWeb

BY = "person:tester"
PLAIN = "text/plain; charset=utf-8"
ROUNDS = 12
"""How often at most the watch is run until one report is there: after faults it asks again, later each time."""


@dataclass
class Published:
    """What stands in the web and in the folder so far, and what is kept watch on."""

    web: WatchedWeb
    inbox: Path
    pages: frozenset[str]
    entries: defaultdict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))

    def put(self, name: str, data: bytes) -> None:
        """Publish one report where its outlet publishes: on a page that changes, behind a new entry of a feed, or as a file."""
        address = address_in(data)
        if not address:
            path = self.inbox / name
            path.write_bytes(data)
            os.utime(path, (time() - 60, time() - 60))
            return
        self.web.put(address, data, PLAIN)
        if address not in self.pages:
            host = urlsplit(f"http://{address}").netloc
            self.entries[host].insert(0, Entry(self.web.at(address), name, id=name))
            self.web.put(f"{host}/feed.xml", rss(host, self.entries[host]), RSS)


def address_in(data: bytes) -> str:
    """Give host and path of the address that a report states; empty where it is to come as a file."""
    head = data.decode().partition("\n\n")[0]
    stated = next((line[5:].strip() for line in head.splitlines() if line.lower().startswith("url: ")), "")
    return stated.removeprefix("https://")


def reports_by_date() -> Iterator[tuple[str, bytes]]:
    """Give name and bytes of each report, by date; last the page that is changed and the late report that only recalls."""
    for path in by_date(SAMPLE):
        yield path.name, path.read_bytes()
    changed = (SAMPLE / "45-two-thousand.txt").read_text("utf-8")
    yield CORRECTED, changed.replace("About 2,000", "About 1,800").replace("about 2,000", "about 1,800").encode()
    yield RECALLING, RECALLS.encode()


def sources_for(web: WatchedWeb, reports: list[tuple[str, bytes]]) -> tuple[tuple[Watched, ...], frozenset[str]]:
    """Watch each address that is published at twice as a page, the feeds of all other outlets, and the folder."""
    addresses = Counter(address_in(data) for _, data in reports)
    pages = frozenset(address for address, count in addresses.items() if address and count > 1)
    hosts = sorted({urlsplit(f"http://{address}").netloc for address in addresses if address and address not in pages})
    about = {"why": "the case", "person": "reviewer-1", "every": 60}
    feeds = (Watched(web.put(f"{host}/feed.xml", rss(host, ()), RSS), **about) for host in hosts)  # type: ignore[arg-type]
    single = (Watched(web.at(address), WatchedKind.PAGE, **about) for address in sorted(pages))  # type: ignore[arg-type]
    return (*feeds, *single, Watched("inbox", WatchedKind.FOLDER, **about)), pages  # type: ignore[arg-type]


def told_story(folder: Path, web: WatchedWeb) -> list[Moved]:
    """Publish report after report, keep watch after each until it is read, and give what was told of each."""
    reports = list(reports_by_date())
    sources, pages = sources_for(web, reports)
    now = datetime(2024, 10, 1, tzinfo=UTC)
    create_case(folder, "Sample", BY, now).store.close()
    (folder / "inbox").mkdir()
    outside = Published(web, folder / "inbox", pages)
    # A page that nothing stands at yet is not gone: it never was there.
    channel = ChannelSettings("list", ChannelKind.FILE, {"path": "alerts.jsonl"})
    watching = Watching(sources=sources, pause=0, channels=(channel,))
    way = Way(limits=Limits(fetch_seconds=5), resolver=web.resolver)
    told = []
    for number, (name, data) in enumerate(reports, 1):
        outside.put(name, data)
        now = max(now, datetime.fromisoformat(published(data.decode())).replace(tzinfo=UTC))
        since = head_of(folder)
        for _ in range(ROUNDS):
            now += timedelta(hours=1)
            tools = Tools(by=BY, clock=lambda at=now: at)  # type: ignore[misc]
            hosts = frozenset(web.hosts)
            Watch(folder, watching, replace(way, allowed_hosts=hosts), Means(folder), tools).once(Event())
            if report_count(folder) == number:
                break
        assert report_count(folder) == number, f"{name} did not come"
        with open_case(folder) as case:
            told.append(Moved(name, since, case.head().seq, alerts_after(case, since)))
    return told


def head_of(folder: Path) -> int:
    with open_case(folder) as case:
        return case.head().seq


def report_count(folder: Path) -> int:
    with open_case(folder) as case:
        return int(case.tables.execute("SELECT count(*) FROM reports").fetchone()[0])


def alerts_after(case: Case, seq: int) -> tuple[Alert, ...]:
    return tuple(noted.alert for noted in alerts(case.tables, after=seq))


@pytest.mark.parametrize("plan", [None, Plan(7, 0.35, PASSING)], ids=["in peace", "with faults"])
def test_exactly_what_moved_is_told_once_and_in_order(plan: Plan | None, tmp_path: Path) -> None:
    folder = tmp_path / "case"
    with WatchedWeb(plan) as web:
        told = told_story(folder, web)
        assert max(one.at_once for one in web.seen) == 1, "one request at a time for each host"
    assert listed(told).splitlines() == LIST.read_text("utf-8").splitlines()
    kinds = {alert.kind for moved in told for alert in moved.alerts}
    assert kinds >= {AlertKind.ORIGIN_GAINED, AlertKind.FIGURE_MOVED, AlertKind.CONFLICT, AlertKind.DENIAL, AlertKind.REVERSAL}
    assert kinds >= {AlertKind.SILENT_CORRECTION, AlertKind.DRIFT}
    assert told[-1].file == RECALLING
    assert told[-1].alerts == (), "old figures recalled in the background are no news"
    lines = [json.loads(line) for line in (folder / "alerts.jsonl").read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == [alert.id for moved in told for alert in moved.alerts]
    with open_case(folder) as case:
        assert list(verify(case)) == []
        assert list(wanted(case.tables)) == []
        outcomes = {poll.outcome for _, poll in polls(case.tables, most=10_000)}
        assert (PollOutcome.FAILED in outcomes) == (plan is not None)


@pytest.mark.parametrize("trouble", list(Trouble))
def test_after_any_trouble_an_entry_is_taken_in_once(trouble: Trouble, tmp_path: Path) -> None:
    folder = tmp_path / "case"
    now = datetime(2025, 1, 1, tzinfo=UTC)
    create_case(folder, "Trouble", BY, now).store.close()
    with WatchedWeb() as web:
        entry = Entry(
            web.at("gazette.example/1"), "Losses", "The ministry said that 12 soldiers had been killed near Kursk on Monday.", now
        )
        web.put("gazette.example/1", page("The Gazette", entry))
        feed = web.put("gazette.example/feed.xml", rss("The Gazette", [entry]), RSS)
        web.trouble("gazette.example/feed.xml", trouble)
        web.trouble("gazette.example/1", trouble)
        web.trouble("gazette.example/robots.txt", trouble)
        watching = Watching(sources=(Watched(feed, every=60),), pause=0, channels=())
        way = Way(limits=Limits(fetch_seconds=1), resolver=web.resolver, allowed_hosts=web.hosts)
        for _ in range(ROUNDS):
            now += timedelta(days=1)
            Watch(folder, watching, way, Means(folder), Tools(by=BY, clock=lambda at=now: at)).once(Event())  # type: ignore[misc]
        asked = len(web.asked("gazette.example/1"))
    with open_case(folder) as case:
        found = case.tables.execute("SELECT headline FROM reports").fetchall()
        assert found == [("Losses",)]
        assert list(wanted(case.tables)) == []
        assert list(verify(case)) == []
    assert asked <= 3, "a page that came is not asked for again"


def polled(
    folder: Path, web: WatchedWeb, sources: tuple[Watched, ...], allowed: frozenset[str], now: datetime
) -> list[tuple[str, str, str]]:
    """Keep watch once; give path, outcome and problem of each poll of this round."""
    with open_case(folder) as case:
        since = case.head().seq
    way = Way(limits=Limits(fetch_seconds=2), resolver=web.resolver, allowed_hosts=allowed)
    Watch(folder, Watching(sources=sources, pause=0, channels=()), way, Means(folder), Tools(by=BY, clock=lambda: now)).once(Event())
    with open_case(folder) as case:
        found = [poll for seq, poll in polls(case.tables) if seq > since]
    return sorted((urlsplit(poll.address).path, poll.outcome.value, poll.problem.code if poll.problem else "") for poll in found)


def test_what_robots_txt_closes_is_never_asked_for_and_the_record_says_so(tmp_path: Path) -> None:
    folder, now = tmp_path / "case", datetime(2025, 1, 1, tzinfo=UTC)
    create_case(folder, "Robots", BY, now).store.close()
    with WatchedWeb() as web:
        web.put("gazette.example/robots.txt", "User-agent: *\nDisallow: /closed/\n", PLAIN)
        links = [web.put(f"gazette.example/{path}", page("G", Entry("", path, "It rained."))) for path in ("open", "closed/1")]
        feed = Watched(web.put("gazette.example/feed.xml", rss("G", [Entry(link, link) for link in links]), RSS))
        found = polled(folder, web, (feed,), web.hosts, now)
        assert ("/closed/1", "refused", "watch.robots-refused") in found
        assert ("/open", "new", "") in found
        assert web.asked("gazette.example/closed/1") == ()
        own = replace(feed, robots=False, why="official statements that stand nowhere else")
        assert ("/closed/1", "new", "") in polled(folder, web, (own,), web.hosts, now + timedelta(days=1))


def test_what_leads_to_this_machine_is_refused_unless_its_host_is_allowed_by_name(tmp_path: Path) -> None:
    folder, now = tmp_path / "case", datetime(2025, 1, 1, tzinfo=UTC)
    create_case(folder, "Inside", BY, now).store.close()
    with WatchedWeb() as web:
        inside = Watched(web.put("inside.example/page", "inside"), WatchedKind.PAGE, every=60)
        led = Watched(web.put("gazette.example/led", "elsewhere"), WatchedKind.PAGE, every=60)
        moves = Watched(web.put("moves.example/page", "one place today"), WatchedKind.PAGE, every=60)
        web.trouble("gazette.example/led", Trouble.TO_LINK_LOCAL, always=True)
        allowed = frozenset({"gazette.example", "moves.example"})
        found = polled(folder, web, (inside, led, moves), allowed, now)
        assert ("/page", "refused", "fetch.refused-address") in found
        assert ("/led", "refused", "fetch.refused-address") in found
        assert ("/page", "new", "") in found
        web.pointed["moves.example"] = ("169.254.169.254",)
        after = polled(folder, web, (moves,), frozenset(), now + timedelta(days=1))
        assert after == [("/page", "refused", "fetch.refused-address")], "a name that was public once may lead inside tomorrow"
        assert web.asked("inside.example/page") == ()
