"""What robots.txt asks of programs (RFC 9309): which addresses they leave alone, and how long they wait between two requests.

Judges the answer that asking for it gave. Who asks, how often, and where a person decided otherwise is known to the desk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from protego import Protego

from closewatch.terms.trouble import Problem
from closewatch.terms.watch import Answer

READ_BYTES = 500 * 1024
"""How much of a robots.txt is read; RFC 9309, 2.5 asks for at least this much."""

GOOD_FOR = 24 * 3600
"""The seconds that one robots.txt may be held to (RFC 9309, 2.4)."""

_TRIED_AGAIN_AFTER = 600
_DELAY_LIMIT = 60.0
_USER_AGENT = re.compile(r"\s*user[-\s]*agent(?:\s*:|\s)\s*([^\s#/]*)", re.IGNORECASE)


@dataclass(frozen=True)
class Robots:
    """What one robots.txt says. `unreachable` where it could not be had, so that nothing may be asked for until it can (RFC 9309,
    2.3.1.4); `good_for` is how many seconds it may be held to before it is asked for again.

    >>> said = Robots("User-agent: *\\nDisallow: /archive/\\nCrawl-delay: 5")
    >>> said.allows("https://gazette.example/archive/1", "closewatch"), said.allows("https://gazette.example/news/1", "closewatch")
    (False, True)
    >>> said.crawl_delay("closewatch")
    5.0
    """

    text: str = ""
    unreachable: bool = False
    good_for: int = GOOD_FOR

    def allows(self, url: str, agent: str) -> bool:
        """Tell whether a program may ask for an address; `agent` is its product token, "closewatch"."""
        if self.unreachable:
            return False
        return not self.text or _rules(self.text, agent).can_fetch(url, agent)

    def crawl_delay(self, agent: str) -> float | None:
        """Give the seconds that a program shall wait between two requests, a minute at most; None where nothing is said of it.

        The field is no part of RFC 9309, but many sites state it.
        """
        delay = _rules(self.text, agent).crawl_delay(agent) if self.text else None
        return None if delay is None else min(float(delay), _DELAY_LIMIT)


def robots_from(answer: Answer) -> Robots:
    """Read what asking for a robots.txt gave: nothing is forbidden where there is none, everything where it cannot be had for now.

    There is none where the site says so (status 400 to 499, RFC 9309, 2.3.1.3), or where it leads in a circle or to where nobody may ask
    (2.3.1.2); 429 only means that it was asked too often.
    """
    status, problem = answer.status, answer.problem
    if answer.data is not None:
        return Robots(answer.data[:READ_BYTES].decode("utf-8", "replace").removeprefix("\ufeff"))
    if status is not None and 400 <= status < 500 and status != 429:
        return Robots()
    if problem is not None and problem.code in ("fetch.redirect-loop", "fetch.refused-address", "fetch.scheme"):
        return Robots()
    return Robots(unreachable=True, good_for=_TRIED_AGAIN_AFTER)


def robots_refusal(address: str) -> Problem:
    """Give the problem of an address that is not asked for because a robots.txt forbids it."""
    return Problem("watch.robots-refused", "wanted an address that robots.txt allows, found one that it forbids", address)


def robots_address(url: str) -> str:
    """Give the address of the robots.txt that holds for an address: of the same scheme, host and port (RFC 9309, 2.3).

    >>> robots_address("https://gazette.example:8443/news/1?page=2")
    'https://gazette.example:8443/robots.txt'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


@lru_cache(maxsize=32)
def _rules(text: str, agent: str) -> Protego:
    """The rules for one program. A group for others is put under one name, for groups of many names times many rules fill the memory."""
    lines = []
    for line in text.splitlines():
        named = _USER_AGENT.match(line)
        if named and named[1] != "*":
            # Two programs are the same where their tokens are, letter case aside (RFC 9309, 2.2.1).
            line = f"User-agent: {agent}" if named[1].lower() == agent.lower() else f"User-agent: not-{agent}"
        lines.append(line)
    return Protego.parse("\n".join(lines))
