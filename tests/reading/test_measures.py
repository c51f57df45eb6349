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
    assert measured("Her cook and one of her neighbours were killed.") == [("one", "killed", "person")]
    assert measured("One of her neighbours likes tea.") == []
    assert measured("Every one of them came.") == []


def test_a_noun_that_no_lexicon_has_names_people_where_only_people_can_suffer_it() -> None:
    assert measured("Six Zorbans were kidnapped.") == [("Six", "abducted", "person")]
    assert measured("The flood destroyed 40 gazebos.") == [("40", "destroyed", "gazebo")]


def test_what_became_of_those_counted_goes_before_where_they_were() -> None:
    assert measured("Two policemen guarding the consulate were killed.") == [("Two", "killed", "person")]
    assert measured("Rebels freed 14 kidnapped engineers.") == [("14", "released", "person")]
    assert measured("Five of those reported missing were in truth detained.") == [("Five", "detained", "person")]


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
    text = "From 9,500 before the siege the village is down to 800."
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The raiders bound and killed 12 guards.", ["killed"]),
        ("Forty scouts were encircled and killed.", ["killed"]),
        ("Nine came back wounded.", ["wounded"]),
        ("Six gunners were mauled to death by dogs.", ["killed"]),
        ("Typhus has carried off 300 children in the camp.", ["killed"]),
        ("Fourteen guardsmen fell in the assault.", ["casualties"]),
        ("40 prisoners of war are held in the fort.", ["captured"]),
    ],
)
def test_what_became_of_people_in_the_end_is_counted(text: str, expected: list[str]) -> None:
    assert [measure for _, measure, _ in measured(text)] == expected


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Eleven girls were taken from a hostel by gunmen.", "abducted"),
        ("Bandits seized six travellers on the pass.", "abducted"),
        ("200 herders were driven by the flood from their homes.", "displaced"),
        ("Sixteen editors were thrown into prison.", "detained"),
        ("A gale threw two climbers to their deaths.", "killed"),
        ("700 tenants quit the valley.", "displaced"),
        ("Thirty nuns are in the provincial jail.", "detained"),
        ("The inn is home to 90 refugees.", "displaced"),
    ],
)
def test_a_verb_is_completed_behind_those_counted_or_behind_itself(text: str, measure: str) -> None:
    assert measured(text)[0][1] == measure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The quake brought down 70 houses.", [("70", "destroyed", "house")]),
        ("Eight houses were hit.", [("Eight", "damaged", "house")]),
        ("The ambush cost the column five men.", [("five", "casualties", "person")]),
        ("The unit lost three windmills.", [("three", "destroyed", "windmill")]),
        ("Gunboats: two frigates were sunk.", [("two", "destroyed", "frigate")]),
        ("300 gendarmes patrol the canal.", [("300", "deployed", "person")]),
        ("Eighty families camp in the arena.", [("Eighty", "displaced", "family")]),
        ("The raiders, 60 men, came at dawn.", [("60", "deployed", "person")]),
    ],
)
def test_a_verb_fits_what_it_is_said_of(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert measured(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("41 people died, 12 of them children.", ["killed", "killed"]),
        ("The consul spoke of 30 missing, the abbot of 55.", ["missing", "missing"]),
        ("Victims of the leak number 80.", ["casualties"]),
        ("The number of refugees fell by 4,000 to 90,000.", ["displaced", "displaced"]),
        ("The toll rose by 30 to 164.", ["killed", "killed"]),
        ("Dead, wounded and missing: 412.", ["casualties"]),
        ("The mortality rate among the prisoners was 12%.", ["killed"]),
        ("Half the population has left.", ["displaced"]),
        ("The flood took no lives, the fire claimed no lives.", ["killed", "killed"]),
    ],
)
def test_a_number_takes_its_measure_from_what_it_goes_on_with(text: str, expected: list[str]) -> None:
    assert [measure for _, measure, _ in measured(text)] == expected


@pytest.mark.parametrize(
    ("text", "measure", "unit"),
    [
        ("Aid worth 40 million dollars was promised.", "cost", "USD"),
        ("The state paid 2 billion euros for the tanks.", "cost", "EUR"),
        ("Under $2 a day is usual.", "paid", "USD"),
        ("The contract offers 5 million won a year.", "paid", "KPW|KRW"),
    ],
)
def test_a_price_or_a_gift_is_no_pay(text: str, measure: str, unit: str) -> None:
    assert [(found, of) for _, found, of in measured(text)] == [(measure, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "They flew in a Boeing 737.",
        "The patrol turned back at kilometre 14.",
        "The two armies met at noon.",
        "Box 14 contains letters.",
        "He waited under Bridge 4.",
    ],
)
def test_what_only_names_or_acts_is_not_counted(text: str) -> None:
    assert measured(text) == []


def test_a_phrase_of_the_lexicon_may_leave_a_choice() -> None:
    assert [measured(f"60 farmers left the {place}.")[0][1] for place in ("valley", "delta", "coast")] == ["displaced"] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Many drovers were beaten and jailed.", ["detained"]),
        ("Nobody slept: 84 wounded lay in the corridors.", ["wounded"]),
        ("Nobody is missing.", ["missing"]),
        ("The garrison is 190 strong since the raid.", ["strength"]),
    ],
)
def test_a_verb_reaches_its_own_subject_only(text: str, expected: list[str]) -> None:
    assert [measure for _, measure, _ in measured(text)] == expected


def test_a_bound_that_closes_the_clause_may_stand_behind_the_noun() -> None:
    found = find_figures(plain_report("They lost 15 fighters at most."), ())
    assert [(figure.amount.low, figure.amount.open_low, figure.unit) for figure in found] == [(None, True, "person")]
