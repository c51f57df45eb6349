"""OpenDocument texts: paragraphs and headings as they stand, notes at the end, tracked deletions and comments left out.

The package is opened in `package`; headers and footers are kept in the styles of a document and are no part of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from closewatch.capture.format import Format
from closewatch.capture.package import Package, forget, open_package, settle_fields
from closewatch.capture.parts import Part, bounded, place_of, refuse_too_long, report_of_parts
from closewatch.terms.capture import Capture
from closewatch.terms.report import BlockKind, Report
from closewatch.terms.trouble import Problem, Severity

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_RENDERED_BY = "odt-1"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_ENCRYPTED = b"encryption-data"
_SPACES_LIMIT = 1_000
_META_FIELDS = {"title": "title", "creator": "author", "initial-creator": "author", "creation-date": "date"}


def render_odt(capture: Capture, data: bytes) -> Report:
    """Turn an OpenDocument text into a report.

    Raises: Unreadable (odt.encrypted, odt.bomb, odt.broken, odt.doctype, format.no-words, format.too-long).
    """
    at = place_of(capture)
    with open_package(data, "odt", at) as package:
        if "META-INF/manifest.xml" in package.names and _ENCRYPTED in package.read("META-INF/manifest.xml"):
            raise package.problem("encrypted", "wanted a readable document, found one protected by a password")
        if "content.xml" not in package.names:
            raise package.problem("broken", "wanted a document part, found none")
        reading = _Reading(capture)
        parts = [*bounded(reading.parts(package), capture), *reading.notes]
        fields, parts = settle_fields(parts, reading.title, _meta_fields(package))
    problems = []
    if reading.tracked:
        message = f"wanted a settled text, found {reading.tracked} tracked changes; deleted words are left out"
        problems.append(Problem("odt.tracked-changes", message, at, Severity.NOTE))
    return report_of_parts(capture, parts, fields, _RENDERED_BY, problems)


class _Reading:
    """One pass over the content: paragraphs as they end, those of a table row together, those of notes apart."""

    def __init__(self, capture: Capture) -> None:
        self.capture = capture
        self.title: str | None = None
        self.tracked = 0
        self.length = 0
        self.notes: list[Part] = []
        self._parents: dict[str, str] = {}

    def parts(self, package: Package) -> Iterator[Part]:
        rows: list[list[str]] = []
        lists = notes = hidden = 0
        for event, element in package.elements("content.xml", ("start", "end")):
            step = 1 if event == "start" else -1
            tag = element.tag
            if tag == f"{_STYLE}style" and event == "start":
                self._parents[element.get(f"{_STYLE}name") or ""] = (element.get(f"{_STYLE}parent-style-name") or "").lower()
            elif tag == f"{_TEXT}tracked-changes" or tag == f"{_OFFICE}annotation":
                hidden += step
            elif tag == f"{_TEXT}changed-region" and event == "end":
                self.tracked += 1
            elif tag == f"{_TEXT}list-item":
                lists += step
            elif tag == f"{_TEXT}note-body":
                notes += step
            elif tag == f"{_TABLE}table-row" and event == "start":
                rows.append([])
            elif tag == f"{_TABLE}table-row":
                cells = rows.pop()
                if rows:
                    rows[-1].extend(cells)
                elif any(cells):
                    yield Part(BlockKind.TABLE, "\t".join(cells))
            elif tag in (f"{_TEXT}p", f"{_TEXT}h") and event == "end" and not hidden:
                part = self._paragraph(element, bool(lists))
                if notes:
                    self.notes.append(Part(BlockKind.PARAGRAPH, part.text, locator="note"))
                elif rows:
                    rows[-1].append(" ".join(part.text.split()))
                elif part.text.strip():
                    yield part
                forget(element)

    def _paragraph(self, element: Any, listed: bool) -> Part:
        text = "".join(_words(element))
        self.length += len(text)
        refuse_too_long(self.length, self.capture)
        style = element.get(f"{_TEXT}style-name") or ""
        style = self._parents.get(style) or style.lower()
        if style == "title" and self.title is None and text.strip():
            self.title = " ".join(text.split())
        if element.tag == f"{_TEXT}h" or style in ("title", "subtitle"):
            return Part(BlockKind.HEADING, text)
        if "quot" in style:
            return Part(BlockKind.QUOTE, text)
        return Part(BlockKind.ITEM if listed else BlockKind.PARAGRAPH, text)


def _words(paragraph: Any) -> Iterator[str]:
    """The words of a paragraph, white space as OpenDocument defines it (1.3, part 3, 6.1.2), less notes and comments in it."""
    pieces: list[str] = [paragraph.text or ""]
    waiting = [(child, False) for child in reversed(paragraph)]
    while waiting:
        element, done = waiting.pop()
        local = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if done:
            pieces.append(element.tail or "")
            continue
        waiting.append((element, True))
        if local == "s":
            count = element.get(f"{_TEXT}c") or "1"
            pieces.append("\x00" * min(int(count) if count.isdecimal() else 1, _SPACES_LIMIT))
        elif local == "tab":
            pieces.append("\x01")
        elif local == "line-break":
            pieces.append("\x02")
        elif local not in ("note", "annotation", "frame", "p", "h"):
            pieces.append(element.text or "")
            waiting.extend((child, False) for child in reversed(element))
    # Stretches of white space in the XML are one space; those that are meant have elements of their own.
    text = " ".join("".join(pieces).replace("\n", " ").replace("\t", " ").split(" "))
    while "  " in text:
        text = text.replace("  ", " ")
    yield text.replace("\x00", " ").replace("\x01", "\t").replace("\x02", "\n")


def _meta_fields(package: Package) -> dict[str, str]:
    stated: dict[str, str] = {}
    if "meta.xml" in package.names:
        for _, element in package.elements("meta.xml"):
            name = _META_FIELDS.get(element.tag.rpartition("}")[2]) if isinstance(element.tag, str) else None
            if name and element.text:
                stated.setdefault(name, element.text.strip()[:500])
    return stated


FORMAT = Format("odt", (MEDIA_TYPE,), render_odt)
