"""Whether a WACZ is whole: its list, its archive, index and pages against one another, its journal, and the originals named there.

Other validators accept a package without pages, without records or with an emptied index. Here everything must be there, and agree; where
it is not what was written, the fault says what and where. Who wrote it is told by a signature, not here.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from closewatch.ledger import bodies
from closewatch.ledger.journal import Fault, walk
from closewatch.ledger.verify import UNREADABLE
from closewatch.publish.exports.wacz.index import index_line
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
    OWN,
    PAGES,
    PAGES_HEAD,
    WITHHELD,
    is_added,
)
from closewatch.publish.exports.wacz.package import Package, open_package
from closewatch.publish.exports.wacz.unfit import Unfit
from closewatch.terms.entry import Entry
from closewatch.terms.ref import canonical

FAULTS_LIMIT = 1_000
"""How many faults are named; a package that is wholly foreign would have one on every line."""

_MEMBERS_LIMIT = 1_000
_EXPANDED_FLOOR = 2**30
_EXPANDED_TIMES = 100
"""A package may expand to a GiB, or to a hundred times its size: the journal of a large case is packed to a tenth."""

_RECORDS_LIMIT = 2_000_000

_ABOUT = {
    "as_of": str, "format": int, "head": dict, "made_with": str, "originals": str, "records": int, "redacted": bool, "title": str,
}  # fmt: skip
"""What the package says of the case, all of it."""


def check_wacz(path: Path) -> Iterator[Fault]:
    """Name every fault of a WACZ that Closewatch wrote; one that is none at all has the fault `wacz.not-ours`.

    Raises: CaseError when there is no such file.
    """
    return islice(_faults(path), FAULTS_LIMIT)


def _faults(path: Path) -> Iterator[Fault]:
    try:
        with open_package(path) as package:
            for step in (_members, _listed, _contents):
                found = False
                for fault in step(package):
                    found = True
                    yield fault
                if found:  # what cannot be trusted to be what it says is not looked into
                    return
    except Unfit as unfit:
        yield unfit.fault


def _members(package: Package) -> Iterator[Fault]:
    """Look at the list of the zip before a byte is unpacked."""
    names = package.names()
    if CASE not in names:
        yield Fault("wacz.not-ours", str(package.path), f"a WACZ that Closewatch wrote, with {CASE}", "another one")
        return
    if len(names) > _MEMBERS_LIMIT:
        yield Fault("wacz.too-large", str(package.path), f"at most {_MEMBERS_LIMIT:,} members", f"{len(names):,}")
        return
    for name, times in Counter(names).items():
        if times > 1:
            yield Fault("wacz.duplicate", _shown(name.encode("utf-8", "replace")), "a name that stands once", f"it {times} times")
        if name not in (*OWN, LIST, LIST_DIGEST) and not is_added(name):
            yield Fault("wacz.bad-name", _shown(name.encode("utf-8", "replace")), "a member of this package", "another name")
    for name in (*OWN, LIST, LIST_DIGEST):
        if name not in names:
            yield Fault("wacz.member-missing", name, "a member of this name", "none")
    for info in package.infos:
        methods = (zipfile.ZIP_STORED,) if info.filename == ARCHIVE else (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if info.flag_bits & 0x1 or info.compress_type not in methods:
            wanted = "a stored member" if info.filename == ARCHIVE else "a stored or deflated member"
            yield Fault("wacz.method", _shown(info.filename.encode("utf-8", "replace")), wanted, f"method {info.compress_type}")
    expanded, limit = sum(info.file_size for info in package.infos), _expanded_limit(package.path)
    if expanded > limit:
        yield Fault("wacz.too-large", str(package.path), f"members of at most {limit:,} bytes", f"{expanded:,}")


def _listed(package: Package) -> Iterator[Fault]:
    """Hold every member against the list of their digests, and the list against its own."""
    sealed, listing = package.plain(LIST_DIGEST), package.plain(LIST)
    digest = f"sha256:{hashlib.sha256(package.member(LIST)).hexdigest()}"
    if sealed != {"hash": digest, "path": LIST}:
        yield Fault("wacz.digest-mismatch", LIST, str(sealed.get("hash"))[:80], digest)
    if (listing.get("profile"), listing.get("wacz_version")) != ("data-package", "1.1.1"):
        yield Fault("wacz.unreadable", LIST, "a data-package of WACZ 1.1.1", f"{str(listing.get('wacz_version'))[:20]}")
    resources = listing.get("resources")
    if not isinstance(resources, list) or not all(isinstance(one, dict) for one in resources):
        yield Fault("wacz.no-list", LIST, "a list of resources", "none")
        return
    stated = {str(one.get("path")): (one.get("hash"), one.get("bytes")) for one in resources}
    if len(stated) != len(resources):
        yield Fault("wacz.duplicate", LIST, "each resource once", "one of them again")
    for name in package.names():
        if name in (LIST, LIST_DIGEST):
            continue
        if name not in stated:
            yield Fault("wacz.not-listed", name, "a digest in the list", "none")
            continue
        found = _digest(package, name)
        if stated.pop(name) != found:
            yield Fault("wacz.digest-mismatch", name, "the digest and size that the list states", f"{found[0]}, {found[1]:,} bytes")
    for name in stated:
        yield Fault("wacz.member-missing", _shown(name.encode("utf-8", "replace")), "a member that the list names", "none")


def _contents(package: Package) -> Iterator[Fault]:
    """Hold the journal, the archive, the index, the pages and the list of what was left out against one another."""
    about, left_out = package.about(), package.withheld()
    for name, value in ((CASE, about), (WITHHELD, left_out)):
        if not _is_written(package.member(name), value) or (name == WITHHELD and set(value) != {"bodies", "originals"}):
            yield Fault("wacz.unreadable", name, "canonical JSON of its fields", "other JSON")
            return
    journal = _Journal()
    yield from walk(journal.seen(package.ledger()))
    head = {"digest": journal.head, "seq": journal.seq}
    if about.get("head") != head:
        yield Fault("wacz.head", CASE, f"the head {journal.head} after {journal.seq} entries", str(about.get("head"))[:120])
    kinds = {name: type(value) for name, value in about.items()}
    if kinds != _ABOUT or about["format"] != FORMAT or about["originals"] not in (ALL, CHOSEN):
        yield Fault("wacz.unreadable", CASE, f"a case of format {FORMAT}", f"format {str(about.get('format'))[:20]}, or other fields")
        return
    if about["as_of"] != journal.as_of:
        yield Fault("wacz.head", CASE, f"a journal that ends {journal.as_of}", about["as_of"][:40])
    seqs, withheld = set(_named(left_out, "bodies", "seq", int)), set(_named(left_out, "originals", "digest", str))
    if seqs != journal.empty:
        yield Fault("wacz.withheld", WITHHELD, "every entry without a body, and no other", f"{len(seqs):,} for {len(journal.empty):,}")
    archive = _Archive()
    yield from archive.faults(package)
    if about.get("records") != len(archive.originals):
        yield Fault("wacz.no-records", ARCHIVE, f"{str(about.get('records'))[:20]} records", f"{len(archive.originals):,}")
    if about["originals"] == ALL:
        for digest in sorted(journal.named - archive.originals - withheld):
            yield Fault("wacz.original-missing", digest, "the original, or a word on why it was left out", "neither")
    for digest in sorted(archive.originals & withheld):
        yield Fault("wacz.withheld", digest, "no original, for it is said to be left out", "its bytes")
    if not journal.empty:  # an entry that was withheld may have named it
        for digest in sorted((archive.originals | withheld) - journal.named):
            yield Fault("wacz.original-unnamed", digest[:80], "an entry that names it", "none")


class _Journal:
    """What the journal in the package says, gathered while it is walked."""

    def __init__(self) -> None:
        self.seq, self.head, self.as_of = 0, "", ""
        self.named: set[str] = set()
        self.empty: set[int] = set()

    def seen(self, entries: Iterator[Entry]) -> Iterator[Entry]:
        for entry in entries:
            self.seq, self.head, self.as_of = entry.seq, entry.digest, entry.at
            if entry.body is None:
                self.empty.add(entry.seq)
            try:
                self.named |= {*bodies.originals_in(entry.kind, entry.body)}
            except UNREADABLE as error:
                where = f"{LEDGER} entry {entry.seq}"
                raise Unfit(Fault("wacz.unreadable", where, f"a {entry.kind} entry", type(error).__name__)) from error
            yield entry


class _Archive:
    """The records of the archive, and what the index and the pages must say of them."""

    def __init__(self) -> None:
        self.originals: set[str] = set()

    def faults(self, package: Package) -> Iterator[Fault]:
        """Name where index and pages do not say of the records what stands in them."""
        lines: set[bytes] = set()
        pages: Counter[bytes] = Counter()
        for number, found in enumerate(package.records()):
            if (number == 0) is not (found.kind == "warcinfo"):
                yield Fault("wacz.broken-record", f"{ARCHIVE} offset {found.offset}", "one warcinfo, at the beginning", found.kind[:20])
                return
            if number > _RECORDS_LIMIT:
                yield Fault("wacz.too-large", ARCHIVE, f"at most {_RECORDS_LIMIT:,} records", "more")
                return
            if number == 0:
                continue
            if found.digest in self.originals:
                yield Fault("wacz.duplicate", found.digest, "one record of it", "another one")
            self.originals.add(found.digest)
            lines.add(_short(index_line(found.record, found.offset, found.length)))
            pages[_page(found.record.capture, found.record.date, found.record.url)] += 1
        yield from self._index(package, lines)
        yield from self._pages(package, pages)

    def _index(self, package: Package, lines: set[bytes]) -> Iterator[Fault]:
        before = b""
        for number, line in enumerate(package.lines(INDEX), 1):
            if _short(line) not in lines:
                yield Fault("wacz.index", f"{INDEX} line {number}", "a line that says where a record lies", _shown(line))
            elif line <= before:
                yield Fault("wacz.index", f"{INDEX} line {number}", "lines in order", "one that is not")
            lines.discard(_short(line))
            before = line
        if lines:
            yield Fault("wacz.index", INDEX, "a line for every record", f"{len(lines):,} records without one")

    def _pages(self, package: Package, pages: Counter[bytes]) -> Iterator[Fault]:
        first = True
        for number, line in enumerate(package.lines(PAGES), 1):
            if first:
                first = False
                if line != canonical(PAGES_HEAD):
                    yield Fault("wacz.pages", f"{PAGES} line 1", "the head of a page list", _shown(line))
                continue
            page = _page_in(line)
            if not pages[page]:
                yield Fault("wacz.pages", f"{PAGES} line {number}", "a page that is a record", _shown(line))
            pages[page] -= 1
        left = sum(count for count in pages.values() if count > 0)
        if left or first:
            yield Fault("wacz.pages", PAGES, "a page for every record", f"{left:,} records without one")


Key = TypeVar("Key", str, int)


def _named(left_out: dict[str, Any], what: str, key: str, kind: type[Key]) -> Iterator[Key]:
    """Give what a list of what was left out names. Raises: Unfit when it is no such list."""
    rows = left_out.get(what)
    for row in rows if isinstance(rows, list) else (None,):
        value = row.get(key) if isinstance(row, dict) else None
        if not isinstance(value, kind):
            raise Unfit(Fault("wacz.unreadable", WITHHELD, f"a list of {what}", "something else"))
        yield value


def _is_written(data: bytes, value: dict[str, Any]) -> bool:
    try:
        return data == canonical(value) + b"\n"
    except (TypeError, ValueError, RecursionError):
        return False


def _digest(package: Package, name: str) -> tuple[str, int]:
    hashed, size = hashlib.sha256(), 0
    for piece in package.pieces(name):
        hashed.update(piece)
        size += len(piece)
    return f"sha256:{hashed.hexdigest()}", size


def _page_in(line: bytes) -> bytes:
    """Give the mark of a page from its line; none for a line that is not written so."""
    try:
        plain = json.loads(line)
        named = isinstance(plain, dict) and set(plain) == {"id", "title", "ts", "url"} and isinstance(plain["title"], str)
        whole = named and canonical(plain) == line
        return _page(plain["id"], plain["ts"], plain["url"]) if whole else b""
    except (TypeError, ValueError, RecursionError):
        return b""


def _page(capture: str, date: str, url: str) -> bytes:
    return _short(f"{capture} {date} {url}".encode())


def _short(line: bytes) -> bytes:
    """Stand for a line by a few bytes, for there may be millions of them; 20 bytes meet by chance after about 2^80 lines."""
    return hashlib.sha256(line).digest()[:20]


def _expanded_limit(path: Path) -> int:
    return max(_EXPANDED_FLOOR, _EXPANDED_TIMES * path.stat().st_size)


def _shown(name: bytes) -> str:
    return repr(name[:120].decode("utf-8", "replace"))
