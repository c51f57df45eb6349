"""The words that two reports share, in both, word for word and over small edits."""

from __future__ import annotations

from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from closewatch.linking.passages import Passage, find_passages, worded
from closewatch.testing import plain_report


def shared(one: str, other: str) -> list[tuple[str, str, int]]:
    return [(found.left.exact, found.right.exact, found.words) for found in passages(one, other)]


def passages(one: str, other: str) -> tuple[Passage, ...]:
    return find_passages(worded(plain_report(one)), worded(plain_report(other)))


def test_a_passage_begins_and_ends_with_words_that_both_have() -> None:
    one = "It rained. The ferry carried nine men, two carts and a bell to the far bank. Nobody slept."
    other = "The ferry carried nine men, two carts and a bell to the near bank, a boy wrote."
    assert shared(one, other) == [("The ferry carried nine men, two carts and a bell to the",) * 2 + (12,)]


def test_edits_of_up_to_two_words_are_bridged_and_longer_ones_end_a_passage() -> None:
    one = "The old harbour office counted forty crates on the quay before the rain came in from the west"
    two = "The old harbour office counted some fifty crates on the quay before the rain came in from the west"
    far = "The old harbour office counted, as it later told this paper, fifty crates on the quay before the rain came in from the west"
    assert [(found[2]) for found in shared(one, two)] == [17]
    assert [words for _, _, words in shared(one, far)] == [12]


def test_moved_passages_are_found_each_at_its_place() -> None:
    first = "Nine carts of salt were weighed twice by the clerk at the gate"
    second = "A lantern was seen moving along the far bank of the river until four"
    found = shared(f"{first}. {second}.", f"{second}. {first}.")
    assert [left for left, _, _ in found] == [first, second]


def test_a_turn_of_phrase_is_no_passage() -> None:
    assert shared("In the early hours of the morning he left.", "It was in the early hours of the day.") == []


def test_a_whole_quotation_of_six_words_is_one() -> None:
    one, other = 'He noted: "Nobody here sleeps before the siren."', 'A nurse said, "Nobody here sleeps before the siren".'
    assert shared(one, other) == [("Nobody here sleeps before the siren",) * 2 + (6,)]
    assert len(shared(one, other.replace("A nurse said", "She said"))) == 1
    assert shared(one, other.replace('"', "")) == []


def test_what_is_said_twice_here_and_once_there_is_one_passage() -> None:
    line = "The bridge at the mill was closed to carts on the second day of the flood"
    found = passages(f"{line}\n\nIn short: {line}.", f"{line}.")
    assert len(found) == 1


def test_texts_that_repeat_themselves_take_no_longer() -> None:
    assert len(passages("the tide is in " * 5000, "the tide is in " * 5000)) == 1


@given(st.integers(0, 10**6))
def test_no_word_is_in_two_passages_and_every_passage_stands_in_its_report(seed: int) -> None:
    chance = Random(seed)
    vocabulary = [f"w{n}" for n in range(40)]
    pieces = [" ".join(chance.choices(vocabulary, k=chance.randint(5, 25))) for _ in range(6)]
    one, other = (". ".join(chance.choices(pieces, k=5)) for _ in range(2))
    found = passages(one, other)
    for spans, text in (([passage.left for passage in found], one), ([passage.right for passage in found], other)):
        assert all(before.end <= after.start for before, after in pairwise(sorted(spans)))
        assert all(text[span.start : span.end] == span.exact for span in spans)


@given(st.integers(0, 10**6))
def test_both_ways_share_as_much(seed: int) -> None:
    chance = Random(seed)
    line = [f"x{n}" for n in range(60)]
    edited = [word if chance.random() > 0.1 else "other" for word in line]
    there, back = passages(" ".join(line), " ".join(edited)), passages(" ".join(edited), " ".join(line))
    assert sum(found.words for found in there) == sum(found.words for found in back)
