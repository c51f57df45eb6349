"""The chart of a yes/no question: lanes for yes, neither and no over time, with one dot for every origin, and a line for each reversal.

A dot stands on the day on which that origin said so first. Which sign an origin has is known to `origins`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from closewatch.publish.charts.origins import OriginSign, badge, origin_signs
from closewatch.publish.charts.placing import Box, Places
from closewatch.publish.charts.scales import TimeScale, day_of, time_scale
from closewatch.publish.charts.svg import SOFT, WARN, ChartTable, element, line, note, note_height, picture, plain, titled, wide_of, words
from closewatch.publish.wording import counted, one_line
from closewatch.terms.change import Polarity, Reversal
from closewatch.terms.claim import Claim, Origin
from closewatch.terms.history import History
from closewatch.terms.statement import Basis

LANES = ((Polarity.YES, "yes"), (Polarity.DECLINES, "neither"), (Polarity.NO, "no"))

ROWS, ROW = 6, 22.0
"""How many dots stand above one another in a lane at most, and how far apart; what finds no room is counted."""

MOST = 120
"""How many origins of one lane are looked at: those with the most reports."""

NEAR = (6.0, 40.0)
"""How far a dot may stand beside its day before it goes to the next row instead, and how far once all rows are full."""


@dataclass(frozen=True)
class _Dot:
    claim: Claim
    origin: Origin
    sign: OriginSign
    x: float
    row: int


def lanes_svg(history: History, *, name: str = "lanes", link: Callable[[str], str] | None = None, width: int = 900) -> str:
    """Draw who said yes, no or neither, and when; `link` makes the address of a claim from its id."""
    question = history.question
    signs = {sign.actor.id: sign for sign in origin_signs(history)}
    lanes = {lane: [(claim, one) for claim in question.claims if claim.polarity is lane for one in claim.origins] for lane, _ in LANES}
    answers = sum(map(len, lanes.values()))
    heads = {lane: len({one.actor.id for _, one in given}) for lane, given in lanes.items()}
    lanes = {lane: _foremost(given) for lane, given in lanes.items()}
    said = [day for given in lanes.values() for _, one in given if (day := day_of(one.first_said))]
    said += [day for one in question.reversals for iso in (one.earlier_said, one.later_said) if (day := day_of(iso))]
    left, right = 66.0, width - 12.0
    dated = left + (70 if any(day_of(one.first_said) is None for given in lanes.values() for _, one in given) else 0)
    times = time_scale(said, dated + 14, right - 14)
    dots = {lane: _settled(given, signs, times, (left, dated, right)) for lane, given in lanes.items()}
    body, middles, top = [], {}, 10.0
    for lane, label in LANES:
        height = ROW * max((dot.row + 1 for dot in dots[lane]), default=1) + 14
        middles[lane] = top + height
        body.append(_lane(label, heads[lane], top, height, left, right))
        top += height + 6
    places = {(lane, dot.origin.id): (dot.x, middles[lane] - 7 - ROW / 2 - ROW * dot.row) for lane, found in dots.items() for dot in found}
    marks = "".join(
        _mark(dot, places[lane, dot.origin.id], link) for lane, found in dots.items() for dot in sorted(found, key=lambda dot: dot.x)
    )
    reversals = _reversals(question.reversals, dots, places, middles, times)
    left_out = answers - sum(map(len, dots.values()))
    left_out_words = f"Not drawn, but in the table: {counted(left_out, 'answer')} for want of room." if left_out else ""
    told = ", ".join(f"{label}: {counted(heads[lane], 'origin')}" for lane, label in LANES)
    about = f"{told}; {counted(len(question.reversals), 'reversal')}. {left_out_words}"
    return picture(
        name,
        f"Who answers yes, no or neither: {question.wording}",
        about.strip(),
        width,
        top + 26 + note_height(left_out_words, width - 8),
        *body,
        _axis(times, left, dated, right, top),
        reversals,
        marks,
        note(4, top + 36, left_out_words, width - 8),
        linked=link is not None,
    )


def lanes_table(history: History) -> ChartTable:
    """Give the data behind the chart: every answer of every origin, and how it changed."""
    signs = {sign.actor.id: sign for sign in origin_signs(history)}
    later: dict[str, list[str]] = {}
    for one in history.question.reversals:
        was = "denied" if one.was is Polarity.NO else "would not say"
        text = f"{was} on {one.earlier_said}, {one.later_actor.name} says yes on {one.later_said}"
        later.setdefault(one.actor.id, []).append(text)
    found = sorted(
        ((claim, one) for claim in history.question.claims for one in claim.origins),
        key=lambda pair: (pair[1].first_said or "9999", signs[pair[1].actor.id].number, pair[0].id),
    )
    rows = tuple(
        (
            str(signs[one.actor.id].number),
            one.first_said or "no date",
            one.actor.name,
            claim.wording,
            "" if one.basis is Basis.UNSTATED else one.basis.value,
            f"{len(one.reports):,}",
            "; ".join(later.get(one.actor.id, ())) if claim.polarity is not Polarity.YES else "",
        )
        for claim, one in found
    )
    return ChartTable(("no.", "first said", "who", "answer", "basis", "reports", "reversed"), rows)


def _foremost(given: Sequence[tuple[Claim, Origin]]) -> list[tuple[Claim, Origin]]:
    return sorted(given, key=lambda pair: (-len(pair[1].reports), pair[1].first_said or "9999", pair[0].id, pair[1].id))[:MOST]


def _settled(
    given: Iterable[tuple[Claim, Origin]], signs: Mapping[str, OriginSign], times: TimeScale, edges: tuple[float, float, float]
) -> list[_Dot]:
    """Set every dot on its day, in the lowest row in which there is room."""
    rows = [Places() for _ in range(ROWS)]
    left, dated, right = edges
    found: list[_Dot] = []
    crowded = sorted(given, key=lambda pair: (pair[1].first_said or "9999", pair[1].actor.name, pair[0].id))
    for aside in NEAR:
        waiting, crowded = crowded, []
        for claim, one in waiting:
            day = day_of(one.first_said)
            wanted = times.at(day) if day else left + 16
            limits = (dated + 2, right) if day else (left + 2, dated)
            radius = signs[one.actor.id].radius
            box = Box(-radius - 1.5, 0, radius + (5 if len(one.reports) > 1 else 1.5), 1)
            tried = ((row, places.take(wanted, box, limits, aside if day else right)) for row, places in enumerate(rows))
            row, x = next(((row, x) for row, x in tried if x is not None), (0, None))
            if x is None:
                crowded.append((claim, one))
            else:
                found.append(_Dot(claim, one, signs[one.actor.id], x, row))
    return found


def _lane(label: str, origins: int, top: float, height: float, left: float, right: float) -> str:
    ground = element(
        "rect", {"x": left, "y": top, "width": right - left, "height": height, "class": "chart-lane", "fill": "#f3f3ef", "rx": 3.0}
    )
    names = words(left - 10, top + height / 2, label, anchor="end", bold=True)
    return ground + names + words(left - 10, top + height / 2 + 14, str(origins), anchor="end", look="chart-soft", fill=SOFT)


def _axis(times: TimeScale, left: float, dated: float, right: float, y: float) -> str:
    parts = []
    if dated > left:
        parts.append(words((left + dated) / 2, y + 14, "no date", anchor="middle", look="chart-soft", fill=SOFT))
    for day, label in times.ticks():
        x, half = times.at(day), wide_of(label) / 2
        parts.append(line(x, y - 4, x, y, "chart-axis", SOFT))
        if x - half > dated + 4 and x + half < right + 10:
            parts.append(words(x, y + 14, label, anchor="middle", look="chart-soft", fill=SOFT))
    return "".join(parts)


def _mark(dot: _Dot, place: tuple[float, float], link: Callable[[str], str] | None) -> str:
    one, sign = dot.origin, dot.sign
    parts = [
        f"{sign.number}. {one_line(one.actor.name, 80)}: {dot.claim.wording}",
        f"first said {one.first_said}" if one.first_said else "no date",
        f"basis {one.basis.value}" if one.basis is not Basis.UNSTATED else "",
        f"in {counted(len(one.reports), 'report')}",
    ]
    title = "; ".join(part for part in parts if part)
    drawn = badge(sign, *place, several=len(one.reports) > 1)
    return titled(title, f"chart-mark {sign.look}", link(dot.claim.id) if link else None, drawn, fill=sign.fill)


def _reversals(
    reversals: Sequence[Reversal],
    dots: Mapping[Polarity, Sequence[_Dot]],
    places: Mapping[tuple[Polarity, str], tuple[float, float]],
    bottoms: Mapping[Polarity, float],
    times: TimeScale,
) -> str:
    """A line from the lane in which somebody stood to the lane of yes, from day to day; it ends at their dots where it can."""
    parts = []
    for one in reversals:
        ends = []
        for lane, statement, iso in ((one.was, one.earlier, one.earlier_said), (Polarity.YES, one.later, one.later_said)):
            held = next((dot for dot in dots[lane] if statement in dot.origin.statements), None)
            day = day_of(iso)
            if held and (day is None or held.origin.first_said == iso):
                ends.append(places[lane, held.origin.id])
            elif day:
                ends.append((times.at(day), bottoms[lane] - 7))
        if len(ends) == 2:
            (x1, y1), (x2, y2) = ends
            bend = (y1 + y2) / 2
            path = f"M{plain(x1)} {plain(y1)}C{plain(x1)} {plain(bend)} {plain(x2)} {plain(bend)} {plain(x2)} {plain(y2)}"
            was = "denied" if one.was is Polarity.NO else "would not say"
            title = f"{one.actor.name} {was} on {one.earlier_said}, {one.later_actor.name} says yes on {one.later_said} ({one.because})"
            run = element("path", {"d": path, "class": "chart-reversal", "fill": "none", "stroke": WARN, "stroke-width": 1.8})
            parts.append(titled(title, "chart-reversed", None, run))
    return "".join(parts)
