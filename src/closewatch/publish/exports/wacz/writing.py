"""Writes a WACZ: originals as records of an archive, where each lies, the journal, and the list with the digest of every member.

Everything passes through piece by piece, so that a case of many gigabytes needs little memory. No time but those on the record goes in: the
same case gives the same bytes. What may leave is decided by `Publication`.
"""

from __future__ import annotations

import codecs
import hashlib
import zipfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import IO, Any, BinaryIO

from closewatch import __version__
from closewatch.ledger import bodies
from closewatch.publish.exports.exporter import Exporter
from closewatch.publish.exports.wacz.addresses import is_web
from closewatch.publish.exports.wacz.index import index_line, page_line
from closewatch.publish.exports.wacz.layout import (
    ALL,
    ARCHIVE,
    CASE,
    CHOSEN,
    FORMAT,
    INDEX,
    LEDGER,
    LIST,
    LIST_DIGEST,
    PAGES,
    PAGES_HEAD,
    WITHHELD,
    is_added,
)
from closewatch.publish.exports.wacz.lines import entry_line
from closewatch.publish.exports.wacz.records import Record, opening_head, packed, pieces_of, record_head, record_of
from closewatch.publish.publication import Publication
from closewatch.terms.capture import Capture
from closewatch.terms.entry import Entry, EntryKind
from closewatch.terms.ref import canonical, digest_of
from closewatch.terms.trouble import EvidenceAltered

SOFTWARE = f"closewatch {__version__}"
DESCRIPTION = (
    "Originals as they were taken and the journal of a Closewatch case. Resource records hold an original byte for byte; response records "
    "hold the body of an answer, opened and in one piece, under the fields that its receipt kept."
)
_TITLE_LIMIT = 300
_MARK = b"CW\x00\x00"
"""An extra field that says nothing. Members carry one for sizes beyond 4 GiB before their bytes, and a player (wabac 2.27) takes that into
account only where the list of the zip has an extra field too."""


def write_case(publication: Publication, folder: Path) -> None:
    """Write a whole case as one WACZ into a folder."""
    write_wacz(publication, folder / "case.wacz")


def write_wacz(publication: Publication, path: Path, *, digests: Collection[str] | None = None, extra: Mapping[str, bytes] = {}) -> None:
    """Write what may leave of a case as a WACZ: the journal, and every original, or those that `digests` names.

    `extra` are members by their name, as `closewatch/manifest.json`. Raises: EvidenceAltered for an original that is not whole,
    JournalError for an entry that cannot be written, OSError when the disk will not take it.
    """
    for name in extra:
        if not is_added(name):
            raise ValueError(f"wanted a name beside the journal, as closewatch/manifest.json, found {name!r}")
    with zipfile.ZipFile(path, "w", compresslevel=6) as archive:
        package = _Package(archive)
        journal = _put_journal(publication, package)
        chosen = _chosen(publication, digests)
        left_out = _put_originals(publication, package, chosen, journal)
        package.put(CASE, _case(publication, journal, ALL if digests is None else CHOSEN, len(chosen) - len(left_out)))
        package.put(WITHHELD, {"bodies": journal.without_body(), "originals": left_out})
        for name, data in sorted(extra.items()):
            with package.member(name) as member:
                member.write(data)
        package.close(publication.title(), journal.as_of)


WACZ = Exporter("wacz", "the originals and the journal as a web archive, which `import` takes back", write_case)


class _Member:
    """A member that is being written: where its bytes go, how many there are, and their digest."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash, self.size = file, hashlib.sha256(), 0

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)

    @property
    def digest(self) -> str:
        return f"sha256:{self._hash.hexdigest()}"


class _Package:
    """The zip that is being written, and the list of what was put in."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._listed: list[dict[str, Any]] = []

    @contextmanager
    def member(self, name: str, *, listed: bool = True) -> Iterator[_Member]:
        info = zipfile.ZipInfo(name)  # its time is the first that a zip can tell
        info.external_attr = 0o644 << 16
        info.extra = _MARK
        # An archive is packed record by record, and a player reads any of them where it lies (WACZ 1.1.1, 5.1): never packed again.
        info.compress_type = zipfile.ZIP_STORED if name == ARCHIVE else zipfile.ZIP_DEFLATED
        with self._archive.open(info, "w", force_zip64=True) as file:
            member = _Member(file)
            yield member
        if listed:
            self._listed.append({"bytes": member.size, "hash": member.digest, "name": name.rpartition("/")[2], "path": name})

    def put(self, name: str, value: Any, *, listed: bool = True) -> str:
        with self.member(name, listed=listed) as member:
            member.write(canonical(value) + b"\n")
        return member.digest

    def close(self, title: str, as_of: str) -> None:
        """Write the list of all members, and the digest of the list."""
        about: dict[str, Any] = {"created": as_of, "modified": as_of, "software": SOFTWARE, "title": title, "description": DESCRIPTION}
        about |= {"profile": "data-package", "wacz_version": "1.1.1", "resources": sorted(self._listed, key=itemgetter("path"))}
        digest = self.put(LIST, about, listed=False)
        self.put(LIST_DIGEST, {"hash": digest, "path": LIST}, listed=False)


