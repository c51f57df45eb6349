from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.reading.places import Named, NameKind, country_of, find_demonyms, find_names


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Ukraine", "UA"), ("Ukrainian", "UA"), ("Ukrainians", "UA"), ("the Kremlin", "RU"), ("Seoul", "KR"), ("DPRK", "KP"),
        ("the North", None), ("UK", "GB"), ("the US", "US"), ("U.S.", "US"), ("White House", "US"), ("Russia's", "RU"), ("Kursk", "RU"),
        ("North Korea", "KP"), ("North Koreans", "KP"), ("South Korean", "KR"), ("UKRAINE", "UA"), ("Guinea-Bissau", "GW"),
        ("Côte d'Ivoire", "CI"), ("Danes", "DK"), ("us", None), ("", None), ("officials", None), ("turkey", None),
    ],
)  # fmt: skip
def test_a_name_stands_for_its_country(words: str, country: str | None) -> None:
    assert country_of(words) == country


def find_places(text: str) -> tuple[Named, ...]:
    return tuple(named for named in find_names(text) if named.kind is not NameKind.DEMONYM)


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


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    for named in find_names(text):
        assert 0 <= named.start < named.end <= len(text)
