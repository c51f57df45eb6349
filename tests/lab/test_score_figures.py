"""How sentences with keyed figures are scored: what is matched, and over what each rate is taken."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "lab"))
score_figures = importlib.import_module("score_figures")


def figure(start: int, end: int, **other: object) -> dict[str, object]:
    """A killed person at some characters, but for what is given otherwise."""
    usual = {"measure": "killed", "low": "12", "high": "12", "open_low": False, "open_high": False, "unit": "person", "per": None}
    return {**usual, "start": start, "end": end, **other}


def row(*figures: dict[str, object], distractors: tuple[dict[str, int], ...] = ()) -> dict[str, Any]:
    return {"id": "own-1", "kind": "exact_digits", "text": "", "figures": list(figures), "distractors": list(distractors)}


def rates(wanted: dict[str, Any], *read: dict[str, object]) -> dict[str, float]:
    measured: dict[str, float] = score_figures.rates(score_figures.count(wanted, read))
    return measured


def test_a_figure_read_as_keyed_is_right_in_everything() -> None:
    found = rates(row(figure(0, 2)), figure(0, 2))
    assert {found[name] for name in ("found", *score_figures.FIELDS, "all")} == {100}
    assert found["spurious"] == found["fired"] == 0


@pytest.mark.parametrize(
    ("field", "other"),
    [("value", {"high": "13"}), ("bounds", {"open_high": True}), ("measure", {"measure": "wounded"}), ("unit", {"unit": "body"}),
     ("per", {"per": "day"})],
)  # fmt: skip
def test_what_is_read_otherwise_is_wrong_in_that_alone_and_in_all(field: str, other: dict[str, object]) -> None:
    found = rates(row(figure(0, 2)), figure(0, 2, **other))
    assert [name for name in score_figures.FIELDS if found[name] == 0] == [field]
    assert (found["found"], found["all"]) == (100, 0)


def test_a_number_that_is_not_keyed_is_spurious_and_one_that_is_no_figure_fires() -> None:
    found = rates(row(figure(0, 2), distractors=({"start": 10, "end": 14},)), figure(0, 2), figure(10, 14))
    assert (found["spurious"], found["fired"]) == (50, 100)


def test_the_figure_that_covers_more_of_the_key_is_the_one_matched() -> None:
    found = rates(row(figure(0, 9)), figure(8, 20, low="1"), figure(0, 7))
    assert (found["value"], found["spurious"]) == (100, 50)


def test_a_figure_keyed_as_optional_counts_neither_way() -> None:
    wanted = row(figure(0, 2), figure(5, 7, optional=True))
    assert rates(wanted, figure(0, 2), figure(5, 7)) == rates(wanted, figure(0, 2))


def test_codes_of_a_currency_count_in_any_order_and_a_third_may_be_rounded() -> None:
    assert rates(row(figure(0, 2, unit="INR|PKR")), figure(0, 2, unit=["PKR", "INR"]))["unit"] == 100
    share = {"unit": "percent", "low": "33.3", "high": "33.3"}
    assert rates(row(figure(0, 2, **share)), figure(0, 2, **{**share, "low": "33.33", "high": "33.33"}))["value"] == 100
    assert rates(row(figure(0, 2, low="33.3")), figure(0, 2, low="33.33"))["value"] == 0
