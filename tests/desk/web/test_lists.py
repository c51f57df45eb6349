"""The lists of the case as pages, CSV and JSON, on a real server."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any
from urllib.parse import quote

import pytest

from closewatch.desk.web.lists.tables import TABLES
from tests.desk.web.browsing import Visitor

LISTS = (*TABLES, "actors", "journal")


def items(visitor: Visitor, address: str) -> list[dict[str, Any]]:
    """Every item of a list, page by page."""
    found: list[dict[str, Any]] = []
    following: str | None = address
    while following:
        answer = json.loads(visitor.get(following).body)
        found += answer["items"]
        following = answer["next"]
    return found


def rows(visitor: Visitor, address: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(visitor.get(address).text)))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_a_page_and_json_and_csv(anna: Visitor, name: str) -> None:
    page = anna.get(f"/{name}")
    assert page.status == 200
    assert f'href="/{name}.csv"' in page.text or 'class="empty"' in page.text
    assert anna.get(f"/{name}.json").headers["content-type"] == "application/json"
    answer = anna.get(f"/{name}.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}.csv"'


@pytest.mark.parametrize("name", LISTS)
def test_pages_of_one_item_give_the_list_in_its_order_and_each_item_once(anna: Visitor, name: str) -> None:
    whole = items(anna, f"/{name}.json")
    assert items(anna, f"/{name}.json?limit=1") == whole
    assert len(rows(anna, f"/{name}.csv")) == len(whole) + 1


def test_a_filter_narrows_page_csv_and_json_alike(anna: Visitor) -> None:
    assert [one["stance"] for one in items(anna, "/statements.json?stance=denies")] == ["denies"]
    assert [row[3] for row in rows(anna, "/statements.csv?stance=denies")] == ["stance", "denies"]
    page = anna.get("/statements?stance=denies").text
    assert "that anybody is paid at all" in page
    assert "that soldiers in Russia earn" not in page
    assert 'href="/statements.csv?stance=denies"' in page


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ("source=serv", 1), ("since=2024-12&until=2024-12", 1), ("outlet=Meridian+Wire", 1), ("outlet=Meridian", 0),
        ("review=unreviewed", 3),
        ("review=accepted", 0),
    ],
)  # fmt: skip
def test_statements_are_narrowed_by(anna: Visitor, filters: str, number: int) -> None:
    assert len(items(anna, f"/statements.json?{filters}")) == number


def test_figures_are_narrowed_by_measure_and_place(anna: Visitor) -> None:
    assert len(items(anna, "/figures.json?measure=paid&place=ru")) == 2
    assert items(anna, "/figures.json?measure=killed") == []


def test_reports_are_found_by_their_words(anna: Visitor) -> None:
    assert [one["headline"] for one in items(anna, "/reports.json?words=nobody+check")] == ["Pay in Kursk"]


def test_what_goes_as_one_actor_is_listed_by_its_id_and_named_on_the_page(anna: Visitor) -> None:
    (chung,) = items(anna, "/actors.json?source=chung")
    (said,) = items(anna, f"/statements.json?actor={chung['id']}")
    assert said["speaker"]["name"] == "Chung"
    assert "Actor: Chung" in re.sub("<[^>]+>", "", anna.get(f"/statements?actor={chung['id']}").text)


def test_a_wrong_date_is_said_beside_its_field_and_nothing_is_listed(anna: Visitor) -> None:
    page = anna.get("/statements?since=soon&stance=denies")
    assert page.status == 400
    assert re.search(r'name="since" value="soon"[^>]*aria-describedby="wrong-since"', page.text)
    assert "wanted a date like 2024-11-19" in page.text
    assert "that anybody is paid at all" not in page.text


def test_each_filter_can_be_taken_away_by_itself(anna: Visitor) -> None:
    page = anna.get("/statements?stance=denies&since=2024").text
    assert 'href="/statements?since=2024"' in page
    assert 'href="/statements?stance=denies"' in page


def test_an_empty_list_says_what_to_do_next(anna: Visitor) -> None:
    assert "Take a filter away" in anna.get("/statements?stance=warns").text
    assert "No retelling that was found changed anything." in anna.get("/drift").text


def test_cells_that_are_ids_lead_to_their_values(anna: Visitor) -> None:
    page = anna.get("/statements").text
    (first, *_) = items(anna, "/statements.json")
    assert f'href="/at/{first["id"]}"' in page
    assert f'href="/at/{first["speaker"]["id"]}"' in page


def test_no_word_of_a_report_becomes_a_formula(anna: Visitor) -> None:
    assert "'=SUM(1)" in {cell for row in rows(anna, "/reports.csv") for cell in row}


@pytest.mark.parametrize(
    "query",
    [
        "stanze=denies", "stance=maybe", "stance=denies&stance=asserts", "since=soon", "since=2024-13", "limit=0", "limit=1001",
        "limit=two",
        "source=", f"source={'x' * 400}", "review=maybe", "after=a&before=b",
    ],
)  # fmt: skip
def test_a_program_is_told_in_one_line_what_cannot_be_asked(anna: Visitor, query: str) -> None:
    for kind in ("json", "csv"):
        answer = anna.get(f"/statements.{kind}?{query}")
        assert answer.status == 400
        assert "wanted" in answer.text
    assert set(json.loads(anna.get(f"/statements.json?{query}").body)) == {"error"}


@pytest.mark.parametrize("name", [name for name in LISTS if name != "journal"])
def test_going_on_from_what_is_not_there_is_an_error_and_no_empty_page(anna: Visitor, name: str) -> None:
    for address in (f"/{name}?after=st:{'0' * 32}", f"/{name}.json?after=cl:{'0' * 32}", f"/{name}.json?before=cl:{'0' * 32}"):
        answer = anna.get(address)
        assert answer.status == 404, address
        assert "wanted" in answer.text


@pytest.mark.parametrize("value", ["\"'<script>alert(1)</script>", "%", "\u202e", "' OR 1=1 --", "a" * 299, "(((", "*", "NEAR(a b)"])
def test_hostile_words_of_an_address_are_words(anna: Visitor, value: str) -> None:
    for name in ("source", "outlet", "place"):
        answer = anna.get(f"/figures?{name}={quote(value)}")
        assert answer.status == 200
        assert "<script>alert" not in answer.text


def test_csv_is_the_whole_list_and_has_no_pages(anna: Visitor) -> None:
    for query in ("limit=1", "after=1", "before=1"):
        assert anna.get(f"/statements.csv?{query}").status == 400


def test_problems_lead_to_their_place(anna: Visitor) -> None:
    for path in ("/problems", "/problems?order=met", "/problems?source=re:"):
        page = anna.get(path).text
        assert "reading.test" in page
        assert 'href="/at/re:' in page
    assert "1 problem" in anna.get("/problems").text


def test_a_list_goes_back_by_the_words_of_its_pages(anna: Visitor) -> None:
    for name in ("statements", "claims", "journal", "actors"):
        whole = items(anna, f"/{name}.json")
        last = str(whole[-1].get("id", whole[-1].get("seq")))
        cursor = f"{whole[-1]['question']}~{last}" if name == "claims" else last
        assert json.loads(anna.get(f"/{name}.json?before={cursor}").body)["items"] == whole[:-1]


def test_a_conflict_names_both_answers_and_who_gives_them(anna: Visitor) -> None:
    (conflict,) = items(anna, "/conflicts.json")
    head, row = rows(anna, "/conflicts.csv")
    assert head == ["id", "question", "kind", "differs in", "because", "left", "right", "left says", "right says"]
    assert (row[2], row[5], row[6]) == (conflict["kind"], conflict["left"], conflict["right"])
    page = anna.get("/conflicts").text
    assert "the figures do not meet" in page
    assert "figures-do-not-meet" not in page
    for side, words in zip(row[5:7], row[7:], strict=True):
        assert re.fullmatch(r"[^,]*[0-9][^a-z]*, .+", words)
        assert f'href="/questions/{conflict["question"]}#{side}">{words}</a>' in page
