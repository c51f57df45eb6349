"""WARC files: each archived response and resource is a member, under the address that it was fetched from.

The record's own date, id and HTTP status go into the receipt, and its digest is checked. How records follow one another in the file is
known to `warc_records`.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from closewatch.capture.containers.member import Budget, Container, Member, too_large
from closewatch.capture.containers.warc_records import Record, records
from closewatch.capture.names import plain_name
from closewatch.capture.payload import Damaged, TooLarge, charset_note, dechunked, decoded
from closewatch.capture.sniff import UNKNOWN, sniff
from closewatch.terms.capture import Capture
from closewatch.terms.trouble import Problem, Severity

_ALGORITHMS = ("sha1", "sha256", "sha512", "md5")
_HEAD_LIMIT = 256 * 1024

# What a page needs to be shown but nobody reads as a report.
_UNREAD_KINDS = ("image/", "audio/", "video/", "font/", "model/")
_UNREAD_TYPES = frozenset(
    "text/css text/javascript application/javascript application/x-javascript application/json application/wasm".split()
)
_KEPT_FIELDS = ("content-type", "last-modified", "etag", "date")


def members(capture: Capture, data: bytes, budget: Budget) -> Iterator[Member | Problem]:
    """Give the responses with status 200 and the resources that may be reports; what was passed over is counted in one note."""
    passed_over: Counter[str] = Counter()
    gzipped = data.startswith(b"\x1f\x8b")
    for record in records(data, capture.source, budget):
        if isinstance(record, Problem):
            yield record
            continue
        if not gzipped:
            budget.spend(len(record.block))
        member = _member(record, capture, budget)
        if isinstance(member, str):
            passed_over[member] += 1
        else:
            yield member
    if passed_over:
        kinds = ", ".join(f"{kind}: {count}" for kind, count in sorted(passed_over.items())[:50])
        message = f"wanted responses that may be reports, passed over {passed_over.total()} records ({kinds})"
        yield Problem("warc.passed-over", message, capture.source, Severity.NOTE)


def _member(record: Record, capture: Capture, budget: Budget) -> Member | Problem | str:
    """Make the member of a record, or say in a word why it is passed over."""
    target = record.fields.get("warc-target-uri", "").strip("<> ")
    locator = f"record {record.number} {target}".strip()
    at = plain_name(f"{capture.source}!/{locator}")
    if record.kind == "revisit":
        return "revisit"
    notes = _notes(record, ("warc-date", "warc-record-id", "warc-truncated"))
    body, declared, codings = record.block, record.fields.get("content-type", ""), ("", "")
    if record.kind == "response":
        if not target.lower().startswith(("http:", "https:")):
            return "not http"
        opened = _opened(record.block)
        if opened is None:
            return Problem("warc.no-http", "wanted an HTTP response, found another form", at)
        status, headers, body = opened
        if status != "200":
            return f"status {status}"
        declared = headers.get("content-type", "")
        codings = headers.get("transfer-encoding", ""), headers.get("content-encoding", "")
        notes += (("status", status), *((name, headers[name]) for name in _KEPT_FIELDS if name in headers))
    notes += charset_note(declared)
    kind = declared.partition(";")[0].strip().lower()
    if kind.startswith(_UNREAD_KINDS) or kind in _UNREAD_TYPES:
        return kind
    problems = _digest_problems(record, body, codings[0], at)
    try:
        content = _content(body, *codings, budget)
    except TooLarge:
        return too_large(budget.member_bytes, at)
    except Damaged as damage:
        content = body
        problems += (Problem("warc.broken-response", f"wanted a whole response, found damage ({damage}); kept as archived", at),)
    if not content:
        return "empty"
    name = target.partition("?")[0].partition("#")[0]
    found = sniff(content, name, kind)
    if found.startswith(_UNREAD_KINDS) or (found == UNKNOWN and kind not in ("", UNKNOWN, "application/pdf")):
        return kind or found
    return Member(content, locator, name, target or None, media_type=found, notes=notes, problems=problems)


def _notes(record: Record, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, record.fields[name]) for name in names if name in record.fields)


def _opened(block: bytes) -> tuple[str, dict[str, str], bytes] | None:
    """Part an HTTP response into status, header fields by lower-case name, and body."""
    head = block[:_HEAD_LIMIT]
    ends = [(head.find(mark), len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if mark in head]
    if not ends:
        return None
    end, width = min(ends)
    lines = head[:end].decode("latin-1").splitlines()
    words = lines[0].split(None, 2) if lines else []
    if len(words) < 2 or not words[0].startswith("HTTP/"):
        return None
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return words[1], headers, block[end + width :]


def _content(body: bytes, transfer: str, coding: str, budget: Budget) -> bytes:
    if "chunked" in transfer.lower() and _looks_chunked(body):
        body = dechunked(body)
    if not coding or coding.strip().lower() == "identity":
        return body
    try:
        content = decoded(body, coding, budget.member_bytes)
    except Damaged:
        # Crawlers often keep the field but store the body already opened: then it is text and not compressed.
        if sniff(body) in ("text/html", "text/plain", "application/pdf"):
            return body
        raise
    budget.spend(len(content))
    return content


def _looks_chunked(body: bytes) -> bool:
    """Tell whether a body is still in chunks: crawlers often keep the header field but join the chunks."""
    digits = body[:18].partition(b"\r\n")[0].partition(b";")[0].strip()
    return bool(digits) and b"\r\n" in body[:1024] and not digits.strip(b"0123456789abcdefABCDEF")


def _digest_problems(record: Record, body: bytes, transfer: str, at: str) -> tuple[Problem, ...]:
    """Check the digests that a record states: of its whole block, and of the payload with or without its chunks (tools differ)."""
    bodies = [body]
    if "chunked" in transfer.lower() and _looks_chunked(body):
        with suppress(Damaged):
            bodies.append(dechunked(body))
    problems: list[Problem] = []
    for field, candidates in (("warc-block-digest", [record.block]), ("warc-payload-digest", bodies)):
        stated = record.fields.get(field)
        if stated and not any(_agrees(stated, candidate) for candidate in candidates):
            problems.append(Problem("warc.digest-mismatch", f"wanted {field} {plain_name(stated)[:140]}, found another digest", at))
    return tuple(problems)


def _agrees(stated: str, data: bytes) -> bool:
    """Compare a stated digest (algorithm:value in base 32, base 16 or base 64); one of an algorithm that is not known is not judged."""
    algorithm, _, value = stated.partition(":")
    algorithm = algorithm.strip().lower().replace("-", "")
    if algorithm not in _ALGORITHMS:
        return True
    digest = hashlib.new(algorithm, data, usedforsecurity=False).digest()
    value = value.strip().rstrip("=")
    if value.lower() == digest.hex() or value.upper() == base64.b32encode(digest).decode().rstrip("="):
        return True
    return value.replace("-", "+").replace("_", "/") == base64.b64encode(digest).decode().rstrip("=")


CONTAINER = Container("WARC file", ("application/warc",), members)
