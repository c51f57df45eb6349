"""A desk over a small case that was read by hand, on a real server on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from closewatch.desk.web.desk import Desk, Start
from closewatch.desk.web.door import Role
from closewatch.desk.web.entry.accounts import make_account
from closewatch.desk.web.entry.passwords import Passwords
from closewatch.desk.web.serving import bound, served
from tests.desk.web.browsing import Answer, Visitor

QUICK = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
"""Hashes as the desk does, with next to no work."""

PASSWORD = "four words of mine"


@dataclass
class Clock:
    """A clock that somebody turns."""

    at: float = 1_000_000.0

    def __call__(self) -> float:
        return self.at


def log_in(visitor: Visitor, name: str) -> Answer:
    form = {"token": visitor.get("/login").token, "name": name, "password": PASSWORD}
    return visitor.post("/login", form, follow=False)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def people(kursk: Path, clock: Clock) -> Desk:
    """A desk at which anna is the keeper, rob a reviewer and rita a reader."""
    desk = Desk(Start(kursk, "person:nobody"), clock=clock, passwords=QUICK)
    for name, role in (("anna", Role.KEEPER), ("rob", Role.REVIEWER), ("rita", Role.READER)):
        make_account(desk.file, QUICK, name, role, PASSWORD, by="person:tester", at=clock())
    return desk


@pytest.fixture
def people_address(people: Desk) -> Iterator[str]:
    """Where that desk answers."""
    with served(people, bound("127.0.0.1", 0)) as address:
        yield address


@pytest.fixture
def desk_address(kursk: Path) -> Iterator[str]:
    """Where the desk of the small case answers."""
    with served(Desk(Start(kursk, "person:anna", port=0)), bound("127.0.0.1", 0)) as address:
        yield address


@pytest.fixture
def anna(desk_address: str) -> Visitor:
    """Somebody who sits at the desk."""
    return Visitor(desk_address)
