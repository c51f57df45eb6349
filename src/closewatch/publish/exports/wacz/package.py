"""Reads a WACZ that Closewatch wrote, member by member, without unpacking anything to a disk.

Everything has a bound, for a package comes from outside: its list of members, lines, originals. Whether it is whole is told by `checking`;
here only what is asked for is looked at.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from closewatch.ledger.journal import Fault
from closewatch.publish.exports.wacz.layout import ARCHIVE, CASE, INDEX, LEDGER, WITHHELD
from closewatch.publish.exports.wacz.lines import entry_in
from closewatch.publish.exports.wacz.reading import Found, Records
from closewatch.publish.exports.wacz.unfit import Unfit
from closewatch.terms.damage import DAMAGE
from closewatch.terms.entry import Entry
from closewatch.terms.trouble import CaseError, JournalError

MEMBER_LIMIT = 64 * 2**20
"""The largest member that is read as one piece."""

LEDGER_LINE_LIMIT = 256 * 2**20
LINE_LIMIT = 256 * 2**10
"""The longest line of the journal (a report of 16 million signs with its reading), and of the index and the pages."""

ORIGINAL_LIMIT = 2**30
"""The largest original that is given as one piece; what is taken in is smaller (capture.limits)."""

_LIST_LIMIT = 16 * 2**20
_PIECE = 64 * 2**10
"""Small, because what follows a record in the piece that it ends in is handed on."""


class Package:
    """An open package: `infos` are its members in the order of its own list."""

    def __init__(self, path: Path, file: BinaryIO, archive: zipfile.ZipFile) -> None:
        self.path = path
        self.infos = archive.infolist()
        self._file, self._archive = file, archive
        self._places: dict[bytes, tuple[int, int]] | None = None

    def names(self) -> tuple[str, ...]:
        """Name every member."""
        return tuple(info.filename for info in self.infos)

    def pieces(self, name: str) -> Iterator[bytes]:
        """Give the bytes of a member piece by piece. Raises: Unfit when it is not there or damaged."""
        try:
            with self._archive.open(name) as member:
                while piece := member.read(_PIECE):
                    yield piece
        except KeyError as error:
            raise Unfit(Fault("wacz.member-missing", name, "a member of this name", "none")) from error
        except DAMAGE as error:
            raise Unfit(Fault("wacz.broken", name, "a whole member", str(error)[:200])) from error

    def member(self, name: str) -> bytes:
        """Give a member as one piece. Raises: Unfit when it is not there, damaged or larger than MEMBER_LIMIT."""
        data = bytearray()
        for piece in self.pieces(name):
            data += piece
            if len(data) > MEMBER_LIMIT:
                raise Unfit(Fault("wacz.too-large", name, f"at most {MEMBER_LIMIT:,} bytes", "more"))
        return bytes(data)

    def plain(self, name: str) -> dict[str, Any]:
        """Give what a member says in JSON. Raises: Unfit when it is no JSON object."""
        try:
            value = json.loads(self.member(name))
        except (ValueError, RecursionError) as error:
            raise Unfit(Fault("wacz.unreadable", name, "JSON", f"{type(error).__name__}")) from error
        if not isinstance(value, dict):
            raise Unfit(Fault("wacz.unreadable", name, "a JSON object", type(value).__name__))
        return value

    def about(self) -> dict[str, Any]:
        """Say what the package is of: title, head, as_of, how many records. Raises: Unfit."""
        return self.plain(CASE)

    def withheld(self) -> dict[str, Any]:
        """Say which bodies and originals were left out, and why. Raises: Unfit."""
        return self.plain(WITHHELD)

    def lines(self, name: str, limit: int = LINE_LIMIT) -> Iterator[bytes]:
        """Give the lines of a member, each without its end. Raises: Unfit for one that is too long or does not end."""
        rest = bytearray()
        for piece in self.pieces(name):
            rest += piece
            if b"\n" in piece:
                *whole, last = rest.split(b"\n")
                yield from map(bytes, whole)
                rest = last
            if len(rest) > limit:
                raise Unfit(Fault("wacz.too-large", name, f"lines of at most {limit:,} bytes", "a longer one"))
        if rest:
            raise Unfit(Fault("wacz.unreadable", name, "lines that end", "one that does not"))

    def ledger(self) -> Iterator[Entry]:
        """Give the journal, entry by entry. Raises: Unfit for a line that is no entry."""
        for number, line in enumerate(self.lines(LEDGER, LEDGER_LINE_LIMIT), 1):
            try:
                yield entry_in(line)
            except JournalError as error:
                raise Unfit(Fault("wacz.unreadable", f"{LEDGER} line {number}", "an entry", str(error))) from error

    def records(self) -> Iterator[Found]:
        """Give what stands in each record of the archive, in order, without its bytes. Raises: Unfit."""
        pieces = self.pieces(ARCHIVE)
        records = Records(lambda: next(pieces, b""))
        while found := records.following(None):
            yield found

    def originals(self) -> Iterator[tuple[str, bytes]]:
        """Give every original with its digest, in the order of the archive. Raises: Unfit."""
        pieces = self.pieces(ARCHIVE)
        records = Records(lambda: next(pieces, b""))
        data = bytearray()
        while found := records.following(lambda piece: _keep(data, piece)):
            if found.kind != "warcinfo":
                yield found.digest, bytes(data)
            data.clear()

    def original(self, digest: str) -> bytes | None:
        """Give the bytes of an original, hashed again; None where it was not put in. Raises: Unfit when they are others."""
        if self._places is None:
            self._places = dict(self._indexed())
        place = self._places.get(digest.encode())
        if place is None:
            return None
        data = bytearray()
        found = Records(self._bytes_at(*place)).following(lambda piece: _keep(data, piece))
        if found is None or found.digest != digest:
            raise Unfit(Fault("wacz.record-altered", digest, "the bytes of that digest", found.digest if found else "none"))
        return bytes(data)

    def _indexed(self) -> Iterator[tuple[bytes, tuple[int, int]]]:
        for number, line in enumerate(self.lines(INDEX), 1):
            try:
                about = json.loads(line.split(b" ", 2)[2])
                yield about["digest"].encode(), (int(about["offset"]), int(about["length"]))
            except (ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError) as error:
                raise Unfit(Fault("wacz.index", f"{INDEX} line {number}", "where a record lies", "something else")) from error

    def _bytes_at(self, offset: int, length: int) -> Callable[[], bytes]:
        """Read a stretch of the archive where it lies: members that are stored are not packed."""
        info = next((info for info in self.infos if info.filename == ARCHIVE), None)
        if info is None:
            raise Unfit(Fault("wacz.member-missing", ARCHIVE, "a member of this name", "none"))
        if info.compress_type != zipfile.ZIP_STORED or not 0 <= offset <= offset + length <= info.file_size:
            raise Unfit(Fault("wacz.index", INDEX, "places within a stored archive", f"{offset} and {length} bytes"))
        self._file.seek(info.header_offset)
        head = self._file.read(30)
        # Before the bytes of a member stand its name and an extra field, whose lengths its head tells (APPNOTE 4.3.7).
        start = info.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
        left = length

        def following() -> bytes:
            nonlocal left
            self._file.seek(start + offset + length - left)
            piece = self._file.read(min(left, _PIECE))
            left -= len(piece)
            return piece

        return following


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a WACZ for as long as this lasts.

    Raises: CaseError when there is no such file, Unfit when it is no whole zip.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise CaseError(f"wanted a WACZ, found: {error.strerror} ({path})") from None
    with file, _Bounded(path) as bounded:
        try:
            archive = zipfile.ZipFile(bounded)
        except DAMAGE as error:
            raise Unfit(Fault("wacz.broken", str(path), "a whole zip archive", str(error)[:200])) from error
        with archive:
            yield Package(path, file, archive)


class _Bounded(io.FileIO):
    """A file of which nobody reads more at one time than a list of members may be long."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "rb")

    def read(self, size: int | None = -1, /) -> bytes:
        """Read, but never more than that: a list that is longer has no honest reason."""
        data = super().read(_LIST_LIMIT + 1 if size is None or size < 0 else min(size, _LIST_LIMIT + 1)) or b""
        if len(data) > _LIST_LIMIT:
            raise zipfile.BadZipFile(f"a list of members of more than {_LIST_LIMIT:,} bytes")
        return data


def _keep(data: bytearray, piece: bytes) -> None:
    data += piece
    if len(data) > ORIGINAL_LIMIT:
        raise Unfit(Fault("wacz.too-large", ARCHIVE, f"originals of at most {ORIGINAL_LIMIT:,} bytes", "a larger one"))
