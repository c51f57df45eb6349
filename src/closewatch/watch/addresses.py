"""Web addresses as lists and settings write them: made whole, without what names a place inside a page, and only such as may be asked for.

Whether an address leads to a public host is judged when it is asked, in `capture`.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

ADDRESS_LIMIT = 8_000
"""Characters of an address; RFC 9110, 4.1 asks that at least this many be carried."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_BREAKS = re.compile(r"[\t\r\n]")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd\ud800-\udfff]")


def web_address(written: str, base: str = "") -> str | None:
    """Give an address as it can be asked for: whole, without its fragment; None where it is no address of a web page.

    Tabs and line ends inside are cut and spaces are escaped (WHATWG URL Standard, 4.4); a user name or password is refused.

    >>> web_address("../2024/a b.html#top", "https://gazette.example/news/feed.xml")
    'https://gazette.example/2024/a%20b.html'
    >>> web_address("javascript:alert(1)") is web_address("https://reader:secret@gazette.example/") is None
    True
    """
    trimmed = written.strip()
    if len(trimmed) > ADDRESS_LIMIT:
        return None
    cleaned = _BREAKS.sub("", trimmed).replace(" ", "%20")
    if not cleaned or _UNPRINTABLE.search(cleaned):
        return None
    try:
        parts = urlsplit(cleaned if _SCHEME.match(cleaned) else urljoin(base, cleaned))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or port == 0 or "@" in parts.netloc or "\\" in parts.netloc:
        return None
    address = urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, parts.query, ""))
    return address if len(address) <= ADDRESS_LIMIT else None
