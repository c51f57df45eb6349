"""Office documents as packages: a zip of XML parts, opened so that neither a bomb nor a foreign entity can get through.

What the parts mean is left to `formats.docx` and `formats.odt`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from closewatch.capture.dates import days_in, read_date
from closewatch.capture.limits import MEBIBYTE
from closewatch.capture.opening import LOOKED_AT, read_opening
from closewatch.capture.parts import Fields, Part
from closewatch.terms.damage import DAMAGE
from closewatch.terms.trouble import Problem, Unreadable

_CENTRAL_ENTRY = b"PK\x01\x02"
_PARTS = 20_000
_PART_BYTES = 64 * MEBIBYTE
"""The largest XML part that is read: the text of one report, 16 million characters, with its markup."""

_ELEMENTS = 1_000_000
"""The most elements of one part: some 150 bytes each while they are walked, and as many words as a long book has letters."""

_LINE_CHARACTERS = 1_000

_DOCTYPE = b"<!DOCTYPE"


@dataclass(frozen=True)
class Package:
    """An opened office document; `kind` is the first half of its problem codes."""

    archive: zipfile.ZipFile
    kind: str
    at: str

    @property
    def names(self) -> frozenset[str]:
        """The names of its parts."""
        return frozenset(self.archive.namelist())

    def read(self, name: str) -> bytes:
        """Unpack one part, refusing one that is too large by what it declares or by what comes out of it.

        Raises: Unreadable (docx.encrypted, docx.bomb, docx.broken; the same with odt).
        """
        info = self.archive.getinfo(name)
        if info.flag_bits & 0x1:
            raise self.problem("encrypted", f"wanted a readable {name}, found it encrypted")
        if info.file_size > _PART_BYTES:
            raise self.problem("bomb", f"wanted a part of at most {_PART_BYTES} bytes, found {info.file_size} declared for {name}")
        with self.archive.open(info) as member:
            data = member.read(_PART_BYTES + 1)
        if len(data) > _PART_BYTES:
            raise self.problem("bomb", f"wanted a part of at most {_PART_BYTES} bytes, found more in {name}")
        return data

    def elements(self, name: str, events: tuple[str, ...] = ("end",)) -> Iterator[tuple[str, Any]]:
        """Walk the elements of one XML part as (event, element); entities are never resolved, nothing is fetched, and a part with a
        document type is refused.

        Raises: Unreadable (docx.broken, docx.bomb, docx.doctype; the same with odt).
        """
        from lxml import etree

        data = self.read(name)
        head = data[:65536].replace(b"\x00", b"")
        if _DOCTYPE in head:
            raise self.problem("doctype", f"wanted plain XML, found a document type declaration in {name}")
        too_many = self.problem("bomb", f"wanted at most {_ELEMENTS} elements, found more in {name}")
        if data.count(b"<") > 2 * _ELEMENTS:
            raise too_many
        try:
            walked = etree.iterparse(
                io.BytesIO(data),
                events=events,
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_comments=True,
            )
            for count, found in enumerate(walked):
                if count > _ELEMENTS * len(events):
                    raise too_many
                yield found
        except etree.LxmlError as error:
            raise self.problem("broken", f"wanted XML, found in {name}: {str(error)[:120]}") from error

    def problem(self, what: str, message: str) -> Unreadable:
        """Name what is wrong with the document."""
        return Unreadable(Problem(f"{self.kind}.{what}", message, self.at))


@contextmanager
def open_package(data: bytes, kind: str, at: str) -> Iterator[Package]:
    """Open an office document for as long as its parts are read.

    Raises: Unreadable (docx.broken, docx.bomb; the same with odt) whatever zip trouble comes up while it is open.
    """
    if data.count(_CENTRAL_ENTRY) > _PARTS:
        raise Unreadable(Problem(f"{kind}.bomb", f"wanted at most {_PARTS} parts, found more", at))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Package(archive, kind, at)
    except (*DAMAGE, KeyError) as error:
        raise Unreadable(
            Problem(f"{kind}.broken", f"wanted a whole document, found: {type(error).__name__} {str(error)[:120]}", at)
        ) from error


def forget(element: Any) -> None:
    """Let go of an element that has been read, and of those before it beside it; the words behind it are kept."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def settle_fields(parts: list[Part], titled: str | None, stated: dict[str, str]) -> tuple[Fields, list[Part]]:
    """Find headline, day and authors among the first parts; `titled` is a part styled as title, `stated` the file's own properties.

    Properties name who made the file and when, not who wrote the report or when it came out: they count only where the first parts
    bear them out.
    """
    lines = [part.text[:_LINE_CHARACTERS] for part in parts[: LOOKED_AT + 1]]
    front = "\n".join(lines)
    title = " ".join(stated.get("title", "").casefold().split())
    repeated = next((line for line in lines[:LOOKED_AT] if title and " ".join(line.casefold().split()) == title), None)
    opening = read_opening(lines, titled or repeated)
    author = " ".join(stated.get("author", "").split())
    made = read_date(stated.get("date", ""))
    fields = Fields(
        headline=opening.headline,
        authors=opening.authors or ((author,) if author and author in front else ()),
        published=opening.published or (read_date(made.day) if made and made.day in days_in(front) else None),
    )
    return fields, [part for place, part in enumerate(parts) if place not in opening.used]
