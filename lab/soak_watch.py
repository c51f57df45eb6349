"""Kills a watch at random instants while reports arrive and servers fail, and holds what is left against an undisturbed run.

    python lab/soak_watch.py --count 200 --seed 1

Reports of the sample case arrive one after the other: on pages that a feed lists, as entries of a feed, as files in a folder, and as ever
new versions of one page. A watch runs in a process of its own; after several starts for each report it is killed with kill -9 at a random
instant, and then goes on until the report is read and everybody is told. The web (tests/watched_web.py) and those who are told fail by a
seeded plan: errors, cut answers, circles; letters and messages that were kept though their receiver says that they were not. Each start
comes 35 minutes later by its own clock, so that what was put off is tried again. At the end the case verifies, has the reports and alerts
of a run that nobody disturbed, each once, and each channel was told of each alert in one message, however often that one came.
"""

from __future__ import annotations

import argparse
import base64
import json
import multiprocessing
import random
import re
import signal
import socket
import sqlite3
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.watched_pages import ATOM, RSS, Entry, atom, page, rss
from tests.watched_troubles import Plan
from tests.watched_web import WatchedWeb

from closewatch.ledger.case import create_case, open_case
from closewatch.ledger.verify import verify
from closewatch.ledger.views.watching import has_moved, noticed_until, received, untold

SAMPLE = Path(__file__).parents[1] / "src" / "closewatch" / "desk" / "sample" / "reports"
BY = "person:soak"
LATER = timedelta(minutes=35)
STEP = 0.05
PATIENCE = 2.5
"""Seconds after which a watch that is not done is taken to wait for something that it tries again later; longer each time."""
STARTS_FOR_ONE = 60
"""No report may need so many starts."""
CHANNELS = ("file", "hook", "mail", "list")
PAGE_VERSIONS = 4
"""Every so many reports one comes as a new version of the watched page."""


def keep_watch(folder: str, web_port: int, hook_port: int, mail_port: int, starts: int) -> None:
    """Keep watch on the case until somebody ends or kills it: what runs in the process that is killed."""
    from closewatch.desk.line import Tools
    from closewatch.desk.watching.opening import way_of
    from closewatch.desk.watching.watch import Watch
    from closewatch.terms.watch import Takes, Watched, WatchedKind
    from closewatch.watch.channels.channel import Means
    from closewatch.watch.settings import ChannelKind, ChannelSettings, Watching

    about = {"every": 1, "why": "a soak", "person": "soak"}
    at = f"example:{web_port}"
    sources = (
        Watched(f"http://gazette.{at}/feed.xml", **about),  # type: ignore[arg-type]
        Watched(f"http://wire.{at}/feed.xml", takes=Takes.ENTRIES, **about),  # type: ignore[arg-type]
        Watched(f"http://ministry.{at}/losses", WatchedKind.PAGE, **about),  # type: ignore[arg-type]
        Watched("inbox", WatchedKind.FOLDER, **about),  # type: ignore[arg-type]
    )
    mail = {"server": f"127.0.0.1:{mail_port}", "security": "none", "from": "watch@ngo.example", "to": ("desk@ngo.example",)}
    channels = (
        ChannelSettings("file", ChannelKind.FILE, {"path": "alerts.jsonl"}),
        ChannelSettings("hook", ChannelKind.WEBHOOK, {"address": f"http://127.0.0.1:{hook_port}/", "secret_file": "secret"}),
        ChannelSettings("mail", ChannelKind.MAIL, mail),
        ChannelSettings("list", ChannelKind.FEED, {"path": "alerts.xml"}),
    )
    hosts = frozenset({"gazette.example", "wire.example", "ministry.example"})
    watching = Watching(sources=sources, allowed_hosts=hosts, pause=0, channels=channels)
    way = replace(way_of(watching), resolver=lambda _host, _port: ("127.0.0.1",))
    later = LATER * starts
    tools = Tools(by=BY, clock=lambda: datetime.now(UTC) + later)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        Watch(Path(folder), watching, way, Means(Path(folder), clock=tools.clock), tools).for_ever(threading.Event())


@dataclass
class Receivers:
    """Those who are told: what came to the webhook and to the mail server, by the id of the message. They fail by a seed."""

    seed: int | None = None
    came: dict[str, dict[str, list[frozenset[str]]]] = field(default_factory=lambda: {name: defaultdict(list) for name in ("hook", "mail")})
    tries: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def keeps(self, channel: str, identity: str, words: str) -> tuple[bool, bool]:
        """Note what came; tell whether the receiver says that it has it, and whether it says anything at all."""
        self.tries[channel + identity] += 1
        dice = random.Random(f"{self.seed} {channel} {identity} {self.tries[channel + identity]}")
        fate = dice.random() if self.seed is not None and self.tries[channel + identity] < 3 else 1.0
        if fate >= 0.15:  # below that it was refused before it was kept
            self.came[channel][identity].append(frozenset(re.findall(r"al:[0-9a-f]{8,}", words)))
        return fate >= 0.3, not 0.2 < fate < 0.3


