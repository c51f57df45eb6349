"""The fuzz of the reader of figures in short: the strings of `make fuzz-figures` with a count that fits among the tests."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "lab" / "figures"))
fuzz = importlib.import_module("fuzz")


def test_no_string_ends_in_an_exception_and_every_span_holds() -> None:
    ran = fuzz.run(seed=7, count=2000)
    assert ran.failed == ()
    assert ran.figures > 1000


def test_a_seed_gives_the_same_strings() -> None:
    texts = fuzz.sentences()
    assert list(fuzz.strings(3, 50, texts)) == list(fuzz.strings(3, 50, texts))


@pytest.mark.parametrize(
    "piece",
    [
        "$1",
        "1-",
        "one ",
        "a ",
        "1 killed ",
        "1 man was killed ",
        "killed 1 and ",
        "heavy losses ",
        "between ",
        "and ",
        "$1 a month ",
        "1. ",
        "(",
    ],
)
def test_a_piece_over_and_over_takes_no_time_to_speak_of(piece: str) -> None:
    text = (piece * fuzz.LONG)[: fuzz.LONG]
    assert min(fuzz.read(text)[1] for _ in range(2)) < 10 * fuzz.LIMIT
