"""The addresses that feeds and sitemaps list are found, whatever form they have and whatever is wrong with them."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closewatch.terms.trouble import Severity
from closewatch.watch.listed import ENTRIES_LIMIT, Listing, ListingKind
from closewatch.watch.listing import listing_of

AT = "https://gazette.example/news/feed.xml"
RSS = "<rss version='2.0'><channel><title>Gazette</title><link>https://gazette.example/</link>{}</channel></rss>"
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Gazette</title><link rel='self' href='/feed.xml'/>{}</feed>"
SITEMAP = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</urlset>"


def listed(data: str | bytes, declared: str = "") -> Listing:
    return listing_of(data.encode() if isinstance(data, str) else data, AT, declared)


def addresses(data: str | bytes, declared: str = "") -> list[str | None]:
    return [entry.address for entry in listed(data, declared).entries]


def json_feed(*items: object) -> str:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Gazette", "items": items})


def test_rss_gives_its_links_in_order() -> None:
    listing = listed(
        RSS.format(
            "<item><title>A &amp; B</title><link>https://gazette.example/1</link><guid>x1</guid><pubDate>Sun, 24 Nov 2024</pubDate></item>"
            "<item><link>/2#comments</link></item>"
        )
    )
    assert (listing.kind, listing.problems) == (ListingKind.RSS, ())
    assert [entry.address for entry in listing.entries] == ["https://gazette.example/1", "https://gazette.example/2"]
    assert (listing.entries[0].title, listing.entries[0].changed) == ("A & B", "Sun, 24 Nov 2024")


def test_the_address_of_a_picture_of_a_channel_is_none_of_its_entries() -> None:
    assert addresses(RSS.format("<image><url>https://gazette.example/logo.png</url></image><item><link>/1</link></item>")) == [
        "https://gazette.example/1"
    ]


def test_rss_of_the_first_days_and_rdf_give_their_links() -> None:
    assert addresses("<rss version='0.91'><channel><item><link>/1</link></item></channel></rss>") == ["https://gazette.example/1"]
    rdf = (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel rdf:about='x'/>"
        "<item rdf:about='https://gazette.example/1'/><item rdf:about='y'><link>https://gazette.example/2</link></item></rdf:RDF>"
    )
    assert listed(rdf).kind is ListingKind.RDF
    assert addresses(rdf) == ["https://gazette.example/1", "https://gazette.example/2"]


def test_atom_gives_the_page_and_no_other_form_of_an_entry() -> None:
    entry = (
        "<entry><id>urn:1</id><link rel='edit' href='/edit/1'/><link rel='enclosure' href='/1.mp3'/>"
        "<link type='application/pdf' href='/1.pdf'/>"
        "<link type='text/html' href='/1.html'/><updated>2024-11-24T09:00:00Z</updated></entry>"
    )
    assert addresses(ATOM.format(entry)) == ["https://gazette.example/1.html"]
    assert listed(ATOM.format(entry)).entries[0].changed == "2024-11-24T09:00:00Z"


def test_relative_links_start_from_the_base_that_is_stated() -> None:
    feed = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://archive.example/a/'>"
        "<entry xml:base='2024/'><link href='1.html'/></entry>"
        "<entry><link xml:base='https://mirror.example/' href='2.html'/></entry><entry><link href='//other.example/3'/></entry></feed>"
    )
    assert addresses(feed) == ["https://archive.example/a/2024/1.html", "https://mirror.example/2.html", "https://other.example/3"]


def test_an_id_that_is_an_address_stands_in_for_a_link_that_is_missing() -> None:
    assert addresses(RSS.format("<item><guid>https://gazette.example/1</guid></item>")) == ["https://gazette.example/1"]
    assert addresses(RSS.format("<item><guid isPermaLink='false'>https://gazette.example/1</guid></item>")) == [None]
    assert addresses(ATOM.format("<entry><id>https://gazette.example/1</id></entry>")) == ["https://gazette.example/1"]
    assert addresses(ATOM.format("<entry><id>tag:gazette.example,2024:1</id></entry>")) == [None]


def test_a_json_feed_gives_its_links() -> None:
    feed = json_feed({"id": 1, "url": "/1", "title": "One"}, {"id": "https://gazette.example/2"}, {"id": "3", "url": 3}, "junk", None)
    assert listed(feed).kind is ListingKind.JSON
    assert addresses(feed) == ["https://gazette.example/1", "https://gazette.example/2", None]
    assert [entry.key for entry in listed(feed).entries][2] == "3"


def test_a_sitemap_gives_its_pages_and_an_index_its_sitemaps() -> None:
    pages = SITEMAP.format(
        "<url><loc> https://gazette.example/1 </loc><lastmod>2024-11-24</lastmod>"
        "<image:image xmlns:image='urn:i'><image:loc>https://gazette.example/1.jpg</image:loc></image:image></url>"
    )
    assert addresses(pages) == ["https://gazette.example/1"]
    assert listed(pages).entries[0].changed == "2024-11-24"
    index = listed("<sitemapindex><sitemap><loc>https://gazette.example/map-1.xml.gz</loc></sitemap></sitemapindex>")
    assert (index.kind, index.more, index.entries) == (ListingKind.INDEX, ("https://gazette.example/map-1.xml.gz",), ())


def test_a_sitemap_in_a_gzip_file_is_opened_up_to_a_limit() -> None:
    assert addresses(gzip.compress(SITEMAP.format("<url><loc>/1</loc></url>").encode())) == ["https://gazette.example/1"]
    bomb = listed(gzip.compress(b"<urlset><url><loc>/1</loc></url>" + b" " * 40_000_000))
    assert [entry.address for entry in bomb.entries] == ["https://gazette.example/1"]
    assert "found more" in bomb.problems[0].message
    assert listed(b"\x1f\x8bjunk").kind is None


def test_what_stands_there_twice_is_listed_once() -> None:
    entries = "<item><link>/1</link><guid>a</guid></item><item><link>/1#top</link><guid>b</guid></item>"
    assert addresses(RSS.format(entries)) == ["https://gazette.example/1"]


def test_entries_with_one_id_and_two_addresses_are_two() -> None:
    entries = "<item><guid>same</guid><link>/1</link></item><item><guid>same</guid><link>/2</link></item>"
    assert addresses(RSS.format(entries)) == ["https://gazette.example/1", "https://gazette.example/2"]


def test_entries_without_address_and_id_are_told_apart_by_their_words() -> None:
    entries = "<item><title>A</title></item><item><title>A</title></item><item><title>B</title></item><item><guid>g</guid></item>"
    keys = [entry.key for entry in listed(RSS.format(entries)).entries]
    assert len(keys) == 3
    assert keys[2] == "g"


def test_dates_that_are_none_do_no_harm() -> None:
    entry = listed(RSS.format("<item><link>/1</link><pubDate>31 Februember 20024 25:99</pubDate></item>")).entries[0]
    assert (entry.address, entry.changed) == ("https://gazette.example/1", "31 Februember 20024 25:99")
    assert listed(RSS.format("<item><link>/1</link></item>")).entries[0].changed is None


def test_an_address_with_lone_ampersands_is_read_whole() -> None:
    wanted = ["https://gazette.example/?a=1&b=2&c=3"]
    assert addresses(RSS.format("<item><link>/?a=1&b=2&amp;c=3</link></item>")) == wanted
    assert addresses(RSS.format("<item><link><![CDATA[/?a=1&b=2&c=3]]></link></item>")) == wanted


def test_names_of_signs_that_only_html_knows_are_read() -> None:
    listing = listed(RSS.format("<item><title>Caf&eacute;&nbsp;&unknown;</title><link>/1</link></item>"))
    assert (listing.entries[0].title, listing.problems) == ("Café\xa0&unknown;", ())


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        ("<?xml version='1.0' encoding='windows-1251'?><rss><item><title>Київ</title><link>/1</link></item></rss>".encode("cp1251"), ""),
        ("<rss><item><title>Київ</title><link>/1</link></item></rss>".encode("cp1251"), "windows-1251"),
        ("<?xml version='1.0' encoding='utf-16'?><rss><item><title>Київ</title><link>/1</link></item></rss>".encode("utf-16"), ""),
        ("<?xml version='1.0' encoding='utf-16'?><rss><item><title>Київ</title><link>/1</link></item></rss>".encode("utf-16-le"), ""),
        ("<?xml version='1.0' encoding='iso-8859-1'?><rss><item><title>Київ</title><link>/1</link></item></rss>".encode(), "ascii"),
        ("\n\ufeff <?xml version='1.0' encoding='klingon'?><rss><item><title>Київ</title><link>/1</link></item></rss>".encode(), "klingon"),
        ("\ufeff" + json_feed({"title": "Київ", "url": "/1"}), ""),
    ],
)
def test_the_character_set_that_fits_is_found_whatever_is_stated(data: str | bytes, declared: str) -> None:
    listing = listed(data, declared)
    assert [(entry.title, entry.address) for entry in listing.entries] == [("Київ", "https://gazette.example/1")]


@pytest.mark.parametrize("charset", ["utf-7", "idna", "punycode", "unicode_escape", "undefined", "rot13", "zlib", "\x00", "a" * 10_000])
def test_a_character_set_that_is_none_is_not_tried(charset: str) -> None:
    assert addresses(b"<rss><item><title>\xff</title><link>/1</link></item></rss>", charset) == ["https://gazette.example/1"]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("<!DOCTYPE html><html><body><p>Not &nbsp; here</html>", "a web page"),
        ("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", "a web page"),
        ("", "nothing"),
        ("  \n", "nothing"),
        ("Just words", "something else"),
        ("{}", "something else"),
        ('{"version": "https://jsonfeed.org/version/1.1"}', "something else"),
        ("{" * 100_000, "something else"),
        (b"\x89PNG\r\n", "something else"),
        ("<svg/>", "something else"),
    ],
)
def test_what_is_no_list_is_said_to_be_none(data: str | bytes, found: str) -> None:
    listing = listed(data)
    assert (listing.kind, listing.entries) == (None, ())
    assert [(problem.code, problem.severity) for problem in listing.problems] == [("watch.not-a-feed", Severity.PROBLEM)]
    assert listing.problems[0].message.endswith(f"found {found}")


def test_a_list_that_ends_early_is_read_up_to_its_last_whole_entry() -> None:
    whole = RSS.format("<item><link>https://gazette.example/1</link></item><item><link>https://gazette.example/2024/11</link></item>")
    for end in range(whole.index("/2024"), whole.rindex("</item")):
        listing = listed(whole[:end])
        assert [entry.address for entry in listing.entries] == ["https://gazette.example/1"]
        assert listing.problems[0].code == "watch.feed-broken"
        assert listing.digest == listed(whole[: whole.index("<item><link>https://gazette.example/2024")]).digest


def test_entities_are_neither_expanded_nor_fetched() -> None:
    names = "".join(f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">{names}<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    listing = listed(bomb + "<rss><item><title>&a9;&e;</title><link>/1</link></item></rss>")
    assert [(entry.title, entry.address) for entry in listing.entries] == [("&a9;&e;", "https://gazette.example/1")]


@pytest.mark.parametrize(
    "data",
    [
        b"<rss>" + b"<a>" * 300_000,
        b"<rss>" + b"<item>" * 300_000,
        b"<rss>" + b"<a/>" * 300_000,
        b"<rss>" + b"<![CDATA[" * 300_000,
        b"<rss>" + b"&" * 1_000_000,
        b"<rss>" + b"&a;" * 600_000,
        b"<rss><item " + b" ".join(b"a%d=''" % number for number in range(150_000)) + b"/></rss>",
        b'{"version":"https://jsonfeed.org/version/1.1","items":' + b"[" * 300_000,
        b'{"version":"https://jsonfeed.org/version/1.1","items":[{"id":' + b"1" * 300_000 + b"}]}",
    ],
    ids=lambda data: bytes(data[:14]).decode(),
)
def test_a_list_that_is_made_to_harm_ends_as_one_that_is_broken_or_none(data: bytes) -> None:
    assert len(listed(data).entries) <= 1


@pytest.mark.parametrize("many", ["<rss>" + "<item/>" * (ENTRIES_LIMIT + 5), json_feed(*[{}] * (ENTRIES_LIMIT + 5))])
def test_no_more_entries_are_read_than_a_sitemap_may_have(many: str) -> None:
    assert [problem.code for problem in listed(many).problems] == ["watch.list-too-long"]


def test_addresses_that_a_long_base_makes_long_do_not_fill_the_memory() -> None:
    entries = "".join(f"<entry><link href='{number}'/></entry>" for number in range(20_000))
    listing = listed(f"<feed xml:base='/{'x' * 7_900}/'>{entries}</feed>")
    assert sum(len(entry.address or "") for entry in listing.entries) < 20_000_000
    assert [problem.code for problem in listing.problems] == ["watch.list-too-long"]


def test_the_digest_stays_while_only_the_date_of_the_list_changes() -> None:
    feed = RSS.format("<lastBuildDate>{}</lastBuildDate><item><title>A</title><link>/1</link><description>{}</description></item>")
    assert listed(feed.format("now", "Shells")).digest == listed(feed.format("later", "Shells")).digest
    assert listed(feed.format("now", "Shells")).digest != listed(feed.format("now", "No shells")).digest


SIGNS = (
    "<rss> <rss/> <item> </item> <link> </link> /1 https:// & &amp; &#0; <![CDATA[ ]]> <!-- --> <feed> <entry> <id> xml:base='a' < > \x00"
)
FRAGMENTS = st.sampled_from(SIGNS.split(" "))


@given(st.lists(FRAGMENTS | st.text(max_size=5), max_size=30).map("".join), st.text(max_size=12))
def test_whatever_comes_gives_a_listing_in_which_each_key_stands_once(text: str, declared: str) -> None:
    for data in ("<rss>" + text, text, '{"version":"https://jsonfeed.org/version/1","items":[' + text):
        listing = listed(data.encode("utf-8", "surrogatepass"), declared)
        assert len({entry.key for entry in listing.entries}) == len(listing.entries)


@given(st.binary(max_size=200))
def test_broken_bytes_never_raise(data: bytes) -> None:
    for start in (b"", b"<rss>", b"\x1f\x8b\x08\x00", b"\xff\xfe", b'{"version":'):
        listed(start + data)
