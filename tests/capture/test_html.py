from __future__ import annotations

import json

import pytest

from closewatch.capture.originals import DAY, HEADLINE, PARAGRAPHS, make_page, make_saved_page, receipt
from closewatch.capture.render import render
from closewatch.terms.report import BlockKind, Report
from closewatch.terms.trouble import Unreadable


def render_page(page: str | bytes, name: str = "page.html") -> Report:
    data = page.encode() if isinstance(page, str) else page
    return render(receipt(data, name, "text/html"), data)


def article(body: str, head: str = "") -> str:
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body><article>{body}</article></body></html>'


LONG = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def test_a_page_gives_its_article_and_its_fields() -> None:
    report = render_page(make_page())
    assert report.text == "\n\n".join((HEADLINE, *PARAGRAPHS))
    assert (report.headline, report.authors, report.publisher) == (HEADLINE, ("Ann Lee",), "The Invented Daily")
    assert report.published is not None
    assert (report.published.iso, report.url, report.language) == (f"{DAY}T10:23:00+09:00", "https://daily.example/border", "en")
    assert report.problems == ()


def test_linked_data_are_read_before_meta_elements() -> None:
    node = {
        "@type": ["NewsArticle"],
        "headline": HEADLINE,
        "datePublished": "2024-11-19T10:23:00+0900",
        "author": [{"name": "Ann Lee"}, {"name": "Bo Kim"}],
    }
    linked = json.dumps({"@graph": [{"@type": "WebSite", "name": "x"}, node]})
    head = f'<script type="application/ld+json">{linked}</script><meta name="author" content="Web Desk"><title>{HEADLINE}</title>'
    report = render_page(article(f"<h1>{HEADLINE}</h1>{LONG}", head))
    assert report.authors == ("Ann Lee", "Bo Kim")
    assert report.published is not None
    assert report.published.iso == "2024-11-19T10:23:00+0900"


def test_byline_and_day_in_the_article_are_fields_and_not_text() -> None:
    report = render_page(article(f"<h1>{HEADLINE}</h1><p>By Ann Lee</p><p>19 November 2024</p>{LONG}"))
    assert report.text == "\n\n".join((HEADLINE, *PARAGRAPHS))
    assert report.authors == ("Ann Lee",)
    assert report.published is not None
    assert report.published.iso == DAY


def test_a_paragraph_in_nested_containers_appears_once() -> None:
    # The kind of page in trafilatura's issue 634, where a paragraph was found in the container and again by itself.
    inner = f"<p>{PARAGRAPHS[0]}</p><blockquote><p>{PARAGRAPHS[1]}</p></blockquote>"
    text = render_page(f"<html><body><div><div><div>{inner}</div></div></div></body></html>").text
    assert (text.count(PARAGRAPHS[0]), text.count(PARAGRAPHS[1])) == (1, 1)


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_each_paragraph_of_a_short_page_appears_once(count: int) -> None:
    words = [f"The office said on day {number} that {number} people had left the town." for number in range(count)]
    for page in (
        "".join(f"<p>{line}</p>" for line in words),
        "<div>" + "".join(f"<div><span>{line}</span></div>" for line in words) + "</div>",
        "<article><section>" + "<br><br>".join(words) + "</section></article>",
    ):
        text = render_page(f"<html><body>{page}</body></html>").text
        assert [text.count(line) for line in words] == [1] * count


def test_headings_quotes_items_tables_and_captions_are_told_apart() -> None:
    body = (
        f"<h1>{HEADLINE}</h1><p>{PARAGRAPHS[0]}</p><h2>What was denied</h2><blockquote><p>{PARAGRAPHS[1]}</p></blockquote>"
        "<ul><li>The first item of a list of things</li><li>The second item of the list</li></ul><p>It went on like this for many days.</p>"
        "<table><tr><td>Killed</td><td>300</td></tr></table>"
        "<figure><figcaption>A column of trucks, the ministry said.</figcaption></figure>"
        f"<p>{PARAGRAPHS[2]}</p>"
    )
    kinds = {part.span.exact: part.kind for part in render_page(article(body)).blocks}
    assert kinds[HEADLINE] == BlockKind.HEADLINE
    assert kinds["What was denied"] == BlockKind.HEADING
    assert kinds[PARAGRAPHS[1]] == BlockKind.QUOTE
    assert kinds["The second item of the list"] == BlockKind.ITEM
    assert kinds["Killed\t300"] == BlockKind.TABLE
    assert kinds["A column of trucks, the ministry said."] == BlockKind.CAPTION


def test_a_page_without_an_article_keeps_its_visible_words_and_says_so() -> None:
    report = render_page("<html><body><table><tr><td>x<td>y</table></body></html>")
    assert report.text
    deep = render_page("<div>" * 200_000 + "Kyiv said so." + "</div>" * 200_000 + "<p>It rained.</p><script>hidden()</script>")
    assert deep.text == "Kyiv said so.\n\nIt rained."
    assert [problem.code for problem in deep.problems] == ["html.no-article"]


def test_a_declared_character_set_is_used() -> None:
    page = article("<p>Київ повідомив, що близько 3 тисяч солдатів прибули до області.</p>").replace("utf-8", "windows-1251")
    report = render_page(page.encode("cp1251"))
    assert "Київ повідомив" in report.text
    assert (report.language, report.problems) == ("uk", ())


def test_the_character_set_of_the_response_counts_too() -> None:
    data = "<p>Größe und Übermut waren nicht das Thema, sagte die Behörde.</p>".encode("cp1252")
    capture = receipt(data, "https://a.example/x", "text/html", (("content-type", "text/html; charset=iso-8859-1"),))
    report = render(capture, data)
    assert report.text.startswith("Größe und Übermut")
    assert (report.url, report.problems) == ("https://a.example/x", ())


def test_a_relative_canonical_address_is_joined_to_where_the_page_was() -> None:
    page = make_page().replace(b"https://daily.example/border", b"/world/border")
    assert render_page(page, "https://daily.example/?id=1").url == "https://daily.example/world/border"
    assert render_page(page).url is None


def test_a_lone_surrogate_never_gets_into_the_text() -> None:
    render_page("<p>Kyiv said &#xD800; so.&#0; It rained &#x110000; a lot.</p>").text.encode()


@pytest.mark.parametrize("page", ["", "<html></html>", "<!-- -->", "<script>words()</script>", "<p>&nbsp;</p>"])
def test_a_page_without_words_is_named(page: str) -> None:
    with pytest.raises(Unreadable, match=r"format\.(no-words|empty)"):
        render_page(page)


def test_a_saved_page_is_read_as_its_page() -> None:
    data = make_saved_page()
    report = render(receipt(data, "page.mht"), data)
    assert report.text == "\n\n".join((HEADLINE, *PARAGRAPHS))
    assert report.url == "https://daily.example/border"


@pytest.mark.parametrize(("data", "code"), [(b"MIME-Version: 1.0\n\n", "mhtml.no-page"), (make_saved_page(b" "), "mhtml.no-page")])
def test_a_saved_page_without_a_page_is_named(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        render(receipt(data, "page.mht", "multipart/related"), data)
    assert caught.value.problem.code == code


def test_a_page_with_a_headline_and_nothing_under_it_says_so() -> None:
    report = render_page("<html><head><title>Soldiers seen</title></head><body><div id='app'></div><script>build()</script></body></html>")
    assert (report.text, report.headline) == ("Soldiers seen", "Soldiers seen")
    assert "html.no-body" in [problem.code for problem in report.problems]
