from __future__ import annotations

import pytest

from closewatch.capture.dates import days_in, read_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-11-19", "2024-11-19"), ("2024-11", "2024-11"), ("2024", "2024"), ("19 November 2024", "2024-11-19"),
        ("November 2024", "2024-11"),
        ("Tuesday, November 19, 2024", "2024-11-19"), ("19.11.2024", "2024-11-19"), ("2024. 11. 19.", "2024-11-19"),
        ("2024년 11월 19일", "2024-11-19"),
        ("19 ноября 2024 года", "2024-11-19"), ("19 листопада 2024 року", "2024-11-19"), ("le 19 novembre 2024", "2024-11-19"),
        ("19. November 2024, 10:23 Uhr", "2024-11-19T10:23"), ("11/19/2024", "2024-11-19"),
        ("November 19, 2024 at 5:04 PM", "2024-11-19T17:04"),
        ("2024-11-19T10:23:00+0900", "2024-11-19T10:23:00+0900"), ("Tue, 19 Nov 2024 10:23:00 +0900", "2024-11-19T10:23:00+09:00"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_far_as_it_is_written(written: str, iso: str) -> None:
    date = read_date(written)
    assert date is not None
    assert date.iso == iso


@pytest.mark.parametrize(
    "written", ["11/12/2024", "31 November 2024", "2024-13-01", "the year 2024", "Kyiv", "", "19 Kyiv 2024", "19 November"]
)
def test_what_is_no_date_or_two_is_none(written: str) -> None:
    assert read_date(written) is None


def test_days_are_found_in_a_text_in_both_readings() -> None:
    assert set(days_in("KYIV, 11/12/2024. It rained.")) == {"2024-12-11", "2024-11-12"}
