"""One module per kind of original, each a function from a capture and its bytes to a report."""

from __future__ import annotations

from closewatch.capture.format import Format
from closewatch.capture.formats import article, docx, html, mail, mhtml, odt, pdf, text

FORMATS: tuple[Format, ...] = (
    text.FORMAT,
    html.FORMAT,
    mhtml.FORMAT,
    pdf.FORMAT,
    docx.FORMAT,
    odt.FORMAT,
    mail.EML,
    mail.MSG,
    article.FORMAT,
)
"""The built-in formats. Outside ones are found by entry point and appended by the desk."""

__all__ = ["FORMATS", "Format"]
