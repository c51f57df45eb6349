"""A range chart as text: one bar for each answer, from its lowest to its highest, on one axis with numbers.

An end that was left open is drawn as an arrow and never closed; a number is a point and no interval. Knows bars alone: which answers are
drawn, and in what order, is decided by whoever asks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from closewatch.terms.figure import Range

LOG_FROM = 20
"""How many times the smallest the largest number must be for the axis to be logarithmic: below that, equal steps show more."""

LEAST_WIDTH = 20

ARROW = 3
"""How many columns an open end reaches beyond its number; how far it may go is not said."""


@dataclass(frozen=True)
class Bar:
    """One answer with the label that stands in front of it."""

    label: str
    amount: Range


@dataclass(frozen=True)
class Signs:
    """The signs that a chart is drawn with."""

    point: str = "●"
    line: str = "─"
    left: str = "├"
    right: str = "┤"
    open_left: str = "◄"
    open_right: str = "►"
    axis: str = "─"
    tick: str = "┴"


UNICODE = Signs()
ASCII = Signs("*", "-", "|", "|", "<", ">", "-", "+")


def range_chart(bars: Sequence[Bar], width: int = 80, signs: Signs = UNICODE) -> str:
    """Draw bars under one another, with an axis below; `width` counts columns. Nothing where no bar has a number.

    >>> three = Bar("Seoul", Range(low=Decimal(300), best=Decimal(300), high=Decimal(300)))
    >>> print(range_chart([three, Bar("Kyiv", Range(low=Decimal(500), open_high=True))], 40, ASCII))
    Seoul                *
    Kyiv                          |-->
           +--------+---------+--------+
           0       200       400      600
    """
    numbers = sorted({end for bar in bars for end in (bar.amount.low, bar.amount.high) if end is not None})
    if not numbers:
        return ""
    label = min(max(len(bar.label) for bar in bars), max(width - LEAST_WIDTH - 4, 8))
    scale = _scale(numbers, max(width - label - 4 - ARROW, LEAST_WIDTH - ARROW))
    lines = [f"{_cut(bar.label, label):{label}}  {_bar(bar.amount, scale, signs)}".rstrip() for bar in bars]
    return "\n".join((*lines, *(f"{'':{label}}  {line}".rstrip() for line in _axis(scale, signs))))


@dataclass(frozen=True)
class _Scale:
    ticks: tuple[Decimal, ...]
    columns: int
    logarithmic: bool

    def column(self, number: Decimal) -> int:
        """Give the column of a number, the first tick at 0 and the last at `columns`."""
        first, last = self.ticks[0], self.ticks[-1]
        if self.logarithmic:
            if number <= first:
                return 0
            share = (math.log10(number) - math.log10(first)) / (math.log10(last) - math.log10(first))
        else:
            share = float((number - first) / (last - first))
        return min(self.columns, max(0, round(share * self.columns)))


def _scale(numbers: Sequence[Decimal], columns: int) -> _Scale:
    positive = [number for number in numbers if number > 0]
    if positive and positive[-1] / positive[0] > LOG_FROM:
        return _Scale(_powers(positive[0], positive[-1]), columns, True)
    return _Scale(_steps(min(numbers[0], Decimal(0)), numbers[-1], columns), columns, False)


def _powers(least: Decimal, most: Decimal) -> tuple[Decimal, ...]:
    first, last = math.floor(math.log10(least)), math.ceil(math.log10(most))
    step = max(1, math.ceil((last - first) / 8))
    return tuple(Decimal(10) ** power for power in range(first, first + step * math.ceil((last - first) / step) + 1, step))


def _steps(least: Decimal, most: Decimal, columns: int) -> tuple[Decimal, ...]:
    """Choose round steps, so few that their numbers stand apart."""
    wanted = max(2, min(6, columns // 9))
    rough = (most - least) / wanted or Decimal(1)
    power = Decimal(10) ** rough.adjusted()
    step = next(times * power for times in (Decimal(1), Decimal(2), Decimal(5), Decimal(10)) if times * power >= rough)
    first = int((least / step).to_integral_value("ROUND_FLOOR"))
    last = int((most / step).to_integral_value("ROUND_CEILING"))
    return tuple(step * number for number in range(first, max(last, first + 1) + 1))


def _bar(amount: Range, scale: _Scale, signs: Signs) -> str:
    low = scale.column(amount.low) if amount.low is not None else None
    high = scale.column(amount.high) if amount.high is not None else None
    if low is None and high is None:
        return ""
    cells = [" "] * (scale.columns + ARROW + 2)
    start = low if low is not None else max((high or 0) - ARROW, 0)
    end = high if high is not None else start + ARROW
    if start == end and not amount.open_low and not amount.open_high:
        cells[start] = "0" if scale.logarithmic and amount.high is not None and amount.high <= 0 else signs.point
        return "".join(cells)
    if start == end:
        end += 1
    cells[start : end + 1] = [signs.line] * (end + 1 - start)
    cells[start] = signs.open_left if amount.open_low or low is None else signs.left
    cells[end] = signs.open_right if amount.open_high or high is None else signs.right
    if amount.best is not None and amount.low != amount.high:
        cells[scale.column(amount.best)] = signs.point
    return "".join(cells)


def _axis(scale: _Scale, signs: Signs) -> tuple[str, ...]:
    line, numbers = [signs.axis] * (scale.columns + 1), ""
    for tick in scale.ticks:
        place = scale.column(tick)
        line[place] = signs.tick
        written = _written(tick)
        at = max(0, min(place - len(written) // 2, scale.columns + ARROW + 1 - len(written)))
        if at > len(numbers) or not numbers:
            numbers = f"{numbers:{at}}{written}"
    return ("".join(line), numbers, *(("(logarithmic)",) if scale.logarithmic else ()))


def _written(tick: Decimal) -> str:
    """Write a number of the axis in few signs.

    >>> _written(Decimal(2500)), _written(Decimal(6000000)), _written(Decimal("0.5"))
    ('2,500', '6M', '0.5')
    """
    for size, sign in ((Decimal(10**9), "bn"), (Decimal(10**6), "M")):
        if tick >= size:
            return f"{(tick / size).normalize():f}{sign}"
    return f"{tick.normalize():,f}"


def _cut(label: str, width: int) -> str:
    return label if len(label) <= width else label[: width - 1] + "…"
