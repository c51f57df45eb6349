"""A researcher's day at the desk, in a real browser: from a question down to the bytes, and what they put right on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from closewatch.desk.commands import main
from closewatch.desk.line import take_in
from closewatch.desk.sources import taken_from, tools_for
from closewatch.ledger.case import open_case
from closewatch.terms.decision import Verdict
from closewatch.terms.figure import Figure
from closewatch.terms.statement import Stance, Statement
from tests.browser.desk.conftest import Watched
from tests.browser.desk.reviewer import (
    asked,
    decisions,
    field,
    press,
    press_on,
    recorded,
    select_words,
    tab_to,
    text_of,
    use_words,
    value,
)

PAY = "Pay of North Korean soldiers in Russia, per month (USD)"

PAY_DAY = """Title: 평양 🪖 Pay day
Outlet: The Fenland Courier
Date: 2025-06-02
Author: Mina Holt

🇰🇵🪖 A month in Russia 🪖

평양 🪖: North Korean soldiers in Russia are paid $2,500 a month, perhaps $2,800, the National Intelligence Service said on Monday 🪖.

The talk at the barracks gate 🪖 is another: not one of them 🇰🇵, so the cook there, ever saw the money.
"""
"""An invented report: the reader takes one range for two figures, and misses what the cook says. Flags and Korean stand in the way."""


@pytest.fixture
def own_case(own_case: Path, tmp_path: Path) -> Path:
    """The sample, and the report on pay day."""
    source = tmp_path / "pay-day.txt"
    source.write_text(PAY_DAY, "utf-8")
    with open_case(own_case) as case, tools_for("person:demo") as tools:
        assert [step.state for step in take_in(case, taken_from((str(source),), tools.by), tools)] == ["new"]
    return own_case


def answer_of(page: Page, wording: str) -> Locator:
    """The part of a question's page that tells of one answer."""
    return page.locator("article.answer", has=page.get_by_role("heading", name=wording, exact=False))


def follow_to_the_words(page: Page, wording: str) -> Locator:
    """From an answer down to its words in the report, which are lit up."""
    answer_of(page, wording).first.locator("q a").first.click()
    page.wait_for_url(re.compile("/reports/re:"))
    return page.locator("mark.here")


def pay_question(watched: Watched) -> Page:
    page = watched.page("/")
    page.get_by_role("link", name=PAY).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PAY)
    return page


def test_from_the_pay_question_a_claim_leads_down_to_its_words_and_the_bytes(reading: Watched) -> None:
    page = pay_question(reading)
    lit = follow_to_the_words(page, "2,000 to 2,300")
    expect(lit).to_have_text("$2,000 to $2,300")
    expect(lit).to_be_in_viewport()
    expect(page.locator(".card.chosen")).to_contain_text("Foreign recruits of the Russian army")
    page.get_by_role("link", name="Original and custody").click()
    expect(page.get_by_text("The bytes are intact")).to_be_visible()
    digest = page.locator("dt:text-is('digest') + dd code").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the exact bytes").click()
    data = download.value.path().read_bytes()
    assert digest == "sha256:" + sha256(data).hexdigest()
    assert b"two-thousand-a-month" in data
    assert reading.elsewhere == []


def correct_the_figure_by_its_words(page: Page, folder: Path) -> str:
    """Two thousand five hundred was misread: the words say a range."""
    lit = follow_to_the_words(page, "2,500")
    expect(lit).to_have_text("$2,500")
    page.locator(".card.chosen .figure.here").get_by_role("link", name="Review the figure").click()
    identity = str(page.url.rpartition("/")[2])
    page.get_by_role("link", name="Correct").click()
    select_words(page, "$2,500 a month, perhaps $2,800")
    use_words(page, "span")
    start, _, end = field(page, "span").input_value().partition(":")
    assert text_of(folder, value(folder, identity).report)[int(start) : int(end)] == "$2,500 a month, perhaps $2,800"
    field(page, "best").fill("")
    field(page, "high").fill("2,800")
    page.get_by_label("Reason").fill("one range, not two figures")
    page.get_by_role("button", name="Record the correction").click()
    assert "Recorded: corrected" in recorded(page)
    return identity


def reject_what_is_no_figure_of_its_own(watched: Watched, identity: str) -> None:
    page = watched.page(f"/review/{identity}")
    page.get_by_role("button", name="Reject").click()
    assert "Recorded: rejected" in recorded(page)
    page.close()


def add_the_missed_statement(page: Page) -> None:
    """The cook spoke, and the reader did not hear it."""
    select_words(page, "not one of them 🇰🇵, so the cook there, ever saw the money")
    page.get_by_role("link", name="New statement").click()
    select_words(page, "the cook there")
    use_words(page, "source")
    field(page, "speaker").fill("cook at the barracks")
    field(page, "stance").select_option("denies")
    field(page, "basis").select_option("witness")
    page.get_by_role("button", name="Add the statement").click()
    assert "Recorded: added" in recorded(page)


