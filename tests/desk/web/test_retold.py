from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from closewatch.desk.line import take_in
from closewatch.desk.sources import taken_from, tools_for
from closewatch.desk.web.desk import Desk, Start
from closewatch.desk.web.serving import bound, served
from closewatch.ledger.case import create_case
from tests.desk.web.browsing import Visitor

RETOLD = ("05-fifteen-hundred.txt", "06-shipped.txt", "07-already-there.txt", "15-more-than-tripled.txt")


@pytest.fixture
def retold(tmp_path: Path) -> Path:
    """A case in which "would send 12,000 men" became "12,000 already in Ukraine"."""
    reports = files("closewatch.desk") / "sample" / "reports"
    with (
        create_case(tmp_path / "case", "Retold", "person:anna", datetime(2025, 2, 1, tzinfo=UTC)) as case,
        tools_for("person:anna") as tools,
    ):
        for _ in take_in(case, taken_from(tuple(str(reports / name) for name in RETOLD), tools.by), tools):
            pass
    return tmp_path / "case"


def test_what_only_a_retelling_says_has_its_own_place_to_which_the_chart_leads(retold: Path) -> None:
    with served(Desk(Start(retold, "person:anna", port=0)), bound("127.0.0.1", 0)) as address:
        anna = Visitor(address)
        pages = [anna.get(path).text for path in sorted(set(re.findall(r'href="(/questions/qu:\w+)"', anna.get("/questions").text)))]
    assert any("Changed on the way</h2>" in page and "chart-drift-sign" in page for page in pages)
    for page in pages:
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'\bid="([^"]+)"', page))


def test_no_card_leads_to_a_question_that_has_no_page(retold: Path) -> None:
    with served(Desk(Start(retold, "person:anna", port=0)), bound("127.0.0.1", 0)) as address:
        anna = Visitor(address)
        anna.get("/questions")
        reports = set(re.findall(r'href="(/reports/re:\w+)"', anna.get("/reports").text))
        asked = {path for report in reports for path in re.findall(r'href="(/questions/qu:\w+)', anna.get(report).text)}
        assert asked
        assert {path for path in asked if anna.get(path).status != 200} == set()


@pytest.fixture
def ben(retold: Path) -> Iterator[Visitor]:
    """Somebody who sits at the desk of that case."""
    with served(Desk(Start(retold, "person:ben", port=0)), bound("127.0.0.1", 0)) as address:
        yield Visitor(address)


def test_the_list_of_drift_says_in_words_what_changed_where_and_when(ben: Visitor) -> None:
    page = ben.get("/drift").text
    assert "what was planned is told as done" in page
    assert re.search(r">[^<>]+, 2024-[0-9]{2}-[0-9]{2}: “[^<]+”</a>", page)
    assert "planned-to-done" not in page
    assert ",planned-to-done," in ben.get("/drift.csv").text


def test_what_a_retelling_changed_is_said_in_the_same_words_on_every_page(ben: Visitor) -> None:
    found = ben.get("/timeline?kind=drift").text
    assert "what was planned is told as done: “" in found
    change = re.search(r"dr:[0-9a-f]{32}", ben.get("/drift").text)
    assert change
    kinds = re.findall(r'data-name="what changed"[^>]*>([^<]+)<', ben.get("/drift").text)
    assert kinds[0] in ben.get(f"/trace/{change[0]}").text


def test_a_card_says_of_what_a_retelling_changed_where_it_came_from_and_no_claim(ben: Visitor) -> None:
    ben.get("/questions")
    reports = set(re.findall(r'href="(/reports/re:[0-9a-f]{32})', ben.get("/reports").text))
    lines = [line for report in reports for line in re.findall(r'<p class="belongs">.*?</p>', ben.get(report).text)]
    moved = [line for line in lines if "Changed on the way from" in line]
    assert moved
    assert all("Makes a" not in line and "this question" in line for line in moved)
    assert any("Makes a" in line for line in lines)


def test_an_actor_answers_yes_with_what_is_said_to_have_been_so(ben: Visitor) -> None:
    ben.get("/questions")
    actors = set(re.findall(r'href="(/actors/ac:[0-9a-f]{32})"', ben.get("/actors").text))
    questions = [one for actor in actors for one in re.findall(r'<li><a href="/questions/.*?</li>', ben.get(actor).text)]
    answers = [re.findall(r'<br><a class="small"[^>]*>([^<]*)</a>', one) for one in questions]
    assert any(words.startswith("yes: they ") for told in answers for words in told)
    assert all(len(set(told)) == len(told) for told in answers if any(words.startswith("yes") for words in told))
