"""Looks into an original that holds others and writes a receipt for each, however deep they nest.

The layout of each kind is known to `containers`; where the outermost original came from is the business of `take`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from closewatch.capture.containers import CONTAINERS
from closewatch.capture.containers.member import ARTICLE, Budget, Container, Member, Spent
from closewatch.capture.limits import Limits
from closewatch.capture.names import plain_name
from closewatch.capture.sniff import sniff
from closewatch.capture.taken import Taken
from closewatch.terms.capture import Capture
from closewatch.terms.ref import digest_of
from closewatch.terms.trouble import Problem, Severity

LIST = "text/uri-list"


def look_inside(
    capture: Capture,
    data: bytes,
    limits: Limits,
    clock: Callable[[], datetime],
    *,
    containers: tuple[Container, ...] = CONTAINERS,
) -> Iterator[Taken | Problem]:
    """Take what an original holds, and what that holds in turn, each holder before its members; nothing for one that holds nothing.

    Depth, number and expanded bytes are counted over the whole of it: what goes beyond a limit is named and the rest goes on.
    """
    look = _Look(limits, clock, containers, Budget(limits))
    yield from look.into(capture, data, 0)


@dataclass(frozen=True)
class _Look:
    limits: Limits
    clock: Callable[[], datetime]
    containers: tuple[Container, ...]
    budget: Budget

    def into(self, capture: Capture, data: bytes, depth: int) -> Iterator[Taken | Problem]:
        container = next((kind for kind in self.containers if capture.media_type in kind.media_types), None)
        if container is None or not data:
            return
        if depth >= self.limits.depth:
            yield Problem("container.too-deep", f"wanted at most {self.limits.depth} containers in one another, found more", capture.source)
            return
        self.budget.held += len(data)
        try:
            for member in container.members(capture, data, self.budget):
                if not self.budget.count():
                    yield Problem("container.too-many", f"wanted at most {self.limits.members:,} members, found more", capture.source)
                    return
                if isinstance(member, Problem):
                    yield member
                    continue
                taken = self.receipt(capture, member)
                yield taken
                yield from self.into(taken.capture, taken.data, depth + 1)
                if self.budget.bytes_left < 0 or self.budget.members_left < 0:
                    return
        except Spent:
            limit = self.limits.expanded_bytes
            yield Problem("container.too-much", f"wanted at most {limit:,} bytes expanded from one source, found more", capture.source)
        except Exception as error:  # the parsers of other people's formats raise what they like; the rest of the batch must go on
            yield Problem("container.broken", f"wanted a whole {container.name}, found damage ({type(error).__name__})", capture.source)
        finally:
            self.budget.held -= len(data)

    def receipt(self, holder: Capture, member: Member) -> Taken:
        locator = plain_name(member.locator)
        source = plain_name(member.source or f"{holder.source}!/{member.name or member.locator}")
        # Only a container of this room can say that something is an article row; a file that claims to be one is sniffed like any other.
        declared = "" if member.declared == ARTICLE else member.declared
        capture = Capture(
            digest=digest_of(member.data),
            size=len(member.data),
            media_type=member.media_type or sniff(member.data, member.name, declared),
            source=source,
            taken_at=self.clock(),
            taken_by=holder.taken_by,
            tool=holder.tool,
            within=holder.id,
            locator=locator,
            notes=tuple((name, plain_name(value)) for name, value in member.notes),
        )
        problems = member.problems if member.data else (*member.problems, empty(source))
        if capture.media_type == LIST:
            problems = (*problems, not_followed(source))
        return Taken(capture, member.data, problems)


def not_followed(source: str) -> Problem:
    """Name a list of addresses that nobody pointed to: what others have sent must not decide which sites are asked."""
    return Problem(
        "capture.list-not-followed", "wanted reports, found a list of addresses: it was kept, not followed", source, Severity.NOTE
    )


def empty(source: str) -> Problem:
    """Name an original without a single byte."""
    return Problem("capture.empty", "wanted an original, found 0 bytes", source)
