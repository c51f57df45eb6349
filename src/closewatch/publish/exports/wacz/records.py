"""The records of the archive (WARC 1.1, ISO 28500): what is said of an original before its bytes, and how both are packed.

Each record is one gzip member by itself, so that a player can open any of them where the index says that it lies. What an answer of the
web was is kept as far as the receipt has it: its status and a few fields; the body is the original, opened and in one piece.
"""

from __future__ import annotations

import re
import uuid
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from closewatch.publish.exports.wacz.addresses import address_of, is_web
from closewatch.terms.capture import Capture

PIECE = 1 << 20
"""How many bytes of an original are held at one time."""

_SPACE = uuid.UUID("6a7f3f0e-6d7c-5a3e-9c5b-2f1d8c0e4b71")
"""Our own name space for the ids of records (RFC 9562, 5.5: UUIDv5), made once."""

_REASONS = {"200": "OK", "203": "Non-Authoritative Information"}
_FIELDS = {"content-type": "Content-Type", "last-modified": "Last-Modified", "etag": "ETag", "date": "Date"}
_GZIP = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""The head of a gzip member without a time or a name, so that the same bytes are packed the same way (RFC 1952, 2.3)."""


@dataclass(frozen=True)
class Record:
    """What is written of one original. `status` and `head` (the HTTP fields as bytes) are empty unless it is an answer of the web."""

    capture: str
    url: str
    date: str
    digest: str
    size: int
    content_type: str
    status: str = ""
    head: bytes = b""

    @property
    def kind(self) -> str:
        """The WARC-Type: an answer of the web is a response, whatever else was taken is a resource."""
        return "response" if self.head else "resource"

    @property
    def timestamp(self) -> str:
        """The date as the index writes it, to the second."""
        return re.sub(r"[^0-9]", "", self.date)[:14]


def record_of(capture: Capture, charset: str = "") -> Record:
    """Say what is written of an original; `charset` is stated where a receipt states none and the bytes show it."""
    notes = dict(capture.notes)
    url, date = address_of(capture), _date_of(capture)
    fields = [(shown, _one_line(notes[name])) for name, shown in _FIELDS.items() if name in notes]
    status = notes.get("status", "")
    if is_web(capture) and re.fullmatch(r"[1-5][0-9][0-9]", status):
        stated = dict(fields).get("Content-Type", "") or capture.media_type
        lines = [f"HTTP/1.1 {status} {_REASONS.get(status, '')}".rstrip(), *(f"{name}: {value}" for name, value in fields)]
        if "Content-Type" not in dict(fields):
            lines.append(f"Content-Type: {stated}")
        head = ("\r\n".join([*lines, f"Content-Length: {capture.size}"]) + "\r\n\r\n").encode()
        return Record(capture.id, url, date, capture.digest, capture.size, stated, status, head)
    charset = notes.get("charset", charset) if capture.media_type.startswith("text/") else ""
    content_type = f"{capture.media_type}; charset={charset}" if charset else capture.media_type
    return Record(capture.id, url, date, capture.digest, capture.size, content_type)


def record_head(record: Record, block_digest: str) -> bytes:
    """Write the fields of a record, up to the empty line before its block."""
    fields = [
        ("WARC-Type", record.kind),
        ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid5(_SPACE, record.capture + record.digest)}>"),
        ("WARC-Date", record.date),
        ("WARC-Target-URI", record.url),
        ("WARC-Block-Digest", block_digest),
        ("WARC-Payload-Digest", record.digest),
        ("Closewatch-Capture", record.capture),
        ("Content-Type", "application/http; msgtype=response" if record.head else record.content_type),
        ("Content-Length", str(record.size + len(record.head))),
    ]
    return _head(fields)


def opening_head(date: str, size: int, digest: str) -> bytes:
    """Write the fields of the first record, which says what wrote the archive."""
    fields = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid5(_SPACE, digest)}>"),
        ("WARC-Date", date),
        ("WARC-Filename", "data.warc.gz"),
        ("WARC-Block-Digest", digest),
        ("Content-Type", "application/warc-fields"),
        ("Content-Length", str(size)),
    ]
    return _head(fields)


def packed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pack bytes as one gzip member, piece by piece."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    check = size = 0
    yield _GZIP
    for piece in pieces:
        check, size = zlib.crc32(piece, check), size + len(piece)
        if out := packer.compress(piece):
            yield out
    yield packer.flush() + check.to_bytes(4, "little") + (size % 2**32).to_bytes(4, "little")


def pieces_of(file: BinaryIO) -> Iterator[bytes]:
    """Give the bytes of an open original piece by piece."""
    while piece := file.read(PIECE):
        yield piece


def _head(fields: Iterable[tuple[str, str]]) -> bytes:
    return ("WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields) + "\r\n").encode()


def _date_of(capture: Capture) -> str:
    """The time at which the bytes were had: that of the record where they come from another archive, else that of the receipt."""
    stated = dict(capture.notes).get("warc-date", "")
    try:
        return _written(datetime.fromisoformat(stated)) if re.match(r"\d{4}-\d\d-\d\dT", stated) else _written(capture.taken_at)
    except (ValueError, OverflowError):
        return _written(capture.taken_at)


def _written(at: datetime) -> str:
    return at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _one_line(value: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]+", " ", value).strip()
