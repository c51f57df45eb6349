from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from closewatch.capture.limits import Limits
from closewatch.capture.take import take
from closewatch.capture.taken import Taken
from closewatch.terms.trouble import Problem

NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def look() -> Callable[..., tuple[list[Taken], list[Problem]]]:
    """Take bytes as if they came from standard input: all that was taken, then all problems, those of the receipts included."""

    def looked(data: bytes, limits: Limits = Limits()) -> tuple[list[Taken], list[Problem]]:
        taken: list[Taken] = []
        problems: list[Problem] = []
        for found in take("-", "person:tester", lambda: NOON, limits=limits, stream=io.BytesIO(data)):
            if isinstance(found, Taken):
                taken.append(found)
                problems += found.problems
            else:
                problems.append(found)
        return taken, problems

    return looked
