"""What stands where in the package, so that whoever writes, reads and checks it say the same."""

from __future__ import annotations

import re

ARCHIVE = "archive/data.warc.gz"
INDEX = "indexes/index.cdx"
PAGES = "pages/pages.jsonl"
LEDGER = "closewatch/ledger.jsonl"
CASE = "closewatch/case.json"
WITHHELD = "closewatch/withheld.json"
LIST = "datapackage.json"
LIST_DIGEST = "datapackage-digest.json"

OWN = (ARCHIVE, INDEX, PAGES, LEDGER, CASE, WITHHELD)
"""The members that every package has, beside its list."""

PAGES_HEAD = {"format": "json-pages-1.0", "hasText": False, "id": "pages", "title": "Originals"}

FORMAT = 1
"""The form of what lies below `closewatch/`; raised when a reader of this version could not read it any more."""

ALL, CHOSEN = "all", "chosen"
"""Which originals were put in: every one of the case that may leave, or those that a dossier cites."""

_ADDED = re.compile(r"closewatch/[a-z0-9][a-z0-9._-]{0,80}")


def is_added(name: str) -> bool:
    """Tell whether a caller may add a member under this name: beside the journal, one folder deep, as others' checks want it.

    >>> is_added("closewatch/manifest.json"), is_added("closewatch/ledger.jsonl"), is_added("closewatch/a/b.json")
    (True, False, False)
    """
    return bool(_ADDED.fullmatch(name)) and name not in OWN
