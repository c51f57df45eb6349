from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.reading.places import Named, NameKind, country_of, find_demonyms, find_names
from closewatch.terms.countries import country_names

LEXICONS = files("closewatch.reading") / "lexicons"


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Ukraine", "UA"), ("Ukrainian", "UA"), ("Ukrainians", "UA"), ("the Kremlin", "RU"), ("Seoul", "KR"), ("DPRK", "KP"),
        ("the North", None), ("UK", "GB"), ("the US", "US"), ("U.S.", "US"), ("White House", "US"), ("Russia's", "RU"), ("Kursk", "RU"),
        ("North Korea", "KP"), ("North Koreans", "KP"), ("South Korean", "KR"), ("UKRAINE", "UA"), ("Guinea-Bissau", "GW"),
        ("Côte d'Ivoire", "CI"), ("Danes", "DK"), ("us", None), ("", None), ("officials", None), ("turkey", None),
        ("Kiev", "UA"), ("Gaza", "PS"), ("Scotland", "GB"), ("Kharkov", "UA"), ("Birmingham", None), ("Lincoln", None),
    ],
)  # fmt: skip
def test_a_name_stands_for_its_country(words: str, country: str | None) -> None:
    assert country_of(words) == country


def find_places(text: str) -> tuple[Named, ...]:
    return tuple(named for named in find_names(text) if named.kind is not NameKind.DEMONYM)


def found(text: str) -> list[tuple[str, str | None, str]]:
    """The places of a text: name, region and country."""
    return [(named.name, named.region, named.country) for named in find_places(text)]


def test_places_come_with_their_offsets() -> None:
    text = "Fighting went on in Kursk and near Goma, while South Korea's service looked on."
    places = find_places(text)
    assert [text[place.start : place.end] for place in places] == ["Kursk", "Goma", "South Korea"]
    assert [place.country for place in places] == ["RU", "CD", "KR"]


def test_the_longest_name_wins() -> None:
    assert [named.country for named in find_names("South Sudan borders Sudan.")] == ["SS", "SD"]


def test_a_demonym_is_not_a_place() -> None:
    text = "North Korean soldiers fought Ukrainians."
    assert find_places(text) == ()
    assert [(text[named.start : named.end], named.country) for named in find_demonyms(text)] == [
        ("North Korean", "KP"),
        ("Ukrainians", "UA"),
    ]


def test_the_north_is_a_state_only_where_korea_is_named() -> None:
    assert [named.country for named in find_places("Pyongyang is silent; the North sent more.")] == ["KP", "KP"]
    assert find_places("They drove to the North that night.") == ()


def test_a_person_is_not_a_country() -> None:
    assert find_places("Then Chad Miller met Michael Jordan.") == ()
    assert [place.country for place in find_places("They fled to Chad.")] == ["TD"]


def test_a_region_of_two_countries_needs_one_of_them_beside() -> None:
    assert find_places("Police in Punjab said so.") == ()
    assert [place.country for place in find_places("Police in Punjab said so; Pakistan agreed.")] == ["PK", "PK"]


def test_a_region_wants_a_word_that_makes_it_one() -> None:
    assert find_places("Mosul said nothing") == ()
    assert [place.name for place in find_places("The Idlib province and the town of Sudzha")] == ["Idlib", "Sudzha"]


def test_a_town_lies_in_its_region() -> None:
    assert found("Shells fell on the town of Bakhmut in Ukraine.") == [("Bakhmut", "Donetsk", "UA"), ("Ukraine", None, "UA")]
    assert found("Two people died near Sudzha, Russia says.")[0] == ("Sudzha", "Kursk", "RU")
    assert found("Medics in Khan Younis counted nine dead.") == [("Khan Younis", "Gaza", "PS")]


@pytest.mark.parametrize(
    ("written", "name", "country"),
    [
        ("Avdeevka", "Avdiivka", "UA"), ("Artemivsk", "Bakhmut", "UA"), ("Kharkov", "Kharkiv", "UA"), ("Odessa", "Odesa", "UA"),
        ("Lvov", "Lviv", "UA"), ("Kiev", "Kyiv", "UA"), ("Ar-Raqqah", "Raqqa", "SY"), ("Deir Ezzor", "Deir ez-Zor", "SY"),
        ("al-Bab", "Al-Bab", "SY"), ("Khan Yunis", "Khan Younis", "PS"), ("Falluja", "Fallujah", "IQ"), ("Al-Fashir", "El Fasher", "SD"),
        ("Hodeida", "Hodeidah", "YE"), ("Rangoon", "Yangon", "MM"), ("Mazar-e-Sharif", "Mazar-i-Sharif", "AF"),
    ],
)  # fmt: skip
def test_a_place_has_one_name_however_it_is_spelled(written: str, name: str, country: str) -> None:
    place = find_places(f"At least twelve people were killed in {written}, {country_names()[country]}, on Monday.")[0]
    assert (place.name, place.country) == (name, country)


