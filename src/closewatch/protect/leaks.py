"""The leak check: finished files are searched for every protected name and word, in every writing, however deep it lies.

Opens what our outputs are made of (zip and gzip, WARC, PDF, Parquet, base64 in text) and reads text as it stands, without its markup and
with its codes solved. Never says the name that it found: only the pseudonym, and where. What holds more than can be looked through is not
passed over.
"""

from __future__ import annotations

import gzip
import io
import math
import re
import shutil
import tempfile
import zipfile
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from closewatch.protect.redact import Redaction
from closewatch.protect.unpacking import MOST_IN_MEMORY, UnpackedTooMuch, parquet_texts, pdf_texts, warc_blocks
from closewatch.terms.damage import DAMAGE

PIECE = 1 << 20
OVERLAP = 4096
"""Bytes that are read at once, and of how many of them the next piece begins: a name is never longer than its end can be told."""

DEEPEST, OWN_DEPTH = 6, 4
"""How many packings within packings an original can have to be looked through, and in how many of our own it lies in turn."""

MOST_UNPACKED, MOST_TIMES = 2**30, 20
"""An original is looked through as far as a GiB, or twenty times its size: the search of one that was packed to hold more never ends."""

_LINES = re.compile(rb"(?:[A-Za-z0-9+/]{40,}\r?\n){2,}[A-Za-z0-9+/=]*")
_STRINGS = re.compile(rb"[\x20-\x7e\x80-\xff]{6,}")
_WIDE_STRINGS = re.compile(rb"(?:[^\x00\xff][\x00-\x0f\x11]){4,}|(?:[\x00-\x0f\x11][^\x00\xff]){4,}|(?:[\x00-\xff][\xac-\xd7]){2,}")
_LEAST_IN_BINARY = 6
_LONGEST_LINE = 100
"""Bytes within which a line of base64 ends, 76 by its rule (RFC 2045, 6.8)."""


@dataclass(frozen=True, order=True)
class Leak:
    """Something protected in a finished file: in which part of which file, whose it is (by the pseudonym), and how it is written there."""

    where: str
    what: str
    how: str


def leaks(path: Path, redaction: Redaction) -> Iterator[Leak]:
    """Find everything protected in a finished file or, in order, in every file of a folder; their names are searched too.

    Each is told once for each part of a file. Raises: OSError when a file cannot be read.
    """
    if not redaction:
        return
    looking = _Looking(redaction, DEEPEST + OWN_DEPTH)
    files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    for file in files:
        name = str(file.relative_to(path)) if path.is_dir() else file.name
        yield from _once(_in_text(name, redaction.value(name), "file name", redaction))
        with file.open("rb") as stream:
            yield from _once(_in_stream(cast(BinaryIO, stream), redaction.value(name), looking, 0))


def leak_in(stream: BinaryIO, redaction: Redaction) -> Leak | None:
    """Give the first that is found in an original; None where there is nothing protected in it.

    Raises: UnpackedTooMuch when it holds more than can be looked through.
    """
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    looking = _Looking(redaction, DEEPEST, max(MOST_UNPACKED, MOST_TIMES * size))
    return next(_in_stream(stream, "", looking, 0), None)


@dataclass
class _Looking:
    """What is looked for, how deep, and how many bytes may still be unpacked to look through them."""

    redaction: Redaction
    deepest: int
    left: float = math.inf

    def unpacked(self, size: int) -> None:
        """Count bytes that were unpacked. Raises: UnpackedTooMuch."""
        self.left -= size
        if self.left < 0:
            raise UnpackedTooMuch("wanted what can be looked through, found more packed into it")


class _Counted:
    """A stream of unpacked bytes that are counted as they are read."""

    def __init__(self, stream: _Readable, looking: _Looking) -> None:
        self._stream, self._looking = stream, looking

    def read(self, size: int = -1, /) -> bytes:
        """Give the next bytes. Raises: UnpackedTooMuch."""
        data = self._stream.read(size)
        self._looking.unpacked(len(data))
        return data


def _once(found: Iterator[Leak]) -> Iterator[Leak]:
    seen: set[Leak] = set()
    for leak in found:
        if leak not in seen:
            seen.add(leak)
            yield leak


def _in_stream(stream: _Readable, where: str, looking: _Looking, depth: int) -> Iterator[Leak]:
    """Search bytes as what they begin like, and as they stand where they are not what they begin like."""
    start = stream.read(1024)
    if not start:
        return
    if depth > looking.deepest:
        raise UnpackedTooMuch(f"wanted at most {looking.deepest} packings within each other, found more")
    rest = _Joined(start, stream)
    search = next((search for begins, search in _OPENED if begins(start)), None)
    if search is None:
        yield from _in_pieces(rest, where, looking, depth)
        return
    with tempfile.SpooledTemporaryFile(max_size=MOST_IN_MEMORY) as copy:
        shutil.copyfileobj(rest, copy)
        copy.seek(0)
        try:
            yield from search(cast(BinaryIO, copy), where, looking, depth)
        except DAMAGE:
            copy.seek(0)
            yield from _in_pieces(copy, where, looking, depth)


