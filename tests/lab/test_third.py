"""The third case holds together: it is what its texts say, every kind of drift is in it, and it shares nothing with the other cases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from closewatch.capture.render import render
from closewatch.capture.take import take
from closewatch.capture.taken import Taken
from closewatch.terms.claim import DriftKind
from closewatch.terms.statement import Basis, Manner, Stance

ROOT = Path(__file__).parents[2]
THIRD = ROOT / "lab" / "third"
OTHERS = (ROOT / "src" / "closewatch" / "desk" / "sample" / "answers.jsonl", ROOT / "lab" / "second" / "answers.jsonl")
UNKEYED = {DriftKind.AMOUNT_CHANGED, DriftKind.CERTAINTY_RAISED}  # the form of a text has no word for them
AT = datetime(2026, 1, 1, tzinfo=UTC)


def rows(path: Path = THIRD / "answers.jsonl") -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def answers() -> list[dict[str, Any]]:
    return [row for row in rows() if "file" in row]


def test_what_is_held_is_what_the_texts_say(tmp_path: Path) -> None:
    command = [sys.executable, str(THIRD / "compile.py"), "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONPATH": str(ROOT / "src")})
    assert done.returncode == 0, done.stderr
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    held = {Path("reports") / path.name: path.read_bytes() for path in (THIRD / "reports").iterdir()}
    held[Path("answers.jsonl")] = (THIRD / "answers.jsonl").read_bytes()
    assert sorted(made) == sorted(held)
    assert [name for name in made if made[name] != held[name]] == []


def test_every_answer_stands_in_its_report_as_it_is_captured() -> None:
    for answer in answers():
        taken = [each for each in take(str(THIRD / "reports" / answer["file"]), "test", lambda: AT) if isinstance(each, Taken)]
        assert len(taken) == 1
        report = render(taken[0].capture, taken[0].data)
        assert (report.headline, report.publisher) == (answer["headline"], answer["publisher"])
        spans = [span for statement in answer["statements"] for role in ("source", "cue", "content") for span in statement[role]]
        spans += [figure[role] for figure in answer["figures"] for role in ("span", "bound") if figure[role]]
        spans += [
            figure[role]["span"] for figure in answer["figures"] for role in ("population", "place") if (figure[role] or {}).get("span")
        ]
        assert [span for span in spans if report.text[span["start"] : span["end"]] != span["exact"]] == [], answer["file"]


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
