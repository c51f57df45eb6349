"""What the receipt desk hands over: one capture together with its bytes. How it was found is the business of `take`."""

from __future__ import annotations

from dataclasses import dataclass

from closewatch.terms.capture import Capture
from closewatch.terms.trouble import Problem


@dataclass(frozen=True)
class Taken:
    """One receipt with the bytes it is for, and the problems met in taking them."""

    capture: Capture
    data: bytes
    problems: tuple[Problem, ...] = ()
