"""What the index (CDXJ) and the page list say of a record."""

from __future__ import annotations

from typing import Any

from closewatch.publish.exports.wacz.addresses import sort_key
from closewatch.publish.exports.wacz.layout import ARCHIVE
from closewatch.publish.exports.wacz.records import Record
from closewatch.terms.ref import canonical


def index_line(record: Record, offset: int, length: int) -> bytes:
    """Say where a record lies: its address turned round, its time, and the rest as JSON."""
    about: dict[str, Any] = {
        "digest": record.digest,
        "filename": ARCHIVE.rpartition("/")[2],
        "length": str(length),
        "mime": record.content_type.partition(";")[0].strip() or "application/octet-stream",
        "offset": str(offset),
        "status": record.status or "200",
        "url": record.url,
    }
    return f"{sort_key(record.url)} {record.timestamp} ".encode() + canonical(about)


def page_line(record: Record, title: str) -> bytes:
    """Say that a record is a page that can be opened."""
    about: dict[str, Any] = {"id": record.capture, "title": title, "ts": record.date, "url": record.url}
    return canonical(about)
