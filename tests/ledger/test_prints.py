"""The fingerprints that the ledger keeps: one order for all reports, and who held a print first."""

from __future__ import annotations

import pytest

from closewatch.ledger.bodies import capture_body
from closewatch.ledger.case import Case
from closewatch.ledger.verify import verify
from closewatch.ledger.views.prints import (
    all_holders,
    day_of,
    first_holders,
    holders_among,
    is_dated,
    minute_of,
    naming,
    rank_of,
    ranked,
    ranked_report,
)
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.fingerprint import prints_of, words_of
from closewatch.terms.report import Report
from closewatch.testing import plain_report

from .conftest import AT

LINE = "nine boats with lanterns were counted at the quay before the rain came in from the west"


def put(case: Case, body: str, published: str | None, publisher: str | None = None) -> Report:
    report = plain_report(body, published=published, publisher=publisher)
    case.record((body.encode(),), (Draft(EntryKind.CAPTURE, "person:tester", AT, capture_body(report.capture, report, report.id, ())),))
    return report


def rank(published: str | None, body: str = LINE) -> int:
    return rank_of(plain_report(body, published=published))


def test_reports_are_ordered_by_day_then_hour_then_length() -> None:
    ordered = [
        rank("2024-12-31"), rank("2025-01-01T08:00:00+09:00"), rank("2025-01-01T07:00:00Z"), rank("2025-01-01T10:00:00+02:00"),
        rank("2025-01-01", LINE * 9), rank("2025-01-01"), rank("2025-01-02T00:00"), rank("9999-12-31"), rank(None),
    ]  # fmt: skip
    assert ordered == sorted(ordered)
    assert len(set(ordered)) == len(ordered)
    assert max(ordered) < 2**63


def test_a_rank_tells_the_day_and_the_minute_where_they_are_known() -> None:
    assert day_of(rank("2025-01-01")) == day_of(rank("2025-01-01T23:00")) != day_of(rank("2025-01-02"))
    assert minute_of(rank("2025-01-01T02:30")) == 150
    assert minute_of(rank("2025-01-01")) is None
    assert minute_of(rank("2025-01-01T25:00")) is None
    assert is_dated(rank("0001-01-01"))
    assert not is_dated(rank(None))


def test_the_first_holders_of_a_print_are_those_of_its_first_day(any_case: Case) -> None:
    later, first, same = (put(any_case, f"{LINE}. {day}", day) for day in ("2025-01-03", "2025-01-02", "2025-01-02T04:00"))
    prints = prints_of(words_of(LINE)).tolist()
    ranks = {rank_of(report): report.id for report in (later, first, same)}
    held = first_holders(any_case.tables, [*prints, 5])
    assert set(held) <= set(prints)
    assert 5 not in held
    assert all([ranks[one] for one in found] == [same.id, first.id] for found in held.values())
    assert all_holders(any_case.tables, prints) == set(ranks)
    assert holders_among(any_case.tables, prints, {rank_of(later), 7}) == {rank_of(later)}


def test_a_report_is_known_by_its_rank_and_by_its_id(any_case: Case) -> None:
    report = put(any_case, LINE, "2025-01-03", "The Harbour Gazette")
    found = ranked(any_case.tables, rank_of(report))
    assert found == ranked_report(any_case.tables, report.id)
    assert found is not None
    assert (found.id, found.publisher) == (report.id, "The Harbour Gazette")
    assert ranked(any_case.tables, 7) is None
    assert ranked_report(any_case.tables, "re:7") is None


@pytest.mark.parametrize("name", ["The Harbour Gazette", "the HARBOUR gazette", 'Harbour "Gazette"', "Harbour\0Gazette"])
def test_those_who_name_an_outlet_are_found_in_any_case(case: Case, name: str) -> None:
    report = put(case, "As the Harbour-Gazette wrote, nine boats were counted.", "2025-01-03")
    put(case, "Nobody wrote of the harbour.", "2025-01-04")
    assert naming(case.tables, name.removeprefix("The ")) == {rank_of(report)}


def test_a_name_without_letters_is_named_by_nobody(case: Case) -> None:
    assert naming(case.tables, '"*"') == set()


def test_prints_are_made_again_with_the_views(any_case: Case) -> None:
    put(any_case, LINE, "2025-01-03")
    before = any_case.tables.execute("SELECT * FROM prints").fetchall()
    any_case.rebuild()
    assert before
    assert any_case.tables.execute("SELECT * FROM prints").fetchall() == before
    assert list(verify(any_case)) == []


def test_prints_that_were_tampered_with_are_seen(case: Case) -> None:
    put(case, LINE, "2025-01-03")
    case.tables.execute("DELETE FROM prints WHERE hash = (SELECT min(hash) FROM prints)")
    assert [fault.code for fault in verify(case)] == ["view.altered"]
