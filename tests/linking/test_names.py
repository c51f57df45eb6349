"""One name in many spellings, and names that only look alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.linking.names import body_form, is_acronym, is_common_family, person_forms, shared_form, sound_form

ONE_NAME = (
    ("Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskyj", "Зеленський", "Зеленский"),
    ("Mohammed", "Muhammad", "Mohamed", "Mohamad", "Muhammed"),
    ("Hussein", "Hussain", "Husayn", "Hossein"),
    ("Youssef", "Yousef", "Yusef"),
    ("Petrov", "Petroff", "Petrow", "Петров"),
    ("Sergei", "Sergey"),
    ("Dmitry", "Dmitri", "Dmitriy", "Дмитрий"),
    ("Aleksandr", "Alexander", "Aleksander"),
    ("Kharkiv", "Harkiv", "Харків"),
    ("Kyiv", "Kiev", "Київ"),
    ("Khartoum", "Khartum"),
    ("Traoré", "Traore"),
)
ONE_PERSON = (
    ("Abdel Fattah al-Burhan", "Abdelfattah El Burhan", "Abd al-Fattah Al-Burhan", "Abdul Fattah Burhan"),
    ("Abdullah al-Mahdi", "Abdulla Mahdi", "Abdallah El-Mahdi"),
    ("Abdirahman Warsame", "Abdul Rahman Warsame", "Abdurrahman Warsame"),
    ("Lee Seong-kweun", "Lee Seong Kweun", "Li Song Kwun", "Lee Sung-kwon"),
    ("Hyun-Seung Lee", "Lee Hyun-seung"),
    ("Dmitry Peskov", "Dmitri S. Peskov", "Dmitriy Sergeyevich Peskov", "Mr Dmitry Peskov"),
    ("Khaled Omer", "Khalid Omar"),
    ("José Núñez", "Jose Nunez"),
)
OTHERS = (
    ("Mohammed", "Mahmoud"),
    ("Hassan", "Hussein"),
    ("Karim", "Kareema"),
    ("Ivanov", "Ivanova"),
)
OTHER_PEOPLE = (
    ("Lee Sung-kwon", "Lee Sung-kyung"),
    ("Kim Jong Un", "Kim Jong Il"),
    ("Mohamed Ali", "Ali Mohamed"),
    ("Andriy Kovalenko", "Andriy Kovalchuk"),
    ("Abdi Ali", "Abdullah Ali"),
)


@pytest.mark.parametrize("spellings", ONE_NAME, ids=lambda names: names[0])
def test_spellings_of_one_name_have_one_form(spellings: tuple[str, ...]) -> None:
    assert len({sound_form(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize("spellings", ONE_PERSON, ids=lambda names: names[0])
def test_spellings_of_one_person_share_a_form_with_the_first(spellings: tuple[str, ...]) -> None:
    first = set(person_forms(spellings[0]))
    assert all(first & set(person_forms(spelling)) for spelling in spellings[1:])


@pytest.mark.parametrize("names", OTHERS, ids=lambda names: names[0])
def test_other_names_keep_other_forms(names: tuple[str, str]) -> None:
    assert sound_form(names[0]) != sound_form(names[1])


@pytest.mark.parametrize("names", OTHER_PEOPLE, ids=lambda names: names[0])
def test_other_people_keep_other_forms(names: tuple[str, str]) -> None:
    assert not set(person_forms(names[0])) & set(person_forms(names[1]))


def test_a_single_name_is_no_whole_name() -> None:
    assert person_forms("Kindratenko") == person_forms("Colonel Kindratenko") == ()


def test_names_that_many_bear_tell_nobody_apart() -> None:
    assert all(is_common_family(sound_form(name)) for name in ("Kim", "Park", "Hassan", "Smith"))
    assert not is_common_family(sound_form("Kindratenko"))


def test_bodies_meet_in_british_and_american_spelling_and_without_their_legal_form() -> None:
    assert body_form("The Center for Civil Defense") == body_form("Centre for Civil Defence")
    assert body_form("Harbour Freight Ltd") == body_form("Harbor Freight")
    assert body_form("General Staff") != body_form("Staff")


def test_letters_are_kept_as_they_are() -> None:
    assert is_acronym("N.R.U.")
    assert not is_acronym("Reuters")
    assert body_form("N.R.U.") == body_form("NRU") != body_form("NRUU")


def test_case_accents_titles_and_points_make_no_difference_to_a_name() -> None:
    assert shared_form("Col. José  NÚÑEZ-Pérez".replace("Col.", "Colonel")) == shared_form("jose nunez perez")


@given(st.text(max_size=60))
def test_any_words_have_forms(words: str) -> None:
    assert person_forms(words) == person_forms(words)
    assert body_form(words) == body_form(words)
    assert sound_form(words) == sound_form(words)
