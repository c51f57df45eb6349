"""From scores to attributions: legal paths only, contents joined to their cue, cues to their source, one source to several cues."""

from __future__ import annotations

from itertools import pairwise

import numpy
from hypothesis import given
from hypothesis import strategies as st

from closewatch.reading.encoder.decode import ROLES, Floats, WindowScores, best_path, decode, stretches_of

TAGS = ("O", *(f"{begin}-{role}" for role in ROLES for begin in "BI"))


def legal_steps() -> Floats:
    """Nothing is preferred; I-x comes only after B-x or I-x."""
    steps = numpy.zeros((7, 7), numpy.float32)
    for to in (2, 4, 6):
        steps[:, to] = -1e4
        steps[to - 1, to] = steps[to, to] = 0
    return steps


def scores_of(tags: str, cues: dict[int, int] | None = None, sources: dict[int, int] | None = None) -> WindowScores:
    """Sure scores for units 1.. tagged by letters (s, c, q, capitals begin); content units point to cues, cue units to sources."""
    letters = ".SsCcQq"
    count = len(tags) + 1
    tagged = numpy.zeros((count, 7), numpy.float32)
    for place, letter in enumerate(tags, 1):
        tagged[place, letters.index(letter)] = 9
    pointers = []
    for targets in (cues or {}, sources or {}):
        table = numpy.zeros((count, count), numpy.float32)
        for place in range(count):
            table[place, targets.get(place, 0)] = 9
        pointers.append(table)
    return WindowScores(tagged, *pointers)


def test_a_source_a_cue_and_a_content_become_one_attribution() -> None:
    (found,) = decode(scores_of("SsCQqq", cues=dict.fromkeys((4, 5, 6), 3), sources={3: 1}), legal_steps())
    assert (found.source, found.cue, found.contents) == ((1, 3), (3, 4), [(4, 7)])
    assert found.sure > 0.9
    assert -0.1 < found.held < 0


def test_one_source_serves_two_cues() -> None:
    first, second = decode(scores_of("SCQ.CQ", cues={3: 2, 6: 5}, sources={2: 1, 5: 1}), legal_steps())
    assert first.source == second.source == (1, 2)
    assert (first.contents, second.contents) == ([(3, 4)], [(6, 7)])


def test_pieces_of_one_content_meet_at_their_cue() -> None:
    (found,) = decode(scores_of("QqSCQq", cues=dict.fromkeys((1, 2, 5, 6), 4), sources={4: 3}), legal_steps())
    assert found.contents == [(1, 3), (5, 7)]


def test_a_content_that_points_nowhere_stands_alone_and_a_cue_without_content_is_dropped() -> None:
    (found,) = decode(scores_of("SC.Qq", sources={2: 1}), legal_steps())
    assert (found.source, found.cue, found.contents) == (None, None, [(4, 6)])


def test_a_pointer_that_wavers_is_less_sure() -> None:
    scores = scores_of("SCSQ", cues={4: 2}, sources={2: 1})
    scores.to_source[2, 3] = 8
    (found,) = decode(scores, legal_steps())
    assert found.source == (1, 2)
    assert 0.5 < found.sure < 0.8


def test_a_word_inside_a_span_is_never_tagged_without_its_beginning() -> None:
    tags = numpy.zeros((3, 7), numpy.float32)
    tags[1, TAGS.index("I-content")] = 5
    assert best_path(tags, legal_steps()) == [TAGS.index("B-content"), TAGS.index("I-content"), 0]


@given(st.lists(st.lists(st.floats(-9, 9, width=32), min_size=7, max_size=7), min_size=1, max_size=12))
def test_every_path_is_legal_and_its_stretches_never_overlap(rows: list[list[float]]) -> None:
    path = best_path(numpy.array(rows, numpy.float32), legal_steps())
    assert len(path) == len(rows)
    assert all(tag % 2 or not tag or before in (tag, tag - 1) for before, tag in zip([0, *path], path, strict=False))
    places = [place for _, place in stretches_of(path)]
    assert all(one[1] <= other[0] for one, other in pairwise(places))


def test_a_window_without_units_holds_nothing() -> None:
    assert decode(scores_of(""), legal_steps()) == []
