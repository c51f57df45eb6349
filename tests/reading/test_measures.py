"""What a number counts, by the words that govern it: verbs, what completes them, nouns for what happened, lists, asides, groups."""

from __future__ import annotations

import pytest

from closewatch.reading.figures import find_figures
from closewatch.testing import plain_report


def measured(text: str) -> list[tuple[str, str, str | None]]:
    """Every figure of a text as its number, its measure and its unit."""
    return [(figure.span.exact, figure.measure, figure.unit) for figure in find_figures(plain_report(text), ())]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The murder of six teachers shocked the valley.", "killed"),
        ("They condemned the assassination of the 11 judges.", "killed"),
        ("The kidnapping of 12 engineers was the third that year.", "abducted"),
        ("The arrests of 40 strikers followed.", "detained"),
        ("The release of 26 sailors was agreed in Geneva.", "released"),
        ("The disappearance of 43 students is still a riddle.", "missing"),
        ("The expulsion of 900 settlers took two days.", "displaced"),
    ],
)
def test_a_noun_for_what_happened_takes_those_after_of(text: str, measure: str) -> None:
    assert [found for _, found, _ in measured(text)] == [measure]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Police took 112 people into custody.", "detained"),
        ("The gang let four of the women go.", "released"),
        ("The quake cost 31 people their lives.", "killed"),
        ("Crews moved 1,200 residents to safety.", "evacuated"),
        ("Raiders drove 700 farmers from their homes.", "displaced"),
        ("A court sentenced 25 officers to death.", "detained"),
    ],
)
def test_a_verb_is_completed_behind_those_counted(text: str, measure: str) -> None:
    assert [found for _, found, _ in measured(text)] == [measure]


def test_two_outcomes_of_one_number_are_lumped() -> None:
    assert measured("In Aden 800 were slain or maimed.") == [("800", "casualties", "person")]
    assert measured("In Aden 80 were slain and 300 maimed.") == [("80", "killed", "person"), ("300", "wounded", "person")]


def test_what_stands_in_brackets_or_between_dashes_does_not_part_a_list() -> None:
    for text in (
        "Six monks (five Thais and one Lao) and two cooks were killed.",
        "Six monks -- five Thais and one Lao -- and two cooks were killed.",
        "Six monks, five of them Thais, and two cooks were killed.",
    ):
        found = {number: measure for number, measure, _ in measured(text)}
        assert found["Six"] == found["two"] == "killed", text


def test_those_beside_a_victim_suffer_the_same() -> None:
    assert measured("The mayor was shot dead along with 12 clerks.") == [("12", "killed", "person")]
    assert measured("Gunmen killed six priests and their two cooks.") == [("six", "killed", "person"), ("two", "killed", "person")]


def test_one_of_a_group_is_a_figure_where_something_happened_to_that_one() -> None:
    assert measured("His driver and one of his bodyguards were killed.") == [("one", "killed", "person")]
    assert measured("One of his bodyguards likes tea.") == []
    assert measured("Every one of them came.") == []


def test_a_noun_that_no_lexicon_has_names_people_where_only_people_can_suffer_it() -> None:
    assert measured("Six Zorbans were kidnapped.") == [("Six", "abducted", "person")]
    assert measured("The flood destroyed 40 gazebos.") == [("40", "destroyed", "gazebo")]


def test_what_became_of_those_counted_goes_before_where_they_were() -> None:
    assert measured("Two policemen guarding the consulate were killed.") == [("Two", "killed", "person")]
    assert measured("Rebels freed 14 kidnapped engineers.") == [("14", "released", "person")]
    assert measured("Six of those listed as missing were in fact detained.") == [("Six", "detained", "person")]


def test_a_whole_does_not_take_over_what_happened_to_its_part() -> None:
    text = "They deployed 12,000 soldiers. Of the 12,000 about 4,000 have become casualties."
    assert [measure for _, measure, _ in measured(text)] == ["deployed", "deployed", "casualties"]


def test_no_building_is_deployed_beside_a_battalion() -> None:
    assert measured("They massed two battalions and four bunkers.")[0] == ("two", "deployed", "battalion")
    assert ("four", "deployed", "bunker") not in measured("They massed two battalions and four bunkers.")


def test_the_children_of_a_victim_are_no_victims() -> None:
    assert measured("The mother of five was hit by shrapnel.") == [("five", "other", "child")]


def test_sailors_stay_and_villagers_live_where_they_remain() -> None:
    assert measured("Only 70 peacekeepers remain.")[0][1] == "strength"
    assert measured("Only 70 villagers remain.")[0][1] == "population"


def test_a_bare_count_before_to_takes_what_the_later_one_counts() -> None:
    text = "From 60,000 before the war the town is down to 7,000."
    assert [measure for _, measure, _ in measured(text)] == ["population", "population"]


@pytest.mark.parametrize(
    "text",
    [
        "The battle is well documented.[3]",
        "The dam lies at 33°30′21″N.",
        "The charter has 13 articles.",
        "She won 54 per cent of the vote.",
        "The bill passed by 61 votes to 40.",
        "The frigate (DDG 70) sailed.",
        "He had two brothers.",
        "1. The ministry said nothing.",
        "The gate lets through 7,000 m3 of water.",
        "Divers found 400 pounds of explosives.",
    ],
)
def test_what_names_or_weighs_counts_nothing(text: str) -> None:
    assert measured(text) == []
