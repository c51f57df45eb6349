"""The search, on a real server."""

from __future__ import annotations

import json
from contextlib import suppress
from urllib.parse import quote

import pytest

from closewatch.desk.web.lists.marking import pieces
from tests.desk.web.browsing import Visitor


def test_words_are_found_in_statements_and_in_reports_and_marked(anna: Visitor) -> None:
    page = anna.get("/search?words=soldier").text
    assert page.count("<mark>soldiers</mark>") == 4
    assert "2 found" in page
    assert page.index("$100 a month") < page.index("$2,000 a month"), "the newest first"


def test_filters_alone_find_and_narrow(anna: Visitor) -> None:
    assert "that anybody is paid at all" in anna.get("/search?stance=denies").text
    narrowed = anna.get("/search?words=earn&outlet=Meridian+Wire").text
    assert "$100 a month" in narrowed
    assert "$2,000 a month" not in narrowed


def test_an_id_leads_to_its_page(anna: Visitor) -> None:
    (first, *_) = json.loads(anna.get("/statements.json").body)["items"]
    assert anna.get(f"/search?words={first['id']}").headers["location"] == f"/at/{first['id']}"
    assert anna.get(f"/search?words={first['id'][:10]}").status == 303
    assert anna.get("/search?words=st:0000000000").status == 200


def test_nothing_found_says_what_to_do_next(anna: Visitor) -> None:
    assert "Type words" in anna.get("/search").text
    assert "Take a word or a filter away" in anna.get("/search?words=xylophone").text


def test_programs_search_each_kind(anna: Visitor) -> None:
    for what, number in (("statements", 2), ("figures", 2), ("reports", 2)):
        answer = json.loads(anna.get(f"/search/{what}.json?words=soldiers&limit=1").body)
        assert (answer["count"], answer["more"], len(answer["items"])) == (number, False, 1)
        following = json.loads(anna.get(answer["next"]).body)
        assert following["next"] is None
        assert following["items"][0]["id"] != answer["items"][0]["id"]


def test_a_page_of_one_kind_goes_on_and_back(anna: Visitor) -> None:
    (_, older) = json.loads(anna.get("/search/statements.json?words=earn").body)["items"]
    page = anna.get(f"/search?words=earn&what=statements&before={older['id']}").text
    assert "$100 a month" in page
    assert "Next" in page
    assert "Reports" not in page.partition("<main")[2].partition("</main>")[0].replace("Reports</a>", "")


HOSTILE = (
    '"', "'", '" OR "', "a*b*", "NEAR(a b)", "AND", "a AND", "-a", "^a", "words:a", "{a b}:c", "(((", "*", "%", "\\", "\u202e", "<script>",
    "\ud55c\uad6d", "ё", "🙂", "a" * 300, "a " * 140, "__", "\t\n",
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_never_break_the_search(anna: Visitor, words: str) -> None:
    for address in ("/search?words=", "/search?like=", "/search/reports.json?words=", "/search?words=a&place=", "/search?words=a&source="):
        answer = anna.get(address + quote(words))
        assert answer.status in (200, 400), address
        assert "<script>" not in answer.text
        if answer.status == 400:
            assert "wanted" in answer.text


@pytest.mark.parametrize(
    "address", ["/search?words=%00", "/search?like=%00", f"/search?words={'a' * 5_000}", f"/search?like={'a' * 5_000}"]
)
def test_what_cannot_be_searched_is_refused_in_one_line(anna: Visitor, address: str) -> None:
    answer = anna.get(address)
    assert answer.status == 400
    assert "Traceback" not in answer.text


def test_100_kb_of_words_do_not_harm_the_desk(anna: Visitor) -> None:
    with suppress(ConnectionError):  # the server may hang up before all of it is sent
        assert anna.get(f"/search?words={'a' * 100_000}").status in (400, 414, 431)
    assert anna.get("/search").status == 200


def test_only_what_was_searched_is_marked() -> None:
    assert [piece.words for piece in pieces("Kyiv: ÉCOLE, ecole-école", "école") if piece.marked] == ["ÉCOLE", "ecole", "école"]
    assert pieces("as it stands", None) == pieces("as it stands", "")
