"""The records of a WARC file, plain or gzipped (ISO 28500): their fields and blocks, in order, with damage named and stepped over.

Reads with bounds of its own: lines, fields and blocks are limited, and gzip is opened piece by piece. What a record means is the
business of `warc`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from closewatch.capture.containers.member import Budget, too_large
from closewatch.terms.trouble import Problem

_GZIP = b"\x1f\x8b\x08"
_VERSION = b"WARC/"
_PIECE = 64 * 1024
_LINE_LIMIT = 64 * 1024
_FIELDS_LIMIT = 200
_DAMAGE_LIMIT = 100
_TRIALS = 10_000
_EMPTY_LINES = re.compile(rb"[\r\n]*")


class Broken(Exception):
    """A record that does not follow the form. Never leaves this module."""


@dataclass(frozen=True)
class Record:
    """One record: its number in the file from 1, its fields by lower-case name, and its block."""

    number: int
    fields: dict[str, str]
    block: bytes

    @property
    def kind(self) -> str:
        """The WARC-Type: response, resource, revisit, request ..."""
        return self.fields.get("warc-type", "").lower()


WANTED = ("response", "resource", "revisit")
"""The kinds of record whose blocks are kept; the others are stepped over."""


def records(data: bytes, source: str, budget: Budget) -> Iterator[Record | Problem]:
    """Give the records that hold what was captured; after damage, go on at the next record that can be found.

    Raises: Spent when the source has expanded to more than it may.
    """
    stream = _Gzipped(data, budget) if data.startswith(b"\x1f\x8b") else _Stream(data)
    number = damages = 0
    while True:
        try:
            number += 1
            if stream.at_end():
                return
            fields, size = _fields(stream)
            record = Record(number, fields, b"")
            if record.kind not in WANTED:
                stream.skip(size)
            elif size > budget.member_bytes:
                stream.skip(size)
                yield too_large(budget.member_bytes, f"{source}!/record {number}")
            else:
                yield Record(number, fields, stream.take(size))
        except Broken as damage:
            damages += 1
            if damages <= _DAMAGE_LIMIT:
                yield Problem("warc.broken-record", f"wanted a whole WARC record, found damage ({damage})", f"{source}!/record {number}")
            if damages == _DAMAGE_LIMIT or not stream.resume():
                return


def _fields(stream: _Stream) -> tuple[dict[str, str], int]:
    """Read the version line and the named fields; give them and the size of the block."""
    version = stream.line()
    if not version.startswith(_VERSION):
        raise Broken("no WARC version line")
    fields: dict[str, str] = {}
    last = ""
    for _ in range(_FIELDS_LIMIT):
        line = stream.line().decode("utf-8", "replace")
        if not line.strip():
            break
        if line[0] in " \t" and last:
            fields[last] += " " + line.strip()
            continue
        last, _, value = line.partition(":")
        last = last.strip().lower()
        fields[last] = value.strip()
    else:
        raise Broken("too many fields")
    size = fields.get("content-length", "")
    if not (size.isascii() and size.isdigit() and len(size) < 16):
        raise Broken("no Content-Length")
    return fields, int(size)


class _Stream:
    """Bytes read from front to back, with a window on what has not been read yet."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def _find(self, mark: bytes, limit: int) -> int:
        """Give the offset behind the next mark within `limit` bytes from here, or -1."""
        found = self._data.find(mark, self._at, self._at + limit)
        return -1 if found < 0 else found + len(mark)

    def at_end(self) -> bool:
        """Step over the empty lines between records; True when nothing follows."""
        lines = _EMPTY_LINES.match(self._data, self._at)
        self._at = lines.end() if lines else self._at
        return self._at >= len(self._data)

    def line(self) -> bytes:
        end = self._find(b"\n", _LINE_LIMIT)
        if end < 0:
            raise Broken("a line without an end")
        line, self._at = self._data[self._at : end], end
        return line.rstrip(b"\r\n")

    def take(self, size: int) -> bytes:
        if self._at + size > len(self._data):
            raise Broken("the block ends early")
        block = self._data[self._at : self._at + size]
        self._at += size
        return block

    def skip(self, size: int) -> None:
        if self._at + size > len(self._data):
            raise Broken("the block ends early")
        self._at += size

    def resume(self) -> bool:
        """Go to the next version line; False when there is none."""
        found = self._data.find(b"\n" + _VERSION + b"1.", self._at)
        self._at = len(self._data) if found < 0 else found + 1
        return found >= 0


class _Gzipped(_Stream):
    """The same over gzip members, opened piece by piece; what was unpacked and read is dropped."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        super().__init__(b"")
        self._packed = data
        self._budget = budget
        self._open_member(0)

    def _open_member(self, start: int) -> None:
        self._member = start
        self._packed_at = start
        self._inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._open = True

    def _more(self) -> bool:
        """Unpack another piece behind what has not been read yet; False at the end."""
        while self._open:
            if self._inflate.eof:
                following = self._packed_at - len(self._inflate.unused_data)
                if not self._packed.startswith(_GZIP, following):
                    self._open = False
                    return False
                self._open_member(following)
            piece = self._inflated()
            if piece:
                self._budget.spend(len(piece))
                self._data = self._data[self._at :] + piece
                self._at = 0
                return True
        return False

    def _inflated(self) -> bytes:
        rest = self._inflate.unconsumed_tail
        if not rest:
            rest = self._packed[self._packed_at : self._packed_at + _PIECE]
            self._packed_at += len(rest)
        try:
            piece = self._inflate.decompress(rest, _PIECE)
        except zlib.error as error:
            self._open = False
            raise Broken("the gzip stream is damaged") from error
        if not rest and not piece and not self._inflate.eof:
            self._open = False
            raise Broken("the gzip stream ends early")
        return piece

    def at_end(self) -> bool:
        while super().at_end():
            if not self._more():
                return True
        return False

    def line(self) -> bytes:
        while self._find(b"\n", _LINE_LIMIT) < 0 and len(self._data) - self._at < _LINE_LIMIT and self._more():
            pass
        return super().line()

    def take(self, size: int) -> bytes:
        block = bytearray()
        while len(block) < size:
            if self._at >= len(self._data) and not self._more():
                raise Broken("the block ends early")
            piece = self._data[self._at : self._at + size - len(block)]
            self._at += len(piece)
            block += piece
        return bytes(block)

    def skip(self, size: int) -> None:
        while size:
            if self._at >= len(self._data) and not self._more():
                raise Broken("the block ends early")
            step = min(size, len(self._data) - self._at)
            self._at += step
            size -= step

    def resume(self) -> bool:
        """Go to the next version line in what can still be unpacked, else to the next gzip member that opens as a record."""
        try:
            while not super().resume():
                if not self._more():
                    break
            else:
                return True
        except Broken:
            pass
        self._data, self._at = b"", 0
        start = self._member
        for _ in range(_TRIALS):
            start = self._packed.find(_GZIP, start + 1)
            if start < 0:
                return False
            try:
                opening = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(self._packed[start : start + 512], len(_VERSION))
            except zlib.error:
                continue
            if opening == _VERSION:
                self._open_member(start)
                return True
        return False
