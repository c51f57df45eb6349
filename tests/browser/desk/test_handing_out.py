"""A dossier from the first click to the file, in a real browser: chosen, written, looked over, previewed, taken away."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.desk.conftest import Watched
from tests.browser.desk.reviewer import asked
from tests.browser.desk.test_every_page import violations


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_somebody_makes_a_dossier_with_sections_of_their_own(
    own_desk: Callable[..., Watched], own_case: Path, tmp_path: Path, scripts: bool
) -> None:
    statement = asked(own_case, "SELECT id FROM statements WHERE state = 'read' ORDER BY id LIMIT 1")[0]
    watched = own_desk(java_script_enabled=scripts)
    page = watched.page("/")
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Dossier").click()
    page.get_by_label("Title").fill("What we hand over")
    page.get_by_label("Sections of your own").fill(f"# Our view\n\nIt was said so [{statement[:12]}]. It is likely, and improbable.\n")
    for box in reversed(page.locator("input[name=question]:checked").all()[1:]):  # the last first: a box that is cleared counts no more
        box.uncheck()
    page.get_by_role("button", name="Look it over").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What we hand over")
    expect(page.get_by_text("dossier.likelihood-mixed")).to_be_visible()
    if scripts:
        assert violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="As a page, with its archive").click()
    download.value.save_as(tmp_path / "dossier.zip")
    with zipfile.ZipFile(tmp_path / "dossier.zip") as archive:
        assert "dossier.html.manifest.json" in archive.namelist()
    page.get_by_role("link", name="Preview").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What we hand over")
    expect(page.locator(".run.judgement .sentence")).to_have_text(["It is likely, and improbable."])
    page.locator(".run.person .cites a").click()
    expect(page.locator(".entry:target mark").first).to_be_visible()
    page.goto(watched.address + "/dossier")
    assert page.locator("input[name=question]:checked").count() == 1
    assert watched.elsewhere == []
    assert watched.complaints == []
