"""Which kind of original some bytes are: by exact checks of the bytes first; the name and the declared type only tell one kind of text
from another. What a kind means and how it is read is left to containers and formats; how characters are decoded, to `encoding`.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from closewatch.capture.encoding import peek
from closewatch.capture.sniff_text import sniff_text
from closewatch.terms.damage import DAMAGE

UNKNOWN = "application/octet-stream"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
MSG = "application/vnd.ms-outlook"
WACZ = "application/wacz"
WARC = "application/warc"
ZIP = "application/zip"

_CENTRAL_ENTRY = b"PK\x01\x02"
_MEMBERS_LOOKED_AT = 250_000
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"{\\rtf", "application/rtf"),
    (b"\x7fELF", "application/x-executable"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
)
"""Kinds that no format here reads, named so that the reviewer learns what was found (first bytes as registered by their makers)."""

_OPEN_XML_ROOMS = (
    ("word/document", DOCX),
    ("xl/workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/presentation", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)


def sniff(data: bytes, name: str = "", declared: str = "") -> str:
    """Tell the media type of an original; a wrong extension or a wrong declared type does not mislead.

    >>> sniff(b"%PDF-1.7 ...", "notes.txt"), sniff(b"Kyiv said it rained.", "page.html")
    ('application/pdf', 'text/plain')
    """
    if _is_pdf(data):
        return "application/pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _sniff_ole(data)
    if data.startswith(b"\x1f\x8b"):
        return WARC if _starts_gzipped(data, b"WARC/") else "application/gzip"
    if data.startswith((b"WARC/1.", b"WARC/0.")):
        return WARC
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if data[4:8] == b"ftyp":
        return "video/mp4"
    head = peek(data)
    if head is None:
        return UNKNOWN
    return sniff_text(head, name, declared, whole=len(data) <= len(head))


def _is_pdf(data: bytes) -> bool:
    """Readers accept junk before the header within the first 1024 bytes (ISO 32000-1, annex H); text about PDFs has no objects."""
    at = data.find(b"%PDF-", 0, 1024)
    return at == 0 or (at > 0 and b" obj" in data and b"startxref" in data)


def _sniff_zip(data: bytes) -> str:
    if data[30:38] == b"mimetype":
        # OpenDocument and EPUB put an uncompressed member "mimetype" first, its words right after the name.
        length = int.from_bytes(data[22:26], "little") or 80
        stated = data[38 + int.from_bytes(data[28:30], "little") :][: min(length, 120)]
        for prefix in (b"application/vnd.oasis.opendocument.", b"application/epub+zip"):
            if stated.startswith(prefix):
                return stated.split(b"PK", 1)[0].decode("ascii", "replace").strip()
    names = _member_names(data)
    if any(name == "[Content_Types].xml" or name == "_rels/.rels" for name in names):
        for start, media_type in _OPEN_XML_ROOMS:
            if any(name.startswith(start) and name.endswith(".xml") for name in names):
                return media_type
    if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
        return WACZ
    return ZIP


def _member_names(data: bytes) -> list[str]:
    """The names in the central directory; where that is cut off, those of the local headers as far as they can be followed."""
    if data.count(_CENTRAL_ENTRY) > _MEMBERS_LOOKED_AT:
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except DAMAGE:
        return _local_names(data)


def _local_names(data: bytes) -> list[str]:
    names: list[str] = []
    at = 0
    while at >= 0 and len(names) < 100:
        length = int.from_bytes(data[at + 26 : at + 28], "little")
        names.append(data[at + 30 : at + 30 + length].decode("utf-8", "replace"))
        packed = int.from_bytes(data[at + 18 : at + 22], "little")
        at = data.find(b"PK\x03\x04", at + 30 + length + packed)
    return names


def _sniff_ole(data: bytes) -> str:
    """Tell OLE files by the names in their directory, whose entries of 128 bytes stand on 128-byte boundaries (MS-CFB, 2.6)."""
    for stream, media_type in (
        ("__properties_version1.0", MSG),
        ("EncryptedPackage", DOCX),  # a password-protected OOXML document: the format says so (MS-OFFCRYPTO, 2.3.4.4)
        ("WordDocument", "application/msword"),
        ("Workbook", "application/vnd.ms-excel"),
        ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ):
        wanted = stream.encode("utf-16-le") + b"\x00\x00"
        at = data.find(wanted)
        while at >= 0:
            if at % 128 == 0:
                return media_type
            at = data.find(wanted, at + 1)
    return "application/x-ole-storage"


def _starts_gzipped(data: bytes, wanted: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(data[:65536], len(wanted)) == wanted
    except zlib.error:
        return False
