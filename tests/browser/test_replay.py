"""A case as a web archive in the player of other people: its originals show their words, and nothing outside is asked for."""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Browser, Frame, Page

from closewatch.ledger.case import case_in_memory
from closewatch.publish.exports.wacz.layout import PAGES
from tests.browser.conftest import Site
from tests.ledger.conftest import AT
from tests.publish.exports.wacz_packages import fill, written

PLAYER = Path(sys.prefix) / "node_modules" / "replaywebpage"
FRAME = '<!DOCTYPE html><meta charset="utf-8"><title>A player</title><script src="/ui.js"></script>{}'
SECONDS, LOADS = 5, 6


@pytest.fixture
def package(site: Site, tmp_path: Path) -> Path:
    """Put a case up as a package, beside the player."""
    case = case_in_memory("Річка", "person:tester", AT)
    fill(case)
    path = written(case, tmp_path / "case.wacz")
    for name in ("ui.js", "sw.js"):
        site.put(f"/{name}" if name == "ui.js" else "/replay/sw.js?serveIndex=1", (PLAYER / name).read_bytes(), "text/javascript")
    site.put("/replay/sw.js", (PLAYER / "sw.js").read_bytes(), "text/javascript")
    site.put("/replay/ui.js", (PLAYER / "ui.js").read_bytes(), "text/javascript")
    site.put("/case.wacz", path.read_bytes(), "application/wacz")
    return path


@pytest.fixture
def play(site: Site, browser: Browser) -> Iterator[Callable[[str], tuple[str, list[str]]]]:
    """Open one address of the package in the player; give its words, and whatever was asked of elsewhere."""
    context = browser.new_context()

    def played(url: str) -> tuple[str, list[str]]:
        page, outside = context.new_page(), list[str]()
        page.on(
            "request", lambda request: None if request.url.startswith((site.address, "blob:", "data:")) else outside.append(request.url)
        )
        element = f'<replay-web-page source="/case.wacz" url="{quote(url, safe=":/?=%&")}" replayBase="/replay/" embed="replayonly">'
        query = urlencode({"url": url})
        shown = site.put(f"/play?{query}", FRAME.format(element + "</replay-web-page>"))
        page.goto(shown)
        words = frame_of(page).locator("body").inner_text()
        page.close()
        return words, outside

    yield played
    context.close()


def frame_of(page: Page) -> Frame:
    """Wait for the frame of the replayed page. The player's first load in a browser sometimes comes before its service worker is in charge,
    and then stands still until somebody loads it again."""
    for _ in range(LOADS):
        for _ in range(SECONDS * 10):
            for frame in page.frames:
                if "mp_/" in frame.url and frame.locator("body").count() and frame.locator("body").inner_text().strip():
                    return frame
            page.wait_for_timeout(100)
        page.reload()
    raise AssertionError([frame.url for frame in page.frames])


def test_an_answer_of_the_web_and_a_text_file_show_their_words_and_nothing_outside_is_asked(
    package: Path, play: Callable[[str], tuple[str, list[str]]]
) -> None:
    with zipfile.ZipFile(package) as opened:
        pages = [json.loads(line)["url"] for line in opened.read(PAGES).splitlines()[1:]]
    story = next(url for url in pages if "harbour-gazette" in url)
    text = next(url for url in pages if url.endswith(".txt") and "%D0%B2" in url)
    words, outside = play(story)
    assert ("Київ said that 평양 had sent" in words, outside) == (True, [])
    words, outside = play(text)
    assert (words.strip(), outside) == ("Вода піднялася.", [])
