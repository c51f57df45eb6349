from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from closewatch.desk.line import decide
from closewatch.desk.web.desk import Desk, Start
from closewatch.desk.web.desk_file import DeskFile
from closewatch.desk.web.disputes.since import AN_HOUR, looked_before
from closewatch.desk.web.serving import bound, served
from closewatch.ledger.case import create_case, open_case
from closewatch.review.decide import make_decision
from closewatch.terms.decision import Verdict
from tests.desk.web.browsing import Visitor

AT = datetime(2025, 2, 1, tzinfo=UTC)


def test_disputed_questions_stand_first_with_chart_and_numbers(anna: Visitor) -> None:
    page = anna.get("/").text
    assert "1 disputed question in 3 reports." in page
    assert "2 answers" in page
    assert "1 conflict" in page
    assert "2 origins, none proved independent" in page
    assert 'class="chart chart-small"' in page


def test_what_waits_is_counted_and_led_to(anna: Visitor) -> None:
    page = anna.get("/").text
    assert '<p class="waiting">5</p>' in page
    assert 'href="/review"' in page


def test_problems_stand_by_their_code(anna: Visitor) -> None:
    assert "reading.test" in anna.get("/").text


def test_an_empty_case_says_what_to_do_next(tmp_path: Path) -> None:
    create_case(tmp_path / "empty", "Empty", "person:anna", AT).store.close()
    with served(Desk(Start(tmp_path / "empty", "person:anna", port=0)), bound("127.0.0.1", 0)) as address:
        page = Visitor(address).get("/")
    assert page.status == 200
    assert 'href="/upload"' in page.text
    assert "closewatch add empty SOURCE" in page.text


def test_decisions_of_others_are_new_and_ones_own_are_not(kursk: Path, anna: Visitor) -> None:
    assert "This is your first look" in anna.get("/").text
    with open_case(kursk) as case:
        statement = case.tables.execute("SELECT id FROM statements").fetchone()[0]
        for by in ("person:anna", "person:rob", "person:rob"):
            decide(case, make_decision(case, statement, Verdict.NOTE, by, datetime.now(UTC), reason="looked up"))
    page = anna.get("/").text
    assert "2 decisions by person:rob" in page
    assert "by person:anna" not in page


def test_a_conflict_that_a_decision_brings_is_new(kursk: Path, anna: Visitor) -> None:
    with open_case(kursk) as case:
        figure = case.tables.execute("SELECT id FROM figures").fetchone()[0]
        rejected = decide(case, make_decision(case, figure, Verdict.REJECT, "person:rob", AT))
        assert rejected.seq
        anna.get("/")
        decision = case.tables.execute("SELECT id FROM decisions").fetchone()[0]
        decide(case, make_decision(case, decision, Verdict.WITHDRAW, "person:rob", AT))
    for _ in range(2):  # loading again loses nothing
        page = anna.get("/").text
        assert "1 conflict gained" in page
        assert "1 origin gained" in page
        assert "Every entry since then" in page


def test_what_was_new_stays_new_for_an_hour() -> None:
    file = DeskFile()
    assert looked_before(file, "person:anna", 10, at=0.0) is None
    assert looked_before(file, "person:anna", 12, at=60.0) == 10
    assert looked_before(file, "person:anna", 15, at=AN_HOUR) == 12
    assert looked_before(file, "person:anna", 20, at=AN_HOUR + 60) == 12
    assert looked_before(file, "person:anna", 21, at=2 * AN_HOUR) == 20
    assert looked_before(file, "person:rob", 21, at=2 * AN_HOUR) is None
    file.close()


def test_what_another_part_of_the_desk_remembers_wrongly_is_passed_over() -> None:
    file = DeskFile()
    file.remember("person:anna", "looked", ["?"])
    assert looked_before(file, "person:anna", 3, at=0.0) is None
    file.close()
