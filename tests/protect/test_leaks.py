"""The leak check finds a protected name however deep it lies in a finished file, and says whose it is and where, never the name."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from base64 import b64encode, encodebytes
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
import typst
import xlsxwriter

from closewatch.protect.leaks import Leak, leak_in, leaks
from closewatch.protect.redact import Redaction
from closewatch.protect.unpacking import UnpackedTooMuch
from closewatch.terms.protection import Protected

REDACTION = Redaction((Protected("de:1", "ac:" + "1" * 32, "Source A", "", names=("Ivan Petrenko",), actors=("ac:" + "1" * 32,)),))
"""An invented name."""


def zipped(name: str, data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return packed.getvalue()


def warc(block: bytes) -> bytes:
    head = f"WARC/1.1\r\nWARC-Type: resource\r\nContent-Length: {len(block)}\r\n\r\n".encode()
    return head + block + b"\r\n\r\n"


def sheet() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.add_worksheet("sheet").write_rich_string("A1", "by Ivan ", book.add_format({"bold": True}), "Petrenko")
    return made.getvalue()


def paper(tmp_path: Path, words: str) -> bytes:
    (tmp_path / "paper.typ").write_text(words, "utf-8")
    made = typst.compile(tmp_path / "paper.typ")
    assert isinstance(made, bytes)
    return made


def table(tmp_path: Path) -> bytes:
    path = tmp_path / "made"
    rows = "SELECT range AS number, CASE WHEN range = 70000 THEN ['I. Petrenko'] ELSE ['-'] END AS names FROM range(80000)"
    duckdb.execute(f"COPY ({rows}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
    return path.read_bytes()


INSIDE: dict[str, Callable[[Path], bytes]] = {
    "text": lambda _: b"By Ivan Petrenko.",
    "a line break": lambda _: b"By Ivan\r\n  Petrenko.",
    "after a million signs": lambda _: b"- " * (1 << 19) + "Петренком".encode(),
    "across two pieces": lambda _: b"-" * ((1 << 20) - 5) + b" Ivan Petrenko " + b"-" * 100,
    "UTF-16": lambda _: "By Ivan Petrenko.".encode("utf-16"),
    "UTF-16 among bytes": lambda _: b"\x00\x01\x02\x03\xff" + "Петренко was there".encode("utf-16-le") + b"\xff\x00",
    "tags": lambda _: b"<p>By <b>Ivan</b> Pet<i>renko</i></p>",
    "JSON": lambda _: json.dumps({"by": "Іван\nПетренко"}).encode(),
    "gzip": lambda _: gzip.compress(b"nothing") + gzip.compress(b"By Ivan Petrenko."),
    "zip": lambda _: zipped("a/b.txt", b"By Ivan Petrenko."),
    "the name of a member": lambda _: zipped("by/ivan-petrenko.txt", b"nothing"),
    "zip in zip": lambda _: zipped(
        "a.zip", zipped("b.warc.gz", gzip.compress(warc(b"HTTP/1.1 200 OK\r\n\r\n" + gzip.compress(b"Petrenko"))))
    ),
    "base64": lambda _: b"data:text/plain;base64," + b64encode(b"Written by Ivan Petrenko himself"),
    "a mail's base64": lambda _: b"\r\n".join(
        b64encode(zipped("a", b"Petrenko" * 3) + bytes(200))[at : at + 76] for at in (0, 76, 152, 228, 304)
    ),
    "an actor's id": lambda _: b"urn:uuid:" + b"1" * 32,
    "a sheet": lambda _: sheet(),
    "a page of a PDF": lambda folder: paper(folder, "By Ivan #strong[Petrenko]."),
    "the author of a PDF": lambda folder: paper(folder, '#set document(author: "Ivan Petrenko")\nNothing'),
    "the outline of a PDF": lambda folder: paper(folder, "#heading(bookmarked: true, outlined: false)[Петренко]"),
    "a row of Parquet": lambda folder: table(folder),
    "a note in an image": lambda _: b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + bytes(60) + b"tEXtAuthor\x00Ivan Petrenko\x00\x00",
    "a stream of a PDF": lambda _: b"%PDF-1.7\nstream\n" + zlib.compress("<dc:creator>Петренко</dc:creator>".encode()) + b"\nendstream\n",
}


@pytest.mark.parametrize("inside", INSIDE)
def test_a_name_is_found_wherever_it_lies(inside: str, tmp_path: Path) -> None:
    place = tmp_path / "out" / "file.bin"
    place.parent.mkdir()
    place.write_bytes(INSIDE[inside](tmp_path))
    found = list(leaks(place.parent, REDACTION))
    assert {leak.what for leak in found} == {"Source A"}
    assert all(leak.where.startswith("file.bin") for leak in found)
    assert "etrenko" not in repr(found)
    assert leak_in(io.BytesIO(place.read_bytes()), REDACTION) is not None


def test_the_name_of_a_file_is_searched_too(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "petrenko.csv").write_text("a,b\n", "utf-8")
    assert list(leaks(tmp_path / "out", REDACTION)) == [Leak("source-a.csv", "Source A", "file name")]


def test_what_holds_nothing_protected_gives_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.pdf").write_bytes(paper(tmp_path, 'Ivan was not there. #link("https://a.example")[Here]'))
    (out / "a.xlsx").write_bytes(zipped("a", b"nothing") + b"")
    (out / "noise.bin").write_bytes(bytes(range(256)) * 4000)
    assert list(leaks(out, REDACTION)) == []
    assert list(leaks(out, Redaction())) == []


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\x1f\x8b\x08", b"%PDF-1.7\n", b"PAR1", b"WARC/1.1\r\n"])
def test_what_only_begins_like_a_packing_is_searched_as_it_stands(start: bytes, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(start + b" and By Ivan Petrenko, said of nothing")
    assert [leak.what for leak in leaks(tmp_path / "a", REDACTION)][:1] == ["Source A"]


def test_a_member_that_cannot_be_read_hides_none_of_those_after_it() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"first " * 100)
        archive.writestr("b.txt", b"by Ivan Petrenko " * 100)
    data = bytearray(packed.getvalue())
    data[32:40] = b"\xff" * 8
    assert leak_in(io.BytesIO(bytes(data)), REDACTION) is not None


def test_base64_is_read_across_the_pieces_in_which_a_file_is() -> None:
    words = b"- " * 1_000_000 + b"by Ivan Petrenko"
    assert leak_in(io.BytesIO(b"Subject: none\r\n\r\n" + encodebytes(words)), REDACTION) is not None


def test_a_name_beyond_the_first_bytes_of_a_long_record_is_found() -> None:
    block = b"- " * (17 * 2**20) + b"by Ivan Petrenko"
    assert leak_in(io.BytesIO(warc(block)), REDACTION) is not None


def test_records_whose_headers_have_no_end_are_read_as_they_stand() -> None:
    assert leak_in(io.BytesIO(b"WARC/1.0\r\n" + b"a: b\r\n" * 500_000 + b"by Ivan Petrenko"), REDACTION) is not None


def test_what_is_packed_to_hold_more_than_can_be_looked_through_is_not_passed_over() -> None:
    inside = b"-"
    for _ in range(12):
        inside = gzip.compress(inside)
    with pytest.raises(UnpackedTooMuch):
        leak_in(io.BytesIO(inside), REDACTION)


def test_a_stream_that_was_packed_to_a_thousandth_of_its_size_is_not_passed_over() -> None:
    """A PDF has such streams without being one that anybody can open."""
    stream = zlib.compress(b"\x00" * (65 * 2**20))
    with pytest.raises(UnpackedTooMuch):
        leak_in(io.BytesIO(b"%PDF-1.7\nstream\n" + stream + b"endstream"), REDACTION)
