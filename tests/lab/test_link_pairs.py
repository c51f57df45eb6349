"""The pairs of passed-on passages are well formed, every kind of drift is among them, and what is held out is not what may be read."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from closewatch.terms.claim import DriftKind

LINKS = Path(__file__).parents[2] / "lab" / "links"
UNKEYED = {DriftKind.AMOUNT_CHANGED, DriftKind.CERTAINTY_RAISED}  # the sample case has no key for them
SIDES = ("outlet_of", "outlet_here")
HELD_OUT = {"rewordings": 50, "drifts": 60}
"""What is held out stays as it was written; the visible pairs are for development, so they may grow."""
VISIBLE = {"rewordings_visible": 30, "drifts_visible": 30}
FILES = HELD_OUT | VISIBLE


def pairs(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (LINKS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("name", "count"), FILES.items())
def test_a_pair_has_two_texts_of_two_outlets(name: str, count: int) -> None:
    fields = {"of", "here", "outlet_of", "outlet_here"} | ({"kind"} if name.startswith("drifts") else set())
    held = pairs(name)
    assert len(held) == count if name in HELD_OUT else len(held) >= count
    for pair in held:
        assert pair.keys() == fields
        assert all(value and value == value.strip() for value in pair.values()), pair
        assert pair["of"] != pair["here"]
        assert pair["outlet_of"] != pair["outlet_here"]
        assert all(5 <= len(pair[side].split()) <= 60 for side in ("of", "here")), pair


@pytest.mark.parametrize(("name", "least"), [("drifts", 5), ("drifts_visible", 2)])
def test_every_keyed_kind_of_drift_is_there(name: str, least: int) -> None:
    found = Counter(pair["kind"] for pair in pairs(name))
    assert set(found) == {kind.value for kind in DriftKind if kind not in UNKEYED}
    assert min(found.values()) >= least


def test_no_text_stands_twice_and_nothing_held_out_may_be_read() -> None:
    texts = Counter(pair[side] for name in FILES for pair in pairs(name) for side in ("of", "here"))
    assert [text for text, count in texts.items() if count > 1] == []
    readable, held = (
        {pair[side] for name in FILES if name.endswith("visible") == visible for pair in pairs(name) for side in SIDES}
        for visible in (True, False)
    )
    assert readable & held == set()
