"""PDF documents through PDFium: paragraphs with the page on which they begin, no word joined, none taken away.

How lines become paragraphs is decided in `pdf_lines`. PDFium may not be used from two threads at once; use processes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from closewatch.capture.format import Format
from closewatch.capture.limits import Limits
from closewatch.capture.package import settle_fields
from closewatch.capture.parts import bounded, place_of, refuse_too_long, report_of_parts
from closewatch.terms.capture import Capture
from closewatch.terms.report import BlockKind, Report
from closewatch.terms.trouble import Problem, Severity, Unreadable

if TYPE_CHECKING:
    from closewatch.capture.pdf_lines import Line

_RENDERED_BY = "pdf-1"
_PAGES = 5_000
_HEADING_WITHIN = 4
"""A headline stands among the first paragraphs: after a letterhead, a section label, a date."""

_PDF_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def render_pdf(capture: Capture, data: bytes) -> Report:
    """Turn a PDF into a report, page numbers kept on its blocks.

    Raises: Unreadable (pdf.encrypted, pdf.broken, pdf.no-text, format.no-words, format.too-long).
    """
    import pypdfium2
    from pypdfium2 import raw

    from closewatch.capture.pdf_lines import paragraphs_of

    at = place_of(capture)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Unreadable(Problem("pdf.encrypted", "wanted a readable PDF, found one protected by a password", at)) from error
        raise Unreadable(Problem("pdf.broken", f"wanted a whole PDF, found one that PDFium cannot open: {str(error)[:120]}", at)) from error
    try:
        lines, unread, pages = _lines(document, capture)
        stated = _stated(document)
    finally:
        document.close()
    problems = []
    if unread:
        named = ", ".join(map(str, unread[:20]))
        problems.append(Problem("pdf.pages-unread", f"wanted {pages} pages, found {len(unread)} that cannot be read: {named}", at))
    if not any(line.words for line in lines):
        raise Unreadable(Problem("pdf.no-text", f"wanted text, found none on {pages} pages; it may be scanned", at))
    empty = sorted(set(range(1, min(pages, _PAGES) + 1)) - {line.page for line in lines} - set(unread))
    if empty:
        message = f"wanted text on {pages} pages, found none on {len(empty)}: {', '.join(map(str, empty[:20]))}"
        problems.append(Problem("pdf.pages-without-text", message, at, Severity.NOTE))
    parts = bounded(paragraphs_of(lines), capture)
    heading = next((part.text for part in parts[:_HEADING_WITHIN] if part.kind is BlockKind.HEADING and len(part.text.split()) > 2), None)
    fields, parts = settle_fields(parts, heading, stated)
    return report_of_parts(capture, parts, fields, _RENDERED_BY, problems)


def _lines(document: Any, capture: Capture) -> tuple[list[Line], list[int], int]:
    """The lines of all pages, the numbers of pages that could not be read, and how many pages there are."""
    pages = len(document)
    lines: list[Line] = []
    unread: list[int] = list(range(_PAGES + 1, pages + 1))
    length, limit = 0, Limits().text_chars
    for number in range(1, min(pages, _PAGES) + 1):
        found = _page(document, number, limit + 1)
        if found is None:
            unread.append(number)
            continue
        lines.extend(found)
        length += sum(len(line.words) for line in found)
        refuse_too_long(length, capture)
    return lines, sorted(unread), pages


def _page(document: Any, number: int, limit: int) -> list[Line] | None:
    import pypdfium2

    from closewatch.capture.pdf_lines import page_lines

    try:
        page = document[number - 1]
        try:
            text_page = page.get_textpage()
            try:
                return list(page_lines(text_page, number, limit))
            finally:
                text_page.close()
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return None


def _stated(document: Any) -> dict[str, str]:
    """What the document information dictionary says; who wrote it may be the typist, its day the day of printing."""
    stated = {name: str(document.get_metadata_value(key) or "")[:500] for name, key in (("title", "Title"), ("author", "Author"))}
    made = _PDF_DATE.match(str(document.get_metadata_value("CreationDate") or ""))
    return {**stated, "date": "-".join(made.groups()) if made else ""}


FORMAT = Format("pdf", ("application/pdf",), render_pdf)
