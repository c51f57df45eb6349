"""JSON as the exports write it: keys in one order, UTF-8, one value a line or piece by piece, so that a file can be as long as the case.

Knows nothing of what is written. Line separators of Unicode are escaped, because some readers of JSON lines end a line at them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

_LINE_ENDS = re.compile(b"\xc2\x85|\xe2\x80[\xa8\xa9]")
_ESCAPED = {b"\xc2\x85": b"\\u0085", b"\xe2\x80\xa8": b"\\u2028", b"\xe2\x80\xa9": b"\\u2029"}


def json_text(value: Any) -> bytes:
    """Write plain data on one line, the same bytes each time.

    >>> json_text({"b": None, "a": "x\\u2028y"})
    b'{"a":"x\\\\u2028y","b":null}'
    """
    text = msgspec.json.encode(value, order="sorted")
    return _LINE_ENDS.sub(lambda found: _ESCAPED[found[0]], text)


def write_lines(path: Path, values: Iterable[Any]) -> int:
    """Write one value a line and count them."""
    count = 0
    with path.open("wb") as file:
        for value in values:
            file.write(json_text(value) + b"\n")
            count += 1
    return count


def write_members(file: BinaryIO, members: Iterable[bytes]) -> None:
    """Write what is in a list or an object, piece by piece, with commas between and each on a line of its own."""
    for number, member in enumerate(members):
        file.write((b",\n" if number else b"\n") + member)
    file.write(b"\n")
