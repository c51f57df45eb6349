"""Whom a figure counts: nation, role and class from its words, and what is taken over from the report around it."""

from __future__ import annotations

from collections import Counter

import pytest

from closewatch.reading.armies import armies_of, main_army
from closewatch.reading.places import find_names
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.figure import Figure
from closewatch.testing import plain_report

Whom = tuple[str | None, str | None, str | None]


def read(text: str, headline: str | None = None) -> tuple[Figure, ...]:
    return read_by_rules(plain_report(text, headline=headline, published="2025-01-22")).figures


def whom(figure: Figure) -> Whom:
    population = figure.population
    return (population.country, population.role, population.kind) if population else (None, None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twelve Ukrainian soldiers were killed.", ("UA", "military", "combatant")),
        ("Some 600 of Pyongyang's troops were killed.", ("KP", "military", "combatant")),
        ("Twelve officers of the North Korean army were killed.", ("KP", "officer", "combatant")),
        ("Nine members of a Russian engineer regiment were killed.", ("RU", "military", "combatant")),
        ("About 200 members of mixed Russian and North Korean units were killed.", (None, "military", "combatant")),
        ("Some 1,000 combat engineers were killed.", (None, "military", "combatant")),
        ("Over 10,000 North Korean labourers were sent to Russia.", ("KP", "worker", "civilian")),
        ("Russia has sent 800 soldiers to Mali.", ("RU", "military", "combatant")),
        ("Two Ukrainian nurses were abducted.", ("UA", "medic", "protected")),
        ("A raid killed 12 people.", (None, None, None)),
    ],
)
def test_the_words_say_whom(text: str, expected: Whom) -> None:
    assert whom(read(text)[0]) == expected


def test_its_soldiers_are_those_of_the_country_that_speaks() -> None:
    (figure,) = read("Ukraine's defence ministry said that 40 of its soldiers had been killed.")
    assert whom(figure) == ("UA", "military", "combatant")


def test_a_number_taken_out_of_a_group_counts_the_same_people() -> None:
    part, group = read("About 4,000 of the roughly 11,000 North Koreans sent to Kursk had been killed or wounded.")
    assert whom(part) == whom(group) == ("KP", "military", "combatant")


def test_the_army_that_a_report_is_about_has_the_losses_that_name_nobody() -> None:
    figures = read(
        "North Korean troops were seen. The North Korean soldiers moved up.\n\nIt rained.\n\nIt rained.\n\nThe agency counts 300 dead."
    )
    assert whom(figures[-1]) == ("KP", "military", "combatant")


def test_another_unit_is_of_nobody_named() -> None:
    figures = read("North Korean soldiers fought there. They shot dead eight men of a volunteer battalion.")
    assert whom(figures[-1])[0] is None


def test_workers_go_on_being_the_ones_spoken_of() -> None:
    figures = read("Over 10,000 North Korean workers were sent to Russia.\n\nAnother team counted 8,000 workers.")
    assert whom(figures[-1]) == ("KP", "worker", "civilian")


def test_a_headline_counts_whom_the_text_counts() -> None:
    headline, _ = read("Some 1,500 North Korean soldiers were sent to Russia.", headline="1,500 troops sent to Russia")
    assert whom(headline) == ("KP", "military", "combatant")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ukraine's military intelligence said so.", {}),
        ("The commander of Ukraine's army said so.", {}),
        ("Moscow's soldiers fell back.", {"RU": 1}),
        ("North Koreans sent to Kursk had no maps.", {"KP": 1}),
        ("Fighters of North Korea died.", {"KP": 1}),
        ("Ukrainians. Two prisoners wrote.", {}),
        ("Pyongyang admits its troops fought.", {"KP": 1}),
    ],
)
def test_a_text_speaks_of_an_army_or_only_of_offices(text: str, expected: dict[str, int]) -> None:
    assert armies_of(text, find_names(text)) == Counter(expected)


def test_a_report_of_two_armies_is_about_neither() -> None:
    assert main_army(Counter(UA=3, RU=2)) is None
    assert main_army(Counter(UA=3)) == "UA"
    assert main_army(Counter()) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 5,000 North Korean military builders will be sent to Kursk.", ("KP", "military", None)),
        ("Some 5,000 North Korean construction troops were sent to Kursk.", ("KP", "military", "combatant")),
        ("Eight men of a Chechen unit were killed.", ("RU", "military", "combatant")),
        ("Twenty Hezbollah fighters were killed.", ("LB", "military", "combatant")),
        ("Iran has sent 200 of its men to Syria.", ("IR", "military", "combatant")),
        ("The Israeli army said that two soldiers had been killed.", ("IL", "military", "combatant")),
        ("Russia's losses he put at 180,000 killed.", ("RU", "military", "combatant")),
    ],
)
def test_whose_people_they_are_is_told_by_the_words_around(text: str, expected: Whom) -> None:
    assert whom(read(text)[0]) == expected


def test_some_of_them_are_of_those_before() -> None:
    figures = read("Baku holds 23 Armenian soldiers. It has named eight of them.")
    assert whom(figures[-1]) == ("AM", "military", "combatant")


def test_of_two_armies_none_is_taken_over_into_another_paragraph() -> None:
    figures = read(
        "Tuareg fighters met Malian soldiers and Russian soldiers.\n\nMalian soldiers fled; Russian soldiers stayed.\n\nForty died."
    )
    assert whom(figures[-1]) == (None, None, None)


def test_a_hospital_counts_more_than_soldiers() -> None:
    figures = read("Thirteen Congolese soldiers were killed.\n\nHospitals received 370 wounded.")
    assert whom(figures[-1])[0] is None
