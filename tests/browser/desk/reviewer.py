"""What a reviewer does at the desk in a browser, each in one word: select, press, decide; and what the ledger then holds of it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page

from closewatch.ledger.case import open_case
from closewatch.ledger.views.decisions import decision_of
from closewatch.ledger.views.values import value_of
from closewatch.terms.decision import Decision
from closewatch.terms.figure import Figure
from closewatch.terms.statement import Statement

EDGES = """words => {
    const root = document.querySelector("[data-selectable]");
    const inText = node => node.parentElement.closest("[data-start]") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, inText);
    const nodes = [];
    let text = "";
    while (walker.nextNode()) {
        nodes.push({node: walker.currentNode, from: text.length});
        text += walker.currentNode.data;
    }
    const at = text.indexOf(words);
    if (at < 0) return null;
    const letter = place => {
        const held = nodes.findLast(one => one.from <= place), range = document.createRange();
        range.setStart(held.node, place - held.from);
        range.setEnd(held.node, place - held.from + 1);
        return range;
    };
    const first = letter(at), last = letter(at + words.length - 1);
    first.startContainer.parentElement.scrollIntoView({block: "center", behavior: "instant"});
    const left = first.getBoundingClientRect(), right = last.getBoundingClientRect();
    return [left.left + 1, left.top + left.height / 2, right.right - 1, right.top + right.height / 2];
}"""
"""Where on the screen some words of a report begin and end; words that begin or end with a sign beyond the basic plane are not found."""

OUTLINE = """() => {
    const here = document.activeElement;
    return here === document.body || (here.matches(":focus-visible") && getComputedStyle(here).outlineStyle !== "none");
}"""


def select_words(page: Page, words: str) -> None:
    """Draw the mouse over some words of the report, from their first letter to their last."""
    edges = page.evaluate(EDGES, words)
    assert edges, f"wanted these words on the page: {words}"
    left, top, right, bottom = edges
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, bottom)
    page.mouse.move(right, bottom)
    page.mouse.up()
    assert page.evaluate("document.getSelection().toString()").strip() == words


def press(page: Page, key: str) -> None:
    """Press a key, and look where the focus is: everybody has to see it."""
    page.keyboard.press(key)
    assert page.evaluate(OUTLINE), f"wanted a visible focus after {key}, found none on {page.evaluate('document.activeElement.outerHTML')}"


def press_on(page: Page, key: str) -> None:
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)
    assert page.evaluate(OUTLINE)


def tab_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Go on with Tab until something has the focus."""
    for _ in range(120):
        press(page, key)
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"wanted to reach {wanted} with {key}, found no way")


def field(page: Page, name: str) -> Locator:
    """Find one field of a form of correction or addition, by the name that a correction has for it."""
    return page.locator(f'[name="{name}"]')


def use_words(page: Page, name: str) -> None:
    """Put the selected words into a field."""
    page.locator(f'button[data-use="f-{name}"]').click()


def recorded(page: Page) -> str:
    """Wait for the line that says what was put on the record."""
    words: str = page.locator(".notice.done").inner_text()
    return words


def decisions(folder: Path) -> list[Decision]:
    """Every decision in the ledger, the oldest first."""
    with open_case(folder) as case:
        rows = case.tables.execute("SELECT id FROM decisions ORDER BY seq").fetchall()
        return [decision_of(case.tables, identity) for (identity,) in rows]


def value(folder: Path, identity: str) -> Statement | Figure:
    """A statement or a figure as the ledger has it today."""
    with open_case(folder) as case:
        found: Statement | Figure = value_of(case.tables, identity).value
        return found


def text_of(folder: Path, report: str) -> str:
    """The text of a report."""
    with open_case(folder) as case:
        return case.report(report).text


def asked(folder: Path, query: str, *values: str) -> list[str]:
    """Ask the tables of a case for one column."""
    with open_case(folder) as case:
        return [str(row[0]) for row in case.tables.execute(query, values).fetchall()]
