"""The strict check: what others let pass is refused, with the right reason, and no package makes it stumble."""

from __future__ import annotations

import gzip
import json
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from closewatch.ledger.case import case_in_memory
from closewatch.publish.exports.wacz import checking
from closewatch.publish.exports.wacz.checking import check_wacz
from closewatch.publish.exports.wacz.layout import ARCHIVE, CASE, INDEX, LEDGER, LIST, LIST_DIGEST, PAGES, WITHHELD
from closewatch.publish.exports.wacz.package import open_package
from closewatch.publish.exports.wacz.records import packed
from closewatch.publish.exports.wacz.unfit import Unfit
from closewatch.publish.exports.wacz.writing import write_wacz
from closewatch.terms.ref import canonical, digest_of
from tests.ledger.conftest import AT
from tests.publish.exports.wacz_packages import PAGE, fill, forged, members_of, publication, written, zipped


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    case = case_in_memory("Річка", "person:tester", AT)
    fill(case)
    return written(case, tmp_path_factory.mktemp("whole") / "case.wacz")


def codes(path: Path) -> list[str]:
    return [fault.code for fault in check_wacz(path)]


def lines_of(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


def test_what_was_written_has_no_fault(whole: Path, tmp_path: Path) -> None:
    assert codes(whole) == []
    assert codes(forged(whole, tmp_path / "same.wacz", {})) == []


def test_an_empty_case_and_a_dossier_have_none_either(tmp_path: Path) -> None:
    assert codes(written(case_in_memory("Empty", "person:tester", AT), tmp_path / "e.wacz")) == []
    case = case_in_memory("Річка", "person:tester", AT)
    fill(case)
    write_wacz(publication(case), tmp_path / "d.wacz", digests={digest_of(PAGE)}, extra={"closewatch/a.json": b"{}"})
    assert codes(tmp_path / "d.wacz") == []


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        (INDEX, lambda data: b"", "wacz.index"),
        (INDEX, lambda data: b"".join(lines_of(data)[1:]), "wacz.index"),
        (INDEX, lambda data: b"".join(lines_of(data)[::-1]), "wacz.index"),
        (INDEX, lambda data: data.replace(b'"status":"200"', b'"status":"404"', 1), "wacz.index"),
        (INDEX, lambda data: data[:-1], "wacz.unreadable"),
        (INDEX, lambda data: data + b"x" * 300_000, "wacz.too-large"),
        (PAGES, lambda data: b"", "wacz.pages"),
        (PAGES, lambda data: lines_of(data)[0], "wacz.pages"),
        (PAGES, lambda data: data + lines_of(data)[-1], "wacz.pages"),
        (PAGES, lambda data: data.replace(b'"url":"https://harbour-gazette', b'"url":"https://herald', 1), "wacz.pages"),
        (PAGES, lambda data: data + b"[" * 100_000 + b"\n", "wacz.pages"),
        (ARCHIVE, lambda data: b"", "wacz.index"),
        (ARCHIVE, lambda data: data[:-1], "wacz.broken-record"),
        (ARCHIVE, lambda data: b"\x00" + data, "wacz.broken-record"),
        (ARCHIVE, lambda data: data + b"more", "wacz.broken-record"),
        (ARCHIVE, lambda data: data + b"".join(packed((b"WARC/1.1\r\n\r\n",))), "wacz.broken-record"),
        (ARCHIVE, lambda data: b"".join(packed((gzip.decompress(data).replace(b"nobody", b"nowhere"),))), "wacz.broken-record"),
        (LEDGER, lambda data: b"", "wacz.head"),
        (LEDGER, lambda data: b"".join(lines_of(data)[:-1]), "wacz.head"),
        (LEDGER, lambda data: b"".join(lines_of(data)[1:]), "journal.gap"),
        (LEDGER, lambda data: data.replace(b"300", b"900", 1), "journal.altered"),
        (LEDGER, lambda data: data.replace(b"{", b"{ ", 1), "wacz.unreadable"),
        (LEDGER, lambda data: b"\xff" + data, "wacz.unreadable"),
        (CASE, lambda data: b"[]", "wacz.unreadable"),
        (CASE, lambda data: b"{" * 100_000, "wacz.unreadable"),
        (CASE, lambda data: data.replace(b'"format":1', b'"format":2'), "wacz.unreadable"),
        (CASE, lambda data: data.replace(b'"title":"', b'"title":"\\ud800'), "wacz.unreadable"),
        (CASE, lambda data: data.replace(b'"records":6', b'"records":7'), "wacz.no-records"),
        (CASE, lambda data: data.replace(b'"seq":', b'"seq":1'), "wacz.head"),
        (WITHHELD, lambda data: b'{"bodies":[{"reason":"protected","seq":2}],"originals":[]}\n', "wacz.withheld"),
        (WITHHELD, lambda data: b'{"bodies":{},"originals":[]}\n', "wacz.unreadable"),
        (WITHHELD, lambda data: b'{"bodies":[],"originals":[{"digest":["a"]}]}\n', "wacz.unreadable"),
        (LIST, lambda data: data.replace(b'"1.1.1"', b'"1.2.0"'), "wacz.unreadable"),
        (LIST, lambda data: data.replace(b'"resources":[', b'"others":['), "wacz.no-list"),
        (LIST, lambda data: data.replace(b"indexes/index.cdx", b"indexes/other.cdx"), "wacz.not-listed"),
        (LIST, lambda data: data.replace(b"sha256:", b"sha257:", 1), "wacz.digest-mismatch"),
        (LIST_DIGEST, lambda data: data.replace(b"sha256:", b"sha256:0", 1), "wacz.digest-mismatch"),
        (INDEX, lambda data: None, "wacz.member-missing"),
        (ARCHIVE, lambda data: None, "wacz.member-missing"),
        (LIST_DIGEST, lambda data: None, "wacz.member-missing"),
        (CASE, lambda data: None, "wacz.not-ours"),
    ],
)
def test_what_was_changed_with_all_digests_made_to_fit_is_refused(
    whole: Path, tmp_path: Path, name: str, change: Callable[[bytes], bytes | None], code: str
) -> None:
    assert code in codes(forged(whole, tmp_path / "forged.wacz", {name: change(members_of(whole)[name])}))