@dataclass
class _Journal:
    """What was seen of the journal while it was written."""

    seq: int = 0
    head: str = ""
    as_of: str = ""
    empty: list[int] = field(default_factory=list)
    destroyed: dict[str, int] = field(default_factory=dict)

    def see(self, entry: Entry) -> None:
        self.seq, self.head, self.as_of = entry.seq, entry.digest, entry.at
        if entry.body is None:
            self.empty.append(entry.seq)
        elif entry.kind == EntryKind.DESTRUCTION:
            self.destroyed |= dict.fromkeys(bodies.destroyed_in(entry.body), entry.seq)

    def without_body(self) -> list[dict[str, Any]]:
        return [{"reason": self.reason(f"entry {seq}") or "protected", "seq": seq} for seq in self.empty]

    def reason(self, what: str) -> str | None:
        return f"lawfully destroyed by entry {self.destroyed[what]}" if what in self.destroyed else None


def _put_journal(publication: Publication, package: _Package) -> _Journal:
    journal = _Journal()
    with package.member(LEDGER) as member:
        for entry in publication.chain():
            member.write(entry_line(entry) + b"\n")
            journal.see(entry)
    return journal


def _chosen(publication: Publication, digests: Collection[str] | None) -> dict[str, Capture]:
    """Give the receipt under which each original goes in: the first one from the web, else the first one."""
    chosen: dict[str, Capture] = {}
    for capture in publication.receipts():
        if digests is not None and capture.digest not in digests:
            continue
        first = chosen.setdefault(capture.digest, capture)
        if is_web(capture) and not is_web(first):
            chosen[capture.digest] = capture
    return chosen


def _put_originals(publication: Publication, package: _Package, chosen: Mapping[str, Capture], journal: _Journal) -> list[dict[str, Any]]:
    """Write the archive with its index and its pages; give what was left out of it, and why."""
    titles = {capture.digest: report.headline for report in publication.reports() for capture in report.captures}
    lines: list[bytes] = []
    pages: list[bytes] = []
    left_out: list[dict[str, Any]] = []
    with package.member(ARCHIVE) as archive:
        _put_opening(archive, publication.title(), journal.as_of)
        for digest, capture in chosen.items():
            withheld, destroyed = publication.withheld(digest), journal.reason(digest)
            if withheld is not None or destroyed:
                decision, reason = (withheld.decision, withheld.reason) if withheld else (None, destroyed)
                left_out.append({"decision": decision, "digest": digest, "reason": reason})
                continue
            offset = archive.size
            record = _put_original(publication, archive, capture)
            title = titles.get(digest) or capture.source
            lines.append(index_line(record, offset, archive.size - offset))
            pages.append(page_line(record, title[:_TITLE_LIMIT]))
    with package.member(INDEX) as index:
        for line in sorted(lines):
            index.write(line + b"\n")
    with package.member(PAGES) as listed:
        for line in chain((canonical(PAGES_HEAD),), pages):
            listed.write(line + b"\n")
    return left_out


def _put_opening(archive: _Member, title: str, as_of: str) -> None:
    fields = {"software": SOFTWARE, "format": "WARC File Format 1.1", "description": DESCRIPTION, "title": " ".join(title.split())}
    body = "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()
    for piece in packed((opening_head(as_of, len(body), digest_of(body)), body, b"\r\n\r\n")):
        archive.write(piece)


def _put_original(publication: Publication, archive: _Member, capture: Capture) -> Record:
    file = publication.opened(capture.digest)
    if file is None:
        raise EvidenceAltered(f"wanted the original {capture.digest}, found that it does not leave")
    with file:
        record = record_of(capture, _charset(file) if capture.media_type.startswith("text/") else "")
        block = hashlib.sha256(record.head)
        size = 0
        for piece in pieces_of(file):
            block.update(piece)
            size += len(piece)
        file.seek(0)
        record = replace(record, size=size)
        head = record_head(record, f"sha256:{block.hexdigest()}")
        for piece in packed(chain((head, record.head), pieces_of(file), (b"\r\n\r\n",))):
            archive.write(piece)
    return record


def _charset(file: BinaryIO) -> str:
    """Say utf-8 where every byte is and one of them shows it: a player knows no better, and others would guess."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    beyond = False
    try:
        for piece in pieces_of(file):
            decoder.decode(piece)
            beyond = beyond or not piece.isascii()
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        beyond = False
    file.seek(0)
    return "utf-8" if beyond else ""


def _case(publication: Publication, journal: _Journal, originals: str, records: int) -> dict[str, Any]:
    return {
        "as_of": journal.as_of,
        "format": FORMAT,
        "head": {"digest": journal.head, "seq": journal.seq},
        "made_with": SOFTWARE,
        "originals": originals,
        "records": records,
        "redacted": bool(publication.redaction),
        "title": publication.title(),
    }
