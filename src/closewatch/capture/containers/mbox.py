"""Mailboxes in the mbox form: each message is a member, byte for byte as it stands there (a quoted ">From " stays quoted).

A message begins at a "From " line at the start or after an empty line, when a header field follows: so a sentence that begins with
"From" does not part a mail in two (RFC 4155 has no rule that all mailboxes keep).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from closewatch.capture.containers.member import Budget, Container, Member, too_large
from closewatch.terms.capture import Capture
from closewatch.terms.trouble import Problem

# The words come first and what stands before them is looked at behind them: so the search can leap from one "From " to the next.
_PARTING = re.compile(rb"From (?:(?<=\AFrom )|(?<=\n\nFrom )|(?<=\n\r\nFrom ))[^\r\n]{0,998}\r?\n(?=[!-9;-~]{1,76}:[ \t\r\n])")

_MESSAGE_ID = re.compile(rb"^message-id:[ \t]*(?:\n[ \t]+)?(\S[^\n]{0,996})", re.IGNORECASE | re.MULTILINE)
_HEAD = 64 * 1024


def members(capture: Capture, data: bytes, budget: Budget) -> Iterator[Member | Problem]:
    """Give the messages of a mailbox in their order."""
    number = 0
    parting = _PARTING.search(data)
    if parting is None:
        yield Problem("mbox.no-messages", "wanted messages parted by From lines, found none", capture.source)
        return
    while parting is not None:
        number += 1
        following = _PARTING.search(data, parting.end())
        end = following.start() if following else len(data)
        locator = f"message {number}"
        if end - parting.end() > budget.member_bytes:
            yield too_large(budget.member_bytes, f"{capture.source}!/{locator}")
        else:
            message = data[parting.end() : end]
            budget.spend(len(message))
            if following:  # the empty line before a From line belongs to the mailbox, not to the message
                message = message.removesuffix(b"\n").removesuffix(b"\r")
            yield Member(message, locator, media_type="message/rfc822", notes=_message_id(message))
        parting = following


def _message_id(message: bytes) -> tuple[tuple[str, str], ...]:
    head = message[:_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    stated = _MESSAGE_ID.search(head)
    return (("message-id", stated[1].decode("utf-8", "replace")),) if stated else ()


CONTAINER = Container("mailbox", ("application/mbox",), members)
