"""A mail as a report: the subject is its headline, the senders are its authors, the day it was sent is its date; it has no outlet.

The plain body is read where there is one, word for word; else the HTML body. Attachments are originals of their own (`containers.mail`).
"""

from __future__ import annotations

from collections.abc import Callable

from closewatch.capture.dates import read_date
from closewatch.capture.format import Format
from closewatch.capture.formats.body import page_report, plain_report
from closewatch.capture.letter import Letter, open_eml
from closewatch.capture.outlook import open_msg
from closewatch.capture.parts import Fields, place_of
from closewatch.terms.capture import Capture
from closewatch.terms.report import Report
from closewatch.terms.trouble import Problem, Severity, Unreadable

_RENDERED_BY = "mail-1"


def render_eml(capture: Capture, data: bytes) -> Report:
    """Turn an Internet mail into a report.

    Raises: Unreadable (mail.broken, mail.too-large, format.no-words, format.too-long).
    """
    return _render(capture, data, open_eml)


def render_msg(capture: Capture, data: bytes) -> Report:
    """Turn an Outlook mail into a report.

    Raises: Unreadable (mail.broken, mail.too-large, format.no-words, format.too-long).
    """
    return _render(capture, data, open_msg)


def _render(capture: Capture, data: bytes, opened: Callable[[bytes, str], Letter | Problem]) -> Report:
    letter = opened(data, place_of(capture))
    if isinstance(letter, Problem):
        raise Unreadable(letter)
    problems = letter.problems
    fields = Fields(
        headline=letter.subject or None,
        authors=letter.senders,
        published=read_date(letter.date) if letter.date else None,
    )
    if letter.text is None and letter.page is not None:
        return page_report(capture, letter.page, fields, _RENDERED_BY, problems)
    if letter.text is None:
        problems = (*problems, Problem("mail.no-body", "wanted a body, found none that can be read", place_of(capture), Severity.NOTE))
    return plain_report(capture, letter.text or "", fields, _RENDERED_BY, problems)


EML = Format("mail", ("message/rfc822",), render_eml)
MSG = Format("Outlook mail", ("application/vnd.ms-outlook",), render_msg)
