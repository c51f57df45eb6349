"""Whose report a page repeats: datelines, names in brackets, lines of credit, thanks, and agencies that sign."""

from __future__ import annotations

from dataclasses import replace

import pytest

from closewatch.reading.attributions import find_statements
from closewatch.reading.credits import find_credit
from closewatch.testing import plain_report
from tests.reading.test_relays import chains


@pytest.mark.parametrize(
    "text",
    [
        "It rained.\n\nReporting by Meridian Wire.",
        "It rained.\n\nThis article was first published by Meridian Wire and is republished under a licence.",
        "It rained.\n\nRepublished with permission from Meridian Wire.",
        "It rained.\n\nSource: Meridian Wire",
        "From Meridian Wire\n\nIt rained.",
        "It rained.\n\n— Meridian Wire",
        "It rained.\n\nWe reprint this report from Meridian Wire.",
        "It rained.\n\nTranslated from Meridian Wire.",
        "It rained.\n\nThe story above comes from Meridian Wire.",
        "It rained. (Meridian Wire)",
        "MARBANE, 4 May (Meridian Wire) — It rained.",
        "The report is that of Meridian Wire, which we thank for the text.",
    ],
)
def test_a_page_names_the_outlet_whose_report_it_repeats(text: str) -> None:
    place = find_credit(text)
    assert place is not None
    assert text[slice(*place)] == "Meridian Wire"


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said this article was a lie in the Valley Times.",
        "The report was sent by the mayor to the Valley Times.",
        "It rained. (Ann Roe)",
        "It rained (in Marbane).",
    ],
)
def test_an_outlet_that_is_only_spoken_of_lends_nothing(text: str) -> None:
    assert find_credit(text) is None


def test_every_statement_of_a_reprint_came_through_the_agency_but_its_own_dateline_is_no_relay() -> None:
    text = "MARBANE (Meridian Wire) - Six boats were lost, the harbour master said. The mayor, Ann Roe, said it had rained."
    assert chains(text, "Quay Post") == [("harbour master", "Meridian Wire"), ("Ann Roe", "Meridian Wire")]
    assert chains(text, "Meridian Wire") == [("harbour master",), ("Ann Roe",)]


def test_an_agency_that_signs_another_s_page_lends_it() -> None:
    report = replace(plain_report("The mayor said that it rained.", publisher="Quay Post"), authors=("Meridian Wire",))
    assert [statement.via for statement in find_statements(report)] == [("Meridian Wire",)]
