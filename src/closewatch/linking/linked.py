"""What linking hands over, and where it finds the reports that it holds a new one against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from closewatch.terms.claim import Link
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report


@dataclass(frozen=True)
class Linked:
    """The links that a report brings, those that other reports have by it now among them, and the ids of those that no longer hold.

    A link belongs to the report that its first reason stands in; one without reasons belongs to the report that brought it.
    """

    links: tuple[Link, ...] = ()
    withdrawn: tuple[str, ...] = ()

    def __add__(self, other: Linked) -> Linked:
        return Linked((*self.links, *other.links), (*self.withdrawn, *other.withdrawn))


class Reports(Protocol):
    """Where reports of the case, and what was read in them, are to be had; a Case is one."""

    def report(self, identity: str) -> Report:
        """Give a report."""
        ...

    def reading(self, report: str) -> Reading | None:
        """Give what was read in a report."""
        ...