def test_a_package_emptied_of_records_index_and_pages_at_once_is_refused(whole: Path, tmp_path: Path) -> None:
    members = members_of(whole)
    opening = members[ARCHIVE][: json.loads(members[INDEX].splitlines()[0].split(b" ", 2)[2])["length"] and _second(members[ARCHIVE])]
    changes = {
        ARCHIVE: opening,
        INDEX: b"",
        PAGES: lines_of(members[PAGES])[0],
        CASE: members[CASE].replace(b'"records":6', b'"records":0'),
    }
    assert set(codes(forged(whole, tmp_path / "e.wacz", changes))) == {"wacz.original-missing"}


def _second(archive: bytes) -> int:
    return archive.index(b"\x1f\x8b\x08", 10)


def test_an_original_that_no_entry_names_or_that_stands_twice_is_named(whole: Path, tmp_path: Path) -> None:
    other = case_in_memory("Other", "person:tester", AT)
    fill(other)
    theirs = members_of(written(other, tmp_path / "other.wacz"))
    changes = {LEDGER: lines_of(theirs[LEDGER])[0], CASE: members_of(whole)[CASE]}
    assert "wacz.original-unnamed" in codes(forged(whole, tmp_path / "u.wacz", changes))
    archive = members_of(whole)[ARCHIVE]
    last = archive[archive.rindex(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff") :]
    assert "wacz.duplicate" in codes(forged(whole, tmp_path / "t.wacz", {ARCHIVE: archive + last}))


@pytest.mark.parametrize(
    "name", ["../case.toml", "/etc/passwd", "closewatch/a/b.json", "closewatch\\b", "archive/more.warc.gz", "logs/", "C:x"]
)
def test_a_name_that_is_none_of_ours_is_refused(whole: Path, tmp_path: Path, name: str) -> None:
    assert "wacz.bad-name" in codes(forged(whole, tmp_path / "n.wacz", {name: b""}))


def test_two_members_of_one_name_are_refused(whole: Path, tmp_path: Path) -> None:
    twice = tmp_path / "twice.wacz"
    zipped(twice, members_of(whole))
    with zipfile.ZipFile(twice, "a") as opened, pytest.warns(UserWarning, match="Duplicate"):
        opened.writestr(INDEX, b"")
    assert codes(twice) == ["wacz.duplicate"]


def test_a_packed_archive_and_a_zip_bomb_are_refused_before_a_byte_is_unpacked(whole: Path, tmp_path: Path) -> None:
    members = members_of(whole)
    with zipfile.ZipFile(tmp_path / "p.wacz", "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    assert codes(tmp_path / "p.wacz") == ["wacz.method"]
    bomb = zipped(tmp_path / "b.wacz", members).read_bytes()
    place = bomb.rindex(LEDGER.encode()) - 46
    assert bomb[place : place + 4] == b"PK\x01\x02"
    (tmp_path / "b.wacz").write_bytes(bomb[: place + 24] + struct.pack("<I", 4_000_000_000) + bomb[place + 28 :])
    assert codes(tmp_path / "b.wacz") == ["wacz.too-large"]


def test_more_members_or_a_longer_list_than_a_package_has_are_refused(whole: Path, tmp_path: Path) -> None:
    many = {f"closewatch/{number}.json": b"" for number in range(1_001)}
    assert codes(zipped(tmp_path / "m.wacz", {**members_of(whole), **many})) == ["wacz.too-large"]
    with zipfile.ZipFile(tmp_path / "l.wacz", "w") as opened:
        for number in range(300):
            info = zipfile.ZipInfo(f"{number}")
            info.comment = b"x" * 65_000
            opened.writestr(info, b"")
    assert codes(tmp_path / "l.wacz") == ["wacz.broken"]


def test_a_file_cut_anywhere_or_with_a_changed_byte_never_stumbles(whole: Path, tmp_path: Path) -> None:
    data = whole.read_bytes()
    chance = random.Random(7)
    path = tmp_path / "c.wacz"
    for _ in range(60):
        path.write_bytes(data[: chance.randrange(len(data))])
        assert codes(path) == ["wacz.broken"]
    for _ in range(150):
        at = chance.randrange(len(data))
        path.write_bytes(data[:at] + bytes((data[at] ^ (1 << chance.randrange(8)),)) + data[at + 1 :])
        codes(path)  # a byte that no reader of a zip looks at changes nothing that is read; the manifest of a dossier knows it


def test_random_bytes_for_a_member_never_stumble(whole: Path, tmp_path: Path) -> None:
    chance = random.Random(8)
    members = members_of(whole)
    for name in (*members, LEDGER, ARCHIVE, INDEX):
        data = bytearray(members[name])
        for _ in range(5):
            data[chance.randrange(len(data))] = chance.randrange(256)
        found = codes(zipped(tmp_path / "r.wacz", {**members, name: bytes(data)}))
        if name not in (LIST, LIST_DIGEST):
            found += codes(forged(whole, tmp_path / "r.wacz", {name: bytes(data)}))
        assert found


def test_a_record_that_expands_without_end_is_bounded(whole: Path, tmp_path: Path) -> None:
    bomb = b"".join(packed(iter([b"\x00" * 2**20] * 64)))
    assert codes(forged(whole, tmp_path / "z.wacz", {ARCHIVE: bomb})) == ["wacz.broken-record"]


def test_a_package_of_others_and_what_is_no_package_are_told_apart(tmp_path: Path) -> None:
    assert codes(zipped(tmp_path / "o.wacz", {"datapackage.json": b"{}"})) == ["wacz.not-ours"]
    (tmp_path / "t.wacz").write_text("not a zip")
    assert codes(tmp_path / "t.wacz") == ["wacz.broken"]


def test_what_is_wholly_foreign_is_not_named_line_by_line(whole: Path, tmp_path: Path) -> None:
    index = b"".join(b"%d x\n" % number for number in range(5_000))
    assert len(codes(forged(whole, tmp_path / "f.wacz", {INDEX: index}))) == checking.FAULTS_LIMIT


def test_the_digest_that_the_index_gives_is_not_believed(whole: Path, tmp_path: Path) -> None:
    members = members_of(whole)
    lines = [line.split(b" ", 2) for line in members[INDEX].splitlines()]
    first, second = (json.loads(line[2])["digest"].encode() for line in lines[:2])
    lines[0][2], lines[1][2] = lines[0][2].replace(first, second), lines[1][2].replace(second, first)
    swapped = forged(whole, tmp_path / "s.wacz", {INDEX: b"".join(b" ".join(line) + b"\n" for line in lines)})
    assert "wacz.index" in codes(swapped)
    with open_package(swapped) as opened, pytest.raises(Unfit, match="record-altered"):
        opened.original(first.decode())


def test_canonical_lists_are_wanted(whole: Path, tmp_path: Path) -> None:
    about = json.loads(members_of(whole)[CASE])
    assert canonical(about) + b"\n" == members_of(whole)[CASE]
    assert "wacz.unreadable" in codes(forged(whole, tmp_path / "c.wacz", {CASE: json.dumps(about).encode()}))
