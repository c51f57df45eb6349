"""The range chart draws every answer or counts it, and never closes what was left open."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st

from closewatch.publish.charts.origins import origin_sign_svg, origin_signs
from closewatch.publish.charts.range_history import range_history_svg, range_history_table
from closewatch.publish.charts.signs import range_signs
from closewatch.terms.change import Polarity
from closewatch.terms.figure import Range
from tests.publish.chart_values import (
    COAST,
    FIGURES,
    HOSTILE,
    SERVICE,
    STRANGER,
    SVG,
    YES_NO,
    actor,
    between,
    claim,
    drawn,
    exactly,
    given,
    history,
    marks,
    origin,
    parts,
    said,
)  # fmt: skip


def link(identity: str) -> str:
    return f"/claims/{identity}?a=1&b=2"


def not_drawn(svg: str) -> int:
    left_out = re.search(r"Not drawn, but in the table: ([^.<]*)\.", svg)
    return sum(int(number.replace(",", "")) for number in re.findall(r"([\d,]+) answer", left_out[1])) if left_out else 0


def test_every_answer_is_a_link_to_its_claim_with_its_words() -> None:
    root = drawn(range_history_svg(FIGURES, link=link))
    links = {mark.attrib["href"]: said(mark) for mark in marks(root)}
    assert sorted(links) == [link(f"cl:{one}") for one in "abcd"]
    assert links[link("cl:a")].startswith(
        "1. Harbour Intelligence Service: about 300 people; as of 2025-01; first said 2025-01-13; basis intelli"
    )
    assert "in 2 reports; denied by Ministry of the Coast" in links[link("cl:a")]


def test_a_chart_without_addresses_is_one_image() -> None:
    root = drawn(range_history_svg(FIGURES))
    assert root.attrib["role"] == "img"
    assert len(marks(root)) == 4


def test_an_answer_without_a_number_is_counted_and_stands_in_the_table() -> None:
    svg = range_history_svg(FIGURES)
    assert "1 answer without a number" in svg
    assert len(range_history_table(FIGURES).rows) == 5


def test_an_open_end_is_an_arrow_and_never_closed() -> None:
    for amount in (between(600, None), between(None, 600)):
        root = drawn(range_history_svg(history((given("a", SERVICE, amount),))))
        assert len(parts(root, "chart-open")) == 1
        caps = [part for part in parts(root, "chart-line") if part.attrib["d"].endswith("h10")]
        assert caps == []


def test_a_range_has_two_ends_and_no_middle() -> None:
    root = drawn(range_history_svg(history((given("a", SERVICE, between(100, 400)),))))
    assert len([part for part in parts(root, "chart-line") if part.attrib["d"].endswith("h10")]) == 2
    assert parts(root, "chart-open") == []
    assert parts(root, "chart-own") == []


def test_an_approximate_number_is_hollow_and_an_exact_one_filled() -> None:
    for about, look, other in ((True, "chart-hollow", "chart-own"), (False, "chart-own", "chart-hollow")):
        root = drawn(range_history_svg(history((given("a", SERVICE, exactly(300, about)),))))
        assert len(parts(root, look)) == 1
        assert parts(root, other) == []


def test_a_denied_claim_is_marked() -> None:
    root = drawn(range_history_svg(FIGURES))
    assert [said(mark)[:31] for mark in marks(root) if parts(mark, "chart-denied")] == ["1. Harbour Intelligence Service"]


def test_a_revision_joins_the_two_marks_of_one_origin() -> None:
    root = drawn(range_history_svg(FIGURES))
    (run,) = parts(root, "chart-revision")
    assert float(run.attrib["x1"]) < float(run.attrib["x2"])
    assert float(run.attrib["y1"]) > float(run.attrib["y2"])


def test_amounts_far_apart_stand_on_a_logarithmic_scale_and_the_chart_says_so() -> None:
    far = history((given("a", SERVICE, exactly(10)), given("b", COAST, exactly(301)), given("c", COAST, exactly(0), "2025-02-01")))
    near = history((given("a", SERVICE, exactly(10)), given("b", COAST, exactly(300))))
    assert "people, logarithmic scale" in range_history_svg(far)
    assert "people, linear scale" in range_history_svg(near)
    assert len(marks(drawn(range_history_svg(far)))) == 3


def test_answers_without_a_date_stand_in_a_band_of_their_own() -> None:
    root = drawn(range_history_svg(history((given("a", SERVICE, exactly(10), None), given("b", COAST, exactly(12))))))
    assert [element.text for element in root.iter(f"{SVG}text") if element.text == "no date"] == ["no date"]
    assert "no date" not in range_history_svg(history((given("b", COAST, exactly(12)),)))


def test_answers_of_one_day_stand_side_by_side() -> None:
    many = history([given(str(number), actor(str(number), f"Source {number}"), exactly(700)) for number in range(7)])
    root = drawn(range_history_svg(many))
    middles = sorted(float(part.attrib["cx"]) for part in parts(root, "chart-own"))
    assert len(middles) == 7
    assert min(right - left for left, right in pairwise(middles)) >= 17


def test_the_ninth_origin_has_the_first_colour_and_another_shape() -> None:
    many = history([given(str(number), actor(f"{number:02}", f"Source {number:02}"), exactly(number)) for number in range(1, 10)])
    signs = origin_signs(many)
    assert [(sign.number, sign.colour, sign.shape) for sign in (signs[0], signs[8])] == [(1, 1, "circle"), (9, 1, "square")]
    assert "aria-hidden" in origin_sign_svg(signs[8])
    assert len({(sign.colour, sign.shape) for sign in signs}) == 9


def test_the_key_has_a_picture_for_every_kind_of_mark() -> None:
    signs = range_signs()
    assert len({sign.svg for sign in signs}) == len(signs) == len({sign.words for sign in signs})


def test_what_finds_no_place_is_counted() -> None:
    crowd = history([given(str(number), actor(str(number), f"Source {number}"), exactly(700)) for number in range(500)])
    for width in (340, 900):
        svg = range_history_svg(crowd, width=width)
        assert len(marks(drawn(svg))) + not_drawn(svg) == 500
        assert len(marks(drawn(svg))) > 5


def test_who_stands_in_a_conflict_is_drawn_before_others() -> None:
    svg = range_history_svg(FIGURES, link=link, most=2)
    assert [mark.attrib["href"] for mark in marks(drawn(svg))] == [link("cl:b"), link("cl:c")]
    assert not_drawn(svg) == 3


def test_a_name_cannot_break_out_of_the_chart() -> None:
    for chart in (FIGURES, YES_NO):
        for width in (340, 900):
            svg = range_history_svg(chart, link=lambda identity: f"/{HOSTILE}/{identity}", width=width, name=HOSTILE)
            drawn(svg)
            assert "<script" not in svg
            assert STRANGER.name not in svg


def test_a_name_of_any_length_does_not_fill_the_page() -> None:
    long = history((given("a", actor("x", "Long" * 50_000), exactly(3)),))
    assert len(range_history_svg(long)) < 10_000


AMOUNTS = st.one_of(
    st.none(),
    st.decimals(min_value=0, max_value=Decimal("1e30"), allow_nan=False, allow_infinity=False),
    st.integers(-5, 10**9).map(Decimal),
)
RANGES = st.builds(
    lambda low, high, best, open_low, open_high, about: Range(low, best, high, open_low, open_high, approximate=about),
    AMOUNTS, AMOUNTS, AMOUNTS, st.booleans(), st.booleans(), st.booleans(),
)  # fmt: skip
ANSWERS = st.builds(
    lambda number, amount, day, reports: given(str(number), actor(str(number % 40), f"Source {number % 40}"), amount, day, reports),
    st.integers(0, 60),
    RANGES,
    st.one_of(st.none(), st.dates().map(str)),
    st.lists(st.sampled_from(["re:1", "re:2", "re:3"]), max_size=3, unique=True),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@for_any(st.lists(ANSWERS, max_size=60), st.sampled_from([340, 900]))
def test_whatever_was_said_is_drawn_or_counted_and_is_the_same_twice(answers: list[object], width: int) -> None:
    asked = replace(history(()), given=tuple(answers))  # type: ignore[arg-type]
    svg = range_history_svg(asked, width=width)
    assert svg == range_history_svg(asked, width=width)
    root = drawn(svg)
    assert len(marks(root)) + not_drawn(svg) == len(answers)
    assert len(range_history_table(asked).rows) == len(answers)
    for mark in marks(root):
        text = said(mark)
        if "at least" in text or "up to" in text:
            assert parts(mark, "chart-open")


def test_a_yes_or_no_question_is_drawn_in_lanes_with_its_reversals() -> None:
    root = drawn(range_history_svg(YES_NO, link=link))
    assert len(parts(root, "chart-lane")) == 3
    assert sorted(mark.attrib["href"] for mark in marks(root)) == [link(f"cl:{one}") for one in "nnyy"]
    (reversal,) = parts(root, "chart-reversed")
    assert said(reversal) == (
        "Ministry of the Coast denied on 2024-11-02, Ministry of the Coast says yes on 2025-04-30 (both times the ministry)"
    )
    table = range_history_table(YES_NO)
    assert [row[2] for row in table.rows][:2] == ["Ministry of the Coast", "Harbour Intelligence Service"]
    assert table.rows[0][-1] == "denied on 2024-11-02, Ministry of the Coast says yes on 2025-04-30"


def test_a_crowded_lane_counts_who_finds_no_place() -> None:
    crowd = tuple(origin(str(number), actor(str(number), f"Source {number}")) for number in range(300))
    asked = replace(YES_NO.question, claims=(claim("y", Range(), "yes", crowd, polarity=Polarity.YES),), reversals=())
    svg = range_history_svg(replace(YES_NO, question=asked))
    assert len(marks(drawn(svg))) + not_drawn(svg) == 300
