"""One mail taken apart: subject, senders, date, body and attachments, from an EML or an Outlook MSG.

Shared by the container (attachments) and the format (the body). Header fields are decoded by hand, with a cap on their length: the
standard library's structured header parser takes quadratic time on hostile ones.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.generator import BytesGenerator
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import collapse_rfc2231_value, getaddresses, parsedate_to_datetime

from closewatch.capture.encoding import decode
from closewatch.capture.names import plain_name
from closewatch.terms.trouble import Problem, Unreadable

MAIL_LIMIT = 64 * 2**20
"""The largest mail that is taken apart, in bytes: taking it apart needs several times its size in memory."""

_HEADER_LIMIT = 20_000
_PARTS_LIMIT = 10_000
_LINES_LIMIT = 1_000_000
_STEPS_LIMIT = 25_000_000
"""Lines times nested parts: the standard library looks at every line once for each part that is open around it."""


class _AsSent(Compat32):
    """Gives header fields as they were sent: the standard library's own policy loses every letter of one in plain UTF-8 (RFC 6532)."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value


_AS_SENT = _AsSent()


@dataclass(frozen=True)
class Attachment:
    """A part of a mail that is an original of its own; `number` counts all parts of the mail from 1."""

    number: int
    name: str
    media_type: str
    data: bytes
    verbatim: bool = True


@dataclass(frozen=True)
class Letter:
    """A mail as a reader sees it. `text` is its plain body, `page` its HTML body; `date` is ISO 8601 with the zone as written."""

    subject: str
    senders: tuple[str, ...]
    date: str | None
    text: str | None
    page: str | None
    message_id: str | None
    attachments: tuple[Attachment, ...]
    problems: tuple[Problem, ...] = ()


def open_eml(data: bytes, at: str) -> Letter | Problem:
    """Take an Internet mail (RFC 5322) apart, or say why that cannot be done."""
    if len(data) > MAIL_LIMIT:
        return Problem("mail.too-large", f"wanted a mail of at most {MAIL_LIMIT:,} bytes, found {len(data):,}", at)
    lines = data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
    if lines > _LINES_LIMIT:
        return Problem("mail.too-large", f"wanted a mail of at most {_LINES_LIMIT:,} lines, found {lines:,}", at)
    holders = data.lower().count(b"multipart/")
    if data.count(b"\n--") > 10 * _PARTS_LIMIT or lines * holders > _STEPS_LIMIT:
        return Problem("mail.too-many-parts", f"wanted a mail of at most {_PARTS_LIMIT:,} parts, found more or deeply nested ones", at)
    try:
        message = message_from_bytes(data, policy=_AS_SENT)
        return _letter(message, data, at)
    except (MessageError, ValueError, LookupError, RecursionError, TypeError, AttributeError, AssertionError) as error:
        # The parser of the standard library raises any of these on mails that break its assumptions.
        return Problem("mail.broken", f"wanted a whole mail, found damage ({type(error).__name__})", at)


def _letter(message: Message, data: bytes, at: str) -> Letter:
    texts: list[str] = []
    pages: list[str] = []
    attachments: list[Attachment] = []
    problems: list[Problem] = []
    for number, part in enumerate(_leaves(message), 1):
        if number > _PARTS_LIMIT:
            problems.append(Problem("mail.too-many-parts", f"wanted at most {_PARTS_LIMIT:,} parts, found more", at))
            break
        kind, name = plain_name(part.get_content_type()), _file_name(part)
        shown = part.get_content_disposition() != "attachment" and not name
        if shown and kind in ("text/plain", "text/html"):
            (texts if kind == "text/plain" else pages).append(_words(part, f"{at}!/part {number}", problems))
        elif kind == "message/rfc822":
            attachments.append(_enclosed(part, number, name, data))
        else:
            attachments.append(Attachment(number, name, kind, _decoded(part)))
        if any(type(defect).__name__.startswith("InvalidBase64") for defect in part.defects):
            problems.append(Problem("mail.broken-part", "wanted whole base 64, found damage", f"{at}!/part {number}"))
    text = "\n\n".join(words for words in texts if words.strip())
    page = next((words for words in pages if words.strip()), None)
    return Letter(
        subject=_header(message, "subject"),
        senders=people(_header(message, "from")),
        date=iso_date(_header(message, "date")),
        text=text or None,
        page=page,
        message_id=_header(message, "message-id") or None,
        attachments=tuple(attachments),
        problems=tuple(problems),
    )


