"""Links within the PDF: the addresses that stand for them while it is set become places of the document.

Knows how Typst writes a link and a named place, and nothing of what is on the pages. A place has the name of the label of its heading.
"""

from __future__ import annotations

import re

_LINK = re.compile(
    rb"(obj\n<</Type/Annot/Subtype/Link/Rect\[[^\]]*\](?:/QuadPoints\[[^\]]*\])?/Border\[[^\]]*\]/A<</Type/Action)/S/URI/URI\((entry|section):(\d{6})\)"
    rb"(>>[^\n]*/Contents\()(?:entry|section):\d{6}\)"
)
"""A link as an object of the file. No text of a dossier can look like one: it has no line breaks where it is not compressed."""


def linked_within(pdf: bytes) -> bytes:
    """Make every address such as `entry:000012` a link to the place of that name; no byte of the file moves.

    >>> link = b"obj\\n<</Type/Annot/Subtype/Link/Rect[]/Border[0 0 0]/A<</Type/Action/S/URI/URI(entry:000012)>>/Contents(entry:000012)>>"
    >>> linked_within(link)[-63:]
    b'/Type/Action/S/GoTo /D(entry-000012)>>/Contents(entry 000012)>>'
    """
    return _LINK.sub(rb"\1/S/GoTo /D(\2-\3)\4\2 \3)", pdf)
