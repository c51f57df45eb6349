"""What a reprint got itself, and names that a report says to be outlets'."""

from __future__ import annotations

from dataclasses import replace

import pytest

from closewatch.reading.attributions import find_statements
from closewatch.reading.gathered import gathered_here
from closewatch.reading.ourselves import Ourselves
from closewatch.reading.readers.encoder import read_by_encoder
from closewatch.testing import plain_report
from tests.reading.test_relays import chains


def test_what_a_reprint_got_itself_did_not_come_through_the_agency() -> None:
    text = (
        "The governor said that it rained.\n\nA baker in our town told the Courier that it snowed. He said that it was cold.\n\n"
        "Reporting by Cormorant Wire"
    )
    assert chains(text, "Valley Courier") == [("governor", "Cormorant Wire"), ("baker in our town",), ("baker in our town",)]


@pytest.mark.parametrize(
    "author", ["Cormorant Wire", "Odile Marr for Cormorant Wire", "Odile Marr, Cormorant Wire", "Odile Marr (Cormorant Wire)"]
)
def test_whoever_signs_for_an_agency_lends_its_report(author: str) -> None:
    report = replace(plain_report("The mayor said that it rained.", publisher="Quay Post"), authors=(author,))
    assert [statement.via for statement in find_statements(report)] == [("Cormorant Wire",)]


def test_a_paper_that_speaks_only_in_a_quotation_got_nothing_itself() -> None:
    report = plain_report('The mayor said: "Nobody told the Courier."', publisher="Valley Courier")
    assert gathered_here(Ourselves(report)) == []


def test_a_name_that_the_report_calls_a_newspaper_is_one_everywhere() -> None:
    text = "A sailor talked to the port newspaper Beacon on Monday. His wife told Beacon that it rained. The newspaper said that it snowed."
    assert chains(text, "Quay Post")[-2:] == [("sailor's wife", "Beacon"), ("Beacon",)]


def test_whoever_told_an_outlet_that_another_cites_is_the_speaker() -> None:
    text = "A baker spoke of smoke.\n\nThey were chained every night, he told the port's own newspaper, Beacon, which Tern News cites."
    found = read_by_encoder(plain_report(text, publisher="Quay Post")).statements[-1]
    assert found.speaker is not None
    assert (found.speaker.name, *found.via) == ("baker", "Beacon", "Tern News")


def test_it_in_the_words_of_a_member_is_the_body_that_briefed_them() -> None:
    text = "The bureau expects snow, Irma Costane said after a closed session. It expects rain, she added."
    assert ("bureau", "Irma Costane") in chains(text, "Quay Post")[2:]
