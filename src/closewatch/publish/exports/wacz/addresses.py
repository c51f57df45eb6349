"""Under which address an original is replayed: the web address that it came from, or a made one that says what it is.

A file, a mail or a row of a table has no address that a browser could ask for. It gets one below the name `original.closewatch.invalid`,
which can never belong to a site (RFC 2606, 2): its digest, and its name as far as a name can be shown.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from closewatch.terms.capture import Capture

MADE = "https://original.closewatch.invalid/"
"""How every made address begins: a web address is what every player can open."""

_SIGNS = "/%:@!$&'()*+,;=~-._?[]"
_NAME_LIMIT = 120
_WEB = re.compile(r"https?://[^/\s]", re.IGNORECASE)


def address_of(capture: Capture) -> str:
    """Give the address of an original: the one that answered in the end where it came from the web, else a made one.

    >>> from datetime import UTC, datetime
    >>> file = Capture("sha256:12ab", 3, "text/plain", "reports/kursk 1.txt", datetime(2025, 1, 13, tzinfo=UTC), "person:a", "closewatch 1")
    >>> address_of(file)
    'https://original.closewatch.invalid/12ab/kursk%201.txt'
    """
    if is_web(capture):
        answered = [value for name, value in capture.notes if name == "redirect"]
        address = answered[-1] if answered and _WEB.match(answered[-1]) else capture.source
        return quote(address.partition("#")[0], safe=_SIGNS)
    name = re.split(r"[/\\]", capture.source.rstrip("/\\"))[-1][-_NAME_LIMIT:] or "original"
    return f"{MADE}{capture.digest.removeprefix('sha256:')}/{quote(name, safe='')}"


def is_web(capture: Capture) -> bool:
    """Tell whether an original was had from an address by itself, and not from inside something that was."""
    return bool(_WEB.match(capture.source)) and "!/" not in capture.source and _is_whole(capture.source)


def _is_whole(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def sort_key(address: str) -> str:
    """Turn an address round for the index, its host from the end, so that the pages of a site stand together (SURT).

    >>> sort_key("https://www.Example.org:8080/A?b=C")
    'org,example:8080)/a?b=c'
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return address.lower()
    turned = ",".join(reversed(re.sub(r"^www\d*\.", "", host.lower()).split(".")))
    place = f":{port}" if port and (parts.scheme.lower(), port) not in (("http", 80), ("https", 443)) else ""
    return f"{turned}{place}){parts.path or '/'}{'?' + parts.query if parts.query else ''}".lower()
