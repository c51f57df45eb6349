"""Lists of quotations under a line that announces a speaker: each is a statement of its own."""

from __future__ import annotations

import pytest

from closewatch.reading.attributions import find_statements
from closewatch.testing import plain_report

FOLLOWING = "\n\nIt was late when he left the hall."


@pytest.mark.parametrize(
    "body",
    [
        'From the minister:\n\n"The roads are open."\n\n"Nobody has died there."',
        'From the minister:\n\nOn the roads: "The roads are open."\n\nThe dead of May: "Nobody has died there."',
        "What the minister said:\n\n- “The roads are open.”\n\n- “Nobody has died there.”",
    ],
)
def test_each_quotation_of_a_list_is_a_statement_of_the_one_announced(body: str) -> None:
    found = [s for s in find_statements(plain_report(body + FOLLOWING)) if s.speaker]
    told = [(s.speaker.name, s.content[0].exact, s.basis.value) for s in found if s.speaker]
    assert told == [("minister", "The roads are open.", "official"), ("minister", "Nobody has died there.", "official")]


def test_a_label_that_can_speak_is_whose_words_follow() -> None:
    body = 'From the minister:\n\nOn the roads: "They are open."\n\nThe mayor: "They are shut."'
    names = [s.speaker.name for s in find_statements(plain_report(body + FOLLOWING)) if s.speaker]
    assert names[0] == "minister"
    assert "minister" not in names[1:]
