"""Where an amount and a day stand on a chart, and at which round numbers and dates the scale is marked.

Amounts are reckoned as decimals, so that no number is too large for a chart. What is drawn at a place is known to each chart.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from closewatch.terms.when import PartialDate

LOG_FROM = 30
"""How many times the smallest the largest amount must be for a logarithmic scale: below that, equal steps are easier to read."""

ZERO_LANE = 22.0
"""How much room a logarithmic scale keeps below its end for "0", which has no place on it."""


@dataclass(frozen=True)
class AmountScale:
    """A scale of amounts between two ends of a chart, in pixels; `start` belongs to the smallest."""

    least: Decimal
    most: Decimal
    start: float
    end: float
    logarithmic: bool
    ticks: tuple[Decimal, ...]
    zero: float | None = None

    def at(self, amount: Decimal) -> float:
        """Give the place of an amount."""
        if not self.logarithmic:
            return self.start + float((amount - self.least) / (self.most - self.least)) * (self.end - self.start)
        if amount <= 0:
            return self.start if self.zero is None else self.zero
        share = float((amount.log10() - self.least.log10()) / (self.most.log10() - self.least.log10()))
        return self.start + share * (self.end - self.start)

    @property
    def in_words(self) -> str:
        """Say which kind of scale it is."""
        return "logarithmic scale" if self.logarithmic else "linear scale"


def amount_scale(amounts: Iterable[Decimal], start: float, end: float, marks: int = 6) -> AmountScale:
    """Choose a scale for amounts: from zero, or logarithmic where they lie more than 30-fold apart.

    >>> scale = amount_scale((Decimal(300), Decimal(1000)), 200, 0)
    >>> scale.in_words, [written(tick) for tick in scale.ticks], scale.at(Decimal(500))
    ('linear scale', ['0', '200', '400', '600', '800', '1,000'], 100.0)
    """
    found = sorted(set(amounts)) or [Decimal(0)]
    positive = [amount for amount in found if amount > 0]
    if positive and positive[-1] / positive[0] > LOG_FROM:
        low = found[0] <= 0
        begin = start + (ZERO_LANE if end > start else -ZERO_LANE) if low else start
        ticks = _powers(positive[0], positive[-1], marks)
        return AmountScale(ticks[0], ticks[-1], begin, end, True, ticks, start if low else None)
    ticks = _steps(min(found[0], Decimal(0)), found[-1], marks)
    return AmountScale(ticks[0], ticks[-1], start, end, False, ticks)


def _powers(least: Decimal, most: Decimal, marks: int) -> tuple[Decimal, ...]:
    """Choose 1, 2, 5, 10 ... over few decades, powers of ten over many."""
    first, last = least.adjusted(), most.adjusted() + 1
    if last - first > 3:
        step = -(-(last - first) // max(marks, 2))
        return tuple(Decimal(1).scaleb(power) for power in range(first, last + step, step) if power < last + step)
    ticks = [Decimal(times).scaleb(power) for power in range(first, last + 1) for times in (1, 2, 5)]
    start = max(place for place, tick in enumerate(ticks) if tick <= least)
    stop = min((place for place, tick in enumerate(ticks) if tick >= most), default=len(ticks) - 1)
    return tuple(ticks[start : stop + 1])


def _steps(least: Decimal, most: Decimal, marks: int) -> tuple[Decimal, ...]:
    rough = (most - least) / max(marks, 2) or Decimal(1)
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(times * power for times in (Decimal(1), Decimal(2), Decimal(5), Decimal(10)) if times * power >= rough)
    first = int((least / step).to_integral_value("ROUND_FLOOR"))
    last = int((most / step).to_integral_value("ROUND_CEILING"))
    return tuple(step * number for number in range(first, max(last, first + 1) + 1))


def written(amount: Decimal) -> str:
    """Write an amount beside a scale: thousands parted, millions and more in short.

    >>> written(Decimal(2500)), written(Decimal("1.5e7")), written(Decimal("0.5")), written(Decimal("1e40"))
    ('2,500', '15M', '0.5', '10^40')
    """
    if amount.adjusted() >= 15:
        digits = amount.scaleb(-amount.adjusted()).normalize()
        return f"{'' if digits == 1 else f'{digits:f}·'}10^{amount.adjusted()}"
    for size, sign in ((Decimal(10**9), "bn"), (Decimal(10**6), "M")):
        if amount >= size:
            return f"{(amount / size).normalize():,f}{sign}"
    return f"{amount.normalize():,f}"


@dataclass(frozen=True)
class TimeScale:
    """A scale of days between two ends of a chart, in pixels."""

    first: date
    last: date
    start: float
    end: float

    def at(self, day: date) -> float:
        """Give the place of a day."""
        return self.start + (day - self.first).days / max((self.last - self.first).days, 1) * (self.end - self.start)

    def ticks(self, apart: float = 84.0) -> tuple[tuple[date, str], ...]:
        """Give the days that are marked, with what stands there, at least so many pixels apart.

        >>> [name for _, name in TimeScale(date(2024, 10, 3), date(2025, 5, 2), 0, 300).ticks()]
        ['2025-01', '2025-04']
        """
        days = max((self.last - self.first).days, 1)
        pixel = days * apart / max(self.end - self.start, 1.0)
        if pixel <= 15:
            step = next(size for size in (1, 2, 5, 7, 14, 15) if size >= pixel)
            return tuple((day, day.isoformat()) for day in _every(self.first, self.last, step))
        for months in (1, 2, 3, 6):
            if pixel <= months * 28:
                return tuple((day, day.isoformat()[:7]) for day in _months(self.first, self.last, months))
        years = next(size * power for power in (1, 10, 100, 1000) for size in (1, 2, 5) if size * power * 365 >= pixel or power == 1000)
        starts = (date(year, 1, 1) for year in range(-(-self.first.year // years) * years, self.last.year + 1, years))
        return tuple((day, f"{day.year:04}") for day in starts if day >= self.first)


def _every(first: date, last: date, step: int) -> list[date]:
    return [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1, step)]


def _months(first: date, last: date, step: int) -> list[date]:
    number = first.year * 12 + first.month - 1 + (first.day > 1)
    number += -number % step  # January is the first of any step
    found = []
    while number <= last.year * 12 + last.month - 1:
        found.append(date(number // 12, number % 12 + 1, 1))
        number += step
    return found


def time_scale(days: Sequence[date], start: float, end: float) -> TimeScale:
    """Choose a scale for days, with a little room at both ends.

    >>> time_scale([date(2025, 1, 1), date(2025, 4, 11)], 0, 100).first
    datetime.date(2024, 12, 29)
    """
    first, last = (min(days), max(days)) if days else (date(2000, 1, 1), date(2000, 1, 1))
    margin = max(1, round((last - first).days * 0.03))
    low, high = max(first.toordinal() - margin, 1), min(last.toordinal() + margin, date.max.toordinal())
    return TimeScale(date.fromordinal(low), date.fromordinal(high), start, end)


def day_of(iso: str | None) -> date | None:
    """Read the day a date stands for, the first that it can mean; None where there is none.

    >>> day_of("2025-01"), day_of("soon")
    (datetime.date(2025, 1, 1), None)
    """
    try:
        if iso and len(iso) == 10:
            return date.fromisoformat(iso)
        return PartialDate(iso).period().start if iso else None
    except ValueError:
        return None


def month_end(day: date) -> date:
    """Give the last day of the month of a day."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
