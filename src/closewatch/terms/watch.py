"""What is kept watch on, and what became of each time that it was asked: sources with a reason and a person, and polls.

Only the values. When something is asked again is decided by `watch`, how it is asked is known to `capture`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from closewatch.terms.capture import Capture
from closewatch.terms.trouble import Problem


class WatchedKind(StrEnum):
    """What stands at a watched address: a list of entries, a list of addresses, a single page, or a folder of files."""

    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"
    FOLDER = "folder"


class Takes(StrEnum):
    """What of a feed is taken in: the pages that its entries point to, or the entries themselves."""

    PAGES = "pages"
    ENTRIES = "entries"


@dataclass(frozen=True)
class Watched:
    """One source that is kept watch on, why, and who answers for it (Berkeley Protocol on Digital Open Source Investigations, 143).

    `address` is a web address, or the path of a folder; `every` is the time between two polls in seconds, `again` how long after a
    listed page came it is asked for again, in seconds, to see whether it was changed. `robots` is False where a person decided, with a
    reason, that robots.txt is not to be followed here.
    """

    address: str
    kind: WatchedKind = WatchedKind.FEED
    every: int = 1800
    takes: Takes = Takes.PAGES
    why: str = ""
    person: str = ""
    robots: bool = True
    again: tuple[int, ...] = ()


class PollOutcome(StrEnum):
    """What became of a poll: something new, nothing new, nothing there any more, not asked for a reason, or no usable answer."""

    NEW = "new"
    UNCHANGED = "unchanged"
    GONE = "gone"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True)
class Poll:
    """One time that an address was asked: what was asked and with what, and what came of it.

    `watched` is the address of the watched source because of which it was asked: its own, or for a page the feed that lists it. `tool`
    names the program with its version. `sent` has what was sent along (conditions, proxy), `notes` what the answer said (etag,
    last-modified, redirects, robots). `digest` and `size` are those of the body, also of one that was not kept; `received` is the receipt
    for one that was. `found` are addresses that were not known before. `not_before` is the time before which the server does not want to
    be asked.
    """

    address: str
    watched: str
    kind: WatchedKind
    asked_at: datetime
    outcome: PollOutcome
    tool: str
    status: int | None = None
    sent: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    digest: str | None = None
    size: int | None = None
    received: Capture | None = None
    found: tuple[str, ...] = ()
    problem: Problem | None = None
    not_before: datetime | None = None

    def note(self, name: str) -> str | None:
        """Give one thing that the answer said, the last where it said several; None where it did not."""
        return next((value for noted, value in reversed(self.notes) if noted == name), None)


@dataclass(frozen=True)
class Asked:
    """What is known of one address: how often it was asked, how often in a row in vain, and what it gave last.

    `etag`, `modified` and `digest` are those of the last body that came. `last` is None for an address that is wanted and was not asked
    yet; `got` tells whether it ever gave a body that was kept, `got_at` when it first did.
    """

    address: str
    watched: str
    kind: WatchedKind
    asked: int = 0
    failures: int = 0
    got: bool = False
    got_at: datetime | None = None
    last: Poll | None = None
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None


@dataclass(frozen=True)
class Answer:
    """What came back from an address that was asked once, redirects followed.

    `address` is the one that answered in the end. `data` is the body of an answer with status 200 or 203, opened (no gzip); None for every
    other answer, a 304 and a failure among them. `problem` says why there is none, `problems` what is wrong with a body that came.
    `retry_after` is in seconds, as the server asks (RFC 9110, 10.2.3).
    """

    address: str
    status: int | None = None
    data: bytes | None = None
    declared: str = ""
    sent: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    problem: Problem | None = None
    problems: tuple[Problem, ...] = ()
    retry_after: int | None = None
