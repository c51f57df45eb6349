"""The figures keyed in sentences of our own: how many there are, and that every offset says what stands in its text."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[2] / "lab" / "figures" / "sentences.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
FIGURES: list[dict[str, Any]] = [figure for row in ROWS for figure in row["figures"]]


def spans(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Every span that a row keys: its figures with their bound and period words, and its numbers that are no figures."""
    words = [figure[name] for figure in row["figures"] for name in ("bound_words", "per_words") if name in figure]
    return [*row["figures"], *words, *row["distractors"]]


def test_there_are_120_sentences_each_once_and_twenty_of_them_hold_no_figure() -> None:
    assert len(ROWS) == len({row["id"] for row in ROWS}) == len({row["text"] for row in ROWS}) == 120
    assert len(FIGURES) == 125
    assert {row["kind"] for row in ROWS if not row["figures"]} == {"distractors"}
    assert sum(not row["figures"] for row in ROWS) == 20
    assert sum(len(row["distractors"]) for row in ROWS) == 41


def test_every_offset_is_verbatim_and_no_two_spans_overlap() -> None:
    for row in ROWS:
        for span in spans(row):
            assert row["text"][span["start"] : span["end"]] == span["surface"] != "", row["id"]
        ordered = sorted(spans(row), key=lambda span: int(span["start"]))
        assert all(left["end"] <= right["start"] for left, right in pairwise(ordered)), row["id"]


def test_population_place_and_source_are_words_of_the_sentence() -> None:
    for row in ROWS:
        for figure in row["figures"]:
            assert all(figure.get(name) is None or figure[name] in row["text"] for name in ("population", "place", "source")), row["id"]


def test_an_open_end_has_no_value_and_a_closed_figure_has_both() -> None:
    for figure in FIGURES:
        if figure.get("stance") == "none reported":
            assert figure["low"] is figure["high"] is None
            continue
        assert (figure["low"] is None) == figure["open_low"]
        assert (figure["high"] is None) == figure["open_high"]
        if not (figure["open_low"] or figure["open_high"]):
            assert figure["low"] <= figure["high"]
