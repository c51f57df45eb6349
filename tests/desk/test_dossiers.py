"""A dossier is put out whole or not at all, the same case gives the same bytes, and its keys are kept as keys should be."""

from __future__ import annotations

import json
import os
import resource
import shutil
import stat
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from closewatch.desk.dossiers import Signer, make_dossier
from closewatch.desk.key_files import key_file, make_signing_key, signing_key
from closewatch.desk.line import merge
from closewatch.desk.publishing import put_out
from closewatch.ledger.case import case_in_memory, open_case
from closewatch.ledger.verify import verify
from closewatch.ledger.views.signing_keys import signing_keys
from closewatch.publish.compose.compose import DossierWanted
from closewatch.publish.manifest import read_manifest
from closewatch.terms.trouble import CaseError, SealError

from .conftest import AT
from .test_commands import Output, run
from .test_hostile import command
from .test_merge import TOOLS

PASSPHRASE = "seven otters under the bridge"
NAMES = ["pay.html", "pay.html.manifest.json", "pay.html.wacz"]


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE + "\n", "utf-8")
    return path


@pytest.fixture
def signed(kursk: Path) -> Path:
    """The case with a key of Anna's."""
    with open_case(kursk) as case:
        make_signing_key(case, "person:anna", PASSPHRASE, lambda: AT)
    return kursk


def put(case_folder: Path, path: Path, by: str = "") -> None:
    """Make a dossier, signed where somebody signs."""
    with open_case(case_folder) as case:
        signer = Signer(by, signing_key(case, by, PASSPHRASE)) if by else None
        make_dossier(case, path, DossierWanted(), signer=signer)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_dossier_is_three_files_and_the_same_case_gives_the_same_bytes(signed: Path, tmp_path: Path) -> None:
    put(signed, tmp_path / "one" / "pay.html", "person:anna")
    put(signed, tmp_path / "two" / "pay.html", "person:anna")
    assert list(files(tmp_path / "one")) == NAMES
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_the_manifest_names_head_files_and_signer(signed: Path, tmp_path: Path) -> None:
    put(signed, tmp_path / "pay.html", "person:anna")
    read = read_manifest((tmp_path / "pay.html.manifest.json").read_bytes())
    with open_case(signed) as case:
        assert (read.manifest.seq, read.manifest.head) == (case.head().seq, case.head().digest)
        (recorded,) = signing_keys(case.tables)
    assert read.signature
    assert (read.signature.by, read.signature.fingerprint) == ("person:anna", recorded.key.fingerprint)
    assert read.manifest.file.size == (tmp_path / "pay.html").stat().st_size


def test_the_command_sums_up_what_it_made(signed: Path, tmp_path: Path, passphrase: Path, capsys: Output) -> None:
    out_file = tmp_path / "out" / "pay.html"
    code, out, err = run(capsys, "dossier", signed, "-o", out_file, "--sign", "anna", "--passphrase-file", passphrase)
    assert code == 0
    assert [Path(line).name for line in out.splitlines()] == NAMES
    assert "signed by person:anna with sha256:" in err
    assert "journal head sha256:" in err


def test_signs_that_the_pdf_has_no_letter_for_are_told(kursk: Path, tmp_path: Path) -> None:
    with open_case(kursk) as case:
        made = [make_dossier(case, tmp_path / f"pay.{end}", DossierWanted(title="Pay \U00012000")).problems for end in ("pdf", "html")]
    assert [[problem.code for problem in problems] for problems in made] == [["dossier.no-font"], []]


def test_who_does_not_sign_a_case_with_keys_is_told(signed: Path, tmp_path: Path, capsys: Output) -> None:
    code, _, err = run(capsys, "dossier", signed, "-o", tmp_path / "pay.html")
    assert code == 0
    assert "not signed: since the journal names keys" in err


