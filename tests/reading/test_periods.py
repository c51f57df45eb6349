from __future__ import annotations

from datetime import date

import pytest

from closewatch.reading.periods import as_published, find_dates
from closewatch.reading.tokens import cut
from closewatch.terms.when import Dated, KnownFrom, PartialDate

PUBLISHED = PartialDate("2025-01-22")  # a Wednesday
SPOKEN = ((date(2025, 1, 13), date(2025, 1, 13)), (date(2024, 1, 1), date(2024, 12, 31)))
DATES: dict[str, tuple[str, str] | None] = {
    # written out
    "on 13 January 2025": ("2025-01-13", "2025-01-13"),
    "on January 13, 2025": ("2025-01-13", "2025-01-13"),
    "on 2025-01-13": ("2025-01-13", "2025-01-13"),
    "on 3 May": ("2024-05-03", "2024-05-03"),
    "on the 9th of January": ("2025-01-09", "2025-01-09"),
    "on Jan. 9": ("2025-01-09", "2025-01-09"),
    "on 9 Jan. 2025": ("2025-01-09", "2025-01-09"),
    "on Monday, 6 January": ("2025-01-06", "2025-01-06"),
    "as of 31 December 2024": ("2024-12-31", "2024-12-31"),
    "between 8 and 13 October": ("2024-10-08", "2024-10-13"),
    "from 23 to 28 October": ("2024-10-23", "2024-10-28"),
    "on October 23-28": ("2024-10-23", "2024-10-28"),
    # months and years, and their parts
    "by late December": ("2024-12-21", "2024-12-31"),
    "in mid-November 2024": ("2024-11-11", "2024-11-20"),
    "in October": ("2024-10-01", "2024-10-31"),
    "in Sept. 2024": ("2024-09-01", "2024-09-30"),
    "in January and February": ("2024-01-01", "2024-02-29"),
    "in July or August": ("2024-07-01", "2024-08-31"),
    "from October to December": ("2024-10-01", "2024-12-31"),
    "between September 2023 and March 2024": ("2023-09-01", "2024-03-31"),
    "by the end of October": ("2024-10-31", "2024-10-31"),
    "by the middle of January": ("2025-01-11", "2025-01-20"),
    "at the beginning of December": ("2024-12-01", "2024-12-01"),
    "in the first week of January": ("2025-01-01", "2025-01-07"),
    "in the first half of 2024": ("2024-01-01", "2024-06-30"),
    "in the third quarter of 2024": ("2024-07-01", "2024-09-30"),
    "in 2023": ("2023-01-01", "2023-12-31"),
    "in the 1980s": ("1980-01-01", "1989-12-31"),
    "in the first three months of 2024": ("2024-01-01", "2024-03-31"),
    "late last month": ("2024-12-21", "2024-12-31"),
    "in early 2024": ("2024-01-01", "2024-04-30"),
    "late last year": ("2024-09-01", "2024-12-31"),
    "in August of last year": ("2024-08-01", "2024-08-31"),
    # since, and what is still to come
    "since August 2023": ("2023-08-01", "2025-01-22"),
    "since October": ("2024-10-01", "2025-01-22"),
    "since early December": ("2024-12-01", "2025-01-22"),
    "expected there by early February": ("2025-02-01", "2025-02-10"),
    "they will be ready by 1 March": ("2025-03-01", "2025-03-01"),
    "by April all of them will be gone": ("2025-04-01", "2025-04-30"),
    "he will count those killed by Monday": ("2025-01-27", "2025-01-27"),
    # days of the week and words of today
    "as of Monday": ("2025-01-20", "2025-01-20"),
    "on Wednesday": ("2025-01-22", "2025-01-22"),
    "on Thursday": ("2025-01-16", "2025-01-16"),
    "last Wednesday": ("2025-01-15", "2025-01-15"),
    "on Monday of last week": ("2025-01-13", "2025-01-13"),
    "on Monday evening": ("2025-01-20", "2025-01-20"),
    "at the weekend": ("2025-01-18", "2025-01-19"),
    "before the weekend": ("2025-01-17", "2025-01-17"),
    "yesterday": ("2025-01-21", "2025-01-21"),
    "overnight": ("2025-01-21", "2025-01-22"),
    "on the 14th, he said": ("2025-01-14", "2025-01-14"),
    "on the twenty-third": ("2024-12-23", "2024-12-23"),
    "on the 14th floor": None,
    "two nights ago": ("2025-01-20", "2025-01-20"),
    "this morning": ("2025-01-22", "2025-01-22"),
    "Monday's raid": ("2025-01-20", "2025-01-20"),
    "yesterday's toll": ("2025-01-21", "2025-01-21"),
    "last week's strikes": ("2025-01-13", "2025-01-19"),
    "last month's report": ("2024-12-01", "2024-12-31"),
    # stretches before publication
    "last week": ("2025-01-13", "2025-01-19"),
    "last month": ("2024-12-01", "2024-12-31"),
    "this year": ("2025-01-01", "2025-01-22"),
    "last autumn": ("2024-09-01", "2024-11-30"),
    "over the past week": ("2025-01-15", "2025-01-22"),
    "in the last 24 hours": ("2025-01-21", "2025-01-22"),
    "over the past three days": ("2025-01-19", "2025-01-22"),
    "three days ago": ("2025-01-19", "2025-01-19"),
    "a week ago": ("2025-01-15", "2025-01-15"),
    "a month ago": ("2024-12-01", "2024-12-31"),
    "two years ago": ("2023-01-01", "2023-12-31"),
    # counted from what was last spoken of
    "two days earlier": ("2025-01-11", "2025-01-11"),
    "a day later": ("2025-01-14", "2025-01-14"),
    "a week after that": ("2025-01-20", "2025-01-20"),
    "the next day": ("2025-01-14", "2025-01-14"),
    "the day before": ("2025-01-12", "2025-01-12"),
    "on the same day": ("2025-01-13", "2025-01-13"),
    "in that year": ("2024-01-01", "2024-12-31"),
    # none
    "on 31 February": None,
    "he may march": None,
    "May said so": None,
    "300 men": None,
    "two days of drills": None,
    "a second strike": None,
}


