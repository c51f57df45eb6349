"""The keys of each person, and who may review at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from closewatch.desk.web.reviewing.bindings import ACTIONS
from tests.desk.web.browsing import Visitor
from tests.desk.web.conftest import log_in
from tests.desk.web.test_review import decisions, ids

DEFAULT = {action.name: action.key for action in ACTIONS}


def test_every_page_brings_the_sheet_of_keys(anna: Visitor, kursk: Path) -> None:
    figure = ids(kursk, "figures")[0]
    for path in ("/", f"/review/{figure}", f"/review/{figure}/correct", "/keys", "/review/history"):
        text = anna.get(path).text
        assert 'data-key-of="accept" data-key="a"' in text, path
        assert "keys.js" in text


def test_keys_can_be_bound_anew_switched_off_and_set_back(anna: Visitor) -> None:
    token = anna.get("/keys").token
    text = anna.post("/keys", {"token": token, **DEFAULT, "accept": "Enter "[0], "skip": "space", "undo": "Z", "on": "true"}).text
    assert "Your keys are kept" in text
    assert 'data-key-of="accept" data-key="e"' in text
    assert 'data-key-of="undo" data-key="z"' in text
    text = anna.post("/keys", {"token": token, **DEFAULT}).text
    assert "Single keys are switched off" in text
    text = anna.post("/keys", {"token": token, "set": "back"}).text
    assert 'data-key-of="accept" data-key="a"' in text
    assert "Single keys are switched off" not in text


@pytest.mark.parametrize(("action", "key"), [("accept", ""), ("accept", "xyz"), ("undo", "a"), ("skip", "\x07"), ("note", "<b>")])
def test_a_key_that_cannot_be_had_comes_back_beside_its_field(anna: Visitor, action: str, key: str) -> None:
    token = anna.get("/keys").token
    answer = anna.post("/keys", {"token": token, **DEFAULT, action: key, "grade": "y", "on": "true"})
    assert answer.status == 400
    assert f'id="wrong-{action}"' in answer.text
    assert 'name="grade" value="y"' in answer.text
    assert 'data-key-of="grade" data-key="g"' in anna.get("/keys").text


def test_keys_belong_to_one_person(people_address: str) -> None:
    anna, rob = Visitor(people_address), Visitor(people_address)
    log_in(anna, "anna")
    log_in(rob, "rob")
    anna.post("/keys", {"token": anna.get("/keys").token, **DEFAULT, "accept": "y", "on": "true"})
    assert 'data-key-of="accept" data-key="y"' in anna.get("/").text
    assert 'data-key-of="accept" data-key="a"' in rob.get("/").text


def test_a_reader_sees_everything_and_decides_on_nothing(people_address: str, kursk: Path) -> None:
    rita = Visitor(people_address)
    log_in(rita, "rita")
    figure, statement = ids(kursk, "figures")[0], ids(kursk, "statements")[0]
    report = ids(kursk, "reports")[0]
    for path in (f"/review/{figure}", f"/review/{statement}", "/review/summary", "/review/history"):
        page = rita.get(path)
        assert page.status == 200
        for button in ('value="accept"', 'value="reject"', 'action="/undo"', 'value="grade"'):
            assert button not in page.text, path
    token = rita.get("/keys").token
    for path in ("/decide", "/undo", f"/review/{figure}/skip", f"/review/{figure}/correct", f"/reports/{report}/add"):
        answer = rita.post(path, {"token": token, "on": figure, "verdict": "accept", "seen": ""}, follow=False)
        assert answer.status == 403, path
    assert decisions(kursk) == []


def test_each_person_signs_with_their_own_name(people_address: str, kursk: Path) -> None:
    rob = Visitor(people_address)
    log_in(rob, "rob")
    figure = ids(kursk, "figures")[0]
    page = rob.get(f"/review/{figure}")
    rob.post("/decide", {"token": page.token, "on": figure, "verdict": "accept", "seen": ""}, follow=False)
    assert [made.by for made in decisions(kursk)] == ["person:rob"]
