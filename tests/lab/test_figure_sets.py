"""What the scripts of figure sets count as right: minima as a coder takes them, numbers and ranges, counts matched to figures."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from closewatch.reading.figures import find_figures
from closewatch.testing import plain_report

sys.path.insert(0, str(Path(__file__).parents[2] / "lab" / "figures"))
isaf = importlib.import_module("isaf")
muc4 = importlib.import_module("muc4")
recognizers = importlib.import_module("recognizers")


@pytest.mark.parametrize(
    ("text", "killed", "captured"),
    [
        ("The patrol killed two insurgents and detained more than 10 insurgents.", 2, 11),
        ("Two insurgents were killed.\n\nThe patrol killed two insurgents near the river.", 2, 0),
        ("The patrol detained numerous insurgents.", 0, 4),
        ("The patrol detained several insurgents. It detained five insurgents in all.", 0, 5),
        ("Three civilians were killed.", 0, 0),
        ("No insurgents were killed.", 0, 0),
    ],
)
def test_minima_count_the_other_side_once_as_the_coder_does(text: str, killed: int, captured: int) -> None:
    assert isaf.read_minima(text, None) == isaf.Minima(killed, captured)


@pytest.mark.parametrize(
    ("text", "killed", "captured", "way"),
    [
        ("The force killed three men.", 3, 0, "written"),
        ("The force detained several men.", 0, 3, "written"),
        ("The force detained a commander.", 0, 1, "written"),
        ("The force detained a commander and two others.", 0, 3, "added up"),
        ("The force detained three men. Five rifles were found.", 0, 5, "not written"),
        ("The force found five rifles.", 0, 0, "none"),
    ],
)
def test_minima_stand_where_a_sentence_of_their_outcome_writes_them(text: str, killed: int, captured: int, way: str) -> None:
    assert isaf.stands(text, isaf.Minima(killed, captured)) == way


def row(model: str, text: str, *wanted: str) -> dict[str, object]:
    return {"id": "case-0", "model": model, "text": text, "results": [{"resolution": {"value": value}, "surface": ""} for value in wanted]}


@pytest.mark.parametrize(
    ("model", "text", "wanted", "right"),
    [
        ("NumberModel", "it sold 42 boats and 7 cars", ("42", "7"), True),
        ("NumberModel", "it sold 42 boats and 7 cars", ("42",), False),
        ("NumberModel", "a third of the boats", ("0.333333333333333",), True),
        ("NumberRangeModel", "more than 60 boats", ("(60,)",), True),
        ("NumberRangeModel", "at least 60 boats", ("(60,)",), False),
        ("NumberRangeModel", "between 60 and 70 boats", ("[60,70)",), True),
        ("NumberRangeModel", "60 boats", (), True),
    ],
)
def test_a_case_is_right_where_all_of_it_and_nothing_else_is_read(model: str, text: str, wanted: tuple[str, ...], right: bool) -> None:
    assert recognizers.judge(row(model, text, *wanted))[2] is right


@pytest.mark.parametrize(
    ("text", "wanted", "rule"),
    [
        ("3e7 grains", "30000000", "exponent"),
        ("one in four hundred", "0.0025", "fraction below 1/100"),
        ("call +44-555-0100", "44", "phone number"),
        ("400 grains", "400", ""),
    ],
)
def test_a_listed_rule_leaves_a_case_out(text: str, wanted: str, rule: str) -> None:
    assert recognizers.left_out_by(row("NumberModel", text, wanted)) == rule


def test_a_count_is_right_by_its_number_and_lumped_casualties_answer_for_killed_and_wounded() -> None:
    text = "At least 30 casualties were reported."
    figures = find_figures(plain_report(text), ())
    exact = {"low": 30, "high": 30, "open_low": False, "open_high": False}
    count = {"start": 9, "end": 11, "value": 30, "bound": "AT LEAST", "measure": ["killed", "wounded"], "accept": [exact]}
    scored = muc4.score(count, text, figures)
    assert (scored.value, scored.bounds, scored.measure, scored.cause) == (True, True, True, "")
    assert muc4.score({**count, "measure": ["killed"]}, text, figures).cause == "measure: killed read as casualties"
    assert muc4.score({**count, "start": 0, "end": 2}, text, figures).figure is None
