"""What a person decided to protect: names and words that do not leave, what stands in their place, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Protected:
    """One protection that holds: the decision, the value that it is on, and every form in which the protected name or words are known.

    `pseudonym` stands in place of each form outside quoted words; `actors` are the ids that the protected actor goes by, in every report.
    A protected report or capture has no forms: nothing of its text leaves, and `reports` and `originals` name what stays.
    """

    decision: str
    on: str
    pseudonym: str
    reason: str
    forms: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    originals: tuple[str, ...] = ()
