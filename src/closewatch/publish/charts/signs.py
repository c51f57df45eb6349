"""What the marks of a range chart mean, as small pictures with words: the key that a page or a dossier prints beside the chart."""

from __future__ import annotations

from typing import NamedTuple

from closewatch.publish.charts.origins import RADIUS, outline
from closewatch.publish.charts.svg import PAPER, SOFT, WARN, Attributes, element, line, plain


class Sign(NamedTuple):
    """One sign of the key and what it means."""

    svg: str
    words: str


def range_signs() -> tuple[Sign, ...]:
    """Give the key of the range chart: number, approximate number, range, open ends, copies, denial, drift, time it holds for, revision."""
    solid: Attributes = {"class": "chart-own", "fill": SOFT}
    hollow: Attributes = {"class": "chart-hollow", "fill": PAPER, "stroke-width": 1.5}
    dot = outline("circle", 10, 10, solid, 6)
    bar: Attributes = {"class": "chart-line", "fill": "none", "stroke-width": 2.0}
    piled = outline("circle", 11.5, 8.5, {**hollow, "stroke-width": 1.0}, 6) + outline("circle", 8.5, 11.5, solid, 6)
    denied = element(
        "circle", {"cx": 14.5, "cy": 14.5, "r": 4.5, "class": "chart-denied", "fill": PAPER, "stroke": WARN, "stroke-width": 1.5}
    )
    denied += line(12, 17, 17, 12, "chart-denied", WARN, 1.5)
    low, high = outline("circle", 10, 14, solid, 4.5), outline("circle", 10, 6, solid, 4.5)
    return (
        Sign(_small(dot), "a number"),
        Sign(_small(outline("circle", 10, 10, {**hollow, "stroke-dasharray": "3 2"}, 6)), "about, nearly or just over a number"),
        Sign(_small(element("path", {"d": "M10 3V17M5.5 3h9M5.5 17h9", **bar})), "from a low to a high number"),
        Sign(_small(element("path", {"d": "M10 13V3M6.5 6.5L10 2.5L13.5 6.5", **bar}), low), "at least, or more than, a number"),
        Sign(_small(element("path", {"d": "M10 7V17M6.5 13.5L10 17.5L13.5 13.5", **bar}), high), "up to, or fewer than, a number"),
        Sign(_small(piled), "in several reports: copies are folded under their origin"),
        Sign(_small(outline("circle", 10, 10, solid, RADIUS - 2), denied), "somebody denies it"),
        Sign(_small(outline("circle", 9, 12, solid, 6), drift_sign(14, 6, 4.5)), "changed on the way: it makes no claim of its own"),
        Sign(_small(line(1, 10, 19, 10, "chart-held", SOFT, 1.5, "1 3"), dot), "from the first to the last day it holds for"),
        Sign(_small(line(4, 15, 16, 5, "chart-revision", SOFT, 1.2), *(outline("circle", x, y, solid, 3.5) for x, y in ((4, 15), (16, 5)))),
             "a later value of the same origin"),
    )  # fmt: skip


def _small(*parts: str) -> str:
    attributes: Attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "chart-sign",
        "viewBox": "0 0 20 20",
        "width": 20.0,
        "height": 20.0,
    }
    return element("svg", {**attributes, "aria-hidden": "true"}, element("g", {"class": "chart-key", "fill": SOFT, "stroke": SOFT}, *parts))


def drift_sign(x: float, y: float, size: float = 7.0) -> str:
    """A triangle: what was told changed here."""
    across, down = size, size * 5 / 7
    corners = f"{plain(x)},{plain(y - size)} {plain(x + across)},{plain(y + down)} {plain(x - across)},{plain(y + down)}"
    return element("polygon", {"points": corners, "class": "chart-drift-sign", "fill": WARN, "stroke": PAPER, "stroke-width": 1.0})
