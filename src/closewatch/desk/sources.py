"""What the desk hands to the line: the originals behind the words of a shell, and the workers that open them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from closewatch.capture.limits import Limits
from closewatch.capture.take import take
from closewatch.capture.taken import Taken
from closewatch.desk.line import Tools, now
from closewatch.desk.workers import Pool
from closewatch.terms.trouble import Problem

MOST_WORKERS = 8
"""More than this many processes gain little: one process records."""


def taken_from(sources: Iterable[str], by: str) -> Iterator[Taken | Problem]:
    """Take every source in the order given."""
    for source in sources:
        yield from take(source, by, now, stream=sys.stdin.buffer if source == "-" and sys.stdin else None)


@contextmanager
def tools_for(by: str) -> Iterator[Tools]:
    """Lend the line its tools: processes that open originals, and that are sent home however the work ends."""
    limits = Limits()
    pool = Pool(max(1, min(MOST_WORKERS, os.cpu_count() or 1)), limits)
    try:
        yield Tools(by=by, workers=pool, limits=limits)
    finally:
        pool.close()
