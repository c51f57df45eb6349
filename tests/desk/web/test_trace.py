from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.desk.web.browsing import Visitor
from tests.desk.web.originals_case import Kept, desk_of_originals


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    with desk_of_originals(tmp_path_factory.mktemp("trace")) as kept:
        yield kept


KINDS = {
    "claim": "SELECT id FROM claims LIMIT 1",
    "question": "SELECT id FROM questions LIMIT 1",
    "figure": "SELECT id FROM figures LIMIT 1",
    "statement": "SELECT id FROM statements LIMIT 1",
    "report": "SELECT id FROM reports LIMIT 1",
    "capture": "SELECT id FROM captures LIMIT 1",
    "actor": "SELECT component FROM actors LIMIT 1",
    "link": "SELECT id FROM links LIMIT 1",
}


@pytest.mark.parametrize("kind", KINDS)
def test_from_every_kind_of_value_a_way_leads_down(kept: Kept, kind: str) -> None:
    identity = kept.rows(KINDS[kind])[0][0]
    page = kept.anna.get(f"/trace/{identity}")
    assert page.status == 200
    assert f"Way down from {kind} {identity[:13]}" in page.text
    shape = json.loads(kept.anna.get(f"/trace/{identity}.json").text)
    assert (shape["kind"], shape["id"]) == (kind, identity)


def test_a_figure_is_followed_to_its_words_its_report_and_its_bytes_each_a_link(kept: Kept) -> None:
    report = kept.report("v1.txt")
    figure = kept.rows("SELECT id FROM figures WHERE report = ?", report)[0][0]
    page = kept.anna.get(f"/trace/{figure}").text
    assert '<mark class="content d1">3,000</mark>' in page
    assert "there, and of this digest" in page
    for identity in (figure, report, kept.capture("v1.txt")):
        assert f'href="/at/{identity}"' in page


def test_the_beginning_of_an_id_is_enough(kept: Kept) -> None:
    figure = kept.rows("SELECT id FROM figures LIMIT 1")[0][0]
    assert figure[:13] in kept.anna.get(f"/trace/{figure[:20]}").text


def test_what_rests_on_very_much_is_followed_one_step_and_says_so(kept: Kept) -> None:
    question = kept.rows("SELECT question FROM members GROUP BY question ORDER BY count(*) DESC LIMIT 1")[0][0]
    page = kept.anna.get(f"/trace/{question}")
    assert "followed one step" in page.text
    assert "from here down" in page.text
    assert json.loads(kept.anna.get(f"/trace/{question}.json").text)["whole"] is False
    actor = kept.rows("SELECT component FROM actors LIMIT 1")[0][0]
    assert json.loads(kept.anna.get(f"/trace/{actor}.json").text)["whole"] is True


@pytest.mark.parametrize(
    "path", ["/trace/cl:0", "/trace/zz", "/trace/%00", "/trace/st:", "/trace/..%2Fx", "/trace/or:0", "/trace/co:0", "/trace/dr:0"]
)
def test_what_is_not_there_is_one_line(anna: Visitor, path: str) -> None:
    answer = anna.get(path)
    assert answer.status == 404
    assert "Traceback" not in answer.text
