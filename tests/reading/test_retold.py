"""Statements that another's indirect words open with, and who was told by whom."""

from __future__ import annotations

import pytest

from tests.reading.test_relays import chains


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Roe said that the service expected snow.", ("service", "Roe")),
        ("The Ferry Gazette added that the commander believed the bridge was safe.", ("commander", "Ferry Gazette")),
        (
            "After a closed-door briefing, lawmaker Ann Roe told reporters that the service believed 4,000 men had come.",
            ("service", "Ann Roe"),
        ),
        (
            "The Ferry Gazette, quoting the Harrow agency, says a deputy was told by the coast guard that 40 people drowned.",
            ("coast guard", "deputy", "Harrow agency", "Ferry Gazette"),
        ),
    ],
)
def test_whose_words_another_tells_is_the_speaker(text: str, expected: tuple[str, ...]) -> None:
    assert expected in chains(text)


@pytest.mark.parametrize(
    "text",
    [
        "Roe said that she expected snow.",
        "Roe said that the State Department knew.",
    ],
)
def test_the_speaker_s_own_view_is_nobody_else_s(text: str) -> None:
    assert {chain[0] for chain in chains(text)} == {"Roe"}
