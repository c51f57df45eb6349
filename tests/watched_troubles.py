"""What goes wrong in the web that tests watch: the troubles, a seeded plan of them, and the bytes of an answer that is spoilt by one."""

from __future__ import annotations

import gzip
import random
import re
from dataclasses import dataclass
from enum import StrEnum

CIRCLES = "?circle="
"""What addresses that redirect in a circle have in them."""

_DATES = re.compile(rb"(<(?:pubDate|published|updated|lastmod)>)[^<]*")
_IDS = re.compile(rb"<(guid|id)(?:[ >][^<]*)</\1>")
_WORDS = {200: "OK", 302: "Found", 304: "Not Modified", 404: "Not Found", 410: "Gone", 429: "Too Many Requests", 503: "Unavailable"}


class Trouble(StrEnum):
    """What goes wrong with one answer. With the last three the answer is whole, but not the feed in it."""

    SERVER_ERROR = "500"
    BAD_GATEWAY = "502"
    UNAVAILABLE = "503 with Retry-After"
    TOO_MANY = "429 with Retry-After"
    HANGS = "never answers"
    SLOW = "a byte every 0.2 s"
    CUT = "ends before its length"
    CUT_GZIP = "gzip that ends early"
    GZIP = "whole gzip"
    CIRCLE = "redirects in a circle"
    TO_LOOPBACK = "redirects to 127.0.0.1"
    TO_LINK_LOCAL = "redirects to 169.254.169.254"
    TO_OTHER_HOST = "redirects to a host of another name"
    WRONG_TYPE = "says that it is a picture"
    CLOSES = "closes at once"
    GARBAGE = "bytes that are no HTTP"
    LARGE = "50 MB of feed"
    WRONG_DATES = "dates that no calendar has"
    SAME_IDS = "one id for all entries"
    NO_IDS = "no ids"


PASSING = (
    *(Trouble.SERVER_ERROR, Trouble.BAD_GATEWAY, Trouble.UNAVAILABLE, Trouble.TOO_MANY, Trouble.CUT, Trouble.CUT_GZIP, Trouble.GZIP),
    *(Trouble.CIRCLE, Trouble.CLOSES, Trouble.GARBAGE),
)
"""Troubles that cost no time, and after which one asks again."""

HARMLESS = (Trouble.GZIP, Trouble.WRONG_TYPE, Trouble.SLOW, Trouble.WRONG_DATES, Trouble.SAME_IDS, Trouble.NO_IDS)
"""Troubles with which what stands there still comes, whole."""


@dataclass(frozen=True)
class Plan:
    """Which answers go wrong, fixed by a seed: a share of all, for one address at most so many in a row, whatever else is asked when."""

    seed: int
    share: float
    troubles: tuple[Trouble, ...] = PASSING
    most_in_a_row: int = 2

    def trouble(self, address: str, number: int) -> Trouble | None:
        """Give the trouble of the nth answer of an address."""
        before = (self._thrown(address, number - back) for back in range(1, self.most_in_a_row + 1))
        return None if all(before) else self._thrown(address, number)

    def _thrown(self, address: str, number: int) -> Trouble | None:
        dice = random.Random(f"{self.seed} {address} {number}")
        return dice.choice(self.troubles) if dice.random() < self.share else None


def spoilt(trouble: Trouble, body: bytes, media_type: str, here: str, port: int) -> bytes:
    """Write the answer that goes wrong in this way, for the address `here` (host and path) of the web at this port."""
    typed, path = ("Content-Type", media_type), "/" + here.partition("/")[2]
    match trouble:
        case Trouble.SERVER_ERROR | Trouble.BAD_GATEWAY:
            return head(int(trouble), _sized(b""))
        case Trouble.UNAVAILABLE | Trouble.TOO_MANY:
            return head(int(trouble[:3]), ("Retry-After", "1"), _sized(b""))
        case Trouble.CUT:
            return head(200, typed, _sized(body)) + body[: len(body) // 2]
        case Trouble.CUT_GZIP | Trouble.GZIP:
            packed = gzip.compress(body, mtime=0)
            packed = packed[: len(packed) // 2] if trouble is Trouble.CUT_GZIP else packed
            return head(200, typed, ("Content-Encoding", "gzip"), _sized(packed)) + packed
        case Trouble.CIRCLE:
            start = path.partition(CIRCLES)[0]
            return head(302, ("Location", f"{start}{CIRCLES}{2 if path.endswith('1') else 1}"), _sized(b""))
        case Trouble.TO_LOOPBACK:
            return head(302, ("Location", f"http://127.0.0.1:{port}{path}"), _sized(b""))
        case Trouble.TO_LINK_LOCAL:
            return head(302, ("Location", f"http://169.254.169.254{path}"), _sized(b""))
        case Trouble.TO_OTHER_HOST:
            return head(302, ("Location", f"http://elsewhere.example:{port}{path}"), _sized(b""))
        case Trouble.GARBAGE:
            return random.Random(path).randbytes(400)
        case Trouble.WRONG_TYPE:
            return head(200, ("Content-Type", "image/png"), _sized(body)) + body
        case Trouble.WRONG_DATES:
            body = _DATES.sub(rb"\1Sat, 31 Feb 2099 27:61:00 +9900", body)
        case Trouble.SAME_IDS:
            body = _IDS.sub(rb"<\1>the-same-for-all</\1>", body)
        case Trouble.NO_IDS:
            body = _IDS.sub(b"", body)
        case _:
            return b""
    return head(200, typed, _sized(body)) + body


def head(status: int, *fields: tuple[str, str]) -> bytes:
    """Write the head of an answer."""
    lines = [f"HTTP/1.1 {status} {_WORDS.get(status, 'Trouble')}", *(f"{name}: {value}" for name, value in fields), "", ""]
    return "\r\n".join(lines).encode("latin-1")


def _sized(body: bytes) -> tuple[str, str]:
    return "Content-Length", str(len(body))