@pytest.mark.parametrize("words", DATES)
def test_a_date_is_resolved_against_publication_and_what_was_spoken_of(words: str) -> None:
    tokens = cut(words)
    found = find_dates(tokens, 0, len(tokens.words), PUBLISHED, SPOKEN)
    shown = [(str(phrase.dated.start), str(phrase.dated.end)) for phrase in found]
    assert shown == [expected for expected in (DATES[words],) if expected]


def test_without_a_day_of_publication_only_full_dates_are_known() -> None:
    for words in ("on Monday", "on 3 May", "last week", "in October"):
        tokens = cut(words)
        assert find_dates(tokens, 0, len(tokens.words), None) == []
    tokens = cut("on 3 May 2024")
    assert find_dates(tokens, 0, len(tokens.words), None)[0].dated.start == date(2024, 5, 3)


def test_publication_stands_in_for_a_date() -> None:
    assert as_published(PUBLISHED) == Dated(date(2025, 1, 22), date(2025, 1, 22), KnownFrom.PUBLISHED)
    assert as_published(None) is None


def test_a_headline_looks_ahead_by_a_bare_infinitive() -> None:
    tokens = cut("Soldiers to reach the front on 1 February, Kyiv warns")
    plain, headline = (find_dates(tokens, 0, len(tokens.words), PUBLISHED, headline=flag)[0] for flag in (False, True))
    assert (plain.dated.start, plain.ahead) == (date(2024, 2, 1), False)
    assert (headline.dated.start, headline.ahead) == (date(2025, 2, 1), True)


def test_a_date_in_a_sentence_counts_from_the_one_before_it() -> None:
    tokens = cut("He spoke on 5 January of 300 and the service of 400 eight days later.")
    assert [str(phrase.dated.start) for phrase in find_dates(tokens, 0, len(tokens.words), PUBLISHED)] == ["2025-01-05", "2025-01-13"]
