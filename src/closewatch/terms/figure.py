"""One number that matters: what it counts, its bounds as they were said, and whom, where and when it is about.

What was said is kept: an open end is never closed, a range never averaged, a vague word never turned into a number but for the
smallest value it can mean. Low, best and high are those of UCDP, the smallest value of a vague word is that of MUC-4, and a number with
its unit, bounds and context is a quantity as in MeasEval. docs/glossary.md has every list of values in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from closewatch.terms.about import Place, Population
from closewatch.terms.actor import Actor
from closewatch.terms.ref import ref
from closewatch.terms.report import Span
from closewatch.terms.statement import Reason
from closewatch.terms.when import Dated

MEASURES = (
    "killed", "wounded", "casualties", "captured", "detained", "surrendered", "released", "missing", "abducted", "displaced",
    "evacuated", "returned", "trapped", "affected", "deployed", "strength", "recruited", "deserted", "paid", "cost", "destroyed",
    "damaged", "launched", "intercepted", "incidents", "population", "other",
)  # fmt: skip
"""What a figure can count. Lumped outcomes stay lumped: casualties, losses and victims are not deaths."""


class Lean(StrEnum):
    """On which side of the number the truth is said to lie: "nearly" leans below, "just over" above."""

    BELOW = "below"
    ABOVE = "above"


class FigureKind(StrEnum):
    """What sort of number it is."""

    COUNT = "count"
    SHARE = "share"
    RATE = "rate"
    RATIO = "ratio"
    MONEY = "money"


class Scope(StrEnum):
    """What stretch of events the number covers: one event, all so far, new ones, those present, a mean, a plan, a forecast."""

    EVENT = "event"
    CUMULATIVE = "cumulative"
    INCREMENT = "increment"
    DECREMENT = "decrement"
    STOCK = "stock"
    AVERAGE = "average"
    PLANNED = "planned"
    FORECAST = "forecast"


class Standing(StrEnum):
    """What the text does with the number: gives it, denies it, doubts it, fears it, or reports none."""

    ASSERTED = "asserted"
    DENIED = "denied"
    DISPUTED = "disputed"
    UNVERIFIED = "unverified"
    RETRACTED = "retracted"
    HYPOTHETICAL = "hypothetical"
    FEARED = "feared"
    NONE_REPORTED = "none_reported"


MOST_DIGITS = 100
"""Digits of an amount: nothing is counted in more, and written out, 1E+999999999 would fill the memory."""


@dataclass(frozen=True)
class Range:
    """The amount as it was said.

    "At least 209": low 209, open_high. "More than 10": the same, strict. "Up to 270": high 270, open_low. "700" and "about 700":
    low = best = high. A range "30-40" has no best; "more than 100 but fewer than 300" is one too, and strict. "Dozens": low 24,
    open_high, vague "dozens". None reported: all None. `approximate` is True where a word like "about" or "some" was said.
    """

    low: Decimal | None = None
    best: Decimal | None = None
    high: Decimal | None = None
    open_low: bool = False
    open_high: bool = False
    strict: bool = False
    approximate: bool = False
    lean: Lean | None = None
    vague: str | None = None

    def __post_init__(self) -> None:
        for end in (self.low, self.best, self.high):
            if end is not None and not (end.is_finite() and abs(end.adjusted()) <= MOST_DIGITS):
                raise ValueError(f"wanted a number of at most {MOST_DIGITS} digits, found {str(end)[:40]}")

    def meets(self, other: Range) -> bool:
        """Tell whether the two amounts can both hold: whether their intervals, open ends included, touch.

        >>> Range(low=Decimal(300), open_high=True).meets(Range(high=Decimal(300), open_low=True))
        True
        >>> Range(low=Decimal(300), open_high=True, strict=True).meets(Range(high=Decimal(300), open_low=True))
        False
        """
        return _reaches(self, other) and _reaches(other, self)


def covering(amounts: Sequence[Range]) -> Range:
    """Give the amount that reaches from the least to the most of several; one alone, or the same again, is given as it is.

    >>> one = covering([Range(low=Decimal(2000), high=Decimal(2000)), Range(low=Decimal(1900), open_high=True)])
    >>> one.low, one.high, one.open_high
    (Decimal('1900'), None, True)
    """
    first = amounts[0]
    if all(one == first for one in amounts):
        return first
    lows, highs = [one.low for one in amounts if one.low is not None], [one.high for one in amounts if one.high is not None]
    open_low, open_high = (any(getattr(one, end) for one in amounts) for end in ("open_low", "open_high"))
    return Range(
        low=None if open_low or not lows else min(lows),
        high=None if open_high or not highs else max(highs),
        open_low=open_low and not (open_high or not highs),
        open_high=open_high and not (open_low or not lows),
        approximate=any(one.approximate for one in amounts),
    )


def _reaches(left: Range, right: Range) -> bool:
    """Tell whether the lower end of `left` is not above the upper end of `right`; a strict end does not touch."""
    if left.low is None or left.open_low or right.high is None or right.open_high:
        return True
    if left.low != right.high:
        return left.low < right.high
    return not (left.strict or right.strict)


@dataclass(frozen=True)
class Figure:
    """One number with what it counts.

    `span` covers the number with its sign, currency, scale and range words; the words that bound it stand in `bound`. `unit` is
    "person", "percent", "ratio", an ISO 4217 code, several codes joined by "|" where the sign is ambiguous, "unknown" for money
    without a currency, else a singular noun. `statement` is None where the outlet itself gives the figure; `speaker` is the root
    of its chain, None for the outlet. `part_of` and `derived_from` are ids of figures.
    """

    report: str
    span: Span
    measure: str
    amount: Range
    bound: Span | None = None
    kind: FigureKind = FigureKind.COUNT
    unit: str | None = None
    per: str | None = None
    population: Population | None = None
    place: Place | None = None
    scope: Scope = Scope.EVENT
    as_of: Dated | None = None
    part_of: str | None = None
    derived_from: tuple[str, ...] = ()
    standing: Standing = Standing.ASSERTED
    statement: str | None = None
    speaker: Actor | None = None
    because: tuple[Reason, ...] = ()

    @cached_property
    def id(self) -> str:
        """The content address: report, place of the number, and what it counts."""
        return ref("fi", self.report, self.span.start, self.span.end, self.measure)

    def spans(self) -> tuple[Span, ...]:
        """Every span that the figure rests on."""
        inferred = (self.bound, self.population and self.population.span, self.place and self.place.span)
        return (self.span, *(span for span in inferred if span), *(reason.span for reason in self.because if reason.span))


def amount_in_words(amount: Range) -> str:
    """Say an amount as it was said, in one form for all wordings.

    >>> amount_in_words(Range(low=Decimal(300), open_high=True)), amount_in_words(Range(low=Decimal(30), high=Decimal(40)))
    ('at least 300', '30 to 40')
    >>> amount_in_words(Range(low=Decimal(24), open_high=True, vague="dozens"))
    'dozens'
    """
    low, high = (None if end is None else f"{end.normalize():,f}" for end in (amount.low, amount.high))
    if low is None and high is None:
        return amount.vague or "none reported"
    about = "about " if amount.approximate and not amount.lean else ""
    ends = f"{low or high}" if low is None or high is None or low == high else f"{low} to {high}"
    if amount.open_low:
        return f"{'fewer than' if amount.strict else 'up to'} {amount.vague or about + ends}"
    if amount.vague:
        return f"more than {amount.vague}" if amount.strict and amount.high is None else amount.vague
    if amount.open_high:
        return f"{'more than' if amount.strict else 'at least'} {about}{ends}"
    if amount.strict:
        return f"more than {low} and fewer than {high}"
    if amount.lean:
        return f"{'nearly' if amount.lean is Lean.BELOW else 'just over'} {ends}"
    return f"{about}{ends}"
