from __future__ import annotations

import re
from pathlib import Path

import pytest

from closewatch.ledger.case import open_case
from closewatch.ledger.views.questions import questions
from tests.desk.web.browsing import Visitor


def test_the_timeline_counts_reports_and_names_what_happened(anna: Visitor) -> None:
    page = anna.get("/timeline").text
    assert page.count("<svg") == 2
    assert 'class="kind kind-conflict"' in page
    assert "2024-12-01" in page


def test_a_conflict_is_there_from_the_day_of_its_later_side_and_leads_to_its_place(kursk: Path, anna: Visitor) -> None:
    with open_case(kursk) as case:
        disputed = next(question for question in questions(case.tables) if question.disputed)
    line = re.findall(r"<li><time.*?</li>", anna.get("/timeline?kind=conflict").text)
    assert len(line) == 1
    assert 'datetime="2024-12-01"' in line[0]
    assert f"/questions/{disputed.id}#{disputed.conflicts[0].id}" in line[0]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 1), ("since=2024-12", 1), ("since=2024-12-02", 0), ("until=2024-12-01", 1), ("until=2024-11", 0), ("until=2024", 1),
        ("kind=reversal", 0), ("kind=nothing", 1), ("page=7", 1), ("page=x", 1),
    ],
)  # fmt: skip
def test_the_timeline_is_narrowed(anna: Visitor, query: str, number: int) -> None:
    page = anna.get(f"/timeline?{query}")
    assert page.status == 200
    assert page.text.count("<li><time") == number


def test_a_date_that_is_none_is_said_beside_the_field(anna: Visitor) -> None:
    answer = anna.get("/timeline?since=soon")
    assert answer.status == 400
    assert "wanted a date like 2025" in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_the_timeline_of_one_question_or_actor_names_it_and_can_be_left(kursk: Path, anna: Visitor) -> None:
    with open_case(kursk) as case:
        disputed = next(question for question in questions(case.tables) if question.disputed)
    actor = disputed.claims[0].origins[0].actor
    page = anna.get(f"/timeline?question={disputed.id}&actor={actor.id}").text
    assert page.count("<li><time") == 1
    assert "All questions instead" in page
    assert "All actors instead" in page
    assert actor.name in page


def test_the_chart_that_is_kept_for_all_holds_nothing_of_the_address_of_one(anna: Visitor) -> None:
    assert "kept-private" not in re.sub(r"<form.*?</form>", "", anna.get("/timeline?kind=conflict&note=kept-private").text, flags=re.DOTALL)
    page = anna.get("/timeline?kind=conflict").text
    assert "kept-private" not in page
    assert "/timeline?kind=conflict&amp;since=" in page


@pytest.mark.parametrize("query", ["question=qu:0", "actor=ac:0"])
def test_what_the_case_does_not_hold_is_said_in_one_line(anna: Visitor, query: str) -> None:
    assert anna.get(f"/timeline?{query}").status == 404
