"""The timeline of a case: how much was said in each day, week or month, and above what moment somebody denied, reversed or revised.

The values are its own: `TimelineBar` and `TimelineEvent`. Which events there are is found by `ledger.views` and gathered by the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from closewatch.publish.charts.scales import TimeScale, amount_scale, month_end, written
from closewatch.publish.charts.svg import (
    ACCENT,
    PAPER,
    SOFT,
    Attributes,
    ChartTable,
    element,
    line,
    note,
    note_height,
    picture,
    plain,
    titled,
    wide_of,
    words,
)
from closewatch.publish.wording import counted


class EventKind(StrEnum):
    """What happened in the telling: never in the world."""

    DENIAL = "denial"
    REVERSAL = "reversal"
    REVISION = "revision"
    CONFLICT = "conflict"
    DRIFT = "drift"


@dataclass(frozen=True)
class TimelineBar:
    """How many reports were made on a day."""

    day: date
    reports: int


@dataclass(frozen=True)
class TimelineEvent:
    """Something that was said, and changed what stands in the case: `about` is the id that its mark leads to."""

    day: date
    kind: EventKind
    words: str
    about: str


LABELS = {
    EventKind.DENIAL: "denials", EventKind.REVERSAL: "reversals", EventKind.REVISION: "revisions",
    EventKind.CONFLICT: "conflicts", EventKind.DRIFT: "drift",
}  # fmt: skip

DAYS, WEEKS = 62, 430
"""Up to how many days a bar is a day, and up to how many it is a week; beyond, a month."""

FEW = 0.01
"""The share of everything said that may be left out at either end where it lies so far away that the rest would be squeezed."""

LONGEST = 366 * 300
"""How many days are drawn at most."""

APART = 20.0
"""How far apart two marks of one kind must be, in pixels; nearer ones are one mark with a number."""

NAMED = 5
"""How many events the title of a mark tells; the rest are counted."""

PLOT, LANE = 120.0, 24.0


def case_timeline_svg(
    bars: Iterable[TimelineBar],
    events: Iterable[TimelineEvent] = (),
    *,
    name: str = "timeline",
    link: Callable[[str], str] | None = None,
    period_link: Callable[[date, date], str] | None = None,
    width: int = 900,
) -> str:
    """Draw what was said when; `link` makes the address of an event from its `about`, `period_link` that of a bar from its two days."""
    given, happened = [bar for bar in bars if bar.reports > 0], sorted(events, key=lambda one: (one.day, one.kind.value, one.about))
    if not given and not happened:
        return picture(
            name, "Timeline", "Nothing has a date.", width, 40, words(8, 24, "Nothing has a date.", look="chart-soft", fill=SOFT)
        )
    first, last = _stretch(given, happened)
    told, marked = [bar for bar in given if first <= bar.day <= last], [one for one in happened if first <= one.day <= last]
    kinds = [kind for kind in EventKind if any(one.kind is kind for one in marked)]
    unit = _unit((last - first).days)
    periods = _periods(told, unit)
    lanes = 8 + LANE * len(kinds)
    amounts = amount_scale([Decimal(0), *(Decimal(number) for number in periods.values())], lanes + 24 + PLOT, lanes + 24, 3)
    whole = [tick for tick in amounts.ticks if tick == tick.to_integral_value()]  # nobody writes half a report
    left = max([wide_of(written(tick)) for tick in whole] + [wide_of(LABELS[kind]) for kind in kinds]) + 16
    times = TimeScale(_begin(first, unit), _end(_begin(last, unit), unit) + timedelta(days=1), left, width - 10.0)
    body = [_axes(amounts_ticks := [(amounts.at(tick), written(tick)) for tick in whole], times, left, lanes + 24 + PLOT)]
    body.append(words(4, amounts_ticks[-1][0] - 10, f"reports per {unit}", look="chart-soft", fill=SOFT))
    body += [
        _bar(start, number, unit, times, amounts.at(Decimal(0)), amounts.at(Decimal(number)), period_link)
        for start, number in periods.items()
    ]
    for place, kind in enumerate(kinds):
        y = 8 + LANE * place + LANE / 2
        body.append(line(left, y, width - 10, y, "chart-grid"))
        body.append(words(left - 8, y + 4, LABELS[kind], anchor="end"))
        body += [_mark(kind, x, y, group, link) for x, group in _grouped([one for one in marked if one.kind is kind], times)]
    left_out = _left_out(sum(bar.reports for bar in given) - sum(periods.values()), len(happened) - len(marked), first, last)
    about = f"{counted(sum(periods.values()), 'report')} from {first} to {last}, by {unit}; {counted(len(marked), 'event')}. {left_out}"
    body.append(note(4, lanes + PLOT + 60, left_out, width - 8))
    return picture(
        name,
        "Timeline: what was said when",
        about.strip(),
        width,
        lanes + PLOT + 54 + note_height(left_out, width - 8),
        *body,
        linked=bool(link or period_link),
    )


def case_timeline_table(bars: Iterable[TimelineBar], events: Iterable[TimelineEvent] = ()) -> ChartTable:
    """Give the data behind the timeline: each period with its number of reports, and what happened in it."""
    told, marked = [bar for bar in bars if bar.reports > 0], list(events)
    days = [bar.day for bar in told] + [one.day for one in marked]
    if not days:
        return ChartTable(("from", "to", "reports", "events"), ())
    unit = _unit((max(days) - min(days)).days)
    periods = _periods(told, unit)
    happened: dict[date, list[str]] = {}
    for one in sorted(marked, key=lambda one: (one.day, one.kind.value, one.about)):
        happened.setdefault(_begin(one.day, unit), []).append(f"{one.day} {one.kind.value}: {one.words}")
    rows = tuple(
        (start.isoformat(), _end(start, unit).isoformat(), f"{periods.get(start, 0):,}", "; ".join(happened.get(start, ())))
        for start in sorted({*periods, *happened})
    )
    return ChartTable(("from", "to", "reports", "events"), rows)


def _stretch(bars: Sequence[TimelineBar], events: Sequence[TimelineEvent]) -> tuple[date, date]:
    """Choose the first and the last day: all of them, unless a few far away ones would take more than half of the room."""
    counts: Counter[date] = Counter()
    for bar in bars:
        counts[bar.day] += bar.reports
    for one in events:
        counts[one.day] += 1
    days, few = sorted(counts), sum(counts.values()) * FEW
    near_first, near_last = _past(days, counts, few), _past(days[::-1], counts, few)
    near = max((near_last - near_first).days, DAYS)
    first = min(day for day in days if (near_first - day).days <= near)
    last = max(day for day in days if (day - near_last).days <= near)
    return max(first, date.fromordinal(max(last.toordinal() - LONGEST, 1))), last


def _past(days: Sequence[date], counts: Mapping[date, int], few: float) -> date:
    """Give the day on which more than a few have been passed."""
    passed = 0
    for day in days:
        passed += counts[day]
        if passed > few:
            return day
    return days[-1]


def _left_out(reports: int, events: int, first: date, last: date) -> str:
    parts = [counted(number, noun) for number, noun in ((reports, "report"), (events, "event")) if number]
    return f"Not drawn, but in the table: {' and '.join(parts)} before {first} or after {last}." if parts else ""


def _unit(days: int) -> str:
    return "day" if days <= DAYS else "week" if days <= WEEKS else "month" if days <= WEEKS * 30 else "year"


def _begin(day: date, unit: str) -> date:
    if unit == "week":
        return date.fromordinal(max(day.toordinal() - day.weekday(), 1))
    return day if unit == "day" else day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _end(start: date, unit: str) -> date:
    if unit == "week":
        return date.fromordinal(min(start.toordinal() + 6, date.max.toordinal() - 1))
    last = start if unit == "day" else month_end(start) if unit == "month" else start.replace(month=12, day=31)
    return min(last, date.max - timedelta(days=1))


def _periods(bars: Sequence[TimelineBar], unit: str) -> dict[date, int]:
    counts: Counter[date] = Counter()
    for bar in bars:
        counts[_begin(bar.day, unit)] += bar.reports
    return dict(sorted(counts.items()))


def _axes(ticks: Sequence[tuple[float, str]], times: TimeScale, left: float, bottom: float) -> str:
    parts = []
    for y, label in ticks:
        parts.append(line(left, y, times.end, y, "chart-grid"))
        parts.append(words(left - 8, y + 4, label, anchor="end", look="chart-soft", fill=SOFT))
    parts.append(line(left, bottom, times.end, bottom, "chart-axis", SOFT))
    for day, label in times.ticks():
        x, half = times.at(day), wide_of(label) / 2
        parts.append(line(x, bottom, x, bottom + 4, "chart-axis", SOFT))
        if x - half > left - 14 and x + half < times.end + 8:
            parts.append(words(x, bottom + 18, label, anchor="middle", look="chart-soft", fill=SOFT))
    return element("g", {"class": "chart-frame"}, *parts)


def _bar(
    start: date, number: int, unit: str, times: TimeScale, floor: float, top: float, period_link: Callable[[date, date], str] | None
) -> str:
    end = _end(start, unit)
    left, right = times.at(start), times.at(end + timedelta(days=1))
    gap = min(1.5, (right - left) * 0.15)
    attributes: Attributes = {"x": left + gap, "y": top, "width": max(right - left - 2 * gap, 0.8), "height": max(floor - top, 0.5)}
    span = start.isoformat() if unit == "day" else f"{start} to {end}"
    drawn = element("rect", {**attributes, "class": "chart-bar", "fill": ACCENT, "stroke": "none"})
    return titled(f"{span}: {counted(number, 'report')}", "chart-mark", period_link(start, end) if period_link else None, drawn)


def _grouped(events: Sequence[TimelineEvent], times: TimeScale) -> list[tuple[float, list[TimelineEvent]]]:
    """Put the events of one kind that stand too close together under one mark, at the place of the first."""
    groups: list[tuple[float, list[TimelineEvent]]] = []
    for one in events:
        x = min(max(times.at(one.day), times.start + 9), times.end - 9)
        if groups and x - groups[-1][0] < APART:
            groups[-1][1].append(one)
        else:
            groups.append((x, [one]))
    return groups


def _mark(kind: EventKind, x: float, y: float, events: Sequence[TimelineEvent], link: Callable[[str], str] | None) -> str:
    told = [f"{one.day}: {one.words}" for one in events[:NAMED]]
    more = [f"and {len(events) - NAMED:,} more"] if len(events) > NAMED else []
    title = f"{counted(len(events), kind.value) + ': ' if len(events) > 1 else kind.value + ', '}{'; '.join([*told, *more])}"
    number = str(len(events)) if len(events) < 100 else "99+"
    text: Attributes = {
        "x": x,
        "y": y + 4,
        "class": "chart-on",
        "fill": "#ffffff",
        "text-anchor": "middle",
        "font-size": 11.0,
    }
    parts = [_sign(kind, x, y, 0.72 if len(events) == 1 else 1.0 if len(number) < 3 else 1.3)]
    if len(events) > 1:
        parts.append(element("text", {**text, "font-weight": "600"}, number))
    return titled(title, f"chart-mark chart-event event-{kind.value}", link(events[0].about) if link else None, *parts)


COLOURS = {
    EventKind.DENIAL: "#9c3a12", EventKind.REVERSAL: "#87018e", EventKind.REVISION: "#1a5796", EventKind.CONFLICT: "#1b1c1d",
    EventKind.DRIFT: "#634d00",
}  # fmt: skip


def _sign(kind: EventKind, x: float, y: float, size: float) -> str:
    """A shape for each kind, so that colour is never the only sign."""
    attributes: Attributes = {"class": "chart-event-sign", "fill": COLOURS[kind], "stroke": PAPER, "stroke-width": 1.0}
    corners = _CORNERS.get(kind)
    if corners is None:
        return element("circle", {"cx": x, "cy": y, "r": 9 * size, **attributes})
    points = " ".join(f"{plain(x + dx * size)},{plain(y + dy * size)}" for dx, dy in corners)
    return element("polygon", {"points": points, **attributes})


_CORNERS = {
    EventKind.REVERSAL: ((-11.0, 0.0), (0.0, -11.0), (11.0, 0.0), (0.0, 11.0)),
    EventKind.REVISION: ((-8.5, -8.5), (8.5, -8.5), (8.5, 8.5), (-8.5, 8.5)),
    EventKind.CONFLICT: ((-6.0, -9.0), (6.0, -9.0), (10.5, 0.0), (6.0, 9.0), (-6.0, 9.0), (-10.5, 0.0)),
    EventKind.DRIFT: ((0.0, -10.5), (9.5, -3.5), (8.5, 8.5), (-8.5, 8.5), (-9.5, -3.5)),
}
