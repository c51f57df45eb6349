"""A protected name is found in every writing and every code; those who only share a part of it are left alone. All names are invented."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.protect.folding import folded
from closewatch.protect.redact import Redaction
from closewatch.protect.search import Place, search_for
from closewatch.protect.writings import exact_of
from closewatch.terms.protection import LocalWords, Protected


def found(text: str, *names: str, forms: tuple[str, ...] = ()) -> list[str]:
    search = search_for((Protected("de:1", "ac:1", "Source 1", "", forms, names=names),))
    places = search.places(text)
    assert search.finds(text) == bool(places)
    return [text[place.start : place.end] for place in places]


@pytest.mark.parametrize(
    "text",
    [
        "Ivan Petrenko", "IVAN PETRENKO", "Petrenko", "I. Petrenko", "I.V. Petrenko", "Ivan V. Petrenko", "Petrenko, Ivan", "ivan-petrenko",
        "ivan_petrenko", "ivanpetrenko", "Ivan\n  Petrenko", "Iv\u00adan Petr\u200benko", "Іван Петренко", "Іванові Петренку", "Петренком",
        "Петренко", normalize("NFD", "Pétrenko"), "P&eacute;trenko", "&#1055;етренко", "%D0%9F%D0%B5%D1%82%D1%80%D0%B5%D0%BD%D0%BA%D0%BE",
        "%u041f\u0435тренко", r"\u041f\u0435\u0442\u0440\u0435\u043d\u043a\u043e", "SXZhbiBQZXRyZW5rbyBzYWlk", "Pjetrenko", "Petr=65nko",
        "=D0=9F=D0=B5=D1=82=D1=80=\r\n=D0=B5=D0=BD=D0=BA=D0=BE", "%2550etrenko", "xn--e1aaplgbip",
    ],
)  # fmt: skip
def test_a_name_is_found_in_every_writing_and_code(text: str) -> None:
    assert found(text, "Ivan Petrenko") == [text]
    assert found(f"They say {text} was there.", "Ivan Petrenko") == [text]


@pytest.mark.parametrize("text", ["Petrov", "Ivan", "petr", "Petronas", "Peter Ivanov", "petri dish"])
def test_a_name_that_only_begins_alike_is_left_alone(text: str) -> None:
    assert found(text, "Ivan Petrenko") == []


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Олександр Гнатюк", ["Oleksandr Hnatiuk", "Hnatyuk", "Gnatiuk", "Гнатюкові", "O. Hnatiuk", "oleksandr_gnatyuk"]),
        ("Yuriy Shcherbak", ["Юрій Щербак", "Щербака", "Jurij Ščerbak", "Yury Shcherbak", "Chtcherbak"]),
        ("Zoë Müllner", ["Zoe Mullner", "MUELLNER", "zoe-muellner", normalize("NFD", "Zoë Müllner")]),
        ("Pavel Zaitsev", ["Зайцев", "Зайцева", "Zaytsev", "Zaïtsev", "П. Зайцевым"]),
        ("Андрій Заєць", ["Зайцем", "Zaiets", "Andrii Zaiets"]),
        ("Nikos Papadakis", ["nikos.papadakis"]),
        ("Νίκος Παπαδάκης", ["Nikos Papadakis", "ΠΑΠΑΔΑΚΗΣ"]),
        ("Seán O’Malleigh", ["Sean OMalleigh", "S. O'Malleigh", "O´Malleigh"]),
    ],
)
def test_a_name_is_found_in_other_alphabets_and_romanisations(name: str, texts: list[str]) -> None:
    for text in texts:
        assert found(text, name), text


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Kim Min-ho", ["김민호", "김민호는", "김 민호", "Kim Minho", "KIM MIN HO", "Min-ho Kim", "Gim Min-ho", "Ким Мин Хо"]),
        ("박정은", ["Park Jeong-eun", "Pak Jong Un", "Jeong Eun Park", "Пак Чон Ын", normalize("NFD", "박정은이")]),
    ],
)
def test_a_korean_name_is_found_in_hangul_latin_and_cyrillic_letters(name: str, texts: list[str]) -> None:
    for text in texts:
        assert found(text, name), text


@pytest.mark.parametrize("text", ["Kim said", "Kim Jong Un", "Park Geun-hye", "Min-ho Lee", "김정은"])
def test_a_korean_surname_or_given_name_alone_names_nobody(text: str) -> None:
    assert found(text, "Kim Min-ho") == []


def test_a_name_is_found_with_and_without_titles_and_what_stands_between_its_parts() -> None:
    assert found("General Ludwig van Beekstra, L. Beekstra and Ludwig Beekstra", "General Ludwig van Beekstra") == [
        "Ludwig van Beekstra", "L. Beekstra", "Ludwig Beekstra",
    ]  # fmt: skip


def test_a_short_name_ends_as_names_do() -> None:
    assert found("Гурт сказав, що Гура і Гуром", "Гур") == ["Гура", "Гуром"]
    assert found("Лис, Лисом, Лиском, лист", "Лис") == ["Лис", "Лисом"]


def test_a_common_word_that_is_a_name_is_found_only_as_it_stands() -> None:
    assert found("Rose saw it. ROSE! A rose rose over Roseville.", "Rose") == ["Rose", "ROSE"]
    assert found("Kim and kimono", "Kim") == ["Kim"]
    assert found("Rose was there; Anna Rose too", "Anna Rose") == ["Anna Rose"]


def test_words_and_handles_are_found_whole() -> None:
    assert found("The  Nurse of\nWard 6 said so", forms=("the nurse of ward 6",)) == ["The  Nurse of\nWard 6"]
    assert found("a nurse of ward 7", forms=("the nurse of ward 6",)) == []
    assert found("see @sokil_77 and sokil-77", forms=("@sokil_77",)) == ["sokil_77", "sokil-77"]


def test_what_belongs_to_a_name_goes_with_it_and_what_does_not_stays() -> None:
    assert found("Petrenko's men and drpetrenko85", "Ivan Petrenko") == ["Petrenko", "drpetrenko"]


def test_words_of_one_report_are_found_in_that_report_alone() -> None:
    search = search_for((Protected("de:1", "ac:1", "Source 1", "", local=(LocalWords("re:1", "Seo"),)),))
    assert search.places("Seo said so", "re:1") == [Place(0, 3, 0)]
    assert search.places("Seo said so", "re:2") == []
    assert search.places("Seoul said so", "re:1") == []


def test_of_two_protections_that_meet_the_longer_one_covers_both() -> None:
    forms = (("Harbour Clinic",), ("the Harbour Clinic nurse",))
    search = search_for(tuple(Protected(f"de:{number}", f"ac:{number}", "A", "", known) for number, known in enumerate(forms)))
    assert search.places("Ask the Harbour Clinic nurse.") == [Place(4, 28, 1)]


def test_in_markup_a_name_is_found_across_tags() -> None:
    search = search_for((Protected("de:1", "ac:1", "A", "", names=("Ivan Petrenko",)),))
    assert search.finds("<b>Ivan</b> Pet<i>renko</i>", markup=True)
    assert not search.finds("<b>Ivan</b> Pet<i>renko</i>")


LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyzäöüßéłøñабвгдеёжзийклмнопрстуфхцчшщьюяіїєґαβγδκλοπρστ김박정은민호’-")


@given(st.lists(st.text(LETTERS, min_size=1, max_size=9), min_size=1, max_size=4))
def test_whatever_the_name_it_is_found_as_it_stands_and_nothing_is_left_of_it(words: list[str]) -> None:
    name = " ".join(words)
    redaction = Redaction((Protected("de:1", "ac:1", "Source 1", "", names=(name,)),))
    if any(sign.isalnum() for sign in folded(name)) and exact_of(name) in ("", name):
        told = f"So said {name}, twice."
        assert redaction.found_in(told)
        assert len(redaction.blacked(told)) == len(told)
        assert redaction.found_in(redaction.blacked(told)) is None


@given(st.text(st.one_of(st.characters(), st.sampled_from("%&\\=;<>#uxPetrenko0123456789\u0301\u200b")), max_size=60))
def test_no_text_is_too_strange_to_be_searched(text: str) -> None:
    redaction = Redaction((Protected("de:1", "ac:1", "Source 1", "", ("@sokil_77",), names=("Ivan Petrenko", "Kim Min-ho")),))
    around = f"{text} Петренко {text}"
    assert len(redaction.blacked(around)) == len(around)
    assert redaction.found_in(redaction.value(around)) is None
