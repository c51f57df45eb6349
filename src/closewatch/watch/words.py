"""Words of reports as a message can carry them: on lines of a terminal or a mail, with nothing in them that acts on whoever reads it.

How a message is put together is known to `digest`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

WIDTH = 72
"""Columns of a text message: what a mail program shows after two levels of quoting (RFC 3676, 4.2, wants lines of at most 78)."""

_NO_CHARACTERS = re.compile("[\ufffe\uffff]")
"""What XML has no form for (XML 1.0, 2.2) and the categories of `plain` do not name."""


def plain(text: str, width: int | None = None) -> str:
    """Show words on one line: white space as single spaces, control and direction marks as a sign, cut at `width`.

    >>> plain("A\\r\\nBcc: x\\x1b[2J \\u202etext", 12)
    'A Bcc: x\ufffd[2…'
    """
    words = " ".join(text.split())
    if not words.isprintable():
        words = "".join("\ufffd" if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co") else sign for sign in words)
        words = _NO_CHARACTERS.sub("\ufffd", words)
    return words if width is None or len(words) <= width else words[: width - 1].rstrip() + "…"


def columns(text: str) -> int:
    """Count the columns that text takes up: signs of East Asian writing take two (Unicode Standard Annex 11), marks on a letter none.

    >>> columns("Kyiv"), columns("북한"), columns("e\\u0301")
    (4, 4, 1)
    """
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def lines(text: str, first: str = "", further: str | None = None, width: int = WIDTH) -> Iterator[str]:
    """Break words into lines of at most `width` columns; `first` stands before the first line and `further` before the others.

    A word that is wider than a line is broken.

    >>> list(lines("Kyiv gives about 3,000 soldiers", "* ", "  ", 18))
    ['* Kyiv gives about', '  3,000 soldiers']
    """
    line, filled, indent = first, False, first if further is None else further
    for word in plain(text).split(" "):
        if filled and columns(line) + 1 + columns(word) > width:
            yield line
            line, filled = indent, False
        line, filled = f"{line} {word}" if filled else line + word, True
        while columns(line) > width:
            cut = _fitting(line, width)
            yield line[:cut]
            line = indent + line[cut:]
    yield line


def _fitting(line: str, width: int) -> int:
    """Say how many signs of a line fit."""
    taken = 0
    for number, sign in enumerate(line):
        taken += columns(sign)
        if taken > width:
            return number
    return len(line)


def counted(number: int, noun: str) -> str:
    """Put a number and its noun together.

    >>> counted(1, "alert"), counted(2000, "alert")
    ('1 alert', '2,000 alerts')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
