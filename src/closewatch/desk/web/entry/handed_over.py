"""Files that somebody hands over with a form: read piece by piece into one nameless file in the case folder, which is gone when closed.

Their names are foreign: only the last part of each is kept, with nothing in it that acts on a screen, and nothing is opened under it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

from closewatch.capture.limits import Limits
from closewatch.capture.names import plain_name
from closewatch.desk.web.entry.forms import MOST_BYTES, MOST_FIELDS, UPLOAD, media_type, pieces_of, refuse_too_large

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MOST_FILES = 1_000
PIECE_SECONDS = 20
"""A browser that sends nothing for so long has gone."""


@dataclass(frozen=True)
class HandedFile:
    """One file of a pile: what it is called, and where in the pile it lies."""

    name: str
    start: int
    size: int


class Pile:
    """The files of one upload, one behind the other."""

    def __init__(self, folder: Path) -> None:
        """Begin a pile in the folder of a case. Raises: HTTPException where the disk will not take it."""
        try:
            self._file = TemporaryFile(dir=folder)  # noqa: SIM115 (closed with the pile)
        except OSError as error:
            raise HTTPException(507, f"wanted to write to the case, found: {error.strerror or error}") from error
        self.files: list[HandedFile] = []
        self.size = 0

    def begin(self, name: str) -> None:
        """Begin a file."""
        self.files.append(HandedFile(last_part(name), self.size, 0))

    def add(self, data: bytes) -> None:
        """Go on with the file that was begun last. Raises: HTTPException where the disk will not take it."""
        try:
            self._file.write(data)
        except OSError as error:
            raise HTTPException(507, f"wanted to write to the case, found: {error.strerror or error}") from error
        self.size += len(data)
        last = self.files[-1]
        self.files[-1] = HandedFile(last.name, last.start, last.size + len(data))

    def data(self, file: HandedFile, most: int) -> bytes:
        """Give a file, or its beginning where it is larger than `most` bytes."""
        self._file.seek(file.start)
        return self._file.read(min(file.size, most))

    def close(self) -> None:
        """Throw the pile away."""
        self._file.close()


def last_part(name: str) -> str:
    """Give the last part of a file's name, fit to be shown on one line.

    >>> last_part("../../etc/passwd"), last_part("C:\\\\reports\\\\kursk.pdf"), last_part("..")
    ('passwd', 'kursk.pdf', 'unnamed')
    """
    part = plain_name(re.split(r"[/\\]", name)[-1].strip())[:255]
    return part if part.strip(". ") else "unnamed"


@dataclass
class Handed:
    """What a form with files brought: its fields, and the pile."""

    pile: Pile
    fields: list[tuple[str, str]] = field(default_factory=list)

    @property
    def form(self) -> FormData:
        """The fields alone."""
        return FormData([*self.fields])


async def handed_over(request: Request, folder: Path, limits: Limits, approve: Callable[[str], None]) -> Handed:
    """Read a form with files. `approve` is given the token of the form, which has to stand before the first file.

    Raises: HTTPException where it is too large, too slow, no such form, or not approved of; then nothing of it is kept.
    """
    if media_type(request) != UPLOAD:
        raise HTTPException(415, f"wanted a form with files ({UPLOAD}), found another kind of message")
    await refuse_too_large(request, limits.expanded_bytes)
    _, options = parse_options_header(request.headers.get("content-type"))
    handed = Handed(Pile(folder))
    try:
        parts = _Parts(handed, approve)
        parser = MultipartParser(options.get(b"boundary", b"")[:256] or b"\x00", parts.callbacks())
        received = 0
        async for piece in pieces_of(request, PIECE_SECONDS):
            received += len(piece)
            if received > limits.expanded_bytes:
                raise HTTPException(413, f"wanted at most {limits.expanded_bytes:,} bytes, found more")
            parser.write(piece)
        parser.finalize()
        parts.end()
    except FormParserError as error:
        handed.pile.close()
        raise HTTPException(400, "wanted a whole form with files, found a broken one") from error
    except BaseException:
        handed.pile.close()
        raise
    return handed


class _Parts:
    """What the parser tells, part by part."""

    def __init__(self, handed: Handed, approve: Callable[[str], None]) -> None:
        self._handed, self._approve = handed, approve
        self._approved, self._ended, self._is_file = False, False, False
        self._header, self._value, self._disposition = b"", b"", b""
        self._name, self._words, self._size = "", bytearray(), 0

    def callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._part,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers,
            "on_part_data": self._data,
            "on_part_end": self._part_end,
            "on_end": self._end,
        }

    def end(self) -> None:
        if not self._ended:
            raise HTTPException(400, "wanted a whole form with files, found that it broke off")
        self._hold(self._approved)

    def _part(self) -> None:
        self._disposition, self._name, self._words, self._is_file = b"", "", bytearray(), False

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header, self._value = b"", b""

    def _headers(self) -> None:
        _, options = parse_options_header(self._disposition.decode("latin-1"))
        self._name = options.get(b"name", b"").decode("utf-8", "replace")
        self._is_file = b"filename" in options
        if self._is_file:
            self._hold(self._approved)
            if len(self._handed.pile.files) >= MOST_FILES:
                raise HTTPException(413, f"wanted at most {MOST_FILES:,} files, found more")
            self._handed.pile.begin(options[b"filename"].decode("utf-8", "replace"))
        elif len(self._handed.fields) >= MOST_FIELDS:
            raise HTTPException(413, f"wanted at most {MOST_FIELDS} fields, found more")

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._is_file:
            self._handed.pile.add(data[start:end])
            return
        self._size += end - start
        if self._size > MOST_BYTES:
            raise HTTPException(413, f"wanted at most {MOST_BYTES:,} bytes of fields, found more")
        self._words += data[start:end]

    def _part_end(self) -> None:
        if self._is_file:
            # A browser sends a file without name and bytes where none was chosen.
            if self._handed.pile.files[-1].size == 0 and self._handed.pile.files[-1].name == "unnamed":
                self._handed.pile.files.pop()
            return
        try:
            words = self._words.decode("utf-8")
        except UnicodeDecodeError as error:
            raise HTTPException(400, "wanted fields in UTF-8, found bytes that are none") from error
        if "\x00" in words:
            raise HTTPException(400, "wanted words, found a NUL among them")
        self._handed.fields.append((self._name, words))
        if self._name == "token":
            self._approve(words)
            self._approved = True

    def _end(self) -> None:
        self._ended = True

    @staticmethod
    def _hold(approved: bool) -> None:
        if not approved:
            raise HTTPException(403, "wanted a form of this desk, found one without its token in front; load the page again")
