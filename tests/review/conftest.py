"""Reviewers over a small case made by hand, with the tools of the ledger's tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from closewatch.desk.line import decide as record
from closewatch.ledger.case import Case
from closewatch.review.decide import make_decision
from closewatch.terms.decision import Decision, Verdict
from tests.ledger.conftest import AT, any_case, case, folder, tell

__all__ = ["Reviewing", "any_case", "case", "folder", "tell"]


class Reviewing:
    """Puts the decisions of some people on the record as the desk does, a second apart."""

    def __init__(self, case: Case) -> None:
        self.case, self.at = case, AT

    def __call__(self, by: str, on: str, verdict: Verdict, **given: Any) -> Decision:
        self.at += timedelta(seconds=1)
        decision = make_decision(self.case, on, verdict, f"person:{by}", self.at, **given)
        record(self.case, decision)
        return decision


@pytest.fixture
def review(any_case: Case) -> Reviewing:
    return Reviewing(any_case)
