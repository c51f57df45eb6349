"""Lists of what a site has, read for the addresses in them: feeds (RSS, Atom, RDF, JSON Feed) and sitemaps.

Knows how bytes become characters here and which reader takes which form. The words of the entries are read in `capture` when they are
taken in.
"""

from __future__ import annotations

import codecs
import re
import zlib

from closewatch.terms.trouble import Problem
from closewatch.watch.json_lists import read_json
from closewatch.watch.listed import Gathered, Listing
from closewatch.watch.xml_lists import read_xml

OPENED_BYTES = 16 * 2**20
"""How much of a list that is a gzip file is opened."""

_TEXT_CHARSETS = re.compile(r"(?:ascii|utf|iso|latin|cp\d|koi8|gb|big5|shift|euc|mac|tis)[\w:.-]*")
_DECLARATION = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{1,40})["']""")
_BEFORE = " \t\r\n\ufeff"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip


def listing_of(data: bytes, base: str, declared: str = "") -> Listing:
    """Read a list; `base` is the address that gave it, `declared` the character set that the answer states.

    >>> feed = b"<rss><channel><item><title>Shells</title><link>/news/1#top</link></item></channel></rss>"
    >>> listing_of(feed, "https://gazette.example/feed.xml").entries[0].address
    'https://gazette.example/news/1'
    >>> listing_of(b"<html><body>Not found", "https://gazette.example/feed.xml").problems[0].code
    'watch.not-a-feed'
    """
    gathered = Gathered(base)
    if data.startswith(b"\x1f\x8b"):
        data = _opened(data, gathered)
    text = _characters(data, declared).lstrip(_BEFORE)
    start = text[:1]
    kind = read_json(text, base, gathered) if start == "{" else read_xml(text, base, gathered) if start == "<" else None
    if kind is None:
        found = "nothing" if not text else "a web page" if "<html" in text[:2_000].lower() else "something else"
        problem = Problem("watch.not-a-feed", f"wanted a feed or a sitemap, found {found}", base)
        return Listing(problems=(problem,))
    return gathered.listing(kind)


def _opened(data: bytes, gathered: Gathered) -> bytes:
    opener = zlib.decompressobj(wbits=31)
    try:
        opened = opener.decompress(data, OPENED_BYTES)
    except zlib.error as error:
        gathered.note("watch.feed-broken", f"wanted a whole gzip file, found damage ({error})")
        return b""
    if not opener.eof:
        wanted = f"at most {OPENED_BYTES:,} bytes" if opener.unconsumed_tail else "a whole gzip file"
        gathered.note("watch.feed-broken", f"wanted {wanted}, found {'more' if opener.unconsumed_tail else 'its end missing'}")
    return opened


def _characters(data: bytes, declared: str) -> str:
    """The characters of a list: by its byte order mark, as UTF-8 where it is that, else as it declares or the answer states."""
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(charset, "replace")
    if data[:4] in (b"<\0?\0", b"\0<\0?"):
        return data.decode("utf-16-le" if data[0] else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    stated = _DECLARATION.match(data[:1_000])
    for name in (stated[1].decode("ascii") if stated else "", declared):
        known = _known(name)
        if known:
            try:
                return data.decode(known)
            except UnicodeError:
                continue
    return data.decode("utf-8", "replace")


def _known(name: str) -> str | None:
    """The codec of a character set; none of those that are something else, or hide markup (UTF-7)."""
    try:
        charset = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return charset if _TEXT_CHARSETS.fullmatch(charset) and charset != "utf-7" else None
