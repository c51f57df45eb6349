from __future__ import annotations

import pytest

from closewatch.capture.originals import receipt
from closewatch.capture.render import render
from closewatch.terms.report import BlockKind, Report
from closewatch.terms.trouble import Unreadable

FIRST = "The ministry said on Monday that about 3,000 soldiers had reached the region."
SECOND = "Moscow denied it."


def render_words(text: str) -> Report:
    return render_bytes(text.encode(), "text/plain")


def render_bytes(data: bytes, media_type: str) -> Report:
    return render(receipt(data, "report.txt", media_type), data)


def test_header_lines_become_fields_in_any_case_and_order() -> None:
    report = render_words(
        "date: 19 November 2024\nTITLE: Border Closed\nOutlet: The Invented Daily\nurl: https://a.example/1\n"
        f"Author: Ann Lee, Bo Kim\n\n{FIRST}\n"
    )
    assert (report.headline, report.publisher, report.authors) == ("Border Closed", "The Invented Daily", ("Ann Lee", "Bo Kim"))
    assert report.published is not None
    assert (report.published.iso, report.url) == ("2024-11-19", "https://a.example/1")
    assert report.text == f"Border Closed\n\n{FIRST}\n"


def test_a_date_that_cannot_be_read_is_a_note_and_not_a_guess() -> None:
    report = render_words(f"Title: Border Closed\nDate: 03/04/2024\n\n{FIRST}")
    assert report.published is None
    assert [problem.code for problem in report.problems] == ["format.date-unread"]


def test_first_lines_give_label_headline_day_and_author() -> None:
    report = render_words(
        f"World\n\nThe Hard Road of Those Sent Away: A Witness Speaks\n\n2024-11-19\n\nAuthor: Charlotte\n\n{FIRST}\n\n{SECOND}"
    )
    assert report.headline == "The Hard Road of Those Sent Away: A Witness Speaks"
    assert (report.publisher, report.authors) == (None, ("Charlotte",))
    assert report.published is not None
    assert report.published.iso == "2024-11-19"
    assert report.text == f"{report.headline}\n\n{FIRST}\n\n{SECOND}"


def test_a_report_without_a_headline_has_none() -> None:
    report = render_words(f"{FIRST}\n\n{SECOND}")
    assert report.headline is None
    assert report.text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "text", [FIRST, f"{FIRST}\n{SECOND}", "Kyiv says talks go on", "Kyiv said on Monday that the\ntalks go on, and that\nnobody left."]
)
def test_words_that_do_not_stand_alone_above_a_body_are_no_headline(text: str) -> None:
    report = render_words(text)
    assert (report.headline, report.text) == (None, text)


def test_the_body_is_never_respaced() -> None:
    body = "  One  line,\r\nthe same\tparagraph.  \r\n\r\n\r\n   Another one.\r\n \r\n"
    report = render_words(f"Title: Spaces\r\n\r\n{body}")
    assert report.text == f"Spaces\n\n{body}"
    assert [part.span.exact for part in report.blocks] == ["Spaces", "One  line,\r\nthe same\tparagraph.", "Another one."]


def test_paragraphs_are_parted_by_blank_lines() -> None:
    report = render_words(f"{FIRST}\nIt rained.\n \t\n{SECOND}")
    assert [part.span.exact for part in report.blocks] == [f"{FIRST}\nIt rained.", SECOND]


def test_without_a_blank_line_each_line_is_a_paragraph() -> None:
    report = render_words(f"{FIRST}\n{SECOND}\n")
    assert [(part.kind, part.span.exact) for part in report.blocks] == [(BlockKind.PARAGRAPH, FIRST), (BlockKind.PARAGRAPH, SECOND)]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = "The ministry said that\nabout 3,000 soldiers had\nreached the region."
    assert [part.span.exact for part in render_words(text).blocks] == [text]


def test_a_repeated_field_line_stays_in_the_body() -> None:
    assert render_words("Title: One\nTitle: Two\n\nBody.").text == "One\n\nTitle: Two\n\nBody."


@pytest.mark.parametrize(("data", "code"), [(b"\x00\x01\x02" * 40, "text.binary"), (b" \n\t\n", "format.no-words"), (b"", "format.empty")])
def test_what_holds_no_words_is_named(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        render_bytes(data, "text/plain")
    assert caught.value.problem.code == code


def test_a_text_beyond_the_limit_is_refused_not_cut() -> None:
    with pytest.raises(Unreadable, match=r"format\.too-long"):
        render_bytes(b"a" * 16_000_001, "text/plain")
    with pytest.raises(Unreadable, match=r"format\.too-long"):
        render_bytes(b"a\n\n" * 200_010, "text/plain")
