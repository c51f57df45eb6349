"""How somebody answers a yes/no question, and how the answers of one mouth change: a revision of a number, a reversal of a denial.

Only the values. How they are found is the business of `ledger.views`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from closewatch.terms.actor import Actor
from closewatch.terms.when import Period


class Polarity(StrEnum):
    """An answer to a yes/no question; who declines has neither said yes nor no."""

    YES = "yes"
    NO = "no"
    DECLINES = "declines"


@dataclass(frozen=True)
class Revision:
    """A later value of one origin: no conflict (docs/interfaces.md)."""

    actor: Actor
    earlier: str
    later: str
    earlier_as_of: Period
    later_as_of: Period


@dataclass(frozen=True)
class Reversal:
    """Who denied, or would not say, and later says yes to the same question: the two statements, who made them, and on which days.

    `actor` and `later_actor` are one, or speak for one state (`because` says which); `was` is what the earlier answer was. The days are
    ISO dates.
    """

    actor: Actor
    later_actor: Actor
    was: Polarity
    earlier: str
    later: str
    earlier_said: str
    later_said: str
    because: str
