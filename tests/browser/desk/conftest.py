"""The desk over the sample case, on a real server, in a real browser that is watched: what it asks for and what it complains about."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from closewatch.desk.line import now, take_in
from closewatch.desk.sources import taken_from, tools_for
from closewatch.desk.web.desk import Desk, Start
from closewatch.desk.web.serving import bound, served
from closewatch.ledger.case import create_case

AXE = Path(sys.prefix) / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample case, read by the reader that ships. Tests that decide on anything take a copy."""
    folder = tmp_path_factory.mktemp("sample") / "case"
    source = str(files("closewatch.desk") / "sample" / "reports")
    with (
        create_case(folder, "Sample: North Korean soldiers in Russia's war", "person:demo", now()) as case,
        tools_for("person:demo") as tools,
    ):
        for _ in take_in(case, taken_from((source,), tools.by), tools):
            pass
    return folder


@dataclass
class Watched:
    """A desk in a browser: its address, a context, and what the browser was seen to do."""

    address: str
    folder: Path
    context: BrowserContext
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def page(self, path: str = "/") -> Page:
        """Open a page of the desk."""
        page = self.context.new_page()
        page.goto(self.address + path, wait_until="load")
        return page

    @property
    def elsewhere(self) -> list[str]:
        """Every request that went to another origin than the desk."""
        return [url for url in self.asked if not url.startswith((self.address + "/", "data:", "blob:", "about:"))]


def watch(browser: Browser, address: str, folder: Path, **options: Any) -> Watched:
    """Open a browser on a desk and listen."""
    context = browser.new_context(**options)
    watched = Watched(address, folder, context)

    def note_request(request: Request) -> None:
        watched.asked.append(request.url)

    def note_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            watched.complaints.append(message.text)

    context.on("request", note_request)
    context.on("console", note_console)
    context.on("weberror", lambda error: watched.complaints.append(str(error.error)))
    return watched


@pytest.fixture(scope="module")
def desk_of_sample(sample: Path) -> Iterator[tuple[str, Path]]:
    """A desk on the sample that tests only read."""
    with served(Desk(Start(sample, "person:anna", port=0)), bound("127.0.0.1", 0)) as address:
        yield address, sample


@pytest.fixture
def reading(browser: Browser, desk_of_sample: tuple[str, Path]) -> Iterator[Watched]:
    """Somebody who only looks at the sample."""
    watched = watch(browser, *desk_of_sample)
    yield watched
    watched.context.close()


@pytest.fixture
def own_desk(browser: Browser, sample: Path, tmp_path: Path) -> Iterator[Callable[..., Watched]]:
    """Desks on a copy of the sample of one's own: call it for each browser that works on that copy."""
    folder = tmp_path / "case"
    shutil.copytree(sample, folder)
    opened: list[Watched] = []
    with served(Desk(Start(folder, "person:anna", port=0)), bound("127.0.0.1", 0)) as address:

        def open_one(**options: Any) -> Watched:
            opened.append(watch(browser, address, folder, **options))
            return opened[-1]

        yield open_one
        for watched in opened:
            watched.context.close()
