"""Whose soldiers a report counts that is set in one country and speaks of nobody else's."""

from __future__ import annotations

from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.figure import Figure
from closewatch.testing import plain_report


def read(text: str) -> tuple[Figure, ...]:
    return read_by_rules(plain_report(text, published="2025-02-04")).figures


def whose(figure: Figure) -> tuple[str | None, str | None]:
    return (figure.population.country, figure.population.kind) if figure.population else (None, None)


def test_plain_soldiers_are_those_of_the_country_that_a_report_is_set_in() -> None:
    text = "The army put the number of soldiers killed in Nyala at 41.\n\nIn El Fasher 12 soldiers went missing."
    assert [whose(figure) for figure in read(text)] == [("SD", "combatant"), ("SD", "combatant")]


def test_foreign_fighters_and_fighters_of_any_kind_are_left_without_a_country() -> None:
    text = "Some 40 foreign fighters are in Nyala.\n\nIn El Fasher 12 fighters were killed."
    assert [whose(figure)[0] for figure in read(text)] == [None, None]


def test_the_dead_of_a_report_that_counts_only_soldiers_are_soldiers() -> None:
    text = "In Nyala 63 soldiers were killed.\n\nIn El Fasher 20 soldiers were killed.\n\nThe army had spoken of 41 dead."
    assert whose(read(text)[-1]) == ("SD", "combatant")


def test_the_dead_of_a_report_that_counts_civilians_too_may_be_anybody() -> None:
    text = "In Nyala 63 soldiers were killed.\n\nIn El Fasher 20 civilians were killed.\n\nA nurse spoke of 41 dead."
    assert whose(read(text)[-1]) == (None, None)
