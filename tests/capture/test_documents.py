"""DOCX, ODT and PDF: the three formats that come as documents."""

from __future__ import annotations

import io
import zipfile

import pytest

from closewatch.capture.originals import (
    DAY,
    HEADLINE,
    PARAGRAPHS,
    make_docx,
    make_locked_pdf,
    make_odt,
    make_pdf,
    make_zip,
    pdf_lines_of,
    receipt,
)
from closewatch.capture.render import render
from closewatch.terms.report import BlockKind, Report
from closewatch.terms.trouble import Unreadable

TEXT = "\n\n".join((HEADLINE, *PARAGRAPHS))
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"


def read(data: bytes, media_type: str = "") -> Report:
    return render(receipt(data, "report", media_type), data)


def code_of(data: bytes, media_type: str = "") -> str:
    with pytest.raises(Unreadable) as caught:
        read(data, media_type)
    return caught.value.problem.code


def paragraph(words: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r><w:t>{words}</w:t></w:r></w:p>"


@pytest.mark.parametrize("data", [make_docx(), make_odt(), make_pdf()])
def test_a_document_gives_headline_and_paragraphs(data: bytes) -> None:
    report = read(data)
    assert (report.text, report.headline, report.authors) == (TEXT, HEADLINE, ())
    assert report.problems == ()


def test_first_lines_of_a_document_are_read_as_in_plain_text() -> None:
    lines = ("World", HEADLINE, DAY, "By Ann Lee", *PARAGRAPHS)
    for data in (make_docx(body="".join(map(paragraph, lines))), make_odt(body="".join(f"<text:p>{line}</text:p>" for line in lines))):
        report = read(data)
        assert (report.text, report.authors) == (TEXT, ("Ann Lee",))
        assert report.published is not None
        assert report.published.iso == DAY


def test_what_word_deleted_is_left_out_and_noted() -> None:
    changed = "<w:del><w:r><w:delText>300</w:delText></w:r></w:del><w:ins><w:r><w:t>3,000 came.</w:t></w:r></w:ins>"
    body = f"<w:p><w:r><w:t>About </w:t></w:r>{changed}</w:p>{paragraph('So it was said.')}"
    report = read(make_docx(body=body))
    assert report.text == "About 3,000 came.\n\nSo it was said."
    assert [problem.code for problem in report.problems] == ["docx.tracked-changes"]


def test_styles_tables_and_line_breaks_of_word_are_kept() -> None:
    body = (
        paragraph("Kyiv denied it.")
        + paragraph("Words of another", '<w:pStyle w:val="Quote"/>')
        + f"<w:tbl><w:tr><w:tc>{paragraph('Killed')}</w:tc><w:tc>{paragraph('300')}</w:tc></w:tr></w:tbl>"
        + "<w:p><w:r><w:t>One</w:t><w:br/><w:t>Two</w:t><w:tab/><w:t>Three.</w:t></w:r></w:p>"
        + paragraph("Numbered", "<w:numPr/>")
    )
    found = [(part.kind, part.span.exact) for part in read(make_docx(body=body)).blocks]
    assert found == [
        (BlockKind.PARAGRAPH, "Kyiv denied it."),
        (BlockKind.QUOTE, "Words of another"),
        (BlockKind.TABLE, "Killed\t300"),
        (BlockKind.PARAGRAPH, "One\nTwo\tThree."),
        (BlockKind.ITEM, "Numbered"),
    ]


def test_a_style_is_known_by_its_english_name_whatever_its_id() -> None:
    names = {"berschrift1": "heading 1", "Zitat": "Quote", "Aufzhlungszeichen": "List Bullet"}
    styles = "".join(f'<w:style w:styleId="{identity}"><w:name w:val="{name}"/></w:style>' for identity, name in names.items())
    styled = (paragraph(f"As {name}", f'<w:pStyle w:val="{identity}"/>') for identity, name in names.items())
    body = paragraph("Kyiv denied it.") + "".join(styled)
    with zipfile.ZipFile(io.BytesIO(make_docx(body=body))) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    data = make_zip([*members, ("word/styles.xml", f'<w:styles xmlns:w="{space}">{styles}</w:styles>'.encode())])
    assert [part.kind for part in read(data).blocks] == [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.ITEM]


def test_a_text_box_of_word_counts_once() -> None:
    box = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    choice = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f'<mc:AlternateContent xmlns:mc="{space}">{choice}</mc:AlternateContent>'
    text = read(make_docx(body=f"<w:p><w:r><w:t>Beside </w:t></w:r><w:r>{both}</w:r><w:r><w:t>the box.</w:t></w:r></w:p>")).text
    assert (text.count("In the box."), text.count("Beside the box.")) == (1, 1)


def test_white_space_notes_and_tables_of_an_opendocument_text_are_kept_in_their_places() -> None:
    body = (
        '<text:p>One<text:s text:c="3"/>two<text:tab/>three<text:line-break/>four'
        "<text:note><text:note-body><text:p>Said later.</text:p></text:note-body></text:note>, five.</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>Killed</text:p></table:table-cell>"
        "<table:table-cell><text:p>300</text:p></table:table-cell></table:table-row></table:table>"
        "<text:list><text:list-item><text:p>An item.</text:p></text:list-item></text:list>"
    )
    assert read(make_odt(body=body)).text == "One   two\tthree\nfour, five.\n\nKilled\t300\n\nAn item.\n\nSaid later."


def test_the_typist_in_the_properties_is_not_the_author_unless_the_text_says_so() -> None:
    assert read(make_docx()).authors == ()
    body = paragraph("From our typist on the spot.") + paragraph("It rained.")
    assert read(make_docx(body=body)).authors == ("typist",)


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_document_type_is_refused(kind: str) -> None:
    bomb = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'
    name = "word/document.xml" if kind == "docx" else "content.xml"
    data = make_zip([("[Content_Types].xml", b"<x/>"), (name, bomb)])
    assert code_of(data, DOCX if kind == "docx" else ODT) == f"{kind}.doctype"


@pytest.mark.parametrize(("media_type", "name", "code"), [(DOCX, "word/document.xml", "docx.bomb"), (ODT, "content.xml", "odt.bomb")])
def test_a_zip_bomb_is_refused_by_what_it_declares_and_by_what_comes_out(media_type: str, name: str, code: str) -> None:
    large = make_zip([(name, b" " * (64 * 2**20 + 1))])
    assert code_of(large, media_type) == code
    # The same, declaring only ten bytes in its central directory.
    size = (64 * 2**20 + 1).to_bytes(4, "little")
    lying = large.replace(size, (10).to_bytes(4, "little"))
    assert code_of(lying, media_type) in (code, code.replace("bomb", "broken"))


def test_many_empty_elements_are_a_bomb() -> None:
    assert code_of(make_docx(body="<w:a/>" * 2_000_001), DOCX) == "docx.bomb"


def test_protected_documents_are_named() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(480)
    assert code_of(ole) == "docx.encrypted"
    manifest = b'<m:manifest xmlns:m="urn:x"><m:encryption-data/></m:manifest>'
    assert code_of(make_zip([("content.xml", b"??"), ("META-INF/manifest.xml", manifest)]), ODT) == "odt.encrypted"
    assert code_of(make_locked_pdf()) == "pdf.encrypted"


@pytest.mark.parametrize(
    ("data", "media_type", "code"),
    [
        (b"PK\x03\x04", DOCX, "docx.broken"),
        (make_docx()[:-30], "", "docx.broken"),
        (make_zip([("a", b"b")]), DOCX, "docx.broken"),
        (make_zip([("a", b"b")]), ODT, "odt.broken"),
        (make_zip([("content.xml", b"<a><b></a>")]), ODT, "odt.broken"),
        (b"%PDF-1.7\nnothing", "application/pdf", "pdf.broken"),
        (make_pdf(pages=[[]]), "application/pdf", "pdf.no-text"),
        (make_docx(body="<w:p/>"), DOCX, "format.no-words"),
    ],
)
def test_broken_and_empty_documents_are_named(data: bytes, media_type: str, code: str) -> None:
    assert code_of(data, media_type) == code


def test_pages_are_kept_on_the_blocks_of_a_pdf() -> None:
    second = [(72, 720, 11, "It went on."), (72, 680, 11, "It ended.")]
    report = read(make_pdf(pages=[pdf_lines_of(HEADLINE, PARAGRAPHS), [], second]))
    assert [part.page for part in report.blocks if part.kind is BlockKind.PARAGRAPH] == [1, 1, 1, 3, 3]
    assert [problem.code for problem in report.problems] == ["pdf.pages-without-text"]


def test_a_sentence_that_runs_over_the_page_is_one_paragraph() -> None:
    first = [(72, 720, 11, "Kyiv said that about"), (72, 706, 11, "3,000 soldiers had")]
    report = read(make_pdf(pages=[first, [(72, 720, 11, "reached the region.")]]))
    assert [(part.page, part.span.exact) for part in report.blocks] == [(1, "Kyiv said that about 3,000 soldiers had reached the region.")]


def test_a_hyphen_at_the_end_of_a_line_stays_and_no_space_is_put_in() -> None:
    lines = [(72, 720, 11, "Kyiv spoke of long-"), (72, 706, 11, "range fire - of sol-"), (72, 692, 11, "diers and guns.")]
    assert read(make_pdf(pages=[lines])).text == "Kyiv spoke of long-range fire - of sol-diers and guns."


def test_the_title_of_a_pdf_counts_only_where_the_page_shows_it() -> None:
    lines = [(72, 720, 11, HEADLINE), (72, 690, 11, "19 November 2024"), (72, 660, 11, "Kyiv said so.")]
    shown, other = read(make_pdf(pages=[lines], title=HEADLINE)), read(make_pdf(pages=[lines[2:]], title="Microsoft Word - draft7"))
    assert (shown.headline, shown.published and shown.published.iso) == (HEADLINE, DAY)
    assert (other.headline, other.published, other.text) == (None, None, "Kyiv said so.")
