"""Undoes what HTTP does to a body on its way: chunks and compression, never to more than a given size.

Shared by addresses fetched now (`fetch`) and by responses archived earlier (`containers.warc`).
"""

from __future__ import annotations

import re
import zlib

_PIECE = 64 * 1024
_CHUNK_LINE = 1_024
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE)


class TooLarge(Exception):
    """A body that is larger than may be taken. Never leaves `closewatch.capture`."""


class Damaged(Exception):
    """A body that ends early or is not coded as it says. Never leaves `closewatch.capture`."""


def charset_note(content_type: str) -> tuple[tuple[str, str], ...]:
    """Give the character set that a Content-Type field states, as a note for the receipt; nothing where it states none.

    >>> charset_note("text/html; charset=windows-1251")
    (('charset', 'windows-1251'),)
    """
    stated = _CHARSET.search(content_type)
    return (("charset", stated[1].lower()),) if stated else ()


def dechunked(body: bytes) -> bytes:
    """Join the chunks of a body sent in chunks (RFC 9112, 7.1); trailer fields are dropped.

    >>> dechunked(b"4\\r\\nKyiv\\r\\n0\\r\\n\\r\\n")
    b'Kyiv'

    Raises: Damaged when the chunks do not follow the form or end early.
    """
    joined = bytearray()
    at = 0
    while True:
        end = body.find(b"\r\n", at, at + _CHUNK_LINE)
        if end < 0:
            raise Damaged("the chunks end early")
        digits = body[at:end].split(b";")[0].strip()
        if not digits or digits.strip(b"0123456789abcdefABCDEF"):
            raise Damaged("a chunk has no size")
        size = int(digits[:16], 16)
        if size == 0:
            return bytes(joined)
        start = end + 2
        if start + size > len(body):
            raise Damaged("the chunks end early")
        joined += body[start : start + size]
        at = start + size + 2


def decoded(body: bytes, coding: str, limit: int) -> bytes:
    """Undo the codings named in a Content-Encoding field (gzip, deflate, or several), to at most `limit` bytes.

    >>> decoded(b"plain", "identity", 100)
    b'plain'

    Raises: TooLarge beyond the limit; Damaged for a broken body or a coding that is not known.
    """
    codings = [name.strip().lower() for name in coding.split(",") if name.strip()]
    if len(codings) > 3:
        raise Damaged("more than three content codings")
    for name in reversed(codings):
        if name in ("gzip", "x-gzip"):
            body = _inflated(body, 16 + zlib.MAX_WBITS, limit)
        elif name == "deflate":
            # RFC 9110, 8.4.1.2: some senders leave out the zlib wrapper; its first byte tells (method 8, header divisible by 31).
            wrapped = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
            body = _inflated(body, zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS, limit)
        elif name != "identity":
            raise Damaged(f"the content coding {name[:40]!r} is not known")
    return body


def _inflated(body: bytes, wbits: int, limit: int) -> bytes:
    opened = bytearray()
    at = 0
    inflate = zlib.decompressobj(wbits)
    try:
        while True:
            if inflate.eof:
                at -= len(inflate.unused_data)
                if wbits <= zlib.MAX_WBITS or not body.startswith(b"\x1f\x8b", at):
                    return bytes(opened)  # only gzip knows several members; what follows otherwise is padding
                inflate = zlib.decompressobj(wbits)
            rest = inflate.unconsumed_tail
            if not rest:
                rest = body[at : at + _PIECE]
                at += len(rest)
            piece = inflate.decompress(rest, _PIECE)
            if not rest and not piece and not inflate.eof:
                raise Damaged("the compressed body ends early")
            opened += piece
            if len(opened) > limit:
                raise TooLarge
    except zlib.error as error:
        raise Damaged("the compressed body is damaged") from error
