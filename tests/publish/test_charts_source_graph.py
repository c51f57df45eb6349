"""The graph of sources ties who says it to who carries it, and counts the ties that it leaves out."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from closewatch.publish.charts.layers import crossings, settle, settle_two
from closewatch.publish.charts.source_graph import TieBetween, source_graph_svg, source_graph_table
from tests.publish.chart_values import COAST, HOSTILE, SERVICE, STRANGER, actor, drawn, marks, parts, said

TIES = (TieBetween(SERVICE, "Meridian Wire", 12), TieBetween(COAST, "Meridian Wire", 1), TieBetween(STRANGER, HOSTILE, 3))


def test_every_tie_says_who_in_whom_and_how_often() -> None:
    root = drawn(source_graph_svg(TIES))
    assert said(parts(root, "chart-tied")[0]) == "Harbour Intelligence Service in Meridian Wire: 12 reports"
    widths = [float(part.attrib["stroke-width"]) for part in parts(root, "chart-tie")]
    assert widths == sorted(widths, reverse=True)


def test_actors_and_outlets_are_links() -> None:
    svg = source_graph_svg(TIES, link=lambda identity: f"/actors/{identity}", outlet_link=lambda outlet: f"/sources?outlet={outlet}")
    links = [mark.attrib["href"] for mark in marks(drawn(svg))]
    assert "/actors/ac:1" in links
    assert "/sources?outlet=Meridian Wire" in links
    assert "<script" not in svg


def test_what_is_not_drawn_is_counted_and_in_the_table() -> None:
    many = [TieBetween(actor(str(number), f"Source {number}"), f"Outlet {number % 60}", 1 + number % 7) for number in range(300)]
    svg = source_graph_svg(many)
    left_out = re.search(r"in the table: (\d+) ties", svg)
    assert left_out
    assert len(parts(drawn(svg), "chart-tied")) + int(left_out[1]) == 300
    assert len(source_graph_table(many).rows) == 300


def test_lines_that_need_not_cross_do_not() -> None:
    lefts, rights = settle_two(["a", "b", "c"], ["x", "y", "z"], {("a", "z"): 1, ("b", "y"): 1, ("c", "x"): 1})
    assert (lefts, rights) == (["a", "b", "c"], ["z", "y", "x"])


EDGES = st.dictionaries(st.tuples(st.integers(0, 7), st.integers(10, 17)), st.integers(1, 9), max_size=20)


@settings(max_examples=80, deadline=None)
@given(EDGES)
def test_ordering_never_adds_crossings_and_loses_nobody(edges: dict[tuple[int, int], int]) -> None:
    columns = [list(range(8)), list(range(10, 18))]
    settled = settle(columns, edges)
    assert [sorted(column) for column in settled] == columns
    assert crossings(settled, edges) <= crossings(columns, edges)
    naive = sum(
        (columns[0].index(a) - columns[0].index(c)) * (columns[1].index(b) - columns[1].index(d)) < 0 for a, b in edges for c, d in edges
    )
    assert crossings(columns, edges) == naive // 2