@pytest.mark.parametrize("name", ["pay.docx", "pay", ".html", "pay.html.exe"])
def test_a_dossier_is_a_page_or_a_pdf(kursk: Path, tmp_path: Path, name: str, capsys: Output) -> None:
    code, out, err = run(capsys, "dossier", kursk, "-o", tmp_path / "out" / name)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("--sign", "anna", "--passphrase-file", "{wrong}"), "the passphrase that the key was locked with"),
        (("--sign", "anna", "--passphrase-file", "{none}"), "a file with a passphrase"),
        (("--sign", "anna", "--passphrase-file", "{empty}"), "found an empty one"),
        (("--sign", "boris", "--passphrase-file", "{wrong}"), "a key of person:boris, found keys of person:anna"),
    ],
)
def test_a_signature_that_cannot_be_made_is_one_line_and_leaves_nothing(
    signed: Path, tmp_path: Path, words: tuple[str, ...], wanted: str, capsys: Output
) -> None:
    places = {name: str(tmp_path / name) for name in ("wrong", "none", "empty")}
    (tmp_path / "wrong").write_text("another\n", "utf-8")
    (tmp_path / "empty").write_text("\n", "utf-8")
    given = [word.format(**places) for word in words]
    code, out, err = run(capsys, "dossier", signed, "-o", tmp_path / "out" / "pay.html", *given)
    assert (code, out, err.count("\n")) == (4, "", 1)
    assert wanted in err
    assert not (tmp_path / "out").exists()


def test_a_key_that_is_not_on_this_machine_is_one_line(signed: Path, tmp_path: Path, passphrase: Path, capsys: Output) -> None:
    (signed / "keys" / "anna.pem").unlink()
    code, _, err = run(capsys, "dossier", signed, "-o", tmp_path / "pay.html", "--sign", "anna", "--passphrase-file", passphrase)
    assert (code, err.count("\n")) == (4, 1)
    assert "the private key of person:anna, found none on this machine" in err


def test_a_time_stamp_that_is_not_to_be_had_leaves_nothing(signed: Path, tmp_path: Path, capsys: Output) -> None:
    code, _, err = run(capsys, "dossier", signed, "-o", tmp_path / "out" / "pay.html", "--timestamp", "http://127.0.0.1:1/")
    assert (code, err.count("\n")) == (4, 1)
    assert not (tmp_path / "out").exists()


def test_a_time_stamp_is_over_the_manifest_and_lies_beside_it(kursk: Path, tmp_path: Path) -> None:
    asked: list[bytes] = []

    def ask(address: str, data: bytes) -> bytes:
        asked.append(data)
        return address.encode()

    with open_case(kursk) as case:
        make_dossier(case, tmp_path / "pay.html", DossierWanted(), authority="https://tsa.example", ask=ask)
    assert asked == [(tmp_path / "pay.html.manifest.json").read_bytes()]
    assert (tmp_path / "pay.html.manifest.tsr").read_bytes() == b"https://tsa.example"


@pytest.mark.parametrize("at_most", [2_000, 20_000, 60_000])
def test_a_disk_that_takes_no_more_leaves_the_old_dossier_as_it_was(signed: Path, tmp_path: Path, at_most: int) -> None:
    put(signed, tmp_path / "out" / "pay.html", "person:anna")
    before = files(tmp_path / "out")
    largest = max(map(len, before.values()))
    ended = subprocess.run(
        command("dossier", signed, "-o", tmp_path / "out" / "pay.html"),
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (min(at_most, largest - 1), resource.RLIM_INFINITY)),
    )
    assert (ended.returncode, ended.stderr.count(b"\n")) == (4, 1), ended.stderr
    assert files(tmp_path / "out") == before


def test_a_folder_in_the_way_of_one_file_leaves_all_as_they_were(signed: Path, tmp_path: Path, capsys: Output) -> None:
    out = tmp_path / "out"
    put(signed, out / "pay.html", "person:anna")
    (out / "pay.html.wacz").unlink()
    (out / "pay.html.wacz").mkdir()
    before = files(out)
    code, _, err = run(capsys, "dossier", signed, "-o", out / "pay.html", "--title", "Another")
    assert (code, err.count("\n")) == (4, 1)
    assert files(out) == before
    assert sorted(path.name for path in out.iterdir()) == NAMES


