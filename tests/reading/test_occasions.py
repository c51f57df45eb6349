"""The one event that a report tells of dates its rival tolls."""

from __future__ import annotations

from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.figure import Figure, Scope
from closewatch.testing import plain_report


def read(text: str) -> tuple[Figure, ...]:
    return read_by_rules(plain_report(text, published="2025-02-12")).figures


def days(figure: Figure) -> str | None:
    return str(figure.as_of.start) if figure.as_of else None


def test_a_rival_toll_has_the_day_of_the_event_and_not_of_the_telling() -> None:
    text = "A strike on the market killed 23 people on Sunday.\n\nOn Monday the hospital had spoken of 19 killed."
    figures = read(text)
    assert [days(figure) for figure in figures] == ["2025-02-09", "2025-02-09"]
    assert {figure.scope for figure in figures} == {Scope.EVENT}


def test_a_report_of_two_events_dates_nothing_else_by_them() -> None:
    text = "A strike killed 23 people on Sunday and a mine killed 4 people on Saturday.\n\nOn Monday the hospital spoke of 19 killed."
    assert days(read(text)[-1]) == "2025-02-10"


def test_what_is_called_a_total_or_an_addition_is_not_of_the_event() -> None:
    text = "A strike killed 23 people on Sunday.\n\nThe ministry said on Monday that 900 people have been killed so far."
    assert days(read(text)[-1]) == "2025-02-10"
