"""The desk over the sample case, on a real server, in a real browser that is watched: what it asks for and what it complains about."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from closewatch.desk.web.desk import Desk, Start
from closewatch.desk.web.door import Role
from closewatch.desk.web.entry.accounts import make_account
from closewatch.desk.web.serving import bound, served
from tests.desk.web.conftest import PASSWORD, QUICK

AXE = Path(sys.prefix) / "node_modules" / "axe-core" / "axe.min.js"


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
    context.set_default_timeout(15_000)
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


@pytest.fixture(scope="session")
def desk_of_sample(browser: Browser, sample: Path) -> Iterator[Watched]:
    """A desk on the sample that tests only read, and one browser at it."""
    with served(Desk(Start(sample, "person:anna", port=0)), bound("127.0.0.1", 0)) as address:
        watched = watch(browser, address, sample)
        yield watched
        watched.context.close()


@pytest.fixture
def reading(desk_of_sample: Watched) -> Iterator[Watched]:
    """Somebody who only looks at the sample, and has looked at nothing yet."""
    desk_of_sample.asked.clear()
    desk_of_sample.complaints.clear()
    yield desk_of_sample
    for page in desk_of_sample.context.pages:
        page.close()


@pytest.fixture
def own_case(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample to decide on."""
    folder = tmp_path / "case"
    shutil.copytree(sample, folder)
    return folder


@pytest.fixture
def own_desk(browser: Browser, own_case: Path) -> Iterator[Callable[..., Watched]]:
    """A desk on one's own copy, at which nobody logs in: call it for each browser that works there."""
    opened: list[Watched] = []
    with served(Desk(Start(own_case, "person:anna", port=0)), bound("127.0.0.1", 0)) as address:

        def open_one(**options: Any) -> Watched:
            opened.append(watch(browser, address, own_case, **options))
            return opened[-1]

        yield open_one
        for watched in opened:
            watched.context.close()


@pytest.fixture
def shared_desk(browser: Browser, own_case: Path) -> Iterator[Callable[[str], Watched]]:
    """A desk on one's own copy, anna its keeper and ben a reviewer: call it with a name for a browser in which they logged in."""
    opened: list[Watched] = []
    desk = Desk(Start(own_case, "person:nobody", port=0), passwords=QUICK)
    for name, role in (("anna", Role.KEEPER), ("ben", Role.REVIEWER)):
        make_account(desk.file, QUICK, name, role, PASSWORD, by="person:tester", at=0)
    with served(desk, bound("127.0.0.1", 0)) as address:

        def log_in(name: str) -> Watched:
            opened.append(watch(browser, address, own_case))
            page = opened[-1].page("/")
            page.get_by_label("Name").fill(name)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Log in").click()
            page.get_by_role("banner").get_by_text(name, exact=True).wait_for()
            page.close()
            return opened[-1]

        yield log_in
        for watched in opened:
            watched.context.close()
