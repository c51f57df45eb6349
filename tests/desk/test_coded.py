"""Figures listed with what a coder stores for them, at the line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from closewatch.desk.commands import main

Output = pytest.CaptureFixture[str]


def run(output: Output, *words: str | Path) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    said = output.readouterr()
    return code, said.out, said.err


@pytest.fixture
def case(capsys: Output, tmp_path: Path) -> Path:
    text = "Title: Fighting near the bridge\nDate: 2024-11-19\n\nDozens of soldiers were killed near Kursk. Some 40 soldiers were wounded."
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    run(capsys, "new", tmp_path / "case")
    run(capsys, "add", tmp_path / "case", tmp_path / "report.txt")
    return tmp_path / "case"


def test_figures_have_what_a_coder_stores_beside_what_was_said(capsys: Output, case: Path) -> None:
    code, out, _ = run(capsys, "show", case, "figures", "--profile", "acled", "--json")
    assert code == 0
    killed, wounded = sorted((json.loads(line) for line in out.splitlines()), key=lambda figure: str(figure["measure"]))
    assert (killed["low"], killed["vague"]) == ("24", "dozens")
    assert (killed["coded_value"], killed["coded_rule"], killed["coded_widened"]) == ("12", "acled.vague", True)
    assert killed["coded_source"].startswith("ACLED")
    assert (wounded["coded_value"], wounded["coded_rule"]) == (None, "acled.no-column")
    code, out, _ = run(capsys, "show", case, "figures", "--measure", "killed", "--profile", "wikimpacts", "--csv")
    assert code == 0
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["coded_low"], row["coded_high"], row["coded_value"], row["coded_change"]) == ("24", "108", "", "narrowed")
    assert "dozens" in row["figure"]


def test_without_a_profile_nothing_is_coded(capsys: Output, case: Path) -> None:
    _, out, _ = run(capsys, "show", case, "figures", "--json")
    assert not [key for line in out.splitlines() for key in json.loads(line) if key.startswith("coded")]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("figures", "--profile", "gtd"), "wanted one of acled, house, isaf, muc, wikimpacts, found 'gtd' for --profile"),
        (("questions", "--profile", "acled"), "wanted figures with --profile, found questions"),
    ],
)
def test_a_profile_that_cannot_be_applied_is_refused_in_one_line(
    capsys: Output, case: Path, words: tuple[str, ...], complaint: str
) -> None:
    code, out, err = run(capsys, "show", case, *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert complaint in err


def test_a_person_sees_what_a_coder_stores_in_a_table_whose_ids_are_whole(capsys: Output, case: Path) -> None:
    code, out, _ = run(capsys, "show", case, "figures", "--measure", "killed", "--profile", "wikimpacts")
    assert code == 0
    heading, _, row = out.splitlines()[:3]
    assert heading.split() == ["id", "who", "figure", "of", "whom", "coded", "rule", "change"]
    assert row.split()[0].startswith("fi:")
    assert len(row.split()[0]) == len("fi:0123456789")
    assert "24-108" in row.split()
    assert "narrowed" in row.split()
