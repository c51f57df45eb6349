"""Where a figure holds: which names say where, and what is taken over when none does."""

from __future__ import annotations

import pytest

from closewatch.reading.places import find_names
from closewatch.reading.readers.rules import read_by_rules
from closewatch.reading.tokens import cut
from closewatch.reading.whereabouts import is_locative
from closewatch.terms.figure import Figure
from closewatch.testing import plain_report


def read(text: str, headline: str | None = None) -> tuple[Figure, ...]:
    return read_by_rules(plain_report(text, headline=headline, published="2025-01-22")).figures


def where(figure: Figure) -> tuple[str | None, str | None]:
    """The country and the rule, empty where the words stand there."""
    return (figure.place.country, figure.place.rule) if figure.place else (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shelling in Kharkiv killed six.", ["Kharkiv"]),
        ("A strike on Kharkiv killed six.", ["Kharkiv"]),
        ("They were sent to Russia.", ["Russia"]),
        ("They reached Ukraine.", ["Ukraine"]),
        ("They fled from Sudan to Egypt.", ["Sudan", "Egypt"]),
        ("They took Aleppo.", ["Aleppo"]),
        ("The station of Kramatorsk burned.", ["Kramatorsk"]),
        ("Kabul airport was closed.", ["Kabul"]),
        ("The mayor of Kharkiv was absent.", []),
        ("It fell in the Bryansk and Kursk regions.", ["Bryansk", "Kursk"]),
        ("They fought in Russia's Kursk region.", ["Kursk"]),
        ("They trained in the east of Russia.", ["Russia"]),
        ("According to Russia they left.", []),
        ("The army of Russia left.", []),
        ("South Korea's spy agency said so.", []),
        ("He told reporters in Rome.", []),
        ("Kyiv's ambassador in Seoul warned.", []),
        ("They fight for Russia against Ukraine.", []),
    ],
)
def test_some_names_say_where_and_others_own_or_speak(text: str, expected: list[str]) -> None:
    names = find_names(text)
    assert [named.name for named in names if is_locative(cut(text), named, names)] == expected


def test_a_place_of_speaking_is_no_place_of_what_is_said() -> None:
    (figure,) = read("The minister said in Warsaw that 40 soldiers had been killed in Kharkiv.")
    assert where(figure) == ("UA", "")


def test_a_number_behind_and_has_its_place_to_itself() -> None:
    figures = read("In Goma 12 people were killed; in Kampala 40 people were detained.")
    assert [where(figure)[0] for figure in figures] == ["CD", "UG"]


def test_there_points_back() -> None:
    figures = read("Fighting went on in Goma. Some 40 people were killed there.")
    assert where(figures[-1]) == ("CD", "inherited: pointed back to")


def test_what_is_planned_is_nowhere_yet() -> None:
    figures = read("North Korean soldiers fight in Kursk. Pyongyang plans to send 5,000 soldiers.")
    assert where(figures[-1]) == (None, None)


def test_the_state_that_pays_is_where_the_pay_is() -> None:
    (figure,) = read("Russia pays about $2,000 a month for each North Korean soldier.")
    assert where(figure) == ("RU", "the state that pays")


def test_a_report_is_set_where_most_of_its_places_are() -> None:
    figures = read("Shells fell in Goma and near Bukavu.\n\nThe convoy was late.\n\nSeven children died.")
    assert where(figures[-1]) == ("CD", "inherited: the lead")
    assert where(read("Shells fell in Goma.\n\nElsewhere seven children died.")[-1]) == (None, None)


def test_a_headline_takes_the_place_of_the_text_and_the_text_that_of_the_headline() -> None:
    headline, _ = read("Twelve people were killed in Goma on Monday.", headline="12 killed by shells")
    assert where(headline) == ("CD", "inherited: the same figure in the text")
    _, body = read("Twelve people were killed on Monday.", headline="Shells kill 12 in Goma")
    assert where(body) == ("CD", "inherited: the headline")


def test_a_town_goes_before_the_region_that_it_is_said_to_lie_in() -> None:
    (figure,) = read("In Sudzha in the Kursk region 12 people were killed.")
    assert figure.place
    assert figure.place.name == "Sudzha"


def test_the_side_of_a_state_is_named() -> None:
    (figure,) = read("Some 11,000 soldiers are in the east of Russia.")
    assert figure.place
    assert (figure.place.name, figure.place.country) == ("Eastern Russia", "RU")


def test_the_state_that_holds_prisoners_is_where_they_are() -> None:
    (figure,) = read("Azerbaijan holds 23 Armenian prisoners.")
    assert where(figure) == ("AZ", "the state that holds them")


def test_a_witness_speaks_of_a_place_without_a_name() -> None:
    figures = read("Some 400 soldiers are in Goma.\n\nA loader thinks that 40 soldiers were at his station.")
    assert [where(figure)[0] for figure in figures] == ["CD", None]


def test_a_port_that_ships_left_is_not_where_the_report_is_set() -> None:
    figures = read("Ukrainian spies saw two Russian ships leave from the North Korean port of Rajin.\n\nSeven children died.")
    assert where(figures[-1])[0] is None


def test_losses_that_are_foreseen_befall_people_where_they_are() -> None:
    figures = read("Some 4,000 North Korean soldiers are in Kursk. All 12,000 soldiers could be killed by April.")
    assert [where(figure)[0] for figure in figures] == ["RU", "RU"]
