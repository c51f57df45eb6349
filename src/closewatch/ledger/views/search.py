"""Finding reports by their words, in any language that parts words by spaces; reports that cannot be read yet are found too."""

from __future__ import annotations

import re
import sqlite3

from closewatch.terms.trouble import CaseError


def search(tables: sqlite3.Connection, words: str) -> frozenset[str]:
    """Give the reports that have each of the words, or a longer word that begins so (endings, plurals), without case and accents.

    Raises: CaseError when there is no word to look for.
    """
    tokens = re.findall(r"\w+", words)
    if not tokens:
        raise CaseError(f"wanted words to search for, found {words!r}")
    match = " ".join(f'"{token}"*' for token in tokens)
    query = "SELECT id FROM reports WHERE seq IN (SELECT rowid FROM words WHERE words MATCH ?)"
    return frozenset(row[0] for row in tables.execute(query, (match,)))
