"""How soon every page of the desk shows something, and how many bytes it takes, in a real browser over the sample case.

    make bench-paint        (or: python lab/bench/paint.py --case FOLDER --times 5)

Each page is opened in a tab that is there, with nothing in the cache. First paint is the browser's own first contentful paint, the
median of so many openings; bytes are all that came over the wire for the page and what it loads. Wants the environment of
`make test-browser`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import FLAGS, NAMES  # noqa: E402
from tests.browser.desk.pages import pages_of  # noqa: E402
from tests.browser.desk.sample import sample_case  # noqa: E402
from tests.browser.desk.watch import watch_sample  # noqa: E402

from closewatch.desk.web.desk import Desk, Start  # noqa: E402
from closewatch.desk.web.serving import bound, served  # noqa: E402

MOST_MS, MOST_BYTES = 200, 300_000
"""What is wanted of every page: first paint in milliseconds on two cores, and compressed bytes."""

PAINTED = """() => new Promise(done => new PerformanceObserver((list, watching) => {
    const first = list.getEntriesByName("first-contentful-paint")[0];
    if (first) { watching.disconnect(); done(first.startTime); }
}).observe({type: "paint", buffered: true}))"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser that the tests use."""
    path = next(found for name in NAMES if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=[*FLAGS, "--no-sandbox"])
        yield started
        started.close()


def opened(browser: Browser, addresses: Iterable[str]) -> Iterator[tuple[float, int]]:
    """Open one page after the other with nothing in the cache; give the milliseconds to each first paint, and the bytes on the wire."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    received: list[int] = []
    session.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    for address in addresses:
        received.clear()
        page.goto(address, wait_until="networkidle")
        yield float(page.evaluate(PAINTED)), sum(received)
    context.close()


def main() -> int:
    """Print the table; exit 1 where a page is too heavy (bytes are the same on every machine, milliseconds are not)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", type=Path, help="a case folder to open instead of the sample")
    parser.add_argument("--times", type=int, default=5, help="how often each page is opened")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        folder = given.case or Path(room) / "case"
        if not given.case:
            sample_case(folder)
            watch_sample(folder)
        with served(Desk(Start(folder, "person:anna", port=0)), bound("127.0.0.1", 0)) as address, chromium() as browser:
            list(opened(browser, [address + "/"]))  # the first page of all also starts the browser's processes
            print(f"{'page':<20} {'first paint':>12} {'slowest':>9} {'bytes':>9}")
            medians, weights = [], []
            for name, path in pages_of(folder).items():
                # The first of a new tab starts a process for it, which is no work of the page.
                looks = list(opened(browser, [address + path] * (given.times + 1)))[1:]
                paints, weight = [painted for painted, _ in looks], max(size for _, size in looks)
                medians.append(statistics.median(paints))
                weights.append(weight)
                late = "" if medians[-1] <= MOST_MS else f"  over {MOST_MS} ms"
                print(f"{name:<20} {medians[-1]:>9.0f} ms {max(paints):>6.0f} ms {weight:>9,}{late}", flush=True)
    load = os.getloadavg()[0]
    print(f"slowest page {max(medians):.0f} ms of {MOST_MS}, heaviest {max(weights):,} bytes of {MOST_BYTES:,}; ", end="")
    print(f"{os.cpu_count()} cores, load {load:.1f}")
    return 0 if max(weights) <= MOST_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
