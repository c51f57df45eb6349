"""What can be asked of the desk: a door is an address, the page behind it, and who may come in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.responses import Response

    from closewatch.desk.web.visit import Visit

Page = Callable[["Visit"], "Response"]


class Role(StrEnum):
    """What somebody may do at the desk: read; read and decide; or besides take in sources and look after the people."""

    READER = "reader"
    REVIEWER = "reviewer"
    KEEPER = "keeper"

    def includes(self, other: Role) -> bool:
        """Tell whether who has this role may do what the other may.

        >>> Role.KEEPER.includes(Role.REVIEWER), Role.READER.includes(Role.REVIEWER)
        (True, False)
        """
        return _ORDER.index(self) >= _ORDER.index(other)


_ORDER = (Role.READER, Role.REVIEWER, Role.KEEPER)


@dataclass(frozen=True)
class Person:
    """Who is at the desk: the name that goes on the record with their decisions, and their role."""

    name: str
    role: Role


NOBODY = Person("", Role.READER)
"""Stands at the door of the login page."""


@dataclass(frozen=True)
class Door:
    """One address. `posts` for what is sent by a form, `role` is the least that is needed; `open_to_all` needs no login.

    `takes_files` is for what is sent by a form with files.
    """

    path: str
    page: Page
    posts: bool = False
    role: Role = Role.READER
    open_to_all: bool = False
    takes_files: bool = False
