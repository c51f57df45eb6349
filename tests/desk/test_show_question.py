"""`closewatch show CASE questions ID`: the page of one question on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from closewatch.desk.commands import main

Output = pytest.CaptureFixture[str]


def run(output: Output, *words: str | Path) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    said = output.readouterr()
    return code, said.out, said.err


def first_id(output: Output, case: Path) -> str:
    asked = json.loads(run(output, "show", case, "questions", "--json")[1])
    return str(asked[0]["id"])


def test_the_page_of_one_question_has_its_answers_and_a_chart(capsys: Output, kursk: Path) -> None:
    code, out, err = run(capsys, "show", kursk, "questions", first_id(capsys, kursk)[:10])
    assert (code, err) == (0, "")
    for part in ("Answers by date", "Range of each answer", "Claims", "closewatch trace CASE ID"):
        assert part in out


def test_json_of_one_question_is_an_array_of_one(capsys: Output, kursk: Path) -> None:
    (shape,) = json.loads(run(capsys, "show", kursk, "questions", first_id(capsys, kursk), "--json")[1])
    assert {"claims", "conflicts", "revisions", "side_by_side", "related"} <= shape.keys()


def test_one_question_is_a_row_of_csv(capsys: Output, kursk: Path) -> None:
    code, out, _ = run(capsys, "show", kursk, "questions", first_id(capsys, kursk), "--csv")
    assert (code, len(out.splitlines())) == (0, 2)


@pytest.mark.parametrize("asked", ["qu:ffffffff", "ca:"])
def test_an_unknown_question_is_one_line_and_a_wrong_call(capsys: Output, kursk: Path, asked: str) -> None:
    code, out, err = run(capsys, "show", kursk, "questions", asked)
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_the_page_of_a_question_that_the_filters_leave_out_is_refused(capsys: Output, kursk: Path) -> None:
    asked = first_id(capsys, kursk)
    assert run(capsys, "show", kursk, "questions", asked, "--measure", "paid")[0] == 0
    code, out, err = run(capsys, "show", kursk, "questions", asked, "--measure", "killed")
    assert (code, out) == (2, "")
    assert "wanted the id of a question that the filters leave" in err
