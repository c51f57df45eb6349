"""A range chart is text that people read: these are what they see."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from closewatch.publish.range_chart import ASCII, Bar, range_chart
from closewatch.terms.figure import Range


def exactly(number: int | str) -> Range:
    return Range(low=Decimal(number), best=Decimal(number), high=Decimal(number))


def between(low: int | None, high: int | None) -> Range:
    return Range(
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        open_low=low is None,
        open_high=high is None,
    )


def drawn(*bars: Bar, width: int = 60) -> list[str]:
    return range_chart(bars, width, ASCII).splitlines()


def test_points_ranges_and_open_ends_stand_on_one_axis() -> None:
    bars = (Bar("a", exactly(300)), Bar("b", between(200, 400)), Bar("c", between(500, None)), Bar("d", between(None, 100)))
    assert drawn(*bars) == [
        "a                                 *",
        "b                       |--------------------|",
        "c                                                      |-->",
        "d         <--|",
        "   +---------+----------+---------+----------+---------+",
        "   0        100        200       300        400       500",
    ]


def test_numbers_twenty_times_apart_stand_on_a_logarithmic_axis() -> None:
    assert drawn(Bar("a", exactly(30)), Bar("b", exactly(30000)), Bar("c", exactly(0))) == [
        "a        *",
        "b                                               *",
        "c  0",
        "   +------------+------------+------------+------------+",
        "   10          100         1,000       10,000       100,000",
        "   (logarithmic)",
    ]


def test_millions_are_written_short() -> None:
    assert drawn(Bar("a", between(4_000_000, 6_000_000)))[-1].split() == ["0", "2M", "4M", "6M"]


def test_what_has_no_number_is_not_drawn() -> None:
    assert range_chart([Bar("a", Range())]) == ""
    assert range_chart([]) == ""


def test_a_long_label_leaves_room_for_the_bars() -> None:
    (first, *_) = drawn(Bar("a" * 200, exactly(3)), width=60)
    assert len(first) <= 60
    assert "…" in first


amounts = st.integers(0, 10**12)


@given(st.lists(st.tuples(amounts, amounts, st.booleans(), st.booleans()), min_size=1, max_size=8), st.integers(40, 160))
def test_a_chart_keeps_its_width(ends: list[tuple[int, int, bool, bool]], width: int) -> None:
    bars = [
        Bar("label", Range(low=Decimal(min(a, b)), high=Decimal(max(a, b)), open_low=left, open_high=right)) for a, b, left, right in ends
    ]
    assert all(len(line) <= width for line in range_chart(bars, width).splitlines())
