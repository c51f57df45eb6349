"""When a figure holds: the date of what is said, else of the saying, else what the report around it dates."""

from __future__ import annotations

import pytest

from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.figure import Figure
from closewatch.testing import plain_report

PUBLISHED = "2025-01-22"  # a Wednesday


def read(text: str, headline: str | None = None) -> tuple[Figure, ...]:
    return read_by_rules(plain_report(text, headline=headline, published=PUBLISHED)).figures


def when(figure: Figure) -> str | None:
    """The period in short: one day, or first to last."""
    dated = figure.as_of
    return None if dated is None else f"{dated.start}" if dated.start == dated.end else f"{dated.start} to {dated.end}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # of the event, and else of the saying
        ("The ministry said on Monday that 40 soldiers had been killed on 3 January.", ["2025-01-03"]),
        ("The ministry said on Monday that 40 soldiers had been killed.", ["2025-01-20"]),
        ("In December the ministry estimated that 40 soldiers had been killed.", ["2024-12-01 to 2024-12-31"]),
        ("The army said that 12 soldiers were killed on Monday and 14 soldiers were killed on Tuesday.", ["2025-01-20", "2025-01-21"]),
        # a date belongs to its own clause
        ("The agency said that 300 men died last year and that 500 men were now wounded.", ["2024-01-01 to 2024-12-31", "2025-01-22"]),
        # what lasts until it is told ends on that day
        ("The ministry said on Monday that 400 people had been killed in the past week.", ["2025-01-13 to 2025-01-20"]),
        ("The ministry said on Monday that 400 people had been killed since 1 January.", ["2025-01-01 to 2025-01-20"]),
        # a coming date
        ("The ministry expects 10,000 soldiers to arrive by March.", ["2025-03-01 to 2025-03-31"]),
    ],
)
def test_the_date_of_what_is_said_goes_before_that_of_the_saying(text: str, expected: list[str]) -> None:
    assert [when(figure) for figure in read(text)] == expected


def test_a_speaker_goes_on_on_the_same_day() -> None:
    figures = read("The ministry said on Monday that 300 soldiers had been killed. The ministry said that 40 soldiers were missing.")
    assert [when(figure) for figure in figures] == ["2025-01-20", "2025-01-20"]


def test_the_sentence_before_dates_an_outcome_of_the_outlets_own() -> None:
    (figure,) = read("On 14 January a drone struck the water tank. Four nurses were hurt.")
    assert when(figure) == "2025-01-14"
    assert [reason.rule for reason in figure.because if reason.of == "as_of"] == ["inherited: the sentence before"]


def test_a_headline_has_the_date_of_the_same_figure_in_the_text() -> None:
    headline, lead = read("The ministry said that 38 people were killed in Goma on Monday.", headline="Strike kills 38 in Goma")
    assert when(headline) == when(lead) == "2025-01-20"


def test_a_heading_dates_what_stands_under_it() -> None:
    (figure,) = read("Tuesday 14 January\n\n08:40 A drone hit a depot. Six guards were killed.")
    assert when(figure) == "2025-01-14"
    (entry,) = read("15 January, 18:10 - Two guards were killed.")
    assert when(entry) == "2025-01-15"


def test_two_days_earlier_counts_from_the_sentence_before() -> None:
    figures = read(
        "The ministry said on Monday that 30 men were missing. Two days earlier the service had estimated that 200 men were killed."
    )
    assert when(figures[-1]) == "2025-01-18"


def test_that_day_is_the_one_since_which_was_counted() -> None:
    figures = read("More than 900 people have been killed since 7 October. Around 120 people were killed that day.")
    assert [when(figure) for figure in figures] == ["2024-10-07 to 2025-01-22", "2024-10-07"]


def test_what_nothing_dates_is_of_the_day_of_publication() -> None:
    (figure,) = read("Some 300 soldiers were killed.")
    assert (when(figure), figure.as_of and figure.as_of.known_from.value) == (PUBLISHED, "published")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what "since" names may come with its date, and a rate since then holds for the same time
        ("Since the earthquake of 8 January raids have killed 40 people.", ["2025-01-08 to 2025-01-22"]),
        ("About 92 soldiers have been killed each day since early December.", ["2024-12-01 to 2025-01-22"]),
        # a date that only tells who is meant, or since when something is the first, dates no number
        ("The rebels who took the town on Monday killed 12 people.", ["2025-01-22"]),
        ("The army said on Tuesday that eight soldiers had been killed, its first losses there this year.", ["2025-01-21"]),
        # one day of saying holds for what is said beside it
        ("The minister spoke on Monday of 300 killed soldiers; the institute said 110 soldiers.", ["2025-01-20", "2025-01-20"]),
        # the sentence behind
        ("The president said on Saturday that two soldiers had been captured. They had been taken on 9 January.", ["2025-01-09"]),
        ("The ministry believes that 40 soldiers were killed. Its spokesman told reporters on Monday that it was certain.", ["2025-01-20"]),
        # the attack that the text tells of
        ("Drones hit a barracks on Sunday. Five soldiers were killed and 11 were wounded, a medic said.", ["2025-01-19", "2025-01-19"]),
        ("Gunmen ambushed a convoy in December. They said that 84 soldiers had been killed.", ["2024-12-01 to 2024-12-31"]),
    ],
)
def test_dates_come_from_the_words_around(text: str, expected: list[str]) -> None:
    assert [when(figure) for figure in read(text) if figure.measure != "other"] == expected


def test_an_attack_that_opens_a_report_dates_its_losses_to_the_end() -> None:
    text = (
        "A missile hit the station of Kramatorsk on Friday.\n\nTrains were late.\n\nRain fell.\n\nDoctors said that 87 people were wounded."
    )
    assert when(read(text)[-1]) == "2025-01-17"


def test_what_several_sources_repeat_at_the_end_without_a_date_stays_undated() -> None:
    recap = "The ministry put the dead at 300. Officials believed that 400 soldiers were killed. The institute counted 900 killed."
    figures = read("Forty soldiers were killed on Monday.\n\nIt rained.\n\nNobody spoke.\n\n" + recap)
    assert [when(figure) for figure in figures] == ["2025-01-20", None, None, None]


def test_a_headline_dates_the_same_number_in_the_text() -> None:
    figures = read("A first group of 2,600 soldiers will be deployed there.", headline="2,600 soldiers to reach Kursk on 1 February")
    assert [when(figure) for figure in figures] == ["2025-02-01", "2025-02-01"]
