"""One article through a real browser and without it: what was saved reads as what was fetched."""

from __future__ import annotations

import base64
import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from closewatch.capture.fetch import fetch
from tests.browser.conftest import Saved, Site
from tests.whole_line import fields_of, put_in

HEADLINE = "Soldiers seen near the river crossing"
PARAGRAPHS = (
    "The ministry said on Monday that about 3,000 soldiers had reached the region, and that more were on their way to the border.",
    "“Nobody has counted them,” said Olena Brovar, who speaks for the “North” brigade – and she wouldn’t say when it would be done.",
    "A spokesman for the governor denied it; Київ and 평양 did not comment on the number of soldiers, or on their pay of €2,000 a month.",
    "According to the office, at least 209 people had been displaced by the fighting in the three villages since the month began.",
)
BODY = "\n\n".join((HEADLINE, *PARAGRAPHS))
PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
ARTICLE = f"<h1>{HEADLINE}</h1><p class='byline'>By Ida Marlow</p>" + "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
HEAD = f"""<meta charset="utf-8"><title>{HEADLINE} | The Harbour Gazette</title>
<meta property="og:site_name" content="The Harbour Gazette"><meta name="author" content="Ida Marlow">
<meta property="article:published_time" content="2024-11-19T23:30:00+09:00"><link rel="stylesheet" href="/style.css">"""
NAV = "<nav><a href='/'>Home</a> <a href='/world'>World</a> <a href='/sport'>Sport</a></nav>"
FOOT = "<footer><p>All rights reserved by The Harbour Gazette. Subscribe to our newsletter today.</p></footer>"

PLAIN = (
    f"<!DOCTYPE html><html lang='en'><head>{HEAD}</head><body class='ready'>{NAV}"
    f"<article>{ARTICLE}<img src='/pixel.gif' alt=''></article>{FOOT}</body></html>"
)
BUILT = (
    f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Loading…</title></head>"
    f"<body>{NAV}<main id='room'>Loading…</main>{FOOT}"
    "<script>fetch('/story.json').then(answer => answer.json()).then(story => {"
    "document.head.insertAdjacentHTML('beforeend', story.head); document.title = story.title;"
    "document.getElementById('room').innerHTML = '<article>' + story.article + '</article>';"
    "document.body.className = 'ready'; });</script></body></html>"
)


@pytest.fixture
def news(site: Site) -> Site:
    site.put("/style.css", "p { color: #222 } h1 { font-size: 2em }", "text/css")
    site.put("/pixel.gif", PIXEL, "image/gif")
    site.put("/plain", PLAIN)
    site.put("/built", BUILT)
    story = {"title": f"{HEADLINE} | The Harbour Gazette", "head": HEAD, "article": ARTICLE}
    site.put("/story.json", json.dumps(story), "application/json")
    return site


def stated(address: str | None) -> dict[str, object]:
    return {
        "headline": HEADLINE,
        "authors": ("Ida Marlow",),
        "publisher": "The Harbour Gazette",
        "published": "2024-11-19T23:30:00+09:00",
        "url": address,
    }


@pytest.mark.parametrize("path", ["/plain", "/built"])
def test_a_page_saved_as_one_file_is_the_article_with_its_address(news: Site, save: Callable[[str], Saved], path: str) -> None:
    held = put_in(save(news.address + path).mhtml)
    assert (held.problems, held.notes) == ((), ())
    assert held.captures[0].media_type == "multipart/related"
    assert fields_of(held.report) == stated(news.address + path)
    assert (held.report.text, held.report.language) == (BODY, "en")


@pytest.mark.parametrize("path", ["/plain", "/built"])
def test_the_page_that_a_browser_shows_is_the_article(news: Site, save: Callable[[str], Saved], path: str) -> None:
    held = put_in(save(news.address + path).html)
    assert (held.problems, held.notes) == ((), ())
    assert fields_of(held.report) == stated(None)
    assert held.report.text == BODY


