"""What every format promises: the same bytes give the same report, spans hold, and broken input is a named Problem."""

from __future__ import annotations

import pytest

from closewatch.capture import originals
from closewatch.capture.format import Format
from closewatch.capture.formats import FORMATS
from closewatch.capture.render import render
from closewatch.terms.ref import canonical
from closewatch.terms.report import Report
from closewatch.terms.trouble import Unreadable

MAIL = (
    "From: Ann Lee <ann@daily.example>\r\nTo: desk@daily.example\r\nSubject: At the border\r\nDate: Tue, 19 Nov 2024 10:23:00 +0900\r\n"
    "Message-ID: <1@daily.example>\r\n"
    "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    + "\r\n\r\n".join(originals.PARAGRAPHS)
).encode()
BODY = "\n\n".join(originals.PARAGRAPHS)
ROW = canonical({"title": originals.HEADLINE, "date": originals.DAY, "outlet": "The Invented Daily", "text": BODY})
SAMPLES = {
    "text/plain": originals.make_text(),
    "text/html": originals.make_page(),
    "multipart/related": originals.make_saved_page(),
    "application/pdf": originals.make_pdf(),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": originals.make_docx(),
    "application/vnd.oasis.opendocument.text": originals.make_odt(),
    "message/rfc822": MAIL,
    "application/x-article+json": ROW,
}
KINDS = [(kind, media_type) for kind in FORMATS for media_type in kind.media_types]
SAMPLED = [pytest.param(media_type, id=media_type.rpartition("/")[2]) for media_type in SAMPLES]


def read(data: bytes, media_type: str) -> Report:
    return render(originals.receipt(data, media_type=media_type), data)


def test_every_media_type_is_read_by_one_format() -> None:
    media_types = [media_type for kind in FORMATS for media_type in kind.media_types]
    assert len(media_types) == len(set(media_types))
    assert set(SAMPLES) <= set(media_types)


@pytest.mark.parametrize("media_type", SAMPLED)
def test_the_same_bytes_give_the_same_report(media_type: str) -> None:
    assert read(SAMPLES[media_type], media_type) == read(SAMPLES[media_type], media_type)


@pytest.mark.parametrize("media_type", SAMPLED)
def test_every_paragraph_is_in_the_report_word_for_word(media_type: str) -> None:
    text = read(SAMPLES[media_type], media_type).text
    assert [text.count(paragraph) for paragraph in originals.PARAGRAPHS] == [1, 1, 1]


@pytest.mark.parametrize("media_type", SAMPLED)
def test_blocks_hold_in_order_and_cover_every_word(media_type: str) -> None:
    report = read(SAMPLES[media_type], media_type)
    end = 0
    for part in report.blocks:
        report.check(part.span)
        assert not report.text[end : part.span.start].strip()
        end = part.span.end
    assert not report.text[end:].strip()
    assert report.headline is None or report.text.startswith(report.headline)


@pytest.mark.parametrize("media_type", SAMPLED)
def test_a_truncated_original_is_a_report_or_a_named_problem(media_type: str) -> None:
    data = SAMPLES[media_type]
    for tenth in range(10):
        report_or_code(data[: len(data) * tenth // 10], media_type)


@pytest.mark.parametrize("media_type", SAMPLED)
def test_an_original_of_another_kind_is_a_report_or_a_named_problem(media_type: str) -> None:
    for data in (*SAMPLES.values(), b"\x00" * 100, bytes(range(256)) * 4, b"<" * 1000):
        report_or_code(data, media_type)


@pytest.mark.parametrize(("kind", "media_type"), [pytest.param(*each, id=each[1].rpartition("/")[2]) for each in KINDS])
def test_nonsense_is_a_report_or_a_named_problem(kind: Format, media_type: str) -> None:
    for data in (b"\xff\xfe\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"{}", b"\n"):
        report_or_code(data, media_type, (kind,))


def test_a_kind_that_no_format_reads_is_named() -> None:
    with pytest.raises(Unreadable, match=r"format\.unknown"):
        read(b"\x89PNG\r\n\x1a\n", "image/png")


def report_or_code(data: bytes, media_type: str, formats: tuple[Format, ...] = FORMATS) -> None:
    try:
        report = render(originals.receipt(data, media_type=media_type), data, formats)
    except Unreadable:
        return
    report.text.encode()
    for part in report.blocks:
        report.check(part.span)
