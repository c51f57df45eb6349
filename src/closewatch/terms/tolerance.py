"""How far "about" reaches: the one policy by which approximate amounts are held against each other.

A number, a rule and its source, and nothing else. What was said is stored as it was said (`terms.figure`); this widens it for a
comparison alone, and whoever compares says so.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from closewatch.terms.figure import Lean, Range
from closewatch.terms.record import plain_number

MOST = Decimal("0.15")
"""The largest share of an amount that "about" is taken to leave open. The coding guide of Wikimpacts, where "about 700" is 600 to 800,
leaves one unit of the first digit, 14.3 % of its example; for "about 1,000" that would be 0 to 2,000, so it is cut here."""

LEAST = Decimal("0.05")
"""The smallest share of an amount that "about" is taken to leave open, however many digits it has ("about 2,735", "a third"). Ours."""

POLICY = "“about” leaves open one unit of the last digit said that is not zero, at least 5 % of the amount and at most 15 %"
"""The rule in words, for whoever reads a comparison that it decided."""


def reach(number: Decimal) -> Decimal:
    """Give how far on either side "about" reaches from a number, by `POLICY`.

    >>> [str(reach(Decimal(number))) for number in (700, 2000, 2700, 1000, 0)]
    ['1E+2', '300.00', '135.00', '150.00', '0']
    """
    exponent = number.normalize().as_tuple().exponent
    if not number or not isinstance(exponent, int):
        return Decimal(0)
    return min(max(Decimal(1).scaleb(exponent), abs(number) * LEAST), abs(number) * MOST)


def widened(amount: Range) -> Range:
    """Give an amount with the room that its words leave: both ways for "about", one way for "nearly" and "just over".

    >>> about = Range(low=Decimal(2700), best=Decimal(2700), high=Decimal(2700), approximate=True)
    >>> widened(about).low, widened(about).high
    (Decimal('2565.00'), Decimal('2835.00'))
    """
    down = amount.lean is Lean.BELOW or (amount.approximate and amount.lean is None)
    up = amount.lean is Lean.ABOVE or (amount.approximate and amount.lean is None)
    low, high = amount.low, amount.high
    if (not down or low is None) and (not up or high is None):
        return amount
    low = low - reach(low) if down and low is not None else low
    high = high + reach(high) if up and high is not None else high
    return replace(amount, low=low, best=None, high=high)


def room_in_words(amount: Range) -> str | None:
    """Say between which numbers an approximate amount is taken to lie; None where its words leave no room.

    >>> room_in_words(Range(low=Decimal(300), best=Decimal(300), high=Decimal(300), approximate=True))
    '255 to 345'
    """
    wide = widened(amount)
    if wide == amount:
        return None
    low, high = (None if end is None else _shown(end) for end in (wide.low, wide.high))
    return f"{low} to {high}" if low is not None and high is not None else f"{low} or more" if high is None else f"up to {high}"


def _shown(end: Decimal) -> str:
    """Write an end without a precision that nobody meant: one place after the point below 100, none above."""
    return f"{Decimal(plain_number(end.quantize(Decimal('0.1') if abs(end) < 100 else Decimal(1))) or 0):,f}"
