"""Where in a report the words stand that it was found by, and which statements share the most words with a claim: help for a search page.

Looks into the indexes that `search` finds by; what a hit is, is told there.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable

from closewatch.ledger.views.facets import NUMBERS
from closewatch.ledger.views.lists import ListedStatement, numbered_statements
from closewatch.ledger.views.narrowing import words_wanted

WORDS = 28
"""Words of an excerpt."""

MOST_LOOKED_FOR = 10
"""How many words of a claim are looked for: the longest, which are the rarest. Of all of them, half of a large case would be found."""

LEAST_LETTERS = 4
"""Letters of a word that is looked for, unless the claim has only shorter ones."""


def excerpts(tables: sqlite3.Connection, words: str, reports: Iterable[str]) -> dict[str, str]:
    """Give for each report that has some words the stretch of its text in which most of them stand.

    Raises: CaseError when there is no word to look for.
    """
    query = f"""SELECT r.id, snippet(words, 1, '', '', ' … ', {WORDS}) FROM reports r JOIN words ON words.rowid = r.seq
        WHERE words MATCH ? AND r.id IN (SELECT value FROM json_each(?))"""
    return dict(tables.execute(query, (words_wanted(words), json.dumps(sorted(reports)))).fetchall())


def sharing_words(tables: sqlite3.Connection, claim: str, most: int) -> tuple[ListedStatement, ...]:
    """Give the statements that share the most of the rarest words with a claim, best first; none where it has no words."""
    found = sorted(set(re.findall(r"\w+", unicodedata.normalize("NFC", claim).casefold())), key=lambda word: (-len(word), word))
    long = [word for word in found if len(word) >= LEAST_LETTERS or word.isdigit()] or found
    looked_for = " OR ".join(f'"{word}"' for word in long[:MOST_LOOKED_FOR] if word.strip("_"))
    if not looked_for:
        return ()
    query = "SELECT rowid FROM said WHERE said MATCH ? ORDER BY rank LIMIT ?"
    rows = tables.execute(query, (f"words : ({looked_for})", most)).fetchall()
    return numbered_statements(tables, [row[0] & (1 << NUMBERS) - 1 for row in rows])
