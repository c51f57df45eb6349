"""The second case holds together: every stance and basis is in it, and its compiler refuses what is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from closewatch.terms.figure import FigureKind, Scope, Standing
from closewatch.terms.statement import Basis, Manner, Part, Stance

ROOT = Path(__file__).parents[2]
SECOND = ROOT / "lab" / "second"
ONE_TEXT = (SECOND / "texts" / "01-market-strike.txt").read_text(encoding="utf-8")


def build(*options: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SECOND / "compile.py"), *map(str, options)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONPATH": str(ROOT / "src")})


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SECOND / "answers.jsonl").read_text(encoding="utf-8").splitlines()]


def answers() -> list[dict[str, Any]]:
    return [row for row in rows() if "file" in row]


@pytest.mark.parametrize(("field", "values"), [("stance", Stance), ("basis", Basis), ("manner", Manner), ("part", Part)])
def test_every_value_is_shown(field: str, values: type[Stance | Basis | Manner | Part]) -> None:
    assert {statement[field] for answer in answers() for statement in answer["statements"]} == {value.value for value in values}


def test_every_report_has_figures() -> None:
    assert [answer["file"] for answer in answers() if not answer["figures"]] == []
    figures = [figure for answer in answers() for figure in answer["figures"]]
    assert {figure["kind"] for figure in figures} <= {kind.value for kind in FigureKind}
    assert {figure["scope"] for figure in figures} <= {scope.value for scope in Scope}
    assert {figure["standing"] for figure in figures} <= {standing.value for standing in Standing}


def test_a_figure_in_words_of_two_statements_belongs_to_the_root() -> None:
    answer = next(answer for answer in answers() if answer["file"] == "04-forty-trucks.txt")
    figure = next(figure for figure in answer["figures"] if figure["key"] == "n3")
    assert (figure["statement"], figure["speaker"]) == ("s2", {"name": "Acacia Wire"})


def test_it_has_nothing_in_common_with_the_sample() -> None:
    sample = ROOT / "src" / "closewatch" / "desk" / "sample" / "answers.jsonl"
    reports = [json.loads(line) for line in sample.read_text(encoding="utf-8").splitlines()]
    outlets = {report["publisher"] for report in reports if "file" in report}
    assert {answer["publisher"] for answer in answers()} & outlets == set()


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("[c4 denied]", "[c40 denied]", "s40 not keyed"),
        ("[n5 19]", "19", "n5 not marked"),
        ("low=19 high=19", "low=20 high=20", "wanted the number of '19'"),
        ("standing=asserted statement=7", "standing=asserted statement=8", "wanted statement=7 as marked"),
        ("stance=denies", "stance=says", "stance: wanted one of"),
        ("relay: s15", "relay: s14", "wanted for"),
        ("https://acacia-wire.example/", "https://acacia-wire.com/", "wanted an address under .example"),
        (
            'speaker="Hawa" kind=person named pseudonymous country=SD stance=asserts',
            'speaker="Hawa" kind=person named stance=asserts',
            "quoted",
        ),
        ("The United Nations", "The United Nations " + "again " * 100 + "and", "wanted 120 to 350 words"),
    ],
)
def test_a_wrong_text_is_refused_and_named(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert right in ONE_TEXT
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "01-market-strike.txt").write_text(ONE_TEXT.replace(right, wrong, 1), encoding="utf-8")
    done = build("--from", tmp_path, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / "out").exists()
