from __future__ import annotations

import re
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
