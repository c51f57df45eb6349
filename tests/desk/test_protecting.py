"""Who is protected at the command line does not leave the case, and a name that is sealed there is nowhere in its journal."""

from __future__ import annotations

from pathlib import Path

import pytest

from closewatch.ledger.case import open_case
from tests.publish.small_case import small_case

from .test_commands import Output, run


@pytest.fixture
def case(tmp_path: Path) -> Path:
    with small_case(tmp_path) as made:
        return made.folder or tmp_path


def doctor_of(case: Path) -> str:
    with open_case(case) as opened:
        return str(opened.tables.execute("SELECT component FROM actors WHERE name LIKE '%Amani Sefu'").fetchone()[0])


def test_a_protected_source_leaves_under_its_pseudonym(capsys: Output, case: Path, tmp_path: Path) -> None:
    fields = ("--set", "pseudonym=The doctor", "--set", "name=Amani Sefu-Lubanga", "--set", "words=in Goma")
    code, _, err = run(capsys, "decide", case, doctor_of(case), "protect", *fields, "--by", "anna", "--reason", "asked for it")
    assert (code, "recorded de:" in err) == (0, True)
    assert len(list((case / "keys" / "sealed").iterdir())) == 1
    kept = b"".join(path.read_bytes() for path in case.iterdir() if path.is_file())
    assert b"Lubanga" not in kept
    assert run(capsys, "verify", case)[0] == 0

    code, out, _ = run(capsys, "export", case, "csv", "-o", tmp_path / "out")
    assert code == 0
    written = "".join(Path(name).read_text("utf-8") for name in out.split())
    assert "The doctor" in written
    assert "Sefu" not in written
    assert "in Goma" not in written


def test_a_protection_that_is_refused_leaves_no_key(capsys: Output, case: Path) -> None:
    said = ("--set", "name=Amani Lubanga", "--set", "pseudonym=Sefu", "--by", "anna")
    code, _, err = run(capsys, "decide", case, doctor_of(case), "protect", *said)
    assert code != 0
    assert "wanted a pseudonym in which the protected name does not stand" in err
    assert "Lubanga" not in err
    assert not (case / "keys").exists()


def test_a_pseudonym_may_not_be_the_description_that_a_report_gives(capsys: Output, tmp_path: Path) -> None:
    told = "Title: Night\nDate: 2025-02-04\n\nA military nurse said 40 soldiers had been killed in Goma.\n"
    with small_case(tmp_path, (told,)) as made:
        case = made.folder or tmp_path
        nurse = str(made.tables.execute("SELECT component FROM actors WHERE name LIKE '%nurse'").fetchone()[0])
    for said in ("The Military Nurse", "military nurse"):
        code, _, err = run(capsys, "decide", case, nurse, "protect", "--set", f"pseudonym={said}", "--by", "anna")
        assert code != 0
        assert "wanted a pseudonym in which the protected name does not stand" in err
    assert run(capsys, "decide", case, nurse, "protect", "--set", "pseudonym=The nurse", "--by", "anna")[0] == 0


@pytest.mark.parametrize("beside", [("--set", "pseudonym=Lubanga"), ("--set", "words=the Lubangas"), ("--reason", "A. Lubanga asked")])
def test_a_sealed_name_does_not_stand_in_the_clear_beside_its_seal(capsys: Output, case: Path, beside: tuple[str, str]) -> None:
    code, _, err = run(capsys, "decide", case, doctor_of(case), "protect", "--set", "name=Amani Lubanga", *beside, "--by", "anna")
    assert code != 0
    assert "without the name that is sealed" in err
    assert "Lubanga" not in err
    assert not (case / "keys").exists()


def test_what_somebody_else_sealed_is_no_name(capsys: Output, case: Path) -> None:
    code, _, err = run(capsys, "decide", case, doctor_of(case), "protect", "--set", "sealed=YWdl", "--by", "anna")
    assert code != 0
    assert "wanted name=" in err
