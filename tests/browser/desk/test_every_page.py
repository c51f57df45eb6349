"""Every page of the desk: usable by everybody, light enough, quick to show, and silent towards the outside."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.desk.conftest import AXE, Watched
from tests.browser.desk.pages import pages_of

MOST_BYTES = 300_000
"""Compressed bytes of one page with all that it loads (issue E, acceptance 2)."""

SHIFTED = """() => new Promise(done => {
    let sum = 0;
    const watching = new PerformanceObserver(list => list.getEntries().forEach(one => { sum += one.value; }));
    watching.observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 50);
})"""
"""How far things moved on a page after they were first shown."""

NAMES = tuple(
    (
        "glance|questions|question|yes-no question|relays|report|capture|trace|review a statement|review a figure|review|"
        "review summary|review history|add|keys|statements|figures|claims|conflicts|origins|drift|reports|actors|actor|outlets|search|"
        "nothing found|timeline|graph|journal|problems|people|upload|programs|not there|review a claim|review an actor|"
        "correct a statement|correct a figure|add a figure|merge actors|split an actor|original beside|everything of a question|"
        "alerts|alerts narrowed|no alerts|alerts of a question|words of an alert|watched|watched source|"
        "outlet|one entry|same claim|trace of a figure|you|dossier|exports"
    ).split("|")
)


def violations(page: Page) -> list[str]:
    """Let axe-core judge a page: what is wrong, and where."""
    page.evaluate(AXE.read_text("utf-8"))
    # An original stands in a frame that runs no script, so that axe-core could not answer from there.
    found = page.evaluate("async () => (await axe.run(document, {iframes: false})).violations")
    return [f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:120]}" for one in found for node in one["nodes"][:3]]


def test_every_kind_of_page_is_looked_at(reading: Watched) -> None:
    assert set(pages_of(reading.folder)) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_can_be_used_by_everybody_light_and_dark(reading: Watched, name: str) -> None:
    page = reading.page(pages_of(reading.folder)[name])
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []
    assert reading.elsewhere == []
    assert [words for words in reading.complaints if "404" not in words] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_light_and_fits_a_telephone(reading: Watched, name: str) -> None:
    page = reading.context.new_page()
    session = reading.context.new_cdp_session(page)
    session.send("Network.enable")
    received: list[int] = []
    session.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(reading.address + pages_of(reading.folder)[name], wait_until="networkidle")
    assert 0 < sum(received) < MOST_BYTES
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, "the page must not scroll sideways"
    shifted = page.evaluate(SHIFTED)
    assert shifted == 0
