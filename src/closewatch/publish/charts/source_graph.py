"""The sources of a whole case: who is an origin at the left, which outlets carry them at the right, and in how many reports.

`TieBetween` is its value; how many reports tie an actor to an outlet is counted by `ledger.views`. Only the ties of those who are carried
most are drawn, the rest are counted and stand in the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from closewatch.publish.charts.layers import settle_two
from closewatch.publish.charts.svg import SOFT, ChartTable, element, fitted, note, note_height, picture, plain, titled, wide_of, words
from closewatch.publish.wording import counted
from closewatch.terms.actor import Actor

MOST_ACTORS, MOST_OUTLETS = 24, 24
"""How many are drawn on either side: those in most reports."""

ROW, BAR, LEAST = 26.0, 6.0, 1.0
"""The height of a row in pixels, how wide the bars at both sides are, and how thin a tie may be."""

MOST_WIDE = 16.0
"""How wide the strongest tie is, in pixels."""


@dataclass(frozen=True)
class TieBetween:
    """In how many reports an outlet carries what goes back to an actor."""

    actor: Actor
    outlet: str
    reports: int


def source_graph_svg(
    ties: Iterable[TieBetween],
    *,
    name: str = "sources",
    link: Callable[[str], str] | None = None,
    outlet_link: Callable[[str], str] | None = None,
    width: int = 900,
    most: int = MOST_ACTORS,
) -> str:
    """Draw who is carried by whom; `link` makes the address of an actor from its id, `outlet_link` that of an outlet from its name."""
    everything = [tie for tie in ties if tie.reports > 0]
    actors, outlets = _most(everything, most)
    drawn = [tie for tie in everything if tie.actor.id in actors and tie.outlet in outlets]
    lefts, rights = settle_two(list(actors), list(outlets), {(tie.actor.id, tie.outlet): tie.reports for tie in drawn})
    room = width * (0.3 if width > 500 else 0.36)
    rows = max(len(lefts), len(rights), 1)
    height = rows * ROW + 50
    left_at, right_at = _spread(lefts, height), _spread(rights, height)
    x1, x2 = room, width - room
    left_out = len(everything) - len(drawn)
    left_out_words = f"Not drawn, but in the table: {counted(left_out, 'tie')} of those who are carried less." if left_out else ""
    about = f"{counted(len(lefts), 'origin')}, {counted(len(rights), 'outlet')}, {counted(len(drawn), 'tie')}. {left_out_words}".strip()
    body = [
        words(x1 - 8, 14, "who says it", anchor="end", look="chart-soft", fill=SOFT),
        words(x2 + 8, 14, "who carries it", look="chart-soft", fill=SOFT),
        *_ties(drawn, left_at, right_at, (x1 + BAR, x2 - BAR)),
    ]
    names = {tie.actor.id: tie.actor.name for tie in drawn}
    for identity in lefts:
        count = sum(tie.reports for tie in drawn if tie.actor.id == identity)
        body.append(_end(names[identity], count, x1, left_at[identity], -1, room, link(identity) if link else None))
    for outlet in rights:
        count = sum(tie.reports for tie in drawn if tie.outlet == outlet)
        body.append(_end(outlet, count, x2, right_at[outlet], 1, room, outlet_link(outlet) if outlet_link else None))
    body.append(note(4, height + 10, left_out_words, width - 8))
    return picture(
        name,
        "Sources: who says it, and who carries it",
        about,
        width,
        height + note_height(left_out_words, width - 8),
        *body,
        linked=bool(link or outlet_link),
    )


def source_graph_table(ties: Iterable[TieBetween]) -> ChartTable:
    """Give the data behind the graph: every tie, the strongest first."""
    ranked = sorted((tie for tie in ties if tie.reports > 0), key=lambda tie: (-tie.reports, tie.actor.name, tie.outlet, tie.actor.id))
    return ChartTable(
        ("who says it", "who carries it", "reports"), tuple((tie.actor.name, tie.outlet, f"{tie.reports:,}") for tie in ranked)
    )


def _most(ties: Sequence[TieBetween], most: int) -> tuple[dict[str, int], dict[str, int]]:
    """Keep the actors in most reports, and of the outlets that carry these the ones that carry most."""
    actors = dict(_ranked(((tie.actor.id, tie.reports) for tie in ties), {tie.actor.id: tie.actor.name for tie in ties})[:most])
    outlets = _ranked((tie.outlet, tie.reports) for tie in ties if tie.actor.id in actors)[:MOST_OUTLETS]
    kept = {outlet for outlet, _ in outlets}
    carried = {tie.actor.id for tie in ties if tie.outlet in kept}
    return {identity: count for identity, count in actors.items() if identity in carried}, dict(outlets)


def _ranked(counts: Iterable[tuple[str, int]], names: Mapping[str, str] | None = None) -> list[tuple[str, int]]:
    sums: dict[str, int] = {}
    for key, count in counts:
        sums[key] = sums.get(key, 0) + count
    return sorted(sums.items(), key=lambda pair: (-pair[1], (names or {}).get(pair[0], ""), pair[0]))


def _spread(keys: Sequence[str], height: float) -> dict[str, float]:
    """Give each its middle, evenly over the whole height."""
    step = (height - 50) / max(len(keys), 1)
    return {key: 34 + step * (place + 0.5) for place, key in enumerate(keys)}


def _ties(
    ties: Sequence[TieBetween], left_at: Mapping[str, float], right_at: Mapping[str, float], across: tuple[float, float]
) -> list[str]:
    strongest = max((tie.reports for tie in ties), default=1)
    (x1, x2), middle = across, sum(across) / 2
    parts = []
    for tie in sorted(ties, key=lambda tie: (-tie.reports, left_at[tie.actor.id], right_at[tie.outlet])):
        y1, y2 = left_at[tie.actor.id], right_at[tie.outlet]
        path = f"M{plain(x1)} {plain(y1)}C{plain(middle)} {plain(y1)} {plain(middle)} {plain(y2)} {plain(x2)} {plain(y2)}"
        wide = max(LEAST, MOST_WIDE * tie.reports / strongest if strongest > 6 else 2.0 * tie.reports)
        run = element(
            "path", {"d": path, "class": "chart-tie", "fill": "none", "stroke": "#7d9dbd", "stroke-width": wide, "stroke-opacity": 0.55}
        )
        parts.append(titled(f"{tie.actor.name} in {tie.outlet}: {counted(tie.reports, 'report')}", "chart-tied", None, run))
    return parts


def _end(label: str, count: int, x: float, y: float, way: int, room: float, href: str | None) -> str:
    """One name with its bar; the number of reports stands behind the name where there is room."""
    number = f" {count:,}"
    space = room - 16 - wide_of(number)
    bar = element(
        "rect", {"x": x if way < 0 else x - BAR, "y": y - 8, "width": BAR, "height": 16.0, "class": "chart-end", "fill": SOFT, "rx": 1.0}
    )
    text = words(x + way * 8, y + 4, fitted(label, space) + number, anchor="end" if way < 0 else "start", look="chart-text")
    side = "carries" if way > 0 else "is carried in"
    return titled(f"{label} {side} {counted(count, 'report')}", "chart-mark chart-node", href, bar, text)
