"""Protecting a source in the browser: the pseudonym that is typed goes on the record, and what was sealed is never shown."""

from __future__ import annotations

from pathlib import Path

from closewatch.desk.line import decide as record
from closewatch.ledger.case import open_case
from closewatch.ledger.views.protections import protections
from closewatch.review.decide import make_decision
from closewatch.terms.decision import Verdict
from tests.desk.web.browsing import Visitor
from tests.desk.web.test_review import NOON, decide, decisions


def a_source(folder: Path) -> str:
    with open_case(folder) as case:
        query = "SELECT component FROM voices WHERE shown > 0 AND statements > 0 ORDER BY component LIMIT 1"
        return str(case.tables.execute(query).fetchone()[0])


def test_a_source_is_protected_under_the_pseudonym_that_was_typed(anna: Visitor, kursk: Path) -> None:
    actor = a_source(kursk)
    answer = decide(anna, actor, verdict="protect", pseudonym="Source X", reason="asked for it")
    assert answer.status == 303
    assert "protected: Source X" in anna.get(answer.headers["location"]).text
    (made,) = decisions(kursk)
    assert (made.verdict, made.reason) == (Verdict.PROTECT, "asked for it")
    with open_case(kursk) as case:
        assert [one.pseudonym for one in protections(case.tables, case.folder)] == ["Source X"]


def test_a_source_is_protected_without_a_pseudonym_too(anna: Visitor, kursk: Path) -> None:
    assert decide(anna, a_source(kursk), verdict="protect").status == 303
    with open_case(kursk) as case:
        assert [one.pseudonym for one in protections(case.tables, case.folder)] == ["Source 1"]


def test_a_sealed_name_is_shown_as_one(anna: Visitor, kursk: Path) -> None:
    actor = a_source(kursk)
    with open_case(kursk) as case:
        fields = ["pseudonym=Source X", "sealed=YWdlLWVuY3J5cHRpb24"]
        record(case, make_decision(case, actor, Verdict.PROTECT, "person:ben", NOON, fields=fields))
    page = anna.get(f"/review/{actor}")
    assert "protected: Source X, a sealed name" in page.text
    assert "YWdl" not in page.text
    assert "YWdl" not in anna.get(f"/trace/{actor}").text
