"""How bytes become characters: byte order marks, UTF-8, UTF-16 and UTF-32, a declared character set, and at last a guess that says so.

Whatever is lost or guessed is named in a Problem. What the characters are, a page or a mail, is left to `sniff`.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from closewatch.terms.trouble import Problem, Severity, Unreadable

PEEKED_BYTES = 262_144
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; UTF-32's first, because its little-endian mark begins with that of UTF-16."""

_WIDER = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
"""Character sets that are declared where a superset is meant (WHATWG Encoding Standard, section 4.2, names and labels)."""

_NOT_FOR_TEXT = frozenset("idna punycode unicode_escape raw_unicode_escape undefined utf-7 mbcs oem palmos charmap".split())
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL_SHARE = 0.02


@dataclass(frozen=True)
class Decoded:
    """Characters, the character set they were read by, and what is doubtful about them."""

    text: str
    charset: str
    problems: tuple[Problem, ...] = ()


def peek(data: bytes) -> str | None:
    """Look at the beginning of some bytes as characters, ASCII letters right in any case; None where they are no text.

    >>> peek("Kyiv said".encode("utf-16")), peek(bytes(range(64)))
    ('Kyiv said', None)
    """
    head = data[:PEEKED_BYTES]
    charset = _marked(head) or _wide(head)
    try:
        text = head.decode(charset or "utf-8", "replace")
    except UnicodeError:
        return None
    text = text.lstrip("\ufeff")
    if not text or len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        return None
    return text


def decode(data: bytes, at: str, declared: str | None = None) -> Decoded:
    """Turn bytes into characters, naming what was guessed or lost; a byte order mark is not part of the text.

    >>> decode("Київ".encode("cp1251"), "a.txt", declared="windows-1251").text
    'Київ'

    Raises: Unreadable (text.binary) where the bytes are no text.
    """
    decoded = _decoded(data, at, declared)
    text = _SURROGATE.sub("\ufffd", decoded.text)
    if "\x00" in text or len(_CONTROL.findall(text[:PEEKED_BYTES])) > _CONTROL_SHARE * min(len(text), PEEKED_BYTES):
        raise Unreadable(Problem("text.binary", "wanted text, found NUL bytes or control characters", at))
    return Decoded(text, decoded.charset, decoded.problems)


def _decoded(data: bytes, at: str, declared: str | None) -> Decoded:
    marked = _marked(data)
    if marked:
        mark = next(len(mark) for mark, charset in _MARKS if charset == marked)
        return _as_declared(data[mark:], marked, at)
    wide = _wide(data[:PEEKED_BYTES])
    if wide:
        return _as_declared(data, wide, at)
    if b"\x1b$" in data or b"\x1b(" in data:
        for charset in ("iso2022_jp_2", "iso2022_kr"):
            text = _strict(data, charset)
            if text is not None:
                return Decoded(text, charset)
    text = _strict(data, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8")
    stated = _known(declared)
    text = _strict(data, stated) if stated else None
    if stated and text is not None:
        return Decoded(text, stated)
    if stated == "utf-8" or _damaged_utf8(data):
        return _as_declared(data, "utf-8", at)
    if stated:
        return _as_declared(data, stated, at)
    return _guessed(data, at)


def _marked(data: bytes) -> str | None:
    return next((charset for mark, charset in _MARKS if data.startswith(mark)), None)


def _wide(head: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: Western text has its NUL bytes all in the same places."""
    if len(head) < 8 or b"\x00" not in head:
        return None
    places = [head[offset::4].count(0) / max(1, len(head[offset::4])) for offset in range(4)]
    full = [share > 0.9 for share in places]
    if full[2:] == [True, True]:
        return "utf-32-le"
    if full[:2] == [True, True]:
        return "utf-32-be"
    even, odd = (places[0] + places[2]) / 2, (places[1] + places[3]) / 2
    # Korean or Ukrainian text in UTF-16 has NUL bytes only beside its spaces and digits.
    if odd > 0.05 and odd > 4 * even:
        return "utf-16-le"
    if even > 0.05 and even > 4 * odd:
        return "utf-16-be"
    return None


def _known(declared: str | None) -> str | None:
    try:
        codec = codecs.lookup((declared or "").strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if codec.name in _NOT_FOR_TEXT or not getattr(codec, "_is_text_encoding", True):
        return None
    return _WIDER.get(codec.name, codec.name)


def _strict(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except (UnicodeError, LookupError):
        return None


def _as_declared(data: bytes, charset: str, at: str) -> Decoded:
    text = _strict(data, charset)
    if text is not None:
        return Decoded(text, charset)
    text = data.decode(charset, "replace")
    lost = text.count("\ufffd")
    message = f"wanted text in {charset}, found bytes that it does not have: {lost} places are marked \ufffd"
    return Decoded(text, charset, (Problem("text.encoding-doubtful", message, at),))


def _damaged_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 but for a few: by far more whole characters beyond ASCII than broken ones, or only the end cut off."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - lost
    cut_off = lost == 1 and text.endswith("\ufffd") and data[-1] >= 0xC2
    return cut_off or whole > 4 * lost


def _guessed(data: bytes, at: str) -> Decoded:
    from closewatch.capture.charset import guess_charset

    charset = guess_charset(data[:PEEKED_BYTES])
    text = _strict(data, charset) if charset else None
    if charset is None or text is None:
        charset = charset or "cp1252"
        text = data.decode(charset, "replace")
        message = f"wanted a known character set, found none that fits; read as {charset}"
        return Decoded(text, charset, (Problem("text.encoding-doubtful", message, at),))
    message = f"wanted a declared character set, found none; read as {charset}, which fits best"
    return Decoded(text, charset, (Problem("text.encoding-guessed", message, at, Severity.NOTE),))
