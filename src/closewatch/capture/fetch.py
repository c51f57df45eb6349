"""Fetches one address that a person named, for the receipt desk (`take`): its bytes as they were sent, or the problem that was met.

How an address is asked, and what is refused, is known to `ask`. No proxy is used here.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass

from closewatch.capture.addresses import Resolver, resolve
from closewatch.capture.ask import Way, ask
from closewatch.capture.limits import Limits
from closewatch.terms.trouble import Problem


@dataclass(frozen=True)
class Fetched:
    """What an address gave: the address that answered in the end, its body, the media type it states, and notes for the receipt."""

    url: str
    data: bytes
    declared: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


Fetcher = Callable[[str], Fetched | Problem]
"""From an address to what it gave, or the problem that was met."""


def fetch(
    url: str,
    *,
    limits: Limits = Limits(),
    allowed_hosts: frozenset[str] = frozenset(),
    resolver: Resolver = resolve,
    context: ssl.SSLContext | None = None,
) -> Fetched | Problem:
    """Fetch an address once, following its redirects by hand, or say why it could not be had.

    `allowed_hosts` are names (or addresses as written) that may be fetched from wherever they lead; `limits.fetch_seconds` bounds the
    whole, all redirects included. Never raises for what the network does.
    """
    answer = ask(url, Way(limits, allowed_hosts, resolver, context), coding="identity")
    if answer.data is None:
        return answer.problem or Problem("fetch.failed", "wanted a body, found none", answer.address)
    return Fetched(answer.address, answer.data, answer.declared, answer.notes, answer.problems)
