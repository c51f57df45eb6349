"""What a container is and what it gives: members, one by one, or the problems met in looking for them.

A container knows its own layout and nothing of receipts: those are written in `closewatch.capture.inside`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from closewatch.capture.limits import Limits
from closewatch.terms.capture import Capture
from closewatch.terms.trouble import Problem

ARTICLE = "application/x-article+json"
"""The media type of one row of a table or one entry of a feed, written as canonical JSON."""


@dataclass(frozen=True)
class Member:
    """Bytes found inside another original.

    `locator` says where inside (a path, a row, a record). `source` is given where the member has an address of its own, else it is the
    holder's source, "!/" and `name` or the locator. `declared` is the media type that the holder states; `media_type` is set where the
    container itself made the bytes and so knows.
    """

    data: bytes
    locator: str
    name: str = ""
    source: str | None = None
    declared: str = ""
    media_type: str | None = None
    notes: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


class Spent(Exception):
    """The source has used up what it may expand to. Never leaves `closewatch.capture`."""


class Budget:
    """What one source may still expand to; shared by all containers nested in it, so that no nesting gets round the limits.

    `held` is the number of bytes of the holders now open, which bounds what one member may take of the memory.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.bytes_left = limits.expanded_bytes
        self.members_left = limits.members
        self.held = 0

    @property
    def member_bytes(self) -> int:
        """The largest member that may be taken now, in bytes: half of the memory is left to those who read it."""
        return max(0, min(self.limits.original_bytes, self.limits.memory_bytes // 2 - self.held))

    def spend(self, size: int) -> None:
        """Count bytes that were unpacked, whether or not they are kept.

        Raises: Spent when the source has expanded to more than it may.
        """
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise Spent

    def count(self) -> bool:
        """Count a member; False when there are too many."""
        self.members_left -= 1
        return self.members_left >= 0


@dataclass(frozen=True)
class Container:
    """One way of looking into originals: a name, the media types it opens, and the function that gives the members in their order."""

    name: str
    media_types: tuple[str, ...]
    members: Callable[[Capture, bytes, Budget], Iterator[Member | Problem]]


def too_large(wanted: int, at: str) -> Problem:
    """Name a member or an original that is larger than may be taken; `wanted` is the limit in bytes."""
    return Problem("capture.too-large", f"wanted at most {wanted:,} bytes, found more", at)
