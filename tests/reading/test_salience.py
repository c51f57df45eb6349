"""Whom "he" and "she" mean among people who are only named: the subject, the nearest, the one whose gender the name tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.reading.salience import most_salient, people_near
from closewatch.reading.speakers import Cast
from closewatch.testing import plain_report


def meant(text: str, pronoun: str) -> str | None:
    """Whom the first pronoun of that form in a text means."""
    at = next(place for place in range(len(text)) if text.startswith(f"{pronoun} ", place) and not text[place - 1 : place].isalpha())
    voice, _ = Cast(plain_report(text)).resolve((at, at + len(pronoun)))
    return voice.name if voice is not None else None


@pytest.mark.parametrize(
    ("text", "pronoun", "expected"),
    [
        ("Colonel Pavlo Renn met Captain Taras Olm at the bridge. He left at dawn.", "He", "Pavlo Renn"),
        ("Ann Roe met Ivan Kit at the bridge. She left at dawn.", "She", "Ann Roe"),
        ("Ivan Kit drove to the bridge with Pavlo Renn, who had called him twice.", "him", "Ivan Kit"),
        ("Marit Dorn praised Eva Holm for her courage.", "her", "Marit Dorn"),
        ("The guards let Jonathan M. Starr go. Starr walked home. He slept.", "He", "Jonathan M. Starr"),
        ("In his speech, Pavlo Renn thanked the medics.", "his", "Pavlo Renn"),
        ("Following the raid, Renn fled north. Guards shot him there.", "him", "Renn"),
        ("Rivertown was quiet. He slept.", "He", None),
        ("The Golden Gate Bridge was closed. He slept.", "He", None),
    ],
)
def test_whom_a_pronoun_means(text: str, pronoun: str, expected: str | None) -> None:
    assert meant(text, pronoun) == expected


def test_a_university_before_a_name_is_no_part_of_it() -> None:
    found = Cast(plain_report("Norwich University Ann Roe came. The guide Ola Brandt of Dune Post left.")).register.people
    assert set(found) >= {"Ann Roe", "Ola Brandt"}


def test_a_weekday_behind_a_name_is_no_part_of_it() -> None:
    assert "Hugh Marsh" in Cast(plain_report("They met Hugh Marsh Sunday in Renn.")).register.people


@given(st.text(alphabet="Ab .,’'\"\nRoeHe“”", max_size=200), st.integers(0, 200))
def test_no_text_breaks_it(text: str, at: int) -> None:
    people = people_near(text, min(at, len(text)), {})
    chosen = most_salient(text, min(at, len(text)), "he", [person.places for person in people])
    assert chosen is None or 0 <= chosen < len(people)
