"""The sample case holds together: it is what its texts say, it is large enough, and its compiler refuses what is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "src" / "closewatch" / "desk" / "sample"

ONE_REPORT = """\
File: 01-small.txt
Title: [s1 Kyiv][c1 :] [q1 [n1 300] dead]
Outlet: The Harbour Gazette
Date: 2025-01-14
URL: https://harbour-gazette.example/2025/01/small
Facts: nk-113
---
[q2 [b2 At least] [n2 300] [p2 soldiers] died in [l2 Kursk]], [s2 the service] [c2 told] Meridian Wire.
---
s1: speaker="the service" kind=body named country=UA stance=asserts basis=official part=headline manner=indirect
s2: speaker="the service" kind=body named country=UA stance=asserts basis=official part=lead manner=indirect via="Meridian Wire"
n1: measure=killed low=300 high=300 unit=person kind=count scope=cumulative statement=1
n2: measure=killed low=300 high= open_high unit=person kind=count scope=cumulative place="Kursk Oblast"/RU statement=2
relay: s2 chain="the service > Meridian Wire"
pattern: 20
"""


def build(*options: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "lab" / "sample" / "build.py"), *map(str, options)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONPATH": str(ROOT / "src")})


def answers() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    lines = [json.loads(line) for line in (SAMPLE / "answers.jsonl").read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if "file" in line], [line for line in lines if "question" in line]


def test_what_is_shipped_is_what_the_texts_say(tmp_path: Path) -> None:
    done = build("--out", tmp_path)
    assert done.returncode == 0, done.stderr
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    held = {Path("reports") / path.name: path.read_bytes() for path in (SAMPLE / "reports").iterdir()}
    held[Path("answers.jsonl")] = (SAMPLE / "answers.jsonl").read_bytes()
    assert sorted(made) == sorted(held)
    assert [name for name in made if made[name] != held[name]] == []


def test_the_case_is_large_enough() -> None:
    reports, questions = answers()
    counted: Counter[str] = Counter()
    for report in reports:
        counted.update({role: len(report[role]) for role in ("statements", "figures", "relays", "copies", "drifts")})
    assert len(reports) >= 36
    assert counted["statements"] >= 300
    assert counted["figures"] >= 200
    assert counted["relays"] >= 30
    assert counted["copies"] >= 20
    assert counted["drifts"] >= 15
    assert len(questions) == 8


def test_every_pattern_of_the_case_is_shown() -> None:
    assert {pattern for report in answers()[0] for pattern in report["patterns"]} == set(range(1, 44))


def test_there_is_a_korean_a_ukrainian_and_a_german_report() -> None:
    assert {report["language"] for report in answers()[0]} == {"en", "ko", "uk", "de"}


def test_a_figure_without_a_date_stands_in_the_background_or_is_recounted_of_an_earlier_time() -> None:
    recounted = {"34-camp-interview.txt"}
    for report in answers()[0]:
        background = {statement["key"] for statement in report["statements"] if statement["part"] == "background"}
        undated = {figure["statement"] for figure in report["figures"] if figure["as_of"] is None}
        assert undated <= background or report["file"] in recounted, report["file"]


def test_a_figure_of_the_headline_has_the_date_scope_and_place_that_it_has_in_the_lead() -> None:
    compared = 0
    for report in answers()[0]:
        lead = {statement["key"] for statement in report["statements"] if statement["part"] == "lead"}
        for above in (figure for figure in report["figures"] if figure["span"]["end"] <= len(report["headline"])):
            same = [figure for figure in report["figures"] if figure["statement"] in lead and alike(figure) == alike(above)]
            compared += len(same)
            for below in same:
                assert (above["as_of"], above["scope"]) == (below["as_of"], below["scope"]), (report["file"], above["key"])
                assert country(above) == country(below), (report["file"], above["key"])
    assert compared >= 20


def alike(figure: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(figure[name] for name in ("measure", "unit", "low", "high"))


def country(figure: dict[str, Any]) -> str | None:
    return figure["place"]["value"]["country"] if figure["place"] else None


def test_every_answer_stands_in_its_report() -> None:
    for report in answers()[0]:
        if not report["file"].endswith(".txt"):
            continue
        body = (SAMPLE / "reports" / report["file"]).read_text(encoding="utf-8").partition("\n\n")[2]
        text = report["headline"] + "\n\n" + body
        spans = [span for s in report["statements"] for role in ("source", "cue", "content") for span in s[role]]
        spans += [span for f in report["figures"] for span in (f["span"], f["bound"]) if span]
        assert [span for span in spans if text[span["start"] : span["end"]] != span["exact"]] == [], report["file"]


def test_nobody_real_is_quoted_directly() -> None:
    quoted = [
        (report["file"], statement["key"])
        for report in answers()[0]
        for statement in report["statements"]
        if statement["manner"] != "indirect" and statement["speaker"]["named"] and not statement["speaker"]["pseudonymous"]
    ]
    assert quoted == []


def test_two_captures_of_one_address_differ() -> None:
    addresses = Counter(report["url"] for report in answers()[0])
    assert any(count == 2 for count in addresses.values())


def test_a_right_text_is_taken(tmp_path: Path) -> None:
    done = compile_one(tmp_path, ONE_REPORT)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads((tmp_path / "out" / "answers.jsonl").read_text(encoding="utf-8"))
    assert answer["headline"] == "Kyiv: 300 dead"
    assert answer["figures"][1]["bound"]["exact"] == "At least"
    assert (tmp_path / "out" / "reports" / "01-small.txt").read_text(encoding="utf-8").endswith("told Meridian Wire.\n")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("[n2 300]", "[n3 300]", "n3 not keyed"),
        ("[c2 told]", "[c2 told", "a mark is not closed"),
        ("died in [l2", "died in [x2", "wanted a mark such as"),
        ("low=300 high=300", "low=301 high=301", "wanted the number of '300'"),
        ("high= open_high", "high=300", "bound words without"),
        ("stance=asserts basis=official part=lead", "stance=says basis=official part=lead", "stance: wanted one of"),
        ("scope=cumulative statement=1", "scope=cumulative", "wanted statement=1 as marked"),
        ('chain="the service > Meridian Wire"', 'chain="the service > Northline Daily"', "relay: wanted for s2"),
        ("https://harbour-gazette.example/", "https://harbour-gazette.com/", "wanted an address under .example"),
        ("pattern: 20", 'pattern: 20\ncopies: of=01-small words="Nowhere" class=statement', "does not stand here"),
        ("pattern: 20", "pattern: 20\ndrift: of=01-small/n9 here=n2 kind=bound-dropped", "no 01-small/n9"),
    ],
)
def test_a_wrong_text_is_refused_and_named(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    assert ONE_REPORT.count(right) >= 1
    done = compile_one(tmp_path, ONE_REPORT.replace(right, wrong, 1))
    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


def compile_one(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    (folder / "texts").mkdir()
    (folder / "texts" / "01-small.txt").write_text(text, encoding="utf-8")
    return build("--from", folder, "--out", folder / "out")
