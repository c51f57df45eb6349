"""What a list of a site's pages says, put together entry by entry within limits, whatever form it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from closewatch.terms.trouble import Problem, Severity
from closewatch.watch.addresses import web_address

ENTRIES_LIMIT = 50_000
"""Entries of one list that are read; sitemaps may have no more (sitemaps.org, protocol)."""

_ADDRESS_CHARACTERS = 16 * 2**20
_KEPT_CHARACTERS = 500


class ListingKind(StrEnum):
    """What form a list has."""

    RSS = "rss"
    RDF = "rdf"
    ATOM = "atom"
    JSON = "json-feed"
    SITEMAP = "sitemap"
    INDEX = "sitemap-index"


@dataclass(frozen=True)
class Listed:
    """One entry of a list: the address it points to, what tells it from the others (its address, else its id, else a digest of its words),
    its title, and when it changed, as the list writes it."""

    address: str | None
    key: str
    title: str = ""
    changed: str | None = None


@dataclass(frozen=True)
class Listing:
    """A list as it was read, each entry once; `kind` is None for what is no list.

    `more` are the lists that it points to. `digest` is that of what its entries say: the same while only the list's own date changes.
    """

    entries: tuple[Listed, ...] = ()
    more: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    kind: ListingKind | None = None
    digest: str = ""


@dataclass
class Gathered:
    """What a reader of lists has put together so far; `at` is the address of the list."""

    at: str
    entries: dict[str, Listed] = field(default_factory=dict)
    more: dict[str, None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    characters: int = 0
    says: bytes = b""
    before: tuple[str | None, bytes] = (None, b"")

    def add(self, links: Iterable[str], identity: str, title: str, changed: str, words: str, base: str) -> bool:
        """Add an entry with the first of its links that is a web address; False where the list has more than is read."""
        address = next(filter(None, (web_address(link, base) for link in links)), None)
        said = sha256("\0".join((address or "", identity, title, changed, words)).encode("utf-8", "replace")).digest()
        key = address or identity[:_KEPT_CHARACTERS] or said.hex()
        self.before = (None if key in self.entries else key, self.says)
        if key not in self.entries:
            self.entries[key] = Listed(address, key, title[:_KEPT_CHARACTERS], changed[:_KEPT_CHARACTERS] or None)
        self.says = sha256(self.says + said).digest()
        return self._goes_on(len(address or ""))

    def drop_last(self) -> None:
        """Take the last entry back, because the list ends in its middle: an address that is cut short leads elsewhere."""
        key, self.says = self.before
        if key is not None:
            del self.entries[key]
        self.before = (None, self.says)

    def point(self, link: str, base: str) -> bool:
        """Add a list that this one points to; False where it has more than is read."""
        address = web_address(link, base)
        if address:
            self.more[address] = None
        return self._goes_on(len(address or ""))

    def _goes_on(self, characters: int) -> bool:
        self.count += 1
        self.characters += characters
        if self.count < ENTRIES_LIMIT and self.characters < _ADDRESS_CHARACTERS:
            return True
        self.note("watch.list-too-long", f"wanted at most {ENTRIES_LIMIT:,} entries, found more; the others are not read")
        return False

    def note(self, code: str, message: str) -> None:
        """Add what is wrong with the list."""
        self.problems.append(Problem(code, message, self.at, Severity.NOTE))

    def listing(self, kind: ListingKind) -> Listing:
        """Give the list as it was read."""
        return Listing(tuple(self.entries.values()), tuple(self.more), tuple(self.problems), kind, self.says.hex())
