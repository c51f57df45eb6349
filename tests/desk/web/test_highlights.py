from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from closewatch.desk.web.reading.highlights import Marked, Role, segments, stretches

TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)
MARKS = st.lists(
    st.builds(Marked, st.sampled_from(["st:1", "st:2", "fi:3"]), st.sampled_from(Role), st.integers(0, 60), st.integers(0, 60))
)


@given(TEXTS, MARKS, st.integers(-5, 70), st.integers(-5, 70))
def test_the_pieces_of_a_text_are_the_text_however_marks_overlap(text: str, marks: list[Marked], start: int, end: int) -> None:
    found = segments(text, marks)
    assert "".join(piece.text for piece in found) == text
    assert all(text[piece.start : piece.end] == piece.text for piece in found)
    last = max(0, min(end, len(text))) if end >= 0 else 0
    part = segments(text, marks, start, max(end, 0))
    assert "".join(piece.text for piece in part) == text[max(0, min(start, last)) : last]


@given(TEXTS, MARKS)
def test_every_marked_word_lies_in_pieces_that_say_so_and_no_other_does(text: str, marks: list[Marked]) -> None:
    found = segments(text, marks)
    for place in range(len(text)):
        piece = next(one for one in found if one.start <= place < one.end)
        assert set(piece.marks) == {mark for mark in marks if mark.start <= place < mark.end}


@given(TEXTS, MARKS)
def test_every_value_begins_in_one_piece(text: str, marks: list[Marked]) -> None:
    begun = [identity for piece in segments(text, marks) for identity in piece.begins]
    seen = {mark.id for mark in marks if mark.start < min(mark.end, len(text))}
    firsts = {
        mark.id: min(one.start for one in marks if one.id == mark.id and one.start < one.end) for mark in marks if mark.start < mark.end
    }
    assert sorted(begun) == sorted(identity for identity in seen if firsts[identity] < len(text))


def test_a_piece_belongs_to_the_narrowest_value_and_knows_how_deep_it_lies() -> None:
    outer, inner = Marked("st:1", Role.CONTENT, 0, 20), Marked("st:2", Role.CONTENT, 5, 15)
    number = Marked("fi:1", Role.NUMBER, 8, 10)
    found = {piece.start: piece for piece in segments("x" * 20, [number, outer, inner])}
    assert [(found[at].id, found[at].depth) for at in (0, 5, 8, 15)] == [("st:1", 1), ("st:2", 2), ("fi:1", 2), ("st:1", 1)]


@given(st.lists(st.integers(1, 300), max_size=30), st.lists(st.integers(0, 3000), max_size=60), st.integers(1, 400), st.integers(1, 9))
def test_the_parts_of_a_long_text_are_all_of_it_and_none_is_too_long(
    lengths: list[int], places: list[int], characters: int, values: int
) -> None:
    ends = [sum(lengths[: at + 1]) for at in range(len(lengths))]
    length = ends[-1] if ends else 0
    parts = stretches(ends, length, sorted(place for place in places if place < length), characters, values).all
    assert parts[0].start == 0
    assert parts[-1].end == length
    assert all(one.end == other.start for one, other in pairwise(parts))
    assert all(one.end - one.start <= characters for one in parts)
    assert [one.number for one in parts] == list(range(1, len(parts) + 1))
