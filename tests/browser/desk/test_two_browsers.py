"""Two people review one case at once, each in their own browser: no decision is lost, and nobody decides on what they have not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.desk.conftest import Watched
from tests.browser.desk.reviewer import asked, decisions

EACH = 20
SHARED = 5
"""How many decisions each of them makes, and on how many values both do."""


def sent(page: Page, button: str) -> None:
    """Press a button and wait for nothing."""
    page.get_by_role("button", name=button).click(no_wait_after=True)


def told(page: Page) -> str:
    """Wait for what the desk says: that it was recorded, or that somebody decided meanwhile."""
    words: str = page.locator(".notice.done, .notice.bad").inner_text()
    return words


def test_forty_decisions_of_two_at_once_are_all_on_the_record(shared_desk: Callable[[str], Watched], own_case: Path) -> None:
    anna, ben = shared_desk("anna"), shared_desk("ben")
    ids = asked(own_case, "SELECT id FROM figures WHERE state = 'read' ORDER BY id LIMIT ?", str(2 * EACH - SHARED))
    both, only_anna, only_ben = ids[:SHARED], ids[SHARED:EACH], ids[EACH:]
    hers, his = anna.context.new_page(), ben.context.new_page()
    twice = []
    for one, other in [*zip(both, both, strict=True), *zip(only_anna, only_ben, strict=True)]:
        hers.goto(f"{anna.address}/review/{one}")
        his.goto(f"{ben.address}/review/{other}")
        sent(hers, "Accept")
        sent(his, "Reject")
        said = [told(hers), told(his)]
        if one != other:
            assert all("Recorded:" in words for words in said), said
            continue
        # Whoever came second is told what was decided, and decides all the same with a second press.
        assert sorted("decided by" in words for words in said) == [False, True], said
        his_turn = "decided by" in said[1]
        second, button, met = (his, "Reject", "anna just now: accepted") if his_turn else (hers, "Accept", "ben just now: rejected")
        expect(second.get_by_role("alert")).to_contain_text(f"decided by {met}")
        sent(second, button)
        expect(second.locator(".notice.done")).to_contain_text("Recorded:")
        twice.append(one)

    made = decisions(own_case)
    assert Counter(one.by for one in made) == {"person:anna": EACH, "person:ben": EACH}
    assert Counter(one.on for one in made) == Counter([*both, *both, *only_anna, *only_ben])
    assert twice == both
    assert {(one.by, one.verdict.value) for one in made} == {("person:anna", "accept"), ("person:ben", "reject")}
    page = anna.page("/journal?kind=decision")
    expect(page.locator("tbody").first.locator("tr")).to_have_count(2 * EACH)
