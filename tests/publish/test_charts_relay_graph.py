"""The relay graph shows who told whom: copies are folded, what changed is marked on its way, what is left out is counted."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from closewatch.publish.charts.relay_graph import relay_graph_svg, relay_graph_table
from closewatch.publish.charts.relay_steps import Named, relays_of
from closewatch.terms.claim import Claim, DriftKind, Joined, Link, LinkKind
from closewatch.terms.drift import Drift
from closewatch.terms.report import excerpt_of
from closewatch.testing import plain_report
from tests.publish.chart_values import COAST, HOSTILE, SERVICE, SVG, claim, copies, drawn, exactly, marks, origin, parts, said

OUTLETS = {"re:1": "Meridian Wire", "re:2": "Kestrel News", "re:3": "Eastgate Post", "re:4": "Dove Street Journal", "re:5": HOSTILE}
DAYS = {f"re:{number}": f"2025-01-0{number}" for number in range(1, 6)}
COPIED = [copies(f"re:{number}", "re:1") for number in (2, 3, 4)]
CLAIM = claim("a", exactly(300), "300", (origin("a", SERVICE, ("re:1", "re:2", "re:3", "re:4", "re:5"), edges=COPIED),))


def cites(left: str, right: str) -> Link:
    return Link(LinkKind.CITES, left, right, Decimal(1), rule="names it")


def test_copies_are_one_box_with_their_number_under_the_first() -> None:
    root = drawn(relay_graph_svg(CLAIM, OUTLETS, days=DAYS, link=lambda identity: f"/at/{identity}"))
    boxes = {mark.attrib["href"]: said(mark) for mark in marks(root)}
    assert sorted(boxes) == ["/at/or:a", "/at/re:1", "/at/re:2", "/at/re:5"]
    assert boxes["/at/re:2"].startswith(
        "Kestrel News, 2025-01-02; Meridian Wire, copied by it; with 2 others that came the same way: Eastgate Post 2"
    )
    assert len([text for text in root.iter(f"{SVG}text") if text.text == "Kestrel News +2"]) == 1


def test_the_table_has_every_step_those_folded_too() -> None:
    table = relay_graph_table(CLAIM, OUTLETS, days=DAYS)
    assert [row[:4] for row in table.rows] == [
        ("Harbour Intelligence Service", "says it in", "Meridian Wire", "2025-01-01"),
        ("Harbour Intelligence Service", "says it in", HOSTILE, "2025-01-05"),
        ("Meridian Wire", "copied by", "Kestrel News", "2025-01-02"),
        ("Meridian Wire", "copied by", "Eastgate Post", "2025-01-03"),
        ("Meridian Wire", "copied by", "Dove Street Journal", "2025-01-04"),
    ]


def test_who_passed_it_on_stands_between_the_origin_and_the_report() -> None:
    relays = relays_of(CLAIM, Named(OUTLETS, DAYS, via={"re:1": ("Harbour News Agency",)}))
    layers = {node.label: node.layer for node in relays.nodes}
    assert (layers["Harbour Intelligence Service"], layers["Harbour News Agency"], layers["Meridian Wire"], layers["Kestrel News"]) == (
        0,
        1,
        2,
        3,
    )


def drift(here: str, of: str, kind: DriftKind = DriftKind.AMOUNT_CHANGED) -> Drift:
    words = plain_report("They said 300 and 3,000.").span(10, 13)
    left, right = (excerpt_of(one, words) for one in (here, of))
    return Drift(kind, "fi:9", left, "fi:a", right, "li:1")


def test_a_change_is_marked_on_its_way_with_its_kind() -> None:
    drifts = [drift("re:2", "re:1"), drift("re:9", "re:1", DriftKind.BOUND_DROPPED)]
    for width in (340, 900):
        root = drawn(relay_graph_svg(CLAIM, OUTLETS, days=DAYS, drifts=drifts, width=width))
        ways = [said(way) for way in parts(root, "chart-way") if parts(way, "chart-drift-sign")]
        assert sorted(ways) == [
            "Meridian Wire, copied by Kestrel News; another number is given; the copy came out later",
            "Meridian Wire, told otherwise by outlet not named; a bound was dropped; what was told changed on the way",
        ]


def test_an_answer_joined_by_a_rule_hangs_on_the_report_it_goes_back_to() -> None:
    one = replace(origin("a", SERVICE, ("re:1", "re:2")), joined=(Joined("fi:2", "fi:1", "the same label restates the same amount"),))
    table = relay_graph_table(claim("a", exactly(3), "3", (one,)), OUTLETS, held_in={"fi:1": "re:1", "fi:2": "re:2"})
    assert table.rows[1][:3] == ("Meridian Wire", "taken up by", "Kestrel News")
    assert table.rows[1][5] == "a source called the same gives the same amount again"


def test_two_tellings_of_one_occasion_are_joined_by_a_bow_and_do_not_lean_on_each_other() -> None:
    heard = Link(LinkKind.SAME_UTTERANCE, "st:1", "st:2", Decimal(1), rule="one speaker, one occasion")
    one = origin("a", SERVICE, ("re:1", "re:2"), edges=[heard])
    root = drawn(relay_graph_svg(claim("a", exactly(3), "3", (one,)), OUTLETS, held_in={"st:1": "re:1", "st:2": "re:2"}))
    assert len(parts(root, "chart-way")) == 3
    assert [said(way) for way in parts(root, "chart-way") if "one occasion" in said(way)] == [
        "Meridian Wire and Kestrel News: one speaker, one occasion"
    ]


def test_reports_that_lean_on_each_other_in_a_circle_are_drawn_once() -> None:
    circle = [cites("re:1", "re:2"), cites("re:2", "re:3"), cites("re:3", "re:1")]
    one = origin("a", SERVICE, ("re:1", "re:2", "re:3"), edges=circle)
    assert len(marks(drawn(relay_graph_svg(claim("a", exactly(3), "3", (one,)), OUTLETS)))) == 4


def test_names_cannot_break_out() -> None:
    for width in (340, 900):
        svg = relay_graph_svg(CLAIM, OUTLETS, days={"re:1": HOSTILE}, via={"re:1": (HOSTILE,)}, name=HOSTILE, width=width)
        drawn(svg)
        assert "<script" not in svg


def many(number: int, edges: list[Link]) -> Claim:
    reports = tuple(f"re:{place}" for place in range(number))
    return claim("a", exactly(3), "3", (origin("a", SERVICE, reports, edges=edges), origin("b", COAST, reports[:2])))


def test_a_large_graph_is_folded_and_what_is_left_is_counted() -> None:
    chain = [cites(f"re:{place}", f"re:{place - 1}") for place in range(1, 200)]
    svg = relay_graph_svg(many(200, chain), {})
    left_out = re.search(r"in the table: (\d+) reports", svg)
    assert left_out
    assert len(parts(drawn(svg), "chart-report")) + int(left_out[1]) == 200
    assert len(marks(drawn(svg))) <= 40
    fan = many(500, [copies(f"re:{place}", "re:0") for place in range(1, 500)])
    assert len(marks(drawn(relay_graph_svg(fan, {})))) <= 5


STEPS = st.lists(st.tuples(st.integers(0, 59), st.integers(0, 59), st.sampled_from([copies, cites])), max_size=90)


@settings(max_examples=60, deadline=None)
@given(STEPS, st.integers(1, 60), st.sampled_from([340, 900]))
def test_every_report_is_drawn_folded_or_counted_and_the_same_twice(steps: list[tuple[int, int, object]], number: int, width: int) -> None:
    edges = [kind(f"re:{left}", f"re:{right}") for left, right, kind in steps]  # type: ignore[operator]
    asked = many(number, edges)
    relays = relays_of(asked, Named({}))
    shown = sum(1 + len(node.folded) for node in relays.nodes if node.kind == "report")
    assert shown + relays.left_out == number
    assert len(relays.nodes) <= 40
    svg = relay_graph_svg(asked, {}, width=width)
    assert svg == relay_graph_svg(asked, {}, width=width)
    drawn(svg)