def merge_two_actors(page: Page) -> None:
    """The observers of one report are those of another."""
    page.get_by_role("searchbox", name="Merge with").fill("observ")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Merge with Observers").first.click()
    assert "Recorded: merged" in recorded(page)


def grade_the_source(page: Page) -> None:
    page.get_by_role("link", name="Grade, note or protect").click()
    page.get_by_label("Reliability of the source").select_option("C")
    page.get_by_label("Credibility of what it says").select_option("3")
    form = page.locator("form", has=page.get_by_role("button", name="Record the grade"))
    form.get_by_label("Reason").fill("nobody says who they are")
    page.get_by_role("button", name="Record the grade").click()
    assert "Recorded: graded C3" in recorded(page)


def test_a_misread_figure_a_missed_statement_two_actors_and_a_grade_are_put_right_and_on_the_record(
    own_desk: Callable[..., Watched], own_case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    watched = own_desk()
    page = pay_question(watched)
    report = asked(own_case, "SELECT id FROM reports WHERE publisher = 'The Fenland Courier'")[0]
    other = asked(own_case, "SELECT id FROM figures WHERE report = ? ORDER BY place DESC LIMIT 1", report)[0]

    corrected = correct_the_figure_by_its_words(page, own_case)
    figure = value(own_case, corrected)
    assert isinstance(figure, Figure)
    assert figure.span.exact == "$2,500 a month, perhaps $2,800"
    assert (figure.amount.low, figure.amount.best, figure.amount.high) == (Decimal(2500), None, Decimal(2800))
    reject_what_is_no_figure_of_its_own(watched, other)
    question = asked(own_case, "SELECT question FROM members WHERE figure = ? AND until_seq IS NULL", corrected)[0]
    page.goto(watched.address + f"/questions/{question}")
    expect(answer_of(page, "2,500 to 2,800")).to_contain_text("The Fenland Courier")

    page.goto(watched.address + f"/reports/{report}")
    add_the_missed_statement(page)
    added = next(made for made in decisions(own_case) if made.verdict is Verdict.ADD)
    statement = value(own_case, asked(own_case, "SELECT id FROM statements WHERE report = ? ORDER BY seq DESC LIMIT 1", report)[0])
    assert isinstance(statement, Statement)
    assert [span.exact for span in statement.content] == ["not one of them 🇰🇵, so the cook there, ever saw the money"]
    assert [span.exact for span in statement.source] == ["the cook there"]
    assert (statement.speaker and statement.speaker.name, statement.stance) == ("cook at the barracks", Stance.DENIES)
    assert added.on == report
    expect(page.locator(".card", has_text="cook at the barracks")).to_be_visible()

    observers = asked(own_case, "SELECT component FROM actors WHERE name = 'Observers' ORDER BY id")
    page.goto(watched.address + f"/actors/{observers[0]}")
    merge_two_actors(page)
    assert len(set(asked(own_case, "SELECT component FROM actors WHERE name = 'Observers'"))) == len(set(observers)) - 1
    grade_the_source(page)
    page.get_by_role("button", name="Undo", exact=True).click()
    assert "Recorded: took back" in recorded(page)

    verdicts = [made.verdict.value for made in decisions(own_case)]
    assert verdicts == ["correct", "reject", "add", "merge", "grade", "withdraw"]
    assert {made.by for made in decisions(own_case)} == {"person:anna"}
    journal = watched.page("/journal?by=person:anna")
    for words in ("corrected", "rejected", "added", "merged", "graded", "took back"):
        expect(journal.get_by_role("table").first).to_contain_text(words)
    assert main(["show", str(own_case), "journal", "--json"]) == 0
    assert capsys.readouterr().out.count('"by":"person:anna","kind":"decision"') == 6
    assert watched.elsewhere == []
    assert watched.complaints == []


def paid(folder: Path) -> tuple[str, str]:
    """The pay question, which has the most answers about pay, and a figure that answers it."""
    most = "SELECT question FROM members JOIN figures f ON f.id = figure WHERE measure = 'paid' GROUP BY question ORDER BY count(*) DESC"
    answers = "SELECT figure FROM members WHERE question = ? AND until_seq IS NULL ORDER BY figure"
    question = asked(folder, most)[0]
    return question, asked(folder, answers, question)[0]


def test_a_second_reviewer_is_required_and_is_somebody_else(
    shared_desk: Callable[[str], Watched], own_case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    anna, ben = shared_desk("anna"), shared_desk("ben")
    question, figure = paid(own_case)
    page = anna.page(f"/questions/{question}")
    page.get_by_role("button", name="Require a second reviewer").click()
    expect(page.locator("main")).to_contain_text("A second reviewer is required")
    page.goto(anna.address + f"/review/{figure}")
    page.get_by_role("button", name="Accept").click()
    recorded(page)
    page.goto(anna.address + f"/review/{figure}")
    expect(page.locator(".state")).to_contain_text("waits for a second reviewer")

    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("alert")).to_contain_text("wanted a second reviewer")
    capsys.readouterr()
    assert main(["decide", str(own_case), figure, "accept", "--by", "anna"]) != 0
    assert "wanted a second reviewer" in capsys.readouterr().err
    expect(anna.page(f"/review/{figure}").locator(".state")).to_contain_text("waits for a second reviewer")

    page = ben.page(f"/review/{figure}")
    page.get_by_role("button", name="Accept").click()
    recorded(page)
    page.goto(ben.address + f"/review/{figure}")
    expect(page.locator(".state")).to_contain_text("accepted, by two reviewers")
    assert [(made.by, made.verdict.value) for made in decisions(own_case)] == [
        ("person:anna", "require"), ("person:anna", "accept"), ("person:ben", "accept"),
    ]  # fmt: skip


def verdicts_of(folder: Path) -> list[str]:
    return [made.verdict.value for made in decisions(folder)]


def test_all_of_review_is_done_by_the_keyboard_alone(own_desk: Callable[..., Watched], own_case: Path) -> None:
    page = own_desk().page("/")
    for _ in range(40):
        press(page, "Tab")
        if page.evaluate("document.activeElement.textContent") == "Review":
            break
    press_on(page, "Enter")
    first = page.url
    press_on(page, "a")
    press_on(page, "x")
    skipped = page.url
    press_on(page, "Space")
    assert page.url.partition("?")[0] != skipped.partition("?")[0]
    assert verdicts_of(own_case) == ["accept", "reject"]
    press_on(page, "u")
    assert verdicts_of(own_case) == ["accept", "reject", "withdraw"]
    assert page.url.partition("?")[0] != first

    press(page, "n")
    page.keyboard.type("ask: a axe, a cux? j/k")
    tab_to(page, page.get_by_role("button", name="Record the note"))
    press_on(page, "Enter")
    assert decisions(own_case)[-1].reason == "ask: a axe, a cux? j/k"
    press(page, "?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    press(page, "?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    press(page, "/")
    page.keyboard.type("axcun soldiers")
    press_on(page, "Enter")
    assert "/search" in page.url
    assert len(decisions(own_case)) == 4


def test_a_correction_and_an_addition_are_made_by_the_keyboard_alone(own_desk: Callable[..., Watched], own_case: Path) -> None:
    report = asked(own_case, "SELECT id FROM reports WHERE publisher = 'The Fenland Courier'")[0]
    figure = asked(own_case, "SELECT id FROM figures WHERE report = ? ORDER BY place LIMIT 1", report)[0]
    watched = own_desk()
    page = watched.page(f"/review/{figure}")
    press_on(page, "c")
    tab_to(page, field(page, "span"))
    for _ in range(4):
        press(page, "Shift+ArrowRight")
    expect(page.locator("[data-words-of='f-span']")).to_have_text("“$2,500 a month, perhaps”")
    press(page, "Shift+ArrowRight")
    press(page, "Shift+ArrowRight")
    tab_to(page, field(page, "best"))
    page.keyboard.press("Delete")
    tab_to(page, field(page, "high"))
    page.keyboard.type("2,800")
    press_on(page, "Enter")
    assert "Recorded: corrected" in recorded(page)
    corrected = value(own_case, figure)
    assert isinstance(corrected, Figure)
    assert (corrected.span.exact, corrected.amount.high) == ("$2,500 a month, perhaps $2,800", Decimal(2800))

    page.goto(watched.address + f"/review/{figure}")
    press_on(page, "s")
    tab_to(page, field(page, "content"))
    page.keyboard.type("ever saw the money")
    press_on(page, "Enter")
    assert "Recorded: added" in recorded(page)
    page.goto(watched.address + "/statements")
    press(page, "j")
    second = page.evaluate("document.activeElement.closest('tr').rowIndex")
    press(page, "j")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == second + 1
    press(page, "k")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == second
    press_on(page, "Enter")
    assert verdicts_of(own_case) == ["correct", "add"]


def test_a_key_that_was_given_to_something_else_is_dead_where_it_was(own_desk: Callable[..., Watched], own_case: Path) -> None:
    watched = own_desk()
    page = watched.page("/keys")
    page.get_by_label("Accept as it stands").fill("1")
    page.get_by_role("button", name="Keep these keys").click()
    expect(page.get_by_text("Your keys are kept.")).to_be_visible()
    page.goto(watched.address + f"/review/{paid(own_case)[1]}")
    page.keyboard.press("a")
    press_on(page, "1")
    assert verdicts_of(own_case) == ["accept"]
    page.goto(watched.address + "/keys")
    page.get_by_label("Single keys are on").uncheck()
    page.get_by_role("button", name="Keep these keys").click()
    expect(page.get_by_text("Your keys are kept.")).to_be_visible()
    page.goto(watched.address + f"/review/{paid(own_case)[1]}")
    for key in ("1", "x", "u", "Space", "c"):
        page.keyboard.press(key)
    assert page.url.endswith(f"/review/{paid(own_case)[1]}")
    assert verdicts_of(own_case) == ["accept"]
