"""How an entry of the journal is written as one line of JSON and read back, so that its digest can be counted again by anybody.

A line is the canonical JSON of the entry; `salt` and `body` are null where the body does not leave or was lawfully destroyed, and the
digest of the body stands for it in the chain.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from closewatch.terms.entry import Entry
from closewatch.terms.ref import canonical
from closewatch.terms.trouble import JournalError

_FIELDS = tuple(field.name for field in fields(Entry))
_WORDS = ("at", "by", "kind", "prev", "body_digest", "digest")


def entry_line(entry: Entry) -> bytes:
    """Write an entry as one line, without its end. Raises: JournalError for one that is no plain data any more."""
    plain: dict[str, Any] = {name: getattr(entry, name) for name in _FIELDS}
    if entry.body is None:
        plain["salt"] = None
    try:
        return canonical(plain)
    except (TypeError, ValueError, RecursionError) as error:
        raise JournalError(f"wanted an entry of plain data, found {type(error).__name__}: {error} (entry {entry.seq})") from error


def entry_in(line: bytes) -> Entry:
    """Read an entry from its line.

    Raises: JournalError when the line is not the one that `entry_line` writes of it.
    """
    try:
        plain = json.loads(line)
        entry = Entry(**{name: plain[name] for name in _FIELDS})
        whole = canonical(plain) == line.rstrip(b"\n")
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise JournalError(f"wanted an entry of the journal on a line, found {type(error).__name__}") from error
    words = all(isinstance(getattr(entry, name), str) for name in _WORDS)
    if not (whole and len(plain) == len(_FIELDS) and type(entry.seq) is int and words and _has_its_salt(entry)):
        raise JournalError("wanted an entry of the journal on a line, found other JSON")
    return entry


def _has_its_salt(entry: Entry) -> bool:
    return entry.salt is None if entry.body is None else isinstance(entry.salt, str)
