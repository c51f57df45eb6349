"""Who speaks for a public authority and who for an organisation of its own, as a statement's basis tells."""

from __future__ import annotations

import pytest

from closewatch.reading.attributions import find_statements
from closewatch.terms.statement import Basis
from closewatch.testing import plain_report


def basis(text: str, publisher: str | None = None) -> Basis:
    return find_statements(plain_report(text, publisher=publisher))[0].basis


@pytest.mark.parametrize(
    "source",
    [
        "UNICEF",
        "The UN mission",
        "The army chief",
        "The governor's office",
        "The prison director",
        "The joint forces",
        "The health ministry",
    ],
)
def test_states_forces_and_bodies_of_states_are_official(source: str) -> None:
    assert basis(f"{source} said that the market was hit.") is Basis.OFFICIAL


@pytest.mark.parametrize("source", ["Oxfam", "The Norwegian Refugee Council", "Emergency Lawyers", "The doctors' union", "The committee"])
def test_an_organisation_is_official_on_its_own_affairs_alone(source: str) -> None:
    assert basis(f"{source} said that the market was hit.") is Basis.UNSTATED
    assert basis(f"{source} said that two of its drivers were hit.") is Basis.OFFICIAL


def test_an_acronym_that_several_bear_is_told_by_the_country_of_the_report() -> None:
    (statement,) = find_statements(plain_report("In Sudan the RSF denied that the market was hit."))
    assert statement.speaker is not None
    assert statement.speaker.key == "body:SD:rsf"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A trader said that he had counted eleven bodies.", Basis.WITNESS),
        ("A trader said that soldiers had ordered him to leave.", Basis.WITNESS),
        ("An economist said that he had counted eleven ships.", Basis.UNSTATED),
        ("A widow said that the warden had told her that he was dead.", Basis.HEARSAY),
        ("A general whose name I may not print said that the lull would end.", Basis.UNNAMED),
        ("A friend at the ministry said that nobody had read it.", Basis.UNNAMED),
        ("“We have seen the envoy twice,” said the foreign minister.", Basis.OFFICIAL),
    ],
)
def test_people_know_by_what_they_saw_heard_or_are(text: str, expected: Basis) -> None:
    assert basis(text) is expected
