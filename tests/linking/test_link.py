"""Which values hang together, as one report and shared names tell it."""

from __future__ import annotations

from closewatch.linking.actors import actor_key
from closewatch.linking.link import link
from closewatch.linking.names import shared_form
from closewatch.reading.readers.rules import read_by_rules
from closewatch.terms.actor import Actor, ActorKind
from closewatch.terms.claim import Link, LinkKind
from closewatch.terms.reading import Reading
from closewatch.terms.report import Report
from closewatch.testing import plain_report


def read(body: str, publisher: str | None = None) -> tuple[Report, Reading, tuple[Link, ...]]:
    report = plain_report(body, published="2025-01-13", publisher=publisher)
    reading = read_by_rules(report)
    return report, reading, link(report, reading)


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


def test_unnamed_groups_and_people_under_a_pseudonym_have_no_key() -> None:
    assert actor_key(Actor("ac:1", "Western officials", ActorKind.GROUP, named=False))[0] is None
    assert actor_key(Actor("ac:1", "Chung Baek", ActorKind.PERSON, pseudonymous=True))[0] is None


def test_a_surname_alone_joins_nobody_across_reports() -> None:
    assert actor_key(Actor("ac:1", "Chung", ActorKind.PERSON))[0] is None


def test_bodies_of_one_name_in_two_countries_stay_apart() -> None:
    keys = {actor_key(Actor("ac:1", "Joint Chiefs of Staff", ActorKind.BODY, country=country))[0] for country in ("KR", "US")}
    assert len(keys) == 2


def test_case_accents_titles_and_points_make_no_difference_to_a_name() -> None:
    assert shared_form("Col. José  NÚÑEZ-Pérez".replace("Col.", "Colonel")) == shared_form("jose nunez perez")
