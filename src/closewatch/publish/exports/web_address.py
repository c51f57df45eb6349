"""Which addresses of the web can be handed to programs that read them strictly.

What is no such address is not lost: the exports tell the source of an original beside it, as it was given.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_NOT_IN_AN_ADDRESS = re.compile(r"""[\s<>"{}|\\^`\[\]]|%(?![0-9A-Fa-f]{2})|#.*#""", re.DOTALL)
"""What RFC 3987 keeps out of an address, but for an IP of version 6 as its host."""


def web_address(address: str | None) -> str | None:
    """Give an address of the web that is written as one must be (RFC 3987); None for anything else.

    >>> web_address("https://a.example/x"), web_address("/home/x.txt"), web_address("https://a.example/x y")
    ('https://a.example/x', None, None)
    """
    if address is None or not address.isprintable() or _NOT_IN_AN_ADDRESS.search(address):
        return None
    try:
        parts = urlsplit(address)
        whole = parts.hostname is not None and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return address if whole and parts.scheme in ("http", "https") else None


def ascii_address(address: str | None) -> str | None:
    """Give an address in ASCII (RFC 3986), other signs of its path written out; None where its host has such signs.

    >>> ascii_address("https://a.example/ш"), ascii_address("https://ш.example/")
    ('https://a.example/%D1%88', None)
    """
    found = web_address(address)
    return quote(found, safe="%/:?#@!$&'()*+,;=~") if found and urlsplit(found).netloc.isascii() else None
