"""`closewatch import`: out and in again gives the same bytes, and a package that is not whole makes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from closewatch.desk.commands import main
from closewatch.desk.exits import Exit
from closewatch.ledger.case import create_case, open_case
from closewatch.publish.exports.wacz.layout import INDEX, LEDGER
from closewatch.publish.exports.wacz.writing import write_wacz
from closewatch.terms.ref import digest_of
from tests.ledger.conftest import AT
from tests.publish.exports.wacz_packages import PAGE, fill, forged, members_of, publication, zipped


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    with create_case(tmp_path / "kursk", 'Річка \\ "a"', "person:tester", AT) as case:
        fill(case)
    assert main(["export", str(tmp_path / "kursk"), "wacz", "-o", str(tmp_path / "out")]) == Exit.DONE
    return tmp_path / "out" / "case.wacz"


def test_out_in_and_out_again_gives_the_same_bytes(kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(tmp_path / "copy"), str(kept)]) == Exit.DONE
    with open_case(tmp_path / "kursk") as case, open_case(tmp_path / "copy") as copy:
        assert copy.head() == case.head()
    assert f"journal head {copy_head(tmp_path)}" in capsys.readouterr().err
    assert main(["verify", str(tmp_path / "copy"), "--head", copy_head(tmp_path)]) == Exit.DONE
    assert main(["export", str(tmp_path / "copy"), "wacz", "-o", str(tmp_path / "again")]) == Exit.DONE
    assert (tmp_path / "again" / "case.wacz").read_bytes() == kept.read_bytes()


def copy_head(folder: Path) -> str:
    with open_case(folder / "copy") as case:
        return case.head().digest


def test_a_dossiers_package_says_what_it_leaves_out(kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_case(tmp_path / "kursk") as case, case.at_one_moment():
        write_wacz(publication(case), tmp_path / "d.wacz", digests={digest_of(PAGE)})
    assert main(["import", str(tmp_path / "copy"), str(tmp_path / "d.wacz")]) == Exit.DONE
    assert "left out of the package and so of the case: 5 originals" in capsys.readouterr().err
    assert main(["verify", str(tmp_path / "copy")]) == Exit.CHECK_FAILED
    assert capsys.readouterr().out.count("original.missing") == 5


@pytest.mark.parametrize("name", [INDEX, LEDGER])
def test_a_package_that_is_not_whole_is_refused_with_its_fault(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    emptied = forged(kept, tmp_path / "emptied.wacz", {name: b""})
    assert main(["import", str(tmp_path / "copy"), str(emptied)]) == Exit.CHECK_FAILED
    told = capsys.readouterr()
    assert "wacz." in told.out
    assert "nothing was imported" in told.err
    assert not (tmp_path / "copy").exists()


def test_what_others_made_is_for_add_and_a_case_that_is_there_stays(kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs = zipped(tmp_path / "theirs.wacz", {"datapackage.json": b"{}"})
    assert main(["import", str(tmp_path / "copy"), str(theirs)]) == Exit.WRONG_CALL
    assert "closewatch add" in capsys.readouterr().err
    assert main(["import", str(tmp_path / "copy"), str(tmp_path / "none.wacz")]) == Exit.WRONG_CALL
    assert main(["import", str(tmp_path / "kursk"), str(kept)]) == Exit.WRONG_CALL
    assert "in use" in capsys.readouterr().err


def test_the_title_survives(kept: Path, tmp_path: Path) -> None:
    assert main(["import", str(tmp_path / "copy"), str(kept)]) == Exit.DONE
    assert (tmp_path / "copy" / "case.toml").read_text("utf-8") == (tmp_path / "kursk" / "case.toml").read_text("utf-8")
    assert "closewatch/ledger.jsonl" in members_of(kept)
