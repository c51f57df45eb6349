"""Hostile inputs for the soak: every kind of original bent in every way that files in the wild are bent, always the same for a seed.

Only bytes are made here; what Closewatch does with them is watched in `soak_inputs`.
"""

from __future__ import annotations

import io
import random
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from email.message import EmailMessage

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from closewatch.capture import originals
from closewatch.capture.limits import MEBIBYTE

ENDINGS = (
    "txt",
    "html",
    "mht",
    "pdf",
    "docx",
    "odt",
    "eml",
    "msg",
    "mbox",
    "warc",
    "warc.gz",
    "wacz",
    "zip",
    "xml",
    "csv",
    "jsonl",
    "bin",
    "",
)
ODT = b"application/vnd.oasis.opendocument.text"
LAUGHS = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
BILLION = f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "ha">{LAUGHS}]><l>&l9;</l>'.encode()


def whole_originals() -> dict[str, bytes]:
    """One undamaged original of every kind, by file name."""
    text, page, docx, pdf = originals.make_text(), originals.make_page(), originals.make_docx(), originals.make_pdf()
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Ann Lee <ann@daily.example>", "desk@daily.example", originals.HEADLINE
    mail["Date"], mail["Message-ID"] = "Tue, 19 Nov 2024 10:23:00 +0900", "<1@daily.example>"
    mail.set_content("\n\n".join(originals.PARAGRAPHS))
    mail.add_attachment(docx, maintype="application", subtype="octet-stream", filename="report.docx")
    letter = mail.as_bytes()
    item = f"<item><title>{originals.HEADLINE}</title><description>{originals.PARAGRAPHS[0]}</description></item>"
    feed = f"<rss version='2.0'><channel><title>Daily</title>{item}</channel></rss>"
    row = f'"{originals.HEADLINE}",2024-11-19,"{originals.PARAGRAPHS[0]}"'
    warc = _warc(page)
    return {
        "report.txt": text, "page.html": page, "page.mht": originals.make_saved_page(), "report.pdf": pdf, "report.docx": docx,
        "report.odt": originals.make_odt(), "mail.eml": letter,
        "mails.mbox": b"From a@b.example Tue Nov 19 10:23:00 2024\n" + letter + b"\n",
        "crawl.warc.gz": warc,
        "crawl.wacz": originals.make_zip([("datapackage.json", b'{"resources":[]}'), ("archive/data.warc.gz", warc)]),
        "many.zip": originals.make_zip([("a.txt", text), ("b/c.html", page), ("d.docx", docx)]), "feed.xml": feed.encode(),
        "table.csv": f"title,date,text\n{row}\n{row}\n".encode(),
        "rows.jsonl": b'{"title":"At the border","date":"2024-11-19","text":"The office said that it rained."}\n' * 3,
        "protected.pdf": originals.make_locked_pdf(),
    }  # fmt: skip


