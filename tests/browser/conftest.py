"""A real browser and a real web server, both on this machine and without any way out of it."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.desk.sample import sample_case
from tests.browser.desk.watch import watch_sample

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
    # Whatever is not this machine does not exist, for the browser neither.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@dataclass
class Site:
    """A news site on this machine: its pages by path, and the log of what was asked of it."""

    address: str
    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(self, path: str, page: str | bytes, media_type: str = "text/html; charset=utf-8") -> str:
        """Put a page up, and give its address."""
        self.pages[path] = (media_type, page.encode() if isinstance(page, str) else page)
        return self.address + path

    def forget(self) -> None:
        """Begin the log anew, once nothing has been asked for a second: what a closed page had sent off still arrives after it."""
        told = -1
        while told != len(self.asked):
            told = len(self.asked)
            time.sleep(1)
        self.asked.clear()


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve pages for as long as a test runs."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            media_type, body = served.pages.get(self.path, ("", b""))
            self.send_response(200 if media_type else 404)
            self.send_header("Content-Type", media_type or "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: what was asked is in `asked`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    served = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield served
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    path = next(found for name in NAMES if (found := shutil.which(name)))
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(FLAGS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample case, read by the reader that ships. Tests that decide on anything take a copy."""
    folder = tmp_path_factory.mktemp("sample") / "case"
    sample_case(folder)
    watch_sample(folder)
    return folder


@dataclass(frozen=True)
class Saved:
    """One page as a browser saves it: one file with all its parts, the page it shows, its print."""

    mhtml: Path
    html: Path
    pdf: Path


@pytest.fixture
def save(browser: Browser, tmp_path: Path) -> Iterator[Callable[[str], Saved]]:
    """Open an address as a reader does, and save what is shown in all three ways."""
    context = browser.new_context()

    def saved(address: str) -> Saved:
        page = context.new_page()
        page.goto(address, wait_until="load")
        page.wait_for_selector("body.ready")
        files = Saved(*(tmp_path / f"saved.{ending}" for ending in ("mhtml", "html", "pdf")))
        files.mhtml.write_bytes(snapshot(page))
        files.html.write_text(page.content(), "utf-8")
        page.pdf(path=files.pdf)
        page.close()
        return files

    yield saved
    context.close()


def snapshot(page: Page) -> bytes:
    """Save a page as one file, as "Save as: web page, single file" does (CDP Page.captureSnapshot)."""
    session = page.context.new_cdp_session(page)
    data: str = session.send("Page.captureSnapshot", {"format": "mhtml"})["data"]
    session.detach()
    return data.encode("utf-8")
