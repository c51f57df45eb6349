"""Mails as holders: each attachment is a member. The mail's own body is read by the format `closewatch.capture.formats.mail`."""

from __future__ import annotations

from collections.abc import Iterator

from closewatch.capture.containers.member import Budget, Container, Member
from closewatch.capture.letter import Letter, open_eml
from closewatch.capture.outlook import open_msg
from closewatch.terms.capture import Capture
from closewatch.terms.trouble import Problem


def eml_members(capture: Capture, data: bytes, budget: Budget) -> Iterator[Member | Problem]:
    """Give the attachments of an Internet mail."""
    yield from _attachments(open_eml(data, capture.source), budget)


def msg_members(capture: Capture, data: bytes, budget: Budget) -> Iterator[Member | Problem]:
    """Give the attachments of an Outlook mail."""
    yield from _attachments(open_msg(data, capture.source), budget)


def _attachments(letter: Letter | Problem, budget: Budget) -> Iterator[Member | Problem]:
    # What keeps a mail from being opened is named where its body is read; here it only means that there is nothing inside.
    if isinstance(letter, Problem):
        return
    for attachment in letter.attachments:
        budget.spend(len(attachment.data))
        locator = f"part {attachment.number}"
        name = f"{locator}/{attachment.name}" if attachment.name else locator
        notes = () if attachment.verbatim else (("rewritten", "the enclosed mail is not byte for byte as it was sent"),)
        yield Member(attachment.data, locator, name, declared=attachment.media_type, notes=notes)


EML = Container("mail", ("message/rfc822",), eml_members)
MSG = Container("Outlook mail", ("application/vnd.ms-outlook",), msg_members)
