"""One article as a row of a table or an entry of a feed gives it: canonical JSON that keeps every value as it was found.

Containers make these bytes, the format `closewatch.capture.formats.article` reads them.
"""

from __future__ import annotations

from collections.abc import Mapping

from closewatch.capture.names import words_only
from closewatch.terms.ref import canonical

FIELDS = ("title", "date", "outlet", "author", "url", "text", "html")
"""What a row can say about an article. `html` holds the body where it is given as HTML, `text` where it is plain."""


def article_bytes(values: Mapping[str, str]) -> bytes:
    """Write the fields of an article that are given as the bytes that stand for it.

    >>> article_bytes({"title": "Report", "text": "It rained.", "url": ""})
    b'{"text":"It rained.","title":"Report"}'
    """
    return canonical({name: words_only(values[name]) for name in FIELDS if values.get(name, "").strip()})
