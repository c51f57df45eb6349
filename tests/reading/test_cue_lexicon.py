"""Every cue of the lexicon is read in its own marked sentence, with the stance that the lexicon gives it."""

from __future__ import annotations

import pytest

from closewatch.reading.attributions import find_statements
from closewatch.reading.cues import Cue, find_cues, load_cues
from closewatch.reading.sentences import find_units
from closewatch.terms.statement import Stance
from closewatch.testing import told, words


@pytest.mark.parametrize("cue", load_cues(), ids=lambda cue: f"{cue.kind}-{cue.lemma}")
def test_each_cue_is_read_in_its_own_sentence(cue: Cue) -> None:
    report, expected = told(cue.test)
    statements = find_statements(report)
    found = dict(zip(words(statements), statements, strict=True))
    assert expected[0] in found
    assert found[expected[0]].stance is cue.stance


def test_the_lexicon_has_four_hundred_cues_and_every_stance() -> None:
    assert len({(cue.kind, cue.lemma) for cue in load_cues()}) >= 400
    assert {cue.stance for cue in load_cues()} == set(Stance)


def test_the_longest_form_at_a_place_wins() -> None:
    text = "Kyiv did not rule out a strike."
    assert [found.form for found in find_cues(find_units(text, 0, len(text), ()), 0, 8)] == ["did not rule out"]