def _leaves(message: Message) -> Iterator[Message]:
    """Give the parts that hold no other parts, in order; an enclosed mail is one part."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if isinstance(inner, list) and part.get_content_type() != "message/rfc822":
            waiting += [child for child in reversed(inner) if isinstance(child, Message)]
        else:
            yield part


def _enclosed(part: Message, number: int, name: str, data: bytes) -> Attachment:
    """Give the bytes of an enclosed mail: as they stand in the mail where they can be found again there, else as re-written."""
    inner = part.get_payload()
    if not (isinstance(inner, list) and inner and isinstance(inner[0], Message)):
        return Attachment(number, name, "message/rfc822", _decoded(part))
    linesep = "\r\n" if b"\r\n" in data[:4096] else "\n"
    policy = inner[0].policy.clone(linesep=linesep)
    written = io.BytesIO()
    BytesGenerator(written, mangle_from_=False, maxheaderlen=0, policy=policy).flatten(inner[0])
    content = written.getvalue()
    return Attachment(number, name, "message/rfc822", content, verbatim=content in data)


def _decoded(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload
    plain = part.get_payload()
    return plain.encode("utf-8", "surrogateescape") if isinstance(plain, str) else b""


def _words(part: Message, at: str, problems: list[Problem]) -> str:
    """Decode a textual part by its stated charset; what is doubtful about it is added to the problems."""
    try:
        words = decode(_decoded(part), at, part.get_content_charset())
    except Unreadable as unreadable:
        problems.append(unreadable.problem)
        return ""
    problems += words.problems
    return words.text.replace("\r\n", "\n")


def _header(message: Message, name: str) -> str:
    """Decode a header field to one line; encoded words that cannot be decoded stay as they are."""
    value = message.get(name)
    return "" if value is None else header_words(str(value))


def header_words(value: str) -> str:
    """Decode the encoded words (RFC 2047) of a header field and join its lines.

    >>> header_words("=?utf-8?B?0JrQuNGX0LI=?= reports")
    'Київ reports'
    """
    value = value[:_HEADER_LIMIT]
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        pieces = [(value, None)]
    words: list[str] = []
    for piece, charset in pieces:
        words.append(_decoded_words(piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece, charset))
    return plain_name(" ".join("".join(words).split()))


def _decoded_words(piece: bytes, charset: str | None) -> str:
    for name in (charset or "utf-8", "utf-8"):
        try:
            return piece.decode(name)
        except (LookupError, ValueError):
            continue
    return piece.decode("cp1252", "replace")


def people(value: str) -> tuple[str, ...]:
    """Give the names of those who sent a mail, or the address of one who gives no name.

    >>> people("Example Desk <desk@example.org>, tips@example.org")
    ('Example Desk', 'tips@example.org')
    """
    return tuple(name or address for name, address in getaddresses([value]) if name or address)


def iso_date(value: str) -> str | None:
    """Turn the date of a mail or a feed (RFC 5322) into ISO 8601, keeping its zone.

    >>> iso_date("Tue, 19 Nov 2024 10:23:00 +0900")
    '2024-11-19T10:23:00+09:00'
    """
    try:
        found: datetime = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found.replace(microsecond=0).isoformat()


def _file_name(part: Message) -> str:
    name = part.get_filename()
    return header_words(collapse_rfc2231_value(name)) if name else ""
