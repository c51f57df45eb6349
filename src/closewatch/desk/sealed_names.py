"""Where the key to sealed names is kept while a protection is recorded: in the case's folder, readable by its owner alone.

How names are sealed is told by `protect.pseudonym`, where a key lies by `ledger.destruction`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from closewatch.desk.private_files import write_private
from closewatch.ledger.destruction import sealed_key
from closewatch.ledger.views.protections import SEALED
from closewatch.protect.pseudonym import sealed_names
from closewatch.protect.search import search_for
from closewatch.terms.protection import Protected
from closewatch.terms.trouble import CaseError

_NAME = "name"


def with_names_sealed(pairs: Sequence[str], folder: Path | None, reason: str = "") -> tuple[tuple[str, ...], str | None]:
    """Put the names among some FIELD=VALUE pairs under one seal, and give its key; None where there are no names.

    Raises: CaseError for a case that has no folder to keep the key in, where a name stands in what goes on the record beside it, and for
    what somebody else sealed.
    """
    split = [(pair.partition("=")[0].strip(), pair.partition("=")[2].strip(), pair) for pair in pairs]
    if any(field == SEALED for field, _, _ in split):
        raise CaseError(f"wanted name= with the name that is to be sealed, found {SEALED}=")
    names = [value for field, value, _ in split if field == _NAME and value]
    if not names:
        return tuple(pairs), None
    if folder is None:
        raise CaseError("wanted a case with a folder to keep the key to a sealed name in, found one in memory")
    search = search_for((Protected("", "", "", "", tuple(names), names=tuple(names)),))
    for field, value in (("the reason", reason), *((field, value) for field, value, _ in split if field != _NAME)):
        if search.finds(value):
            raise CaseError(f"wanted {field} without the name that is sealed, for the journal keeps it for ever, found the name in it")
    sealed, secret = sealed_names(names)
    return (*(pair for field, _, pair in split if field != _NAME), f"{SEALED}={sealed}"), secret


@contextmanager
def key_kept(folder: Path | None, decision: str, secret: str | None) -> Iterator[None]:
    """Keep the key to the sealed names of a decision while that is recorded; it is taken away again where that fails.

    Raises: CaseError when the disk will not take it.
    """
    if secret is None or folder is None:
        yield
        return
    path = folder / sealed_key(decision)
    try:
        write_private(path, f"{secret}\n".encode("ascii"))
    except OSError as error:
        raise CaseError(f"wanted to keep the key to a sealed name, found: {error} ({path})") from error
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise
