"""Packages for the tests of WACZ: a small case with originals of every kind, and packages changed with all digests made to fit."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from closewatch.ledger.bodies import capture_body
from closewatch.ledger.case import Case
from closewatch.protect.redact import Redaction
from closewatch.publish.exports.wacz.layout import LIST, LIST_DIGEST
from closewatch.publish.exports.wacz.writing import write_wacz
from closewatch.publish.publication import Publication
from closewatch.terms.capture import Capture
from closewatch.terms.entry import Draft, EntryKind
from closewatch.terms.ref import canonical, digest_of
from tests.ledger.conftest import AT, Telling

STORY = "https://harbour-gazette.example/story?day=1"
PAGE = "<!DOCTYPE html><title>Річка</title><p>Київ said that 평양 had sent nobody.</p>".encode()
ANSWER = (("status", "200"), ("content-type", "text/html; charset=utf-8"), ("etag", '"a"'), ("charset", "utf-8"))


def put(case: Case, data: bytes, media_type: str, source: str, **more: object) -> Capture:
    """Put an original without a report on the record."""
    fields: dict[str, object] = {"taken_at": AT, "taken_by": "person:tester", "tool": "closewatch test", **more}
    capture = Capture(digest_of(data), len(data), media_type, source, **fields)  # type: ignore[arg-type]
    case.record((data,), (Draft(EntryKind.CAPTURE, "person:tester", AT, capture_body(capture, None, None, ())),))
    return capture


def fill(case: Case) -> None:
    """Put originals of every kind into a case: reports, answers of the web, one address twice, a member of a mail, no text."""
    tell = Telling(case)
    tell("Harbour Service", 300)
    tell("Coast Ministry", 500, published="2025-01-14")
    put(case, PAGE, "text/html", STORY, notes=ANSWER)
    put(case, PAGE.replace(b"nobody", b"somebody"), "text/html", STORY, notes=ANSWER, taken_at=datetime(2025, 1, 14, tzinfo=UTC))
    put(case, "Вода піднялася.\n".encode(), "text/plain", "notes/of anna/вода 1.txt")
    put(case, bytes(range(256)) * 5_000, "application/pdf", "post.eml!/the map.pdf", within="ca:0", locator="2")


def publication(case: Case) -> Publication:
    return Publication(case, Redaction())


def written(case: Case, path: Path) -> Path:
    """Write a whole case as a package."""
    with case.at_one_moment():
        write_wacz(publication(case), path)
    return path


def members_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def forged(path: Path, into: Path, changes: Mapping[str, bytes | None]) -> Path:
    """Change members of a package (None takes one away) and make every digest fit, as somebody who knows the format would."""
    members = {name: data for name, data in {**members_of(path), **changes}.items() if data is not None}
    listing = json.loads(members[LIST])
    if LIST not in changes:
        listing["resources"] = [
            {"bytes": len(data), "hash": digest_of(data), "name": name.rpartition("/")[2], "path": name}
            for name, data in sorted(members.items())
            if name not in (LIST, LIST_DIGEST)
        ]
        members[LIST] = canonical(listing) + b"\n"
    if LIST_DIGEST not in changes:
        hashed = hashlib.sha256(members[LIST]).hexdigest()
        members[LIST_DIGEST] = canonical({"hash": f"sha256:{hashed}", "path": LIST}) + b"\n"
    return zipped(into, members)


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for name, data in members.items():
            package.writestr(zipfile.ZipInfo(name), data)
    return path
