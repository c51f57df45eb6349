"""The page "Verify by hand" holds, its commands run by a shell with common tools; `closewatch check` says the same of a time-stamp."""

from __future__ import annotations

import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from closewatch.desk.dossiers import Signer, make_dossier
from closewatch.desk.key_files import make_signing_key, signing_key
from closewatch.ledger.case import create_case
from closewatch.publish.compose.compose import DossierWanted
from closewatch.publish.manifest import read_manifest
from tests.desk.test_commands import Output, run
from tests.referees.authority import Authority
from tests.whole_line import BY, NOON, add

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "publish.md"
PASSPHRASE = "seven otters under the bridge"
REPORTS = {
    "1.txt": "Title: The toll\nOutlet: Meridian Wire\nDate: 2025-01-02\n\nThe ministry said that 40 people had been killed in Old Quay.\n",
    "2.txt": "Title: Another\nOutlet: Quayside Post\nDate: 2025-01-03\n\nA doctor said that 90 people had been killed in Old Quay.\n",
}


def steps() -> list[str]:
    """The commands of the page, block by block."""
    section = GUIDE.read_text("utf-8").split("\n## Verify by hand\n")[1].split("\n## ")[0]
    return re.findall(r"^```sh\n(.*?)^```", section, re.MULTILINE | re.DOTALL)


def shell(step: str, folder: Path) -> str:
    done = subprocess.run(["sh", "-ec", step], cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    room = tmp_path_factory.mktemp("room")
    for name, text in REPORTS.items():
        (room / name).write_text(text, "utf-8")
    with create_case(room / "case", 'A case, "signature":{ and all', BY, NOON) as case:
        add(case, [room / name for name in REPORTS])
        make_signing_key(case, "person:anna", PASSPHRASE, lambda: NOON)
        signer = Signer("person:anna", signing_key(case, "person:anna", PASSPHRASE))
        make_dossier(case, room / "out" / "report.html", DossierWanted(), signer=signer)
    return room / "out"


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "dossier"))


def test_the_steps_of_the_page_find_a_dossier_whole(folder: Path, tmp_path: Path) -> None:
    read = read_manifest((folder / "report.html.manifest.json").read_bytes())
    assert read.signature
    digests, signature, journal, stamp = steps()
    told = shell(digests, folder)
    assert (folder / "signed.json").read_bytes().rstrip(b"\n") == read.data
    for digest in (read.digest, read.manifest.file.sha256, read.manifest.wacz.sha256):
        assert told.count(digest.removeprefix("sha256:")) == 2, told
    told = shell(signature, folder)
    assert "Signature Verified Successfully" in told
    assert read.signature.fingerprint.removeprefix("sha256:") in told
    told = shell(journal, folder)
    assert told.splitlines() == ["1", f'"digest":"{read.manifest.head}"']
    authority = Authority(tmp_path / "authority", "Meridian")
    (folder / "report.html.manifest.tsr").write_bytes(authority.stamp((folder / "report.html.manifest.json").read_bytes()))
    for name in ("root.pem", "leaf.pem"):
        shutil.copy(authority.folder / name, folder)
    assert "Verification: OK" in shell(stamp, folder)


@pytest.mark.parametrize("place", [b'"cites":', b'"head":"sha256:', b'"title":"'])
def test_the_steps_find_a_manifest_that_was_changed(folder: Path, place: bytes) -> None:
    path = folder / "report.html.manifest.json"
    data = path.read_bytes()
    at = data.index(place) + len(place)
    path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    digests, signature, *_ = steps()
    told = shell(digests, folder)
    assert told.count(sha256((folder / "signed.json").read_bytes()).hexdigest()) == 1
    assert "Signature Verified Successfully" not in shell(signature, folder)


def test_a_time_stamp_holds_for_its_manifest_alone(folder: Path, tmp_path: Path, capsys: Output) -> None:
    authority = Authority(tmp_path / "authority", "Meridian")
    (tmp_path / "own.tsr").write_bytes(authority.stamp((folder / "report.html.manifest.json").read_bytes()))
    (tmp_path / "newer.tsr").write_bytes(authority.stamp(b"a newer manifest"))
    pins = ("--authority-root", tmp_path / "authority" / "root.pem", "--authority-leaf", tmp_path / "authority" / "leaf.pem")
    code, out, _ = run(capsys, "check", folder / "report.html", "--timestamp", tmp_path / "own.tsr", *pins)
    assert code == 0
    assert "as rfc3161-client and OpenSSL found" in out
    code, out, _ = run(capsys, "check", folder / "report.html", "--timestamp", tmp_path / "newer.tsr", *pins)
    assert code == 1
    assert out.startswith("timestamp.other-manifest report.html.manifest.json: wanted a time-stamp over this manifest")
