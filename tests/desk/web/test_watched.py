"""The sources that are kept watch on, in the browser, on a real server."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

from closewatch.desk.line import note_polls
from closewatch.desk.web.watching.sources_shown import key_of
from closewatch.ledger.case import open_case
from closewatch.terms.watch import Poll, PollOutcome, WatchedKind
from tests.desk.web.browsing import Visitor
from tests.desk.web.moved import CLOSED, DEAD, FEED, NOON, PAGE, REFUSED_PAGE, note_some_polls, set_feeds, tools_at

SETTINGS = f"""
[[feeds]]
address = "{FEED}"
why = "statements about pay"
person = "anna"

[[feeds]]
address = "{DEAD}"
every = "1 hour"

[[feeds]]
address = "https://never.example/feed.xml"
take = "entries"

[[feeds]]
address = "{CLOSED}"
kind = "page"
"""


def row_of(page: str, address: str) -> str:
    """The row of one source."""
    begins = page.index(f'href="/watched/{key_of(address)}"')
    return page[begins : page.index("</tr>", begins)]


def test_without_settings_the_page_says_how_to_begin(anna: Visitor) -> None:
    page = anna.get("/watched")
    assert page.status == 200
    assert "Nothing is watched." in page.text
    assert "closewatch watch kursk" in page.text


def test_every_source_stands_with_its_reason_its_person_and_how_it_stands(kursk: Path, anna: Visitor) -> None:
    set_feeds(kursk, SETTINGS)
    note_some_polls(kursk)
    page = anna.get("/watched").text
    mine = row_of(page, FEED)
    for words in (
        "every 30 minutes",
        "statements about pay",
        "(anna)",
        "answers</span>",
        "nothing new",
        "asked 1 time since",
        "2 not yet, 1 of them refused",
    ):
        assert words in mine, words
    failing = row_of(page, DEAD)
    for words in ("no answer</span>", "1 time in a row", "wanted an answer, found that nobody listens", "every hour"):
        assert words in failing, words


def test_what_wants_an_eye_stands_first(kursk: Path, anna: Visitor) -> None:
    set_feeds(kursk, SETTINGS)
    note_some_polls(kursk)
    page = anna.get("/watched").text
    order = [page.index(key_of(address)) for address in (DEAD, CLOSED, "https://never.example/feed.xml", FEED)]
    assert order == sorted(order)
    assert "2 with trouble" in page


def test_a_source_that_was_never_asked_says_so(kursk: Path, anna: Visitor) -> None:
    set_feeds(kursk, SETTINGS)
    page = anna.get("/watched").text
    assert "Nothing was ever asked" in page
    assert "not asked yet</span>" in row_of(page, FEED)
    assert "due now" in row_of(page, FEED)
    alone = anna.get(f"/watched/{key_of('https://never.example/feed.xml')}").text
    assert "its entries themselves" in alone
    assert "It was not asked yet." in alone


def test_a_source_that_is_no_longer_set_says_so(kursk: Path, anna: Visitor) -> None:
    note_some_polls(kursk)
    assert "no longer watched</span>" in row_of(anna.get("/watched").text, DEAD)


def test_settings_that_are_not_in_order_are_named_in_one_line(kursk: Path, anna: Visitor) -> None:
    note_some_polls(kursk)
    set_feeds(kursk, '[[feeds]]\naddress = "ftp://gazette.example/feed.xml"')
    page = anna.get("/watched")
    assert page.status == 200
    assert "The settings are not in order." in page.text
    assert "wanted" in page.text
    assert str(kursk) not in page.text
    assert "no answer</span>" in row_of(page.text, DEAD)
    assert anna.get(f"/watched/{key_of(DEAD)}").status == 200


def test_sources_are_narrowed_by_words_and_by_how_they_stand(kursk: Path, anna: Visitor) -> None:
    set_feeds(kursk, SETTINGS)
    note_some_polls(kursk)
    assert key_of(DEAD) not in anna.get("/watched?source=gazette").text
    page = anna.get("/watched?state=no+answer").text
    assert key_of(DEAD) in page
    assert key_of(FEED) not in page
    assert "No watched source has all of that" in anna.get("/watched?source=nobody").text
    assert anna.get("/watched?state=nonsense").status == 400


def test_the_page_of_a_source_has_its_polls_and_the_pages_that_never_came(kursk: Path, anna: Visitor) -> None:
    set_feeds(kursk, SETTINGS)
    note_some_polls(kursk)
    page = anna.get(f"/watched/{key_of(FEED)}").text
    polls = page[page.index("Polls</h2>") :]
    assert polls.index("not asked, for a reason") < polls.index("nothing new") < polls.index("something new")
    for words in ("2 new addresses", "6 bytes, not read yet", "robots.txt refuses it", 'href="/journal/11"'):
        assert words in polls, words
    wanted = page[page.index("Pages that it lists and that did not come yet") : page.index("Polls</h2>")]
    assert PAGE in wanted
    assert re.search(rf"{REFUSED_PAGE}</code> <span class=\"soft\">not asked, for a reason", wanted)


def test_programs_get_what_was_laid_down(kursk: Path, anna: Visitor) -> None:
    note_some_polls(kursk)
    first = json.loads(anna.get("/watched.json?limit=2").body)
    assert [item["address"] for item in first["items"]] == [CLOSED, DEAD]
    assert first["items"][1]["last"]["outcome"] == "failed"
    rest = json.loads(anna.get(first["next"]).body)
    assert [item["why"] for item in rest["items"]] == ["statements about pay"]
    assert rest["next"] is None
    assert len(anna.get("/watched.csv").text.splitlines()) == 4


def test_addresses_of_others_are_words_and_never_links(kursk: Path, anna: Visitor) -> None:
    set_feeds(kursk, SETTINGS)
    note_some_polls(kursk)
    for path in ("/watched", f"/watched/{key_of(FEED)}"):
        assert 'href="http' not in anna.get(path).text


def test_many_polls_of_one_entry_go_on_page_by_page(kursk: Path, anna: Visitor) -> None:
    polls = [
        Poll(FEED if not n else f"{PAGE}/{n:03}", FEED, WatchedKind.PAGE, NOON + timedelta(seconds=n), PollOutcome.UNCHANGED, "t", 200)
        for n in range(120)
    ]
    with open_case(kursk) as case:
        note_polls(case, polls, (), (), tools_at(NOON))
    set_feeds(kursk, SETTINGS)
    address: str | None = f"/watched/{key_of(FEED)}"
    seen: list[str] = []
    while address:
        page = anna.get(address.replace("&amp;", "&")).text
        seen += re.findall(r"<code>https://gazette\.example/one/(\d+)</code></div>", page)
        onward = re.search(r'rel="next" class="button" href="([^"]+)"', page)
        address = onward[1] if onward else None
    assert seen == [f"{n:03}" for n in range(119, 0, -1)]


def test_what_is_not_there_is_one_line(kursk: Path, anna: Visitor) -> None:
    set_feeds(kursk, SETTINGS)
    for path in ("/watched/0123", f"/watched/{key_of(FEED)}?after=x", f"/watched/{key_of(FEED)}?after=1&before=2"):
        answer = anna.get(path)
        assert answer.status in (400, 404)
        assert "wanted" in answer.text