@contextmanager
def listening(receivers: Receivers) -> Iterator[tuple[int, int]]:
    """Run a receiver of webhooks and a mail server for as long as this lasts; gives their ports."""
    from email import message_from_bytes, policy

    from aiosmtpd.controller import Controller

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            assert self.headers["Idempotency-Key"] == self.headers["webhook-id"]
            ids = " ".join(one["id"] for one in json.loads(body)["data"]["alerts"])
            kept, says = receivers.keeps("hook", self.headers["webhook-id"], ids)
            if says:
                self.send_response(204 if kept else 503)
                self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    class Mail:
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
            letter = message_from_bytes(envelope.content, policy=policy.default)
            text = letter.get_body(("plain",))
            kept, _ = receivers.keeps("mail", letter["Message-ID"], text.get_content() if text else "")
            return "250 kept" if kept else "451 come again"

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": STEP}, daemon=True)
    thread.start()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]  # the mail server does not tell which one it got
    mail = Controller(Mail(), hostname="127.0.0.1", port=port)
    mail.start()
    try:
        yield server.server_address[1], port
    finally:
        mail.stop()
        server.shutdown()
        server.server_close()
        thread.join()


class Arrivals:
    """The reports, which arrive one after the other in four ways."""

    def __init__(self, web: WatchedWeb, inbox: Path) -> None:
        self._web, self._inbox = web, inbox
        self._listed: dict[str, list[Entry]] = {"gazette": [], "wire": []}
        inbox.mkdir()
        for outlet in self._listed:
            self._list(outlet)

    def arrive(self, number: int, path: Path) -> None:
        """Let one report arrive."""
        head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
        fields = dict(line.split(": ", 1) for line in head.splitlines())
        entry = Entry("", fields["Title"], text, datetime.fromisoformat(fields["Date"]).replace(tzinfo=UTC))
        way = number % PAGE_VERSIONS
        if way == 0:
            lost = f"The general staff said that {4000 + 100 * number:,} Russian soldiers had been killed near Kursk."
            self._web.put("ministry.example/losses", page("The Ministry", replace(entry, title="Losses near Kursk", text=lost)))
        elif way == 3:
            made = self._inbox / f".{path.name}"
            made.write_bytes(path.read_bytes())
            made.rename(self._inbox / path.name)
        else:
            outlet = "gazette" if way == 1 else "wire"
            entry = replace(entry, link=self._web.at(f"{outlet}.example/{number}"))
            self._web.put(entry.link, page(outlet.title(), entry))
            self._listed[outlet].insert(0, entry)
            self._list(outlet)

    def _list(self, outlet: str) -> None:
        if outlet == "gazette":
            self._web.put("gazette.example/feed.xml", rss("The Gazette", [replace(one, text="") for one in self._listed[outlet]]), RSS)
        else:
            self._web.put("wire.example/feed.xml", atom("The Wire", self._listed[outlet]), ATOM)


