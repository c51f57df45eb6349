"""The addresses that feeds list, as feedparser finds them too."""

from __future__ import annotations

import feedparser
import pytest

from closewatch.watch.listing import listing_of
from tests.referees.test_feeds import feed

AT = "https://harbour-gazette.example/news/feed.xml"

RSS_2 = """<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Gazette</title><link>https://harbour-gazette.example/</link><atom:link href="/feed" rel="self"/>
<image><url>https://harbour-gazette.example/logo.png</url><link>https://harbour-gazette.example/</link></image>
<item><title>A</title><link>https://harbour-gazette.example/a?x=1&amp;y=2</link><media:content url="https://harbour-gazette.example/a.jpg"/></item>
<item><title>B</title><guid>https://harbour-gazette.example/b</guid><enclosure url="https://harbour-gazette.example/b.mp3"/></item>
<item><title>C</title><link><![CDATA[https://harbour-gazette.example/c?x=1&y=2]]></link><guid isPermaLink="false">c</guid></item>
<item><title>D</title><link>d.html</link></item>
</channel></rss>"""

RSS_1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://harbour-gazette.example/"><title>Gazette</title><link>https://harbour-gazette.example/</link>
<items><rdf:Seq><rdf:li resource="https://harbour-gazette.example/a"/></rdf:Seq></items></channel>
<item rdf:about="https://harbour-gazette.example/a"><title>A</title><link>https://harbour-gazette.example/a</link></item>
</rdf:RDF>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://harbour-gazette.example/"><title>Gazette</title>
<link href="/"/><entry xml:base="2024/"><title>A</title><id>urn:a</id><link href="a.html"/><link rel="edit" href="edit/a"/></entry>
<entry><title>B</title><id>urn:b</id><link rel="enclosure" href="b.mp3"/><link rel="alternate" type="text/html" href="/b"/></entry>
<entry><title>C</title><id>urn:c</id><link href="//mirror.example/c"/><content type="html">&lt;a href="/no"&gt;</content></entry>
</feed>"""


@pytest.mark.parametrize(
    "data",
    [RSS_2.encode(), RSS_1.encode(), ATOM.encode(), feed().rss_str(), feed().atom_str(), RSS_2.replace("&amp;", "&").encode()],
    ids=["rss 2", "rss 1", "atom", "rss of feedgen", "atom of feedgen", "rss with lone ampersands"],
)
def test_feedparser_finds_the_same_addresses_and_titles(data: bytes) -> None:
    read = feedparser.parse(data, response_headers={"content-location": AT, "content-type": "application/xml"})
    listing = listing_of(data, AT)
    assert [(entry.address, entry.title) for entry in listing.entries] == [
        (entry.get("link"), entry.get("title")) for entry in read.entries
    ]
