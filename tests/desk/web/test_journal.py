"""The journal in the browser, on a real server."""

from __future__ import annotations

import json
from pathlib import Path

from closewatch.ledger.case import open_case
from tests.desk.web.browsing import Visitor


def test_the_journal_says_what_each_entry_did_the_newest_first(anna: Visitor) -> None:
    page = anna.get("/journal").text
    assert page.index('id="entry-10"') < page.index('id="entry-2"')
    for words in ("began the case “Pay”", "took in", "read", "linked", "1 statement, 1 figure", "Pay in Kursk"):
        assert words in page


def test_the_journal_is_narrowed_by_kind_and_by_person(anna: Visitor) -> None:
    page = anna.get("/journal?kind=reading").text
    assert "took in" not in page
    assert "1 statement" in page
    assert 'id="entry-1"' in anna.get("/journal?by=person:tester").text
    assert "No entry has all of that" in anna.get("/journal?by=person:nobody").text
    assert anna.get("/journal?kind=nonsense").status == 400


def test_an_entry_shows_its_digests_and_its_body(anna: Visitor) -> None:
    entry = json.loads(anna.get("/journal/2.json").body)
    page = anna.get("/journal/2").text
    for name in ("digest", "prev", "body_digest"):
        assert entry[name] in page
    assert entry["body"]["capture"]["source"] in page
    assert 'href="/journal/1"' in page
    assert 'href="/journal/3"' in page


def test_programs_follow_the_journal_from_its_first_entry(anna: Visitor) -> None:
    answer = json.loads(anna.get("/journal.json?limit=4").body)
    assert [entry["seq"] for entry in answer["items"]] == [1, 2, 3, 4]
    assert answer["next"] == "/journal.json?limit=4&after=4"
    assert [entry["seq"] for entry in json.loads(anna.get("/journal.json?kind=case").body)["items"]] == [1]


def test_an_entry_that_is_not_there_is_one_line(anna: Visitor) -> None:
    for path in ("/journal/99", "/journal/0", "/journal/99999999999999999999", "/journal/x", "/journal?after=x", "/journal/-1.json"):
        answer = anna.get(path)
        assert answer.status in (400, 404)
        assert "wanted" in answer.text


def test_a_body_that_was_destroyed_leaves_its_entry(anna: Visitor, kursk: Path) -> None:
    with open_case(kursk) as case:
        case.tables.execute("DROP TRIGGER bodies_stay")
        case.tables.execute("UPDATE bodies SET body = NULL, salt = NULL WHERE seq = 3")
    assert "Its body was destroyed" in anna.get("/journal/3").text
    assert anna.get("/journal").status == 200
    assert json.loads(anna.get("/journal/3.json").body)["body"] is None
