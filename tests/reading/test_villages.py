"""Places that no gazetteer lists: villages and camps, known by the words that place them."""

from __future__ import annotations

import pytest

from closewatch.reading.places import find_names
from closewatch.reading.readers.rules import read_by_rules
from closewatch.reading.villages import find_unlisted
from closewatch.testing import plain_report


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell on the village of Qarta.", [("Qarta", "")]),
        ("Shells fell near Qarta, in Syria.", [("Qarta", "SY")]),
        ("They fled the villages of Qarta, Bayd and Humra.", [("Qarta, Bayd and Humra", "")]),
        ("Qarta burned. Nobody was left in Qarta.", [("Qarta", "")]),
        ("Nobody was left in Qarta.", []),
        ("They stood near Kharkiv.", []),
        ("Rebels took the town of Bir Qarta. Bir Qarta burned.", [("Bir Qarta", ""), ("Bir Qarta", "")]),
        ("After the fall of Qarta the road to Qarta was shut.", [("Qarta", ""), ("Qarta", "")]),
        ("People fled Bir Qarta. Bir Qarta burned.", [("Bir Qarta", "")]),
        ("They stood near Lake Qarta.", []),
        ("It was said in May, near NATO's border.", []),
        ("He said so in Parliament. Parliament rose.", []),
    ],
)
def test_a_name_that_is_placed_is_a_place(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(named.name, named.country) for named in find_unlisted(text, find_names(text))] == expected


def test_a_village_takes_its_country_from_the_report() -> None:
    text = "Gunmen came to the village of Lala in Ituri province on Monday, leaving 46 people dead."
    (figure,) = read_by_rules(plain_report(text, published="2023-06-14")).figures
    assert figure.place
    assert (figure.place.name, figure.place.country, figure.place.region) == ("Lala", "CD", "Ituri")


def test_an_unlisted_place_lies_where_the_report_is_set() -> None:
    text = "Congo's army said so. Six people were killed near Qarta, it said."
    figure = read_by_rules(plain_report(text, headline="War in Congo", published="2023-06-14")).figures[-1]
    assert figure.place
    assert (figure.place.name, figure.place.country) == ("Qarta", "CD")
