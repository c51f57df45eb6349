"""The PDF as another library reads it: pikepdf finds the tags, the language, the title, the bookmarks and the end of every link."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest

from closewatch.publish.paper.paper import render_pdf
from tests.publish.dossier_values import ANNEX, DOSSIER


@pytest.fixture(scope="module")
def document() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(render_pdf(DOSSIER)))


def named_places(document: pikepdf.Pdf) -> dict[str, Any]:
    return dict(pikepdf.NameTree(document.Root.Names.Dests).items())


def links(document: pikepdf.Pdf) -> list[Any]:
    return [mark for page in document.pages for mark in page.get("/Annots", []) if mark.Subtype == "/Link"]


def test_it_is_tagged_with_language_and_title(document: pikepdf.Pdf) -> None:
    assert document.Root.MarkInfo.Marked
    assert document.Root.StructTreeRoot.K
    assert str(document.Root.Lang) == "en"
    assert str(document.docinfo["/Title"]) == DOSSIER.title
    assert document.Root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as metadata:
        assert metadata["dc:title"] == DOSSIER.title
        assert metadata["pdfuaid:part"] == "1"


def test_every_link_ends_on_a_page_of_the_document(document: pikepdf.Pdf) -> None:
    pages = {page.objgen for page in document.pages}
    places = named_places(document)
    found = links(document)
    assert found
    for link in found:
        end = link.A.D if "/A" in link else link.Dest
        end = end if isinstance(end, pikepdf.Array) else places[str(end)]
        assert end[0].objgen in pages


def test_every_entry_of_the_annex_is_a_named_place_that_a_link_leads_to(document: pikepdf.Pdf) -> None:
    led_to = {str(link.A.D) for link in links(document) if "/A" in link}
    wanted = {f"entry-{cited.number:06d}" for cited in ANNEX}
    assert wanted <= led_to
    assert wanted <= set(named_places(document))


def test_nothing_in_it_leads_outside_or_runs(document: pikepdf.Pdf) -> None:
    assert {str(link.A.S) for link in links(document) if "/A" in link} == {"/GoTo"}
    assert "/OpenAction" not in document.Root
    assert "/JavaScript" not in document.Root.Names
    assert "/EmbeddedFiles" not in document.Root.Names


def test_chapters_are_bookmarks(document: pikepdf.Pdf) -> None:
    with document.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert [title.split("\u2002")[-1].strip() for title in titles][-1] == "Annex: what the sentences rest on"
    assert len(titles) == len([section for section in DOSSIER.sections if section.level == 1]) + 1


def test_every_picture_has_words_for_those_who_do_not_see_it(document: pikepdf.Pdf) -> None:
    figures = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
    assert figures
    assert all(str(figure.get("/Alt", "")) for figure in figures)
