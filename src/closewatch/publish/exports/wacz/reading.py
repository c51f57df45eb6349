"""Reads the records of the archive again, one gzip member after the other, and counts their digests as their bytes pass by.

Strict, for it reads only what Closewatch wrote: a record whose fields are not exactly those that `records` writes for its bytes is refused.
Archives of others are the business of `capture`.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from closewatch.ledger.journal import Fault
from closewatch.publish.exports.wacz.layout import ARCHIVE
from closewatch.publish.exports.wacz.records import Record, opening_head, record_head
from closewatch.publish.exports.wacz.unfit import Unfit

_HEAD_LIMIT = 256 * 2**10
_OUT = 2**20
_END = b"\r\n\r\n"


@dataclass(frozen=True)
class Found:
    """What stands in one record: `record` is what would be written for its bytes, `offset` and `length` where it lies."""

    kind: str
    digest: str
    offset: int
    length: int
    record: Record


class Records:
    """The records of an archive, read from front to back; `more` gives its next bytes, and none at the end."""

    def __init__(self, more: Callable[[], bytes]) -> None:
        self._more = more
        self._rest = b""
        self._offset = 0

    def following(self, keep: Callable[[bytes], None] | None) -> Found | None:
        """Give the next record, its payload handed to `keep` piece by piece; None at the end. Raises: Unfit."""
        self._rest = self._rest or self._more()
        if not self._rest:
            return None
        member = _Member(self._rest, self._more)
        where = f"{ARCHIVE} offset {self._offset}"
        try:
            found = _read(member, self._offset, keep, where)
        except zlib.error as error:
            raise Unfit(Fault("wacz.broken-record", where, "a gzip member", str(error))) from error
        self._rest, self._offset = member.rest, self._offset + found.length
        return found


class _Member:
    """One gzip member that is being opened; `used` counts its packed bytes, `rest` is what follows it."""

    def __init__(self, begun: bytes, more: Callable[[], bytes]) -> None:
        self._packed, self._more = begun, more
        self._inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self.taken = len(begun)
        self._open = b""

    def piece(self, most: int) -> bytes:
        """Give at most so many bytes; none at the end of the member."""
        while not self._open and not self._inflate.eof:
            self._open = self._inflate.decompress(self._packed, _OUT)
            self._packed = self._inflate.unconsumed_tail
            if not (self._open or self._packed or self._inflate.eof):
                self._packed = self._more()
                self.taken += len(self._packed)
                if not self._packed:
                    raise zlib.error("it ends early")
        given, self._open = self._open[:most], self._open[most:]
        return given

    @property
    def rest(self) -> bytes:
        return self._inflate.unused_data

    @property
    def length(self) -> int:
        return self.taken - len(self.rest)


def _read(member: _Member, offset: int, keep: Callable[[bytes], None] | None, where: str) -> Found:
    head, block = _head(member, b"", where)
    fields = dict(line.split(": ", 1) for line in head.decode("utf-8", "replace").split("\r\n") if ": " in line)
    size = fields.get("Content-Length", "")
    if not (size.isascii() and size.isdigit() and len(size) < 16):
        raise Unfit(Fault("wacz.broken-record", where, "a Content-Length", size[:40] or "none"))
    http, kind, whole = b"", fields.get("WARC-Type", ""), hashlib.sha256()
    if kind == "response":
        http, block = _head(member, block, where)
    payload, left = hashlib.sha256(), int(size) - len(http)
    whole.update(http)
    while left > 0 and (piece := block or member.piece(_OUT)):
        piece, block = piece[:left], piece[left:]
        left -= len(piece)
        payload.update(piece)
        whole.update(piece)
        if keep is not None and kind != "warcinfo":
            keep(piece)
    while len(block) <= len(_END) and (piece := member.piece(_OUT)):
        block += piece
    if left or block != _END:
        raise Unfit(Fault("wacz.broken-record", where, f"a block of {size} bytes", "another one"))
    length = member.length
    digest, block_digest = f"sha256:{payload.hexdigest()}", f"sha256:{whole.hexdigest()}"
    record = _record(fields, digest, int(size) - len(http), http)
    if kind == "warcinfo":
        written = opening_head(record.date, int(size), block_digest)
    else:
        written = record_head(record, block_digest)
    if written != head:
        stated = fields.get("WARC-Payload-Digest", fields.get("WARC-Block-Digest", "none"))
        raise Unfit(Fault("wacz.record-altered", where, f"a record of {digest}", f"fields that say other things ({stated[:80]})"))
    return Found(kind, digest, offset, length, record)


def _record(fields: dict[str, str], digest: str, size: int, http: bytes) -> Record:
    """Say what would be written of a record with these bytes."""
    status, content_type = "", fields.get("Content-Type", "")
    if http:
        first, *lines = http.decode("utf-8", "replace").split("\r\n")
        status = first.partition(" ")[2].partition(" ")[0]
        content_type = dict(line.split(": ", 1) for line in lines if ": " in line).get("Content-Type", "")
    capture, url, date = (fields.get(name, "") for name in ("Closewatch-Capture", "WARC-Target-URI", "WARC-Date"))
    return Record(capture, url, date, digest, size, content_type, status, http)


def _head(member: _Member, begun: bytes, where: str) -> tuple[bytes, bytes]:
    """Read up to the first empty line; give that, and what was read beyond it."""
    while _END not in begun:
        piece = member.piece(_OUT) if len(begun) <= _HEAD_LIMIT else b""
        if not piece:
            raise Unfit(Fault("wacz.broken-record", where, "fields and an empty line", f"{len(begun):,} bytes without one"))
        begun += piece
    end = begun.index(_END) + len(_END)
    return begun[:end], begun[end:]
