"""What the bench of figure readers counts: the sentences of a file, and what is wanted of ours beside the fastest of each kind."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "lab" / "bench"))
figures = importlib.import_module("figures")


def test_sentences_are_taken_from_rows_with_text_or_from_lines(tmp_path: Path) -> None:
    rows, lines = tmp_path / "rows.jsonl", tmp_path / "lines.txt"
    rows.write_text(json.dumps({"id": 1, "text": "Forty fled."}) + "\n\n", encoding="utf-8")
    lines.write_text("Forty fled.\n\nTen returned.\n", encoding="utf-8")
    assert figures.sentences_of(rows) == ["Forty fled."]
    assert figures.sentences_of(lines) == ["Forty fled.", "Ten returned."]


def test_the_bar_is_ten_times_the_fastest_of_each_kind_that_gives_places() -> None:
    ours = figures.Timed("closewatch", "figures", True, 5000.0, 0.1, 0.1, 30 * 10**6, 3)
    others = [
        figures.Timed("slow", "quantities", True, 40.0, 0.1, 0.1, 1, 3),
        figures.Timed("fast", "quantities", True, 400.0, 0.1, 0.1, 1, 3),
        figures.Timed("bare", "numbers", True, 4000.0, 0.1, 0.1, 1, 3),
        figures.Timed("rewrites", "numbers", False, 10.0**6, 0.1, 0.1, 1, 3),
    ]
    assert [(round(found, 2), met) for _, found, met in figures.wanted_of(ours, others)] == [
        (5000.0, True),
        (0.1, True),
        (30.0, True),
        (12.5, True),
        (1.25, False),
    ]
    assert len(figures.wanted_of(ours, [])) == 3


def test_our_own_reader_is_measured_in_a_process_of_its_own(tmp_path: Path) -> None:
    corpus = tmp_path / "sentences.jsonl"
    corpus.write_text(json.dumps("At least 12 soldiers were killed.") + "\n", encoding="utf-8")
    said = figures.ask(Path(sys.executable), "closewatch", corpus)
    assert said["found"] == 1
    assert said["peak"] > 10**6
