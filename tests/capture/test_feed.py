from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable

import pytest

from closewatch.capture.limits import Limits
from closewatch.capture.taken import Taken
from closewatch.terms.trouble import Problem

Look = Callable[..., tuple[list[Taken], list[Problem]]]

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Example &amp; Sons</title><link>https://news.example/</link>
<item><title>Kursk: about 3,000 arrive</title><link>https://news.example/1</link><pubDate>Tue, 19 Nov 2024 10:23:00 +0900</pubDate>
<dc:creator>Inna Example</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>Kyiv said <b>about 3,000</b> had arrived.</p>]]></content:encoded></item>
<item><title>Denial</title><guid>https://news.example/2</guid><description>Moscow denied it.</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Example</title>
<entry><title type="html">A &lt;i&gt;note&lt;/i&gt; on &amp;quot;Kursk&amp;quot;</title><link rel="self" href="https://news.example/self"/>
<link rel="alternate" href="https://news.example/1"/><published>2024-11-19T10:23:00+09:00</published><author><name>Inna Example</name>
<email>inna@news.example</email></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Kyiv said so.</p></div></content>
</entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://news.example/"><title>Example</title></channel>
<item rdf:about="https://news.example/1"><title>One</title><link>https://news.example/1</link><dc:date>2024-11-19</dc:date>
<description>Kyiv said so.</description></item></rdf:RDF>"""


def articles(taken: list[Taken]) -> list[dict[str, str]]:
    return [json.loads(found.data) for found in taken if found.capture.media_type == "application/x-article+json"]


def test_each_entry_of_an_rss_feed_is_an_article_within(look: Look) -> None:
    taken, problems = look(RSS.encode())
    assert problems == []
    assert [(found.capture.media_type, found.capture.source, found.capture.locator) for found in taken] == [
        ("application/rss+xml", "-", None),
        ("application/x-article+json", "-!/entry 1", "entry 1"),
        ("application/x-article+json", "-!/entry 2", "entry 2"),
    ]
    assert articles(taken) == [
        {
            "title": "Kursk: about 3,000 arrive",
            "date": "Tue, 19 Nov 2024 10:23:00 +0900",
            "outlet": "Example & Sons",
            "author": "Inna Example",
            "url": "https://news.example/1",
            "html": "<p>Kyiv said <b>about 3,000</b> had arrived.</p>",
        },
        {"title": "Denial", "outlet": "Example & Sons", "url": "https://news.example/2", "text": "Moscow denied it."},
    ]


def test_atom_and_rdf_feeds_are_read_alike(look: Look) -> None:
    [entry] = articles(look(ATOM.encode())[0])
    assert entry["title"] == 'A note on "Kursk"'
    assert (entry["url"], entry["date"], entry["author"]) == ("https://news.example/1", "2024-11-19T10:23:00+09:00", "Inna Example")
    assert "<p>Kyiv said so.</p>" in entry["html"].replace("html:", "")
    [item] = articles(look(RDF.encode())[0])
    assert item == {"title": "One", "date": "2024-11-19", "outlet": "Example", "url": "https://news.example/1", "text": "Kyiv said so."}


def test_a_feed_in_another_encoding_is_read_as_it_says(look: Look) -> None:
    feed = RSS.replace("UTF-8", "windows-1251").replace("Moscow denied it.", "Київ підтвердив це.")
    assert articles(look(feed.encode("cp1251"))[0])[1]["text"] == "Київ підтвердив це."


def test_entities_are_not_expanded_and_nothing_outside_is_read(look: Look) -> None:
    head = '<!DOCTYPE rss [<!ENTITY inside "forged"><!ENTITY outside SYSTEM "file:///etc/hostname">]>'
    feed = f'{head}<rss version="2.0"><channel><title>T</title><item><title>A &inside; &outside; title</title></item></channel></rss>'
    taken, _ = look(feed.encode())
    assert [entry["title"] for entry in articles(taken)] == ["A title"]


def test_a_billion_laughs_are_named(look: Look) -> None:
    laughs = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 12))
    head = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>'
    _, problems = look(f'{head}<rss version="2.0"><channel><title>&l11;</title></channel></rss>'.encode())
    assert [problem.code for problem in problems] == ["feed.broken"]


def test_an_entry_without_words_is_named(look: Look) -> None:
    taken, problems = look(RSS.replace("<title>Denial</title>", "").replace("Moscow denied it.", " ").encode())
    assert [(problem.code, problem.at) for problem in problems] == [("feed.entry-empty", "-!/entry 2")]
    assert len(taken) == 2


def test_a_hostile_title_is_kept_as_words(look: Look) -> None:
    taken, _ = look(RSS.replace("Denial", "&lt;script&gt;../../x&lt;/script&gt;").encode())
    assert articles(taken)[1]["title"] == "../../x"


@pytest.mark.parametrize("share", range(2, 10))
def test_a_feed_that_ends_early_gives_its_whole_entries_and_names_the_end(look: Look, share: int) -> None:
    data = RSS.encode()[: len(RSS) * share // 10]
    taken, problems = look(data)
    assert taken[0].data == data
    assert "feed.broken" in {problem.code for problem in problems}
    assert look(data) == (taken, problems)


def test_more_entries_than_allowed_are_named(look: Look) -> None:
    items = "".join(f"<item><title>{number}</title></item>" for number in range(30))
    feed = f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'
    taken, problems = look(feed.encode(), Limits(members=20))
    assert [problem.code for problem in problems] == ["container.too-many"]
    assert len(taken) == 21


def test_a_feed_in_a_zip_is_opened(look: Look) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr("feed.xml", RSS)
    taken, _ = look(written.getvalue())
    assert [found.capture.source for found in taken][2:] == ["-!/feed.xml!/entry 1", "-!/feed.xml!/entry 2"]


def test_an_entry_keeps_its_bytes_wherever_it_stands_in_its_feed(look: Look) -> None:
    new = {
        RSS: "<item><title>New</title><description>Later.</description></item>",
        ATOM: "<entry><title>New</title><summary>Later.</summary></entry>",
        RDF: '<item rdf:about="https://news.example/9"><title>New</title><description>Later.</description></item>',
    }
    json_feed = '{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "1", "content_text": "Kyiv said so."}]}'
    grown = {feed: re.sub("<(item|entry)", rf"{entry}<\1", feed, count=1) for feed, entry in new.items()}
    grown[json_feed] = json_feed.replace("[{", '[{"id": "9", "content_text": "Later."}, {')
    for before, after in grown.items():
        first, second = (look(feed.encode())[0][1:] for feed in (before, after))
        assert [entry.data for entry in second[1:]] == [entry.data for entry in first] != []
        assert [entry.capture.locator for entry in second[1:]] == [f"entry {number}" for number in range(2, len(first) + 2)]
