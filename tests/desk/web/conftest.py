"""A desk over a small case that was read by hand, on a real server on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from closewatch.desk.web.desk import Desk, Start
from closewatch.desk.web.serving import bound, served
from tests.desk.web.browsing import Visitor


@pytest.fixture
def desk_address(kursk: Path) -> Iterator[str]:
    """Where the desk of the small case answers."""
    with served(Desk(Start(kursk, "person:anna", port=0)), bound("127.0.0.1", 0)) as address:
        yield address


@pytest.fixture
def anna(desk_address: str) -> Visitor:
    """Somebody who sits at the desk."""
    return Visitor(desk_address)
