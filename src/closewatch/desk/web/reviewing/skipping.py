"""Which values somebody put off: they come back at the end of the queue, in the order in which they were skipped.

Kept in the desk's own file, since putting something off is no decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from closewatch.desk.web.desk_file import DeskFile

REMEMBERED = "skipped"
"""The word that skipped values are remembered under."""

MOST_SKIPPED = 500
"""How many skipped values are kept for one person: who has put off more begins again with the oldest."""


def skipped(file: DeskFile, person: str) -> tuple[str, ...]:
    """Give what a person skipped, the longest ago first."""
    return tuple(str(one) for one in file.recall(person, REMEMBERED) or ())


def skip(file: DeskFile, person: str, identity: str) -> None:
    """Put a value off; one that was skipped before goes to the end again."""
    _keep(file, person, [*(one for one in skipped(file, person) if one != identity), identity])


def unskip(file: DeskFile, person: str, identity: str) -> None:
    """Forget that a value was skipped, since it was decided on."""
    held = skipped(file, person)
    if identity in held:
        _keep(file, person, [one for one in held if one != identity])


def _keep(file: DeskFile, person: str, identities: Sequence[str]) -> None:
    file.remember(person, REMEMBERED, list(identities[-MOST_SKIPPED:]) or None)
