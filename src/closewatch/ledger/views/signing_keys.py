"""Which keys the people of a case sign with: the public halves that are on the record, with the entry that each came by."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from closewatch.protect.keys import PublicKey


@dataclass(frozen=True)
class RecordedKey:
    """A key on the record: the number and the moment of its entry."""

    key: PublicKey
    seq: int
    at: str


def signing_keys(tables: sqlite3.Connection) -> tuple[RecordedKey, ...]:
    """Give every key on the record, in the order in which they came."""
    rows = tables.execute('SELECT "by", spki, seq, at FROM signing_keys ORDER BY seq').fetchall()
    return tuple(RecordedKey(PublicKey(by, spki), seq, at) for by, spki, seq, at in rows)