def test_files_that_are_put_out_replace_all_or_none(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        for name in "abc":
            (folder / name).write_text("new", "utf-8")

    out = tmp_path / "out"
    (out / "c").mkdir(parents=True)
    (out / "a").write_text("old", "utf-8")
    with pytest.raises(CaseError, match="a folder stands where a file is to go"):
        put_out(out, make)
    assert sorted(path.name for path in out.iterdir()) == ["a", "c"]
    assert (out / "a").read_text("utf-8") == "old"
    (out / "c").rmdir()
    assert [path.name for path in put_out(out, make)] == ["a", "b", "c"]
    assert {path.read_text("utf-8") for path in out.iterdir()} == {"new"}


def test_what_fails_on_the_way_leaves_no_new_folder(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        (folder / "a").write_text("half", "utf-8")
        raise OSError("the disk is gone")

    with pytest.raises(CaseError, match="the disk is gone"):
        put_out(tmp_path / "deep" / "out", make)
    assert list(tmp_path.iterdir()) == []


def test_a_key_is_on_the_record_and_its_private_half_for_its_owner_alone(kursk: Path, passphrase: Path, capsys: Output) -> None:
    code, out, _ = run(capsys, "key", kursk, "new", "--by", "anna", "--passphrase-file", passphrase)
    assert code == 0
    path = kursk / "keys" / "anna.pem"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes().startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    code, listed, _ = run(capsys, "key", kursk, "list", "--json")
    (shape,) = json.loads(listed)
    assert out == f"{shape['fingerprint']} person:anna\n"
    assert shape["by"] == "person:anna"
    with open_case(kursk) as case:
        assert list(verify(case)) == []
        assert case.head().seq == shape["seq"]


def test_nobody_has_two_keys_by_accident(signed: Path) -> None:
    before = files(signed / "keys")
    with open_case(signed) as case, pytest.raises(CaseError, match="found one of person:anna"):
        make_signing_key(case, "person:anna", PASSPHRASE, lambda: AT)
    assert files(signed / "keys") == before


def test_a_key_file_whose_entry_was_never_written_is_put_on_the_record(signed: Path, tmp_path: Path) -> None:
    lost = tmp_path / "lost"
    shutil.copytree(signed, lost)
    (signed / "keys" / "anna.pem").rename(signed / "keys" / "boris.pem")
    with open_case(signed) as case:
        with pytest.raises(SealError, match="wanted the passphrase"):
            make_signing_key(case, "person:boris", "another", lambda: AT)
        made = make_signing_key(case, "person:boris", PASSPHRASE, lambda: AT)
        assert [one.key for one in signing_keys(case.tables)][-1] == made.key
        assert signing_key(case, "person:boris", PASSPHRASE)


def test_a_key_that_was_put_in_the_place_of_another_signs_nothing(signed: Path, kursk: Path) -> None:
    with open_case(signed) as case:
        make_signing_key(case, "person:boris", PASSPHRASE, lambda: AT)
        shutil.copy(signed / "keys" / "boris.pem", signed / "keys" / "anna.pem")
        with pytest.raises(SealError, match="whose public half is on the record"):
            signing_key(case, "person:anna", PASSPHRASE)


@pytest.mark.parametrize("name", ["../../anna", "a/b", "..", "Ганна", "a\nb", "con ", "x" * 60])
def test_a_name_stays_in_the_folder_of_keys(kursk: Path, name: str) -> None:
    with open_case(kursk) as case:
        path = key_file(case, f"person:{name}")
    assert path.parent == kursk / "keys"
    assert path.name == os.path.basename(path.name)
    assert not path.name.startswith(".")


def test_a_key_has_a_name_and_a_folder(kursk: Path) -> None:
    with open_case(kursk) as case:
        for name in ("person:", "person: ", "person:" + "х" * 100):
            with pytest.raises(CaseError, match="wanted a name"):
                key_file(case, name)
    with case_in_memory("Pay", "person:tester", AT) as case, pytest.raises(CaseError, match="in memory"):
        key_file(case, "person:anna")


def test_keys_come_over_with_a_copy_of_the_case_and_none_twice(kursk: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(kursk, tmp_path / "copy"))
    with open_case(kursk) as here, open_case(copy) as there:
        made = make_signing_key(there, "person:anna", PASSPHRASE, lambda: AT + timedelta(hours=1))
        for _ in range(2):
            list(merge(here, there, TOOLS))
        assert [one.key for one in signing_keys(here.tables)] == [made.key]
        assert datetime.fromisoformat(signing_keys(here.tables)[0].at) == AT + timedelta(hours=1)
        assert list(verify(here)) == []
