"""Keeps the memory of a process that runs for months small."""

from __future__ import annotations

import ctypes
from contextlib import suppress

_ARENA_MAX = -8
"""The parameter of mallopt(3) that says from how many heaps threads may take; the GNU C library alone has it."""


def share_one_heap() -> None:
    """Let all threads take their memory from one heap: each of many heaps keeps what its threads once needed and need no more."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def give_back() -> None:
    """Give the system back what was needed for a moment, as the questions of a large case are when they are looked at."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
