"""The dossier as a PDF: what it says can be copied out of it word for word, it leads from cite to entry and back, and nothing breaks it."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

import pypdfium2 as pdfium
import pytest

from closewatch.publish.checking.words import shown_in
from closewatch.publish.paper.letters import FONTS, covered, on_paper
from closewatch.publish.paper.paper import render_pdf, sheet_of, signs_without_letters
from closewatch.terms.dossier import Cited, Dossier, Maker, Passage, Section, Sentence, SentenceKind
from closewatch.terms.report import Span
from closewatch.terms.trouble import CaseError
from tests.publish.dossier_values import ANNEX, CHART, DOSSIER, EMPTY, PROTECTED, STAYS, hostile

HEAD, FOOT = 70.0, 60.0
"""The head and the foot of a page, in points: they stand between the lines of an entry that goes over two pages."""


def copied(pdf: bytes) -> str:
    """What a reader copies out of the pages, heads and feet left out, without white space: where a line ends is the paper's business."""
    document = pdfium.PdfDocument(pdf)
    pages = [document[place] for place in range(len(document))]
    texts = [page.get_textpage().get_text_bounded(bottom=FOOT, top=page.get_height() - HEAD) for page in pages]
    return bare(" ".join(texts))


def bare(text: str) -> str:
    return "".join(text.split())


def quoting(*paragraphs: str) -> Dossier:
    """A dossier that cites whole paragraphs."""
    annex = tuple(
        replace(ANNEX[0], number=place, id=f"st:{place}", paragraph=text, start=0, words=(Span(0, len(text), text),))
        for place, text in enumerate(paragraphs, 1)
    )
    sentences = tuple(Sentence("Somebody said so.", (cited.id,)) for cited in annex)
    return replace(DOSSIER, sections=(Section("all", "All", (Passage(sentences),)),), annex=annex)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(DOSSIER)


@pytest.fixture(scope="module")
def text(pdf: bytes) -> str:
    return copied(pdf)


@pytest.mark.parametrize("cited", ANNEX, ids=lambda cited: f"entry-{cited.number}")
def test_every_quotation_can_be_copied_out_in_english_ukrainian_russian_and_korean(text: str, cited: Cited) -> None:
    assert bare(cited.paragraph) in text
    for span in cited.words:
        assert bare(span.exact) in text


def test_every_sentence_table_and_chart_stands_in_it(text: str) -> None:
    for _, sentence in DOSSIER.sentences():
        assert bare(sentence.text) in text
    assert bare(CHART.title) in text
    assert bare(CHART.about) in text
    assert bare("no date") in text  # written in the drawing itself
    assert bare("2 more rows are in the ledger") in text


def test_an_entry_has_the_receipt_of_its_original_and_what_admitted_it(text: str) -> None:
    cited = ANNEX[3]
    assert cited.receipt.digest in text
    assert bare(f"{cited.receipt.taken_at} by {cited.receipt.taken_by}, with {cited.receipt.tool}") in text
    assert bare("the reader had left out “at least”") in text


def test_two_runs_give_the_same_bytes(pdf: bytes) -> None:
    assert render_pdf(DOSSIER) == pdf


def test_it_is_tagged_and_names_its_language(pdf: bytes) -> None:
    assert b"/MarkInfo<</Marked true" in pdf
    assert b"/StructTreeRoot" in pdf
    assert b"/Lang(en)" in pdf


def test_every_cite_leads_to_its_entry_and_every_entry_back_to_the_sections_that_cite_it(pdf: bytes) -> None:
    places = set(re.findall(rb"\(((?:entry|section)-\d{6})\)\d+ 0 R", pdf))
    links = re.findall(rb"/S/GoTo /D\(((?:entry|section)-\d{6})\)", pdf)
    assert set(links) <= places
    assert {b"entry-%06d" % cited.number for cited in ANNEX} <= set(links)
    # a link that goes over two lines is two areas of the page
    assert sum(link.startswith(b"entry") for link in links) >= sum(len(sentence.cites) for _, sentence in DOSSIER.sentences())
    assert b"/S/URI" not in pdf


def test_what_the_case_holds_back_is_a_bar_for_each_sign_with_its_reason(text: str) -> None:
    assert bare(ANNEX[6].paragraph) in text
    assert "█" * len("A nurse at the harbour hospital".replace(" ", "█")) in text
    assert bare(f"Withheld: {PROTECTED.reason} (decision {PROTECTED.decision})") in text
    assert bare(f"Withheld: {STAYS.reason}") in text


def test_who_wrote_a_sentence_is_said_in_words_and_not_by_colour_alone(text: str) -> None:
    assert bare("Judgement of anna") in text
    assert bare("Written by anna") in text
    assert bare("One ministry would not comment. [10] unreviewed") in text


def test_sentences_of_a_person_and_of_the_machine_never_run_on_in_one_paragraph() -> None:
    machine, person = Sentence("One."), Sentence("Two.", kind=SentenceKind.JUDGEMENT, maker=Maker.PERSON, by="person:anna")
    mixed = replace(DOSSIER, sections=(Section("a", "A", (Passage((machine, person, person, machine)),)),))
    groups = sheet_of(mixed)["sections"][0]["parts"][0]["groups"]
    assert [(group["look"], len(group["sentences"])) for group in groups] == [("machine", 1), ("judgement", 2), ("machine", 1)]


def test_only_the_shipped_fonts_are_used(pdf: bytes) -> None:
    names = set(re.findall(rb"/BaseFont/[A-Z]{6}\+([A-Za-z]+)", pdf))
    assert names
    assert names <= {b"SourceSerif", b"NotoSans", b"NotoSansMono", b"NotoSansKR", b"NotoSansMath", b"NotoSansSymbols"}


