from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Iterable

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from closewatch.capture.limits import Limits
from closewatch.capture.taken import Taken
from closewatch.terms.trouble import Problem

Look = Callable[..., tuple[list[Taken], list[Problem]]]

PAGE = b"<!doctype html><html><body><p>Kyiv said about %d soldiers had arrived.</p></body></html>"


def warc(
    responses: Iterable[tuple[str, str, list[tuple[str, str]], bytes]], *, packed: bool = False, resource: bytes | None = None
) -> bytes:
    """Write a WARC file of (address, status line, header fields, body)."""
    written = io.BytesIO()
    writer = WARCWriter(written, gzip=packed)
    records = [writer.create_warcinfo_record("test.warc", {"software": "test"})]
    for address, status, fields, body in responses:
        headers = StatusAndHeaders(status, fields, protocol="HTTP/1.1")
        records.append(writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=headers))
    if resource is not None:
        payload = io.BytesIO(resource)
        records.append(writer.create_warc_record("urn:note:1", "resource", payload=payload, warc_content_type="text/plain"))
    for record in records:
        writer.write_record(record)
        record.raw_stream.close()
    return written.getvalue()


def pages(count: int = 3) -> list[tuple[str, str, list[tuple[str, str]], bytes]]:
    fields = [("Content-Type", "text/html; charset=UTF-8")]
    return [(f"https://news.example/{number}", "200 OK", fields, PAGE % (number * 100)) for number in range(1, count + 1)]


@pytest.mark.parametrize("packed", [False, True])
def test_each_response_is_a_capture_within_under_its_own_address(look: Look, packed: bool) -> None:
    taken, problems = look(warc(pages(2), packed=packed, resource=b"A note in plain words."))
    assert problems == []
    assert [(found.capture.source, found.capture.locator, found.capture.media_type) for found in taken] == [
        ("-", None, "application/warc"),
        ("https://news.example/1", "record 2 https://news.example/1", "text/html"),
        ("https://news.example/2", "record 3 https://news.example/2", "text/html"),
        ("urn:note:1", "record 4 urn:note:1", "text/plain"),
    ]
    assert taken[1].data == PAGE % 100
    notes = dict(taken[1].capture.notes)
    assert notes["status"] == "200"
    assert notes["charset"] == "utf-8"
    assert notes["warc-record-id"].startswith("<urn:uuid:")
    assert notes["warc-date"].endswith("Z")


def test_records_in_one_gzip_stream_are_read_too(look: Look) -> None:
    taken, problems = look(gzip.compress(warc(pages(3))))
    assert problems == []
    assert [found.data for found in taken[1:]] == [PAGE % 100, PAGE % 200, PAGE % 300]


def test_what_is_no_report_is_passed_over_and_counted(look: Look) -> None:
    responses = [
        ("https://news.example/old", "301 Moved Permanently", [("Location", "/1")], b""),
        ("https://news.example/a.png", "200 OK", [("Content-Type", "image/png")], b"\x89PNG\r\n\x1a\n"),
        ("https://news.example/lies.html", "200 OK", [("Content-Type", "text/html")], b"\x89PNG\r\n\x1a\n" + b"\x00" * 20),
        *pages(1),
    ]
    taken, problems = look(warc(responses))
    assert [found.capture.source for found in taken[1:]] == ["https://news.example/1"]
    assert [(problem.code, problem.severity) for problem in problems] == [("warc.passed-over", "note")]
    assert "passed over 3 records (image/png: 1, status 301: 1, text/html: 1)" in problems[0].message


def test_chunks_and_compression_are_undone(look: Look) -> None:
    body = gzip.compress(PAGE % 7)
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    fields = [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]
    taken, problems = look(warc([("https://news.example/1", "200 OK", fields, chunks)]))
    assert problems == []
    assert taken[1].data == PAGE % 7


