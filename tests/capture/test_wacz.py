from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from closewatch.capture.taken import Taken
from closewatch.terms.trouble import Problem

Look = Callable[..., tuple[list[Taken], list[Problem]]]

BODY = b"<!doctype html><html><body><p>Kyiv said so.</p></body></html>"


def warc() -> bytes:
    written = io.BytesIO()
    writer = WARCWriter(written, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    record = writer.create_warc_record("https://news.example/1", "response", payload=io.BytesIO(BODY), http_headers=headers)
    writer.write_record(record)
    record.raw_stream.close()
    return written.getvalue()


WARC = warc()


def digest(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def wacz(**changed: bytes) -> bytes:
    """Write a package with its list; `changed` puts other bytes in the place of a member after the list was made, or adds one."""
    names = {"warc": "archive/data.warc.gz", "pages": "pages/pages.jsonl", "listing": "datapackage.json", "more": "archive/../../more.warc"}
    members = {names["warc"]: WARC, names["pages"]: b'{"format": "json-pages-1.0"}\n'}
    resources = [{"path": name, "hash": digest(data), "bytes": len(data)} for name, data in members.items()]
    listing = json.dumps({"profile": "data-package", "resources": resources}).encode()
    members["datapackage.json"] = listing
    members["datapackage-digest.json"] = json.dumps({"path": "datapackage.json", "hash": digest(listing)}).encode()
    members |= {names[key]: data for key, data in changed.items()}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as file:
        for name, data in members.items():
            if data:
                file.writestr(zipfile.ZipInfo(name), data)
    return written.getvalue()


def test_the_responses_of_a_package_are_captures_within_its_warc(look: Look) -> None:
    taken, problems = look(wacz())
    assert problems == []
    assert [(found.capture.media_type, found.capture.source) for found in taken] == [
        ("application/wacz", "-"),
        ("application/warc", "-!/archive/data.warc.gz"),
        ("text/html", "https://news.example/1"),
    ]
    assert taken[2].data == BODY
    assert look(wacz()) == (taken, problems)


def test_an_archive_that_does_not_fit_its_digest_is_named_and_still_taken(look: Look) -> None:
    taken, problems = look(wacz(warc=WARC + b"\n"))
    assert [(problem.code, problem.at) for problem in problems][:1] == [("wacz.digest-mismatch", "-!/archive/data.warc.gz")]
    assert taken[2].data == BODY


def test_pages_and_the_list_itself_are_checked_too(look: Look) -> None:
    _, problems = look(wacz(pages=b"{}"))
    assert [(problem.code, problem.at) for problem in problems] == [("wacz.digest-mismatch", "-!/pages/pages.jsonl")]
    _, problems = look(wacz(listing=b'{"resources": []}'))
    assert [problem.code for problem in problems] == ["wacz.digest-mismatch", "wacz.not-listed", "wacz.not-listed"]


def test_a_package_without_a_list_is_named_and_its_archive_is_read(look: Look) -> None:
    taken, problems = look(wacz(listing=b"[" * 100_000))
    assert "wacz.no-list" in {problem.code for problem in problems}
    assert taken[-1].data == BODY


def test_a_missing_resource_and_one_that_is_not_listed_are_named(look: Look) -> None:
    taken, problems = look(wacz(pages=b"", more=WARC))
    assert [(problem.code, problem.at, problem.severity) for problem in problems] == [
        ("wacz.not-listed", "-!/archive/../../more.warc", "note"),
        ("wacz.member-missing", "-!/pages/pages.jsonl", "problem"),
    ]
    assert [found.data for found in taken].count(BODY) == 2


def test_a_second_member_of_the_same_name_does_not_hide_the_first(look: Look) -> None:
    data = wacz(more=WARC).replace(b"archive/../../more.warc", b"archive/data.warc.gz" + b"\0" * 3)
    taken, _ = look(data)
    assert [found.capture.media_type for found in taken].count("application/warc") == 2


@pytest.mark.parametrize("share", range(1, 10, 2))
def test_a_package_that_ends_early_is_kept_and_named(look: Look, share: int) -> None:
    data = wacz()[: len(wacz()) * share // 10]
    taken, problems = look(data)
    assert taken[0].data == data
    assert problems
