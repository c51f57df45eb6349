"""Sees to it that a case is kept watch on by one process: two would ask everybody twice."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from closewatch.terms.trouble import CaseError


@contextmanager
def alone_on(folder: Path) -> Iterator[None]:
    """Be the one process that keeps watch on a case for as long as this lasts; the system lets go of it however the process ends.

    Raises: CaseError when another one does.
    """
    import fcntl

    try:
        handle = os.open(folder / "vault", os.O_RDONLY)  # which, unlike case.toml, no editor puts another file in the place of
    except OSError as error:
        raise CaseError(f"wanted a case folder with a vault in it, found: {error.strerror} ({folder})") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CaseError(f"wanted a case that nobody keeps watch on, found that another process does ({folder})") from error
        yield
    finally:
        os.close(handle)
