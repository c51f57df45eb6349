"""How fast a watch takes in a thousand feeds, how much memory it needs, and what it takes when it has nothing to do.

    python lab/bench/watch.py --feeds 1000 --peers .venvs/bench-watch/bin/python     (a short run: --feeds 30 --read 5 --idle 5)

A web on loopback (tests/watched_web.py) has that many feeds with ten entries each, every feed under a host name of its own; the reports are
those of news.py, in pieces of 300 words. A watch over a new case, in a process of its own, asks them all: once taking the entries as
reports, once the pages behind them, with the pause between two requests to one host that every case has (1 s). Told are the seconds until
all of it is on the record with its bytes and its receipt, and the peak of the memory of the watch and its workers together (the sum of
their proportional set sizes) until then and while reading follows behind. Beside it: http.client and feedparser in a plain loop over the
same addresses, which keeps nothing. Idle is a watch of which a 30th of the sources is asked each minute (as many polls as if each
were asked every half an hour) and nobody has anything new. Exits with 1 where a limit of SECONDS, MEMORY or IDLE
is not held at 1,000 feeds.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

HERE = Path(__file__)
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[2])]

SECONDS, MEMORY, IDLE = 60, 300, 1.0
"""What is allowed: seconds until all is captured, MiB of the whole tree, percent of a core (issue G)."""
ENTRIES = 10
LOOK = 0.2
PATIENCE = 600
HALF_HOUR, MINUTE = 1800, 60


@dataclass(frozen=True)
class Taken:
    """What a watch cost: seconds until all was on the record, peaks of memory in bytes until then and behind, reports read a second."""

    seconds: float
    capturing: int
    reading: int
    rate: float
    count: int


def host(number: int) -> str:
    """Give the name of the host of a feed."""
    return f"feed-{number}.example"


def articles(count: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """Make at least that many reports of about 300 words, a third of one of news.py each: headline, day and text."""
    from news import WORDS_A_REPORT, texts

    number = 0
    for text in texts(WORDS_A_REPORT * (count // 2 + 2), seed):  # more than enough: not every one has three thirds
        head, _, body = text.partition("\n\n")
        fields = dict(line.split(": ", 1) for line in head.splitlines())
        paragraphs = body.split("\n\n")
        third = len(paragraphs) // 3 + 1
        for first in range(0, len(paragraphs), third):
            number += 1
            yield f"{fields['Title']} ({number})", fields["Date"], "\n\n".join(paragraphs[first : first + third])


def keep_watch(folder: str, port: str, feeds: str, takes: str) -> None:
    """Keep watch on the feeds of the web at this port until somebody ends it: what runs in the process that is measured."""
    from threading import Event

    from closewatch.capture.limits import Limits
    from closewatch.desk.line import Tools, now
    from closewatch.desk.watching.opening import WORKERS, way_of
    from closewatch.desk.watching.thrift import share_one_heap
    from closewatch.desk.watching.watch import Watch
    from closewatch.desk.workers import Pool
    from closewatch.ledger.case import create_case
    from closewatch.terms.watch import Takes, Watched
    from closewatch.watch.channels.channel import Means
    from closewatch.watch.settings import Watching

    def every(number: int) -> int:
        # Of an idle watch so many fall due each minute as if all were asked every half an hour, each at another time.
        return MINUTE if takes == "idle" and number % (HALF_HOUR // MINUTE) == 0 else HALF_HOUR

    hosts = [host(number) for number in range(int(feeds))]
    kind = Takes.PAGES if takes == "idle" else Takes(takes)
    sources = tuple(
        Watched(f"http://{name}:{port}/feed.xml", every=every(number), takes=kind, why="a bench", person="bench")
        for number, name in enumerate(hosts)
    )
    watching = Watching(sources=sources, allowed_hosts=frozenset(hosts), channels=())
    way = replace(way_of(watching), resolver=lambda _name, _port: ("127.0.0.1",))
    path = Path(folder)
    with create_case(path, "bench", "person:bench", now()):
        pass
    limits = Limits()
    share_one_heap()
    pool = Pool(WORKERS, limits, prepared=False)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        Watch(path, watching, way, Means(path), Tools(by="person:bench", workers=pool, limits=limits)).for_ever(Event())
    except KeyboardInterrupt:
        pass
    finally:
        pool.close()


def fetch_plainly(port: str, feeds: str, takes: str) -> None:
    """Fetch and parse the same addresses in a plain loop, and keep nothing: the yardstick. Prints its seconds."""
    import feedparser

    def got(name: str, path: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", int(port))
        with closing(connection):
            connection.request("GET", path, headers={"Host": f"{name}:{port}", "Connection": "close"})
            return connection.getresponse().read()

    began, size = time.perf_counter(), 0
    for number in range(int(feeds)):
        entries = feedparser.parse(got(host(number), "/feed.xml")).entries
        if takes == "pages":
            size += sum(len(got(host(number), f"/{entry.link.rpartition('/')[2]}")) for entry in entries)
    print(json.dumps({"seconds": time.perf_counter() - began, "size": size}))


@contextmanager
def watching(folder: Path, port: int, feeds: int, takes: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a watch in a process of its own for as long as this lasts."""
    words = [sys.executable, str(HERE), "--watch", str(folder), str(port), str(feeds), takes]
    process = subprocess.Popen(words)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def counted(folder: Path, query: str) -> int:
    """Ask the ledger of a case that another process works on for a number; 0 while it is not there yet."""
    try:
        with closing(sqlite3.connect(f"file:{folder / 'ledger.db'}?mode=ro", uri=True)) as tables:
            return int(tables.execute(query).fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def measure(folder: Path, port: int, feeds: int, takes: str, read: float) -> Taken:
    """Let a watch take all in, and read behind for some seconds; say what it cost."""
    from add import memory_of

    wanted = feeds if takes == "entries" else feeds * ENTRIES
    query = "SELECT count(*) FROM addresses WHERE got" + ("" if takes == "entries" else " AND address <> watched")
    capturing = reading = 0
    began = time.perf_counter()
    with watching(folder, port, feeds, takes) as process:
        while (had := counted(folder, query)) < wanted:
            capturing = max(capturing, memory_of(process.pid))
            if process.poll() is not None or time.perf_counter() - began > PATIENCE:
                raise SystemExit(f"wanted {wanted:,} captures, found {had:,} after {time.perf_counter() - began:.0f} s")
            time.sleep(LOOK)
        seconds = time.perf_counter() - began
        before, since = counted(folder, "SELECT count(*) FROM reports"), time.perf_counter()
        while time.perf_counter() - since < read and counted(folder, "SELECT count(*) FROM reports") < feeds * ENTRIES:
            reading = max(reading, memory_of(process.pid))
            time.sleep(LOOK)
        count = counted(folder, "SELECT count(*) FROM reports")
        rate = (count - before) / (time.perf_counter() - since)
    return Taken(seconds, capturing, reading, rate, count)


def processor_seconds(process: int) -> float:
    """Give the processor seconds that a process and all below it have taken."""
    total, waiting = 0, [process]
    while waiting:
        one = waiting.pop()
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        total += sum(map(int, fields[11:15]))  # user and system, its own and of its ended children (proc(5): 14 to 17)
        for task in Path(f"/proc/{one}/task").iterdir():
            waiting += [int(child) for child in (task / "children").read_text().split()]
    return total / os.sysconf("SC_CLK_TCK")


def measure_idle(folder: Path, port: int, feeds: int, seconds: float) -> tuple[float, int, int]:
    """Let a watch ask everybody once and then go on; give the percent of a core that it takes, its memory, and how many polls fell due."""
    from add import memory_of

    with watching(folder, port, feeds, "idle") as process:
        while counted(folder, "SELECT count(*) FROM polls") < feeds and process.poll() is None:
            time.sleep(LOOK)
        time.sleep(5)
        before, polls, since = processor_seconds(process.pid), counted(folder, "SELECT count(*) FROM polls"), time.perf_counter()
        time.sleep(seconds)
        share = 100 * (processor_seconds(process.pid) - before) / (time.perf_counter() - since)
        return share, memory_of(process.pid), counted(folder, "SELECT count(*) FROM polls") - polls


def main(words: Sequence[str]) -> int:
    """Print the figures; exit 1 when a limit is not held."""
    if words[:1] == ["--watch"]:
        keep_watch(*words[1:])
        return 0
    if words[:1] == ["--plainly"]:
        fetch_plainly(*words[1:])
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--takes", nargs="*", choices=["entries", "pages"], default=["entries", "pages"])
    parser.add_argument("--read", type=float, default=60, help="seconds for which reading is looked at")
    parser.add_argument("--idle", type=float, default=60, help="seconds for which an idle watch is looked at; 0 for not at all")
    parser.add_argument("--peers", default=sys.executable, help="a Python that has feedparser")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(words)

    from tests.watched_pages import RSS, Entry, page, rss
    from tests.watched_web import WatchedWeb

    good = True
    with tempfile.TemporaryDirectory() as room, WatchedWeb() as web:
        made = articles(given.feeds * ENTRIES, given.seed)
        for number in range(given.feeds):
            entries = [
                Entry(web.at(f"{host(number)}/{place}"), title, text, datetime.fromisoformat(day).replace(tzinfo=UTC))
                for place, (title, day, text) in enumerate(islice(made, ENTRIES))
            ]
            for entry in entries:
                web.put(entry.link, page(f"Outlet {number}", entry))
            web.put(f"{host(number)}/feed.xml", rss(f"Outlet {number}", entries), RSS)
        for takes in given.takes:
            found = measure(Path(room) / takes, web.port, given.feeds, takes, given.read)
            plain = json.loads(subprocess.check_output([given.peers, str(HERE), "--plainly", str(web.port), str(given.feeds), takes]))
            peak = max(found.capturing, found.reading) / 2**20
            what = "feeds with their entries" if takes == "entries" else f"feeds and {given.feeds * ENTRIES:,} pages"
            print(
                f"{takes}: {given.feeds:,} {what} fetched, parsed and captured in {found.seconds:.1f} s "
                f"({found.seconds / plain['seconds']:.1f} x a plain loop that keeps nothing, {plain['seconds']:.1f} s); "
                f"peak memory {found.capturing / 2**20:.0f} MiB until then, {found.reading / 2**20:.0f} MiB while reading follows behind "
                f"({found.rate:.1f} reports a second, {found.count:,} read)",
                flush=True,
            )
            good = good and found.seconds < SECONDS and peak < MEMORY
        if given.idle:
            for number in range(given.feeds):
                web.put(f"{host(number)}/feed.xml", rss(f"Outlet {number}", ()), RSS)
            share, memory, polls = measure_idle(Path(room) / "idle", web.port, given.feeds, given.idle)
            print(f"idle: {share:.2f}% of a core over {given.idle:.0f} s with {polls} polls, {memory / 2**20:.0f} MiB")
            good = good and share < IDLE
    return 0 if good or given.feeds != 1000 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
