"""A dossier in a real browser: usable by everybody, silent towards the outside, whole without a script and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from closewatch.ledger.case import open_case
from closewatch.protect.redact import Redaction
from closewatch.publish.compose.compose import compose
from closewatch.publish.pages.page import render_page
from closewatch.publish.publication import Publication
from closewatch.terms.dossier import Dossier
from tests.browser.conftest import Site
from tests.browser.desk.test_every_page import violations
from tests.publish.dossier_values import ANNEX, DOSSIER, EMPTY, hostile, large

Show = Callable[..., Page]

MOST_BYTES = 5_000_000
"""What the page of the sample case may weigh (issue F, acceptance 4)."""


@pytest.fixture
def show(browser: Browser, site: Site) -> Iterator[Show]:
    """Open a dossier in a browser that is watched: when the test ends, it has complained of nothing and asked for that one file alone."""
    contexts, asked, complaints = [], [], []

    def shown(dossier: Dossier, **options: object) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        context.on("console", lambda message: complaints.append(message.text))
        page = context.new_page()
        page.goto(site.put("/dossier.html", render_page(dossier)), wait_until="networkidle")
        return page

    yield shown
    for context in contexts:
        context.close()
    assert {url.partition("#")[0] for url in asked} <= {site.address + "/dossier.html", "data:,"}
    assert set(site.asked) == {"/dossier.html"}
    assert complaints == []


@pytest.fixture(scope="module")
def of_sample(sample: Path) -> Dossier:
    """The dossier of the sample case."""
    with open_case(sample) as case, case.at_one_moment():
        return compose(Publication(case, Redaction()))


def test_the_dossier_of_the_sample_is_light_usable_by_everybody_and_every_link_in_it_arrives(show: Show, of_sample: Dossier) -> None:
    assert len(render_page(of_sample)) < MOST_BYTES
    page = show(of_sample, viewport={"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 1280, "height": 800})
    missing = page.evaluate("""() => [...document.querySelectorAll('a[href^="#"]')].map(link => link.getAttribute('href').slice(1))
        .filter(name => !document.getElementById(name))""")
    assert missing == []
    assert violations(page) == []


@pytest.mark.parametrize("dossier", [DOSSIER, hostile(), EMPTY], ids=["whole", "hostile", "empty"])
def test_a_dossier_can_be_used_by_everybody_light_and_dark(show: Show, dossier: Dossier) -> None:
    page = show(dossier)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []


@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
@pytest.mark.parametrize("dossier", [DOSSIER, hostile()], ids=["whole", "hostile"])
def test_a_dossier_fits_every_screen(show: Show, width: int, dossier: Dossier) -> None:
    page = show(dossier, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page must not scroll sideways"


def test_without_script_a_cite_opens_its_words_and_leads_back(show: Show) -> None:
    page = show(DOSSIER, java_script_enabled=False)
    _, sentence = next(found for found in DOSSIER.sentences() if ANNEX[5].id in found[1].cites)
    page.locator(f'[id="{sentence.id}"] + .cites a').click()
    entry = page.locator(f'[id="{ANNEX[5].id}"]')
    expect(entry).to_be_in_viewport()
    expect(entry.locator("mark")).to_have_text(ANNEX[5].words[0].exact)
    entry.locator(".backs a").first.click()
    expect(page.locator(f'[id="{sentence.id}"]')).to_be_in_viewport()
    page.locator("summary").click()
    expect(page.locator("details table")).to_be_visible()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_on_paper_every_cite_can_be_read_and_the_data_behind_a_chart_is_open(show: Show, tmp_path: Path, paper: str) -> None:
    page = show(DOSSIER)
    page.emulate_media(color_scheme="dark")
    page.pdf(path=tmp_path / "dossier.pdf", format=paper)
    with pypdfium2.PdfDocument(tmp_path / "dossier.pdf") as printed:
        sheets = [sheet.get_textpage().get_text_bounded() for sheet in printed]
        words = "".join("\n".join(sheets).split())
    for cited in ANNEX:
        assert cited.receipt.digest in words
        latin = [span.exact for span in cited.words if re.match("[A-Za-z█А-я]", span.exact)]
        assert all("".join(exact.split()) in words for exact in latin if "█" not in exact)
    assert "Everyanswer,thosetoothatarenotdrawn" in words
    assert "[1,4,3and14more]" in words
    assert f"2/{len(sheets)}" in words
    assert "Skiptothedossier" not in words


def test_fifty_questions_open_at_once(show: Show) -> None:
    page = show(large())
    page.locator("nav a", has_text="Question 50").first.click()
    expect(page.locator("#question-50")).to_be_in_viewport()
