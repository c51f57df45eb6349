"""Statements that make a claim, from the command to the ranked list."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from closewatch.capture.take import take
from closewatch.desk.alike import LONGEST, statements_like
from closewatch.desk.commands import main
from closewatch.desk.line import Tools, take_in
from closewatch.ledger.case import create_case, open_case
from closewatch.ledger.views.lists import Wanted
from closewatch.reading.readers.encoder import read_by_encoder

AT = datetime(2025, 1, 13, 9, tzinfo=UTC)
Output = pytest.CaptureFixture[str]

TEXT = """Title: A week in Eastport
Outlet: The Harbour Gazette
Date: 2024-11-19

The mayor said that the roof of the school collapsed within hours. A teacher said that the truce broke down the same day.
The baker said that bread had become dear.
"""


def show(output: Output, *words: str | Path) -> tuple[int, str, str]:
    code = main(["show", *map(str, words)])
    said = output.readouterr()
    return code, said.out, said.err


@pytest.fixture
def eastport(tmp_path: Path) -> Path:
    """A case of one report, read as it ships: three statements."""
    (tmp_path / "1.txt").write_text(TEXT, "utf-8")
    tools = Tools(by="person:tester", reader=read_by_encoder, clock=lambda: AT)
    with create_case(tmp_path / "eastport", "Eastport", "person:tester", AT) as case:
        assert [step.state for step in take_in(case, take(str(tmp_path / "1.txt"), "person:tester", lambda: AT), tools)] == ["new"]
    return tmp_path / "eastport"


def test_a_reworded_claim_comes_first_though_another_shares_more_words(eastport: Path, capsys: Output) -> None:
    code, out, _ = show(capsys, eastport, "statements", "--like", "The ceasefire collapsed within hours", "--json")
    assert code == 0
    found = [json.loads(line) for line in out.splitlines()]
    first, second = found[:2]
    assert "truce broke down" in first["content"][0]["exact"]
    assert "collapsed within hours" in second["content"][0]["exact"]
    assert first["alike"]["words"] < second["alike"]["words"]
    assert first["alike"]["score"] > second["alike"]["score"]
    assert not any("bread" in one["content"][0]["exact"] for one in found)


def test_the_score_is_a_column(eastport: Path, capsys: Output) -> None:
    code, out, _ = show(capsys, eastport, "statements", "--like", "The ceasefire collapsed within hours", "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert [float(row["score"]) for row in rows] == sorted((float(row["score"]) for row in rows), reverse=True)
    code, out, _ = show(capsys, eastport, "statements", "--like", "The ceasefire collapsed within hours")
    assert (code, out.split()[:2]) == (0, ["id", "score"])


def test_a_claim_that_nobody_makes_is_said_to_be_made_by_nobody(eastport: Path, capsys: Output) -> None:
    code, out, _ = show(capsys, eastport, "statements", "--like", "Algebra is the study of rings")
    assert (code, out.strip()) == (0, "no statements that make this claim")


def test_a_case_without_statements_has_none_that_make_a_claim(tmp_path: Path, capsys: Output) -> None:
    main(["new", str(tmp_path / "empty")])
    capsys.readouterr()
    code, out, _ = show(capsys, tmp_path / "empty", "statements", "--like", "It rained")
    assert (code, out.strip()) == (0, "no statements that make this claim")


@pytest.mark.parametrize("words", ["", "  ", "…?!", "rain " * LONGEST])
def test_what_is_no_claim_is_refused_in_one_line(eastport: Path, capsys: Output, words: str) -> None:
    code, out, err = show(capsys, eastport, "statements", "--like", words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "wanted the words of" in err


def test_only_statements_make_claims(eastport: Path, capsys: Output) -> None:
    code, _, err = show(capsys, eastport, "figures", "--like", "it rained")
    assert code == 2
    assert "found --like" in err


def test_filters_pages_and_any_likeness_hold_for_what_is_ranked(kursk: Path) -> None:
    def by_length(claim: str, others: Sequence[str]) -> list[float]:
        return [1 - len(other) / 1000 for other in others]

    with open_case(kursk) as case:
        every = list(statements_like(case, Wanted(like="xylophone"), by_length))
        lengths = [len(like.listed.statement.content[0].exact) for like in every]
        assert lengths == sorted(lengths)
        assert len(every) == 3
        first, *rest = every
        assert list(statements_like(case, Wanted(like="xylophone", after=first.id), by_length)) == rest
        assert list(statements_like(case, Wanted(like="xylophone", limit=1), by_length)) == [first]
        denied = list(statements_like(case, Wanted(like="xylophone", stance="denies"), by_length))
        assert [like.listed.statement.stance.value for like in denied] == ["denies"]
