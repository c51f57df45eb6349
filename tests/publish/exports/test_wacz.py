"""A case as a web archive: what is written of it, and that it is read again as it was."""

from __future__ import annotations

import gzip
import json
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from closewatch.ledger.case import Case, case_in_memory
from closewatch.protect.redact import Redaction
from closewatch.publish.exports.wacz.addresses import address_of
from closewatch.publish.exports.wacz.layout import ARCHIVE, CASE, INDEX, LEDGER, LIST, PAGES, WITHHELD
from closewatch.publish.exports.wacz.lines import entry_in, entry_line
from closewatch.publish.exports.wacz.package import open_package
from closewatch.publish.exports.wacz.records import record_of
from closewatch.publish.exports.wacz.writing import write_wacz
from closewatch.publish.publication import Publication
from closewatch.terms.capture import Capture
from closewatch.terms.dossier import Withheld
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.ref import digest_of
from closewatch.terms.trouble import CaseError, EvidenceAltered, JournalError
from tests.ledger.conftest import AT
from tests.publish.exports.wacz_packages import ANSWER, PAGE, STORY, fill, members_of, publication, put, written


@pytest.fixture
def case() -> Case:
    made = case_in_memory("Річка", "person:tester", AT)
    fill(made)
    return made


@pytest.fixture
def package(case: Case, tmp_path: Path) -> Path:
    return written(case, tmp_path / "case.wacz")


def test_the_same_case_gives_the_same_bytes(case: Case, tmp_path: Path) -> None:
    first, second = written(case, tmp_path / "1.wacz"), written(case, tmp_path / "2.wacz")
    assert first.read_bytes() == second.read_bytes()


def test_every_original_and_every_entry_come_out_as_they_are_on_the_record(case: Case, package: Path) -> None:
    with open_package(package) as opened:
        assert [entry_line(entry) for entry in opened.ledger()] == [entry_line(entry) for entry in case.store.entries()]
        originals = dict(opened.originals())
        assert originals == {digest: case.store.get(digest) for digest in case.store.digests()}
        for digest, data in originals.items():
            assert opened.original(digest) == data
        assert opened.original(digest_of(b"never taken")) is None
        assert opened.about()["head"] == {"digest": case.head().digest, "seq": case.head().seq}
        assert opened.about()["title"] == "Річка"
        assert opened.withheld() == {"bodies": [], "originals": []}


def test_an_answer_of_the_web_is_a_response_and_a_file_is_a_resource_under_a_made_address(package: Path) -> None:
    records = gzip.decompress(members_of(package)[ARCHIVE]).decode("utf-8", "replace")
    story = records[records.index("WARC-Type: response") :].partition("\r\nWARC/1.1")[0]
    assert f"WARC-Target-URI: {STORY}\r\n" in story
    assert "WARC-Date: 2025-01-13T09:00:00.000000Z\r\n" in story
    assert 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: "a"\r\nContent-Length: ' in story
    assert records.count("WARC-Type: response") == 2
    assert records.count("WARC-Type: resource") == 4
    assert "Content-Type: text/plain; charset=utf-8" in records
    assert "%D0%B2%D0%BE%D0%B4%D0%B0%201.txt" in records
    assert "of anna" not in records


def test_the_index_and_the_pages_say_where_each_record_lies(package: Path) -> None:
    members = members_of(package)
    lines = members[INDEX].decode().splitlines()
    assert lines == sorted(lines)
    for line in lines:
        _, timestamp, about = line.split(" ", 2)
        place = json.loads(about)
        start = int(place["offset"])
        record = gzip.decompress(members[ARCHIVE][start : start + int(place["length"])])
        assert f"WARC-Payload-Digest: {place['digest']}".encode() in record
        assert len(timestamp) == 14
    assert [line.split(" ")[1] for line in lines if line.startswith("example,harbour-gazette)/story?day=1 ")] == [
        "20250113090000",
        "20250114000000",
    ]
    head, *pages = map(json.loads, members[PAGES].decode().splitlines())
    assert head["format"] == "json-pages-1.0"
    assert len(pages) == len(lines) == 6


