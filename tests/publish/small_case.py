"""A small case for the tests of what is published: four reports of invented outlets about the dead of one battle, read by rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from closewatch.capture.take import take
from closewatch.desk.line import Tools, decide, take_in
from closewatch.ledger.case import Case, create_case
from closewatch.protect.redact import Redaction
from closewatch.publish.publication import Publication
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.decision import Decision, Grade, Verdict

AT = datetime(2025, 3, 1, 12, tzinfo=UTC)
BY = "person:tester"

REPORTS = (
    """Title: Army counts the dead of Goma
Outlet: Harbour Wire
Date: 2025-02-01
URL: https://harbour-wire.example/army

Congo's army said 300 Rwandan soldiers had been killed in Goma.

The count is for the week.
""",
    """Title: Kigali rejects toll
Outlet: Quay Post
Date: 2025-02-03
URL: https://quay-post.example/kigali

Rwanda's government denied that 300 Rwandan soldiers had been killed in Goma.
""",
    """Title: What the doctor saw
Outlet: Lantern Daily
Date: 2025-02-02

Doctor Amani Sefu said she saw that 50 Rwandan soldiers had been killed in Goma.
""",
    """Title: Army gives its count
Outlet: Tide Herald
Date: 2025-02-02

Congo's army said more than 300 Rwandan soldiers had been killed in Goma, Harbour Wire reported.
""",
)
"""Invented, as their outlets are."""


@contextmanager
def small_case(folder: Path, reports: Iterable[str] = REPORTS, title: str = "The dead of Goma") -> Iterator[Case]:
    """Make a case of plain texts and read it by rules."""
    sources = folder / "sources"
    sources.mkdir()
    with create_case(folder / "case", title, BY, AT) as case:
        for number, text in enumerate(reports):
            path = sources / f"{number}.txt"
            path.write_text(text, "utf-8")
            for _ in take_in(case, take(str(path), BY, lambda: AT), Tools(by=BY, reader=read_by_rules, clock=lambda: AT)):
                pass
        yield case


def of(case: Case) -> Publication:
    """Give all of a case as it may leave."""
    return Publication(case, Redaction())


def judge(case: Case, on: str, verdict: Verdict, by: str = BY, reason: str = "", grade: Grade | None = None) -> Decision:
    """Put a decision on the record."""
    decision = Decision(on, verdict, by, AT, reason, grade=grade)
    decide(case, decision)
    return decision
