from __future__ import annotations

import gzip

import pytest

from closewatch.capture import originals
from closewatch.capture.sniff import sniff

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
MAIL = b"From: a@b.example\r\nTo: c@d.example\r\nMessage-ID: <1@b.example>\r\nSubject: Border\r\n\r\nBody."
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>'


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (originals.make_text(), "report.html", "text/plain"), (originals.make_page(), "report.txt", "text/html"),
        (originals.make_saved_page(), "page.txt", "multipart/related"), (originals.make_docx(), "report.zip", DOCX),
        (originals.make_odt(), "report.docx", ODT), (originals.make_pdf(), "report.txt", "application/pdf"),
        (originals.make_zip([("a.txt", b"x")]), "report.docx", "application/zip"),
        (originals.make_docx()[:900], "", DOCX), (originals.make_odt()[:300], "", ODT),
        (originals.make_zip([("datapackage.json", b"{}"), ("archive/data.warc.gz", b"")]), "a.zip", "application/wacz"),
        (b"WARC/1.1\r\n", "", "application/warc"), (gzip.compress(b"WARC/1.0\r\n", mtime=0), "a.gz", "application/warc"),
        (MAIL, "notes.txt", "message/rfc822"),
        (b"From a@b.example Mon Nov 18 10:00:00 2024\nFrom: a@b.example\n\nBody.", "", "application/mbox"),
        (b"From: the border\nDate: today\n\nBody.", "notes.txt", "text/plain"),
        (b'<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>', "a.html", "application/rss+xml"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "", "application/atom+xml"), (ENTITIES, "page.html", "application/xml"),
        (b"title,date,text\nA,2024,B\n", "notes.txt", "text/csv"), (b"name;place\n1;2\n", "a.csv", "text/csv"),
        (b"Kyiv, Moscow and others said so.\n\nMore.", "a.csv", "text/plain"),
        (b'{"title":"a","text":"b"}\n{"title":"c","text":"d"}\n', "", "application/jsonl"), (b'{"a": 1,\n"b": 2}', "", "application/json"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "a.json", "application/feed+json"),
        (rb'{"items":[],"version":"https:\/\/jsonfeed.org\/version\/1"}', "", "application/feed+json"),
        (b'{"items":[{"version": "https://jsonfeed.org/version/1.1"}]}', "", "application/json"),
        (rb'{"items":["\"version\": \"https://jsonfeed.org/version/1.1\""]}', "", "application/json"),
        (b"https://a.example/1\n\nhttps://a.example/2\n", "list.txt", "text/uri-list"),
        (b"\x89PNG\r\n\x1a\n....", "a.txt", "image/png"), (b"\x00\x01\x02\x03" * 20, "a.txt", "application/octet-stream"),
        (b"", "", "application/octet-stream"),
        ("<html>".encode("utf-16"), "", "text/html"), ("Київ повідомив".encode("cp1251"), "", "text/plain"),
        (b"The %PDF-1.7 header is five bytes long.", "", "text/plain"),
    ],
)  # fmt: skip
def test_the_bytes_decide_and_the_name_does_not_mislead(data: bytes, name: str, media_type: str) -> None:
    assert sniff(data, name) == media_type


def test_a_declared_type_tells_textual_kinds_apart() -> None:
    assert sniff(b"Kyiv <b>said</b> so.", declared="text/html; charset=utf-8") == "text/html"
    assert sniff(b'{"title":"a","text":"b"}', declared="application/x-article+json") == "application/x-article+json"
    assert sniff(originals.make_pdf(), declared="text/html") == "application/pdf"


@pytest.mark.parametrize(
    "data",
    [
        b"<p " * 80_000,
        b"<!--" * 60_000,
        b"From " + b"1" * 250_000,
        b"{" * 250_000,
        b'{"a":' * 50_000,
        b"<?" * 100_000,
        rb'{"version":"https://jsonfeed.org/version/1' + rb"\"" * 120_000,
    ],
)
def test_hostile_beginnings_are_told_quickly(data: bytes) -> None:
    assert sniff(data)
