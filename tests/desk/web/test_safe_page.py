from __future__ import annotations

import re

import pytest

from closewatch.desk.web.reading.opened import Look, open_original
from closewatch.desk.web.reading.safe_page import cleaned

HOSTILE = (
    "<script>x()</script>",
    "<img src=x onerror=x()>",
    "<svg onload=x()><script>x()</script></svg>",
    "<style>@import url(//a.example)</style>",
    "<p style='background:url(//a.example)'>so</p>",
    "<link rel=stylesheet href=//a.example>",
    "<meta http-equiv=refresh content='0;url=//a.example'>",
    "<base href=//a.example>",
    "<iframe src=//a.example></iframe>",
    "<object data=//a.example></object>",
    "<form action=//a.example><input></form>",
    "<a href='javascript:x()'>so</a>",
    "<a href=//a.example ping=//a.example>so</a>",
    "<video poster=//a.example src=//a.example></video>",
    "<img srcset='//a.example 2x' src='data:image/svg+xml;base64,PHN2Zz4='>",
    "<math><mtext><script>x()</script></mtext></math>",
    "<table background=//a.example><tr><td>so</td></tr></table>",
    "<p id=x name=y class=z data-start=0>so</p>",
    "<!--[if IE]><script>x()</script>-->",
    "<noscript><p title='</noscript><img src=x onerror=x()>'></noscript>",
    "<img src='ftp://a.example/1.png'>",
    "<input autofocus onfocus=x()>",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_of_a_page_runs_is_fetched_is_sent_or_leads_away(words: str) -> None:
    found = cleaned(f"<p>Kyiv</p>{words}<p>said</p>")
    assert "<p>Kyiv</p>" in found
    assert not re.search(r"a\.example|script|x\(\)|href|style|svg|form|input|\bon\w+=|id=|class=|srcset", found), found


def test_words_tables_and_pictures_within_the_page_stay() -> None:
    picture = "data:image/png;base64,iVBORw0KGgo="
    page = f"<table><tr><td colspan='2' dir='rtl'>12</td></tr></table><img src='{picture}' alt='a map'>"
    found = cleaned(page)
    assert '<td colspan="2" dir="rtl">12</td>' in found or '<td dir="rtl" colspan="2">12</td>' in found
    assert picture in found


def test_a_page_says_what_was_taken_out_and_has_no_way_to_anything() -> None:
    opened = open_original("text/html", "<title>Київ</title><p>Київ заявив</p>".encode("cp1251"), "windows-1251")
    assert opened.look is Look.FRAME
    assert "Київ заявив" in opened.page
    assert "without its scripts" in opened.says


@pytest.mark.parametrize("kind", ["application/pdf", "multipart/related", "message/rfc822", "application/x-article+json", "text/html"])
def test_broken_originals_are_said_to_be_so(kind: str) -> None:
    assert open_original(kind, b"\x00\xff broken \x80", None).says
