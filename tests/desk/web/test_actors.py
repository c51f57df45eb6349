"""Actors and outlets in the browser, on a real server."""

from __future__ import annotations

import json

import pytest

from tests.desk.web.browsing import Visitor


def identity_of(visitor: Visitor, name: str) -> str:
    (found,) = json.loads(visitor.get(f"/actors.json?source={name}").body)["items"]
    return str(found["id"])


def test_actors_stand_by_how_much_they_say_or_by_name(anna: Visitor) -> None:
    most, by_name = anna.get("/actors").text, anna.get("/actors?order=name").text
    assert most.index(">service<") < most.index(">Meridian Wire<")
    assert by_name.index(">Chung<") < by_name.index(">Meridian Wire<") < by_name.index(">service<")


def test_an_actor_is_found_by_a_part_of_its_name(anna: Visitor) -> None:
    page = anna.get("/actors?source=hun").text
    assert ">Chung<" in page
    assert ">ministry<" not in page
    assert "Nobody here goes by that name" in anna.get("/actors?source=xylophone").text


def test_the_page_of_an_actor_tells_what_it_says_and_answers(anna: Visitor) -> None:
    page = anna.get(f"/actors/{identity_of(anna, 'chung')}").text
    for words in ("<h1>Chung</h1>", "person, KR", "that soldiers in Russia earn $100 a month", "paid 100 USD per month", "A letter home"):
        assert words in page
    assert 'href="/outlets/Meridian%20Wire"' in page
    assert 'href="/questions/qu:' in page


def test_the_beginning_of_an_id_leads_to_the_actor(anna: Visitor) -> None:
    identity = identity_of(anna, "chung")
    answer = anna.get(f"/actors/{identity[:13]}")
    assert (answer.status, answer.headers["location"]) == (303, f"/actors/{identity}")
    assert anna.get("/actors/ac:00000000000000000000000000000000").status == 404


def test_outlets_are_listed_with_their_reports_and_each_has_a_page(anna: Visitor) -> None:
    page = anna.get("/outlets").text
    assert 'href="/outlets/Meridian%20Wire"' in page
    assert "=SUM(1)" in page
    one = anna.get("/outlets/Meridian%20Wire").text
    assert "1 report" in one
    assert "A letter home" in one
    assert "No outlet goes by that name" in anna.get("/outlets?source=xylophone").text


@pytest.mark.parametrize("name", ["Nobody", "..%2F..%2Fetc", "%00", "a" * 500, "%3Cscript%3E"])
def test_an_outlet_that_is_not_there_is_one_line(anna: Visitor, name: str) -> None:
    answer = anna.get(f"/outlets/{name}")
    assert answer.status in (400, 404)
    assert "<script>" not in answer.text
