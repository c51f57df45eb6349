from __future__ import annotations

from decimal import Decimal
from typing import Any

from closewatch.ledger.case import Case
from closewatch.review.precision import precision, precision_words
from closewatch.terms.decision import Verdict
from closewatch.terms.review import Share

from .conftest import Reviewing


def test_the_readers_own_precision_counts_what_people_decided_on(any_case: Case, tell: Any, review: Reviewing) -> None:
    told = [tell("Harbour Service", 300 + number, published=f"2025-01-1{number}") for number in range(4)]
    review("a", told[0].figure.id, Verdict.ACCEPT)
    review("a", told[1].figure.id, Verdict.CORRECT, fields=["measure=wounded"])
    rejection = review("a", told[2].figure.id, Verdict.REJECT)
    review("a", told[0].statement.id, Verdict.ACCEPT)
    found = precision(any_case.tables)
    rows = [(one.kind, one.sort, one.accepted, one.corrected, one.rejected) for one in found.judged]
    assert rows == [
        ("statement", None, 1, 0, 0), ("statement", "asserts", 1, 0, 0), ("figure", None, 1, 1, 1), ("figure", "killed", 1, 1, 1),
    ]  # fmt: skip
    review("a", rejection.id, Verdict.WITHDRAW)
    assert precision(any_case.tables).judged[2].right == Share(1, 2)


def test_what_people_added_bounds_what_the_reader_found(any_case: Case, tell: Any, review: Reviewing) -> None:
    told = tell("Harbour Service", 300)
    review("a", told.statement.id, Verdict.ACCEPT)
    content = told.statement.content[0]
    added = review("a", told.report.id, Verdict.ADD, fields=[f"content={content.start}:{content.end - 2}"])
    found = precision(any_case.tables)
    assert (found.added_statements, found.added_figures, found.found("statement")) == (1, 0, Share(1, 2))
    assert precision_words(found)[-1] == "statements: 1 added that the reader missed, so that it found at most 50 % of what is there"
    review("a", added.id, Verdict.WITHDRAW)
    assert precision(any_case.tables).added_statements == 0


def test_nothing_decided_says_nothing(any_case: Case, tell: Any) -> None:
    tell("Harbour Service", 300)
    assert precision(any_case.tables).judged == ()
    assert precision_words(precision(any_case.tables)) == ()


def test_the_interval_is_that_of_wilson() -> None:
    # By hand for none of 10: 2 * (z * z / 20) / (1 + z * z / 10) = 0.2775.
    assert Share(50, 100).interval == (Decimal("0.40"), Decimal("0.60"))
    assert Share(0, 10).interval == (Decimal("0.00"), Decimal("0.28"))
    assert Share(0, 0).interval is None