def test_the_wider_of_a_region_and_its_town_is_meant_unless_the_words_say_the_town() -> None:
    text = "Ukraine said drones hit the city of Kharkiv, and that two people were hurt in Kharkiv."
    assert [(place.name, place.kind, place.region) for place in find_places(text)[1:]] == [
        ("Kharkiv", NameKind.CITY, "Kharkiv"),
        ("Kharkiv", NameKind.REGION, None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It would be nice to read. Reading is fun. Of course, a mobile home.", "Nice weather came to the Split household.",
        "Victoria Nuland and Abraham Lincoln met Jackson.", "Mr. Houston spoke to Austin and Madison.", "Trust in Clinton fell.",
        "Dozens read the Boston Globe and the Des Moines Register.", "The Treaty of Nice and the Lincoln Project",
        "MALE VICTIMS OF A BATTLE IN ACTION", "Soldiers came to Santiago de la Cruz",
    ],
)  # fmt: skip
def test_a_word_or_a_person_is_not_a_town(text: str) -> None:
    assert [named.name for named in find_places(text) if named.kind in (NameKind.CITY, NameKind.REGION)] == []


def test_what_follows_a_comma_tells_which_town_it_is() -> None:
    assert found("A man was held in London, Ontario.") == [("London", "Ontario", "CA"), ("Ontario", None, "CA")]
    assert found("A bus burned in Lincoln, Neb., at noon.") == [("Lincoln", "Nebraska", "US")]
    assert found("Ten died in Tripoli, Lebanon.")[0] == ("Tripoli", "North Lebanon", "LB")


def test_a_port_of_the_name_of_a_region_is_the_one_whose_state_follows() -> None:
    assert found("A ship left the Black Sea port of Odessa, Ukraine.")[0] == ("Odesa", "Odesa", "UA")


def test_of_towns_of_one_name_the_one_of_the_country_that_the_report_names_is_meant() -> None:
    assert found("Pakistan said two bombs went off in Hyderabad.")[1] == ("Hyderabad", "Sindh", "PK")
    assert found("Lebanon sent its army to Tripoli.")[1] == ("Tripoli", "North Lebanon", "LB")
    assert found("Libya's government in Tripoli resigned.")[1] == ("Tripoli", None, "LY")


def test_a_small_town_with_the_name_of_a_great_one_abroad_is_not_guessed() -> None:
    assert [place.name for place in find_places("The United States closed an office in St. Petersburg.")] == ["United States"]


def test_georgia_is_the_american_one_only_beside_other_american_states() -> None:
    assert [named.country for named in find_places("Voters in Ohio and Georgia went to the polls.")] == ["US", "US"]
    assert [named.country for named in find_places("Tbilisi said troops left Georgia.")] == ["GE", "GE"]


def test_a_dateline_names_a_town() -> None:
    assert found("GOMA, Congo (AP) — At least nine people were killed.")[0] == ("Goma", "North Kivu", "CD")


def test_the_lexicons_of_places_stay_small() -> None:
    assert sum(len((LEXICONS / name).read_bytes()) for name in ("places.txt", "regions.txt")) <= 4_000_000


def test_each_row_of_the_lexicons_has_a_known_country_and_a_key_in_its_order() -> None:
    rows = [line.split("\t") for line in (LEXICONS / "places.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    regions = [line.split("\t") for line in (LEXICONS / "regions.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    codes = {code for code, _ in regions}
    assert {row[1][:2] for row in rows} | {code[:2] for code in codes} <= set(country_names())
    assert {row[1] for row in rows if "." in row[1]} <= codes
    assert all(row[0] == row[0].lower() and row[0].isascii() for row in rows)
    assert len(rows) > 50_000


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    for named in find_names(text):
        assert 0 <= named.start < named.end <= len(text)
