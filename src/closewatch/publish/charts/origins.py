"""Which origin has which colour, number and shape on the charts of a question, and the badge that shows it.

The same for the range chart, its legend and the tables of the page: numbers go by who spoke first. Colour alone never tells two apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from closewatch.publish.charts.svg import PAPER, SMALL, Attributes, element, safe
from closewatch.terms.actor import Actor
from closewatch.terms.claim import QuestionKind
from closewatch.terms.history import History

COLOURS = ("#2628c6", "#b55b1d", "#158368", "#87018e", "#7163a5", "#a135f0", "#634d00", "#6e0e2f")
"""The eight colours where no style sheet gives others.

Chosen by search so that any two stay apart for people who see no red, no green or no blue (by the matrices of Machado and others, 2009),
and white stands out on each by 4.6 to 1.
"""

SHAPES = ("circle", "square", "diamond", "hexagon")
"""The first eight origins are circles, the next eight squares, and so on; from the 33rd on the number alone tells."""

RADIUS, SMALL_RADIUS = 8.5, 4.5
"""Of a badge with its number, and of one without, where many stand close together."""


@dataclass(frozen=True)
class OriginSign:
    """One origin of a question with its sign: `number` counts from 1, `colour` is 1 to 8; with how many answers, in how many reports."""

    actor: Actor
    number: int
    colour: int
    shape: str
    answers: int
    reports: int
    first_said: str | None

    @property
    def look(self) -> str:
        """The class of its colour."""
        return f"origin-{self.colour}"

    @property
    def radius(self) -> float:
        """How far its badge reaches: more digits need more room."""
        return RADIUS + 3.2 * max(len(str(self.number)) - 2, 0)

    @property
    def fill(self) -> str:
        """The colour itself, for where no style sheet is."""
        return COLOURS[self.colour - 1]


def origin_signs(history: History) -> tuple[OriginSign, ...]:
    """Give every origin of a question its sign, the one who spoke first first: the legend of its charts."""
    if history.question.key.kind is QuestionKind.YES_NO:
        rows = [(one.actor, one.first_said, one.reports) for claim in history.question.claims for one in claim.origins]
    else:
        rows = [(one.actor, one.first_said, one.reports) for one in history.given]
    actors: dict[str, Actor] = {}
    first: dict[str, str] = {}
    answers: Counter[str] = Counter()
    held: dict[str, set[str]] = {}
    for actor, first_said, reports in rows:
        actors.setdefault(actor.id, actor)
        answers[actor.id] += 1
        held.setdefault(actor.id, set()).update(reports)
        if first_said:
            first[actor.id] = min(first_said, first.get(actor.id, first_said))
    ranked = sorted(actors.values(), key=lambda actor: (first.get(actor.id, "9999"), actor.name, actor.id))
    return tuple(
        OriginSign(actor, place + 1, place % 8 + 1, SHAPES[min(place // 8, 3)], answers[actor.id], len(held[actor.id]), first.get(actor.id))
        for place, actor in enumerate(ranked)
    )


def origin_sign_svg(sign: OriginSign) -> str:
    """Draw the badge of one origin by itself, for the legend beside a chart; a screen reader passes it over, the name stands beside it."""
    group = element("g", {"class": sign.look, "fill": sign.fill, "stroke": sign.fill}, badge(sign, 10, 10))
    attributes: Attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "chart-sign",
        "viewBox": "0 0 20 20",
        "width": 20.0,
        "height": 20.0,
    }
    return element("svg", {**attributes, "aria-hidden": "true", "font-family": "system-ui, sans-serif", "font-size": float(SMALL)}, group)


def badge(sign: OriginSign, x: float, y: float, *, about: bool = False, several: bool = False, small: bool = False) -> str:
    """Draw the sign of an origin with its number: filled, or hollow and dashed where the amount is approximate; a pile for copies."""
    look = "chart-hollow" if about else "chart-own"
    fill: Attributes = {"class": look, "fill": PAPER if about else None, "stroke-width": 1.5}
    if small:
        return outline(sign.shape, x, y, fill, SMALL_RADIUS)
    behind = (
        outline(sign.shape, x + 3, y - 3, {"class": "chart-hollow", "fill": PAPER, "stroke-width": 1.0}, sign.radius) if several else ""
    )
    number = element(
        "text",
        {"x": x, "y": y + 4, "class": "chart-name" if about else "chart-on", "text-anchor": "middle", "stroke": "none",
         "fill": None if about else "#ffffff", "font-size": 11.0, "font-weight": "600"},
        safe(str(sign.number)),
    )  # fmt: skip
    return behind + outline(sign.shape, x, y, {**fill, "stroke-dasharray": "3 2" if about else None}, sign.radius) + number


def outline(shape: str, x: float, y: float, attributes: Mapping[str, str | float | None], radius: float = RADIUS) -> str:
    """Draw a shape around a place."""
    if shape == "circle":
        return element("circle", {"cx": x, "cy": y, "r": radius, **attributes})
    if shape == "square":
        side = radius * 0.92
        return element("rect", {"x": x - side, "y": y - side, "width": 2 * side, "height": 2 * side, "rx": 1.5, **attributes})
    corners: tuple[tuple[float, float], ...]
    if shape == "diamond":
        corners = ((0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0))
    else:
        corners = ((-0.55, -1.0), (0.55, -1.0), (1.1, 0.0), (0.55, 1.0), (-0.55, 1.0), (-1.1, 0.0))
    points = " ".join(f"{x + dx * radius:.1f},{y + dy * radius:.1f}" for dx, dy in corners)
    return element("polygon", {"points": points, **attributes})
