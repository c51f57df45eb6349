"""What a person decided, about which value, and why: the latest decision wins, and undoing one is a decision too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from unicodedata import normalize

from closewatch.terms.ref import ref


class Verdict(StrEnum):
    """What a decision does to the value it is on; what is required of a question is a second reviewer."""

    ACCEPT = "accept"
    CORRECT = "correct"
    ADD = "add"
    REJECT = "reject"
    MERGE = "merge"
    SPLIT = "split"
    GRADE = "grade"
    PROTECT = "protect"
    NOTE = "note"
    WITHDRAW = "withdraw"
    REQUIRE = "require"


@dataclass(frozen=True)
class Grade:
    """The Admiralty code (STANAG 2511): reliability of the source A-F, credibility of the information 1-6; F and 6 mean no basis.

    >>> Grade("B", 2).reliability
    'B'

    Raises: ValueError for a letter or a digit outside the scale.
    """

    reliability: str
    credibility: int

    def __post_init__(self) -> None:
        if self.reliability not in tuple("ABCDEF") or self.credibility not in range(1, 7):
            raise ValueError(f"wanted a grade like B2 (A-F and 1-6), found {self.reliability}{self.credibility}")


def person_of(by: str) -> str:
    """Name the person who decided in one form: who signs in other capitals or with other spaces is the same person.

    >>> person_of("person:a") == person_of(" person:A ") == person_of("a")
    True
    """
    return " ".join(normalize("NFKC", by).casefold().strip().removeprefix("person:").split())


@dataclass(frozen=True)
class Decision:
    """One verdict by one person on one value.

    `replacement` holds the fields that a correction or an addition sets, as (field, value) pairs of words; `other` is the second
    value of a merge or a split.
    """

    on: str
    verdict: Verdict
    by: str
    at: datetime
    reason: str = ""
    replacement: tuple[tuple[str, str], ...] = ()
    other: str | None = None
    grade: Grade | None = None

    @property
    def id(self) -> str:
        """The content address. A decision is an act, not a reading, so who and when are part of what it is."""
        pairs = [list(pair) for pair in self.replacement]
        grade = [self.grade.reliability, self.grade.credibility] if self.grade else None
        return ref("de", self.on, self.verdict.value, self.by, self.at.isoformat(), self.reason, pairs, self.other, grade)
