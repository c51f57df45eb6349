"""How like two texts are by the shipped head: what it can tell, and that it tells the same whatever else is asked."""

from __future__ import annotations

import numpy
import pytest

from closewatch.reading.encoder.likeness import LONGEST, load_head


@pytest.mark.parametrize(
    ("claim", "reworded", "other"),
    [
        (
            "Soldiers are paid two thousand dollars a month",
            "that the troops' monthly salary is $2,000",
            "that two thousand soldiers arrived last month",
        ),
        (
            "The ceasefire collapsed within hours",
            "that the truce broke down the same day",
            "that the roof of the school collapsed within hours",
        ),
        ("Injured soldiers were sent home", "that wounded troops had returned to their country", "that bread had become dear"),
    ],
)
def test_the_same_in_other_words_is_more_alike_than_other_things_in_the_same_words(claim: str, reworded: str, other: str) -> None:
    like, unlike = load_head().likeness(claim, [reworded, other])
    assert like > unlike + 0.1


def test_a_text_is_most_like_itself() -> None:
    assert load_head().likeness("The bridge fell.", ["The bridge fell."]) == pytest.approx([1.0], abs=1e-5)


def test_what_it_is_compared_with_changes_nothing() -> None:
    texts = ["The bridge fell.", "Pay rose by a tenth in the north.", "“No,” he said."]
    together = load_head().likeness("A bridge has collapsed.", texts)
    assert together == [load_head().likeness("A bridge has collapsed.", [text])[0] for text in texts]


@pytest.mark.parametrize("text", ["", " \n\t", "\ud7ff\x00", "—", "?" * 10_000, "1 " * 10_000, "word" * 100_000, "Привет мир", "김정은"])
def test_any_text_has_a_direction_of_length_one_or_none(text: str) -> None:
    direction = load_head().direction(text)
    assert direction.shape == (384,)
    assert numpy.linalg.norm(direction) == pytest.approx(1, abs=1e-4) or not direction.any()


def test_words_after_those_that_are_looked_at_change_nothing() -> None:
    begun = " ".join(["It rained."] * LONGEST)
    assert (load_head().direction(begun) == load_head().direction(begun + " Then the bridge fell.")).all()
