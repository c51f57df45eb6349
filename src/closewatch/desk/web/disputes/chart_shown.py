"""A chart on a page: its wide and its narrow form, of which the style sheet shows one, and the table behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from closewatch.publish.charts.svg import ChartTable

WIDE, NARROW = 900, 340
"""The widths for which a chart is drawn: for a desk, and for a telephone."""


@dataclass(frozen=True)
class ShownChart:
    """A chart in both forms, and the first rows of `number` that stand behind it."""

    wide: Markup
    narrow: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    number: int


def shown_chart(draw: Callable[[int], str], table: ChartTable, most: int) -> ShownChart:
    """Draw a chart for both widths, with so many rows of its table; what `draw` gives is SVG of our own, which escapes foreign words."""
    return ShownChart(Markup(draw(WIDE)), Markup(draw(NARROW)), table.columns, table.rows[:most], len(table.rows))