def _in_gzip(stream: BinaryIO, where: str, looking: _Looking, depth: int) -> Iterator[Leak]:
    with gzip.open(stream) as unpacked:
        yield from _in_stream(_Counted(unpacked, looking), where, looking, depth + 1)


def _in_pdf(stream: BinaryIO, where: str, looking: _Looking, depth: int) -> Iterator[Leak]:
    for part, text in pdf_texts(stream.read()):
        looking.unpacked(len(text))
        yield from _in_text(text, _part(where, part), "PDF", looking.redaction)


def _in_parquet(stream: BinaryIO, where: str, looking: _Looking, depth: int) -> Iterator[Leak]:
    for part, text in parquet_texts(stream):
        looking.unpacked(len(text))
        yield from _in_text(text, _part(where, part), "Parquet", looking.redaction)


def _in_warc(stream: BinaryIO, where: str, looking: _Looking, depth: int) -> Iterator[Leak]:
    for part, block in warc_blocks(stream):
        yield from _in_stream(block, _part(where, part), looking, depth + 1)


def _in_zip(stream: BinaryIO, where: str, looking: _Looking, depth: int) -> Iterator[Leak]:
    """Search every member, those after one that cannot be read too. Raises: what the last of these raised."""
    redaction, unread = looking.redaction, None
    with zipfile.ZipFile(stream) as packed:
        yield from _in_text(packed.comment.decode("utf-8", "replace"), where, "zip comment", redaction)
        for member in packed.infolist():
            part = _part(where, redaction.value(member.filename))
            yield from _in_text(member.filename, part, "file name", redaction)
            yield from _in_text(member.comment.decode("utf-8", "replace"), part, "zip comment", redaction)
            yield from _in_bytes(member.extra, part, redaction)  # where a name stands again that the head cannot spell
            try:
                with packed.open(member) as unpacked:
                    yield from _in_stream(_Counted(unpacked, looking), part, looking, depth + 1)
            except DAMAGE as error:
                unread = error
    if unread is not None:
        raise unread


_OPENED: tuple[tuple[Callable[[bytes], bool], Callable[[BinaryIO, str, _Looking, int], Iterator[Leak]]], ...] = (
    (lambda start: start.startswith(b"PK\x03\x04"), _in_zip),
    (lambda start: start.startswith(b"\x1f\x8b"), _in_gzip),
    (lambda start: b"%PDF-" in start, _in_pdf),
    (lambda start: start.startswith(b"PAR1"), _in_parquet),
    (lambda start: start.startswith(b"WARC/1."), _in_warc),
)
"""How bytes begin that are opened, and by what."""


def _in_pieces(stream: _Readable, where: str, looking: _Looking, depth: int) -> Iterator[Leak]:
    """Search bytes piece by piece, each with the end of the one before it."""
    before = b""
    while piece := stream.read(PIECE):
        data = before + piece
        yield from _in_bytes(data, where, looking.redaction)
        for block in _LINES.finditer(data):
            with suppress(NotBase64, ValueError):
                yield from _in_stream(io.BytesIO(b64decode(b"".join(block[0].split()))), where, looking, depth + 1)
        before = data[-OVERLAP:]
        before = before[before.find(b"\n", 0, _LONGEST_LINE) + 1 :]  # base64 that is cut within a line is no more to be read


def _in_bytes(data: bytes, where: str, redaction: Redaction) -> Iterator[Leak]:
    if b"\x00" in data:
        for wide in ("utf-16-le", "utf-16-be"):
            for found in _WIDE_STRINGS.finditer(data):
                for shift in (0, 1):
                    yield from _in_text(found[0][shift:].decode(wide, "ignore"), where, "UTF-16", redaction, least=_LEAST_IN_BINARY)
        for found in _STRINGS.finditer(data):
            yield from _in_text(found[0].decode("utf-8", "ignore"), where, "bytes", redaction, least=_LEAST_IN_BINARY)
        return
    text = data.decode("utf-8", "ignore")
    least = 0 if len(text.encode("utf-8")) > len(data) * 0.9 else _LEAST_IN_BINARY
    yield from _in_text(text, where, "text", redaction, least=least)


def _in_text(text: str, where: str, how: str, redaction: Redaction, *, least: int = 0) -> Iterator[Leak]:
    """Search a text; in bytes that are no text, a few letters in a row say nothing."""
    if redaction.search.finds(text, markup=True):
        for place in redaction.search.places(text, markup=True):
            if place.end - place.start >= least:
                yield Leak(where, redaction.protected[place.number].pseudonym, how)
    number = redaction.number_of_id(text)
    if number is not None:
        yield Leak(where, redaction.protected[number].pseudonym, "id")


def _part(where: str, part: str) -> str:
    return f"{where} > {part}" if where else part


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class _Joined:
    """A stream with the bytes put back in front of it that were read to see what it is."""

    def __init__(self, start: bytes, stream: _Readable) -> None:
        self._start, self._stream = start, stream

    def read(self, size: int = -1, /) -> bytes:
        """Give the next bytes, at most so many; all that are left where no number is given."""
        if not self._start:
            return self._stream.read(size)
        if size < 0:
            start, self._start = self._start, b""
            return start + self._stream.read()
        start, self._start = self._start[:size], self._start[size:]
        return start
