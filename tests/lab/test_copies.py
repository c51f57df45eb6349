"""The measures of copies: what counts as found, and that every planted copy of a small corpus is."""

from __future__ import annotations

import importlib
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.report import Excerpt

LAB = Path(__file__).parents[2] / "lab"
sys.path[:0] = [str(LAB / "links"), str(LAB / "bench")]
bench, pairs, scores = (importlib.import_module(name) for name in ("copies", "pairs", "score_copies"))


def link(left: str, right: str, start: int, end: int, of_start: int, part: str = "narrative", rule: str = "direction: published") -> Link:
    because = Excerpt(left, start, end, "x" * (end - start)), Excerpt(right, of_start, of_start + end - start, "x" * (end - start))
    return Link(LinkKind.COPIES, left, right, Decimal(1), because, rule, "test", (part,))


KEY = {"file": "b", "copies": [{"of": "a", "class": "narrative", "span": {"start": 10, "end": 50}, "of_span": {"start": 0, "end": 40}}]}
FILES = {"re:a": "a", "re:b": "b", "re:c": "c"}


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([link("re:b", "re:a", 10, 50, 0)], (1, 1, 1, 0)),
        ([link("re:b", "re:a", 30, 50, 20)], (1, 1, 1, 0)),
        ([link("re:b", "re:a", 31, 50, 21)], (0, 0, 0, 0)),
        ([link("re:a", "re:b", 0, 40, 10)], (1, 0, 1, 0)),
        ([link("re:b", "re:a", 10, 50, 0, "statement")], (1, 1, 0, 0)),
        ([link("re:b", "re:a", 10, 50, 0), link("re:b", "re:c", 10, 50, 0)], (1, 1, 1, 1)),
        ([], (0, 0, 0, 0)),
    ],
)
def test_a_keyed_copy_is_found_right_in_direction_and_class(links: list[Link], expected: tuple[int, int, int, int]) -> None:
    counts = scores.score(scores.keyed_copies([KEY]), links, FILES).counts
    assert tuple(counts[what] for what in ("found", "direction", "class", "extra pairs")) == expected


def test_every_planted_copy_of_a_small_corpus_is_found() -> None:
    corpus = bench.planted(400)
    found, _ = pairs.pairs_with_first(pairs.prints_of_all(corpus.texts))
    recall = bench.recall_of(corpus, {(left, right) for left, right in found.tolist()}, aligned=True)
    assert set(recall.values()) == {1.0}
    assert len(recall) == 6


def test_all_pairs_and_pairs_with_the_first_agree_on_who_shares() -> None:
    line = "nine boats with lanterns were counted at the quay before the rain came"
    prints = pairs.prints_of_all([line, "nobody had asked for any of it, and so it went on until the spring", line, f"{line} in"])
    assert pairs.all_pairs(prints)[0].tolist() == [[2, 0], [3, 0], [3, 2]]
    assert [0, 0] not in pairs.pairs_with_first(prints)[0].tolist()
    assert {tuple(pair) for pair in pairs.pairs_with_first(prints)[0].tolist()} >= {(2, 0), (3, 0)}
