"""What an answer brings: whether a watched address gave something new, the same, or nothing, and what is to be asked for because of it.

Judges one answer; it asks nothing and records nothing. How an address is asked is known to `capture`, when to `schedule`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from closewatch.terms.capture import Capture
from closewatch.terms.ref import digest_of
from closewatch.terms.trouble import Problem, Severity
from closewatch.terms.watch import Answer, Asked, Poll, PollOutcome, Takes, Watched, WatchedKind
from closewatch.watch.listed import Listing, ListingKind
from closewatch.watch.listing import listing_of
from closewatch.watch.robots import Robots, robots_refusal
from closewatch.watch.schedule import LONGEST_REFUSAL

NEW_LIMIT = 1_000
"""How many addresses one poll takes up; what a longer list has beyond is taken up when it is asked the next time."""

_TRIES = 3
"""How often in a row a body that is empty or ends early is asked for again before it is taken as it is."""

_REFUSALS = frozenset(("fetch.refused-address", "fetch.scheme", "fetch.credentials", "fetch.bad-address"))
_GONE = (404, 410)

_ENTRIES = "entries"
"""The note of a poll that has the digest of what the entries of a feed say; it is handed on while nothing new comes."""

_CONDITIONS = ("etag", "last-modified")


def heard(
    source: Watched,
    known: Asked,
    answer: Answer,
    at: datetime,
    *,
    tool: str,
    is_known: Callable[[str], bool],
    receipt: Callable[[], Capture],
) -> Poll:
    """Say what became of asking an address that is watched, or that a watched list named (`known.address`).

    `is_known` tells whether an address was ever asked or wanted before; `receipt` is called, at most once, where the body is to be kept.
    """
    poll = Poll(known.address, source.address, known.kind, at, PollOutcome.FAILED, tool, answer.status, answer.sent, answer.notes)
    poll = _with_entries(poll, known.last.note(_ENTRIES) if known.last else None)
    if answer.retry_after is not None:
        poll = replace(poll, not_before=at + min(timedelta(seconds=max(answer.retry_after, 0)), LONGEST_REFUSAL))
    if answer.data is None:
        return _without_body(poll, known, answer)
    poll = replace(poll, digest=digest_of(answer.data), size=len(answer.data), problem=_doubt(known.address, answer))
    if poll.problem:
        if known.failures < _TRIES:
            return poll
        poll = _asked_whole(poll)
    if source.kind == WatchedKind.PAGE or (known.address != source.address and source.kind != WatchedKind.SITEMAP):
        return _page(poll, known, receipt)
    listing = listing_of(answer.data, answer.address, _charset_of(answer))
    if known.address != source.address and listing.kind not in (ListingKind.SITEMAP, ListingKind.INDEX):
        return _page(poll, known, receipt)
    return _list(poll, source, known, (known.address, source.address, answer.address), listing, is_known, receipt)


def refused_by_robots(source: Watched, known: Asked, robots: Robots, at: datetime, *, tool: str) -> Poll:
    """Say that an address was not asked for because of robots.txt: refused where it forbids that, failed where it could not be had."""
    poll = Poll(known.address, source.address, known.kind, at, PollOutcome.REFUSED, tool)
    poll = _with_entries(poll, known.last.note(_ENTRIES) if known.last else None)
    if robots.unreachable:
        message = "wanted to know what robots.txt allows, found that it cannot be had for now"
        return replace(poll, outcome=PollOutcome.FAILED, problem=Problem("watch.robots-unreachable", message, known.address))
    return replace(poll, problem=robots_refusal(known.address))


def _without_body(poll: Poll, known: Asked, answer: Answer) -> Poll:
    if answer.status == 304 and known.digest is not None:
        return replace(poll, outcome=PollOutcome.UNCHANGED)
    if answer.status in _GONE:
        was_there = known.got or known.digest is not None
        gone = Problem("watch.gone", f"wanted what was there before, found status {answer.status}", known.address)
        return replace(poll, outcome=PollOutcome.GONE, problem=gone if was_there else answer.problem)
    problem = answer.problem or Problem("watch.no-body", f"wanted a body, found status {answer.status} without one", known.address)
    return replace(poll, outcome=PollOutcome.REFUSED if problem.code in _REFUSALS else PollOutcome.FAILED, problem=problem)


def _doubt(address: str, answer: Answer) -> Problem | None:
    """What speaks against a body that came: that it is not whole."""
    if not answer.data:
        return Problem("watch.no-body", f"wanted a body, found status {answer.status} without one", address)
    return next((problem for problem in answer.problems if problem.severity == Severity.PROBLEM), None)


def _charset_of(answer: Answer) -> str:
    """The character set that an answer states; empty where it states none."""
    return next((value for name, value in reversed(answer.notes) if name == "charset"), "")


def _page(poll: Poll, known: Asked, receipt: Callable[[], Capture]) -> Poll:
    if poll.digest == known.digest:
        return replace(poll, outcome=PollOutcome.UNCHANGED)
    return replace(poll, outcome=PollOutcome.NEW, received=receipt())


def _list(
    poll: Poll,
    source: Watched,
    known: Asked,
    own: tuple[str, ...],
    listing: Listing,
    is_known: Callable[[str], bool],
    receipt: Callable[[], Capture],
) -> Poll:
    is_sitemap = source.kind == WatchedKind.SITEMAP
    poll = replace(poll, kind=source.kind, problem=poll.problem or next(iter(listing.problems), None))
    if listing.kind == ListingKind.INDEX and not is_sitemap:
        message = "wanted a feed, found a sitemap index; it is followed as a source of kind sitemap"
        return replace(poll, problem=Problem("watch.not-a-feed", message, known.address))
    if listing.kind is None:
        return poll
    if source.takes == Takes.ENTRIES and not is_sitemap:
        return _entries(poll, known, listing, receipt)
    found = _unknown((*listing.more, *(entry.address for entry in listing.entries if entry.address)), own, is_known)
    if len(found) > NEW_LIMIT:
        # Without its conditions the whole list comes again, also where nothing in it changed.
        more = f"wanted at most {NEW_LIMIT:,} new addresses at a time, found more; the others are taken up the next time"
        poll = replace(_asked_whole(poll), problem=poll.problem or Problem("watch.many-new", more, known.address, Severity.NOTE))
        found = found[:NEW_LIMIT]
    if listing.entries and not any(entry.address for entry in listing.entries):
        message = 'wanted entries that point to pages, found none that does; with take = "entries" they are taken themselves'
        poll = replace(poll, problem=poll.problem or Problem("watch.no-addresses", message, known.address))
    if not found:
        return replace(poll, outcome=PollOutcome.UNCHANGED)
    return replace(poll, outcome=PollOutcome.NEW, found=found, received=None if is_sitemap else receipt())


def _entries(poll: Poll, known: Asked, listing: Listing, receipt: Callable[[], Capture]) -> Poll:
    """A feed whose entries are taken in themselves is kept whenever they say something else; its own date alone is nothing new."""
    said_before = known.last.note(_ENTRIES) if known.last else None
    poll = _with_entries(poll, listing.digest)
    if poll.digest == known.digest or listing.digest == said_before or not listing.entries:
        return replace(poll, outcome=PollOutcome.UNCHANGED)
    return replace(poll, outcome=PollOutcome.NEW, received=receipt())


def _unknown(addresses: Iterable[str], own: tuple[str, ...], is_known: Callable[[str], bool]) -> tuple[str, ...]:
    """The addresses that were never asked or wanted, each once; one more than is taken up where there are more."""
    found: dict[str, None] = {}
    for address in addresses:
        if address not in found and address not in own and not is_known(address):
            found[address] = None
            if len(found) > NEW_LIMIT:
                break
    return tuple(found)


def _with_entries(poll: Poll, digest: str | None) -> Poll:
    kept = tuple(note for note in poll.notes if note[0] != _ENTRIES)
    return replace(poll, notes=(*kept, (_ENTRIES, digest)) if digest else kept)


def _asked_whole(poll: Poll) -> Poll:
    """A poll after which the whole body is asked for again: what it was known by is not noted."""
    return replace(poll, notes=tuple(note for note in poll.notes if note[0] not in _CONDITIONS))
