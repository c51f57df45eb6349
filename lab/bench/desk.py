"""How fast the desk answers on a large case, and how much memory it needs, beside Datasette on the same file.

    python lab/bench/desk.py --reports 20000 --peers .venvs/bench-desk/bin/python     (a short run: --reports 400 --seconds 5)
    python lab/bench/desk.py --case FOLDER                                            (a case that big_case.py made before)

Makes the case (big_case.py), starts `closewatch serve` on it and waits until it has looked at every question once. Then 8 users, each with
one connection that is kept open, ask for every kind of page in a fixed random order, each for the next page as soon as it has one (a closed
loop, from another process). Prints for each kind and for all: requests, median and 95th percentile in milliseconds and the size; then
requests a second and the peak of the server's memory. Datasette's table, row and search pages follow on the same file in the same way.
Exits with 1 where a page fails, or a limit of MEDIAN, HIGH or MEMORY is not held.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from add import memory_of
from big_case import make

from closewatch.ledger.views.questions import question

HERE = Path(__file__)
MEDIAN, HIGH, MEMORY = 100, 250, 400
"""What is allowed: milliseconds in the median and at the 95th percentile of each kind of page, megabytes of the server (issue E)."""
PATIENCE = 900
"""Seconds within which a server has to be ready."""
LOOK = 0.25
"""Seconds between two looks at a server's memory."""
WORDS = ("people", "killed", "солдат", "병사", "cafe", "Zürich", "ka", "region killed", "general", "nobodysaidthis")

Addresses = dict[str, list[str]]
"""The addresses of each kind of page."""


@dataclass(frozen=True)
class Visit:
    """One request: the kind of page, seconds until its last byte, its bytes, its status."""

    kind: str
    seconds: float
    size: int
    status: int


def desk_pages(ledger: Path, dice: random.Random) -> Addresses:
    """Choose pages of each kind: the largest questions and actors as well as any."""
    with sqlite3.connect(ledger) as tables:

        def ids(query: str, count: int = 60) -> list[str]:
            rows = [row[0] for row in tables.execute(query).fetchall()]
            return [*rows[:5], *dice.sample(rows[5:], min(count, max(0, len(rows) - 5)))]

        open_members = "FROM members WHERE until_seq IS NULL GROUP BY question ORDER BY count(*) DESC, question"
        questions = ids(f"SELECT question {open_members}")
        open_positions = "FROM positions WHERE until_seq IS NULL GROUP BY question ORDER BY count(*) DESC, question"
        # Where nothing meets there is no yes/no question to be shown.
        yes_no = [one for one in ids(f"SELECT question {open_positions}", 30) if question(tables, one)]
        actors = ids("SELECT component FROM voices WHERE shown > 0 ORDER BY statements DESC, component")
        reports = ids("SELECT id FROM reports ORDER BY seq")
        statements = ids("SELECT id FROM statements ORDER BY turn LIMIT 5000")
        figures = ids("SELECT id FROM figures ORDER BY turn LIMIT 5000")
        outlets = ids("SELECT DISTINCT publisher FROM reports WHERE publisher IS NOT NULL ORDER BY 1")
    narrowed = [
        "stance=denies", "since=2025-03&until=2025-04", *(f"actor={actor}" for actor in actors[:12]),
        *(f"outlet={quote(outlet)}" for outlet in outlets[:6]), *(f"after={one}" for one in statements[:12]),
    ]  # fmt: skip
    return {
        "the case at a glance": ["/"],
        "questions": ["/questions", *(f"/questions?{words}" for words in ("measure=killed", "measure=wounded", "place=SD", "place=UA"))],
        "a question": [f"/questions/{one}" for one in (*questions, *yes_no)],
        "statements": ["/statements", *(f"/statements?{words}" for words in narrowed)],
        "figures": [
            "/figures",
            *(f"/figures?{words}" for words in ("measure=killed", "place=SD", "measure=killed&place=UA&stance=denies")),
        ],
        "reports": [
            "/reports",
            *(f"/reports?after={one}" for one in reports[:20]),
            *(f"/reports?outlet={quote(one)}" for one in outlets[:6]),
        ],
        "a report": [f"/reports/{one}" for one in reports],
        "actors": ["/actors", *(f"/actors?after={one}" for one in actors[:20])],
        "an actor": [f"/actors/{one}" for one in actors],
        "claims": ["/claims"],
        "conflicts": ["/conflicts"],
        "drift": ["/drift"],
        "problems": ["/problems"],
        "outlets": ["/outlets", *(f"/outlets/{quote(one)}" for one in outlets[:10])],
        "search": [f"/search?words={quote(words)}" for words in WORDS],
        "search, narrowed": [f"/search?words={quote(words)}&{one}" for words in WORDS[:4] for one in narrowed[:6]],
        "trace": [f"/trace/{one}" for one in (*statements[:20], *figures[:20])],
        "review": [f"/review/{one}" for one in (*statements[:20], *figures[:20])],
        "timeline": ["/timeline"],
        "graph": ["/graph"],
        "journal": ["/journal"],
        "statements as JSON": ["/statements.json", "/statements.json?stance=denies"],
        "figures as JSON": ["/figures.json"],
        "OpenAPI": ["/openapi.json"],
    }


