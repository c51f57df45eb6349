from __future__ import annotations

from pathlib import Path

from closewatch.ledger.case import open_case
from closewatch.ledger.views.questions import questions
from tests.desk.web.browsing import Visitor


def test_the_graph_ties_origins_to_the_outlets_that_carry_them(anna: Visitor) -> None:
    page = anna.get("/graph").text
    assert page.count("<svg") == 2
    for name in ("service", "Chung", "The Harbour Gazette", "Meridian Wire"):
        assert name in page
    assert "2 ties" in page
    assert "/outlets/Meridian%20Wire" in page


def test_the_graph_of_one_question_names_it_and_can_be_left(kursk: Path, anna: Visitor) -> None:
    with open_case(kursk) as case:
        disputed = next(question for question in questions(case.tables) if question.disputed)
    page = anna.get(f"/graph?question={disputed.id}").text
    assert disputed.wording in page
    assert 'href="/graph" aria-label="All questions instead"' in page


def test_a_question_that_is_not_there_is_said_in_one_line(anna: Visitor) -> None:
    assert anna.get("/graph?question=qu:0").status == 404
