"""The scorer of questions, and what the views make of the keyed figures of the sample case."""

from __future__ import annotations

from typing import Any

import pytest

from .test_score_answers import script


@pytest.fixture(scope="module")
def scorer() -> Any:
    script("score_yes_no")
    return script("score_questions")


@pytest.fixture(scope="module")
def keyed(scorer: Any) -> tuple[Any, Any]:
    rows, golden = scorer.load(scorer.SAMPLE / "answers.jsonl")
    reports = scorer.rendered(scorer.SAMPLE / "reports")
    files = {report.id: name for name, (report, _) in reports.items()}
    found = scorer.questions_of((*reports[row["file"]], scorer.keyed_reading(reports[row["file"]][0], row)) for row in rows)
    return scorer.score(golden, rows, found, files), found


@pytest.mark.parametrize("what", ["questions", "claims", "reports", "conflicts"])
def test_keyed_figures_give_every_golden_question_with_its_members_and_conflicts(keyed: tuple[Any, Any], what: str) -> None:
    tally, _ = keyed
    assert tally.counts[what, "right"] == tally.counts[what, "all"], [error for error in tally.errors if error.startswith(what)]
    assert tally.counts["extra reports", "found"] == 0


@pytest.mark.parametrize("what", ["questions", "claims", "conflicts", "reversals", "at most"])
def test_keyed_statements_give_the_golden_yes_no_question(keyed: tuple[Any, Any], what: str) -> None:
    tally, _ = keyed
    assert tally.counts[f"yes/no {what}", "all"] > 0
    assert tally.counts[f"yes/no {what}", "right"] == tally.counts[f"yes/no {what}", "all"]


def test_no_conflict_of_keyed_figures_is_between_one_origin_and_itself(keyed: tuple[Any, Any]) -> None:
    _, found = keyed
    assert any(question.conflicts for question in found)
    for question in found:
        actors = {claim.id: {origin.actor.id for origin in claim.origins} for claim in question.claims}
        for conflict in question.conflicts:
            if conflict.right in actors:
                assert len(actors[conflict.left] | actors[conflict.right]) > 1


def test_a_question_that_is_not_there_counts_with_all_its_claims(scorer: Any) -> None:
    rows, golden = scorer.load(scorer.SAMPLE / "answers.jsonl")
    tally = scorer.score(golden, rows, [], {})
    for what in ("questions", "claims", "reports", "origins", "conflicts"):
        assert tally.counts[what, "all"] > 0
        assert tally.counts[what, "right"] == 0
