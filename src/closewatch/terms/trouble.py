"""What can go wrong, in two families.

A Problem is about the evidence and goes on the record for the reviewer. An exception is for the caller or the machine:

    ClosewatchError
    ├── EvidenceError
    │   ├── EvidenceAltered    an original no longer has the digest it was written under
    │   ├── NotVerbatim        words that do not stand in the report at that place
    │   ├── DamagedWeights     a file of the trained reader that is not the one its digest names
    │   └── Unreadable         an original that no format can turn into a report; carries its Problem
    ├── JournalError           the chain of entries does not hold
    ├── CaseError              a case that is missing, locked, or asked for what it does not have
    ├── SealError              a key or a passphrase that is missing or does not fit
    ├── Undelivered            a channel that could not be told; carries its Problem
    └── PluginError            a plugin broke its contract
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from closewatch.terms.ref import ref


class Severity(StrEnum):
    """How much a reviewer should care: a note informs, a problem means that evidence is missing or doubtful."""

    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Problem:
    """Something about the evidence that a reviewer has to know, named by a code of `room.what` form.

    `at` says where: a source as it was given, or a report id with offsets. Every code has a paragraph in docs/problems.md.

    >>> Problem("text.empty", "wanted words, found 0 bytes", "notes.txt").id[:3]
    'pr:'
    """

    code: str
    message: str
    at: str
    severity: Severity = Severity.PROBLEM

    @property
    def id(self) -> str:
        """The content address: the same trouble at the same place is one problem."""
        return ref("pr", self.code, self.message, self.at)


class ClosewatchError(Exception):
    """Any error that Closewatch raises on purpose: one line saying what was wanted, what was found, and where."""


class EvidenceError(ClosewatchError):
    """The evidence is not what it was said to be."""


class EvidenceAltered(EvidenceError):
    """An original no longer has the digest it was written under."""


class NotVerbatim(EvidenceError):
    """Words that do not stand in the report at the place named."""


class DamagedWeights(EvidenceError):
    """A file of the trained reader that is not the one its digest names."""


class Unreadable(EvidenceError):
    """An original that cannot be turned into a report; its Problem goes on the record."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code, problem.message, problem.at)
        self.problem = problem

    def __reduce__(self) -> tuple[type[Unreadable], tuple[Problem]]:
        return (Unreadable, (self.problem,))

    def __str__(self) -> str:
        return f"{self.problem.code}: {self.problem.message} ({self.problem.at})"


class JournalError(ClosewatchError):
    """The chain of entries does not hold."""


class CaseError(ClosewatchError):
    """A case that is missing, locked, or asked for what it does not have."""


class SealError(ClosewatchError):
    """A key or a passphrase is missing or does not fit."""


class Undelivered(ClosewatchError):
    """A channel could not be told; its Problem goes on the record, and it is tried again.

    `for_good` where trying again cannot help until a person changes something (a wrong password, an address that does not exist).
    `retry_after` are the seconds that the other side asks to wait (RFC 9110, 10.2.3).
    """

    def __init__(self, problem: Problem, *, for_good: bool = False, retry_after: int | None = None) -> None:
        super().__init__(problem.code, problem.message, problem.at)
        self.problem, self.for_good, self.retry_after = problem, for_good, retry_after

    def __str__(self) -> str:
        return f"{self.problem.code}: {self.problem.message} ({self.problem.at})"


class PluginError(ClosewatchError):
    """A plugin broke the contract of its kind."""
