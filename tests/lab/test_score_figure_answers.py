"""The scorer of keyed figures: what is paired, what a rate is over, and what counts as right."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "lab"))

scorer: Any = importlib.import_module("score_figure_answers")

PEOPLE = {"country": "KP", "role": "military", "class": "combatant"}
DAY = {"start": "2025-01-13", "end": "2025-01-13", "from": "text"}


def figure(name: str, start: int, end: int, **values: Any) -> dict[str, Any]:
    """A figure of 300 killed soldiers on 13 January in Kursk, unless told otherwise."""
    return {
        "key": name, "id": name, "span": {"start": start, "end": end}, "measure": "killed", "low": "300", "best": "300", "high": "300",
        "open_low": False, "open_high": False, "strict": False, "approximate": False, "lean": None, "vague": None, "kind": "count",
        "unit": "person", "per": None, "population": {"value": PEOPLE}, "place": {"value": {"name": "Kursk Oblast", "country": "RU"}},
        "scope": "event", "as_of": DAY, "part_of": None, "derived_from": [], "standing": "asserted", "statement": None, "speaker": None,
        **values,
    }  # fmt: skip


def tally(keyed: list[Any], read: list[Any], **more: Any) -> Any:
    return scorer.score([scorer.Told("r", "x" * 80, keyed, read, more.get("statements", {}))])


def test_figures_are_paired_by_their_numbers_best_first_and_once() -> None:
    assert scorer.pair_figures([figure("n1", 0, 4), figure("n2", 4, 8)], [figure("x", 3, 8), figure("y", 40, 42)]) == {1: 0}


def test_everything_is_right_where_both_say_the_same() -> None:
    found = tally([figure("n1", 0, 3)], [figure("x", 0, 3)])
    assert {found.rate(name) for name in ("found", *scorer.FIELDS)} == {100}
    assert found.spurious == 0


def test_a_figure_not_found_is_wrong_over_all_and_not_counted_over_the_paired() -> None:
    found = tally([figure("n1", 0, 3), figure("n2", 10, 12)], [figure("x", 0, 3), figure("y", 50, 52)])
    assert (found.rate("measure"), found.rate("measure", "paired"), found.spurious) == (50, 100, 50)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"high": "400"}, {"value"}),
        ({"open_high": True}, {"bounds"}),
        ({"approximate": True}, {"precision"}),
        ({"population": {"value": {**PEOPLE, "role": "officer"}}}, {"role"}),
        ({"population": None}, {"population", "role"}),
        ({"place": {"value": {"name": "Bryansk", "country": "RU"}}}, {"place_name"}),
        ({"place": {"value": {"name": "the Kursk region", "country": "RU"}}}, set()),
        ({"place": None}, {"place", "place_name"}),
        ({"as_of": {**DAY, "start": "2025-01-01"}}, {"as_of", "dated"}),
        ({"as_of": {**DAY, "from": "published"}}, set()),
        ({"as_of": None}, {"as_of", "as_of_day", "dated"}),
        ({"part_of": "y"}, {"part_of"}),
        ({"statement": "st:1"}, {"statement", "tied"}),
        ({"speaker": {"name": "Kyiv", "country": "UA"}}, {"speaker"}),
    ],
)
def test_one_value_is_wrong_alone(values: dict[str, Any], wrong: set[str]) -> None:
    found = tally([figure("n1", 0, 3)], [figure("x", 0, 3, **values)])
    assert {name for name in scorer.FIELDS if found.rate(name) < 100} == wrong


def test_parts_statements_and_speakers_are_followed_to_their_partners() -> None:
    said = {"statement": "s1", "speaker": {"name": "South Korea's spy agency"}}
    read = {"statement": "st:7", "speaker": {"name": "National Intelligence Service", "country": "KR"}}
    found = tally(
        [figure("n1", 0, 3, **said), figure("n2", 10, 12, part_of="n1", derived_from=["n1"], **said)],
        [figure("x", 0, 3, **read), figure("y", 10, 12, part_of="x", derived_from=["x"], **read)],
        statements={"s1": "st:7"},
    )
    assert {found.rate(name) for name in scorer.FIELDS} == {100}


def test_a_figure_is_not_held_to_a_statement_that_the_reader_missed() -> None:
    found = tally([figure("n1", 0, 3, statement="s1"), figure("n2", 10, 12)], [figure("x", 0, 3), figure("y", 10, 12)])
    assert (found.rate("statement"), found.rate("tied"), found.counts["tied", "all"]) == (50, 100, 1)


def test_a_folder_is_read_and_its_figures_scored(tmp_path: Path) -> None:
    body = "Kyiv said that 300 North Korean soldiers had been killed in Kursk on 13 January."
    text = f"Bridge falls\n\n{body}"
    (tmp_path / "one.txt").write_text(f"Title: Bridge falls\nDate: 2025-01-14\n\n{body}\n", encoding="utf-8")
    start = text.index("300")
    keyed = figure("n1", start, start + 3, span={"start": start, "end": start + 3, "exact": "300"}, scope="cumulative")
    answers = tmp_path.parent / "figure-answers.jsonl"
    answers.write_text(json.dumps({"file": "one.txt", "statements": [], "figures": [keyed]}) + "\n", encoding="utf-8")
    rates = scorer.summary(answers, tmp_path, scorer.READERS["rules"])
    assert [rates[name] for name in ("found", "value", "measure", "population", "place", "place_name", "as_of")] == [100] * 7
    assert rates["spurious_at_most"] == 0
    lines: list[str] = []
    scorer.show(scorer.score_folder(answers, tmp_path, scorer.READERS["rules"]), lines.append)
    assert lines[0].startswith("1 keyed, 1 read, 1 paired")


def test_answers_without_figures_are_left_out_and_wrong_words_refused(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Title: Bridge falls\nDate: 2025-01-14\n\nKyiv said so.\n", encoding="utf-8")
    answers = tmp_path.parent / "no-figures.jsonl"
    answers.write_text(json.dumps({"file": "one.txt", "statements": [], "figures": []}) + "\n", encoding="utf-8")
    assert scorer.score_folder(answers, tmp_path, scorer.READERS["rules"]).counts["found", "all"] == 0
    wrong = figure("n1", 0, 3, span={"start": 0, "end": 3, "exact": "300"})
    answers.write_text(json.dumps({"file": "one.txt", "statements": [], "figures": [wrong]}) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="wanted '300' at 0"):
        scorer.score_folder(answers, tmp_path, scorer.READERS["rules"])
