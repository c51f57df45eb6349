"""One sighting of an original: which bytes were found where, when, by whom, and inside what.

The bytes themselves are kept once, by digest, in the vault of `ledger`. How they are found is the business of `capture`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from closewatch.terms.ref import ref


@dataclass(frozen=True)
class Capture:
    """The receipt for one sighting of an original.

    `size` is in bytes, `taken_at` in UTC. `source` is the address, path or message id as it was given; `within` is the id of the
    capture that holds this one (an archive, a mail, a table), and `locator` says where inside it (a member's path, a row, an
    offset). `notes` keeps what the receipt adds, as (name, value) pairs: redirects, HTTP status, the WARC record's own date.
    """

    digest: str
    size: int
    media_type: str
    source: str
    taken_at: datetime
    taken_by: str
    tool: str
    within: str | None = None
    locator: str | None = None
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """The content address of the sighting: the same bytes at the same place, whenever they were looked at."""
        return ref("ca", self.digest, self.source, self.within, self.locator)