@dataclass
class Run:
    """One watch over one case: what it is told, how often it was started and killed."""

    folder: Path
    ports: tuple[int, int, int]
    starts: int = 0
    kills: int = 0
    process: Any = None

    def start(self) -> None:
        """Start the watch, where it does not run."""
        if self.process is None or not self.process.is_alive():
            # Forked by a server that has everything imported, so that the time before a kill is spent at work.
            self.process = _server().Process(target=keep_watch, args=(str(self.folder), *self.ports, self.starts))
            self.starts += 1
            self.process.start()

    def kill(self) -> None:
        """Kill it. Raises: SystemExit when it had ended by itself."""
        assert self.process is not None
        self.process.kill()
        self.process.join()
        if self.process.exitcode != -signal.SIGKILL:
            raise SystemExit(f"wanted a watch that goes on, found that it ended with {self.process.exitcode}")
        self.kills += 1

    def stop(self) -> None:
        """End it as a person would. Raises: SystemExit when it ended otherwise."""
        assert self.process is not None
        self.process.terminate()
        self.process.join()
        if self.process.exitcode not in (0, -signal.SIGTERM):  # by the signal itself where it had not begun yet
            raise SystemExit(f"wanted a watch that ends when it is told to, found that it ended with {self.process.exitcode}")

    def wait(self, seconds: float, reports: int) -> bool:
        """Wait so long, or until so many reports are read and everybody is told of what moved."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until and self.process.is_alive():
            if self.is_done(reports):
                return True
            time.sleep(STEP)
        return False

    def is_done(self, reports: int) -> bool:
        """Tell whether nothing is left to do."""
        with closing(sqlite3.connect(f"file:{self.folder / 'ledger.db'}?mode=ro", uri=True)) as tables:
            if tables.execute("SELECT count(*) FROM reports").fetchone()[0] < reports or received(tables, 1):
                return False
            since = noticed_until(tables)
            return since is not None and not has_moved(tables, since) and not any(untold(tables, channel) for channel in CHANNELS)


def _server() -> Any:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["closewatch.desk.watching.opening", "closewatch.reading.readers.encoder", "tests.watched_web"])
    return context


@dataclass(frozen=True)
class Left:
    """What a run left: the reports with how often each was taken in, the alerts, faults of the case, and who was told what how often."""

    reports: dict[str, int]
    alerts: frozenset[str]
    wrong: tuple[str, ...]


def watched(room: Path, paths: Sequence[Path], seed: int | None, port: int, kills: int) -> tuple[Left, Run, int]:
    """Let reports arrive, with faults and so many kills where there is a seed; give what is left, the run, and the port of the web."""
    dice, receivers, length = random.Random(seed), Receivers(seed), 2.5
    folder = room / ("undisturbed" if seed is None else "disturbed")
    with create_case(folder, "soak", BY, datetime.now(UTC)):
        pass
    secret = folder / "secret"
    secret.write_text(f"whsec_{base64.b64encode(b'a secret of the soak, 32 bytes...').decode()}\n")
    secret.chmod(0o600)
    plan = None if seed is None else Plan(seed, 0.3)
    with WatchedWeb(plan, port=port) as web, listening(receivers) as (hook_port, mail_port):
        arrivals = Arrivals(web, folder / "inbox")
        run = Run(folder, (web.port, hook_port, mail_port))
        for number, path in enumerate(paths):
            arrivals.arrive(number, path)
            wanted = (number + 1) * kills // len(paths) - number * kills // len(paths)
            for _ in range(wanted):
                run.start()
                run.wait(dice.uniform(0, length), reports=len(paths) + 1)  # whatever it has done by then
                run.kill()
            # Undisturbed it is started anew for each report too, since alerts that come thick and fast are held back for some minutes.
            end = run.stop if seed is None else run.kill
            for tries in range(STARTS_FOR_ONE):
                run.start()
                if run.wait(PATIENCE + tries, number + 1):
                    break
                end()
            else:
                return Left({}, frozenset(), (f"report {number + 1}, {path.name}: not done after {STARTS_FOR_ONE} starts",)), run, web.port
            end()
        return left_by(folder, receivers), run, web.port


def left_by(folder: Path, receivers: Receivers) -> Left:
    """Look at what a run left."""
    with open_case(folder) as case:
        wrong = [str(fault) for fault in verify(case)]
        reports = dict(case.tables.execute("SELECT report, count(*) FROM captures WHERE report IS NOT NULL GROUP BY report").fetchall())
        alerts = frozenset(row[0] for row in case.tables.execute("SELECT id FROM alerts").fetchall())
        for channel in CHANNELS:
            wrong += [f"{channel} was not told of {one.alert.id}" for one in untold(case.tables, channel)]
    for channel, came in receivers.came.items():
        for identity, times in came.items():
            if len(set(times)) > 1:
                wrong.append(f"{channel}: {identity} came with different alerts")
        for alert in alerts:
            in_messages = [identity for identity, times in came.items() if any(alert in one for one in times)]
            if len(in_messages) != 1:
                wrong.append(f"{channel}: {alert} came in {len(in_messages)} messages")
    lines = [json.loads(line)["id"] for line in (folder / "alerts.jsonl").read_text(encoding="utf-8").splitlines()]
    if sorted(lines) != sorted(alerts):
        wrong.append(f"file: wanted {len(alerts)} alerts, each once, found {len(lines)} of {len(set(lines))}")
    listed = (folder / "alerts.xml").read_text(encoding="utf-8")
    if listed.count("<entry") != min(len(alerts), 200):
        wrong.append(f"list: wanted {min(len(alerts), 200)} entries, found {listed.count('<entry')}")
    return Left(reports, alerts, tuple(wrong))


def main() -> int:
    """Print the figures; exit 1 when anything did not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200, help="how often the watch is killed while a report is under way")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reports", type=int, default=24)
    given = parser.parse_args()
    paths = sorted(path for path in SAMPLE.iterdir() if path.read_text(encoding="utf-8").startswith("Title: "))[: given.reports]
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as room:
        undisturbed, _, port = watched(Path(room), paths, None, 0, 0)
        print(
            f"undisturbed: {len(undisturbed.reports)} reports, {len(undisturbed.alerts)} alerts, {time.perf_counter() - began:.0f} s",
            flush=True,
        )
        left, run, _ = watched(Path(room), paths, given.seed, port, given.count)
    wrong = [*undisturbed.wrong, *left.wrong]
    if left.reports != undisturbed.reports:
        wrong.append(
            f"wanted the reports of the undisturbed run, each once, found {len(left.reports.keys() ^ undisturbed.reports.keys())} others"
        )
    if left.alerts != undisturbed.alerts:
        wrong.append(f"wanted the same alerts, found {sorted(left.alerts ^ undisturbed.alerts)} in one run alone")
    if set(left.reports.values()) != {1} or len(left.reports) != len(paths) or not left.alerts:
        wrong.append(f"wanted {len(paths)} reports, each taken in once, and alerts, found {len(left.reports)} and {len(left.alerts)}")
    print("\n".join(wrong[:20]))
    print(
        f"{run.kills} kills -9 at {run.starts} starts, {len(left.reports)} reports, {len(left.alerts)} alerts told to "
        f"{len(CHANNELS)} channels, {time.perf_counter() - began:.0f} s: {len(wrong)} faults"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
