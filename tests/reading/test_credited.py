"""Whom an outlet has its words from, told beside its name; and words that another's attribution parts from whoever says them."""

from __future__ import annotations

import pytest

from closewatch.reading.readers.encoder import read_by_encoder
from closewatch.testing import plain_report


def chains(text: str) -> list[tuple[str, ...]]:
    return [(found.speaker.name if found.speaker else "", *found.via) for found in read_by_encoder(plain_report(text)).statements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "According to the Lumen news agency, which quoted the health ministry, 112 patients were moved overnight.",
            ("health ministry", "Lumen news agency"),
        ),
        (
            "The rebels shot down a helicopter, the Lagoon Post wrote with reference to the rebels' press office.",
            ("rebels' press office", "Lagoon Post"),
        ),
        (
            "The guards lost nine men, as cited by Harrow Press from a statement of the defence ministry.",
            ("defence ministry", "Harrow Press"),
        ),
    ],
)
def test_an_outlet_s_own_source_is_the_first_to_say_it(text: str, expected: tuple[str, ...]) -> None:
    assert expected in chains(text)


def test_a_row_of_outlets_is_followed_to_whoever_the_last_one_cites() -> None:
    found = chains("The Baltic Mirror, citing the Harrow agency, which quoted a palace guard, reported that the king had fled.")
    assert set(found) >= {("Baltic Mirror",), ("Harrow agency", "Baltic Mirror"), ("palace guard", "Harrow agency", "Baltic Mirror")}


def test_whoever_is_no_outlet_says_in_their_own_name_what_they_cite() -> None:
    assert chains("The governor said on Monday, citing two intelligence services, that the pass was mined.") == [("governor",)]


def test_words_on_both_sides_of_another_s_attribution_are_one_statement() -> None:
    found = chains("The colonel, the deserter recalled, swore that no shell had been fired.")
    assert ("colonel", "deserter") in found


def test_a_reason_is_no_source() -> None:
    assert chains("The Ferry Gazette reported that the minister had resigned, citing his health.")[0] == ("Ferry Gazette",)
