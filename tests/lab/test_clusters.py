"""How clusters of mentions are held against each other."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "lab"))
clusters = importlib.import_module("links.clusters")


def test_what_is_joined_twice_over_is_one_cluster() -> None:
    joined = clusters.Joined()
    joined.join("a", "key")
    joined.join("b", "key")
    assert joined.of("a") == joined.of("b") != joined.of("c")


def test_b3_of_the_same_clusters_is_whole_and_a_false_join_costs_precision_alone() -> None:
    wanted = {"a": 1, "b": 1, "c": 2}
    assert clusters.b_cubed(wanted, {"a": "x", "b": "x", "c": "y"}) == pytest.approx((100, 100, 100))
    assert clusters.b_cubed(wanted, dict.fromkeys(wanted, "x")) == pytest.approx((500 / 9, 100, 500 / 7))


def test_a_cluster_stands_for_one_speaker_and_a_speaker_has_one_cluster() -> None:
    wanted = {"a": 1, "b": 1, "c": 2, "d": 3, "e": 3}
    assert clusters.right_ones(wanted, {"a": "x", "b": "x", "c": "x", "d": "y", "e": "z"}) == {"a", "b", "d"}
