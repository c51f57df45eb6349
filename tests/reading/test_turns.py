"""The turns of a broadcast transcript: whose they are, which are the outlet's own, and the words of others inside them."""

from __future__ import annotations

from closewatch.reading.attributions import find_statements
from closewatch.testing import plain_report


def spoken(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(s.speaker.name if s.speaker else "", s.via) for s in find_statements(plain_report(text))]


def test_a_presenter_s_turn_is_no_statement_but_what_it_credits_is() -> None:
    text = "PRESENTER: Good evening. The army said that the road was shut.\n\nROE: I saw it shut."
    assert spoken(text) == [("army", ()), ("ROE", ())]


def test_whoever_opens_a_programme_and_names_its_guests_presents_it() -> None:
    text = "LIND: With me is Ann Roe of the ferry office.\n\nROE: I saw the bridge fall.\n\nLIND: Thank you."
    assert spoken(text) == [("Ann Roe", ())]


def test_two_guests_without_a_presenter_both_speak() -> None:
    assert [name for name, _ in spoken("SMITH: It rained.\n\nROE: It was dry.")] == ["SMITH", "ROE"]


def test_the_words_of_others_inside_a_turn_come_through_the_guest() -> None:
    text = "PRESENTER: Go on.\n\nROE: I left at noon. The governor said that the bridge was safe.\n\nPRESENTER: And now?"
    assert spoken(text)[-1] == ("governor", ("ROE",))


def test_a_transcript_inside_an_article_quotes_its_presenter_too() -> None:
    text = "The talk went on.\n\nIt was late.\n\nNobody slept.\n\nPRESENTER: The bridge is down.\n\nROE: It is not."
    assert "PRESENTER" in [name for name, _ in spoken(text)]
