"""The body of a mail or of an article row, under a headline that is already known: plain words as they stand, or all words of its HTML."""

from __future__ import annotations

from closewatch.capture.parts import Fields, Part, clean, paragraphs, refuse_too_long, report_of_parts, report_of_text
from closewatch.capture.plain_page import read_plain_page
from closewatch.terms.capture import Capture
from closewatch.terms.report import BlockKind, Report, block
from closewatch.terms.trouble import Problem


def plain_report(capture: Capture, body: str, fields: Fields, rendered_by: str, problems: tuple[Problem, ...] = ()) -> Report:
    """Make a report of a plain body, which is not re-spaced, under its headline.

    Raises: Unreadable (format.no-words, format.too-long).
    """
    headline = " ".join(clean(fields.headline or "").split()) or None
    words = clean(body)
    refuse_too_long(len(words), capture)
    text = f"{headline}\n\n{words}" if headline and words.strip() else headline or words
    blocks = [block(text, BlockKind.HEADLINE, 0, len(headline))] if headline else []
    blocks += [block(text, BlockKind.PARAGRAPH, *place) for place in paragraphs(text, len(headline) + 2 if headline else 0)]
    return report_of_text(capture, text, tuple(blocks), fields, headline, rendered_by, problems)


def page_report(capture: Capture, page: str, fields: Fields, rendered_by: str, problems: tuple[Problem, ...] = ()) -> Report:
    """Make a report of an HTML body under its headline, with all its visible words: it is all body, so no article has to be looked for.

    Raises: Unreadable (format.no-words, format.too-long).
    """
    refuse_too_long(len(page) // 16, capture)
    parts: list[Part] = list(read_plain_page(clean(page)))
    if parts and fields.headline and parts[0].text.split() == fields.headline.split():
        del parts[0]
    return report_of_parts(capture, parts, fields, rendered_by, problems)
