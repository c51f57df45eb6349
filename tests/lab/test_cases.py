"""The cases of the lab hold together: what is held is what their texts say, and every answer stands in its report."""

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

ROOT = Path(__file__).parents[2]
CASES = (ROOT / "lab" / "second", ROOT / "lab" / "third")
AT = datetime(2026, 1, 1, tzinfo=UTC)


def answers(case: Path) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in (case / "answers.jsonl").read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if "file" in row]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_held_is_what_the_texts_say(case: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(case / "compile.py"), "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONPATH": str(ROOT / "src")})
    assert done.returncode == 0, done.stderr
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    held = {Path("reports") / path.name: path.read_bytes() for path in (case / "reports").iterdir()}
    held[Path("answers.jsonl")] = (case / "answers.jsonl").read_bytes()
    assert sorted(made) == sorted(held)
    assert [name for name in made if made[name] != held[name]] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_answer_stands_in_its_report_as_it_is_captured(case: Path) -> None:
    for answer in answers(case):
        taken = [each for each in take(str(case / "reports" / answer["file"]), "test", lambda: AT) if isinstance(each, Taken)]
        assert len(taken) == 1
        report = render(taken[0].capture, taken[0].data)
        assert (report.headline, report.publisher) == (answer["headline"], answer["publisher"])
        spans = [span for statement in answer["statements"] for role in ("source", "cue", "content") for span in statement[role]]
        spans += [figure[role] for figure in answer["figures"] for role in ("span", "bound") if figure[role]]
        spans += [
            figure[role]["span"] for figure in answer["figures"] for role in ("population", "place") if (figure[role] or {}).get("span")
        ]
        assert [span for span in spans if report.text[span["start"] : span["end"]] != span["exact"]] == [], answer["file"]
