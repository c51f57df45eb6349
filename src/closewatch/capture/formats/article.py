"""One article as a row of a table or an entry of a feed gave it: its fields are fields, its text or HTML is the body.

The rows are taken apart in `containers.table` and `containers.feed`; the form of these bytes is fixed in `closewatch.capture.article`.
"""

from __future__ import annotations

import json

from closewatch.capture.article import FIELDS
from closewatch.capture.dates import read_date
from closewatch.capture.format import Format
from closewatch.capture.formats.body import page_report, plain_report
from closewatch.capture.opening import split_names
from closewatch.capture.parts import Fields, place_of
from closewatch.terms.capture import Capture
from closewatch.terms.report import Report
from closewatch.terms.trouble import Problem, Severity, Unreadable

_RENDERED_BY = "article-1"


def render_article(capture: Capture, data: bytes) -> Report:
    """Turn one article of a table or a feed into a report.

    Raises: Unreadable (article.broken, format.no-words, format.too-long).
    """
    values = _values(data, place_of(capture))
    fields = Fields(
        headline=values.get("title"),
        authors=split_names(values.get("author", "")),
        publisher=values.get("outlet"),
        url=values.get("url"),
        published=read_date(values.get("date", "")),
    )
    problems: tuple[Problem, ...] = ()
    if values.get("date") and fields.published is None:
        message = f"wanted a date such as 2024-11-19, found {values['date'][:60]!r}"
        problems = (Problem("format.date-unread", message, place_of(capture), Severity.NOTE),)
    if values.get("text") or not values.get("html"):
        return plain_report(capture, values.get("text", ""), fields, _RENDERED_BY, problems)
    return page_report(capture, values["html"], fields, _RENDERED_BY, problems)


def _values(data: bytes, at: str) -> dict[str, str]:
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unreadable(Problem("article.broken", "wanted the JSON of one article, found another form", at)) from error
    if not isinstance(plain, dict):
        raise Unreadable(Problem("article.broken", "wanted the JSON object of one article, found another form", at))
    return {name: plain[name] for name in FIELDS if isinstance(plain.get(name), str)}


FORMAT = Format("article", ("application/x-article+json",), render_article)