def datasette_pages(ledger: Path) -> Addresses:
    """Choose Datasette's pages for the same: the table with filters, rows, and its search over the same full-text index."""
    with sqlite3.connect(ledger) as tables:
        numbers = [row[0] for row in tables.execute("SELECT number FROM statements WHERE number % 4001 = 1").fetchall()]
    table = "/ledger/statements"
    searching = f"{table}?_fts_table=said&_fts_pk=found_at&_sort_desc=found_at&_search="
    return {
        "Datasette: table": [table, *(f"{table}?_next={number}" for number in numbers)],
        "Datasette: table, narrowed": [f"{table}?stance=denies", f"{table}?stance=warns&said__isnull=1", f"{table}?review=unreviewed"],
        "Datasette: row": [f"{table}/{number}" for number in numbers],
        "Datasette: search": [searching + quote(words) for words in WORDS],
    }


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def ask(connection: http.client.HTTPConnection, address: str) -> tuple[int, bytes]:
    """Ask for one page, compressed as a browser has it."""
    connection.request("GET", address, headers={"Accept": "text/html,*/*", "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    return answer.status, answer.read()


@contextmanager
def serving(words: Sequence[str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Start a server and wait until it answers."""
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                ask(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE), "/")
                break
            except OSError:
                if server.poll() is not None or time.monotonic() > until:
                    raise SystemExit(f"wanted a server, found none: {' '.join(words)}") from None
                time.sleep(0.2)
        yield server
    finally:
        server.terminate()
        server.wait(30)


def wait_until_looked(port: int) -> float:
    """Wait until the desk has looked at every question; the seconds it took."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", "/questions")
        if b'id="looking"' not in connection.getresponse().read():
            break
        connection.close()
        time.sleep(2)
    return time.monotonic() - begun


def visit(port: int, pages: Addresses, seconds: float, seed: int, users: int) -> list[Visit]:
    """Let users ask for pages of every kind in turn, each kind as often as any."""
    made: list[Visit] = []
    until = time.monotonic() + seconds

    def one_user(number: int) -> None:
        dice = random.Random(f"{seed} {number}")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.monotonic() < until:
            for kind in dice.sample(sorted(pages), len(pages)):
                begun = time.perf_counter()
                status, page = ask(connection, dice.choice(pages[kind]))
                made.append(Visit(kind, time.perf_counter() - begun, len(page), status))
                if time.monotonic() > until:
                    break

    threads = [threading.Thread(target=one_user, args=(number,)) for number in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return made


def visited(port: int, pages: Addresses, seconds: float, seed: int, users: int) -> list[Visit]:
    """Do the same from another process, whose work does not stand in the server's way more than it must."""
    order = json.dumps({"port": port, "pages": pages, "seconds": seconds, "seed": seed, "users": users})
    done = subprocess.run([sys.executable, str(HERE), "--visit"], input=order.encode(), stdout=subprocess.PIPE, check=True)
    return [Visit(*row) for row in json.loads(done.stdout)]


def measure(words: Sequence[str], port: int, pages: Addresses, given: argparse.Namespace) -> bool:
    """Start a server, visit it and print what came of it; gives whether every page answered within the limits."""
    peak, over = [0], threading.Event()
    with serving(words, port) as server:

        def watch() -> None:
            while not over.wait(LOOK):
                peak[0] = max(peak[0], memory_of(server.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        print(f"ready after {wait_until_looked(port):.0f} s", flush=True)
        visited(port, pages, min(given.seconds / 4, 10), given.seed + 1, given.users)  # the first visits fill the caches
        begun = time.monotonic()
        visits = visited(port, pages, given.seconds, given.seed, given.users)
        taken = time.monotonic() - begun
        over.set()
        watcher.join()
    held = True
    print(f"{'page':28} {'requests':>8} {'median ms':>10} {'95 % ms':>9} {'bytes':>9}  failed")
    for kind in [*pages, "all"]:
        held &= report(kind, [one for one in visits if kind in (one.kind, "all")])
    print(f"{len(visits) / taken:.0f} requests a second, {given.users} users; memory at most {peak[0] / 2**20:.0f} MB", flush=True)
    return held and peak[0] <= MEMORY * 2**20


def report(kind: str, visits: Sequence[Visit]) -> bool:
    """Print one line; gives whether it is within the limits."""
    if len(visits) < 2:
        print(f"{kind:28} {len(visits):>8} (too few)")
        return True
    times = sorted(1000 * one.seconds for one in visits)
    median, high = statistics.median(times), times[min(len(times) - 1, round(0.95 * len(times)))]
    failed = sum(one.status >= 400 for one in visits)
    size = statistics.median(one.size for one in visits)
    slow = "" if median <= MEDIAN and high <= HIGH else "  above the limit"
    print(f"{kind:28} {len(visits):>8} {median:>10.1f} {high:>9.1f} {size:>9.0f}  {failed}{slow}")
    return not (failed or slow)


def main() -> int:
    """Make the case, measure the desk, and Datasette beside it where its environment is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--case", type=Path)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--users", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="a pattern for the kinds of pages")
    parser.add_argument("--visit", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.visit:
        json.dump([(one.kind, one.seconds, one.size, one.status) for one in visit(**json.load(sys.stdin))], sys.stdout)
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.case or Path(scratch) / "case"
        if given.case is None:
            make(folder, given.reports, 10 * given.reports, seed=given.seed, questions=max(20, given.reports // 4))
        ledger = folder / "ledger.db"
        pages = {kind: found for kind, found in desk_pages(ledger, random.Random(given.seed)).items() if re.search(given.only, kind)}
        port = free_port()
        held = measure([str(Path(sys.executable).parent / "closewatch"), "serve", str(folder), "--port", str(port)], port, pages, given)
        if given.peers and given.peers.exists():
            port = free_port()
            words = [
                str(given.peers),
                "-m",
                "datasette",
                "serve",
                str(ledger),
                "--port",
                str(port),
                "--setting",
                "sql_time_limit_ms",
                "5000",
            ]
            measure(words, port, datasette_pages(ledger), given)
        elif given.peers:
            print(f"Datasette is left out: no {given.peers} (make bench-desk sets it up)")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
