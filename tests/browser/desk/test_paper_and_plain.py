"""The desk on paper, and in a browser that runs no script: what a question says can be printed, and everything can be decided."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
from playwright.sync_api import expect

from closewatch.terms.figure import Figure
from tests.browser.desk.conftest import Watched
from tests.browser.desk.pages import pages_of
from tests.browser.desk.reviewer import asked, decisions, field, recorded, value


def test_a_printed_question_has_its_chart_and_no_navigation(reading: Watched) -> None:
    page = reading.page(pages_of(reading.folder)["question"])
    title = page.get_by_role("heading", level=1).inner_text()
    printed = pypdfium2.PdfDocument(page.pdf())
    words = "\n".join(sheet.get_textpage().get_text_range() for sheet in printed)
    assert " ".join(title.split()) in " ".join(words.split())
    assert "Answers, and who gives them" in words
    page.emulate_media(media="print")
    expect(page.locator(".chart-box svg:visible")).to_have_count(1)
    for place in (page.locator("nav"), page.locator(".find"), page.locator(".menu")):
        assert [one.is_visible() for one in place.all()] == [False] * place.count()
    assert page.locator("button:visible, .button:visible, input:visible").count() == 0


def test_without_script_one_can_accept_correct_add_and_undo(own_desk: Callable[..., Watched], own_case: Path) -> None:
    watched = own_desk(java_script_enabled=False)
    figure = asked(own_case, "SELECT id FROM figures WHERE measure = 'paid' AND state = 'read' ORDER BY id LIMIT 1")[0]
    held = value(own_case, figure)
    assert isinstance(held, Figure)
    page = watched.page(f"/review/{figure}")
    page.get_by_role("button", name="Accept").click()
    assert "Recorded: accepted" in recorded(page)
    page.get_by_role("button", name="Undo", exact=True).click()
    assert "Recorded: took back" in recorded(page)

    page.get_by_role("link", name="Correct").click()
    start, end = held.span.start, held.span.end
    field(page, "span").fill(f"{start}:{end + 99_999}")
    page.get_by_role("button", name="Record the correction").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was recorded")
    assert field(page, "span").input_value() == f"{start}:{end + 99_999}"
    field(page, "span").fill(f"{start}:{end}")
    field(page, "per").fill("year")
    page.get_by_role("button", name="Record the correction").click()
    assert "Recorded: corrected" in recorded(page)

    page.goto(watched.address + f"/reports/{held.report}")
    page.get_by_role("link", name="New figure").click()
    field(page, "span").fill(f"{start}:{end}")
    field(page, "measure").select_option("cost")
    field(page, "low").fill("7")
    page.get_by_role("button", name="Add the figure").click()
    assert "Recorded: added" in recorded(page)
    assert [made.verdict.value for made in decisions(own_case)] == ["accept", "withdraw", "correct", "add"]
    corrected = value(own_case, figure)
    assert isinstance(corrected, Figure)
    assert (corrected.per, corrected.span) == ("year", held.span)
