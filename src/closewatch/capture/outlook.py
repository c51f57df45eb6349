"""One Outlook mail (MSG) taken apart by python-oxmsg into the same Letter as an Internet mail. The library is imported late."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from closewatch.capture.letter import MAIL_LIMIT, Attachment, Letter, header_words, people
from closewatch.capture.names import words_only
from closewatch.terms.trouble import Problem

if TYPE_CHECKING:
    from oxmsg import Message

_EMBEDDED = 5
"""PidTagAttachMethod afEmbeddedMessage (MS-OXCMSG 2.2.2.9): a mail kept as a storage, which has no bytes of its own."""


def open_msg(data: bytes, at: str) -> Letter | Problem:
    """Take an Outlook mail apart, or say why that cannot be done."""
    if len(data) > MAIL_LIMIT:
        return Problem("mail.too-large", f"wanted a mail of at most {MAIL_LIMIT:,} bytes, found {len(data):,}", at)
    from olefile import STGTY_STREAM, OleFileIO
    from oxmsg import Message
    from oxmsg.storage import Storage

    try:
        with OleFileIO(data) as opened:
            # Streams that share their sectors claim more than the file holds, and the library reads every one of them into memory.
            claimed = sum(entry.size for entry in opened.direntries if entry is not None and entry.entry_type == STGTY_STREAM)
            if claimed > len(data):
                return Problem("mail.broken", f"wanted parts that fit into {len(data):,} bytes, found {claimed:,}", at)
            return _letter(Message(Storage.from_ole(opened)), at)
    except Exception as error:  # python-oxmsg and olefile name no errors of their own: damage shows as whatever Python raises first
        return Problem("mail.broken", f"wanted a whole Outlook mail, found damage ({type(error).__name__})", at)


def _letter(message: Message, at: str) -> Letter:
    problems: list[Problem] = []
    attachments = tuple(_attachments(message, at, problems))
    text, page = message.body, None
    try:
        page = message.html_body
    except (LookupError, ValueError):
        problems.append(Problem("mail.broken-part", "wanted the HTML body, found an encoding that does not fit", at))
    sent = message.sent_date
    headers = {name.lower(): value for name, value in message.message_headers.items()}
    sender = header_words(message.sender or "")
    return Letter(
        subject=header_words(message.subject),
        senders=people(sender),
        date=sent.replace(microsecond=0).isoformat() if sent else None,
        text=_words(text),
        page=_words(page),
        message_id=header_words(headers["message-id"]) if "message-id" in headers else None,
        attachments=attachments,
        problems=tuple(problems),
    )


def _attachments(message: Message, at: str, problems: list[Problem]) -> Iterator[Attachment]:
    for number, attachment in enumerate(message.attachments, 1):
        name = header_words(attachment.file_name or "")
        content = attachment.file_bytes
        if content is None:
            what = "a mail kept without bytes of its own" if _method(attachment.properties) == _EMBEDDED else "no bytes"
            problems.append(Problem("mail.attachment-without-bytes", f"wanted an attached file, found {what}", f"{at}!/part {number}"))
        else:
            yield Attachment(number, name, attachment.mime_type or "", content)


def _method(properties: object) -> int | None:
    from oxmsg.domain.constants import PID_ATTACH_METHOD
    from oxmsg.properties import Properties

    return properties.int_prop_value(PID_ATTACH_METHOD) if isinstance(properties, Properties) else None


def _words(text: str | None) -> str | None:
    return words_only(text.rstrip("\x00")).replace("\r\n", "\n") if text and text.strip("\x00 \r\n\t") else None
