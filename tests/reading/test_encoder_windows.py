"""What the model is given to see: units that spans begin and end at, their word pieces, and windows of whole paragraphs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.reading.encoder.pieces import UNKNOWN, spell
from closewatch.reading.encoder.units import LOOKS, Unit, find_units
from closewatch.reading.encoder.windows import END, START, Window, pack_windows

LETTERS = {UNKNOWN: 0, "a": 1, "##a": 2, "b": 3, "##b": 4, "-": 5}


def one_piece(word: str) -> list[int]:
    return [len(word)]


def windows_of(*paragraphs: str, limit: int, first: int | None = None) -> list[Window]:
    return list(pack_windows([find_units(paragraph) for paragraph in paragraphs], one_piece, limit, first))


def words_of(window: Window) -> str:
    return " ".join(unit.word for unit in window.units)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The army’s men can't", ["The", "army", "’s", "men", "can't"]),
        ("“It fell,” he said.", ["“", "It", "fell", ",", "”", "he", "said", "."]),
        ("Su-34s for $2,000", ["Su", "-", "34s", "for", "$", "2", ",", "000"]),
        ("a_b", ["a", "_", "b"]),
        ("", []),
    ],
)
def test_units_are_words_clitics_and_single_marks(text: str, found: list[str]) -> None:
    assert [unit.word for unit in find_units(text)] == found


@given(st.text(max_size=200))
def test_units_stand_in_the_text_in_order_and_leave_out_blanks_alone(text: str) -> None:
    units = find_units(text)
    assert all(text[unit.start : unit.end] == unit.word and 0 <= unit.look < len(LOOKS) for unit in units)
    assert all(one.end <= other.start for one, other in pairwise(units))
    inside = {at for unit in units for at in range(unit.start, unit.end)}
    assert all(text[at].isspace() for at in set(range(len(text))) - inside)


def test_units_of_a_stretch_count_from_the_start_of_the_text() -> None:
    assert find_units("It rained. Kyiv said so.", 11, 15) == [Unit(11, 15, "Kyiv", 2)]


def test_a_word_is_spelt_by_the_longest_pieces_without_case_or_accents() -> None:
    assert spell("ABA", LETTERS) == spell("äbà", LETTERS) == (1, 4, 2)
    assert spell("a-b", LETTERS) == (1, 5, 3)


@given(st.text(max_size=300))
def test_every_word_has_a_piece_and_a_long_one_has_no_more_than_its_first_hundred_characters(word: str) -> None:
    assert 1 <= len(spell(word, LETTERS)) <= 100 * 4
    assert spell("a" * 5000, LETTERS) == spell("a" * 100, LETTERS)


def test_paragraphs_that_fit_share_a_window_and_end_with_a_mark_of_their_own() -> None:
    (window,) = windows_of("It rained.", "Kyiv said so.", limit=20)
    assert window.pieces == (START, 2, 6, 1, END, 4, 4, 2, 1, END)
    assert window.openings == {0, 3}
    assert [window.pieces[place] for place in window.firsts[1:]] == [len(unit.word) for unit in window.units]


def test_a_paragraph_that_does_not_fit_beside_another_opens_a_window() -> None:
    assert [words_of(window) for window in windows_of("It rained.", "Kyiv said so.", limit=9)] == ["It rained .", "Kyiv said so ."]
    assert [words_of(window) for window in windows_of("One.", "Two.", "Three.", limit=20, first=4)] == ["One .", "Two . Three ."]


def test_a_long_paragraph_is_cut_after_a_sentence() -> None:
    windows = windows_of("One two three four. Five six seven eight.", limit=9)
    assert [words_of(window) for window in windows] == ["One two three four .", "Five six seven eight ."]


def test_a_paragraph_without_stops_is_cut_where_it_must_be() -> None:
    windows = windows_of("word " * 1000, limit=50)
    assert all(len(window.pieces) <= 50 for window in windows)
    assert sum(len(window.units) for window in windows) == 1000


@given(st.lists(st.text(alphabet="ab .!", max_size=60), max_size=6), st.integers(6, 40))
def test_windows_hold_every_unit_once_in_order_and_never_more_than_their_limit(paragraphs: list[str], limit: int) -> None:
    given_units = [find_units(paragraph) for paragraph in paragraphs if paragraph.strip()]
    windows = list(pack_windows(given_units, one_piece, limit))
    assert [unit for window in windows for unit in window.units] == [unit for units in given_units for unit in units]
    assert all(len(window.pieces) <= limit for window in windows)
