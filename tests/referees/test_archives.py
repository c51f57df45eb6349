"""Web archives as warcio writes them, and as the `wacz` package packs and judges them."""

from __future__ import annotations

import gc
import gzip
import io
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.whole_line import Held, fields_of, put_in

HEADLINE = "Soldiers seen near the river crossing"
PARAGRAPHS = (
    "The ministry said on Monday that about 3,000 soldiers had reached the region, and that more were on their way.",
    "A spokesman for the governor denied it; Київ and 평양 did not comment on the number of soldiers in the region.",
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{HEADLINE} | The Harbour Gazette</title>
<meta property="og:site_name" content="The Harbour Gazette"><meta name="author" content="Ida Marlow">
<meta property="article:published_time" content="2024-11-19T23:30:00+09:00"></head>
<body><nav><a href="/">Home</a></nav><article><h1>{HEADLINE}</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></article></body></html>"""
STORY = "http://harbour-gazette.example/story"
FILE = "http://harbour-gazette.example/files/statement"
REVISIT = {
    "WARC-Refers-To-Target-URI": STORY,
    "WARC-Profile": "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
}
FIELDS = {
    "headline": HEADLINE,
    "authors": ("Ida Marlow",),
    "publisher": "The Harbour Gazette",
    "published": "2024-11-19T23:30:00+09:00",
    "url": STORY,
}
TEXT = "\n\n".join((HEADLINE, *PARAGRAPHS))


def pdf() -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written)
    canvas.drawString(72, 720, "The statement says that nobody came.")
    canvas.save()
    return written.getvalue()


def chunked(body: bytes) -> bytes:
    pieces = [body[start : start + 100] for start in range(0, len(body), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def write_warc(path: Path, *, gzipped: bool = True) -> None:
    with warnings.catch_warnings():
        # warcio leaves its buffers to be closed by whoever collects them.
        warnings.simplefilter("ignore", ResourceWarning)
        write_records(path, gzipped)
        gc.collect()


def write_records(path: Path, gzipped: bool) -> None:
    """Write what a crawler writes: warcinfo, a request, responses of every usual form, a revisit, a resource, metadata."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=gzipped)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "a crawler"}))

        def put(url: str, kind: str, body: bytes = b"", status: str = "200 OK", **fields: str) -> None:
            named = [(name.replace("_", "-"), value) for name, value in fields.items()]
            start, protocol = ("GET / HTTP/1.1", "") if kind == "request" else (status, "HTTP/1.1")
            record = writer.create_warc_record(
                url,
                kind,
                payload=io.BytesIO(body),
                http_headers=StatusAndHeaders(start, named, protocol=protocol),
                warc_headers_dict=REVISIT if kind == "revisit" else {},
            )
            writer.write_record(record)

        page = PAGE.encode()
        put(STORY, "request", Host="harbour-gazette.example")
        put(STORY, "response", page, Content_Type="text/html; charset=utf-8")
        put(f"{STORY}?again", "revisit", Content_Type="text/html; charset=utf-8")
        put(
            f"{STORY}/packed",
            "response",
            gzip.compress(page.replace(b"3,000", b"4,000")),
            Content_Type="text/html",
            Content_Encoding="gzip",
        )
        put(f"{STORY}/chunks", "response", chunked(page.replace(b"3,000", b"5,000")), Content_Type="text/html", Transfer_Encoding="chunked")
        put(f"{STORY}/gone", "response", b"<p>Not found</p>", "404 Not Found", Content_Type="text/html")
        put(f"{STORY}/moved", "response", b"", "301 Moved Permanently", Location=STORY)
        put("http://harbour-gazette.example/style.css", "response", b"p { color: red }", Content_Type="text/css")
        put(FILE, "response", pdf(), Content_Type="application/pdf")
        resource = writer.create_warc_record(
            "http://harbour-gazette.example/note.txt",
            "resource",
            payload=io.BytesIO(b"The note says so.\n"),
            warc_content_type="text/plain",
        )
        writer.write_record(resource)
        writer.write_record(
            writer.create_warc_record(
                STORY, "metadata", payload=io.BytesIO(b"via: nowhere\r\n"), warc_content_type="application/warc-fields"
            )
        )


def assert_the_reports_of_the_crawl(held: Held) -> None:
    story, packed, chunks, file, note = held.reports
    assert fields_of(story) == FIELDS
    assert (story.text, story.language) == (TEXT, "en")
    assert [report.text for report in (packed, chunks)] == [TEXT.replace("3,000", number) for number in ("4,000", "5,000")]
    assert (file.text, file.blocks[0].page) == ("The statement says that nobody came.", 1)
    assert note.text.strip() == "The note says so."


@pytest.mark.parametrize("gzipped", [True, False])
def test_every_response_of_a_warc_is_a_capture_within_it(tmp_path: Path, gzipped: bool) -> None:
    path = tmp_path / ("crawl.warc.gz" if gzipped else "crawl.warc")
    write_warc(path, gzipped=gzipped)
    held = put_in(path)
    assert (held.problems, held.notes) == ((), ("warc.passed-over",))
    assert_the_reports_of_the_crawl(held)
    holder = held.captures[0]
    assert [capture.source for capture in held.within(holder)] == [
        STORY,
        f"{STORY}/packed",
        f"{STORY}/chunks",
        FILE,
        "http://harbour-gazette.example/note.txt",
    ]
    assert len(held.captures) == 6
    for capture in held.within(holder):
        names = [name for name, _ in capture.notes]
        assert {"warc-date", "warc-record-id"} <= set(names)


def test_a_changed_byte_is_found_by_warcio_and_by_closewatch(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    write_warc(path, gzipped=False)
    path.write_bytes(path.read_bytes().replace(b"about 3,000", b"about 9,000", 1))
    checked = subprocess.run([program("warcio"), "check", str(path)], capture_output=True, text=True, check=False)
    assert "digest failed" in checked.stdout
    held = put_in(path)
    assert set(held.problems) == {"warc.digest-mismatch"}
    assert len(held.reports) == 5


def program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def wacz(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([program("wacz"), *map(str, arguments)], capture_output=True, text=True, check=False)


def test_a_package_that_wacz_makes_and_accepts_is_taken_in_whole(tmp_path: Path) -> None:
    write_warc(tmp_path / "crawl.warc.gz")
    made = wacz("create", "-o", tmp_path / "crawl.wacz", "--title", "A crawl", "--url", STORY, tmp_path / "crawl.warc.gz")
    assert made.returncode == 0, made.stdout + made.stderr
    judged = wacz("validate", "-f", tmp_path / "crawl.wacz")
    assert "the passed WACZ is valid" in judged.stdout, judged.stdout + judged.stderr

    held = put_in(tmp_path / "crawl.wacz")
    assert (held.problems, held.notes) == ((), ("warc.passed-over",))
    assert_the_reports_of_the_crawl(held)
    package, archive = held.captures[:2]
    assert [capture.locator for capture in held.within(package)] == ["archive/crawl.warc.gz"]
    assert len(held.within(archive)) == 5


def test_a_package_that_wacz_refuses_has_its_problem_on_the_record(tmp_path: Path) -> None:
    write_warc(tmp_path / "crawl.warc.gz")
    wacz("create", "-o", tmp_path / "crawl.wacz", tmp_path / "crawl.warc.gz")
    with zipfile.ZipFile(tmp_path / "crawl.wacz") as whole, zipfile.ZipFile(tmp_path / "changed.wacz", "w") as changed:
        for info in whole.infolist():
            data = whole.read(info)
            changed.writestr(info, data + b"\n" if info.filename == "indexes/index.idx" else data)
    judged = wacz("validate", "-f", tmp_path / "changed.wacz")
    assert "the passed WACZ is invalid" in judged.stdout
    held = put_in(tmp_path / "changed.wacz")
    assert held.problems == ("wacz.digest-mismatch",)
    assert_the_reports_of_the_crawl(held)