def test_a_body_that_the_crawler_had_already_opened_is_taken_as_it_is(look: Look) -> None:
    fields = [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked"), ("Content-Encoding", "br")]
    taken, problems = look(warc([("https://news.example/1", "200 OK", fields, PAGE % 7)]))
    assert problems == []
    assert taken[1].data == PAGE % 7


def test_a_compressed_body_that_is_damaged_is_kept_as_archived(look: Look) -> None:
    fields = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")]
    body = gzip.compress(PAGE % 7)[:-12]
    taken, problems = look(warc([("https://news.example/1", "200 OK", fields, body)]))
    assert [problem.code for problem in problems] == ["warc.broken-response"]
    assert taken[1].data == body


def test_a_compressed_bomb_is_named(look: Look) -> None:
    fields = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")]
    taken, problems = look(warc([("https://news.example/1", "200 OK", fields, gzip.compress(b"a" * 5_000_000)), *pages(1)]),
                           Limits(original_bytes=1_000_000))  # fmt: skip
    assert [problem.code for problem in problems] == ["capture.too-large"]
    assert len(taken) == 2


def test_a_gzip_bomb_of_a_whole_file_is_stopped(look: Look) -> None:
    head = b"WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 50000000\r\n\r\n"
    _, problems = look(gzip.compress(head + b"a" * 50_000_000), Limits(expanded_bytes=5_000_000))
    assert [problem.code for problem in problems] == ["container.too-much"]


@pytest.mark.parametrize("packed", [False, True])
def test_a_payload_that_was_changed_is_named_and_still_taken(look: Look, packed: bool) -> None:
    data = warc(pages(2)).replace(b"about 200", b"about 900")
    taken, problems = look(gzip.compress(data) if packed else data)
    assert [found.data for found in taken[1:]] == [PAGE % 100, PAGE % 900]
    assert {problem.code for problem in problems} == {"warc.digest-mismatch"}
    assert {problem.at for problem in problems} == {"-!/record 3 https://news.example/2"}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("share", range(1, 10))
def test_a_warc_that_ends_early_gives_what_is_whole_and_names_the_end(look: Look, share: int, packed: bool) -> None:
    data = warc(pages(3), packed=packed)
    cut = data[: len(data) * share // 10]
    taken, problems = look(cut)
    assert taken[0].data == cut
    assert [found.data for found in taken[1:]] == [PAGE % (number * 100) for number in range(1, len(taken))]
    assert {problem.code for problem in problems} <= {"warc.broken-record"}


@pytest.mark.parametrize("packed", [False, True])
def test_after_a_damaged_record_the_next_ones_are_read(look: Look, packed: bool) -> None:
    data = warc(pages(3), packed=packed)
    if packed:
        members = data.split(b"\x1f\x8b\x08")
        broken = bytearray(members[3])
        broken[len(broken) // 2] ^= 0xFF
        data = b"\x1f\x8b\x08".join([*members[:3], bytes(broken), *members[4:]])
    else:
        second = data.index(b"WARC/1.0", data.index(b"/1\r\n") + 20)
        place = data.index(b"Content-Length: ", second) + len(b"Content-Length: ")
        data = data[:place] + b"x" + data[place + 1 :]
    taken, problems = look(data)
    assert "warc.broken-record" in {problem.code for problem in problems}
    assert (taken[1].data, taken[-1].data) == (PAGE % 100, PAGE % 300)


def test_a_hostile_target_is_only_a_name(look: Look) -> None:
    response = ("https://news.example/\x1b[2J../../x", *pages(1)[0][1:])
    taken, _ = look(warc([response]))
    assert taken[1].capture.source == "https://news.example/\ufffd[2J../../x"


def test_endless_lines_and_damage_without_end_are_named_quickly(look: Look) -> None:
    _, problems = look(b"WARC/1.0\r\n" + b"a" * 2_000_000)
    assert [problem.code for problem in problems] == ["warc.broken-record"]
    _, problems = look(b"WARC/1.0\r\nX: 1\r\n\r\n" * 5_000)
    assert len(problems) == 100


def test_a_zip_in_a_warc_in_a_zip_is_opened(look: Look) -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("deep.txt", "Kyiv said so.")
    with zipfile.ZipFile(outer, "w") as file:
        fields = [("Content-Type", "application/zip")]
        file.writestr("a.warc.gz", warc([("https://news.example/a.zip", "200 OK", fields, inner.getvalue())], packed=True))
    taken, problems = look(outer.getvalue())
    assert problems == []
    assert [found.capture.media_type for found in taken] == ["application/zip", "application/warc", "application/zip", "text/plain"]
    assert taken[-1].capture.source == "https://news.example/a.zip!/deep.txt"
