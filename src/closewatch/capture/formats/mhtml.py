"""Pages saved by a browser as one file (MHTML): the page that the others belong to, read as a web page.

The page's own address and character set come from the headers of the file; everything else is left to `formats.html`.
"""

from __future__ import annotations

from email.message import Message

from closewatch.capture.encoding import decode
from closewatch.capture.format import Format
from closewatch.capture.formats.html import render_page
from closewatch.capture.formats.text import render_words
from closewatch.capture.parts import Fields, place_of
from closewatch.terms.capture import Capture
from closewatch.terms.report import Report
from closewatch.terms.trouble import Problem, Unreadable

_RENDERED_BY = "mhtml-1"
_PARTS_LOOKED_AT = 1_000


def render_mhtml(capture: Capture, data: bytes) -> Report:
    """Turn a saved page into a report.

    Raises: Unreadable (mhtml.broken, mhtml.no-page, and what a web page raises).
    """
    import email
    import email.policy

    at = place_of(capture)
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = [part for _, part in zip(range(_PARTS_LOOKED_AT), message.walk(), strict=False)]
        part = _page_part(message, parts)
        content = part.get_payload(decode=True) if part is not None else None
        charset = part.get_param("charset") if part is not None else None
        address = _address(message, part)
    # The parser of the standard library recurses into nested parts, and takes broken headers for other types than it says.
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise Unreadable(
            Problem("mhtml.broken", f"wanted a saved page, found parts that cannot be read: {type(error).__name__}", at)
        ) from error
    if part is None or not isinstance(content, bytes) or not content.strip():
        raise Unreadable(Problem("mhtml.no-page", "wanted a saved page, found no part that is one", at))
    declared = charset if isinstance(charset, str) else None
    if part.get_content_type() == "text/plain":
        decoded = decode(content, at, declared)
        return render_words(capture, decoded.text, decoded.problems, rendered_by=_RENDERED_BY)
    return render_page(capture, content, charset=declared, address=address, known=Fields(), rendered_by=_RENDERED_BY)


def _page_part(message: Message, parts: list[Message]) -> Message | None:
    """The part that `start` names (RFC 2387, 3.2), else the first page, else the first text."""
    start = message.get_param("start")
    for wanted in ("text/html", "application/xhtml+xml", "text/plain"):
        found = [part for part in parts if part.get_content_type() == wanted]
        named = [part for part in found if isinstance(start, str) and str(part.get("Content-ID", "")).strip("<> ") == start.strip("<> ")]
        if named or found:
            return (named or found)[0]
    return None


def _address(message: Message, part: Message | None) -> str | None:
    locations = (message.get("Snapshot-Content-Location"), part.get("Content-Location") if part is not None else None)
    for location in locations:
        text = str(location or "").strip()
        if text.lower().startswith(("http://", "https://")):
            return text
    return None


FORMAT = Format("mhtml", ("multipart/related",), render_mhtml)
