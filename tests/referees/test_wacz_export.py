"""Our web archive before other people's judges: the `wacz` validator, warcio's digests, and our own way in."""

from __future__ import annotations

import gc
import subprocess
import warnings
import zipfile
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from closewatch.ledger.case import case_in_memory
from closewatch.publish.exports.wacz.layout import ARCHIVE
from closewatch.publish.exports.wacz.writing import write_wacz
from closewatch.terms.ref import digest_of
from tests.ledger.conftest import AT
from tests.publish.exports.wacz_packages import PAGE, STORY, fill, publication, written
from tests.referees.test_archives import program, wacz
from tests.whole_line import put_in


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    case = case_in_memory("Річка", "person:tester", AT)
    fill(case)
    folder = tmp_path_factory.mktemp("whole")
    with case.at_one_moment():
        write_wacz(publication(case), folder / "d.wacz", digests={digest_of(PAGE)}, extra={"closewatch/note.json": b"{}\n"})
    return written(case, folder / "case.wacz")


@pytest.mark.parametrize("name", ["case.wacz", "d.wacz"])
def test_the_validator_of_the_format_accepts_it(whole: Path, name: str) -> None:
    judged = wacz("validate", "-f", whole.parent / name)
    assert "the passed WACZ is valid" in judged.stdout, judged.stdout + judged.stderr


def test_warcio_finds_every_digest_right_and_reads_what_was_taken(whole: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(whole) as package:
        path = Path(package.extract(ARCHIVE, tmp_path))
    checked = subprocess.run([program("warcio"), "check", "-v", str(path)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.count("digest pass") == 7
    with warnings.catch_warnings(), path.open("rb") as file:
        warnings.simplefilter("ignore", ResourceWarning)  # warcio leaves its buffers to be closed by whoever collects them
        read = {
            (record.rec_headers["WARC-Target-URI"], record.rec_headers["WARC-Date"]): record.content_stream().read()
            for record in ArchiveIterator(file)
        }
        gc.collect()
    assert read[STORY, "2025-01-13T09:00:00.000000Z"] == PAGE


def test_what_goes_out_can_be_taken_in_as_any_web_archive(whole: Path) -> None:
    held = put_in(whole)
    assert {"wacz.digest-mismatch", "wacz.member-missing", "warc.digest-mismatch", "warc.broken-record"}.isdisjoint(held.problems)
    assert {STORY} < {capture.source for capture in held.captures}
    assert digest_of(PAGE) in {capture.digest for capture in held.captures}
