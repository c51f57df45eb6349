"""A figure that somebody rejects in one report meets the claim that another report gives, whoever arrives first."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from closewatch.ledger.bodies import capture_body, links_body, reading_body
from closewatch.ledger.case import case_in_memory
from closewatch.ledger.views.questions import questions
from closewatch.linking.actors import link_actors
from closewatch.linking.denials import link_denials
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.claim import ConflictKind
from closewatch.terms.entry import Draft, EntryKind
from closewatch.testing import plain_report

AT = datetime(2025, 1, 1, tzinfo=UTC)
BY = "person:tester"
CLAIM = "Congo's army said 300 Rwandan soldiers had been killed in Goma."


@pytest.mark.parametrize(
    "denial",
    [
        "Rwanda's army denied that 300 Rwandan soldiers had been killed in Goma.",
        "Rwandan soldiers are near Goma. Rwanda's government rejected the figure of 300 Rwandan soldiers killed in Goma as invented.",
    ],
)
@pytest.mark.parametrize("first", [0, 1])
def test_a_rejected_figure_meets_the_claim_of_another_report(denial: str, first: int) -> None:
    told = [(CLAIM, "2025-02-01"), (denial, "2025-02-03")]
    with case_in_memory("denied", BY, AT) as case:
        for text, published in (told[first], told[1 - first]):
            report = plain_report(text, published=published)
            reading = read_by_rules(report)
            links = (*link_actors(report, reading), *link_denials(report, reading))
            case.record(
                (text.encode(),),
                (
                    Draft(EntryKind.CAPTURE, BY, AT, capture_body(report.capture, report, report.id, ())),
                    Draft(EntryKind.READING, "reader:rules-1", AT, reading_body(reading)),
                    Draft(EntryKind.LINKS, "linker:1", AT, links_body(report.id, links)),
                ),
            )
        conflicts = [conflict for question in questions(case.tables) for conflict in question.conflicts]
        denied = [actor.name for question in questions(case.tables) for claim in question.claims for actor in claim.denied_by]
    assert [conflict.kind for conflict in conflicts] == [ConflictKind.ASSERTION_MEETS_DENIAL]
    assert denied[0].startswith("Rwanda's")


def test_a_denial_that_quotes_a_figure_denies_the_one_who_gave_it() -> None:
    text = "North Korean soldiers have fought in Kursk since autumn. Kyiv rejected Seoul's estimate of 300 deaths as too low."
    report = plain_report(text, published="2025-02-01")
    reading = read_by_rules(report)
    quoted = [one for one in reading.statements if one.within]
    links = link_denials(report, reading)
    assert [(link.right, link.rule) for link in links] == [(one.id, "denial quotes it") for one in quoted]
