from __future__ import annotations

from datetime import UTC, datetime

import pytest

from closewatch.capture.article import article_bytes
from closewatch.capture.formats.article import FORMAT
from closewatch.terms.capture import Capture
from closewatch.terms.ref import digest_of
from closewatch.terms.report import Report
from closewatch.terms.trouble import Unreadable


def rendered(data: bytes) -> Report:
    at = datetime(2025, 1, 1, tzinfo=UTC)
    kind = "application/x-article+json"
    return FORMAT.render(
        Capture(digest_of(data), len(data), kind, "a.csv!/row 2", at, "person:tester", "closewatch", locator="row 2"), data
    )


def test_a_row_is_a_report_with_its_fields() -> None:
    values = {
        "title": "Kursk: about 3,000 arrive",
        "date": "19 November 2024",
        "outlet": "Example",
        "author": "Inna Example and Ivan Example",
        "url": "https://news.example/1",
        "text": "Kyiv  said so.\n\nMoscow denied it.",
    }
    report = rendered(article_bytes(values))
    assert report.text == "Kursk: about 3,000 arrive\n\nKyiv  said so.\n\nMoscow denied it."
    assert report.headline == "Kursk: about 3,000 arrive"
    assert report.authors == ("Inna Example", "Ivan Example")
    assert (report.publisher, report.url, report.language) == ("Example", "https://news.example/1", "en")
    assert report.published is not None
    assert report.published.iso == "2024-11-19"
    assert [block.span.exact for block in report.blocks] == ["Kursk: about 3,000 arrive", "Kyiv  said so.", "Moscow denied it."]
    assert rendered(article_bytes(values)) == report


def test_html_is_read_by_its_visible_words_and_repeats_no_headline() -> None:
    page = "<h1>Kursk</h1><p>Kyiv <b>said</b> &laquo;so&raquo;.</p><script>alert(1)</script><p>Moscow denied it.</p>"
    assert rendered(article_bytes({"title": "Kursk", "html": page})).text == "Kursk\n\nKyiv said «so».\n\nMoscow denied it."


def test_a_date_that_cannot_be_read_is_a_note() -> None:
    report = rendered(article_bytes({"date": "last Tuesday", "text": "Kyiv said so."}))
    assert report.published is None
    assert [(problem.code, problem.severity) for problem in report.problems] == [("format.date-unread", "note")]


def test_a_headline_alone_is_a_report() -> None:
    assert rendered(article_bytes({"title": "Kyiv: about 3,000 arrive"})).text == "Kyiv: about 3,000 arrive"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "article.broken"),
        (b"[1]", "article.broken"),
        (b"[" * 100_000, "article.broken"),
        (b'{"text": "cut', "article.broken"),
        (b"\xff\xfe\x00", "article.broken"),
        (b'{"text": 7}', "format.no-words"),
        (b'{"text": "\\ud800"}', "format.no-words"),
    ],
)
def test_what_is_no_article_is_named(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as found:
        rendered(data)
    assert found.value.problem.code == code
