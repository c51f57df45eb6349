"""The maker of the gazetteer: keys, the words for kinds of regions, and what counts as another spelling."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from closewatch.reading.gazetteer import key_of

sys.path.insert(0, str(Path(__file__).parents[2] / "lab"))
build = importlib.import_module("places.build")


@pytest.mark.parametrize("name", ["São Paulo", "Deir ez-Zor", "Sana'a", "Łódź", "Gəncə", "Suðuroy", "Straße"])
def test_a_name_has_one_key_in_the_lexicon_and_in_a_text(name: str) -> None:
    assert build.fold(name) == " ".join(key_of(word) for word in name.split())


@pytest.mark.parametrize(("written", "bare"), [("Kursk Oblast", "Kursk"), ("Muhafazat Karbala'", "Karbala"), ("Rivers State", "Rivers")])
def test_a_region_is_looked_for_without_the_word_for_its_kind(written: str, bare: str) -> None:
    assert build.without_kind(written) == bare


def test_a_transcription_is_a_spelling_and_a_nickname_is_not() -> None:
    assert build.spellings(build.City("UA.05", "Avdiivka", 35, others=("Avdeevka", "Perlina", "Avdijivka"))) == ["avdeevka", "avdijivka"]
    assert build.spellings(build.City("DE.02", "Munich", 1260, others=("Monachium", "Munchen"))) == []
