"""Takes text out of what our outputs are written as: PDF, Parquet and WARC. What is looked for in it is the business of `leaks`."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO, cast

from closewatch.terms.trouble import CaseError

LONGEST_STREAM = 64 * 2**20
"""Bytes that one stream of a PDF may hold: what an attacker packs to a thousandth of its size stops here."""

MOST_IN_MEMORY = 32 * 2**20
"""What is unpacked to go to and fro in it lies on the disk when it is larger."""

LONGEST_HEAD = 2**20
"""Bytes of the headers of one WARC record."""

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
_LITERAL = re.compile(rb"\(((?:\\.|[^\\()])*)\)", re.DOTALL)
_LENGTH = re.compile(rb"^content-length:\s*(\d+)\s*$", re.IGNORECASE | re.MULTILINE)
_AT_ONCE = 2000


class UnpackedTooMuch(CaseError):
    """Bytes that hold more than can be looked through: nobody knows what is in them."""


def pdf_texts(data: bytes) -> Iterator[tuple[str, str]]:
    """Give the texts of a PDF with the part that each is in: its pages as they are read, what is said of it, and its streams unpacked.

    Raises: UnpackedTooMuch for a stream that is too long.
    """
    import pypdfium2

    with suppress(pypdfium2.PdfiumError):
        document = pypdfium2.PdfDocument(data)
        try:
            yield "PDF info", "\n".join(f"{name}: {value}" for name, value in document.get_metadata_dict().items())
            yield "PDF outline", "\n".join(str(mark.get_title()) for mark in document.get_toc())
            for number in range(len(document)):
                page = document[number]
                text = page.get_textpage()
                yield f"page {number + 1}", text.get_text_bounded()
                text.close()
                page.close()
        finally:
            document.close()
    objects = _STREAM.sub(b"", data)
    yield "PDF objects", objects.decode("utf-8", "ignore")
    yield "PDF objects", "\n".join(_pdf_strings(objects))
    for found in _STREAM.finditer(data):
        unpacked = _inflated(found[1])
        yield "PDF stream", unpacked.decode("utf-8", "ignore")
        yield "PDF stream", "\n".join(_pdf_strings(unpacked))


def _inflated(data: bytes) -> bytes:
    """Unpack a stream of a PDF; one that is packed in another way, or not, is given as it is."""
    try:
        inflating = zlib.decompressobj()
        unpacked = inflating.decompress(data, LONGEST_STREAM)
    except zlib.error:
        return data
    if inflating.unconsumed_tail:
        raise UnpackedTooMuch(f"wanted streams of at most {LONGEST_STREAM:,} bytes in a PDF, found a longer one")
    return unpacked


def _pdf_strings(data: bytes) -> Iterator[str]:
    """Give the strings of a PDF's objects, in UTF-16 or in its own encoding, which is Latin-1 for what we look for (ISO 32000-2, 7.9.2)."""
    for found in _HEXADECIMAL.finditer(data):
        digits = b"".join(found[1].split())
        yield _pdf_string(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")))
    for found in _LITERAL.finditer(data):
        if len(found[1]) > 2:
            yield _pdf_string(_ESCAPE.sub(_unescaped, found[1]))


_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 8) & 255]) if found[1].isdigit() else {b"n": b"\n", b"r": b"\r", b"t": b"\t"}.get(found[1], found[1])


def _pdf_string(data: bytes) -> str:
    if data[:2] == b"\xfe\xff":
        return data[2:].decode("utf-16-be", "ignore")
    return data[3:].decode("utf-8", "ignore") if data[:3] == b"\xef\xbb\xbf" else data.decode("latin-1")


def parquet_texts(stream: BinaryIO) -> Iterator[tuple[str, str]]:
    """Give the texts of a Parquet file: its columns' names, what is said of it, and its rows. Raises: ValueError when it is none."""
    import duckdb

    with tempfile.NamedTemporaryFile(suffix=".parquet") as file, duckdb.connect() as connection:
        shutil.copyfileobj(stream, file)
        file.flush()
        connection.execute("SET memory_limit = '256MB'")
        connection.execute("SET threads = 1")
        try:
            for about in ("parquet_schema", "parquet_kv_metadata"):
                yield "about it", _rows(connection.execute(f"SELECT * FROM {about}(?)", [file.name]).fetchall())
            rows = connection.execute("SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet(?)", [file.name])
            first = 1
            while found := rows.fetchmany(_AT_ONCE):
                yield f"rows {first} to {first + len(found) - 1}", _rows(found)
                first += len(found)
        except duckdb.Error as error:
            raise ValueError(f"wanted a Parquet file, found {type(error).__name__}") from error


def _rows(rows: list[Any]) -> str:
    cells = (cell.decode("utf-8", "ignore") if isinstance(cell, bytes) else str(cell) for row in rows for cell in row if cell is not None)
    return ("\n" * 8).join(cells)


def warc_blocks(stream: BinaryIO) -> Iterator[tuple[str, BinaryIO]]:
    """Give each record of a WARC in two parts, its headers and what it holds; of an HTTP message what comes after its headers again alone.

    Each can be read until the next is asked for. Raises: ValueError for headers without an end.
    """
    buffered = _Lines(stream)
    number = 0
    while head := buffered.until_blank():
        number += 1
        yield f"record {number}", io.BytesIO(b"\r\n" + head)  # no longer what a WARC begins with: it is to be read as text
        length = _LENGTH.search(head)
        with tempfile.SpooledTemporaryFile(max_size=MOST_IN_MEMORY) as block:
            buffered.copy_to(cast(BinaryIO, block), int(length[1]) if length else 0)
            block.seek(0)
            yield f"record {number}", cast(BinaryIO, block)
            block.seek(0)
            message, blank, _ = block.read(LONGEST_HEAD).partition(b"\r\n\r\n")
            if blank and message.startswith((b"HTTP/", b"GET ", b"POST ")):
                block.seek(len(message) + len(blank))
                yield f"record {number}", cast(BinaryIO, block)


class _Lines:
    """Reads the headers of a WARC's records, and the bytes between them."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._held = stream, b""

    def until_blank(self) -> bytes:
        """Give the lines up to the next blank one; nothing at the end. Raises: ValueError where there is none for too long."""
        while b"\r\n\r\n" not in self._held.lstrip(b"\r\n") and (more := self._stream.read(1 << 16)):
            self._held += more
            if len(self._held) > LONGEST_HEAD:
                raise ValueError(f"wanted headers of at most {LONGEST_HEAD:,} bytes, found longer ones")
        head, _, self._held = self._held.lstrip(b"\r\n").partition(b"\r\n\r\n")
        return head

    def copy_to(self, file: BinaryIO, size: int) -> None:
        """Write so many bytes into a file, or as many as there are."""
        file.write(self._held[:size])
        left = size - len(self._held[:size])
        self._held = self._held[size:]
        while left > 0 and (more := self._stream.read(min(left, 1 << 20))):
            left -= len(more)
            file.write(more)
