"""What a store must do: keep originals by digest, append entries under one write lock, and hold the tables of the views.

`record` is the only way in. Originals, entries and what the entries add up to (`fold`) are kept together or not at all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO, Protocol

from closewatch.ledger.journal import Head
from closewatch.terms.entry import Draft, Entry

Fold = Callable[[sqlite3.Connection, Entry], None]
"""Add one entry to the tables of the views."""


Drafts = Callable[[], Sequence[Draft]]
"""Makes the drafts to record once nobody else can write any more; none at all means that nothing is to be kept."""


class Store(Protocol):
    """One place where a case is kept. Beside the views `tables` has `entries`, a row for each entry of the journal without its body."""

    tables: sqlite3.Connection

    def record(self, originals: Sequence[bytes], drafts: Drafts, fold: Fold) -> tuple[Entry, ...]:
        """Keep originals and append drafts with what they add up to, in one transaction; the drafts are asked for under its lock."""
        ...

    def restore(self, originals: Iterable[bytes], entries: Iterable[Entry], fold: Fold) -> Head:
        """Keep originals and a whole journal that was written elsewhere, as they are, in one transaction, and give its end.

        Raises: CaseError where this journal has an entry already, JournalError for a chain that does not hold.
        """
        ...

    def destroy(self, draft: Draft, bodies: Sequence[int], originals: Sequence[str]) -> Entry:
        """Append the entry that names what goes and take bodies away, in one transaction; then take originals away.

        The tables of the views are left to be made anew: their version is none.
        """
        ...

    def get(self, digest: str) -> bytes:
        """Give back an original, hashed again. Raises: EvidenceAltered."""
        ...

    def open(self, digest: str) -> BinaryIO:
        """Open an original to read, hashed again, whatever its size. Raises: EvidenceAltered."""
        ...

    def digests(self) -> Iterator[str]:
        """Name every original kept, in order."""
        ...

    def head(self) -> Head:
        """Give the end of the chain."""
        ...

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Give the entries after a number, in order, with their bodies."""
        ...

    def entry(self, seq: int) -> Entry:
        """Give one entry with its body. Raises: CaseError when there is none of that number."""
        ...

    def close(self) -> None:
        """Let go of whatever is open."""
        ...
