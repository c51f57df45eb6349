"""On whom a speaker leans, as the sentence says: told as a reason with the words that name them."""

from __future__ import annotations

import pytest

from closewatch.reading.readers.encoder import read_by_encoder
from closewatch.testing import plain_report


def leaning(text: str) -> list[tuple[str, str, str]]:
    """The speaker of each statement that leans on somebody, by which rule, and the words for them."""
    return [
        (statement.speaker.name if statement.speaker else "", reason.rule, reason.span.exact)
        for statement in read_by_encoder(plain_report(text)).statements
        for reason in statement.because
        if reason.of == "depends" and reason.span is not None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mission, informed by the fishermen's union, said that 21 boats were missing.",
            ("mission", "informed", "the fishermen's union"),
        ),
        (
            "The minister, after a briefing by the Allied Command, said that 3,000 men had crossed.",
            ("minister", "heard", "the Allied Command"),
        ),
        (
            "The UN said that 80,000 had fled, relying on figures supplied by the provincial government.",
            ("UN", "data", "the provincial government"),
        ),
        ("The service confirmed, on word from a friendly agency, that he was alive.", ("service", "word", "a friendly agency")),
        ("The governor, citing the police, said that nine had died.", ("governor", "cites", "the police")),
        (
            "The Red Crescent, according to data of the local clinics, counts 310 cases.",
            ("Red Crescent", "according", "the local clinics"),
        ),
        ("The army, citing the villagers' account, said that a plane had been there.", ("army", "theirs", "the villagers")),
    ],
)
def test_whoever_leans_on_another_says_so(text: str, expected: tuple[str, str, str]) -> None:
    assert leaning(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The governor said that the army had been informed by the police.",
        "The Ferry Gazette, citing the governor, reported that nine had died.",
        "The governor said, citing his health, that he would resign.",
        "The minister was told by the service that nine had died, she said.",
        "Radio Kestrel, quoting its own correspondent, said that the depot burned.",
    ],
)
def test_what_is_only_told_cited_by_an_outlet_or_nobody_s_is_not_leaned_on(text: str) -> None:
    assert leaning(text) == []


def test_whoever_leans_stays_the_speaker_alone() -> None:
    found = read_by_encoder(plain_report("The Red Crescent, according to data of the local clinics, counts 310 cases.")).statements
    assert [(statement.speaker.name, statement.via) for statement in found if statement.speaker] == [("Red Crescent", ())]
