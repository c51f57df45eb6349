"""Which values hang together, as one report and shared names tell it."""

from __future__ import annotations

from datetime import UTC, datetime

from closewatch.ledger.case import case_in_memory
from closewatch.linking.link import link
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.reading import Account, Reading
from closewatch.terms.report import Report
from closewatch.testing import plain_report

AT = datetime(2025, 1, 13, 9, tzinfo=UTC)


def read(body: str, publisher: str | None = None) -> tuple[Report, Reading, tuple[Link, ...]]:
    report = plain_report(body, published="2025-01-13", publisher=publisher)
    reading = read_by_rules(report)
    with case_in_memory("Links", "person:tester", AT) as case:
        return report, reading, link(case.tables, case, Account(report, reading)).links


def denials(body: str) -> list[tuple[str, str]]:
    """The cue of each denial, and the first words of what it denies."""
    _, reading, links = read(body)
    statements = {statement.id: statement for statement in reading.statements}
    return [
        (statements[found.left].cue[0].exact, " ".join(statements[found.right].content[0].exact.split()[:3]))
        for found in links
        if found.kind is LinkKind.DENIES
    ]


def test_a_denial_that_points_back_denies_the_statement_before_it() -> None:
    body = "Kyiv said that 300 soldiers had been killed near the river. A spokesman for the army denied this claim."
    assert denials(body) == [("denied", "that 300 soldiers")]


def test_a_denial_that_names_whose_figure_it_is_denies_theirs() -> None:
    body = (
        "Kyiv said that 300 soldiers had been killed. Seoul estimated that 100 soldiers had been wounded."
        " A spokesman for the army dismissed Kyiv's figure as invented."
    )
    assert denials(body) == [("dismissed", "that 300 soldiers")]


def test_a_denial_with_its_own_content_points_at_nothing() -> None:
    assert denials("Kyiv said that it had rained. Moscow denied that any soldiers were in the town.") == []


def test_every_link_rests_on_words_of_the_report() -> None:
    report, _, links = read("Kyiv said that 300 soldiers had been killed. Moscow denied the claim.", "The Harbour Gazette")
    assert {found.kind for found in links} == {LinkKind.SAME_ACTOR, LinkKind.DENIES}
    for found in links:
        for excerpt in found.because:
            report.check(excerpt)


def test_the_same_body_in_two_reports_leads_to_one_key() -> None:
    one = {found.right for found in read("The Coast Guard Directorate said that 3 sailors were missing.")[2]}
    other = {found.right for found in read("It rained. The Coast Guard Directorate said that 4 sailors were missing.")[2]}
    assert one & other