def test_every_font_travels_with_its_licence_and_stands_in_the_note_of_origin() -> None:
    note = (FONTS / "FONTS.md").read_text(encoding="utf-8")
    for font in FONTS.glob("*.ttf"):
        assert font.name in note
    for licence in FONTS.glob("OFL-*.txt"):
        assert "SIL OPEN FONT LICENSE" in licence.read_text(encoding="utf-8").upper()
        assert licence.stem.removeprefix("OFL-") in note


def test_the_fonts_have_every_hangul_syllable_and_the_letters_of_europe() -> None:
    assert set(range(0xAC00, 0xD7A4)) <= covered()
    assert set(range(0x400, 0x460)) <= covered()
    assert {ord(sign) for sign in "“”„«»’‘—–…₴₽№€▲★✓→█北美尹"} <= covered()


@pytest.mark.parametrize(
    "words",
    [
        'Say #eval("1"), $x^2$, *bold*, _it_, @label, <label>, = heading, // comment, \\u{41} and `code`',
        "The office affirmed five affidavits: fi fl ffi ffl",
        "Зеле\u0301нський — п’ять об’єктів, ґанок, їжак, Ёлка, объём",
        "국정원은 北 병력 약 1만2천 명이라고 美에 밝혔다",
        "⚡️❗ 🇺🇦 and 👍🏽 and 👩‍👧 → ✓",
        "soft\u00adhyphen, zero\u200bwidth, bom\ufeff and \u202eturned\u202c around",
        "a" * 10_000,
        "https://example.org/" + "path/" * 400 + "?q=" + "x" * 500,
        "漢字仮名 and 中国人民解放军",
        "קול ישראל אמר",
        "قال المتحدث إن 300 جندي قتلوا أمس",
        "█" * 500,
        "tab\tand\r\nnew line\x0c\x00\x1b\ud800",
    ],
)
def test_any_words_come_out_as_they_are_or_with_the_codes_of_their_signs(words: str) -> None:
    assert bare(on_paper(words)) in copied(render_pdf(quoting(words)))


@pytest.mark.parametrize(
    "words",
    [
        "قال المتحدث باسم الجيش (أمس) إن 300 جندي قتلوا، وأضاف أن 45٪ منهم أصيبوا.",
        'גורם בצה"ל אמר (אתמול): 300 חיילים נהרגו, 45% מהם בכירים.',
        "He said “قتل 300 جندي” on Monday.",
        "گفت که می\u200cخواهد ۳۰۰ نفر",
        "مُحَمَّدٌ رسول",
    ],
)
def test_words_that_run_from_right_to_left_come_out_each_with_its_letters_in_order(words: str) -> None:
    assert shown_in(render_pdf(quoting(words)), "x.pdf").shows(words)
    assert not shown_in(render_pdf(quoting("He said so.")), "x.pdf").shows(words)


def test_hostile_words_in_every_place_break_nothing() -> None:
    text = copied(render_pdf(hostile()))
    assert bare(on_paper(hostile().annex[0].paragraph)) in text
    assert "‹U+202E›" in text


def test_an_empty_dossier_and_empty_words_are_set() -> None:
    assert "Nothingiscited." in copied(render_pdf(EMPTY))
    blank = replace(ANNEX[0], paragraph="", words=(), speaker="", about="", headline="", url="", admitted=())
    hollow = Section(
        "", "", (Passage(()), replace(CHART, title="", about="", svg="", data=replace(CHART.data, columns=(), rows=()))), level=2
    )
    odd = replace(DOSSIER, title="", case="", head="", as_of="", made_with="", sections=(hollow, hollow), annex=(blank,))
    assert render_pdf(odd).startswith(b"%PDF")


def test_a_drawing_that_is_none_is_said_to_be_none_and_its_data_stand() -> None:
    broken = replace(DOSSIER, sections=(Section("a", "A", (replace(CHART, svg="<svg><g>"),)),))
    text = copied(render_pdf(broken))
    assert bare("This chart could not be drawn.") in text
    assert bare(CHART.data.rows[0].cells[3]) in text


def test_what_cannot_be_set_is_told_in_one_line() -> None:
    with pytest.raises(CaseError, match=r"wanted a dossier that can be set as a PDF, found: "):
        render_pdf(replace(DOSSIER, sections=(Section("a", "A", (replace(CHART, svg="<drawing/>"),)),)))


def test_words_of_signs_drawn_by_chance_are_always_set() -> None:
    chance = Random(7)
    ranges = (
        (0, 0x250),
        (0x300, 0x370),
        (0x590, 0x700),
        (0x2000, 0x2070),
        (0xFE00, 0xFFFF),
        (0x1F1E6, 0x1F200),
        (0x1F300, 0x1F700),
        (0, 0x10FFFF),
    )
    words = ["".join(chr(chance.randint(*chance.choice(ranges))) for _ in range(60)) for _ in range(80)]
    assert render_pdf(quoting(*words)).startswith(b"%PDF")


def test_signs_without_a_letter_are_named() -> None:
    assert signs_without_letters(quoting("plain words")) is None
    problem = signs_without_letters(quoting("cuneiform \U00012000 and \U00012000"))
    assert problem is not None
    assert problem.code == "dossier.no-font"
    assert "U+12000 (2 times)" in problem.message


def test_a_cite_that_is_not_in_the_annex_is_shown_by_its_id() -> None:
    lost = replace(DOSSIER, sections=(Section("a", "A", (Passage((Sentence("So it is.", ("st:lost",)),)),)),))
    assert bare("So it is. [st:lost]") in copied(render_pdf(lost))
