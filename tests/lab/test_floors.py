"""The floors of the gate: what holds, what is pinned, and that none is lowered without a reason that names it."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "lab"))
floors = importlib.import_module("floors")

PINNED = {"weights": "old", "promised": {"verbatim": 100.0}, "news": {"corpus": "c1", "recall": 70.0, "error_at_most": 5.0}}


def measured(**rates: float) -> Any:
    gate = floors.Gate(PINNED)
    gate.hold("news", rates)
    gate.corpora["news"] = "c2"
    return gate


@pytest.mark.parametrize(
    ("rates", "missed"),
    [
        ({"recall": 70.0, "error_at_most": 5.0}, 0),
        ({"recall": 69.9}, 1),
        ({"error_at_most": 5.1}, 1),
        ({"precision": 99.0}, 1),
    ],
)
def test_a_figure_below_its_floor_above_its_ceiling_or_without_either_is_missed(rates: dict[str, float], missed: int) -> None:
    assert measured(**rates).failed == missed


def test_a_pinned_floor_lies_one_point_below_the_figure_and_a_ceiling_one_above() -> None:
    pinned, refused = floors.pin(PINNED, measured(recall=80.26, error_at_most=2.04, precision=90.0), "new")
    assert refused == []
    assert pinned["news"] == {"corpus": "c2", "recall": 79.2, "error_at_most": 3.1, "precision": 89.0}
    assert pinned["weights"] == "new"


def test_a_floor_that_still_holds_stays() -> None:
    pinned, refused = floors.pin(PINNED, measured(recall=70.4, error_at_most=4.8), "new")
    assert (pinned["news"]["recall"], pinned["news"]["error_at_most"], refused) == (70.0, 5.0, [])


def test_a_missed_floor_is_lowered_only_where_the_reason_names_it() -> None:
    gate = measured(recall=60.0, error_at_most=9.0)
    pinned, refused = floors.pin(PINNED, gate, "new", "news.recall is lower because the corpus was corrected")
    assert pinned["news"]["recall"] == 59.0
    assert pinned["news"]["error_at_most"] == 5.0
    assert refused == ["news.error_at_most: 9.0 misses 5.0"]


def test_what_is_promised_is_held_and_never_pinned() -> None:
    gate = floors.Gate(PINNED)
    gate.hold("promised", {"verbatim": 99.0})
    assert gate.failed == 1
    assert floors.pin(PINNED, gate, "new", "promised.verbatim")[0]["promised"] == {"verbatim": 100.0}


def test_floors_that_were_written_are_read_back(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    floors.write_floors(path, PINNED)
    assert floors.read_floors(path) == PINNED
    assert path.read_text("utf-8").startswith("# The quality floors")


def test_the_digest_of_several_files_changes_with_any_of_them(tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_bytes(b"1")
    two.write_bytes(b"2")
    both = floors.digest_of([two, one])
    assert both == floors.digest_of([one, two]) != floors.digest_of([one])
    two.write_bytes(b"3")
    assert floors.digest_of([one, two]) != both
