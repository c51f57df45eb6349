"""Which texts make the same claim: by the words they share, then by how like they are."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from closewatch.linking.same import COMPARED, LEAST_LIKE, Alike, best_by_words, rank_same, score_words

CLAIM = "the ferry sank in the storm"
TEXTS = {
    "a": "the boat went down in bad weather",
    "b": "the storm passed and the ferry sailed in the sun",
    "c": "bread was cheap",
    "d": "the ferry sank",
}


def told(likenesses: dict[str, float]) -> list[Alike]:
    """Rank the texts with likenesses as told, by text."""
    scores = score_words(CLAIM, TEXTS.items())

    def likeness(claim: str, others: Sequence[str]) -> list[float]:
        assert claim == CLAIM
        return [next(likenesses[key] for key, text in TEXTS.items() if text == other) for other in others]

    return rank_same(CLAIM, TEXTS, scores, likeness)


def test_rare_words_count_for_more_than_common_ones() -> None:
    scores = score_words("the ferry", [("a", "the port"), ("b", "a ferry"), ("c", "the sea"), ("d", "the town")])
    assert scores["b"] > scores["a"] == scores["c"] > 0


def test_words_in_a_long_text_count_for_less() -> None:
    scores = score_words("ferry", [("a", "the ferry"), ("b", "the ferry " + "and the sea " * 20)])
    assert scores["a"] > scores["b"] > 0


def test_what_shares_no_word_scores_nothing_and_may_still_be_compared() -> None:
    scores = score_words(CLAIM, TEXTS.items())
    assert scores["c"] == 0
    assert best_by_words(scores)[-1] == "c"


def test_a_reworded_claim_comes_before_one_that_shares_more_words() -> None:
    ranked = told({"a": 0.8, "b": 0.5, "c": 0.0, "d": 0.9})
    assert [alike.key for alike in ranked] == ["d", "a", "b"]
    assert ranked[1].words < ranked[2].words


def test_what_says_something_else_is_left_out_whatever_it_shares() -> None:
    assert told(dict.fromkeys(TEXTS, LEAST_LIKE - 0.01)) == []
    assert len(told(dict.fromkeys(TEXTS, LEAST_LIKE))) == len(TEXTS)


def test_nothing_to_compare_with_gives_nothing() -> None:
    assert score_words(CLAIM, []) == {}
    assert score_words(CLAIM, [("a", "")]) == {"a": 0.0}
    assert rank_same(CLAIM, {}, {}, lambda _, __: []) == []


def test_no_more_are_compared_than_agreed() -> None:
    scores = score_words("ferry", [(f"{at:04}", "the ferry" if at % 2 else "the sea") for at in range(1000)])
    best = best_by_words(scores)
    assert len(best) == COMPARED
    assert all(scores[key] > 0 for key in best)


@given(st.permutations(sorted(TEXTS)))
def test_the_order_of_arrival_changes_nothing(keys: list[str]) -> None:
    scores = score_words(CLAIM, [(key, TEXTS[key]) for key in keys])
    assert scores == score_words(CLAIM, TEXTS.items())
    assert best_by_words(scores) == best_by_words(score_words(CLAIM, TEXTS.items()))
