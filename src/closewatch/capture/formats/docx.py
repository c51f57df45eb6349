"""Word documents (Office Open XML): paragraphs as they stand, tracked deletions left out and said so, notes at the end.

The package is opened in `package`; headers, footers and comments are no part of the text.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from closewatch.capture.format import Format
from closewatch.capture.package import Package, forget, open_package, settle_fields
from closewatch.capture.parts import Part, bounded, place_of, refuse_too_long, report_of_parts
from closewatch.terms.capture import Capture
from closewatch.terms.report import BlockKind, Report
from closewatch.terms.trouble import Problem, Severity, Unreadable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_RENDERED_BY = "docx-1"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STYLES = {"quote": BlockKind.QUOTE, "intensequote": BlockKind.QUOTE, "caption": BlockKind.CAPTION}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_NOT_SHOWN = frozenset({"del", "moveFrom", "pPr", "rPr", "instrText", "delText"})
_CORE = "docProps/core.xml"
_CORE_FIELDS = {"title": "title", "creator": "author", "created": "date"}


def render_docx(capture: Capture, data: bytes) -> Report:
    """Turn a Word document into a report.

    Raises: Unreadable (docx.encrypted, docx.bomb, docx.broken, docx.doctype, format.no-words, format.too-long).
    """
    at = place_of(capture)
    if data.startswith(_OLE):
        raise Unreadable(Problem("docx.encrypted", "wanted a readable document, found one protected by a password", at))
    with open_package(data, "docx", at) as package:
        main = _main_part(package)
        folder = posixpath.dirname(main)
        reading = _Reading(capture, _style_names(package, posixpath.join(folder, "styles.xml")))
        parts = bounded(reading.parts(package, main), capture)
        for notes in ("footnotes.xml", "endnotes.xml"):
            name = posixpath.join(folder, notes)
            if name in package.names:
                parts.extend(Part(BlockKind.PARAGRAPH, part.text, locator=notes[:-5]) for part in reading.parts(package, name))
        fields, parts = settle_fields(parts, reading.title, _core_fields(package))
    problems = []
    if reading.tracked:
        message = f"wanted a settled text, found {reading.tracked} tracked deletions, which are left out"
        problems.append(Problem("docx.tracked-changes", message, at, Severity.NOTE))
    return report_of_parts(capture, parts, fields, _RENDERED_BY, problems)


def _main_part(package: Package) -> str:
    """The part that the package names as its document (ECMA-376 part 2, 9.2), else where Word puts it."""
    if "_rels/.rels" in package.names:
        for _, element in package.elements("_rels/.rels"):
            if (element.get("Type") or "").endswith("/officeDocument"):
                target = posixpath.normpath((element.get("Target") or "").lstrip("/"))
                if target in package.names:
                    return target
    if "word/document.xml" not in package.names:
        raise package.problem("broken", "wanted a document part, found none")
    return "word/document.xml"


class _Reading:
    """One pass over the parts of a document: paragraphs as they end, those of a table row together."""

    def __init__(self, capture: Capture, style_names: dict[str, str]) -> None:
        self.capture = capture
        self.style_names = style_names
        self.title: str | None = None
        self.tracked = 0
        self.length = 0

    def parts(self, package: Package, name: str) -> Iterator[Part]:
        rows: list[list[str]] = []
        hidden = 0
        for event, element in package.elements(name, ("start", "end")):
            local = _local(element)
            if element.tag == _FALLBACK:
                # Word writes a text box twice, the second time for older readers; its words must not count twice.
                hidden += 1 if event == "start" else -1
            elif event == "start" and local == "tr":
                rows.append([])
            elif event == "end" and local == "del":
                self.tracked += 1
            elif event == "end" and local == "tr":
                cells = rows.pop()
                if rows:
                    rows[-1].extend(cells)
                elif any(cells):
                    yield Part(BlockKind.TABLE, "\t".join(cells))
            elif event == "end" and local == "p" and not hidden:
                part = self._paragraph(element)
                if rows:
                    rows[-1].append(" ".join(part.text.split()))
                elif part.text.strip():
                    yield part
                forget(element)

    def _paragraph(self, element: Any) -> Part:
        text = "".join(_words(element))
        self.length += len(text)
        refuse_too_long(self.length, self.capture)
        style = numbered = None
        for properties in element:
            if _local(properties) == "pPr":
                for item in properties:
                    if _local(item) == "pStyle":
                        style = self.style_names.get(_value(item)) or _folded(_value(item))
                    numbered = numbered or _local(item) == "numPr"
        if style == "title" and self.title is None and text.strip():
            self.title = " ".join(text.split())
        heading = style is not None and (style.startswith("heading") or style in ("title", "subtitle"))
        listed = numbered or (style or "").startswith("list")
        kind = BlockKind.HEADING if heading else _STYLES.get(style or "", BlockKind.ITEM if listed else BlockKind.PARAGRAPH)
        return Part(kind, text)


def _style_names(package: Package, part: str) -> dict[str, str]:
    """The styles by their ids: Word translates the id ("berschrift1"), but writes the name of a built-in style in English ("heading 1")."""
    names: dict[str, str] = {}
    if part in package.names:
        for _, element in package.elements(part):
            if _local(element) == "style":
                identity = element.get(f"{_W}styleId") or element.get(f"{_STRICT_W}styleId") or ""
                names[identity] = next((_folded(_value(item)) for item in element if _local(item) == "name"), "")
                forget(element)
    return names


def _value(element: Any) -> str:
    value: str = element.get(f"{_W}val") or element.get(f"{_STRICT_W}val") or ""
    return value


def _folded(name: str) -> str:
    return name.replace(" ", "").lower()


def _words(paragraph: Any) -> Iterator[str]:
    """The words of a paragraph, less those of paragraphs inside it (text boxes), which are parts of their own."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        local = _local(element)
        if local == "t":
            yield element.text or ""
        elif local in _SIGNS:
            yield "" if local == "br" and element.get(f"{_W}type") in ("page", "column") else _SIGNS[local]
        elif local not in _NOT_SHOWN and local != "p" and element.tag != _FALLBACK:
            waiting.extend(reversed(element))


def _local(element: Any) -> str:
    """The name of an element of the word-processing language, transitional or strict; others have none."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    for language in (_W, _STRICT_W):
        if tag.startswith(language):
            return tag[len(language) :]
    return ""


def _core_fields(package: Package) -> dict[str, str]:
    stated: dict[str, str] = {}
    if _CORE in package.names:
        for _, element in package.elements(_CORE):
            name = _CORE_FIELDS.get(element.tag.rpartition("}")[2]) if isinstance(element.tag, str) else None
            if name and element.text:
                stated[name] = element.text.strip()[:500]
    return stated


FORMAT = Format("docx", (MEDIA_TYPE,), render_docx)
