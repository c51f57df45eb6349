"""Documents as other programs write them: python-docx, odfdo and reportlab."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from odfdo import Document, Header, Paragraph, Row, Table
from odfdo import List as Listing
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate, SimpleDocTemplate
from reportlab.platypus import Paragraph as Printed

from closewatch.terms.report import BlockKind, Report
from tests.whole_line import fields_of, put_in

HEADLINE = "Soldiers seen near the river crossing"
AUTHOR = "Ida Marlow"
FIRST = "The ministry said on Monday that about 3,000 soldiers had reached the region."
SECOND = "“Nobody has counted them,” said Olena Brovar, who speaks for the “North” brigade – not yet."
THIRD = "A spokesman for the governor denied it; Київ and 평양 did not comment."
FIELDS = {"headline": HEADLINE, "authors": (AUTHOR,), "publisher": None, "published": "2024-11-19", "url": None}
STYLES = getSampleStyleSheet()


def kinds_of(report: Report) -> list[tuple[BlockKind, str]]:
    return [(part.kind, part.span.exact) for part in report.blocks]


def write_docx(path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = HEADLINE
    document.core_properties.author = "A typist"
    document.core_properties.created = datetime(2024, 11, 25, 8, 30)
    document.add_paragraph(HEADLINE, style="Title")
    document.add_paragraph(f"By {AUTHOR}")
    document.add_paragraph("19 November 2024")
    paragraph = document.add_paragraph("The ministry said on Monday that ")
    paragraph.add_run("about 3").bold = True
    paragraph.add_run(",000 soldiers").italic = True
    paragraph.add_run(" had reached the region.")
    document.add_paragraph(SECOND, style="Quote")
    document.add_heading("What is not known", 2)
    document.add_paragraph("how many", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip((cell for row in table.rows for cell in row.cells), ("Side", "Killed", "Brigade", "300"), strict=True):
        cell.text = words
    last = document.add_paragraph(THIRD)
    last.add_run().add_break(WD_BREAK.PAGE)
    document.sections[0].header.paragraphs[0].text = "Not for release"
    document.save(str(path))


def test_a_document_of_python_docx_keeps_its_words_and_their_kinds(tmp_path: Path) -> None:
    write_docx(tmp_path / "report.docx")
    held = put_in(tmp_path / "report.docx")
    assert (held.problems, held.notes) == ((), ())
    assert fields_of(held.report) == FIELDS
    assert kinds_of(held.report) == [
        (BlockKind.HEADLINE, HEADLINE),
        (BlockKind.PARAGRAPH, FIRST),
        (BlockKind.QUOTE, SECOND),
        (BlockKind.HEADING, "What is not known"),
        (BlockKind.ITEM, "how many"),
        (BlockKind.TABLE, "Side\tKilled"),
        (BlockKind.TABLE, "Brigade\t300"),
        (BlockKind.PARAGRAPH, THIRD),
    ]
    assert "Not for release" not in held.report.text


def test_a_document_of_odfdo_keeps_its_words_and_their_kinds(tmp_path: Path) -> None:
    document = Document("text")
    document.meta.title = HEADLINE
    document.meta.creator = "A typist"
    body = document.body
    body.clear()
    body.append(Header(1, HEADLINE))
    body.append(Paragraph(f"By {AUTHOR}"))
    body.append(Paragraph("19 November 2024"))
    spread = Paragraph(FIRST)
    spread.set_span("Strong", regex="about 3")
    body.append(spread)
    noted = Paragraph(SECOND)
    noted.insert_note(after="brigade", note_id="note1", citation="1", body="The name was changed.")
    body.append(noted)
    body.append(Listing(["how many"]))
    table = Table("Losses")
    table.append(Row(0))
    for place, words in enumerate(("Brigade", "300")):
        table.set_value((place, 0), words)
    body.append(table)
    body.append(Paragraph("One\ttwo   three\nfour."))
    body.append(Paragraph(THIRD))
    document.save(str(tmp_path / "report.odt"))

    held = put_in(tmp_path / "report.odt")
    assert (held.problems, held.notes) == ((), ())
    assert fields_of(held.report) == FIELDS
    assert kinds_of(held.report) == [
        (BlockKind.HEADLINE, HEADLINE),
        (BlockKind.PARAGRAPH, FIRST),
        (BlockKind.PARAGRAPH, SECOND),
        (BlockKind.ITEM, "how many"),
        (BlockKind.TABLE, "Brigade\t300"),
        (BlockKind.PARAGRAPH, "One\ttwo   three\nfour."),
        (BlockKind.PARAGRAPH, THIRD),
        (BlockKind.PARAGRAPH, "The name was changed."),
    ]


def printed(path: Path, *story: object, columns: int = 1) -> None:
    template: BaseDocTemplate = SimpleDocTemplate(str(path), title=HEADLINE, author="A typist")
    if columns > 1:
        template = BaseDocTemplate(str(path), title=HEADLINE, author="A typist")
        width = template.width / columns - 12
        frames = [Frame(template.leftMargin + number * (width + 24), template.bottomMargin, width, 330) for number in range(columns)]
        template.addPageTemplates([PageTemplate(frames=frames)])
    template.build(list(story))


def front() -> list[object]:
    normal = STYLES["BodyText"]
    return [Printed(HEADLINE, STYLES["Title"]), Printed(f"By {AUTHOR}", normal), Printed("19 November 2024", normal)]


LONG = " ".join(f"Brigade {number} said on Monday that it had lost {number} vehicles." for number in range(11, 31))
LATIN = "“Nobody has counted them,” said Olena Brovar – not yet."


def test_a_pdf_of_reportlab_keeps_its_words_and_their_pages(tmp_path: Path) -> None:
    normal = STYLES["BodyText"]
    story = [
        *front(),
        Printed(FIRST, normal),
        Printed(LONG, normal),
        PageBreak(),
        Printed(LATIN, normal),
        PageBreak(),
        Printed("It ended.", normal),
    ]
    printed(tmp_path / "report.pdf", *story)
    held = put_in(tmp_path / "report.pdf")
    assert (held.problems, held.notes) == ((), ())
    assert fields_of(held.report) == FIELDS
    assert [(part.page, part.span.exact) for part in held.report.blocks if part.kind is not BlockKind.HEADLINE] == [
        (1, FIRST),
        (1, LONG),
        (2, LATIN),
        (3, "It ended."),
    ]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    normal = STYLES["BodyText"]
    paragraphs = [" ".join(f"Unit {start + number} moved on." for number in range(16)) for start in range(100, 700, 100)]
    printed(tmp_path / "report.pdf", *(Printed(words, normal) for words in paragraphs), columns=2)
    text = " ".join(put_in(tmp_path / "report.pdf").report.text.split())
    assert text == " ".join(paragraphs)


@pytest.mark.parametrize("strength", [40, 128, 256])
def test_a_pdf_that_needs_a_password_is_named_and_one_that_only_forbids_printing_is_read(tmp_path: Path, strength: int) -> None:
    for name, password in (("locked.pdf", "secret"), ("open.pdf", "")):
        canvas = Canvas(
            str(tmp_path / name),
            encrypt=StandardEncryption(password, ownerPassword="owner", canPrint=0, canCopy=0, strength=strength),
        )
        canvas.drawString(72, 720, FIRST)
        canvas.save()
    locked, opened = put_in(tmp_path / "locked.pdf"), put_in(tmp_path / "open.pdf")
    assert (locked.problems, locked.reports, len(locked.captures)) == (("pdf.encrypted",), (), 1)
    assert (opened.problems, opened.report.text) == ((), FIRST)
