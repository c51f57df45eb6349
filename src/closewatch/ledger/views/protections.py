"""What people protect: the protect decisions that still hold, with every form in which the case knows the protected name."""

from __future__ import annotations

import sqlite3

from closewatch.terms.protection import Protected


def protections(tables: sqlite3.Connection) -> tuple[Protected, ...]:
    """Give every protection that holds, in the order in which they were decided."""
    return ()
