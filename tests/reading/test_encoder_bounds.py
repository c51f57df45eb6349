"""Where the model ends the words of a source, a cue or a content wrongly, they are redrawn by the words around them."""

from __future__ import annotations

import pytest

from closewatch.reading.drafts import Draft, Offsets
from closewatch.reading.encoder.bounds import redraw


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        (
            "Nine left, lawmaker Park Sun-won told us.",
            ("lawmaker Park Sun-", "won told", "Nine left"),
            ("lawmaker Park Sun-won", "told", "Nine left"),
        ),
        ("08:45 Radio Delta says it rained.", ("45 Radio Delta", "says", "it rained"), ("Radio Delta", "says", "it rained")),
        (
            "In a video posted by a friend, a pilot says that it rained.",
            ("a video posted by a friend", "In", "that it rained"),
            ("a pilot", "says", "that it rained"),
        ),
        (
            "Il Faro writes that, according to the mayor, it rained.",
            ("the mayor", "according to", "that"),
            ("the mayor", "according to", "it rained"),
        ),
        ("Nine boats were lost, lawmakers said then.", ("lawmakers", "said", "then"), ("lawmakers", "said", "Nine boats were lost")),
        (
            "Radio Delta lets the board predict a wave.",
            ("Radio Delta", "lets the board predict", "a wave"),
            ("the board", "predict", "a wave"),
        ),
        (
            "Diplomats spoke to a Swiss broadcaster of nine camps.",
            ("Diplomats", "spoke to", "a Swiss broadcaster of nine camps"),
            ("Diplomats", "spoke to", "nine camps"),
        ),
    ],
)
def test_words_are_redrawn(text: str, found: tuple[str, str, str], expected: tuple[str, str, str]) -> None:
    source, cue, content = (_place(text, words) for words in found)
    draft = Draft(None, "encoder", source, cue, [content], sentence=(0, len(text)))
    redraw(text, draft)
    assert tuple(text[slice(*place)] for place in (draft.source, draft.cue_at, *draft.contents) if place is not None) == expected


def _place(text: str, words: str) -> Offsets:
    at = text.index(words)
    return at, at + len(words)


def test_whoever_a_relative_clause_tells_of_was_heard_by_the_outlet() -> None:
    text = "The Dune Post also quotes an aide, who says that it rained."
    draft = Draft(None, "encoder", _place(text, "who"), _place(text, "says"), [_place(text, "that it rained")], sentence=(0, len(text)))
    redraw(text, draft)
    assert [text[slice(*place)] for place in (draft.antecedent, *draft.relays) if place is not None] == ["an aide", "The Dune Post"]
