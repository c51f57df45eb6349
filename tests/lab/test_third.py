"""The third case holds together: every kind of drift is in it, and it shares nothing with the other cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from closewatch.terms.claim import DriftKind
from closewatch.terms.statement import Basis, Manner, Stance

ROOT = Path(__file__).parents[2]
THIRD = ROOT / "lab" / "third"
OTHERS = (ROOT / "src" / "closewatch" / "desk" / "sample" / "answers.jsonl", ROOT / "lab" / "second" / "answers.jsonl")
UNKEYED = {DriftKind.AMOUNT_CHANGED, DriftKind.CERTAINTY_RAISED}  # the form of a text has no word for them


def rows(path: Path = THIRD / "answers.jsonl") -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def answers() -> list[dict[str, Any]]:
    return [row for row in rows() if "file" in row]


def test_every_kind_of_drift_that_can_be_keyed_is_shown() -> None:
    assert {drift["kind"] for answer in answers() for drift in answer["drifts"]} == {kind.value for kind in set(DriftKind) - UNKEYED}


@pytest.mark.parametrize(("field", "values"), [("stance", Stance), ("basis", Basis), ("manner", Manner)])
def test_every_value_is_shown(field: str, values: type[Stance | Basis | Manner]) -> None:
    assert {statement[field] for answer in answers() for statement in answer["statements"]} == {value.value for value in values}


def test_the_questions_are_of_both_kinds() -> None:
    questions = [row for row in rows() if "file" not in row]
    assert {question["kind"] for question in questions} == {"figure", "yes-no"}
    assert all(question["proved"] <= question["at_most"] for question in questions)


def test_it_has_no_outlet_in_common_with_the_other_cases() -> None:
    others = {report["publisher"] for path in OTHERS for report in rows(path) if "file" in report}
    assert {answer["publisher"] for answer in answers()} & others == set()
