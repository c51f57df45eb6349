"""How a name from outside (a path, a member of an archive, an address) becomes one that can be shown and recorded.

Nothing is ever written or opened under such a name: it only says where something was found.
"""

from __future__ import annotations

import os
import re

NAME_LIMIT = 4_096
"""The longest name that is kept, in code points: the longest path that Linux takes (PATH_MAX)."""

# Controls (C0, C1), line separators, and the marks that turn the direction of writing: they hide or forge parts of a name.
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def plain_name(name: str) -> str:
    """Make a name fit to be shown on one line: unfit characters become U+FFFD, and what is too long is cut with an ellipsis.

    >>> plain_name("a" + chr(10) + "b" + chr(0x202E) + "txt.exe")
    'a\\ufffdb\\ufffdtxt.exe'
    """
    name = _UNFIT.sub("\ufffd", name[: NAME_LIMIT + 1])
    return name if len(name) <= NAME_LIMIT else name[: NAME_LIMIT - 1] + "…"


def path_name(path: str | os.PathLike[str]) -> str:
    """Name a local file as its path was given, with forward slashes; bytes that are not UTF-8 are shown as escapes.

    >>> path_name("reports/kursk.txt")
    'reports/kursk.txt'
    """
    try:
        shown = os.fsencode(path).decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # no file can have such a name; it is shown as far as it can be
        shown = os.fspath(path)
    return plain_name(shown.replace(os.sep, "/"))


def words_only(text: str) -> str:
    """Replace what UTF-8 cannot write (lone surrogates) and NUL by U+FFFD, so that the text can be put on record.

    >>> words_only("a" + chr(0xD800))
    'a\\ufffd'
    """
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)
