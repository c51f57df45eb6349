"""Small real originals of every kind, made from words: for tests of formats and containers, for plugin authors, and for the soak in lab.

Whole files as the programs that write them would make them, no more than a reader needs.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from closewatch.capture.sniff import sniff
from closewatch.terms.capture import Capture
from closewatch.terms.ref import digest_of

HEADLINE = "Soldiers Seen Near the Border"
DAY = "2024-11-19"
PARAGRAPHS = (
    "The ministry said on Monday that about 3,000 soldiers had reached the region, and that more were on their way to the border.",
    "An officer who asked not to be named denied it. “Nobody has come here,” he said, pointing at the empty road behind him.",
    "According to the office, at least 209 people had been displaced by the fighting since the beginning of the month.",
)
"""A report of invented words, headline and day apart."""

_WORD_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MADE = (2024, 11, 19, 12, 0, 0)


def receipt(data: bytes, name: str = "original", media_type: str = "", notes: tuple[tuple[str, str], ...] = ()) -> Capture:
    """Write the receipt of some bytes, as if they had been found at a fixed time under that name.

    >>> receipt(b"Kyiv said so.").media_type
    'text/plain'
    """
    return Capture(
        digest=digest_of(data),
        size=len(data),
        media_type=media_type or sniff(data, name),
        source=name,
        taken_at=datetime(2025, 1, 1, tzinfo=UTC),
        taken_by="person:tester",
        tool="closewatch",
        notes=notes,
    )


def make_zip(members: Sequence[tuple[str, bytes]], stored: frozenset[str] = frozenset()) -> bytes:
    """Pack members in the order given, always to the same bytes.

    >>> make_zip([("a", b"1")]) == make_zip([("a", b"1")])
    True
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            method = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _MADE), data, method)
    return packed.getvalue()


def make_text(headline: str = HEADLINE, paragraphs: Sequence[str] = PARAGRAPHS) -> bytes:
    """Write a plain text file with header lines."""
    return (f"Title: {headline}\nOutlet: The Invented Daily\nDate: {DAY}\nAuthor: Ann Lee\n\n" + "\n\n".join(paragraphs) + "\n").encode()


def make_page(headline: str = HEADLINE, paragraphs: Sequence[str] = PARAGRAPHS) -> bytes:
    """Write a web page with an article and the fields that news sites give."""
    body = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(headline)} - The Invented Daily</title>'
        f'<meta property="og:site_name" content="The Invented Daily">'
        f'<meta property="article:published_time" content="{DAY}T10:23:00+09:00">'
        '<meta name="author" content="Ann Lee"><link rel="canonical" href="https://daily.example/border"></head><body>'
        f"<nav><a href='/'>Home</a> <a href='/world'>World</a></nav><article><h1>{escape(headline)}</h1>\n{body}</article></body></html>"
    ).encode()


def make_saved_page(page: bytes | None = None) -> bytes:
    """Write a page as a browser saves it to one file (MHTML)."""
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://daily.example/border\r\nSubject: Saved\r\n"
        "Date: Tue, 19 Nov 2024 10:23:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="part"\r\n\r\n'
        "--part\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: https://daily.example/border\r\n\r\n"
    )
    return head.encode() + (page or make_page()) + b"\r\n--part--\r\n"


def make_docx(headline: str = HEADLINE, paragraphs: Sequence[str] = PARAGRAPHS, body: str | None = None, title: str = "") -> bytes:
    """Write a Word document; `body` is WordprocessingML to use in place of plain paragraphs."""
    styled = f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>{escape(headline)}</w:t></w:r></w:p>'
    plain = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(paragraph)}</w:t></w:r></w:p>' for paragraph in paragraphs)
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_WORD_MAIN}"><w:body>{body or styled + plain}</w:body></w:document>'
    )
    relations = (
        f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="r1" Type="{_OFFICE_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    kinds = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>typist</dc:creator></cp:coreProperties>"
    )
    members = [("[Content_Types].xml", kinds), ("_rels/.rels", relations), ("docProps/core.xml", core), ("word/document.xml", document)]
    return make_zip([(name, text.encode()) for name, text in members])


def make_odt(headline: str = HEADLINE, paragraphs: Sequence[str] = PARAGRAPHS, body: str | None = None) -> bytes:
    """Write an OpenDocument text; `body` is its XML to use in place of plain paragraphs."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style", "meta")
    )
    plain = f'<text:p text:style-name="Title">{escape(headline)}</text:p>' + "".join(
        f"<text:p>{escape(paragraph)}</text:p>" for paragraph in paragraphs
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:text>{body or plain}</office:text></office:body></office:document-content>"
    )
    meta = f'<office:document-meta {spaces} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:creator>typist</dc:creator></office:meta></office:document-meta>'
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    kind = b"application/vnd.oasis.opendocument.text"
    members = [
        ("mimetype", kind),
        ("content.xml", content.encode()),
        ("meta.xml", meta.encode()),
        ("META-INF/manifest.xml", manifest.encode()),
    ]
    return make_zip(members, stored=frozenset({"mimetype"}))


def make_pdf(pages: Sequence[Sequence[tuple[int, int, int, str]]] | None = None, title: str = "", encrypt: str = "") -> bytes:
    """Write a PDF of lines given as (x, y, size, words) in points, page by page; `encrypt` is an encryption dictionary to name."""
    drawn = pages if pages is not None else [pdf_lines_of(HEADLINE, PARAGRAPHS)]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for lines in drawn:
        content = "".join(f"BT /F1 {size} Tf {x} {y} Td ({_pdf_words(words)}) Tj ET\n" for x, y, size, words in lines).encode(
            "cp1252", "replace"
        )
        objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(content), content))
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        objects.append(page.encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects.append(f"<< /Title ({_pdf_words(title)}) /CreationDate (D:20241119102300Z) >>".encode("cp1252", "replace"))
    information = len(objects)
    if encrypt:
        objects.append(encrypt.encode())
    written, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{place:010d} 00000 n \n" for place in places)
    key = f"/Encrypt {len(objects)} 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]" if encrypt else ""
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {information} 0 R {key} >>\nstartxref\n{len(written)}\n%%EOF\n"
    return written + table.encode() + trailer.encode()


def make_locked_pdf() -> bytes:
    """Write a PDF that asks for a password: the standard security handler, with keys that no empty password fits."""
    return make_pdf(encrypt=f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>")


def pdf_lines_of(headline: str, paragraphs: Sequence[str], width: int = 80) -> list[tuple[int, int, int, str]]:
    """Set a headline and paragraphs in lines of at most `width` characters, an empty line between paragraphs."""
    lines = [(72, 720, 20, headline)]
    y = 680
    for paragraph in paragraphs:
        line = ""
        for word in paragraph.split(" "):
            if len(line) + len(word) + 1 > width:
                lines.append((72, y, 11, line))
                y, line = y - 14, word
            else:
                line = f"{line} {word}".strip()
        lines.append((72, y, 11, line))
        y -= 28
    return lines


def _pdf_words(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
