"""What can be seen of an original, made from its bytes: a clean page, plain words, or pictures of its pages.

Runs in a worker process with limits of time and memory, because the bytes may be hostile; gives values that go from process to process.
What is not understood here is said to be so, and its bytes can be had.
"""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from enum import StrEnum

from closewatch.capture.encoding import decode
from closewatch.capture.sniff import DOCX, MSG, ODT, WACZ, WARC, ZIP
from closewatch.desk.web.reading.safe_page import as_written, cleaned, framed
from closewatch.publish.wording import one_line, readable
from closewatch.terms.trouble import Problem

MOST_CHARACTERS = 2_000_000
"""How much of a text is shown; the rest is in the bytes."""

PAGE_WIDTH = 900
MOST_HEIGHT = 3_000
"""The size of a page's picture in pixels: wide enough to read print, and never more than 11 MB while it is drawn."""

PAGES = ("text/html", "application/xhtml+xml")
PDF = "application/pdf"
MHTML = "multipart/related"
MAIL = "message/rfc822"
ARTICLE = "application/x-article+json"
WORDS = ("application/json", "application/jsonl", "application/xml", "application/rss+xml", "application/atom+xml", "application/mbox")

SAYS = {
    DOCX: "a Word document", ODT: "an OpenDocument text", ZIP: "a ZIP archive", WARC: "a web archive (WARC)", WACZ: "a web archive (WACZ)",
}  # fmt: skip

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_DECLARED_WITHIN = 4096


class Look(StrEnum):
    """How an original can be looked at: as a page in a frame, as pictures of its pages, or not at all."""

    FRAME = "frame"
    PICTURES = "pictures"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Opened:
    """What can be seen of an original: a whole clean page, or how many pages can be drawn; `says` what it is, or why nothing is shown."""

    look: Look
    says: str
    page: str = ""
    pages: int = 0


def looks(media_type: str) -> Look:
    """Say how an original of a media type can be looked at, if its bytes are what they are said to be.

    >>> looks("text/html"), looks("application/pdf"), looks("image/png")
    (<Look.FRAME: 'frame'>, <Look.PICTURES: 'pictures'>, <Look.NOTHING: 'nothing'>)
    """
    if media_type == PDF:
        return Look.PICTURES
    framed_kinds = (*PAGES, MHTML, MAIL, MSG, ARTICLE, *WORDS)
    return Look.FRAME if media_type.startswith("text/") or media_type in framed_kinds else Look.NOTHING


def open_original(media_type: str, data: bytes, charset: str | None) -> Opened:
    """Make of an original what can be seen of it; never raises for what the bytes are."""
    try:
        return _opened(media_type, data, charset)
    except MemoryError:
        return Opened(Look.NOTHING, "It needs more memory than one original may have. Its bytes are kept as they are.")
    except Exception as error:  # parsers of foreign bytes raise what they like; the desk says so, and gives the bytes
        return Opened(Look.NOTHING, f"It could not be opened ({type(error).__name__}). Its bytes are kept as they are.")


def _opened(media_type: str, data: bytes, charset: str | None) -> Opened:
    if media_type == PDF:
        return _pdf(data)
    if media_type in PAGES:
        declared = _DECLARED.search(data[:_DECLARED_WITHIN])
        return _page(decode(data, "original", charset or (declared and declared[1].decode("ascii")) or None).text)
    if media_type == MHTML:
        return _saved_page(data)
    if media_type in (MAIL, MSG):
        return _mail(data, media_type)
    if media_type == ARTICLE:
        return _article(data)
    if looks(media_type) is Look.FRAME:
        return _words(decode(data[: 4 * MOST_CHARACTERS], "original", charset).text)
    return Opened(Look.NOTHING, f"It is {SAYS.get(media_type, 'a file of the kind ' + one_line(media_type, 80))}; its bytes can be had.")


def _page(page: str, told: str = "") -> Opened:
    shown, cut = _cut(page)
    says = "The page without its scripts, styles and fetched pictures; its links lead nowhere."
    return Opened(Look.FRAME, says + cut, framed(cleaned(shown), "The original, made harmless", told))


def _words(words: str, told: str = "") -> Opened:
    shown, cut = _cut(words)
    return Opened(Look.FRAME, f"The words as they stand in the original.{cut}", framed(as_written(readable(shown)), "The original", told))


def _cut(words: str) -> tuple[str, str]:
    if len(words) <= MOST_CHARACTERS:
        return words, ""
    return words[:MOST_CHARACTERS], f" The first {MOST_CHARACTERS:,} of {len(words):,} characters."


def _saved_page(data: bytes) -> Opened:
    from email import message_from_bytes
    from email.policy import compat32

    for part in message_from_bytes(data, policy=compat32).walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() in (*PAGES, "text/plain") and isinstance(content, bytes):
            charset = part.get_param("charset")
            words = decode(content, "original", charset if isinstance(charset, str) else None).text
            return _page(words) if part.get_content_type() in PAGES else _words(words)
    return Opened(Look.NOTHING, "It is a saved page without a page in it. Its bytes are kept as they are.")


def _mail(data: bytes, media_type: str) -> Opened:
    from closewatch.capture.letter import open_eml
    from closewatch.capture.outlook import open_msg

    letter = (open_msg if media_type == MSG else open_eml)(data, "original")
    if isinstance(letter, Problem):
        return Opened(Look.NOTHING, f"It could not be opened: {one_line(letter.message, 200)}. Its bytes are kept as they are.")
    senders = "; ".join(one_line(sender, 200) for sender in letter.senders)
    parts = (("From", senders), ("Sent", one_line(letter.date or "", 40)), ("Subject", one_line(letter.subject, 300)))
    told = " · ".join(f"{name}: {value}" for name, value in parts if value)
    if letter.text is None and letter.page is not None:
        return _page(letter.page, told)
    return _words(letter.text or "", told)


def _article(data: bytes) -> Opened:
    values = json.loads(data)
    fields = {str(name): value for name, value in values.items() if isinstance(value, str) and name not in ("text", "html")}
    told = " · ".join(f"{one_line(name, 40)}: {one_line(value, 300)}" for name, value in fields.items())
    if isinstance(values.get("text"), str) or not isinstance(values.get("html"), str):
        return _words(str(values.get("text") or ""), told)
    return _page(values["html"], told)


def _pdf(data: bytes) -> Opened:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return Opened(Look.PICTURES, "Its pages as pictures.", pages=len(document))
    finally:
        document.close()


def draw_page(data: bytes, number: int) -> bytes | None:
    """Draw one page of a PDF as WebP, pages counted from 1; None where there is no such page or it cannot be drawn."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        if not 1 <= number <= len(document):
            return None
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(PAGE_WIDTH / max(width, 1.0), MOST_HEIGHT / max(height, 1.0))
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        written = io.BytesIO()
        picture.save(written, "WEBP", quality=80, method=2)
        return written.getvalue()
    except Exception:  # a page that cannot be drawn, whatever the reason, is said to be so where its picture would stand
        return None
