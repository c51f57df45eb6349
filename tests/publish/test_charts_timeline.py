"""The timeline counts what was said per day, week or month, and marks what changed in the telling."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from closewatch.publish.charts.timeline import EventKind, TimelineBar, TimelineEvent, case_timeline_svg, case_timeline_table
from tests.publish.chart_values import HOSTILE, drawn, marks, parts, said

START = date(2025, 1, 1)


def days(number: int, every: int = 1) -> list[TimelineBar]:
    return [TimelineBar(START + timedelta(days=every * place), 2) for place in range(number)]


def test_a_bar_is_a_day_a_week_or_a_month_as_the_span_asks() -> None:
    for bars, unit, first in (
        (days(10), "day", "2025-01-01: 2 reports"),
        (days(100), "week", "2024-12-30 to 2025-01-05: 10 reports"),
        (days(600), "month", "2025-01-01 to 2025-01-31: 62 reports"),
    ):
        root = drawn(case_timeline_svg(bars))
        assert f"reports per {unit}" in case_timeline_svg(bars)
        assert said(marks(root)[0]) == first


def test_an_event_is_a_link_and_its_kind_a_shape() -> None:
    events = [
        TimelineEvent(START + timedelta(days=9 * place), kind, f"{HOSTILE} {kind}", f"id:{place}") for place, kind in enumerate(EventKind)
    ]
    svg = case_timeline_svg(days(60), events, link=lambda about: f"/at/{about}")
    root = drawn(svg)
    links = [mark for mark in marks(root) if "chart-event" in mark.attrib["class"]]
    assert [mark.attrib["href"] for mark in links] == [f"/at/id:{place}" for place in range(5)]
    shapes = {part.tag + str(len(part.attrib.get("points", "").split())) for part in parts(root, "chart-event-sign")}
    assert len(shapes) >= 4
    assert "<script" not in svg


def test_events_close_together_are_one_mark_that_counts_them() -> None:
    events = [TimelineEvent(START + timedelta(days=number % 3), EventKind.DENIAL, f"denial {number}", "st:1") for number in range(30)]
    root = drawn(case_timeline_svg(days(365, 2), events))
    (mark,) = (mark for mark in marks(root) if "chart-event" in mark.attrib["class"])
    assert said(mark).startswith("30 denials: 2025-01-01: denial 0")
    assert said(mark).endswith("and 25 more")


def test_a_few_far_away_days_do_not_squeeze_the_rest_and_are_counted() -> None:
    svg = case_timeline_svg([TimelineBar(date(1950, 6, 25), 1), *days(200)])
    assert "Not drawn, but in the table: 1 report before 2025-01-01" in svg
    assert case_timeline_table([TimelineBar(date(1950, 6, 25), 1), *days(200)]).rows[0][2] == "1"


def test_a_case_without_dates_says_so() -> None:
    assert "Nothing has a date." in case_timeline_svg([])
    assert case_timeline_table([]).rows == ()


BARS = st.lists(st.builds(TimelineBar, st.dates(), st.integers(0, 10**6)), max_size=40)
EVENTS = st.lists(st.builds(TimelineEvent, st.dates(), st.sampled_from(EventKind), st.text(max_size=20), st.just("st:1")), max_size=40)


@settings(max_examples=60, deadline=None)
@given(BARS, EVENTS, st.sampled_from([340, 900]))
def test_every_report_and_event_is_drawn_or_counted_and_the_same_twice(
    bars: list[TimelineBar], events: list[TimelineEvent], width: int
) -> None:
    svg = case_timeline_svg(bars, events, width=width)
    assert svg == case_timeline_svg(bars, events, width=width)
    found = [said(mark) for mark in marks(drawn(svg))]
    counted = sum(int(match[1].replace(",", "")) for text in found if (match := re.search(r": ([\d,]+) reports?$", text)))
    left = re.search(r"table: ([^<]*) before", svg)
    missing = re.search(r"([\d,]+) report", left[1]) if left else None
    assert counted + (int(missing[1].replace(",", "")) if missing else 0) == sum(bar.reports for bar in bars)
    case_timeline_table(bars, events)