def test_records_are_stored_so_that_a_player_can_open_them_where_they_lie(package: Path) -> None:
    with zipfile.ZipFile(package) as opened:
        assert opened.getinfo(ARCHIVE).compress_type == zipfile.ZIP_STORED
        assert {info.date_time for info in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_dossier_gets_the_originals_that_it_cites_and_its_own_members(case: Case, tmp_path: Path) -> None:
    cited = digest_of(PAGE)
    write_wacz(publication(case), tmp_path / "d.wacz", digests={cited}, extra={"closewatch/note.json": b"{}"})
    with open_package(tmp_path / "d.wacz") as opened:
        assert [digest for digest, _ in opened.originals()] == [cited]
        assert opened.member("closewatch/note.json") == b"{}"
        assert opened.about()["originals"] == "chosen"
        assert sum(1 for _ in opened.ledger()) == case.head().seq


@pytest.mark.parametrize("name", ["note.json", "closewatch/a/b.json", "closewatch/../b", LEDGER, CASE, WITHHELD, LIST])
def test_a_member_is_added_beside_the_journal_and_nowhere_else(case: Case, tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="wanted a name beside the journal"):
        write_wacz(publication(case), tmp_path / "d.wacz", extra={name: b""})


@dataclass(frozen=True)
class Withholding(Publication):
    """What leaves of a case in which one original and one body stay."""

    def withheld(self, digest: str) -> Withheld | None:
        return Withheld("de:1", "a witness") if digest == digest_of(PAGE) else None

    def entries(self):  # type: ignore[no-untyped-def]
        for entry in self.case.store.entries():
            yield replace(entry, body=None) if entry.seq == 3 else entry


def test_what_does_not_leave_is_listed_with_its_reason(case: Case, tmp_path: Path) -> None:
    write_wacz(Withholding(case, Redaction()), tmp_path / "d.wacz")
    with open_package(tmp_path / "d.wacz") as opened:
        assert digest_of(PAGE) not in dict(opened.originals())
        assert opened.withheld() == {
            "bodies": [{"reason": "protected", "seq": 3}],
            "originals": [{"decision": "de:1", "digest": digest_of(PAGE), "reason": "a witness"}],
        }
        assert next(entry for entry in opened.ledger() if entry.seq == 3).salt is None


def test_what_was_lawfully_destroyed_is_left_out_and_said_so(case: Case, tmp_path: Path) -> None:
    gone = digest_of(PAGE)
    body = {"bodies": [5], "keys": [], "originals": [gone], "reason": "a court asked for it"}
    case.destroy(Draft(EntryKind.DESTRUCTION, "person:keeper", AT, body), (5,), (gone,))
    path = written(case, tmp_path / "d.wacz")
    said = f"lawfully destroyed by entry {case.head().seq}"
    with open_package(path) as opened:
        assert opened.withheld()["bodies"] == [{"reason": said, "seq": 5}]
        assert opened.withheld()["originals"] == [{"decision": None, "digest": gone, "reason": said}]


def test_a_damaged_original_or_entry_is_no_package(case: Case, tmp_path: Path) -> None:
    entry = next(case.store.entries())
    with pytest.raises(JournalError, match="entry 1"):
        entry_line(replace(entry, body={"share": 0.5}))
    case.store._originals[digest_of(PAGE)] = b"other bytes"  # type: ignore[attr-defined]
    with pytest.raises(EvidenceAltered):
        written(case, tmp_path / "d.wacz")


def test_a_file_that_is_not_there_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="wanted a WACZ"), open_package(tmp_path / "none.wacz"):
        pass


@pytest.mark.parametrize("line", [b"", b"[]", b"{}", b"{" * 100_000, b"\xff", b'{"seq":1}'])
def test_a_line_that_is_no_entry_is_refused(line: bytes) -> None:
    with pytest.raises(JournalError, match="wanted an entry"):
        entry_in(line)


def test_the_address_is_the_one_that_answered_and_never_that_of_a_holder(case: Case) -> None:
    moved = put(case, b"a", "text/html", "https://a.example/1", notes=(*ANSWER, ("redirect", "https://b.example/2#x")))
    assert address_of(moved) == "https://b.example/2"
    inside = put(case, b"b", "text/plain", "https://a.example/list.zip!/1.txt")
    assert address_of(inside).startswith("https://original.closewatch.invalid/")
    assert record_of(inside).kind == "resource"


def test_an_archived_answer_keeps_the_date_of_its_record(case: Case) -> None:
    def dated(note: str) -> str:
        return record_of(Capture(digest_of(b""), 0, "text/html", STORY, AT, "a", "t", notes=(*ANSWER, ("warc-date", note)))).date

    assert dated("2021-05-04T03:02:01Z") == "2021-05-04T03:02:01.000000Z"
    assert dated("soon") == dated("2021-99-99T00:00:00Z") == "2025-01-13T09:00:00.000000Z"


def test_an_empty_case_is_a_package_too(tmp_path: Path) -> None:
    with open_package(written(case_in_memory("Empty", "person:tester", AT), tmp_path / "e.wacz")) as opened:
        assert list(opened.originals()) == []
        assert sum(1 for _ in opened.ledger()) == 1
