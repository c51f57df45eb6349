from __future__ import annotations

import pytest

from closewatch.reading.figures import find_figures
from closewatch.testing import plain_report


def read(text: str) -> list[str]:
    return [figure.span.exact for figure in find_figures(plain_report(text), ())]


def test_a_row_of_numbers_with_no_word_between_counts_nothing() -> None:
    assert read("Deaths by month: 12, 9, 31, 7, 5, 44, 18, 2. In all 128 people were killed.") == ["128"]


def test_a_short_series_still_counts() -> None:
    assert read("They say 40, 60, 80.") == ["40", "60", "80"]


def test_a_list_of_losses_is_read() -> None:
    kinds = ("tanks", "guns", "trucks", "boats", "drones", "planes")
    listed = ", ".join(f"{place}00 {kind} (+{place})" for place, kind in enumerate(kinds, 1))
    assert len(read(f"The army destroyed {listed}.")) == 6


def test_a_table_laid_flat_is_not_read() -> None:
    assert read(" ".join(f"town {place} people" for place in range(50))) == []


@pytest.mark.parametrize("text", ["12", "$300.", "1. 2. 3.", "12 / 14"])
def test_where_no_word_stands_nothing_is_counted(text: str) -> None:
    assert read(text) == []