def mutated_inputs(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Give `count` inputs as (file name, bytes): first one of each special attack, then originals bent at random.

    >>> [name for name, _ in mutated_inputs(1, 2)] == [name for name, _ in mutated_inputs(1, 2)]
    True
    """
    chance = random.Random(seed)
    given = 0
    for name, make in SPECIAL.items():
        if given == count:
            return
        yield name, make()
        given += 1
    whole = whole_originals()
    names = sorted(whole)
    while given < count:
        name = names[given % len(names)]
        bend = chance.choice(BENDS)
        ending = chance.choice(ENDINGS) if chance.random() < 0.3 else name.partition(".")[2]
        yield f"{given:05d}-{name.partition('.')[0]}.{ending}".rstrip("."), bend(whole[name], chance)
        given += 1


def flip_bits(data: bytes, chance: random.Random) -> bytes:
    """Turn over one to sixty bits."""
    bent = bytearray(data)
    for _ in range(chance.randint(1, 60)):
        bent[chance.randrange(len(bent))] ^= 1 << chance.randrange(8)
    return bytes(bent)


def cut_off(data: bytes, chance: random.Random) -> bytes:
    """Keep only the beginning."""
    return data[: chance.randrange(len(data))]


def cut_out(data: bytes, chance: random.Random) -> bytes:
    """Take a piece out of the middle."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randint(1, 400) :]


def repeat_piece(data: bytes, chance: random.Random) -> bytes:
    """Repeat a piece many times over."""
    start = chance.randrange(len(data))
    piece = data[start : start + chance.randint(1, 200)]
    return data[:start] + piece * chance.randint(2, 2_000) + data[start:]


def put_in_noise(data: bytes, chance: random.Random) -> bytes:
    """Put random bytes somewhere: invalid UTF-8, NUL bytes, control characters."""
    start = chance.randrange(len(data))
    return data[:start] + chance.randbytes(chance.randint(1, 300)) + data[start:]


def change_numbers(data: bytes, chance: random.Random) -> bytes:
    """Overwrite four bytes by a number that sizes and offsets are seldom ready for."""
    bent = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(max(1, len(bent) - 4))
        bent[start : start + 4] = chance.choice((b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\xff\xff\xff\x7f", b"\x01\x00\x00\x80"))
    return bytes(bent)


def other_encoding(data: bytes, chance: random.Random) -> bytes:
    """Write text in another encoding than it says."""
    return data.decode("latin-1").encode(chance.choice(("utf-16", "utf-32", "utf-16-be", "cp500", "utf-8")), "replace")


def _as_it_is(data: bytes, chance: random.Random) -> bytes:
    return data


BENDS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    flip_bits, flip_bits, cut_off, cut_out, repeat_piece, put_in_noise, change_numbers, other_encoding, _as_it_is,
)  # fmt: skip


def _warc(page: bytes) -> bytes:
    written = io.BytesIO()
    writer = WARCWriter(written, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    dated = {"WARC-Date": "2024-11-19T10:23:00Z", "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000001>"}
    record = writer.create_warc_record(
        "https://daily.example/border", "response", payload=io.BytesIO(page), http_headers=headers, warc_headers_dict=dated
    )
    writer.write_record(record)
    return written.getvalue()


def _nested_bomb() -> bytes:
    data = originals.make_zip([("zeros.txt", b"0" * (40 * MEBIBYTE))])
    for level in range(8):
        data = originals.make_zip([(f"{level}-{copy}.zip", data) for copy in range(4)])
    return data


def _warc_bomb() -> bytes:
    head = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 2000000000\r\n\r\n"
    return zlib.compress(head + b"0" * (500 * MEBIBYTE), wbits=31)


def _traversal() -> bytes:
    text = originals.make_text()
    return originals.make_zip(
        [("../../etc/passwd.txt", text), ("/abs.txt", text), ("C:\\x.txt", text), ("a/\x00b.txt", text), ("x" * 60_000, text)]
    )


def _many_members() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(3_000):
            archive.writestr(zipfile.ZipInfo(f"{number}.txt"), b"")
    return packed.getvalue()


def _tar() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return packed.getvalue()


def _deep_mail() -> bytes:
    head = b"MIME-Version: 1.0\r\nMessage-ID: <1@a.example>\r\nFrom: a@b.example\r\nTo: c@d.example\r\n"
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level) for level in range(5_000))
    return head + parts + b"Content-Type: text/plain\r\n\r\nKyiv said so."


SPECIAL: dict[str, Callable[[], bytes]] = {
    "laughs.xml": lambda: BILLION,
    "laughs.docx": lambda: originals.make_zip([("[Content_Types].xml", b"<x/>"), ("word/document.xml", BILLION)]),
    "laughs.odt": lambda: originals.make_zip([("mimetype", ODT), ("content.xml", BILLION)], frozenset({"mimetype"})),
    "laughs-feed.xml": lambda: BILLION.replace(b"<l>", b"<rss><channel><item><title>").replace(b"</l>", b"</title></item></channel></rss>"),
    "bomb.docx": lambda: originals.make_zip([("[Content_Types].xml", b"<x/>"), ("word/document.xml", b" " * (300 * MEBIBYTE))]),
    "bomb.zip": lambda: originals.make_zip([(f"{number}.txt", b"0" * (90 * MEBIBYTE)) for number in range(14)]),
    "nested-bomb.zip": _nested_bomb,
    "bomb.warc.gz": _warc_bomb,
    "traversal.zip": _traversal,
    "members.zip": _many_members,
    "one-line.txt": lambda: b"word " * 20_000_000,
    "one-line.html": lambda: b"<p>" + b"word " * 20_000_000,
    "one-line.csv": lambda: b"title,date,text\n" + b"x" * 100_000_000,
    "one-line.jsonl": lambda: b'{"text":"' + b"x" * 100_000_000,
    "one-line.eml": lambda: b"From: a@b.example\r\nMessage-ID: <1@b.example>\r\nSubject: " + b"x" * 50_000_000,
    "deep.html": lambda: b"<div>" * 200_000 + b"Kyiv said so." + b"</div>" * 200_000,
    "deep-open.html": lambda: b"<html><body>" + b"<b><i>" * 300_000,
    "deep.jsonl": lambda: b'{"text":' + b"[" * 1_000_000,
    "deep.xml": lambda: b"<rss>" + b"<item>" * 300_000,
    "deep.eml": _deep_mail,
    "cells.html": lambda: b"<html><body>" + b"<table><tr><td>x" * 50 + b"<td>y" * 400_000,
    "links.html": lambda: b"<html><body><article>" + b"<a href='/x'>some words</a> " * 14_000,
    "comments.html": lambda: b"<html><!--" * 500_000,
    "linked-data.html": lambda: b"<html><script type='application/ld+json'>" + b'{"author":' * 90_000 + b"</script><p>Kyiv said so.",
    "spaces.txt": lambda: b" " * 15_000_000 + b"Kyiv said so.",
    "lines.txt": lambda: b"\r\n" * 7_000_000 + b"Kyiv said so.",
    "paragraphs.txt": lambda: b"a\n\n" * 5_000_000,
    "invalid.txt": lambda: b"\xff\xfe\xfd Kyiv \xc3\x28 said \xed\xa0\x80 so.\n" * 10_000,
    "surrogates.txt": lambda: b"\xff\xfe" + b"\x00\xd8a\x00" * 10_000,
    "nul.txt": lambda: b"Kyiv\x00said\x00so." * 100,
    "empty.txt": lambda: b"",
    "password.pdf": originals.make_locked_pdf,
    "loop.pdf": lambda: originals.make_pdf().replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"),
    "pages.pdf": lambda: originals.make_pdf().replace(b"/Count 1", b"/Count 99999999"),
    "archive.tar": _tar,
    "quotes.csv": lambda: b'title,date,text\n"' + b'x,"\n' * 2_000_000,
}  # fmt: skip
"""Attacks that chance does not find, each once."""
