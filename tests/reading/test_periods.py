from __future__ import annotations

from datetime import date

import pytest

from closewatch.reading.periods import as_published, find_dates
from closewatch.reading.tokens import cut
from closewatch.terms.when import Dated, KnownFrom, PartialDate

PUBLISHED = PartialDate("2025-01-22")  # a Wednesday
DATES = {
    "on 13 January 2025": ("2025-01-13", "2025-01-13"),
    "on January 13, 2025": ("2025-01-13", "2025-01-13"),
    "on 3 May": ("2024-05-03", "2024-05-03"),
    "on the 9th of January": ("2025-01-09", "2025-01-09"),
    "on Jan. 9": ("2025-01-09", "2025-01-09"),
    "as of Monday": ("2025-01-20", "2025-01-20"),
    "on Wednesday": ("2025-01-22", "2025-01-22"),
    "on Thursday": ("2025-01-16", "2025-01-16"),
    "yesterday": ("2025-01-21", "2025-01-21"),
    "by late December": ("2024-12-21", "2024-12-31"),
    "in mid-November 2024": ("2024-11-11", "2024-11-20"),
    "in October": ("2024-10-01", "2024-10-31"),
    "last week": ("2025-01-13", "2025-01-19"),
    "last month": ("2024-12-01", "2024-12-31"),
    "this year": ("2025-01-01", "2025-01-22"),
    "in 2023": ("2023-01-01", "2023-12-31"),
    "since August 2023": ("2023-08-01", "2025-01-22"),
    "since October": ("2024-10-01", "2025-01-22"),
    "by the end of October": ("2024-10-31", "2024-10-31"),
    "from October to December": ("2024-10-01", "2024-12-31"),
    "last autumn": ("2024-09-01", "2024-11-30"),
    "on 31 February": None,
    "he may march": None,
    "300 men": None,
}


@pytest.mark.parametrize("words", DATES)
def test_a_date_is_resolved_against_publication_and_backwards(words: str) -> None:
    tokens = cut(words)
    found = find_dates(tokens, 0, len(tokens.words), PUBLISHED)
    shown = [(str(phrase.dated.start), str(phrase.dated.end)) for phrase in found]
    assert shown == ([DATES[words]] if DATES[words] else [])


def test_without_a_day_of_publication_only_full_dates_are_known() -> None:
    for words in ("on Monday", "on 3 May", "last week", "in October"):
        tokens = cut(words)
        assert find_dates(tokens, 0, len(tokens.words), None) == []
    tokens = cut("on 3 May 2024")
    assert find_dates(tokens, 0, len(tokens.words), None)[0].dated.start == date(2024, 5, 3)


def test_publication_stands_in_for_a_date() -> None:
    assert as_published(PUBLISHED) == Dated(date(2025, 1, 22), date(2025, 1, 22), KnownFrom.PUBLISHED)
    assert as_published(None) is None