def test_the_print_of_a_page_has_the_same_words(news: Site, save: Callable[[str], Saved]) -> None:
    # Where a machine has no font for a script, Chromium itself leaves letters of it out of the print.
    held = put_in(save(news.put("/print", PLAIN.replace("평양", "Сеул"))).pdf)
    assert held.problems == ()
    assert held.report.headline == HEADLINE
    assert held.report.authors == ("Ida Marlow",)
    pages = {part.span.exact: part.page for part in held.report.blocks}
    assert [pages.get(paragraph.replace("평양", "Сеул")) for paragraph in PARAGRAPHS] == [1, 1, 1, 1]


def test_a_page_reads_the_same_however_it_came(news: Site, save: Callable[[str], Saved]) -> None:
    address = news.address + "/plain"
    files = save(address)
    held = put_in(files.mhtml, files.html, address, fetcher=partial(fetch, allowed_hosts=frozenset({"127.0.0.1"})))
    assert held.problems == ()
    assert [report.text for report in held.reports] == [BODY] * 3
    assert fields_of(held.reports[2]) == stated(address)
    assert dict(held.captures[2].notes)["status"] == "200"


def test_a_page_of_this_machine_is_refused_unless_its_host_is_allowed_by_name(news: Site) -> None:
    held = put_in(news.address + "/plain", fetcher=fetch)
    assert (held.problems, held.captures, news.asked) == (("fetch.refused-address",), (), [])


def test_a_page_that_is_built_by_script_and_was_only_fetched_says_that_its_article_is_not_there(news: Site) -> None:
    held = put_in(news.address + "/built", fetcher=partial(fetch, allowed_hosts=frozenset({"127.0.0.1"})))
    assert (held.report.text, held.problems) == ("Loading…", ("html.no-body",))


@contextmanager
def port_that_nobody_may_ask() -> Iterator[tuple[str, socket.socket]]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", listening


def test_a_hostile_page_saved_as_one_file_is_read_without_asking_anybody(news: Site, save: Callable[[str], Saved], tmp_path: Path) -> None:
    inner = base64.b64encode(b"<p>Words of a data address that nobody wrote.</p><script>fetch('/stolen')</script>").decode()
    news.put("/frame", "<body class='ready'><p>Words of a frame from elsewhere on the site, which are no part of the article.</p></body>")
    news.put("/run.js", "window.ran = true", "text/javascript")
    hostile = (
        f"<script src='/run.js'></script><script>setInterval(() => fetch('/beacon'), 20)</script><iframe src='/frame'></iframe>"
        f"<iframe src='data:text/html;base64,{inner}'></iframe><img src='/pixel.gif' onerror=\"fetch('/error')\">"
        "<object data='/frame'></object><meta http-equiv='refresh' content='3600;url=/elsewhere'>"
        "<svg><image href='/pixel.gif'/></svg><link rel='prefetch' href='/ahead'><style>@import url('/more.css');</style>"
        "<form action='/sent'><input name='q' value='typed words'><button>Send it</button></form>"
    )
    address = news.put("/hostile", PLAIN.replace("</article>", f"</article>{hostile}"))
    file = save(address).mhtml
    assert "/beacon" in news.asked
    with port_that_nobody_may_ask() as (elsewhere, listening):
        # The same file, saved from a site that still answers, and with addresses of another that does too.
        saved = file.read_bytes()
        assert saved.count(b"</h1>") == 1
        tampered = tmp_path / "tampered.mhtml"
        tampered.write_bytes(saved.replace(b"</h1>", f"</h1><img src=3D'{elsewhere}/x'><script src=3D'{elsewhere}/y'></script>".encode()))
        news.forget()
        for path in (file, tampered):
            held = put_in(path)
            assert held.problems == ()
            assert fields_of(held.report) == stated(address)
            assert held.report.text == BODY
        assert news.asked == []
        with pytest.raises(BlockingIOError):
            listening.accept()
